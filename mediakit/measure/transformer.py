"""The accurate model of sentiment: a small transformer, MiniLM (Wang et al. 2020), run in plain numpy.

Six layers of BERT (Devlin et al. 2019), 384 wide, tuned on NewsMTSC. Before the third layer a vector is added to the
states of the target, of the word that governs it, of what depends on it and of the rest of its clause. Matrices are
stored as 8-bit integers with a scale a row. Sums are in 64-bit floats: in 32 bits their last digits hang on the
processor and the number of threads, and which of two is larger would be answered otherwise elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np

from mediakit.measure.masking import NAME, MaskedSentence
from mediakit.measure.stance import Sentence, Target
from mediakit.measure.weights import Arrays, unpack_strings, weights
from mediakit.measure.wordpieces import WordPieces

HEADS = 12
REACH = 44
"""Word pieces seen on either side of a target."""

LONGEST = 100
BATCH = 16
PADDING, START, STOP, NAME_PIECE, TARGET_PIECE = range(5)
"""The first numbers of the vocabulary."""

ELSEWHERE, AT_TARGET, GOVERNOR, OWN, IN_CLAUSE = range(5)
"""Where a piece stands, seen from the target: what the vectors of the array `marker` are added for, but the first."""


class Transformer:
    """The encoder with its two heads: toward a target, and the tone of a sentence.

    Parameters
    ----------
    arrays
        As `benchmarks/train_sentiment.py` writes them.
    """

    def __init__(self, arrays: Arrays):
        self.pieces = WordPieces(unpack_strings(arrays["vocabulary"]))
        self.arrays = {name: array.astype("float64") for name, array in arrays.items() if name != "vocabulary"}
        for name in [name for name in self.arrays if name.endswith("_scale")]:
            self.arrays[name.removesuffix("_scale")] *= self.arrays.pop(name)
        self.layers = sum(name.endswith(".query") for name in self.arrays)

    def toward(self, targets: Sequence[tuple[MaskedSentence, int, int]]) -> np.ndarray:
        """Logits of negative, neutral and positive toward each target: a sentence, and its items from and up to."""
        return self._pooled(*self.target_numbers(targets)) @ self.arrays["toward"].T + self.arrays["toward_bias"]

    def tone(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        """The tone of masked sentences, given as words, on the scale of the human ratings, -1 to 1."""
        return (self.sentence_states(sentences) @ self.arrays["tone"].T + self.arrays["tone_bias"])[:, 0]

    def sentence_states(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        """What the tone of masked sentences is computed from: the states of the first place, and their mean."""
        return self._pooled(self.sentence_numbers(sentences))

    def target_numbers(
        self, targets: Sequence[tuple[MaskedSentence, int, int]]
    ) -> tuple[list[list[int]], list[list[int]]]:
        """The pieces round each target, and where each stands, seen from the target."""
        numbers, marks = [], []
        shared: dict[int, tuple[Sentence, list[list[int]]]] = {}
        for masked, first, last in targets:
            if id(masked) not in shared:
                shared[id(masked)] = Sentence(masked), [self._numbers((word,)) for word in masked.words]
            sentence, pieces = shared[id(masked)]
            where = marks_of(Target(sentence, first, last))
            spread = [[mark] * len(some) for mark, some in zip(where, pieces, strict=True)]
            before, after = ([n for some in part for n in some] for part in (pieces[:first], pieces[last:]))
            left, right = ([n for some in part for n in some] for part in (spread[:first], spread[last:]))
            numbers.append([START, *before[-REACH:], TARGET_PIECE, *after[:REACH], STOP])
            marks.append([ELSEWHERE, *left[-REACH:], AT_TARGET, *right[:REACH], ELSEWHERE])
        return numbers, marks

    def sentence_numbers(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """The pieces of each sentence."""
        return [[START, *self._numbers(words)[:LONGEST], STOP] for words in sentences]

    def states(self, numbers: np.ndarray, marks: np.ndarray | None = None) -> np.ndarray:
        """The last layer's states of sequences of piece numbers, padded with 0; `marks` where each piece stands."""
        a = self.arrays
        x = a["pieces"][numbers] + a["positions"][: numbers.shape[1]]
        x = _normalize(x, a["embedding_norm"])
        hidden = np.where(numbers == PADDING, -1e9, 0)[:, None, None, :]
        for layer in range(self.layers):
            if layer == self.layers // 3 and marks is not None:
                x += a["marker"][marks]
            x = self._layer(x, hidden, f"layer_{layer}.")
        return x

    def _layer(self, x: np.ndarray, hidden: np.ndarray, name: str) -> np.ndarray:
        a = self.arrays
        size, length, width = x.shape

        def project(states: np.ndarray, part: str) -> np.ndarray:
            matrix = a[name + part]
            return (states.reshape(-1, matrix.shape[1]) @ matrix.T + a[name + part + "_bias"]).reshape(size, length, -1)

        def heads(part: str) -> np.ndarray:
            return project(x, part).reshape(size, length, HEADS, -1).transpose(0, 2, 1, 3)

        scores = heads("query") @ heads("key").transpose(0, 1, 3, 2) / np.sqrt(width // HEADS) + hidden
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        scores /= scores.sum(axis=-1, keepdims=True)
        mixed = (scores @ heads("value")).transpose(0, 2, 1, 3).reshape(size, length, width)
        x = _normalize(x + project(mixed, "mix"), a[name + "mix_norm"])
        return _normalize(x + project(_gelu(project(x, "wide")), "narrow"), a[name + "narrow_norm"])

    def _pooled(self, numbers: Sequence[list[int]], marks: Sequence[list[int]] | None = None) -> np.ndarray:
        """The last states of each sequence: the target's where there is one, the first place's, and their mean."""
        width = self.arrays["pieces"].shape[1] * (2 if marks is None else 3)
        found = np.zeros((len(numbers), width), "float64")
        for batch in _batches([len(sequence) for sequence in numbers]):
            padded = _padded([numbers[i] for i in batch])
            where = None if marks is None else _padded([marks[i] for i in batch])
            x = self.states(padded, where)
            real = (padded != PADDING)[:, :, None]
            parts = [x[:, 0], (x * real).sum(axis=1) / real.sum(axis=1)]
            if where is not None:
                parts.insert(0, x[where == AT_TARGET])
            found[batch] = np.concatenate(parts, axis=1)
        return found

    def _numbers(self, words: Sequence[str]) -> list[int]:
        numbers: list[int] = []
        for word in words:
            numbers.extend((NAME_PIECE,) if word == NAME else self.pieces(word))
        return numbers


@cache
def transformer() -> Transformer:
    """The shipped model."""
    return Transformer(weights("accurate"))


def marks_of(target: Target) -> list[int]:
    """Where each item of a sentence stands, seen from the target."""
    found = [ELSEWHERE] * len(target.sentence.words)
    for mark, items in (
        (IN_CLAUSE, target.core_clause()),
        (OWN, target.sentence.subtree(target.root)),
        (GOVERNOR, [target.governor]),
        (AT_TARGET, range(target.first, target.last)),
    ):
        for item in items:
            found[item] = mark
    return found


def _padded(sequences: Sequence[list[int]]) -> np.ndarray:
    """Sequences of numbers as the rows of an array, 0 after each."""
    found = np.zeros((len(sequences), max(map(len, sequences))), "int64")
    for line, sequence in zip(found, sequences, strict=True):
        line[: len(sequence)] = sequence
    return found


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """The numbers of sequences in groups of like length, so that little is padded."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__)
    return (order[first : first + BATCH] for first in range(0, len(order), BATCH))


def _normalize(x: np.ndarray, factors: np.ndarray) -> np.ndarray:
    """Layer normalisation (Ba, Kiros & Hinton 2016); `factors` has a row of scales and one of shifts."""
    x = x - x.mean(axis=-1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-12)
    return x * factors[0] + factors[1]


def _gelu(x: np.ndarray) -> np.ndarray:
    from scipy.special import erf

    return x * (erf(x / np.sqrt(2)) + 1) / 2
