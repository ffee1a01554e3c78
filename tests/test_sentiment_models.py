"""The parts of the sentiment models, against hand-worked examples and plain re-tellings of the formulas."""

import math
import subprocess
import sys

import numpy as np
import pytest
from conftest import corpus_of
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.errors import ModelError
from mediakit.measure import weights
from mediakit.measure.masking import NAME, masked_sentences
from mediakit.measure.stance import Sentence, Target
from mediakit.measure.tone import ToneModel, sentence_features, terms
from mediakit.measure.toward import as_in_news
from mediakit.measure.transformer import AT_TARGET, ELSEWHERE, GOVERNOR, IN_CLAUSE, OWN, Transformer, marks_of
from mediakit.measure.word_vectors import WordVectors, soften
from mediakit.measure.wordpieces import WordPieces

VOCABULARY = [
    "[PAD]",
    "[CLS]",
    "[SEP]",
    "[NAME]",
    "[TARGET]",
    "[UNK]",
    "walk",
    "##ing",
    "##ed",
    "cafe",
    ",",
    "un",
    "##walk",
]


def test_words_into_pieces_longest_first_in_lower_case_without_accents():
    pieces = WordPieces(VOCABULARY)
    assert pieces("Walking") == (6, 7)
    assert pieces("CAFÉ") == (9,)
    assert pieces("unwalked,") == (11, 12, 8, 10)
    assert pieces("sit") == (5,)
    assert pieces("") == pieces("\u200b") == ()
    assert pieces("walk" * 40) == (5,)


@given(st.text())
def test_any_word_has_pieces_of_the_vocabulary(word):
    assert all(0 <= number < len(VOCABULARY) for number in WordPieces(VOCABULARY)(word))


def vectors_of(valences, boosters=()):
    return WordVectors(VOCABULARY, np.eye(len(VOCABULARY), dtype="float32"), valences, dict(boosters))


def test_valences_change_with_negations_adverbs_of_degree_and_but():
    vectors = vectors_of({"good": 2.0, "bad": -2.5}, [("very", 0.3), ("hardly", -0.3)])
    for text, expected in (
        ("not a good bad", {2: -1.48, 3: 1.85}),
        ("never a b c good", {4: 2}),
        ("very good", {1: 2.3}),
        ("very very bad", {2: -2.5 - 0.3 - 0.95 * 0.3}),
        ("good but bad", {0: 1, 2: -3.75}),
    ):
        assert vectors.valences_in(text.split()) == pytest.approx(expected)
    assert soften(np.array([4.0]))[0] == pytest.approx(4 / math.sqrt(31))


def test_a_row_for_each_word_and_none_of_a_name():
    rows = vectors_of({})(["walking", NAME])
    assert rows[0, :-3].nonzero()[0].tolist() == [6, 7] and not rows[1].any()


def test_the_odds_of_neutral_are_raised_and_nothing_else():
    given = np.array([[0.4, 0.4, 0.2], [0, 0, 1]])
    found = as_in_news(given)
    np.testing.assert_allclose(found, [[0.4 / 1.14, 0.54 / 1.14, 0.2 / 1.14], [0, 0, 1]])


def test_features_of_a_sentence():
    vectors = vectors_of({"walk": 1.0, "cafe": -2.0})
    found = sentence_features(("walk", "cafe"), vectors)
    assert found[[6, 9]] == pytest.approx([1 / 7**0.5, 1 / 7**0.5])
    assert found[len(VOCABULARY) :] == pytest.approx([-1 / 4, 1 / 4, -2 / 19**0.5, -2 / 19**0.5, -0.5, 2 / 5, 3 / 5])
    assert np.isfinite(sentence_features((), vectors)).all()


SENTENCES = st.lists(st.lists(st.sampled_from(["walk", "cafe", "un", "sit", "but", NAME]), max_size=9), max_size=4)


@given(SENTENCES)
def test_tone_is_the_regression_over_the_features_whatever_is_scored_beside(sentences):
    vectors = vectors_of({"walk": 1.0, "cafe": -2.0})
    random = np.random.default_rng(0)
    known = ["cafe", "walk cafe", "un", "cafe but", "but", f"walk {NAME}"]
    arrays = {
        "terms": weights.pack_strings(known),
        "idf": random.uniform(1, 2, len(known)),
        "term_weights": random.normal(size=len(known)) / 9,
        "vector_weights": random.normal(size=len(VOCABULARY) + 7) / 9,
        "bias": np.array([0.1]),
    }
    expected = []
    for words in sentences:
        own = [known.index(term) for term in set(terms(words)) if term in known]
        idf = arrays["idf"][own]
        by_terms = idf @ arrays["term_weights"][own] / max(1e-6, np.linalg.norm(idf))
        expected.append(0.1 + sentence_features(words, vectors) @ arrays["vector_weights"] + by_terms)
    model = ToneModel(arrays, vectors)
    np.testing.assert_allclose(model(sentences), np.clip(expected, -1, 1), atol=1e-9)
    np.testing.assert_allclose([model([words])[0] for words in sentences], np.clip(expected, -1, 1), atol=1e-9)


def tiny_model(width=24, layers=2):
    random = np.random.default_rng(0)

    def some(*shape):
        return random.normal(size=shape).astype("float32") / 4

    arrays = {
        "vocabulary": weights.pack_strings(VOCABULARY),
        "pieces": some(len(VOCABULARY), width),
        "positions": some(120, width),
        "embedding_norm": some(2, width),
        "marker": np.concatenate([np.zeros((1, width), "float32"), some(4, width)]),
        "toward": some(3, 3 * width),
        "toward_bias": some(3),
        "tone": some(1, 2 * width),
        "tone_bias": some(1),
    }
    for layer in range(layers):
        for part, (rows, columns) in {
            **dict.fromkeys(("query", "key", "value", "mix"), (width, width)),
            "wide": (2 * width, width),
            "narrow": (width, 2 * width),
        }.items():
            arrays[f"layer_{layer}.{part}"] = some(rows, columns)
            arrays[f"layer_{layer}.{part}_bias"] = some(rows)
        for part in ("mix_norm", "narrow_norm"):
            arrays[f"layer_{layer}.{part}"] = some(2, width)
    return arrays


def plain_states(a, numbers, marks):
    """One sequence through the layers, with loops over heads and places, as BERT's paper tells it."""

    def norm(x, factors):
        return np.array([(v - v.mean()) / math.sqrt(v.var() + 1e-12) * factors[0] + factors[1] for v in x])

    x = norm(np.array([a["pieces"][n] + a["positions"][i] for i, n in enumerate(numbers)]), a["embedding_norm"])
    for layer in range(2):
        if layer == 0 and marks is not None:
            x = x + np.array([a["marker"][mark] for mark in marks])

        def linear(v, part, layer=layer):
            return v @ a[f"layer_{layer}.{part}"].T + a[f"layer_{layer}.{part}_bias"]

        q, k, v = (linear(x, part) for part in ("query", "key", "value"))
        mixed = np.zeros_like(x)
        for head in range(12):
            own = slice(2 * head, 2 * head + 2)
            for i in range(len(x)):
                scores = np.array([math.exp(q[i, own] @ k[j, own] / math.sqrt(2)) for j in range(len(x))])
                mixed[i, own] = scores @ v[:, own] / scores.sum()
        x = norm(x + linear(mixed, "mix"), a[f"layer_{layer}.mix_norm"])
        wide = linear(x, "wide")
        wide = wide * np.vectorize(lambda z: (1 + math.erf(z / math.sqrt(2))) / 2)(wide)
        x = norm(x + linear(wide, "narrow"), a[f"layer_{layer}.narrow_norm"])
    return x


def masked_of(text):
    (masked,) = masked_sentences(next(iter(mk.parse(corpus_of(text)))))
    return masked


def test_the_transformer_computes_what_the_papers_say_whatever_it_is_batched_with():
    a = tiny_model()
    model = Transformer(a)
    long, short = masked_of("Walking, Kowalski walked Lindqvist."), masked_of("Lindqvist walked.")
    assert long.words == ("walking", ",", NAME, "walked", NAME, ".")
    found = model.toward([(long, 4, 5), (short, 0, 1)])
    for row, numbers, marks in (
        (
            found[0],
            [1, 6, 7, 10, 3, 6, 8, 4, 5, 2],
            [0, 0, 0, IN_CLAUSE, IN_CLAUSE, GOVERNOR, GOVERNOR, 1, IN_CLAUSE, 0],
        ),
        (found[1], [1, 4, 6, 8, 5, 2], [0, 1, GOVERNOR, GOVERNOR, IN_CLAUSE, 0]),
    ):
        x = plain_states(a, numbers, marks)
        expected = np.concatenate([x[marks.index(AT_TARGET)], x[0], x.mean(axis=0)]) @ a["toward"].T + a["toward_bias"]
        np.testing.assert_allclose(row, expected, atol=1e-4)
    x = plain_states(a, [1, 3, 6, 8, 5, 2], None)
    expected = np.concatenate([x[0], x.mean(axis=0)]) @ a["tone"].T + a["tone_bias"]
    np.testing.assert_allclose(model.tone([short.words, long.words])[0], expected[0], atol=1e-4)


def test_where_the_words_stand_seen_from_the_target():
    masked = masked_of("Although it rained, critics of the old mayor attacked him in Oslo.")
    target = masked.words.index("critics")
    marks = dict(zip(masked.words, marks_of(Target(Sentence(masked), target, target + 1)), strict=True))
    assert marks["critics"] == AT_TARGET and marks["attacked"] == GOVERNOR
    assert {marks[word] for word in ("of", "the", "old", "mayor")} == {OWN}
    assert {marks[word] for word in ("him", "in", NAME)} == {IN_CLAUSE}
    assert {marks[word] for word in ("although", "it", "rained")} == {ELSEWHERE}


def test_a_quantized_matrix_is_near_the_matrix():
    matrix = np.random.default_rng(0).normal(size=(7, 50))
    integers, scale = weights.quantize(np.vstack([matrix, np.zeros(50)]))
    assert integers.dtype == "int8" and np.abs(integers * scale - np.vstack([matrix, np.zeros(50)])).max() < scale.max()
    assert weights.unpack_strings(weights.pack_strings(["a b", "é", ""])) == ["a b", "é", ""]


def test_weights_are_small_and_hold_nothing_that_runs():
    sizes = {path.stem: path.stat().st_size for path in weights.FOLDER.glob("*.npz")}
    assert sizes["vectors"] + sizes["toward"] + sizes["tone"] <= 12e6
    assert sizes["accurate"] <= 25e6
    for name in sizes:
        assert all(array.dtype != object for array in weights.weights(name).values())


def test_weights_that_are_not_there_are_named():
    with pytest.raises(
        ModelError, match=r"^the weights none\.npz cannot be read \(FileNotFoundError\); reinstall mediakit$"
    ):
        weights.weights("none")


def test_no_model_is_read_before_it_is_used():
    code = (
        "import sys, mediakit.measure.sentiment, mediakit.measure.weights as w;"
        "late = {'mediakit.measure.transformer', 'vaderSentiment', 'scipy'};"
        "print(w.weights.cache_info().currsize, sorted(late & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 []"
