"""A keyword in its contexts, and the words that stand near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import MediakitError
from mediakit.lexicons import Lexicon, lexicon_of_term
from mediakit.measure.entities import tabulate
from mediakit.measure.matching import matcher_of
from mediakit.measure.rows import Row, part_at, per_article, row
from mediakit.measure.terms import is_content, is_word, written
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import CONTEXTS

if TYPE_CHECKING:
    from spacy.tokens import Doc

Pattern = str | Sequence[dict[str, Any]]
"""A term as a lexicon writes it ("golden age", "econom*", "fair/ADJ"), or a spaCy token pattern."""


def contexts(corpus: Corpus | ParsedCorpus, pattern: Pattern, window: int = 8) -> pd.DataFrame:
    """A keyword in context: every match of a pattern with the words to its left and right.

    Parameters
    ----------
    corpus
        What `read` or `parse` gives.
    pattern
        A word, lemma or phrase as a lexicon writes terms (case makes no difference, `*` stands for any ending,
        `fair/ADJ` for one part of speech), or a spaCy token pattern: a list of dicts, one a token. Where a pattern
        matches at several lengths the longest match counts.
    window
        How many words of context on each side; they may lie in the sentences around.

    Raises
    ------
    LexiconError
        When the pattern is empty or no token pattern.
    MediakitError
        When the window is negative.
    """
    check_window("contexts", window, 0)
    return tabulate(CONTEXTS, context_rows, corpus, pattern=pattern_lexicon("contexts", pattern), window=window)


@per_article
def context_rows(reading: ParsedArticle, pattern: Lexicon, window: int = 8) -> Iterator[Row]:
    """The matches of a pattern in one article."""
    doc, text = reading.doc, reading.article.text
    for first, last, _ in matcher_of(pattern).longest(doc):
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        before, after = _words_before(doc, first, window), _words_after(doc, last, window)
        yield row(
            reading,
            start,
            end,
            outlet=reading.article.outlet,
            left=" ".join(text[doc[before].idx : start].split()) if before < first else "",
            right=" ".join(text[end : doc[after - 1].idx + len(doc[after - 1])].split()) if after > last else "",
            voice=voice_at(reading, start, end),
            part=part_at(reading, start),
        )


@per_article
def neighbour_rows(
    reading: ParsedArticle, pattern: Lexicon, window: int = 5, content: bool = True
) -> Iterator[tuple[str, bool]]:
    """The lemma of every word of one article outside the matches, and whether it stands near one.

    Near is within so many words of a match, in the same sentence.
    """
    doc = reading.doc
    matches = matcher_of(pattern).longest(doc)
    inside = {at for first, last, _ in matches for at in range(first, last)}
    near: set[int] = set()
    for first, last, _ in matches:
        sentence = doc[first].sent
        near.update(range(max(sentence.start, _words_before(doc, first, window)), first))
        near.update(range(last, min(sentence.end, _words_after(doc, last, window))))
    for token in doc:
        if token.i not in inside and is_word(token) and (not content or is_content(token)):
            yield written(token, True), token.i in near


@per_article
def match_rows(reading: ParsedArticle, pattern: Lexicon) -> Iterator[tuple[int, int]]:
    """First token, and one past the last, of every match in one article."""
    return ((first, last) for first, last, _ in matcher_of(pattern).longest(reading.doc))


def pattern_lexicon(caller: str, pattern: Pattern) -> Lexicon:
    """A pattern as a lexicon of one term."""
    return lexicon_of_term(pattern if isinstance(pattern, str) else str(list(pattern)), caller)


def check_window(caller: str, window: int, least: int) -> None:
    """Refuse a window that holds nothing."""
    if window < least:
        raise MediakitError(f"{caller}: window is {window}; it must be at least {least}")


def _words_before(doc: Doc, at: int, window: int) -> int:
    """The token at which so many words before a token begin."""
    begins = at
    while at > 0 and window > 0:
        at -= 1
        if is_word(doc[at]):
            begins, window = at, window - 1
    return begins


def _words_after(doc: Doc, at: int, window: int) -> int:
    """One past the token at which so many words after a token end."""
    ends = at
    while at < len(doc) and window > 0:
        if is_word(doc[at]):
            ends, window = at + 1, window - 1
        at += 1
    return ends
