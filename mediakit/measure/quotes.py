"""Who says what: quotations, and what is attributed to a speaker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import TableError
from mediakit.measure.attribution.cues import reporting_verbs, stance
from mediakit.measure.attribution.found import Attribution, inside
from mediakit.measure.attribution.governments import spoken_for
from mediakit.measure.attribution.handed_on import handed_on
from mediakit.measure.attribution.model import model_attributions
from mediakit.measure.attribution.people import People, people_of
from mediakit.measure.attribution.resolve import resolve, speaker_of
from mediakit.measure.attribution.rules import inner_candidates, rule_attributions
from mediakit.measure.attribution.words import Words, words_of
from mediakit.measure.entities import tabulate
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.rows import Row, per_article, row
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import QUOTATIONS, QUOTES

METHODS = ("model", "rules")
"""The ways to find quotes, the default first."""

__all__ = ["quotation_rows", "quotations", "quote_rows", "quotes", "reporting_verbs"]


def quotations(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """What stands between quotation marks, each with the statement it belongs to, if it is somebody's."""
    return tabulate(QUOTATIONS, quotation_rows, corpus)


def quotes(corpus: Corpus | ParsedCorpus, *, method: str = "model", nested: bool = False) -> pd.DataFrame:
    """What is attributed to a speaker, with quotation marks or without: content, speaker and cue.

    One row a contiguous part of an attributed content; parts of one statement share `quote_id`. Rows nest only where
    that is asked for: else the outer statement alone is kept of speech within speech, and words count once. `speaker`
    stays as written, `speaker_entity` is the canonical name, which is null where a pronoun has no antecedent and where
    nobody is named ("is said to have").

    Parameters
    ----------
    corpus
        Parsed, or else parsed first.
    method
        "rules": dependency rules over the cues of data/reporting_verbs.csv, readable and citable. "model": a
        logistic regression over cues, a conditional random field over their arguments and a regression that
        accepts or drops, all over features of the rules (Pareti 2015 for the task; trained by
        benchmarks/train_quotes.py). `rule` says what found a row, `confidence` how sure it is.
    nested
        Whether speech within speech has rows of its own beside the outer statement's, found by the rules alone: in
        "Berg said that Lind hopes to win", what Lind hopes; and the report of an agency that an outlet "reports,
        citing" it. `within` is the quote_id of the statement a row stands in.

    Raises
    ------
    TableError
        When `method` is neither.
    """
    if method not in METHODS:
        raise TableError(f"quotes: no method {method!r}; there are {', '.join(METHODS)}")
    options = {} if method == METHODS[0] else {"method": method}
    return tabulate(QUOTES, quote_rows, corpus, **options, **({"nested": True} if nested else {}))


@per_article
def quotation_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The quotations of one article."""
    quoted = [(r["start"], r["end"], r["quote_id"]) for r in quote_rows(reading)]
    for start, end in quotation_spans(reading):
        shares = [(min(end, e) - max(start, s), quote_id) for s, e, quote_id in quoted if s < end and e > start]
        best = max(shares, default=(0, None), key=lambda share: share[0])
        yield row(reading, start, end, quote_id=best[1] if best[0] >= 0.5 * (end - start) else None)


@per_article
def quote_rows(reading: ParsedArticle, method: str = "model", nested: bool = False) -> Iterator[Row]:
    """The quotes of one article."""
    words = next(iter(words_of(reading)))
    statements = _statements(reading) if method == METHODS[0] else _statements(reading, method=method)
    told = {i for found, _, _ in statements for i in found.tokens()} if nested else set()
    candidates = inner_candidates(words, told) if nested else []
    for found, name, people in statements:
        quote_id = f"{reading.article.article_id}:{words.start[found.content[0][0]]}"
        yield from _rows(reading, words, found, name, quote_id)
        if nested:
            yield from _inner_rows(reading, words, people, found, quote_id, candidates)


@per_article
def _statements(reading: ParsedArticle, method: str = "model") -> Iterator[tuple[Attribution, str | None, People]]:
    """The outermost attributions, each with the name of its speaker and the people as known when it is read."""
    words = next(iter(words_of(reading)))
    people = replace(next(iter(people_of(reading))), history=[])
    for found in rule_attributions(words) if method == "rules" else model_attributions(words):
        name = spoken_for(words, people, speaker_of(words, people, found.source), found.source)
        yield found, name, replace(people, history=list(people.history))


def _inner_rows(
    reading: ParsedArticle,
    words: Words,
    people: People,
    outer: Attribution,
    outer_id: str,
    candidates: list[Attribution],
) -> Iterator[Row]:
    """Speech within speech, for whose speakers no later pronoun stands."""
    for found in [*inside(words, outer, candidates), *handed_on(words, outer)]:
        quote_id = f"{outer_id}/{words.start[found.content[0][0]]}"
        name = spoken_for(words, people, resolve(words, people, found.source), found.source)
        yield from (r | {"within": outer_id} for r in _rows(reading, words, found, name, quote_id))
        yield from _inner_rows(reading, words, people, found, quote_id, candidates)


def _rows(reading: ParsedArticle, words: Words, found: Attribution, name: str | None, quote_id: str) -> Iterator[Row]:
    known: Row = {
        "quote_id": quote_id,
        "within": None,
        "kind": _kind(words, found),
        "rule": found.rule,
        "confidence": round(found.confidence, 3),
        **dict.fromkeys(("speaker", "speaker_start", "speaker_end", "speaker_entity")),
        **dict.fromkeys(("cue", "cue_start", "cue_end", "cue_lemma", "stance")),
    }
    if found.source[0] >= 0:
        start, end = words.start[found.source[0]], words.end[found.source[1] - 1]
        text = reading.article.text[start:end]
        known |= {"speaker": text, "speaker_start": start, "speaker_end": end, "speaker_entity": name}
    if found.span[0] >= 0:
        start, end = words.start[found.span[0]], words.end[found.span[1] - 1]
        known |= {
            "cue": reading.article.text[start:end],
            "cue_start": start,
            "cue_end": end,
            "cue_lemma": words.lemma[found.cue].lower(),
            "stance": stance(words, found.cue),
        }
    for first, last in found.content:
        yield row(reading, *_whole(words, first, last), **known)


def _whole(words: Words, first: int, last: int) -> tuple[int, int]:
    """Offsets of a part of a content; one that has every word of a quotation takes its punctuation, too."""
    start, end = words.start[first], words.end[last - 1]
    for i in {first, last - 1}:
        if words.quotation[i] >= 0:
            a, b = words.quotations[words.quotation[i]]
            left, right = words.quotation_offsets[words.quotation[i]]
            if i == first and all(words.pos[j] in ("PUNCT", "SPACE") for j in range(a, first)):
                start = max(left, words.start[a])
            if i == last - 1 and all(words.pos[j] in ("PUNCT", "SPACE") for j in range(last, b)):
                end = max(end, min(right, words.end[b - 1]))
    return start, end


def _kind(words: Words, found: Attribution) -> str:
    """Direct when hardly a word stands outside quotation marks, partial when some stand inside."""
    inside = outside = 0
    for first, last in found.content:
        for i in range(first, last):
            if words.pos[i] not in ("PUNCT", "SPACE"):
                inside, outside = (inside + 1, outside) if words.quotation[i] >= 0 else (inside, outside + 1)
    return "indirect" if not inside else "partial" if outside else "direct"
