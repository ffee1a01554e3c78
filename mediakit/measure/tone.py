"""The default model of a sentence's tone: a ridge regression over word vectors, valences and words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from mediakit.measure.weights import Arrays, unpack_strings, weights
from mediakit.measure.word_vectors import WordVectors, soften, word_vectors

LENGTH_OFFSET = 5


class ToneModel:
    """The regression. `arrays` is what `benchmarks/train_sentiment.py` writes."""

    def __init__(self, arrays: Arrays, vectors: WordVectors):
        self.vectors = vectors
        self.index = {term: number for number, term in enumerate(unpack_strings(arrays["terms"]))}
        self.idf = arrays["idf"].astype("float64")
        self.term_weights = arrays["term_weights"].astype("float64")
        self.vector_weights = arrays["vector_weights"].astype("float64")
        self.bias = float(arrays["bias"][0])

    def __call__(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        """The tone of masked sentences, given as words, on the scale of the human ratings, -1 to 1."""
        scores = [
            float(sentence_features(self.vectors(words)) @ self.vector_weights) + self._term_score(words)
            for words in sentences
        ]
        return np.clip(np.array(scores) + self.bias, -1, 1)

    def _term_score(self, words: Sequence[str]) -> float:
        numbers = [number for term in terms(words) if (number := self.index.get(term)) is not None]
        values = self.idf[numbers]
        return float(values @ self.term_weights[numbers]) / max(1e-6, float(np.sqrt(values @ values)))


def sentence_features(words: np.ndarray) -> np.ndarray:
    """The sum of a sentence's word vectors, and its valences.

    The sum is divided by the root of the number of words, so that long sentences do not outweigh short ones. The
    valences are softened sums (all, positive, negative, and of the second half), the mean, and VADER's shares of
    positive and negative words.

    Parameters
    ----------
    words
        What `WordVectors` gives for the words of the sentence.
    """
    count = max(1, len(words))
    total = words.sum(axis=0)
    late = words[len(words) // 2 :, -3].sum()
    weights = np.abs(words[:, -2:]) + (words[:, -2:] != 0)
    all_weights = max(1.0, float(weights.sum() + (words[:, -3] == 0).sum()))
    valences = [*soften(total[-3:]), soften(late), total[-3] / count, *(weights.sum(axis=0) / all_weights)]
    return np.concatenate([total[:-3] / np.sqrt(count + LENGTH_OFFSET), valences])


def terms(words: Sequence[str]) -> set[str]:
    """The words of a sentence and their pairs."""
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}


@cache
def tone_model() -> ToneModel:
    """The shipped model."""
    return ToneModel(weights("tone"), word_vectors())
