"""Probabilities of pairs: the curves of an additive model, and where a walk from sentence to sentence leads."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.compare.additive import additive_probability
from mediakit.compare.learned import ADDITIVE, TREES, learned
from mediakit.compare.likeness import nearest, profile_cosines, walked
from mediakit.compare.matching import Pairs, led_alike, probabilities


def test_an_additive_model_by_hand():
    model = {"start": 1.0, "curves": [[[0.0, 2.0], [0.0, 4.0]], [[5.0], [-1.0]]]}
    features = np.array([[1.0, 7.0], [9.0, 0.0], [-3.0, 5.0]])
    logits = [1 + 2 - 1, 1 + 4 - 1, 1 + 0 - 1]  # between knots, beyond the last, before the first
    assert additive_probability(model, features) == pytest.approx(1 / (1 + np.exp(-np.array(logits))))


def test_the_shipped_curves_are_of_the_features_that_the_trees_see():
    names = learned(ADDITIVE)["card"]["features"]
    assert names == learned(TREES)["card"]["features"][: len(names)]
    assert len(names) == len(learned(ADDITIVE)["curves"])


def test_a_walk_by_hand():
    left, right = np.array([0, 1]), np.array([1, 2])
    profiles = walked(left, right, np.array([1.0, 1.0]), 4)
    assert np.asarray(profiles.multiply(profiles).sum(axis=1)).ravel() == pytest.approx(np.ones(4))
    near, far, nothing = profile_cosines(profiles, np.array([0, 0, 0]), np.array([1, 2, 3]))
    assert near > 0.5 and far > 0.5 and nothing == 0


def test_of_many_pairs_the_nearest_of_each_are_kept():
    left, right = np.zeros(20, dtype="int64"), np.arange(1, 21)
    kept = nearest(left, right, np.linspace(0, 1, 20))
    assert kept[1].tolist() == list(range(20, 5, -1))


def pairs_of(edges, n):
    """Pairs of claims of sentences of their own, with nothing but how alike their words are."""
    left, right, alike = (np.array(column) for column in zip(*edges, strict=True))
    none, each = np.zeros(len(left), dtype=bool), np.arange(len(left))
    own, sentences = np.arange(n), np.stack([left, right])
    features = alike[:, None].astype(float)
    return Pairs(left, right, features, ("alike_words",), own, own, sentences, features[:, 0], each, none, none)


def test_a_pair_that_third_sentences_bring_together_is_likelier():
    apart = pairs_of([(0, 1, 0.1), (2, 3, 0.6)], 6)
    together = pairs_of([(0, 1, 0.1), (2, 3, 0.6), (0, 4, 0.6), (1, 4, 0.6)], 6)
    busy = pairs_of([(0, 1, 0.1), (2, 3, 0.6), (0, 4, 0.6), (1, 5, 0.6)], 6)
    value = [led_alike(pairs, pairs["alike_words"])[0] for pairs in (apart, together, busy)]
    assert value[1] > value[2]  # led to the same third sentence, or to two others
    assert all(0 <= one <= 1 for one in value)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.floats(0, 1)), min_size=1, max_size=30))
def test_how_alike_sentences_are_led_does_not_hang_on_the_order_of_pairs(edges):
    edges = list({(a, b): (a, b, v) for a, b, v in edges if a < b}.values())
    if not edges:
        return
    pairs, turned = pairs_of(edges, 9), pairs_of(edges[::-1], 9)
    one, other = (led_alike(p, p["alike_words"]) for p in (pairs, turned))
    assert one == pytest.approx(other[::-1])
    assert ((one >= 0) & (one <= 1 + 1e-9)).all()


def test_no_pairs_have_no_probabilities():
    none = np.zeros(0, dtype="int64")
    nothing, features = np.zeros(0), np.zeros((0, 1))
    sentences = np.zeros((2, 0), dtype="int64")
    empty = Pairs(
        none, none, features, ("alike_words",), none, none, sentences, nothing, none, nothing > 0, nothing > 0
    )
    assert len(probabilities(empty)) == 0
