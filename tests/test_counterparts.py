"""Counterparts of words, worked by hand on vectors made by hand."""

import numpy as np

from mediakit.compare.counterparts import COUNTERPARTS, of_counterparts, of_slots
from mediakit.compare.meaning import Meaning, cosines, meaning

DOG, HOUND, BARKED, SLEPT = np.eye(3)[0], np.array([0.8, 0.6, 0]), np.eye(3)[1], np.eye(3)[2]


def read(*sentences):
    """One clause a sentence, over all its words, which stand two characters apart."""
    width, count = 3, len(sentences)
    texts = [[word for word, _ in words] for words in sentences]
    vectors = [np.array([vector for _, vector in words]).reshape(-1, width).astype("float16") for words in sentences]
    acts = np.array([words[-1][1] if words else np.zeros(width) for words in sentences])
    return Meaning(
        own=np.zeros((count, width)),
        whole=np.zeros((count, width)),
        texts=texts,
        words=vectors,
        places=[[2 * i for i in range(len(words))] for words in sentences],
        spans=[(0, 2 * len(words)) for words in sentences],
        slots={"act": acts, "actor": np.zeros((count, width)), "object": acts},
    )


def columns(told, left, right):
    place = np.arange(len(told.spans))
    found = of_counterparts(told, place, place, np.array(left), np.array(right))
    return dict(zip(COUNTERPARTS, found.T, strict=True))


def test_each_word_counts_by_its_nearest_and_by_how_rare_it_is():
    told = read([("dog", DOG), ("barked", BARKED)], [("hound", HOUND)], [("dog", DOG), ("slept", SLEPT)])
    found = columns(told, [0], [1])
    # "hound" is .8 near "dog" and .6 near "barked"; "dog" stands in two of the three sentences, "barked" in one.
    dog, barked = np.log1p(3 / 2), np.log1p(3)
    there, back = 0.8, (0.8 * dog + 0.6 * barked) / (dog + barked)
    assert np.isclose(found["counterparts_more"][0], there, atol=1e-3)
    assert np.isclose(found["counterparts_less"][0], back, atol=1e-3)
    assert np.isclose(found["counterparts_sentence_less"][0], back, atol=1e-3)
    assert found["counterparts_behind"][0] == found["counterparts_ahead"][0] == 0, "nothing else in the other's article"


def test_a_pair_is_behind_the_best_that_a_claim_has_in_the_other_article():
    told = read([("dog", DOG)], [("dog", DOG)], [("slept", SLEPT)])
    place, article = np.arange(3), np.array([0, 1, 1])
    found = of_counterparts(told, place, article, np.array([0, 0]), np.array([1, 2]))
    behind = dict(zip(COUNTERPARTS, found.T, strict=True))["counterparts_behind"]
    assert np.allclose(behind, [0, -2])


def test_clauses_without_words_and_without_slots_have_no_counterparts():
    told = read([], [("dog", DOG)])
    assert np.all(columns(told, [0], [1])["counterparts_more"] == 0)
    slots = of_slots(told, np.array([0, 1]), np.array([1, 1]))
    assert slots["act_meaning"].tolist() == [-1, 1] and slots["actor_meaning"].tolist() == [-1, -1]
    assert of_counterparts(told, np.arange(2), np.arange(2), *np.zeros((2, 0), "int64")).shape == (0, 6)


def test_words_and_slots_are_read_where_they_stand():
    text = "The council cut the tax, and the barber cut his hair."
    clauses = ["The council cut the tax", "the barber cut his hair"]
    told = meaning([text], [0, 0], clauses, {"act": [(12, 15), (11, 14)], "actor": [(4, 11), None]})
    assert told.texts == [["council", "cut", "tax", "barber", "cut", "hair"]]
    assert [text[at:].split(" ")[0].strip(",.") for at in told.places[0]] == told.texts[0]
    assert told.spans == [(0, 23), (29, 52)]
    # One word in two senses has two vectors; each is the mean of the word's own pieces.
    assert np.allclose(told.slots["act"][0], told.words[0][1], atol=1e-3)
    assert cosines(told.slots["act"], np.array([0]), np.array([1]))[0] < 0.95
    assert not told.slots["actor"][1].any()
    assert np.allclose(np.linalg.norm(told.own, axis=1), 1)
