"""What every measure is made with: sentences, the one row maker, memory for an article, and the way to a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import MediakitError
from mediakit.parse import ParsedArticle, ParsedCorpus, paragraphs, parse
from mediakit.schema import Schema

if TYPE_CHECKING:
    from spacy.tokens import Span

Row = dict[str, Any]
RowMaker = Callable[..., Iterable[Row]]


def per_article(function: Callable[..., Iterable[Any]]) -> Callable[..., tuple[Any, ...]]:
    """Remember what a function finds in one article, since later measures use earlier ones."""

    @wraps(function)
    def remembered(reading: ParsedArticle, **options: Any) -> tuple[Any, ...]:
        key = (function.__module__, function.__qualname__, tuple(sorted(options.items())))
        if key not in reading.memo:
            reading.memo[key] = tuple(function(reading, **options))
        return reading.memo[key]

    return remembered


@per_article
def sentence_spans(reading: ParsedArticle) -> Iterator[Span]:
    """The sentences of an article, in order, without white space round them; none is empty."""
    blank = reading.doc.to_array("IS_SPACE").tolist()
    for sentence in reading.doc.sents:
        first, last = sentence.start, sentence.end
        while first < last and blank[first]:
            first += 1
        while last > first and blank[last - 1]:
            last -= 1
        if first < last:
            yield reading.doc[first:last]


@per_article
def token_starts(reading: ParsedArticle) -> Iterable[int]:
    """First character of each token, in order."""
    return reading.doc.to_array("IDX").astype("int64").tolist() if len(reading.doc) else ()


@per_article
def _sentence_starts(reading: ParsedArticle) -> Iterator[int]:
    starts = token_starts(reading)
    return (starts[span.start] for span in sentence_spans(reading))


@per_article
def paragraph_spans(reading: ParsedArticle) -> Iterable[tuple[int, int]]:
    """Start and end of each paragraph of an article, white space outside."""
    return paragraphs(reading.article.text)


@per_article
def _paragraph_starts(reading: ParsedArticle) -> Iterator[int]:
    return (start for start, _ in paragraph_spans(reading))


def sentence_at(reading: ParsedArticle, offset: int) -> int:
    """Ordinal of the sentence in which a character stands; between two sentences, of the earlier one."""
    return max(0, bisect_right(_sentence_starts(reading), offset) - 1)


def paragraph_at(reading: ParsedArticle, offset: int) -> int:
    """Ordinal of the paragraph in which a character stands."""
    return max(0, bisect_right(_paragraph_starts(reading), offset) - 1)


def part_at(reading: ParsedArticle, offset: int) -> str:
    """`lead` in the first paragraph, `body` after it."""
    return "lead" if paragraph_at(reading, offset) == 0 else "body"


def row(reading: ParsedArticle, start: int, end: int, **known: Any) -> Row:
    """One row about a stretch of an article's text, with what the measure knows of it."""
    return {
        "article_id": reading.article.article_id,
        "start": start,
        "end": end,
        "text": reading.article.text[start:end],
        "sentence": sentence_at(reading, start),
        **known,
    }


def parsed(corpus: Corpus | ParsedCorpus) -> ParsedCorpus:
    """The corpus with its docs; an unparsed one is parsed first.

    Raises
    ------
    MediakitError
        For anything else: a path, a text or a table is to be read first.
    """
    if not isinstance(corpus, (Corpus, ParsedCorpus)):
        raise MediakitError(f"a {type(corpus).__name__} is no corpus; give what mk.read or mk.parse gives")
    return corpus if isinstance(corpus, ParsedCorpus) else parse(corpus)


def rename(table: pd.DataFrame, schema: Schema, names: Mapping[str, str]) -> pd.DataFrame:
    """The table with the canonical name of the corpus in every column that holds names, of several people too."""

    def renamed(value: object) -> object:
        if not isinstance(value, str) or " and " not in value or value in names:
            return names.get(value, value) if isinstance(value, str) else value
        parts = value.split(" and ")
        return " and ".join(sorted(names.get(p, p) for p in parts)) if any(p in names for p in parts) else value

    columns = [column.name for column in schema.columns if column.named]
    return table.assign(**{name: table[name].map(renamed).astype("str") for name in columns})
