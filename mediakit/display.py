"""How texts show themselves in a notebook: an article with its spans marked, two passages side by side."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import pandas as pd

from mediakit.errors import TableError
from mediakit.plot.style import COLOURS

STYLE = (
    "font-family: Georgia, serif; font-size: 14px; line-height: 1.55; max-width: 46em; color: #222; background: #fff"
)
SMALL = "font-family: sans-serif; font-size: 12px; color: #555"


@dataclass(frozen=True)
class Shown:
    """Something to look at in a notebook: HTML that needs no script and no network, and the same as plain text."""

    html: str = field(repr=False)
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def show_article(
    articles: pd.DataFrame, article_id: str, spans: pd.DataFrame | None = None, *, label: str | None = None
) -> Shown:
    """One article with spans of a table marked in it.

    Parameters
    ----------
    articles
        The `articles` table.
    article_id
        Which article.
    spans
        A table with columns article_id, start and end, such as quotes, framing or reuse; rows of other articles are
        passed over. Where spans overlap, the one that begins later is on top.
    label
        A column of that table; each of its values gets a colour of its own, named above the text.

    Raises
    ------
    TableError
        When there is no such article, or the table lacks a column.
    """
    found = articles[articles["article_id"] == article_id]
    if found.empty:
        raise TableError(f"show_article: no article {article_id!r}; there are {', '.join(articles['article_id'])}")
    article = found.iloc[0]
    text = str(article["text"])
    marks = _marks(spans, article_id, label) if spans is not None else []
    colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(sorted({name for *_, name in marks}))}
    layer: list[str | None] = [None] * len(text)
    for start, end, name in sorted(marks):
        layer[start:end] = [name] * (min(end, len(text)) - start)
    head = html.escape(
        f"{article['outlet']} · {article_id}"
        + (f" · {article['title']}" if article["title"] == article["title"] else "")
    )
    legend = " ".join(_mark(html.escape(name), colour) for name, colour in colours.items() if name)
    body = "".join(
        f'<p style="margin: 0 0 .8em">{_coloured(text, start, end, layer, colours)}</p>'
        for start, end in _paragraphs(text)
    )
    page = f'<div style="{STYLE}"><div style="{SMALL}">{head}</div><div style="{SMALL}">{legend}</div>{body}</div>'
    return Shown(page, f"{article['outlet']} · {article_id}: {len(marks)} spans marked in {len(text)} characters")


def show_pair(left: str, right: str, *, titles: tuple[str, str] = ("", "")) -> Shown:
    """Two passages side by side, the words in which they differ marked.

    Words are compared without regard to case and punctuation; what only one passage has is marked there.
    """
    words = [re.findall(r"\S+|\s+", passage) for passage in (left, right)]
    bare = [[re.sub(r"\W+", "", word).casefold() for word in side] for side in words]
    differing: list[set[int]] = [set(), set()]
    for kind, i, j, k, m in SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes():
        if kind != "equal":
            differing[0].update(range(i, j))
            differing[1].update(range(k, m))
    cells = "".join(
        f'<td style="vertical-align: top; text-align: left; width: 50%; padding: 0 1em 0 0; {STYLE}">'
        f'<div style="{SMALL}">{html.escape(title)}</div>'
        + "".join(
            _mark(html.escape(word), COLOURS[1]) if i in differs and word.strip() else html.escape(word)
            for i, word in enumerate(side)
        )
        + "</td>"
        for title, side, differs in zip(titles, words, differing, strict=True)
    )
    plain = "\n".join(f"{title}: {passage}" for title, passage in zip(titles, (left, right), strict=True))
    return Shown(f'<table style="table-layout: fixed; width: 100%"><tr>{cells}</tr></table>', plain)


def show_discrepancies(discrepancies: pd.DataFrame, *, most: int = 5) -> Shown:
    """The first discrepancies of a table, each with both passages side by side.

    Parameters
    ----------
    discrepancies
        The table of that name; its columns text and other_text hold the passages.
    most
        How many rows are shown.
    """
    lacking = [name for name in ("text", "other_text", "attribute", "relation") if name not in discrepancies]
    if lacking:
        raise TableError(f"show_discrepancies: no column {lacking[0]!r}; it has {', '.join(discrepancies.columns)}")
    pairs = [
        (
            f"{row.attribute}: {row.relation}",
            show_pair(str(row.text), str(row.other_text), titles=(str(row.article_id), str(row.other_id))),
        )
        for row in discrepancies.head(most).itertuples()
    ]
    page = "".join(f'<div style="{SMALL}">{html.escape(head)}</div>{pair.html}' for head, pair in pairs)
    text = "\n\n".join(f"{head}\n{pair.text}" for head, pair in pairs)
    return Shown(page or "<p>No discrepancy was found.</p>", text or "No discrepancy was found.")


def _marks(spans: pd.DataFrame, article_id: str, label: str | None) -> list[tuple[int, int, str]]:
    needed = ["article_id", "start", "end", *([label] if label else [])]
    lacking = [name for name in needed if name not in spans]
    if lacking:
        raise TableError(f"show_article: no column {lacking[0]!r}; it has {', '.join(map(str, spans.columns))}")
    mine = spans[spans["article_id"] == article_id]
    names = mine[label].astype("str").fillna("none") if label else [""] * len(mine)
    return [(int(s), int(e), str(n)) for s, e, n in zip(mine["start"], mine["end"], names, strict=True)]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S(?:.*?\S)??(?=\s*\n\s*|\s*\Z)", text)]


def _coloured(text: str, start: int, end: int, layer: list[str | None], colours: dict[str, str]) -> str:
    pieces, at = [], start
    for i in range(start, end + 1):
        if i == end or layer[i] != layer[at]:
            piece, name = html.escape(text[at:i]), layer[at] if at < end else None
            pieces.append(piece if name is None else _mark(piece, colours[name]))
            at = i
    return "".join(pieces)


def _mark(text: str, colour: str) -> str:
    return f'<mark style="background: {colour}33; border-bottom: 2px solid {colour}; color: inherit">{text}</mark>'
