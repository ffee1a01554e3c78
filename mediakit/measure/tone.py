"""The default model of a sentence's tone: a ridge regression over word vectors, valences and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from mediakit.measure.weights import Arrays, unpack_strings, weights
from mediakit.measure.word_vectors import WordVectors, soften, word_vectors

LENGTH_OFFSET = 5


class ToneModel:
    """The regression. `arrays` is what `benchmarks/train_sentiment.py` writes.

    It is linear in the word vectors, so that a word counts by one number: the product of its vector with the weights.
    """

    def __init__(self, arrays: Arrays, vectors: WordVectors):
        self.vectors = vectors
        weights = arrays["vector_weights"].astype("float64")
        self.vector_weights, self.valence_weights = np.split(weights, [vectors.dimensions])
        self.bias = float(arrays["bias"][0])
        idf = arrays["idf"].astype("float64")
        self.squares, self.weighted = idf * idf, idf * arrays["term_weights"].astype("float64")
        terms = [tuple(term.split(" ")) for term in unpack_strings(arrays["terms"])]
        self.single_terms = {term[0]: number for number, term in enumerate(terms) if len(term) == 1}
        pairs = {term: number for number, term in enumerate(terms) if len(term) == 2}
        self.words_in_pairs = {word: number for number, word in enumerate(sorted({w for pair in pairs for w in pair}))}
        coded = sorted((self._pair(*map(self.words_in_pairs.__getitem__, pair)), n) for pair, n in pairs.items())
        self.pairs, self.pair_terms = np.array(coded, dtype="int64").reshape(-1, 2).T
        # Of each word seen so far: its number, and in the arrays its product and its numbers among terms, -1 for none.
        self._seen: dict[str, int] = {}
        self._products = np.zeros(0)
        self._terms = np.zeros((2, 0), dtype="int64")

    def __call__(self, sentences: Sequence[Sequence[str]]) -> np.ndarray:
        """The tone of masked sentences, given as words, on the scale of the human ratings, -1 to 1."""
        counts = np.array([len(words) for words in sentences], dtype="int64")
        numbers = self._numbers([word for words in sentences for word in words])
        sentence = np.repeat(np.arange(len(counts)), counts)
        by_words = np.bincount(sentence, self._products[numbers], len(counts)) / root_of(counts)
        by_terms = self._term_scores(numbers, sentence, len(counts))
        valences = np.array([valence_features(len(words), self.vectors.valences_in(words)) for words in sentences])
        by_valences = valences.reshape(len(counts), -1) @ self.valence_weights if len(counts) else 0.0
        return np.clip(by_words + by_terms + by_valences + self.bias, -1, 1)

    def _numbers(self, words: Sequence[str]) -> np.ndarray:
        """The number of each word; what is to be known of words that were not seen before is looked up."""
        seen = self._seen
        fresh = [word for word in dict.fromkeys(words) if word not in seen]
        if fresh:
            seen.update(zip(fresh, range(len(seen), len(seen) + len(fresh)), strict=True))
            products = [float(self.vectors.vector(word) @ self.vector_weights) for word in fresh]
            places = [[known.get(word, -1) for word in fresh] for known in (self.single_terms, self.words_in_pairs)]
            self._products = np.append(self._products, products)
            self._terms = np.append(self._terms, np.array(places, dtype="int64"), axis=1)
        return np.fromiter(map(seen.__getitem__, words), dtype="int64", count=len(words))

    def _term_scores(self, numbers: np.ndarray, sentence: np.ndarray, count: int) -> np.ndarray:
        """The weighted sum of each sentence's terms as a direction, as the vectoriser of the training has it."""
        single, in_pair = self._terms[:, numbers]
        first = np.flatnonzero((in_pair[:-1] >= 0) & (in_pair[1:] >= 0) & (sentence[:-1] == sentence[1:]))
        pairs = self._pair(in_pair[first], in_pair[first + 1])
        places = np.minimum(np.searchsorted(self.pairs, pairs), len(self.pairs) - 1)
        pair = np.where(self.pairs[places] == pairs, self.pair_terms[places], -1) if len(self.pairs) else pairs[:0]
        terms, holders = np.append(single, pair), np.append(sentence, sentence[first][: len(pair)])
        # Each term once a sentence.
        codes = np.unique((holders * len(self.squares) + terms)[terms >= 0])
        holders, terms = np.divmod(codes, len(self.squares))
        lengths = np.sqrt(np.bincount(holders, self.squares[terms], count))
        return np.bincount(holders, self.weighted[terms], count) / np.maximum(lengths, 1e-6)

    def _pair(self, first: Any, second: Any) -> Any:
        """A number for two words that stand side by side."""
        return first * len(self.words_in_pairs) + second


def sentence_features(words: Sequence[str], vectors: WordVectors) -> np.ndarray:
    """The sum of a sentence's word vectors divided by `root_of` their number, and its valences."""
    total = sum((vectors.vector(word) for word in words), np.zeros(vectors.dimensions))
    valences = valence_features(len(words), vectors.valences_in(words))
    return np.concatenate([total / root_of(len(words)), valences])


def root_of(counts: Any) -> Any:
    """What a sum over so many words is divided by, so that long sentences do not outweigh short ones."""
    return np.sqrt(np.maximum(1, counts) + LENGTH_OFFSET)


def valence_features(count: int, valences: Mapping[int, float]) -> list[float]:
    """Softened sums (all, positive, negative, of the second half), the mean, VADER's shares of good and bad words.

    Parameters
    ----------
    count
        Words of the sentence.
    valences
        The valence of each place that has one.
    """
    good = sum([value for value in valences.values() if value > 0])
    bad = sum([value for value in valences.values() if value < 0])
    late = sum([value for place, value in valences.items() if place >= count // 2])
    n_good = sum([value > 0 for value in valences.values()])
    # VADER counts a word of valence v as |v| + 1 words, and any other as one.
    everything = max(1.0, good - bad + count)
    shares = (good + n_good) / everything, (len(valences) - n_good - bad) / everything
    return [soften(good + bad), soften(good), soften(bad), soften(late), (good + bad) / max(1, count), *shares]


def terms(words: Sequence[str]) -> list[str]:
    """The words of a sentence and their pairs."""
    return [*words, *(f"{a} {b}" for a, b in pairwise(words))]


@cache
def tone_model() -> ToneModel:
    """The shipped model."""
    return ToneModel(weights("tone"), word_vectors())
