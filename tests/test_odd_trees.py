"""Trees that no parser should give, and stretches of text: rows that slice back, and never an exception."""

from __future__ import annotations

import random
import re
from datetime import datetime

import numpy as np
import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

import mediakit as mk
from mediakit.corpus import Article
from mediakit.measure.attribution.arguments import with_modifiers
from mediakit.measure.attribution.features import window
from mediakit.measure.attribution.model import telling
from mediakit.measure.attribution.rules import candidate
from mediakit.measure.attribution.token_features import feature_columns, feature_rows, paths
from mediakit.measure.attribution.words import resumed, words_of
from mediakit.measure.claims import claim_rows
from mediakit.measure.dates import date_rows
from mediakit.measure.numbers import ANCHOR as COUNTED
from mediakit.measure.numbers import NUMBER
from mediakit.measure.quantities import quantity_rows
from mediakit.measure.quotes import quotation_rows, quote_rows
from mediakit.measure.stretches import matches, stretches
from mediakit.measure.time_expressions import ANCHOR as TIMED
from mediakit.measure.time_expressions import PATTERNS
from mediakit.parse import ParsedArticle

SOURCE = """“We will build it,” Mayor Anna Berg said on Tuesday. According to Berg's office, it is likely that "rents"
rise 5 percent. Her request that the council resign, and its promise to go to work, were refused by people who vowed to
come to talk. The council let it be known that it had agreed to raise a levy, the Herald reports; critics — Lee among
them — called it “a disgrace”.\n\nBERG: I think so. In the view of many, the plan to help is expected to stop in late
2022, as he learned, and would take the time to thank them."""
RANDOM_TREES = 400


@pytest.fixture(scope="module")
def tokens():
    doc = mk.parse(corpus_of(SOURCE), cache=False).readings[0].doc
    return doc.vocab, [(t.text, t.tag_, t.pos_, t.lemma_, t.dep_) for t in doc if not t.is_space]


def random_tree(vocab, tokens, seed):
    """A text of few words drawn again and again, in sentences with a random tree each."""
    draw = random.Random(seed)
    few = draw.sample(tokens, draw.randint(3, 12))
    words = [draw.choice(few) for _ in range(draw.randint(1, 16))]
    labels = [t[4] for t in tokens if t[4] != "ROOT"]
    heads, first = list(range(len(words))), 0
    while first < len(words):
        order = list(range(first, min(len(words), first + draw.randint(1, 12))))
        first = order[-1] + 1
        draw.shuffle(order)
        for k in range(1, len(order)):
            heads[order[k]] = draw.choice(order[:k])
    deps = [
        "ROOT" if heads[i] == i else word[4] if word[4] != "ROOT" and draw.random() < 0.5 else draw.choice(labels)
        for i, word in enumerate(words)
    ]
    text, tags, pos, lemmas, _ = map(list, zip(*words, strict=True))
    doc = Doc(vocab, words=text, tags=tags, pos=pos, lemmas=lemmas, heads=heads, deps=deps)
    return ParsedArticle(Article("a", doc.text, "x"), doc)


def test_no_tree_is_too_odd(tokens):
    for seed in range(RANDOM_TREES):
        reading = random_tree(*tokens, seed)
        for rows in (quote_rows, quotation_rows, claim_rows, date_rows, quantity_rows):
            for row in rows(reading):
                assert reading.article.text[row["start"] : row["end"]] == row["text"] != ""
        quote_rows(reading, method="rules")


def test_a_noun_of_speech_may_end_in_its_last_word(tokens):
    vocab, _ = tokens
    doc = Doc(
        vocab,
        words=["request", "that", "were", "cheap"],
        tags=["NN", "IN", "VBD", "JJ"],
        pos=["NOUN", "SCONJ", "AUX", "ADJ"],
        lemmas=["request", "that", "be", "cheap"],
        heads=[0, 2, 0, 0],
        deps=["ROOT", "mark", "acl", "amod"],
    )
    reading = ParsedArticle(Article("a", doc.text, "x"), doc)
    assert quote_rows(reading) == quote_rows(reading, method="rules") == ()


@pytest.mark.parametrize(
    ("text", "act", "tense"),
    [
        ("Tomorrow she will go to work for the town.", "work", "future"),
        ("She travelled to Bergen to attend the talks.", "attend", "past"),
        ("To go plain, to take the time to thank people when it counts?", None, None),
    ],
)
def test_a_purpose_has_its_tense_from_a_verb_that_has_one(text, act, tense):
    found = {row["act"].split()[-1]: row["tense"] for row in mk.claims(corpus_of(text)).to_dict("records")}
    assert act is None or found[act] == tense


def test_features_of_several_windows_are_those_of_each(tokens):
    words = next(iter(words_of(mk.parse(corpus_of(SOURCE), cache=False).readings[0])))
    rules = [candidate(words, i) for i in telling(words)]
    windows = [window(words, rule) for rule in rules]
    together = [[] for first, last in windows for _ in range(first, last)]
    for places, column in feature_columns(words, rules, windows):
        for place, code in zip(places.tolist(), column.codes.tolist(), strict=True):
            together[place].append(column.values[code])
    alone = [row for rule, bounds in zip(rules, windows, strict=True) for row in feature_rows(words, rule, *bounds)]
    assert len(rules) > 10 and together == alone
    assert {len(row) for row in alone} == {16}


def test_paths_are_steps_up_and_labels_down(tokens):
    vocab, _ = tokens
    doc = Doc(
        vocab,
        words=["Ann", "said", "the", "big", "plan", "works"],
        heads=[1, 1, 4, 4, 5, 1],
        deps=["nsubj", "ROOT", "det", "amod", "nsubj", "ccomp"],
        tags=["NNP", "VBD", "DT", "JJ", "NN", "VBZ"],
        pos=["PROPN", "VERB", "DET", "ADJ", "NOUN", "VERB"],
        lemmas=["Ann", "say", "the", "big", "plan", "work"],
    )
    words = next(iter(words_of(ParsedArticle(Article("a", doc.text, "x"), doc))))
    below = ["./nsubj", ".", "./ccomp/nsubj", "./ccomp/nsubj", "./ccomp/nsubj", "./ccomp"]
    assert paths(words, 1, 0, 6) == below
    assert paths(words, 5, 0, 6)[:2] == [".^ccomp/nsubj", ".^ccomp"]


def test_words_outside_the_lexicon_count_beside_a_clause_or_a_quotation():
    def cues(text):
        words = next(iter(words_of(mk.parse(corpus_of(text), cache=False).readings[0])))
        return {words.text[i] for i in telling(words)}

    assert "bought" not in cues("Ann Berg bought a house in the harbour.")
    assert "shrugged" in cues("Ann Berg bought a house. “It is a very small house,” she shrugged.")
    assert "According" in cues("According to Ann Berg, rents are low.")


PIECES = (
    "the plan", "Monday", "early", "next", "week", "the end of", "September", "5", "th", ",", "2025", "of", "mid", "-",
    "last", "first half of", "two", "years", "ago", "half a million", "$", "€ 3.5", "percent", "twenty", "five", "and",
    "a", "dozen", "people", "said", "it", "in", "tonight", "\n\n", "by", "Q3", "10M", "½", "per", "hour",
    "over the weekend",
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
def test_stretches_hold_every_match(text):
    article = Article("a", text, "x", published=datetime(2025, 3, 4))
    doc = mk.parse(corpus_of(text), cache=False).readings[0].doc
    reading = ParsedArticle(article, doc)
    for pattern in [p for _, p in PATTERNS]:
        near = [m.span() for m in matches(reading, pattern, stretches(reading, TIMED))]
        assert near == [m.span() for m in pattern.finditer(text)]
    number = re.compile(NUMBER)
    near = [m.span() for m in matches(reading, number, stretches(reading, COUNTED))]
    assert near == [m.span() for m in number.finditer(text)]


def test_stretches_do_not_touch():
    text = " ".join(["word"] * 40 + ["Monday"] + ["word"] * 40 + ["2025"] + ["word"] * 5)
    reading = mk.parse(corpus_of(text), cache=False).readings[0]
    found = stretches(reading, TIMED)
    assert len(found) == 2 and np.all(np.diff(np.array(found).ravel()) > 0)
    assert [("Monday" in text[a:b], "2025" in text[a:b]) for a, b in found] == [(True, False), (False, True)]


@pytest.mark.parametrize(("verb", "lemma", "more"), [("pledged", "pledge", True), ("criticised", "criticise", False)])
def test_what_is_pledged_has_its_when_and_where(tokens, verb, lemma, more):
    vocab, _ = tokens
    doc = Doc(
        vocab,
        words=["Berg", verb, "aid", "in", "May"],
        tags=["NNP", "VBD", "NN", "IN", "NNP"],
        pos=["PROPN", "VERB", "NOUN", "ADP", "PROPN"],
        lemmas=["Berg", lemma, "aid", "in", "May"],
        heads=[1, 1, 1, 1, 3],
        deps=["nsubj", "ROOT", "dobj", "prep", "pobj"],
    )
    words = next(iter(words_of(ParsedArticle(Article("a", doc.text, "x"), doc))))
    assert with_modifiers(words, {2}, 1) == ({2, 3, 4} if more else {2})


TAGS, RELATIONS = ("VBN", "VBD", "NN", "IN", ","), ("nsubj", "dobj", "acl", "advcl", "prep", "conj")


@given(st.data())
def test_what_is_hung_anew_leaves_a_tree(data):
    n = data.draw(st.integers(6, 14))
    place = data.draw(st.permutations(range(n)))
    head = [0] * n
    for k, word in enumerate(place):
        head[word] = place[data.draw(st.integers(0, k - 1))] if k else word
    tag = data.draw(st.lists(st.sampled_from(TAGS), min_size=n, max_size=n))
    dep = data.draw(st.lists(st.sampled_from(RELATIONS), min_size=n, max_size=n))
    lower = data.draw(st.lists(st.sampled_from((",", "of", "plan")), min_size=n, max_size=n))
    resumed(head, dep, tag, lower)
    for word in range(n):
        for _ in range(n):
            word = head[word]
        assert head[word] == word


def test_a_subject_is_not_hung_below_its_own_verb():
    # her plan , pledged here , of building: the plan is what was pledged
    head, dep = [1, 3, 3, 3, 3, 3, 3, 6], ["poss", "nsubj", "punct", "ROOT", "advmod", "punct", "prep", "pcomp"]
    before = list(head)
    resumed(
        head, dep, ["PRP$", "NN", ",", "VBN", "RB", ",", "IN", "VBG"], "her plan , pledged here , of building".split()
    )
    assert head == before
