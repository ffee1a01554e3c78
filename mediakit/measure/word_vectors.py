"""What single words say: a vector of their meaning, and whether they praise or blame.

The vectors are those that MiniLM (Wang et al. 2020) gives to each word piece by itself, reduced to their main
components; the valences are VADER's (Hutto & Gilbert 2014), changed by negations,
adverbs of degree and "but" as VADER has it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypeVar

import numpy as np

from mediakit.measure.masking import NAME
from mediakit.measure.stance import NEGATIONS
from mediakit.measure.weights import unpack_strings, weights
from mediakit.measure.wordpieces import WordPieces

REACH = 3
NEGATION_FACTOR, BEFORE_BUT, AFTER_BUT, BOOSTER_DECAY = -0.74, 0.5, 1.5, (1.0, 0.95, 0.9)
"""VADER's own factors, from the ratings of Hutto & Gilbert (2014)."""

SOFTENING = 15.0
"""VADER's constant: a sum of valences x becomes x / sqrt(x² + 15)."""


Words = Mapping[str, float]
Valences = TypeVar("Valences", float, np.ndarray)


class WordVectors:
    """A table of word vectors, one column more for each of: valence, positive valence, negative valence."""

    def __init__(self, vocabulary: Sequence[str], table: np.ndarray, valences: Words, boosters: Words):
        self.pieces = WordPieces(vocabulary)
        self.table = table
        self.valences = valences
        self.boosters = boosters
        self.dimensions = table.shape[1]
        self._known: dict[str, np.ndarray] = {NAME: np.zeros(self.dimensions, "float64")}

    def __call__(self, words: Sequence[str]) -> np.ndarray:
        """A row for each word of a sentence: its vector and its valences in this sentence."""
        rows = np.zeros((len(words), self.dimensions + 3), "float64")
        for row, word in zip(rows, words, strict=True):
            row[: self.dimensions] = self.vector(word)
        for place, value in self.valences_in(words).items():
            rows[place, -3] = value
            rows[place, -2 if value > 0 else -1] = value
        return rows

    def valences_in(self, words: Sequence[str]) -> dict[int, float]:
        """VADER's valences of the words that have one, changed by negations, adverbs of degree and "but", by place."""
        known = self.valences.get
        found = {place: value for place, word in enumerate(words) if (value := known(word))}
        for place, value in found.items():
            before = words[max(0, place - REACH) : place]
            for distance, near in enumerate(reversed(before)):
                if near in self.boosters:
                    value += math.copysign(1, value) * self.boosters[near] * BOOSTER_DECAY[distance]
            found[place] = value * (NEGATION_FACTOR if not NEGATIONS.isdisjoint(before) else 1.0)
        if "but" in words:
            turn = words.index("but")
            for place in found:
                found[place] *= BEFORE_BUT if place < turn else AFTER_BUT if place > turn else 1.0
        return found

    def vector(self, word: str) -> np.ndarray:
        """The vector of one word: the sum of its pieces', nothing for a name."""
        known = self._known.get(word)
        if known is None:
            pieces = self.pieces(word)
            known = self.table[pieces[0]] if len(pieces) == 1 else self.table[list(pieces)].sum(axis=0)
            self._known[word] = known
        return known


def soften(valences: Valences) -> Valences:
    """Sums of valences as scores between -1 and 1."""
    return valences / (valences**2 + SOFTENING) ** 0.5


@cache
def word_vectors() -> WordVectors:
    """The shipped table."""
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentimentIntensityAnalyzer

    stored = weights("vectors")
    table = stored["table"].astype("float64") * stored["scale"]
    return WordVectors(unpack_strings(stored["vocabulary"]), table, SentimentIntensityAnalyzer().lexicon, BOOSTER_DICT)
