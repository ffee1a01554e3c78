"""One statement in several articles: found, aligned word by word, drawn."""

import json

import pytest
from conftest import corpus_of
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.errors import TableError
from mediakit.measure.quote_variants import SAME, align_words, quote_variants, stem
from mediakit.plot.variants import aligned_lines, plot_variants

LONG = "Anna Berg said, “We will build the new bridge over the northern river before the winter.”"
CUT = "Anna Berg said, “We will build the new bridge over the northern river.”"
CHANGED = "Mayor Anna Berg said they would build a new bridge across the northern river before winter."
OTHER = "Anna Berg said that taxes on bread were too high."


def test_a_statement_is_found_cut_and_put_differently():
    table = quote_variants(corpus_of(LONG, CUT, CHANGED, OTHER))
    assert [(r.article_id, r.other_id, r.kind) for r in table.itertuples()] == [
        ("a", "b", "cut"),
        ("a", "c", "changed"),
        ("b", "c", "changed"),
    ]
    assert table["statement_id"].nunique() == 1
    assert set(table["speaker_entity"]) == {"Anna Berg"}


def test_the_alignment_accounts_for_every_word():
    row = quote_variants(corpus_of(LONG, CUT)).iloc[0]
    steps = json.loads(row["alignment"])
    assert [step[0] for step in steps] == ["same"] * 10 + ["only"] * 3
    assert " ".join(step[2] for step in steps if step[2]) == row["other_text"].rstrip(".")
    assert (row["n_same"], row["n_only"], row["similarity"]) == (10, 3, round(20 / 23, 4))


def test_the_same_words_by_different_people_are_two_statements():
    assert quote_variants(corpus_of(LONG, LONG.replace("Anna Berg", "Carl Dahl"))).empty


def test_marks_alone_can_differ():
    without = "Anna Berg said that we will build the new bridge over the northern river before the winter."
    assert list(quote_variants(corpus_of(LONG, without))["kind"]) == ["marks"]


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_an_alignment_keeps_the_order_and_every_word(one, other):
    pairs = align_words(one, other)
    assert [i for i, _ in pairs if i >= 0] == list(range(len(one)))
    assert [j for _, j in pairs if j >= 0] == list(range(len(other)))
    assert sum(SAME for i, j in align_words(one, one) if i == j) == SAME * len(one)


def test_stems():
    assert [stem(word) for word in ("Builds", "building", "built", "Berg’s", "is")] == [
        "build",
        "build",
        "built",
        "berg",
        "is",
    ]


def test_the_lines_of_the_figure_have_the_same_columns():
    corpus = corpus_of(LONG, CUT, CHANGED)
    table = quote_variants(corpus)
    lines = aligned_lines(table)
    assert next(iter(lines)) in ("a", "b", "c") and len(lines) == 3
    assert len({len(cells) for cells in lines.values()}) == 1
    assert " ".join(word for _, word in lines["b"] if word) == "We will build the new bridge over the northern river"
    ax = plot_variants(table, articles=corpus.articles)
    assert round(ax.figure.get_size_inches()[0] * 25.4) == 183
    assert "Anna Berg" in ax.get_title(loc="left")


def test_a_figure_of_nothing_says_so():
    table = quote_variants(corpus_of(OTHER))
    assert [text.get_text() for text in plot_variants(table).texts] == ["No statement was found in two articles."]
    with pytest.raises(TableError) as caught:
        plot_variants(quote_variants(corpus_of(LONG, CUT)), "z:9")
    assert str(caught.value).startswith("plot_variants: no statement 'z:9'; the first is 'a:")


def test_the_seeds_share_statements(seeds):
    table = quote_variants(seeds)
    assert len(table) >= 10
    agency = table[(table["article_id"] == "newsaz") & (table["other_id"] == "overview")]
    assert (agency["kind"] == "verbatim").sum() >= 3
    text_of = {article.article_id: article.text for article in seeds.corpus}
    assert all(text_of[r.other_id][r.other_start : r.other_end] == r.other_text for r in table.itertuples())
    assert mk.quotes(seeds)["speaker_entity"].notna().mean() > 0.8
