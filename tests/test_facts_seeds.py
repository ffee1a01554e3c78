"""Facts on the reference pages against their coding, as floors; the trees were trained on these pages, so no more."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

import mediakit as mk
from mediakit.compare.align import align
from mediakit.compare.discrepancies import discrepancies

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def facts():
    return align(mk.claims(mk.parse(mk.read(SEEDS))))


def test_pairs_of_passages_about_one_fact(facts):
    corpus = mk.read(SEEDS)
    sentences = mk.sentences(mk.parse(corpus))
    text = {a.article_id: a.text for a in corpus}
    passages, coded = defaultdict(list), defaultdict(set)
    with (SEEDS / "gold" / "facts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = text[row["article_id"]].find(row["snippet"])
            assert at >= 0
            inside = sentences[
                (sentences["article_id"] == row["article_id"])
                & (sentences["start"] < at + len(row["snippet"]))
                & (sentences["end"] > at)
            ]
            spans = frozenset((row["article_id"], int(s)) for s in inside["sentence"])
            passages[row["fact"]].append(spans)
            for span in spans:
                coded[span].add(row["fact"])
    found = facts.groupby(["article_id", "sentence"])["fact_id"].agg(set).to_dict()

    def ids(spans):
        return set().union(*(found.get(span, set()) for span in spans))

    hits = [
        bool(ids(one) & ids(other))
        for spans in passages.values()
        for one, other in combinations(spans, 2)
        if {a for a, _ in one} != {a for a, _ in other}
    ]
    false = sum(
        len(coded[one]) * len(coded[other])
        for one, other in combinations(sorted(coded), 2)
        if one[0] != other[0] and not coded[one] & coded[other] and ids([one]) & ids([other])
    )
    recall, precision = sum(hits) / len(hits), sum(hits) / (sum(hits) + false)
    assert recall >= 0.75, f"recall {recall:.3f}"
    assert precision >= 0.78, f"precision {precision:.3f}"


def test_what_a_reader_sees_at_once_is_found(facts):
    found = discrepancies(facts)
    told = set(zip(found["attribute"], found["relation"], found["value"], found["other_value"], strict=True))
    assert ("tense", "update", "will fly aboard", "flew aboard") in told
    assert ("object", "translation", "era", "age") in told
    assert ("date", "timezone", "2025-10-28", "2025-10-27") in told
    assert not (found["relation"] == "contradiction").any()
