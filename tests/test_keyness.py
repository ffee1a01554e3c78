"""Keyness against independent implementations, to 1e-9, and by hand."""

import math

import numpy as np
import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

import mediakit as mk
from mediakit.compare.keyness import compare_terms
from mediakit.compare.terms import terms
from mediakit.errors import TableError


def counts_of(groups, **columns):
    """A table of terms from {outlet: [{term: n} for each article]}."""
    rows = [
        {"outlet": outlet, "article_id": f"{outlet}{at}", "term": term, "n": n}
        for outlet, texts in groups.items()
        for at, text in enumerate(texts)
        for term, n in text.items()
    ]
    return pd.DataFrame(rows, columns=["outlet", "article_id", "term", "n"]).assign(**columns)


def monroe(a, b, a_all, b_all, prior):
    """Equations 16 and 19 of Monroe, Colaresi & Quinn (2008), word by word."""
    total = sum(prior.values())
    found = {}
    for word, alpha in prior.items():
        left = math.log((a[word] + alpha) / (a_all + total - (a[word] + alpha)))
        right = math.log((b[word] + alpha) / (b_all + total - (b[word] + alpha)))
        found[word] = left - right, 1 / (a[word] + alpha) + 1 / (b[word] + alpha)
    return found


TABLES = st.dictionaries(
    st.sampled_from("ABC"),
    st.lists(st.dictionaries(st.sampled_from("uvwxyz"), st.integers(1, 30), min_size=1), min_size=1, max_size=3),
    min_size=2,
)


@given(TABLES)
@settings(max_examples=25, deadline=None)
def test_log_odds_g2_and_chi2_agree_with_independent_implementations(groups):
    counts = counts_of(groups)
    assume(counts["term"].nunique() > 1)
    prior_size = counts["n"].sum() / counts["article_id"].nunique()
    background = counts.groupby("term")["n"].sum() / counts["n"].sum()
    table = compare_terms(counts).set_index(["outlet", "term"])
    for outlet in groups:
        mine = counts["outlet"] == outlet
        a = counts[mine].groupby("term")["n"].sum().reindex(background.index, fill_value=0)
        b = counts[~mine].groupby("term")["n"].sum().reindex(background.index, fill_value=0)
        expected = monroe(a, b, a.sum(), b.sum(), dict(prior_size * background))
        for term in background.index:
            row = table.loc[(outlet, term)]
            assert row["delta"] == pytest.approx(expected[term][0], rel=1e-9, abs=1e-9)
            square = [[a[term], b[term]], [a.sum() - a[term], b.sum() - b[term]]]
            if min(map(sum, square)) > 0:
                chi2 = stats.chi2_contingency(square, correction=False)
                g2 = stats.chi2_contingency(square, correction=False, lambda_="log-likelihood")
                assert row["chi2"] == pytest.approx(chi2.statistic, rel=1e-9, abs=1e-9)
                assert row["g2"] == pytest.approx(g2.statistic, rel=1e-9, abs=1e-9)


def test_log_ratio_rates_and_documents_by_hand():
    counts = counts_of({"A": [{"x": 8, "y": 2}], "B": [{"x": 1, "y": 9}, {"y": 10}]})
    row = compare_terms(counts).set_index(["outlet", "term"]).loc[("A", "x")]
    assert row["log_ratio"] == pytest.approx(math.log2((8 / 10) / (1 / 20)))
    assert (row["rate"], row["rate_reference"]) == (800, 50)
    assert (row["n_articles"], row["n_articles_reference"], row["rank"]) == (1, 1, 1)


def test_dispersion_by_hand():
    # Gries's DP: texts of 10 and 30 words, shares of 1/4 and 3/4; x stands once in one, three times in the other.
    counts = counts_of({"A": [{"x": 1, "y": 9}, {"x": 3, "z": 27}], "B": [{"x": 5}]})
    table = compare_terms(counts).set_index(["outlet", "term"])
    assert table.loc[("A", "x"), "dispersion"] == pytest.approx(0)
    assert table.loc[("A", "y"), "dispersion"] == pytest.approx(0.75)
    assert table.loc[("A", "z"), "dispersion"] == pytest.approx(0.25)
    assert np.isnan(table.loc[("B", "x"), "dispersion"])


def test_below_five_articles_there_is_no_z_and_no_p():
    table = compare_terms(counts_of({"A": [{"x": 9, "y": 1}] * 4, "B": [{"y": 9, "x": 1}] * 9}))
    assert table[["z", "p", "p_adjusted"]].isna().all(axis=None) and table["delta"].notna().all()
    assert set(table["p_reason"]) == {
        "4 articles: too few to resample, 5 are needed",
        "the reference: 4 articles: too few to resample, 5 are needed",
    }


def test_five_articles_a_side_have_z_and_a_p_of_permuted_articles():
    table = compare_terms(counts_of({"A": [{"x": 9, "y": 1}] * 5, "B": [{"y": 9, "x": 1}] * 5, "C": [{"y": 5}] * 5}))
    row = table[(table["outlet"] == "A") & (table["term"] == "x")].iloc[0]
    prior = {"x": 125 / 15 * 50 / 125, "y": 125 / 15 * 75 / 125}
    delta, variance = monroe({"x": 45, "y": 5}, {"x": 5, "y": 70}, 50, 75, prior)["x"]
    assert row["z"] == pytest.approx(delta / math.sqrt(variance), rel=1e-9)
    # All five of A among fifteen articles: as extreme is 1 of C(15, 5) = 3003.
    assert row["p"] < 0.005 and row["m"] == table["p"].notna().sum() > 0
    assert (table["p_adjusted"].dropna() >= table["p"].dropna()).all()
    assert row["unit"] == "article" and row["family"] == "terms by outlet, against rest"


def test_a_rare_term_is_not_tested():
    table = compare_terms(counts_of({"A": [{"x": 9}] * 4 + [{"x": 9, "z": 1}], "B": [{"x": 9}] * 5}))
    assert table.loc[table["term"] == "z", "p_reason"].tolist() == ["fewer than 5 occurrences"] * 2


def test_the_rest_leaves_out_copies():
    counts = counts_of({"A": [{"x": 9, "y": 1}], "B": [{"x": 9, "y": 1}], "C": [{"y": 10}]})
    counts["family"] = counts["outlet"].map({"A": "wire", "B": "wire", "C": "own"})
    table = compare_terms(counts).set_index(["outlet", "term"])
    assert table.loc[("A", "x"), "n_reference"] == 0 and table.loc[("A", "y"), "n_reference"] == 10
    assert table.loc[("C", "x"), "n_reference"] == 18
    assert set(table["unit"]) == {"family"} and table.loc[("C", "x"), "n_units_reference"] == 1


def test_where_only_copies_are_left_there_is_no_delta_and_a_reason():
    counts = counts_of({"A": [{"x": 9}], "B": [{"x": 8}]}, family="wire")
    table = compare_terms(counts)
    assert table["delta"].isna().all() and len(table) == 2
    assert set(table["p_reason"]) == {"1 family: a census of what this corpus holds, not a sample"}


def test_each_against_each_and_against_one():
    counts = counts_of({"A": [{"x": 1, "y": 5}], "B": [{"x": 2, "y": 1}], "C": [{"x": 3, "y": 1}]})
    pairs = compare_terms(counts, against="each")[["outlet", "reference"]].drop_duplicates().to_numpy().tolist()
    assert pairs == [["A", "B"], ["A", "C"], ["B", "A"], ["B", "C"], ["C", "A"], ["C", "B"]]
    assert compare_terms(counts, against="B")["outlet"].unique().tolist() == ["A", "C"]


def test_more_prior_shrinks_more():
    table = compare_terms(counts_of({"A": [{"x": 9, "y": 1}], "B": [{"x": 1, "y": 9}]}))
    row = table.iloc[0]
    assert row["delta_strong_prior"] < row["delta"] < row["delta_weak_prior"]


@pytest.mark.parametrize(
    "options, message",
    [
        ({"by": "kind"}, "compare_terms: no column 'kind'; it has outlet, article_id, term, n"),
        ({"against": "D"}, "compare_terms: against is 'D'; allowed are rest, each, A, B"),
        ({"prior": 0}, "compare_terms: prior is 0; it must be above zero"),
    ],
)
def test_what_is_wrong_is_named(options, message):
    with pytest.raises(TableError) as error:
        compare_terms(counts_of({"A": [{"x": 1}], "B": [{"x": 1}]}), **options)
    assert str(error.value) == message


def test_one_group_is_no_comparison_and_no_term_no_row():
    with pytest.raises(TableError) as error:
        compare_terms(counts_of({"A": [{"x": 1}]}))
    assert str(error.value) == "compare_terms: outlet has one value, 'A'; a comparison needs two"
    assert compare_terms(counts_of({})).empty


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_makes_no_difference(random):
    counts = counts_of({o: [{t: 1 + (i * 7 + ord(t)) % 9 for t in "uvwxy"} for i in range(6)] for o in "AB"})
    other = counts.iloc[random.sample(range(len(counts)), len(counts))]
    pd.testing.assert_frame_equal(
        compare_terms(counts, resamples=100), compare_terms(other, resamples=100), check_exact=True
    )


TEXTS = (
    "The leaders met. The U.S. leader smiled at the long-term plan.",
    "Leaders' plans; a leader's PLAN, 3 of them!",
)


@pytest.mark.parametrize(
    "unit, expected",
    [
        ("lemma", {"leader": 2, "plan": 2, "3": 1}),
        ("word", {"leaders": 1, "leader": 1, "plans": 1, "plan": 1}),
        ("bigram", {"3 of": 1, "of them": 1}),
    ],
)
def test_terms_by_hand(unit, expected):
    table = terms(corpus_of(*TEXTS), unit=unit)
    mine = table[table["outlet"] == "B"].set_index("term")["n"]
    assert {term: mine.get(term) for term in expected} == expected
    assert not any(set(term) <= set(",;.!'’ ") for term in table["term"])


def test_bigrams_stop_at_punctuation_and_pass_a_hyphen():
    found = set(terms(corpus_of(TEXTS[0]), unit="bigram")["term"])
    assert "long term" in found and "the leaders" in found and "met the" not in found


def test_terms_sum_to_the_text_and_may_be_content_only():
    corpus = mk.parse(corpus_of(*TEXTS))
    assert terms(corpus)["n"].sum() == terms(corpus, unit="word")["n"].sum() == 20
    assert not {"the", "a", "of", "at"} & set(terms(corpus, content=True)["term"])


def test_entities_and_voice_as_groups():
    corpus = mk.parse(corpus_of("“The plan is good,” Maria Lopez said in Madrid. Then Maria Lopez left Madrid."))
    people = terms(corpus, unit="entity")
    assert people.set_index("term")["n"].to_dict() == mk.entities(corpus)["entity"].value_counts().to_dict()
    assert people.set_index("term")["n"].to_dict() == {"Madrid": 2, "Maria Lopez": 2}
    voices = terms(corpus, by=["outlet", "voice"])
    assert "direct" in set(voices.loc[voices["term"] == "plan", "voice"])
    assert "unattributed" in set(voices.loc[voices["term"] == "leave", "voice"])


def test_terms_of_an_unknown_unit_or_column():
    with pytest.raises(TableError) as error:
        terms(corpus_of("A text."), unit="letter")
    assert str(error.value) == "terms: unit is 'letter'; allowed are word, lemma, bigram, entity"
    with pytest.raises(TableError, match=r"^terms: no column 'topic' in articles; it has article_id, outlet"):
        terms(corpus_of("A text."), by="topic")


def test_terms_of_an_empty_text():
    assert terms(corpus_of("")).empty
