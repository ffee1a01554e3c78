"""Articles and the corpus they make: frozen data, with the tables that describe them."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from functools import cached_property

import pandas as pd

from mediakit.markup import grid, page, paragraph, paragraphs
from mediakit.tables import ARTICLES, FURNITURE, PROBLEMS

WORD = re.compile(r"\w+(?:[-'’.]\w+)*")
"""A word as mediakit counts them: letters and digits, joined by a hyphen, an apostrophe or a full stop."""


@dataclass(frozen=True)
class Cut:
    """A stretch of a page that is not the article: characters start to end of one line of the raw file (from 1)."""

    line: int
    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True)
class Problem:
    """Something that could not be read."""

    source: str
    place: str
    reason: str


@dataclass(frozen=True)
class Article:
    """One article: its text, what its page says of it, and what was cut from the page.

    `text` is the body alone, paragraphs separated by a blank line; all offsets in all tables point into it.
    `published` is the naive local time that the page states, `utc_offset` minutes east of UTC where it says so.
    """

    article_id: str
    text: str
    outlet: str
    kind: str = "other"
    country: str | None = None
    title: str | None = None
    published: datetime | None = None
    utc_offset: int | None = None
    credit: str | None = None
    language: str | None = None
    url: str | None = None
    raw: str = ""
    furniture: tuple[Cut, ...] = ()
    captions: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def n_words(self) -> int:
        return sum(1 for _ in WORD.finditer(self.text))

    def row(self) -> dict[str, object]:
        """The article as a row of `articles`."""
        return {name: getattr(self, name) for name in ARTICLES.names}

    def _repr_html_(self) -> str:
        said = (self.outlet, self.article_id, f"{self.n_words:,} words", _day(self.published))
        head = " · ".join(html.escape(part) for part in said if part)
        title = f"<strong>{html.escape(self.title)}</strong>" if self.title else ""
        body = "".join(paragraph(html.escape(self.text[start:end])) for start, end in paragraphs(self.text))
        return page(body, head, title)


@dataclass(frozen=True)
class Corpus:
    """An ordered, immutable set of articles, and what could not be read into it."""

    items: tuple[Article, ...]
    unread: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Article]:
        return iter(self.items)

    def __repr__(self) -> str:
        return f"Corpus: {self._counts()}"

    def _repr_html_(self) -> str:
        heads = ("article_id", "outlet", "headline", "published", "credits", "words")
        rows = (
            (a.article_id, a.outlet, a.title or "", _day(a.published), a.credit or "", f"{a.n_words:,}")
            for a in self.items
        )
        return grid(heads, rows, [False] * 5 + [True], self._counts())

    def _counts(self) -> str:
        outlets = len({a.outlet for a in self.items})
        said = f"{len(self)} article{'' if len(self) == 1 else 's'} of {outlets} outlet{'' if outlets == 1 else 's'}"
        unread = f"; {len(self.unread)} could not be read (see problems)" if self.unread else ""
        return f"{said}, {sum(a.n_words for a in self.items):,} words{unread}"

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row an article, with the caller's own further columns at the end."""
        table = ARTICLES.build(article.row() for article in self.items)
        extra = {article.article_id: dict(article.extra) for article in self.items}
        for name in dict.fromkeys(name for article in self.items for name, _ in article.extra):
            table[name] = pd.Series([extra[article_id].get(name) for article_id in table["article_id"]])
        return table

    @cached_property
    def furniture(self) -> pd.DataFrame:
        """What was cut from the pages, each stretch with its reason."""
        return FURNITURE.build(
            {"article_id": article.article_id, **vars(cut)} for article in self.items for cut in article.furniture
        )

    @cached_property
    def problems(self) -> pd.DataFrame:
        """What could not be read, and why."""
        return PROBLEMS.build(vars(problem) for problem in self.unread)

    def titles(self) -> Corpus:
        """The headlines as a corpus; an article without one is left out."""
        return self._of({a.article_id: a.title or "" for a in self.items})

    def captions(self) -> Corpus:
        """The captions as a corpus, one text an article, a paragraph each; an article without one is left out."""
        return self._of({a.article_id: "\n\n".join(a.captions) for a in self.items})

    def _of(self, texts: dict[str, str]) -> Corpus:
        return Corpus(
            tuple(
                replace(a, text=texts[a.article_id], furniture=(), captions=(), raw=texts[a.article_id])
                for a in self.items
                if texts[a.article_id].strip()
            )
        )


def _day(published: datetime | None) -> str:
    """The day that a page states, and the hour if it states one."""
    if published is None or published != published:  # NaT is not equal to itself
        return ""
    return published.strftime("%Y-%m-%d" if published.time() == time.min else "%Y-%m-%d %H:%M")
