"""Who says what: quotations, and what is attributed to a speaker."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.lexicons import words
from mediakit.measure.entities import entity_rows, plain_name, tabulate
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.rows import Row, per_article, row
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import QUOTATIONS, QUOTES

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

NEAR = 12
"""Tokens between a quotation and the verb that introduces it."""


def quotations(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """What stands between quotation marks, each with the statement it belongs to, if it is somebody's."""
    return tabulate(QUOTATIONS, quotation_rows, corpus)


def quotes(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Direct and partial quotes: quotation marks with the nearest reporting verb and its subject as speaker.

    A first, plain method: speech without quotation marks is not found by it. A quotation with no reporting verb
    within twelve tokens in its own sentence or the one beside it is nobody's statement, and no row.
    """
    return tabulate(QUOTES, quote_rows, corpus)


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of the verbs that report speech."""
    return words("reporting_verbs")


@per_article
def quotation_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The quotations of one article."""
    ids = {(r["start"], r["end"]): r["quote_id"] for r in quote_rows(reading)}
    for start, end in quotation_spans(reading):
        yield row(reading, start, end, quote_id=ids.get((start, end)))


@per_article
def quote_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The quotes of one article."""
    last: tuple[Token, Span | None, str] | None = None
    for start, end in quotation_spans(reading):
        span = reading.doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            continue
        cue = _cue(span)
        speaker = _subject(cue) if cue is not None else None
        if cue is None or speaker is None:
            continue
        same = last is not None and last[0].i == cue.i
        quote_id = last[2] if same and last else f"{reading.article.article_id}:{start}"
        last = (cue, speaker, quote_id)
        whole = len(span) >= 6 and any(t.pos_ in ("VERB", "AUX") for t in span)
        yield row(
            reading,
            start,
            end,
            quote_id=quote_id,
            kind="direct" if whole else "partial",
            rule="nearest reporting verb",
            confidence=0.7 if whole else 0.5,
            speaker=speaker.text,
            speaker_start=speaker.start_char,
            speaker_end=speaker.end_char,
            speaker_entity=_name(reading, speaker),
            cue=cue.text,
            cue_start=cue.idx,
            cue_end=cue.idx + len(cue),
            cue_lemma=cue.lemma_,
        )


def _cue(span: Span) -> Token | None:
    verbs = reporting_verbs()
    near = range(max(0, span.start - NEAR), min(len(span.doc), span.end + NEAR))
    found = [
        span.doc[i]
        for i in near
        if not span.start <= i < span.end and span.doc[i].lemma_.lower() in verbs and span.doc[i].pos_ == "VERB"
    ]
    return min(found, key=lambda t: min(abs(t.i - span.start), abs(t.i - span.end + 1)), default=None)


def _subject(verb: Token) -> Span | None:
    for token in (verb, *verb.ancestors):
        for child in token.children:
            if child.dep_ == "nsubj":
                clause = next((c for c in child.children if c.dep_ == "relcl"), None)
                end = (
                    clause.left_edge.i
                    if clause is not None and clause.left_edge.i > child.i
                    else child.right_edge.i + 1
                )
                return verb.doc[child.left_edge.i : end]
    return None


def _name(reading: ParsedArticle, speaker: Span) -> str:
    for entity in entity_rows(reading):
        if speaker.start_char <= entity["start"] < speaker.end_char and entity["label"] in ("PERSON", "ORG", "GPE"):
            return str(entity["entity"])
    return plain_name(speaker.text)
