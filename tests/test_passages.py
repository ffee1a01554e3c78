import re
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.measure.passages import find_passages
from mediakit.measure.scope import Scope
from mediakit.measure.tokens import TOKEN, Tokens, token_spans

texts = st.lists(st.lists(st.sampled_from("a b c d".split()), max_size=30).map(" ".join), max_size=6)
"""Few words, so that passages repeat within and between texts."""


def brute(texts, k, allowed=lambda a, b: True):
    """Every maximal passage of two texts, by comparing each place with each."""
    words = [[word.casefold() for word in re.findall(r"\w+", text)] for text in texts]
    found = set()
    for a in range(len(words)):
        for b in range(a + 1, len(words)):
            for i in range(len(words[a])):
                for j in range(len(words[b])):
                    if i and j and words[a][i - 1] == words[b][j - 1]:
                        continue
                    n = 0
                    while i + n < len(words[a]) and j + n < len(words[b]) and words[a][i + n] == words[b][j + n]:
                        n += 1
                    if n >= k and allowed(a, b):
                        found.add((a, i, b, j, n))
    return found


def fast(texts, k, **options):
    tokens = Tokens.of(texts)
    found = find_passages(tokens, k, **options)
    a, b = tokens.doc[found.left], tokens.doc[found.right]
    rows = zip(a, found.left - tokens.first[a], b, found.right - tokens.first[b], found.length, strict=True)
    rows = [tuple(int(value) for value in row) for row in rows]
    assert len(rows) == len(set(rows))
    return set(rows), found


@given(texts, st.integers(1, 8))
def test_every_maximal_passage_is_found(texts, k):
    assert fast(texts, k)[0] == brute(texts, k)


@given(texts, st.integers(1, 4), st.integers(2, 3))
def test_boilerplate_loses_nothing_between_texts_that_share_anything_else(texts, k, most):
    whole = brute(texts, k)
    found, _ = fast(texts, k, max_articles=most)
    assert found <= whole
    pairs = {(a, b) for a, _, b, _, _ in found}
    assert found == {row for row in whole if (row[0], row[2]) in pairs}
    carriers = carriers_of(texts, k)
    missed = {(a, b) for a, _, b, _, _ in whole} - pairs
    for a, i, b, _, n in whole:
        if (a, b) in missed:
            assert all(len(carriers[gram]) > most for gram in grams(texts[a], k)[i : i + n - k + 1])
    covered = defaultdict(set)
    for a, i, b, j, n in found:
        covered[a].update(range(i, i + n))
        covered[b].update(range(j, j + n))
    for a, i, b, j, n in whole:  # whatever stands in another text is seen to
        assert set(range(i, i + n)) <= covered[a] and set(range(j, j + n)) <= covered[b]


def grams(text, k):
    words = text.split()
    return [tuple(words[i : i + k]) for i in range(len(words) - k + 1)]


def carriers_of(texts, k):
    carriers = defaultdict(set)
    for number, text in enumerate(texts):
        for gram in grams(text, k):
            carriers[gram].add(number)
    return carriers


@given(texts, st.integers(1, 4))
def test_a_passage_knows_how_many_texts_carry_it(texts, k):
    _, passages = fast(texts, k)
    carriers = carriers_of(texts, k)
    tokens = Tokens.of(texts)
    for left, length, n_articles in zip(passages.left, passages.length, passages.n_articles, strict=True):
        doc = tokens.doc[left]
        start = left - tokens.first[doc]
        inside = grams(texts[doc], k)[start : start + length - k + 1]
        assert n_articles == min(len(carriers[gram]) for gram in inside)


@given(
    texts,
    st.lists(st.one_of(st.just(np.nan), st.integers(0, 9).map(float)), min_size=6, max_size=6),
    st.lists(st.integers(0, 1), min_size=6, max_size=6),
)
def test_only_texts_in_scope_are_compared(texts, hours, group):
    n = len(texts)
    scope = Scope(np.array(group[:n], dtype="int64"), np.array(hours[:n]), within=3.0)

    def allowed(a, b):
        return group[a] == group[b] and not abs(hours[a] - hours[b]) > 3

    assert fast(texts, 3, scope=scope)[0] == brute(texts, 3, allowed)


def test_boilerplate_is_linked_once_an_article():
    line = "all rights reserved by the owner of this page"
    texts = [f"own{i} words{i} {line} end{i}" for i in range(50)]
    found, passages = fast(texts, 8, max_articles=10)
    assert len(found) == 49
    assert set(passages.n_articles) == {50}


@given(st.text())
def test_token_spans_are_those_of_the_pattern(text):
    starts, ends = token_spans(text)
    expected = [match.span() for match in TOKEN.finditer(text)]
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == expected


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"], ["one", "one"], ["!!!", "..."]])
def test_texts_with_hardly_a_token(texts):
    assert fast(texts, 8)[0] == set()


@given(st.lists(st.text(alphabet="aAbßSsİiſςσΣ ñÑ_9-"), max_size=6))
def test_tokens_are_those_of_the_pattern_and_alike_but_for_case(texts):
    tokens = Tokens.of(texts)
    expected = [(number, *match.span()) for number, text in enumerate(texts) for match in TOKEN.finditer(text)]
    places = zip(tokens.doc.tolist(), tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    assert list(places) == expected
    words = [texts[number][start:end] for number, start, end in expected]
    for i, word in enumerate(words):
        assert tokens.capital[i] == (word[0].isupper() or word[0].isdigit())
        for j, other in enumerate(words):
            assert (tokens.ids[i] == tokens.ids[j]) == (word.casefold() == other.casefold())


def test_tokens_do_not_depend_on_batches():
    texts = ["words of one text. " * 40_000, "", "another text"]
    tokens = Tokens.of(texts)
    alone = [Tokens.of([text]) for text in texts]
    assert tokens.ids.tolist() == [i for part in alone for i in part.ids.tolist()]
    assert tokens.starts.tolist() == [i for part in alone for i in part.starts.tolist()]
    assert tokens.first.tolist() == [0, 160_000, 160_000, 160_002]
