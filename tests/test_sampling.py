"""Samples: who is drawn, with what probability, whatever the order of the table."""

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.sampling import item_ids, key_of, sample
from mediakit.errors import TableError
from mediakit.tables import FRAMING, SENTENCES, VALIDATION


def spans(n=60, outlets=("A", "B", "C")):
    rows = range(n)
    table = {
        "article_id": [f"a{i % 7}" for i in rows],
        "start": [10 * i for i in rows],
        "end": [10 * i + 5 for i in rows],
        "text": [f"text {i}" for i in rows],
        "outlet": [outlets[int((i / n) ** 2 * len(outlets))] for i in rows],
        "confidence": [(i * 37 % n) / n for i in rows],
    }
    return pd.DataFrame(table)


def test_strata_are_drawn_equally_and_each_row_says_how_surely():
    drawn = sample(spans(), 15, by="outlet")
    sizes = Counter(spans()["outlet"])
    assert Counter(drawn["outlet"]) == {"A": 5, "B": 5, "C": 5}
    assert set(drawn["stratum"]) == {"outlet=A", "outlet=B", "outlet=C"}
    for row in drawn.itertuples():
        assert row.n_stratum == sizes[row.outlet]
        assert row.inclusion == 5 / sizes[row.outlet]


def test_a_proportional_sample_leaves_two_to_the_smallest_stratum():
    table = pd.concat([spans(95, ("A",)), spans(5, ("B",)).assign(article_id="b")])
    assert Counter(sample(table, 20, by="outlet", allocation="proportional")["outlet"]) == {"A": 18, "B": 2}
    assert Counter(sample(table, 40, by="outlet", allocation="proportional")["outlet"]) == {"A": 38, "B": 2}


def test_small_strata_are_taken_whole_and_their_share_goes_to_the_others():
    table = pd.concat([spans(95, ("A",)), spans(3, ("B",)).assign(article_id="b")])
    drawn = sample(table, 20, by="outlet")
    assert Counter(drawn["outlet"]) == {"A": 17, "B": 3}
    assert set(drawn.loc[drawn["outlet"] == "B", "inclusion"]) == {1.0}


@given(st.randoms(use_true_random=False), st.integers(0, 5), st.integers(3, 70))
@settings(max_examples=15, deadline=None)
def test_the_order_of_the_table_does_not_matter_and_larger_samples_hold_smaller_ones(random, seed, n):
    table = spans()
    order = list(range(len(table)))
    random.shuffle(order)
    drawn = sample(table, n, by="outlet", seed=seed)
    pd.testing.assert_frame_equal(sample(table.iloc[order], n, by="outlet", seed=seed), drawn)
    assert len(drawn) == min(n, len(table))
    assert set(drawn["item"]) <= set(sample(table, n + 7, by="outlet", seed=seed)["item"])


def test_every_row_of_a_stratum_is_drawn_equally_often():
    table = spans(12, ("A",))
    counts = Counter(start for seed in range(100) for start in sample(table, 3, seed=seed)["start"])
    # 100 draws of 3 in 12: 25 each, and four standard deviations of the binomial about it.
    assert all(abs(counts[start] - 25) < 4 * (100 * 0.25 * 0.75) ** 0.5 for start in table["start"])


def test_numbers_are_cut_into_bands_of_equal_size_or_at_given_edges():
    drawn = sample(spans(), 60, by="confidence", bands=3)
    assert set(Counter(drawn["stratum"]).values()) == {20}
    drawn = sample(spans(), 60, by="confidence", bands={"confidence": [0, 0.5, 0.9, 1]})
    assert Counter(drawn["stratum"]) == {
        "confidence=0 to 0.5": 30,
        "confidence=0.5 to 0.9": 24,
        "confidence=0.9 to 1": 6,
    }
    unknown = spans().assign(confidence=[np.nan, *[0.5] * 59])
    assert set(sample(unknown, 10, by="confidence")["stratum"]) == {"confidence=none", "confidence=all"}


def test_articles_give_the_outlet_and_the_context():
    corpus = corpus_of("One two three. " * 40, "Short text.")
    table = pd.DataFrame({"article_id": ["a", "b"], "start": [300, 0], "end": [314, 11]})
    drawn = sample(table, 2, corpus.articles, by="outlet").set_index("article_id")
    assert list(drawn.loc[["a", "b"], "outlet"]) == ["A", "B"]
    assert drawn.loc["a", "before"].startswith("… ") and drawn.loc["a", "after"].endswith(" …")
    assert corpus.articles["text"][0].endswith(drawn.loc["a", "before"].removeprefix("… "), 0, 300)
    assert pd.isna(drawn.loc["b", "before"]) and pd.isna(drawn.loc["b", "after"])


def test_keys_are_those_of_the_table_with_most_columns_there():
    assert key_of(SENTENCES.build([])) == ["article_id", "start"]
    assert key_of(FRAMING.build([])) == ["article_id", "start", "frame"]
    assert key_of(spans()) == ["article_id", "start"]


@given(st.lists(st.text(), min_size=1, max_size=20, unique=True))
def test_items_are_unique_and_mean_nothing_to_a_spreadsheet(names):
    items = item_ids(pd.DataFrame({"article_id": names}), ["article_id"])
    assert items.is_unique
    assert items.str.fullmatch("k[0-9a-f]{13}").all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"n": 0}, "sample: n is 0; at least one row must be drawn"),
        (
            {"n": 2, "by": "outlet"},
            "sample: n=2 is less than the 3 strata, so rows of some had no chance to be drawn; draw at least 6, or "
            "stratify by less",
        ),
        ({"allocation": "fair"}, "sample: allocation is 'fair'; allowed are equal, proportional"),
        ({"key": ["article_id"]}, "sample: two rows share the key {'article_id': 'a0'}; name further columns in key="),
        (
            {"table": spans().drop(columns="outlet"), "by": "outlet"},
            "sample: no column 'outlet'; give articles= for it; it has article_id, start, end, text, confidence",
        ),
        ({"table": spans(0)}, "sample: the table has no row to draw from"),
        (
            {"table": pd.DataFrame({"x": [1]})},
            "sample: key= must name the columns that tell the rows apart; the table has x",
        ),
        ({"articles": corpus_of("x").articles}, "sample: articles has no article_id 'a0'"),
    ],
)
def test_what_cannot_be_drawn(change, message):
    with pytest.raises(TableError) as error:
        sample(**{"table": spans(), "n": 10, **change})
    assert str(error.value) == message


def test_the_tables_of_a_validation_describe_each_column():
    for schema in VALIDATION.values():
        assert len(set(schema.names)) == len(schema.names), schema.name
        assert set(schema.key) <= set(schema.names), schema.name
        assert list(schema.build([]).columns) == schema.names
        assert schema.describe()["description"].str.len().min() > 2, schema.name
