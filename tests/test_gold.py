"""The gold of seeds/: where its units stand, what their values may be, who coded them."""

import re
from datetime import date

import pandas as pd
import pytest
from conftest import SEEDS
from gold import TABLES, overlap, predicates, read_coding, read_gold, spans
from gold_agreement import report
from gold_passages import shared_passages

import mediakit as mk

CODERS = {"a": ["a"], "b": ["b"], "ab": ["a", "b"]}
PLACED = [name for name in TABLES if name != "furniture"]
CODEBOOK = mk.codebook(SEEDS / "codebook.toml")
VARIABLES = {"sources": {"relation": "reuse"}}
"""Columns that the codebook calls otherwise."""


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return dict(mk.read(SEEDS).articles[["article_id", "text"]].itertuples(index=False))


def tables(names):
    """Each table as reconciled and as either coder made it."""
    for name in names:
        yield f"gold {name}", name, read_gold(name)
        for coder in "ab":
            yield f"coder {coder} {name}", name, read_coding(name, coder)


def by_id(cases):
    return [pytest.param(*rest, id=label) for label, *rest in cases]


@pytest.mark.parametrize(("name", "table"), by_id(tables(PLACED)))
def test_snippets_stand_once_and_where_the_offsets_say(name, table, texts):
    for prefix in ("", "other_") if name in ("discrepancies", "sources") else ("",):
        snippets = table[f"{prefix}snippet"]
        for (article, start, end), snippet in zip(spans(table, prefix), snippets, strict=True):
            assert texts[article][start:end] == snippet
            assert texts[article].count(snippet) == 1, snippet
            assert "\n" not in snippet


@pytest.mark.parametrize(("name", "table"), by_id(tables(TABLES)))
def test_values_are_those_of_the_codebook(name, table):
    names = {variable.name: variable.name for variable in CODEBOOK} | VARIABLES.get(name, {})
    for column, variable in names.items():
        if column in table and CODEBOOK[variable].values:
            assert set(table[column]) <= {*CODEBOOK[variable].values, ""}, column
    for column in (
        "reason",
        "kind",
        "certainty",
        "tense",
        "polarity",
        "relation",
        "attribute",
        "target",
        "label",
        "voice",
    ):
        assert column not in table or (table[column] != "").all()
    assert set(table["doubt"]) <= {"", "?"}


@pytest.mark.parametrize("table", by_id((label, t) for label, _, t in tables(["claims"])))
def test_numbers_and_days_can_be_read(table):
    for value, high, unit in table[["value", "high", "unit"]].itertuples(index=False):
        assert bool(unit) == bool(value)
        assert not high or float(high) >= float(value)
        assert not value or float(value) >= 0
    for first, last in table[["date_from", "date_to"]].itertuples(index=False):
        assert bool(first) == bool(last)
        assert not first or date.fromisoformat(first) <= date.fromisoformat(last)


@pytest.mark.parametrize("name", TABLES)
def test_every_unit_has_the_coders_that_it_names(name):
    coded = {coder: read_coding(name, coder) for coder in "ab"}
    for row in read_gold(name).itertuples():
        for coder in CODERS[row.coders]:
            table = coded[coder]
            if name == "furniture":
                same = table[(table["article_id"] == row.article_id) & (table["line"] == row.line)]
            elif name in ("sources", "discrepancies"):
                same = table[
                    [row_meets(row, place) for place in zip(spans(table), spans(table, "other_"), strict=True)]
                ]
            else:
                here = (row.article_id, row.start, row.end)
                same = table[[overlap(here, place) > 0 for place in spans(table)]]
            if name == "sentiment":
                same = same[same["target"] == row.target]
            assert len(same), (coder, row)


def row_meets(row, place):
    here, there = (row.article_id, row.start, row.end), (row.other_id, row.other_start, row.other_end)
    return any(overlap(here, one) and overlap(there, other) for one, other in (place, place[::-1]))


@pytest.mark.parametrize("name", TABLES)
def test_what_is_agreed_is_as_both_coders_had_it(name):
    gold = read_gold(name)
    assert set(gold["decided"]) <= {"agreed", "a", "b", "third"}
    assert set(gold["coders"]) <= set(CODERS)
    agreed = gold[gold["decided"] == "agreed"]
    assert (agreed["coders"] == "ab").all()
    assert (agreed["differed"] == "").all()
    assert (gold[gold["decided"] != "agreed"]["differed"] != "").all()
    once = gold[gold["coders"] != "ab"]
    assert once["differed"].str.startswith("unit").all()
    written = [
        c for c in ("line", "reason", "snippet", "kind", "speaker", "certainty", "tense", "label", "voice") if c in gold
    ]
    for coder in "ab":
        made = read_coding(name, coder)
        shared = [column for column in written if column in made]
        if name in ("sources", "discrepancies"):
            continue
        rows = set(made[["article_id", *shared]].itertuples(index=False, name=None))
        assert set(agreed[["article_id", *shared]].itertuples(index=False, name=None)) <= rows


def test_furniture_is_on_the_pages():
    pages = {path.stem: path.read_text("utf-8").splitlines() for path in SEEDS.glob("*.txt")}
    for row in read_gold("furniture").itertuples():
        line = pages[row.article_id][row.line - 1]
        assert line.endswith(row.snippet) if row.reason == "end mark" else line == row.snippet


def test_sentences_leave_nothing_out(texts):
    table = read_gold("sentences")
    for article, text in texts.items():
        part = table[table["article_id"] == article]
        assert list(part["sentence"]) == list(range(len(part)))
        assert re.sub(r"\s+", "", "".join(part["snippet"])) == re.sub(r"\s+", "", text)
        assert [text[s:e] for s, e in zip(part["start"], part["end"], strict=True)] == list(part["snippet"])


def test_predicates_are_words_of_their_clauses_and_named_once():
    claims = read_gold("claims")
    places = predicates(claims)
    assert len(set(places)) == len(places)
    assert [place[1:] for place in places] == list(zip(claims["predicate_start"], claims["predicate_end"], strict=True))


def test_every_sentence_is_read():
    claims, sentences = read_gold("claims"), read_gold("sentences")
    for sentence in spans(sentences):
        assert any(overlap(sentence, claim) > 0 for claim in spans(claims)), sentence
    assert claims.groupby("article_id").size().min() >= 15


def test_there_are_as_many_units_as_the_measures_need():
    facts = read_gold("facts")
    articles = facts.groupby("fact")["article_id"].nunique()
    assert (articles > 1).sum() >= 40
    assert (articles == 1).sum() >= 25
    assert facts.groupby("fact_id")["fact"].nunique().eq(1).all()
    assert facts["fact_id"].nunique() == facts["fact"].nunique()
    assert {"contradiction", "update", "timezone", "alias", "translation", "coarser", "difference"} == set(
        read_gold("discrepancies")["relation"]
    )
    assert len(read_gold("quotes")) >= 100
    assert read_gold("quotes")["quote_id"].str.fullmatch(r"[a-z-]+:\d+").all()
    assert len(read_gold("sentiment")) >= 150


def test_shared_passages_are_those_of_the_definition():
    pd.testing.assert_frame_equal(read_gold("passages"), shared_passages(), check_dtype=False)


def test_the_readme_holds_the_agreement_as_printed():
    assert report() in (SEEDS / "README.md").read_text("utf-8")
