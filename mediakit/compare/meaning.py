"""What clauses mean: a vector for each clause, read in its sentence by a small encoder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from mediakit.compare.wording import FUNCTION_WORDS, WORD
from mediakit.measure.weights import read_arrays

if TYPE_CHECKING:
    from mediakit.measure.transformer import Transformer

WEIGHTS = Path(__file__).parent.parent / "data" / "align" / "encoder.npz"

TOKEN = re.compile(r"\w+|[^\w\s]")
PADDING, START, STOP = range(3)
"""The first numbers of the vocabulary."""

LONGEST = 250
"""Word pieces of a sentence that are read; a clause further on is read by the sentence's mean."""

BATCH = 16

BLOCK = 50_000
"""Pairs whose vectors are multiplied at once."""

Numbers = npt.NDArray[np.float64]
Span = tuple[int, int]


@dataclass(frozen=True)
class Meaning:
    """What clauses mean, read in their sentences.

    Attributes
    ----------
    own, whole
        A vector of length one for each clause, and one for the sentence that it stands in.
    texts, words, places
        For each sentence its words but function words, in lower case; a vector of length one for each, kept in 16
        bits; and the character at which each begins.
    spans
        For each clause its first character in its sentence, and one past its last.
    slots
        For each named slot a vector a clause, of length one, or of zeros where the clause has none.
    """

    own: Numbers
    whole: Numbers
    texts: list[list[str]]
    words: list[npt.NDArray[np.float16]]
    places: list[list[int]]
    spans: list[Span]
    slots: dict[str, Numbers]


def meaning(
    sentences: Sequence[str],
    sentence: Sequence[int],
    clauses: Sequence[str],
    slots: Mapping[str, Sequence[Span | None]] | None = None,
) -> Meaning:
    """The meaning of clauses: vectors of each, of its sentence, of their words and of the clause's slots.

    MiniLM (Wang et al. 2020), its upper layers tuned so that clauses which report one fact come to lie together
    (benchmarks/train_encoder.py; data/align/README.md), reads each sentence once; a clause, a word and a slot are each
    the mean of the states of their word pieces, so that they are read in their context.

    Parameters
    ----------
    sentences
        The texts of the sentences.
    sentence
        For each clause the place of its sentence among them.
    clauses
        The clauses as they stand in their sentences; one that does not stand there counts as the whole.
    slots
        For each name a span a clause (of its act, say), counted from the clause's first character, or None.
    """
    spans = clause_places(sentences, sentence, clauses)
    model = encoder()
    first_with = {text: at for at, text in reversed(list(enumerate(sentences)))}  # copies are read once
    copy_of = [first_with[text] for text in sentences]
    read = {at: pieces_of(model, sentences[at]) for at in first_with.values()}
    inside: dict[int, list[int]] = {}
    for clause, at in enumerate(sentence):
        inside.setdefault(copy_of[at], []).append(clause)
    width = model.arrays["positions"].shape[1]
    own, whole = np.zeros((len(spans), width)), np.zeros((len(spans), width))
    filled = {name: np.zeros((len(spans), width)) for name in slots or {}}
    told: dict[int, tuple[list[str], npt.NDArray[np.float16], list[int]]] = {}
    order = sorted(inside, key=lambda at: (len(read[at][0]), at))
    for first in range(0, len(order), BATCH):
        batch = order[first : first + BATCH]
        padded = np.full((len(batch), max(len(read[at][0]) for at in batch)), PADDING, dtype="int64")
        for line, at in zip(padded, batch, strict=True):
            line[: len(read[at][0])] = read[at][0]
        for line, at in zip(model.states(padded), batch, strict=True):
            numbers, offsets = read[at]
            states = Spread(line[: len(numbers)], offsets)
            told[at] = _words(sentences[at], states)
            for clause in inside[at]:
                start, end = spans[clause]
                own[clause], whole[clause] = states.mean(start, end, states.all), states.all
                for name, places in (slots or {}).items():
                    span = places[clause]
                    if span is not None:
                        filled[name][clause] = states.mean(start + span[0], start + span[1], 0 * states.all)
    nothing: tuple[list[str], npt.NDArray[np.float16], list[int]] = ([], np.zeros((0, width), "float16"), [])
    texts, words, places_of = zip(*(told.get(at, nothing) for at in copy_of), strict=True) if copy_of else ((), (), ())
    return Meaning(
        unit(own), unit(whole), list(texts), list(words), list(places_of), spans,
        {name: unit(rows) for name, rows in filled.items()},
    )  # fmt: skip


class Spread:
    """The states of a sentence's word pieces, by the characters that each stands for."""

    def __init__(self, states: Numbers, offsets: Sequence[Span]) -> None:
        self.states = states
        self.first, self.last = (np.array([span[i] for span in offsets]) for i in (0, 1))
        self.all = states.mean(axis=0)

    def mean(self, start: int, end: int, otherwise: Numbers) -> Numbers:
        """The mean of the pieces that touch a span, or `otherwise` where none does."""
        held = (self.first < end) & (self.last > start) & (self.last > self.first)
        return self.states[held].mean(axis=0) if held.any() else otherwise


def _words(text: str, states: Spread) -> tuple[list[str], npt.NDArray[np.float16], list[int]]:
    """The words of a sentence that are not function words, their vectors and places."""
    found = [match for match in WORD.finditer(text) if match.group().lower() not in FUNCTION_WORDS]
    rows = [states.mean(*match.span(), states.all) for match in found]
    vectors = unit(np.array(rows)) if rows else np.zeros((0, len(states.all)))
    return [match.group().lower() for match in found], vectors.astype("float16"), [match.start() for match in found]


def clause_places(sentences: Sequence[str], sentence: Sequence[int], clauses: Sequence[str]) -> list[Span]:
    """First character, and one past the last, of each clause in its sentence, or of the sentence if it is not there."""
    found = []
    for at, clause in zip(sentence, clauses, strict=True):
        first = sentences[at].find(clause)
        found.append((0, len(sentences[at])) if first < 0 else (first, first + len(clause)))
    return found


@cache
def encoder() -> Transformer:
    """The shipped encoder."""
    from mediakit.measure.transformer import Transformer

    return Transformer(read_arrays(WEIGHTS))


def pieces_of(model: Transformer, text: str) -> tuple[list[int], list[Span]]:
    """The numbers of a sentence's word pieces, and the characters each stands for (none for the marks at its ends)."""
    numbers, offsets = [START], [(0, 0)]
    for token in TOKEN.finditer(text):
        pieces = model.pieces(token.group())
        numbers.extend(pieces)
        offsets.extend([token.span()] * len(pieces))
    return [*numbers[:LONGEST], STOP], [*offsets[:LONGEST], (0, 0)]


def cosines(rows: Numbers, left: npt.NDArray[np.int64], right: npt.NDArray[np.int64]) -> Numbers:
    """The settled cosine of each pair of rows of length one, some at a time: so memory does not grow with pairs."""
    found = np.zeros(len(left))
    for at in range(0, len(left), BLOCK):
        here = slice(at, at + BLOCK)
        found[here] = np.einsum("ij,ij->i", rows[left[here]], rows[right[here]])
    return settled(found)


def settled(cosines: Numbers) -> Numbers:
    """Cosines without their last digits, which hang on the processor and on how many threads share a sum.

    Trees ask which pair is the best: two ways to the same cosine have to give the same number.
    """
    return np.round(cosines, 9)


def unit(rows: Numbers) -> Numbers:
    """The rows, each of length one."""
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
