"""Who says what: quotations, and what is attributed to a speaker."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.attribution.cues import reporting_verbs
from mediakit.measure.attribution.model import model_attributions
from mediakit.measure.attribution.rules import Attribution, rule_attributions
from mediakit.measure.attribution.words import Words, words_of
from mediakit.measure.entities import entity_rows, plain_name, tabulate
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.rows import Row, per_article, row
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import QUOTATIONS, QUOTES

__all__ = ["quotation_rows", "quotations", "quote_rows", "quotes", "reporting_verbs"]


def quotations(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """What stands between quotation marks, each with the statement it belongs to, if it is somebody's."""
    return tabulate(QUOTATIONS, quotation_rows, corpus)


def quotes(corpus: Corpus | ParsedCorpus, *, method: str = "rules") -> pd.DataFrame:
    """What is attributed to a speaker, with quotation marks or without."""
    return tabulate(QUOTES, quote_rows, corpus)


@per_article
def quotation_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The quotations of one article."""
    quoted = [(r["start"], r["end"], r["quote_id"]) for r in quote_rows(reading)]
    for start, end in quotation_spans(reading):
        shares = [(min(end, e) - max(start, s), quote_id) for s, e, quote_id in quoted if s < end and e > start]
        best = max(shares, default=(0, None), key=lambda share: share[0])
        yield row(reading, start, end, quote_id=best[1] if best[0] >= 0.5 * (end - start) else None)


@per_article
def quote_rows(reading: ParsedArticle, method: str = "model") -> Iterator[Row]:
    """The quotes of one article."""
    words = next(iter(words_of(reading)))
    for found in rule_attributions(words) if method == "rules" else model_attributions(words):
        yield from _rows(reading, words, found)


def _rows(reading: ParsedArticle, words: Words, found: Attribution) -> Iterator[Row]:
    known = {
        "quote_id": f"{reading.article.article_id}:{words.start[found.content[0][0]]}",
        "kind": _kind(words, found),
        "rule": found.rule,
        "confidence": round(found.confidence, 3),
    }
    if found.source[0] >= 0:
        start, end = words.start[found.source[0]], words.end[found.source[1] - 1]
        known |= {
            "speaker": reading.article.text[start:end],
            "speaker_start": start,
            "speaker_end": end,
            "speaker_entity": _name(reading, start, end),
        }
    if found.span[0] >= 0:
        start, end = words.start[found.span[0]], words.end[found.span[1] - 1]
        known |= {
            "cue": reading.article.text[start:end],
            "cue_start": start,
            "cue_end": end,
            "cue_lemma": words.lemma[found.cue].lower(),
        }
    for first, last in found.content:
        yield row(reading, words.start[first], words.end[last - 1], **known)


def _kind(words: Words, found: Attribution) -> str:
    """Direct when hardly a word stands outside quotation marks, partial when some stand inside."""
    inside = outside = 0
    for first, last in found.content:
        for i in range(first, last):
            if words.pos[i] not in ("PUNCT", "SPACE"):
                inside, outside = (inside + 1, outside) if words.quotation[i] >= 0 else (inside, outside + 1)
    return "indirect" if not inside else "partial" if outside else "direct"


def _name(reading: ParsedArticle, start: int, end: int) -> str:
    for entity in entity_rows(reading):
        if start <= entity["start"] < end and entity["label"] in ("PERSON", "ORG", "GPE"):
            return str(entity["entity"])
    return plain_name(reading.article.text[start:end])
