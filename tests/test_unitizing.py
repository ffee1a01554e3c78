"""Agreement on spans: held to a count of characters, to nominal alpha, and to cases worked by hand."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.unitizing import span_agreement
from mediakit.errors import TableError


def spans_of(*coders, article="a"):
    """Spans from one string a coder: runs of a letter are a span, full stops are not marked."""
    rows = []
    for c, marks in enumerate(coders):
        start = 0
        while start < len(marks):
            end = start
            while end < len(marks) and marks[end] == marks[start]:
                end += 1
            if marks[start] != ".":
                rows.append((article, start, end, f"c{c}", marks[start]))
            start = end
    return pd.DataFrame(rows, columns=["article_id", "start", "end", "coder", "value"])


def alphas(*coders):
    articles = corpus_of("x" * len(coders[0])).articles
    return span_agreement(spans_of(*coders), articles, by=None).set_index("coefficient")["alpha"]


def by_character(coders, name):
    """The coefficients from lists of characters: all pairs of segments, character by character."""
    segments = []
    for coder, marks in enumerate(coders):
        start = 0
        for end in range(1, len(marks) + 1):
            if end == len(marks) or marks[end] != marks[start]:
                value = marks[start]
                if name == "binary_u_alpha":
                    value = "." if value == "." else "m"
                segments.append((coder, value, range(start, end)))
                start = end
    others = len(coders) - 1

    def marked(coder, at):
        return name != "cu_alpha" or (
            coders[coder][at] != "." and any(c[at] != "." for i, c in enumerate(coders) if i != coder)
        )

    mass = {}
    for i, (coder, _, where) in enumerate(segments):
        partners = [sum(name != "cu_alpha" or c[at] != "." for j, c in enumerate(coders) if j != coder) for at in where]
        mass[i] = sum(n / others for n, at in zip(partners, where, strict=True) if marked(coder, at))
    differing = total = 0.0
    for (i, v, first), (j, w, second) in permutations(segments, 2):
        if i != j:
            shared = [at for at in set(first) & set(second) if marked(i, at) and marked(j, at)]
            total += len(shared) / others
            differing += len(shared) / others * (v != w)
    pairs = list(permutations(range(len(segments)), 2))
    expected = sum(mass[i] * mass[j] for i, j in pairs if segments[i][1] != segments[j][1])
    possible = sum(mass[i] * mass[j] for i, j in pairs)
    return None if not expected else 1 - (differing / total) / (expected / possible)


marks = st.lists(st.sampled_from(["...", "aa", "b", "aaaa", "."]), min_size=1, max_size=6).map("".join)


@given(st.lists(marks, min_size=2, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_count_of_characters_gives_the_same(coders):
    length = max(map(len, coders))
    coders = [coder.ljust(length, ".") for coder in coders]
    if all(set(coder) == {"."} for coder in coders):
        return
    spans = spans_of(*coders)
    silent = [f"c{i}" for i, coder in enumerate(coders) if set(coder) == {"."}]
    if silent:  # a coder who marked nothing anywhere is not in the table
        coders = [coder for coder in coders if set(coder) != {"."}]
    found = span_agreement(spans, corpus_of("x" * length).articles, by=None).set_index("coefficient")["alpha"]
    for name in found.index:
        wanted = by_character(coders, name) if len(coders) > 1 else None
        assert found[name] == pytest.approx(wanted) if wanted is not None else pd.isna(found[name])


def test_a_case_worked_by_hand():
    # Ten characters; c0 marks 0-4, c1 marks 2-6. Segments: 4, 6 (c0); 2, 4, 4 (c1); L = 20, sum of squares = 88.
    # They differ on 4 of 10 characters, so D_o = .4. Chance: 2 * 8 * 12 / (400 - 88) = 192 / 312.
    assert alphas("aaaa......", "..aaaa....")["binary_u_alpha"] == pytest.approx(1 - 0.4 / (192 / 312))


def test_perfect_agreement_and_the_three_coefficients():
    same = alphas("aa..bb..a", "aa..bb..a")
    assert same.tolist() == [1, 1, 1] and list(same.index) == ["binary_u_alpha", "cu_alpha", "u_alpha"]
    values_differ = alphas("aa..bb..aa", "bb..aa..bb")
    assert values_differ["binary_u_alpha"] == 1 and values_differ["cu_alpha"] < 0 < values_differ["u_alpha"]
    places_differ = alphas("aa..bb....", ".aa..bb...")
    assert places_differ["cu_alpha"] == 1 and places_differ["binary_u_alpha"] < 1


def test_segments_of_one_character_give_nominal_alpha():
    # abab… has no two neighbours alike, so that each character is a segment; alpha of .4444 as in test_agreement.
    first, second = "abababab", "babababa"
    n, n_a = 16, 8
    expected = 2 * n_a * (n - n_a) / (n * (n - 1))
    assert alphas(first, second)["u_alpha"] == pytest.approx(1 - 1 / expected)


def test_groups_intervals_and_reasons():
    articles = corpus_of(*["x" * 20] * 6).articles.assign(outlet=list("AAAAAB"))
    spans = pd.concat([spans_of("aaaa..bb", "aaa...bb", article=name) for name in "abcde"])
    table = span_agreement(spans, articles, variable="quotes", draws=100).set_index(["group", "coefficient"])
    assert len(table) == 9 and set(table["variable"]) == {"quotes"}
    everything = table.loc[("all", "binary_u_alpha")]
    assert everything["lower"] <= everything["alpha"] <= everything["upper"] and everything["n_items"] == 20
    assert table.loc[("B", "u_alpha"), "reason"] == "one value only, or nothing marked: alpha is undefined"
    assert np.isnan(table.loc[("B", "u_alpha"), "alpha"])
    few = span_agreement(spans[spans["article_id"] == "a"], articles.head(1), value=None, by=None)
    assert few["reason"].tolist() == ["1 article: too few to resample, so no interval"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"end": [25, 4]}, "span_agreement: a: 0 to 25 is no stretch of its 20 characters"),
        ({"end": [2, 4]}, "span_agreement: a: two spans of c0 overlap at 1; compare one value at a time"),
        ({"article_id": ["z", "z"]}, "span_agreement: articles has no article_id 'z'"),
    ],
)
def test_spans_that_cannot_be(change, message):
    spans = pd.DataFrame({"article_id": "a", "start": [0, 1], "end": [1, 4], "coder": "c0", "value": "a"})
    with pytest.raises(TableError) as error:
        span_agreement(spans.assign(**change), corpus_of("x" * 20).articles)
    assert str(error.value) == message
