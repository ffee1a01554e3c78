"""What is claimed: one predicate with its slots."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.entities import tabulate
from mediakit.measure.quotes import quote_rows
from mediakit.measure.rows import Row, per_article, row, sentence_spans
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import CLAIMS

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubjpass")
OBJECTS = ("dobj", "attr", "oprd")
SIDES = ("relcl", "advcl", "conj", "ccomp", "parataxis", "cc", "punct")


def claims(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """One row a verb with a subject: actor, relation, object, polarity and tense.

    A first, plain method (subject, verb, object of the dependency parse; passives keep their grammatical subject as
    object): every claim counts as asserted unless its relation is "be expected to", and quantities, dates and places
    are left empty.
    """
    return tabulate(CLAIMS, claim_rows, corpus)


@per_article
def claim_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The claims of one article."""
    quotes = [(r["start"], r["end"], r["speaker_entity"], r["cue"]) for r in quote_rows(reading)]
    for sentence in sentence_spans(reading):
        for verb in sentence:
            if verb.pos_ not in ("VERB", "AUX") or verb.dep_ in ("aux", "auxpass"):
                continue
            subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if subject is None:
                continue
            yield _claim(reading, verb, subject, quotes)


def _claim(reading: ParsedArticle, verb: Token, subject: Token, quotes: list[tuple[int, int, str, str]]) -> Row:
    text = reading.article.text
    object_ = next((c for c in verb.children if c.dep_ in OBJECTS), None)
    agent = next((p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
    passive = subject.dep_ == "nsubjpass"
    actor, goal = (agent, subject) if passive else (subject, object_)
    group = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt"))]
    group = sorted(group, key=lambda t: t.i)
    actor_span, goal_span = _extent(actor), _extent(goal)
    clause = [t for t in verb.subtree if not _aside(t, verb)]
    start, end = min(t.idx for t in clause), max(t.idx + len(t) for t in clause)
    said = next((q for q in quotes if q[0] <= verb.idx < q[1]), None)
    adjuncts = [_extent(c) for c in verb.children if c.dep_ in ("prep", "npadvmod", "dative")]
    return row(
        reading,
        start,
        end,
        actor=text[slice(*actor_span)] if actor_span else None,
        actor_start=actor_span and actor_span[0],
        actor_end=actor_span and actor_span[1],
        predicate=" ".join(t.text for t in group),
        predicate_start=verb.idx,
        act=" ".join(t.lemma_ for t in group if t is verb or t.dep_ == "prt"),
        object=text[slice(*goal_span)] if goal_span else None,
        object_start=goal_span and goal_span[0],
        object_end=goal_span and goal_span[1],
        adjuncts=" | ".join(text[slice(*span)] for span in adjuncts if span) or None,
        polarity="negated" if any(t.dep_ == "neg" for t in group) else "affirmed",
        certainty="expected" if passive and verb.lemma_ == "expect" else "asserted",
        tense=_tense(verb, group),
        voice=voice_at(reading, verb.idx, verb.idx + len(verb)),
        attributed_to=said and said[2],
        attribution_cue=said and said[3],
    )


def _tense(verb: Token, group: list[Token]) -> str:
    if any(t.lower_ in ("will", "shall", "'ll", "’ll") for t in group):
        return "future"
    first = next((t for t in group if t.tag_ in ("VBD", "VBZ", "VBP", "MD")), verb)
    return "past" if first.tag_ in ("VBD", "VBN") else "present"


def _extent(token: Token | None) -> tuple[int, int] | None:
    if token is None:
        return None
    inside = [t for t in token.subtree if not _aside(t, token) and not t.is_space]
    while len(inside) > 1 and inside[-1].is_punct:
        inside.pop()
    return (inside[0].idx, inside[-1].idx + len(inside[-1])) if inside else None


def _aside(token: Token, head: Token) -> bool:
    """Whether a token stands in a clause of its own beside the head's."""
    while token.i != head.i:
        if token.dep_ in ("relcl", "advcl", "parataxis") or (token.dep_ in ("conj", "ccomp") and token.pos_ == "VERB"):
            return True
        token = token.head
    return False
