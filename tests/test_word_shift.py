import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.word_shift import word_shift
from mediakit.errors import TableError


def counts_of(left, right):
    rows = [
        {"outlet": outlet, "article_id": outlet, "term": term, "n": n}
        for outlet, text in (("L", left), ("R", right))
        for term, n in text.items()
    ]
    return pd.DataFrame(rows, columns=["outlet", "article_id", "term", "n"])


def test_a_shift_by_hand():
    # L: good 3, bad 1, mean (3 - 1) / 4 = .5; R: good 1, bad 1, great 2, mean (1 - 1 + 4) / 4 = 1.
    counts = counts_of({"good": 3, "bad": 1, "the": 9}, {"good": 1, "bad": 1, "great": 2, "the": 3})
    table = word_shift(counts, "L", "R", {"good": 1, "bad": -1, "great": 2}).set_index("term")
    assert table["contribution"].to_dict() == pytest.approx({"great": 0.5 * 1.5, "good": -0.5 * 0.5, "bad": 0})
    assert table["kind"].to_dict() == {"great": "above more", "good": "above less", "bad": "none"}
    assert table["rank"].to_dict() == {"great": 1, "good": 2, "bad": 3}
    assert (table["mean_left"].iloc[0], table["mean_right"].iloc[0]) == (0.5, 1)
    assert table["share"].abs().sum() == pytest.approx(1)


TEXT = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 20), min_size=1)


@given(TEXT, TEXT, st.floats(-3, 3), st.sampled_from([None, 0.0]))
@settings(max_examples=40, deadline=None)
def test_contributions_sum_to_the_difference_whatever_the_reference(left, right, reference, missing):
    scores = {"a": -2, "b": -1, "c": 0.5, "d": 1, "e": 2.5, "f": 3}
    if missing is not None:
        del scores["f"]
    table = word_shift(counts_of(left, right), "L", "R", pd.Series(scores), reference=reference, missing=missing)
    difference = table["mean_right"].iloc[0] - table["mean_left"].iloc[0]
    assert table["contribution"].sum() == pytest.approx(difference, abs=1e-9)
    score = lambda text: sum(n * scores.get(t, 0) for t, n in text.items()) / sum(text.values())  # noqa: E731
    assert difference == pytest.approx(score(right) - score(left), abs=1e-9)


def test_tone_is_the_default_and_a_table_of_scores_is_taken():
    counts = counts_of({"good": 1, "war": 1}, {"good": 1})
    assert set(word_shift(counts, "L", "R")["term"]) == {"good", "war"}
    scores = pd.DataFrame({"term": ["good"], "score": [1.0]})
    assert list(word_shift(counts, "L", "R", scores)["term"]) == ["good"]


@pytest.mark.parametrize(
    "left, scores, message",
    [
        ("X", {"good": 1}, "word_shift: outlet has no 'X'; it has L, R"),
        ("L", {"bad": 1}, "word_shift: no term of 'L' has a score"),
        ("L", pd.DataFrame({"word": []}), "word_shift, scores: no column 'term'; it has word"),
    ],
)
def test_what_is_missing_is_named(left, scores, message):
    with pytest.raises(TableError) as error:
        word_shift(counts_of({"good": 1}, {"bad": 1}), left, "R", scores)
    assert str(error.value) == message
