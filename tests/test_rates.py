import math

import numpy as np
import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.codes import read_codes
from mediakit.compare.coding import coding_sheet
from mediakit.compare.rates import compare_means, compare_rates
from mediakit.compare.sampling import sample
from mediakit.corpus import Article, Corpus
from mediakit.errors import TableError
from mediakit.tables import REUSE

WORDS = "one two three four five six seven eight nine ten"


def articles_of(outlets, texts=None, **columns):
    """Articles a00, a01, … of the outlets given, ten words each unless texts are."""
    items = [
        Article(article_id=f"a{i:02}", outlet=outlet, text=WORDS if texts is None else texts[i])
        for i, outlet in enumerate(outlets)
    ]
    return Corpus(tuple(items)).articles.assign(**columns)


def hits_of(*places, **columns):
    """A row for each (article_id, start)."""
    table = pd.DataFrame({"article_id": [p[0] for p in places], "start": [p[1] for p in places]})
    table = table.astype({"article_id": "str", "start": "int64"})
    return table.assign(end=table["start"] + 3, **columns)


def test_rates_by_hand_and_outlets_without_a_hit():
    articles = articles_of(["A", "A", "B", "C"])
    hits = hits_of(("a00", 0), ("a00", 4), ("a02", 0), frame=["x", "x", "y"])
    table = compare_rates(hits, articles, label="frame").set_index(["outlet", "frame"])
    assert table["n"].to_dict() == {
        ("A", "x"): 2, ("A", "y"): 0, ("B", "x"): 0, ("B", "y"): 1, ("C", "x"): 0, ("C", "y"): 0,
    }  # fmt: skip
    assert table.loc[("A", "x"), ["n_words", "rate", "rest_n", "rest_rate", "difference"]].tolist() == [
        20,
        100,
        0,
        0,
        100,
    ]
    assert table.loc[("B", "y"), ["n_words", "rate", "rest_words"]].tolist() == [10, 100, 30]
    assert table.loc[("A", "x"), ["n_articles", "n_articles_with"]].tolist() == [2, 1]


def test_a_census_has_no_interval_and_no_p_but_says_why():
    table = compare_rates(hits_of(("a00", 0)), articles_of(["A", "B"]))
    assert table[["low", "high", "interval", "p", "p_adjusted"]].isna().all(axis=None)
    assert set(table["reason"]) == {"1 article: a census of what this corpus holds, not a sample"}
    assert set(table["p_reason"]) == set(table["reason"]) and set(table["m"]) == {0}
    assert set(table["unit"]) == {"article"}


def test_a_sample_has_an_interval_a_p_and_an_upper_bound_for_none():
    articles = articles_of(["A"] * 6 + ["B"] * 6)
    hits = hits_of(*[(f"a{i:02}", start) for i in range(6) for start in ((0, 4) if i % 2 else (0,))])
    table = compare_rates(hits, articles).set_index("outlet")
    a, b = table.loc["A"], table.loc["B"]
    assert a["low"] < a["rate"] < a["high"] and a["interval"] == "bootstrap of articles"
    # Nine hits in six articles with any: bursts of 1.5; three of them could have been missed by chance in 60 words.
    assert (b["low"], b["interval"]) == (0, "upper bound")
    assert b["high"] == pytest.approx(1000 * -math.log(0.05) * 1.5 / 60)
    assert a["p"] < 0.01 and a["p"] == pytest.approx(2 / 924, abs=0.004)
    assert a["p_adjusted"] >= a["p"] and a["m"] == 2
    assert a["family"] == "rows by outlet, each against the rest"


def test_groups_of_few_outlets_bear_no_inference_about_them():
    articles = articles_of(["A"] * 6 + ["B"] * 6, kind=["agency"] * 6 + ["newspaper"] * 6)
    table = compare_rates(hits_of(("a00", 0)), articles, by="kind")
    assert set(table["unit"]) == {"outlet"} and table["p"].isna().all()
    assert set(table["reason"]) == {"1 outlet: too few to resample, 5 are needed"}


def test_events_are_paired_across_outlets():
    articles = articles_of(["A", "B"] * 6, event=[f"e{i}" for i in range(6) for _ in range(2)])
    hits = hits_of(*[(f"a{i:02}", 0) for i in range(0, 12, 2)])
    table = compare_rates(hits, articles).set_index("outlet")
    assert table.loc["A", "unit"] == "event" and table.loc["A", "n_units"] == 6
    assert table.loc["A", "p"] == pytest.approx(2 / 64, abs=0.015)


def test_by_two_columns_the_rest_agrees_in_the_second():
    articles = articles_of(["A", "A", "B", "B"], topic=["x", "y", "x", "y"])
    hits = hits_of(("a00", 0), ("a01", 0), ("a01", 4), ("a02", 0))
    table = compare_rates(hits, articles, by=["outlet", "topic"]).set_index(["outlet", "topic"])
    assert table.loc[("A", "x"), ["n", "rest_n", "rest_words"]].tolist() == [1, 1, 10]
    assert table.loc[("A", "y"), ["n", "rest_n", "rest_words"]].tolist() == [2, 0, 10]


def test_by_voice_per_words_of_all_text_or_of_that_voice():
    articles = articles_of(["A", "B"])
    hits = hits_of(("a00", 0), ("a00", 4), voice=["direct", "unattributed"])
    plain = compare_rates(hits, articles, by=["outlet", "voice"]).set_index(["outlet", "voice"])
    assert plain["rate"].tolist() == [100, 100, 0, 0]
    spoken = pd.DataFrame(
        {
            "article_id": ["a00", "a00", "a01"],
            "start": [0, 8, 0],
            "end": [7, len(WORDS), len(WORDS)],
            "text": [WORDS[:7], WORDS[8:], WORDS],
            "voice": ["direct", "unattributed", "unattributed"],
        }
    )
    table = compare_rates(hits, articles, by=["outlet", "voice"], exposure=spoken).set_index(["outlet", "voice"])
    assert table.loc[("A", "direct"), ["n_words", "rate"]].tolist() == [2, 500]
    assert table.loc[("A", "unattributed"), ["n_words", "rate"]].tolist() == [8, 125]
    assert table.loc[("B", "direct"), "n_words"] == 0 and np.isnan(table.loc[("B", "direct"), "rate"])
    assert table.loc[("B", "direct"), "reason"] == "no text or no value here"


def test_paragraphs_give_an_interval_and_never_a_test():
    articles = articles_of(["A", "B"], texts=["\n\n".join(["one two three."] * 8)] * 2)
    hits = hits_of(*[("a00", 16 * i) for i in (0, 2, 3)])
    table = compare_rates(hits, articles, unit="paragraph").set_index("outlet")
    assert table.loc["A", "n_units"] == 8 and table.loc["A", "low"] < 125 < table.loc["A", "high"]
    assert table.loc["B", "interval"] == "upper bound" and table["p"].isna().all()
    assert set(table["p_reason"]) == {"paragraphs of one text say nothing of another: no test between groups"}


def reuse_of(one, other, end):
    row = {
        "article_id": one, "start": 0, "end": end, "text": WORDS[:end], "other_id": other, "other_start": 0,
        "other_end": end, "other_text": WORDS[:end], "n_tokens": len(WORDS[:end].split()), "similarity": 1.0,
        "quoted": 0.0, "kind": "verbatim", "n_articles": 2,
    }  # fmt: skip
    return REUSE.build([row])


def test_shared_text_counts_once_or_not_at_all_and_a_copy_is_no_rest():
    articles = articles_of(["A", "B", "C"])
    hits = hits_of(("a00", 0), ("a01", 0), ("a02", 0))
    reuse = reuse_of("a00", "a01", len("one two three four"))
    shared = compare_rates(hits, articles, count="shared", reuse=reuse).set_index("outlet")
    assert shared["n"].tolist() == [1, 1, 1] and shared["n_weighted"].tolist() == [0.5, 0.5, 1]
    assert shared["n_words"].tolist() == [8, 8, 10]
    assert shared.loc["A", ["rest_n", "rest_words"]].tolist() == [1, 10]
    original = compare_rates(hits, articles, count="original", reuse=reuse).set_index("outlet")
    assert original["n_weighted"].tolist() == [0, 0, 1] and original["n_words"].tolist() == [6, 6, 10]
    assert set(original["unit"]) == {"family"}


def test_means_by_hand():
    articles = articles_of(["A", "A", "B", "C"])
    scores = hits_of(("a00", 0), ("a00", 4), ("a01", 0), ("a02", 0), ("a02", 4), score=[1.0, 0.0, -0.4, 0.3, np.nan])
    table = compare_means(scores, articles).set_index("outlet")
    assert table.loc["A", ["n", "n_articles", "n_articles_with"]].tolist() == [3, 2, 2]
    assert table.loc["A", "mean"] == pytest.approx(0.2) and table.loc["A", "rest_mean"] == pytest.approx(0.3)
    assert table.loc["A", "difference"] == pytest.approx(-0.1)
    assert table.loc["B", "n"] == 1 and table.loc["C", "n"] == 0 and np.isnan(table.loc["C", "mean"])
    assert table.loc["C", "reason"] == "no text or no value here"


def test_a_table_without_rows_is_an_honest_zero():
    articles = articles_of(["A", "B"])
    assert compare_rates(hits_of(), articles)["rate"].tolist() == [0, 0]
    labelled = compare_rates(hits_of(frame=[]), articles, label="frame")
    assert labelled.empty and list(labelled.columns[:3]) == ["outlet", "frame", "n"]
    assert compare_means(hits_of(score=pd.Series(dtype="float64")), articles)["n"].tolist() == [0, 0]


def test_a_group_without_text_and_one_without_a_name():
    articles = articles_of(["A", "B"], texts=["", WORDS], topic=["x", None])
    table = compare_rates(hits_of(("a01", 0)), articles, by="topic").set_index("topic")
    assert table.loc["not stated", "rate"] == 100
    assert np.isnan(table.loc["x", "rate"]) and table.loc["x", "n_words"] == 0


@pytest.mark.parametrize(
    "options, message",
    [
        (
            {"by": "topic"},
            "compare_rates: no column 'topic' in articles or in the table; they have article_id, outlet, ",
        ),
        ({"by": []}, "compare_rates: by names no column"),
        ({"label": "frame"}, "compare_rates: no column 'frame'; it has article_id, start, end"),
        ({"by": ["outlet", "outlet"]}, "rates: column 'outlet' makes groups or labels twice"),
        ({"label": "unit"}, "rates: the result has a column 'unit' of its own; rename yours first"),
        ({"count": "once"}, "count is 'once'; allowed are all, shared, original"),
        ({"count": "shared"}, "count='shared' needs the table of mk.reuse: give reuse="),
        ({"correction": "none"}, "correction is 'none'; allowed are benjamini-hochberg, benjamini-yekutieli"),
    ],
)
def test_what_is_missing_is_named(options, message):
    with pytest.raises(TableError) as error:
        compare_rates(hits_of(("a00", 0)), articles_of(["A", "B"]), **options)
    assert str(error.value).startswith(message)


def test_a_row_of_an_unknown_article_is_refused():
    with pytest.raises(TableError) as error:
        compare_rates(hits_of(("zz", 0)), articles_of(["A"]))
    assert str(error.value) == "compare_rates: the article 'zz' is not in articles"


def test_means_of_words_are_refused():
    with pytest.raises(TableError) as error:
        compare_means(hits_of(("a00", 0), score="high"), articles_of(["A"]))
    assert str(error.value) == "compare_means: column 'score' holds str, not numbers"


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_articles_and_rows_makes_no_difference(random):
    articles = articles_of(["A"] * 6 + ["B"] * 5 + ["C"])
    places = [(f"a{i:02}", 4 * j) for i in range(12) for j in range(i % 4)]
    hits = hits_of(*places, frame=[f"f{i % 3}" for i in range(len(places))])
    options = {"label": "frame", "resamples": 200}
    one = compare_rates(hits, articles, **options)
    shuffle = [random.sample(range(n), n) for n in (len(hits), len(articles))]
    other = compare_rates(hits.iloc[shuffle[0]], articles.iloc[shuffle[1]], **options)
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def coded_table() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Two outlets of forty sentences, and a machine that takes a third of B's neutral ones for praise."""
    articles = corpus_of(" ".join(["word"] * 400), " ".join(["word"] * 400)).articles
    rows = [
        {"article_id": article, "start": 10 * i, "end": 10 * i + 4, "text": "word", "sentence": i}
        | {"mood": "praise" if i % 4 == 0 or (article == "b" and i % 3 == 0) else "none", "true": i % 4 == 0}
        for article in "ab"
        for i in range(40)
    ]
    table = pd.DataFrame(rows)
    drawn = sample(table.drop(columns="true"), 60, articles, by="outlet")
    codes = drawn.merge(table[["article_id", "start", "true"]], on=["article_id", "start"])
    return table.drop(columns="true"), articles, codes


def test_corrected_rates_stand_beside_the_machines(tmp_path):
    table, articles, drawn = coded_table()
    book = tmp_path / "book.toml"
    book.write_text('version = "1"\n[variable.mood]\ndefinition = "d"\nvalues = ["praise", "none"]\n', encoding="utf-8")
    sheet = coding_sheet(drawn.drop(columns="true"), book, tmp_path / "sheet.csv")
    filled = pd.read_csv(sheet, dtype=str, encoding="utf-8-sig", keep_default_na=False)
    truth = drawn.set_index("item")["true"].map({True: "praise", False: "none"})
    filled.assign(mood=filled["item"].map(truth)).to_csv(sheet, index=False)
    codes = read_codes(sheet, book, sample=tmp_path / "sheet.sample.csv")
    rates = compare_rates(table, articles, by="outlet", label="mood", codes=codes).set_index(["outlet", "mood"])
    praised = rates.xs("praise", level="mood")
    assert praised["rate"].tolist() == [25, 50]
    assert praised.loc["B", "corrected"] == pytest.approx(25, abs=6)
    assert praised.loc["B", "corrected_low"] <= 25 <= praised.loc["B", "corrected_high"]
    assert praised.loc["A", "corrected"] == pytest.approx(25, abs=3)


def test_codes_that_do_not_fit_the_comparison_are_refused():
    table, articles, drawn = coded_table()
    codes = drawn.assign(variable="tone", value="x", coder="c")
    with pytest.raises(TableError, match=r"codes=: label='mood' is not what was coded \(tone\)"):
        compare_rates(table, articles, by="outlet", label="mood", codes=codes)
    with pytest.raises(TableError, match="codes=: one grouping can be corrected, not outlet, part"):
        compare_rates(table.assign(part="x"), articles, by=["outlet", "part"], label="mood", codes=codes)
