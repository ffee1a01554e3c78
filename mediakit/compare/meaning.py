"""What clauses mean: a vector for each clause, read in its sentence by a small encoder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

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

Numbers = npt.NDArray[np.float64]


def clause_vectors(
    sentences: Sequence[str], sentence: Sequence[int], clauses: Sequence[str]
) -> tuple[Numbers, Numbers]:
    """A vector of length one for each clause, and one for the sentence that it stands in.

    MiniLM (Wang et al. 2020), its upper layers tuned so that clauses which report one fact come to lie together
    (benchmarks/train_encoder.py; data/align/README.md), reads each sentence once; a clause is the mean of the states
    of its word pieces, so that it is read in its context.

    Parameters
    ----------
    sentences
        The texts of the sentences.
    sentence
        For each clause the place of its sentence among them.
    clauses
        The clauses as they stand in their sentences; one that does not stand there counts as the whole.

    Returns
    -------
    Two arrays with a row a clause, 384 wide.
    """
    spans = clause_places(sentences, sentence, clauses)
    model = encoder()
    first_with = {text: at for at, text in reversed(list(enumerate(sentences)))}  # copies are read once
    read = {at: pieces_of(model, text) for text, at in first_with.items()}
    inside: dict[int, list[int]] = {}
    for clause, at in enumerate(sentence):
        inside.setdefault(first_with[sentences[at]], []).append(clause)
    width = model.arrays["positions"].shape[1]
    own, whole = np.zeros((len(spans), width), "float64"), np.zeros((len(spans), width), "float64")
    order = sorted(inside, key=lambda at: (len(read[at][0]), at))
    for first in range(0, len(order), BATCH):
        batch = order[first : first + BATCH]
        padded = np.full((len(batch), max(len(read[at][0]) for at in batch)), PADDING, dtype="int64")
        for line, at in zip(padded, batch, strict=True):
            line[: len(read[at][0])] = read[at][0]
        states = model.states(padded)
        for line, at in zip(states, batch, strict=True):
            numbers, offsets = read[at]
            mean = line[: len(numbers)].mean(axis=0)
            for clause in inside[at]:
                start, end = spans[clause]
                held = [i for i, (a, b) in enumerate(offsets) if a < end and b > start and b > a]
                own[clause] = line[held].mean(axis=0) if held else mean
                whole[clause] = mean
    return _unit(own), _unit(whole)


def clause_places(sentences: Sequence[str], sentence: Sequence[int], clauses: Sequence[str]) -> list[tuple[int, int]]:
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


def pieces_of(model: Transformer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """The numbers of a sentence's word pieces, and the characters each stands for (none for the marks at its ends)."""
    numbers, offsets = [START], [(0, 0)]
    for token in TOKEN.finditer(text):
        pieces = model.pieces(token.group())
        numbers.extend(pieces)
        offsets.extend([token.span()] * len(pieces))
    return [*numbers[:LONGEST], STOP], [*offsets[:LONGEST], (0, 0)]


def settled(cosines: Numbers) -> Numbers:
    """Cosines without their last digits, which hang on the processor and on how many threads share a sum.

    Trees ask which pair is the best: two ways to the same cosine have to give the same number.
    """
    return np.round(cosines, 9)


def _unit(rows: Numbers) -> Numbers:
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
