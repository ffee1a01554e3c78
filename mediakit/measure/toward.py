"""The default model of sentiment toward a target: two logistic regressions, no neural runtime.

One reads weighted terms round the target, the other averaged word vectors of twelve windows, their valences and the
target's role (`mediakit.measure.stance` says which). Their probabilities are mixed and calibrated by a temperature.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

import numpy as np

from mediakit.measure.masking import MaskedSentence
from mediakit.measure.stance import Sentence, Target
from mediakit.measure.weights import Arrays, softmax, unpack_strings, weights
from mediakit.measure.word_vectors import WordVectors, soften, word_vectors

CLASSES = ("negative", "neutral", "positive")

NEUTRAL_ODDS = 1.35
"""The training part of NewsMTSC was picked for sentences that take sides: 35 % of its targets are neutral, in news as
it comes about half. So the odds of neutral are raised, half of the way (prior correction, Saerens et al. 2002)."""


class TowardModel:
    """The two regressions. `arrays` is what `benchmarks/train_sentiment.py` writes."""

    def __init__(self, arrays: Arrays, vectors: WordVectors):
        self.vectors = vectors
        self.index = {term: number for number, term in enumerate(unpack_strings(arrays["terms"]))}
        self.idf = arrays["idf"].astype("float64")
        self.term_weights = arrays["term_weights"].astype("float64")
        self.term_bias = arrays["term_bias"]
        self.window_weights = arrays["window_weights"].astype("float64")
        self.window_bias = arrays["window_bias"]
        self.term_share, self.temperature = map(float, arrays["mixing"])

    def __call__(self, targets: Sequence[tuple[MaskedSentence, int, int]]) -> np.ndarray:
        """Probabilities of the three `CLASSES` toward each target: a sentence, and its items from and up to."""
        scores = np.zeros((len(targets), len(CLASSES)))
        rows: list[np.ndarray] = []
        shared: dict[int, tuple[Sentence, np.ndarray]] = {}
        for row, (masked, first, last) in enumerate(targets):
            if id(masked) not in shared:
                shared[id(masked)] = Sentence(masked), self.vectors(masked.words)
            sentence, words = shared[id(masked)]
            target = Target(sentence, first, last)
            rows.append(window_features(target, words))
            scores[row] = self._term_scores(target)
        by_windows = softmax(np.array(rows) @ self.window_weights + self.window_bias)
        mixed = self.term_share * softmax(scores + self.term_bias) + (1 - self.term_share) * by_windows
        return softmax(np.log(mixed) / self.temperature)

    def _term_scores(self, target: Target) -> np.ndarray:
        counts = Counter(number for term in target.terms() if (number := self.index.get(term)) is not None)
        numbers = np.fromiter(counts, dtype="int64")
        values = self.idf[numbers] * (1 + np.log(np.fromiter(counts.values(), dtype="float64")))
        return (values / max(1e-6, float(np.sqrt(values @ values)))) @ self.term_weights[numbers]


def as_in_news(probabilities: np.ndarray) -> np.ndarray:
    """Probabilities of the three `CLASSES`, a row a target, with the odds of neutral raised by `NEUTRAL_ODDS`."""
    raised = probabilities * np.array([1.0, NEUTRAL_ODDS, 1.0])
    return raised / raised.sum(axis=1, keepdims=True)


def window_features(target: Target, words: np.ndarray) -> np.ndarray:
    """Direction of the mean vector and softened valences of each window, then the target's flags.

    Parameters
    ----------
    target
    words
        What `WordVectors` gives for the words of the whole sentence.
    """
    windows = target.windows()
    chosen = np.zeros((len(windows), len(words)), "float64")
    for row, window in zip(chosen, windows, strict=True):
        row[window] = 1
    sums = chosen @ words
    directions = sums[:, :-3]
    lengths = np.sqrt((directions * directions).sum(axis=1, keepdims=True))
    return np.concatenate(
        [
            (directions / np.maximum(lengths, 1e-6)).ravel(),
            soften(sums[:, -3:]).ravel(),
            np.array(target.flags(), "float64"),
        ]
    )


@cache
def toward_model() -> TowardModel:
    """The shipped model."""
    return TowardModel(weights("toward"), word_vectors())
