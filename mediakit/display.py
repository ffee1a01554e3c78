"""How texts and tables show themselves in a notebook: an article with its spans marked, two passages side by side."""

from __future__ import annotations

import html
import re
import textwrap
from collections.abc import Sequence
from difflib import SequenceMatcher
from numbers import Real
from typing import Any

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import TableError
from mediakit.markup import STYLE, Shown, grid, mark, page, paragraph, paragraphs, small
from mediakit.plot.style import COLOURS

MIRRORED = {"article_id": "other_id", "start": "other_start", "end": "other_end"}
"""Where the second article of a table of pairs stands."""


def show_article(
    articles: pd.DataFrame,
    article_id: str,
    spans: pd.DataFrame | None = None,
    *,
    label: str | None = None,
    most: int | None = None,
) -> Shown:
    """One article with spans of a table marked in it.

    Parameters
    ----------
    articles
        The `articles` table.
    article_id
        Which article.
    spans
        A table with columns article_id, start and end, such as quotes or framing; rows of other articles are passed
        over. Of a table of pairs, such as reuse, the article's side is marked, whichever it is. Where spans overlap,
        the one that begins later is on top.
    label
        A column of that table; each of its values gets a colour of its own, named above the text. Of pairs, it is the
        other article unless a column is named.
    most
        How many paragraphs are shown at most; how many more there are is said.

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
    names = [name for name in dict.fromkeys(name for *_, name in sorted(marks)) if name]
    colours = {name: COLOURS[i % len(COLOURS)] for i, name in enumerate(names)}
    layer: list[str | None] = [None] * len(text)
    for start, end, name in sorted(marks):
        layer[start:end] = [name] * (min(end, len(text)) - start)
    title = f" · {article['title']}" if isinstance(article["title"], str) else ""
    head = html.escape(f"{article['outlet']} · {article_id}{title}")
    legend = "marked: " + " ".join(mark(html.escape(name), colours[name]) for name in names) if names else ""
    spread = paragraphs(text)
    body = "".join(paragraph(_coloured(text, start, end, layer, colours)) for start, end in spread[:most])
    left = len(spread) - len(spread[:most])
    foot = small(f"{left} more paragraph{'' if left == 1 else 's'}") if left else ""
    said = f"{article['outlet']} · {article_id}: {len(marks)} spans marked in {len(text)} characters"
    return Shown(page(body + foot, head, legend), said)


def show_page(corpus: Corpus, article_id: str, *, most: int = 60) -> Shown:
    """One page as it was read, line by line, what was cut from it struck out after its reason.

    Parameters
    ----------
    corpus
        From `read`.
    article_id
        Which article.
    most
        How many paragraphs are shown at most.

    Raises
    ------
    TableError
        When there is no such article.
    """
    article = next((a for a in corpus if a.article_id == article_id), None)
    if article is None:
        there = ", ".join(a.article_id for a in corpus)
        raise TableError(f"show_page: no article {article_id!r}; there are {there}")
    lines = (article.raw or article.text).split("\n")
    shown: list[str] = []
    running = None  # the reason for which the line before was cut as a whole
    for number, line in enumerate(lines, start=1):
        at, pieces = 0, list[str]()
        cuts = sorted((cut for cut in article.furniture if cut.line == number), key=lambda cut: cut.start)
        for cut in cuts:
            if cut.start < at or line[cut.start : cut.end] != cut.text:
                continue  # a page of markup, whose lines are not what is shown
            pieces.append(html.escape(line[at : cut.start]))
            if cut.reason != running:
                pieces.append(
                    f'<span style="font: 11px sans-serif; color: {COLOURS[5]}">{html.escape(cut.reason)} </span>'
                )
            pieces.append(f'<s style="color: #767676">{html.escape(cut.text)}</s> ')
            at = cut.end
        whole = cuts[0].reason if pieces and cuts[0].text.strip() == line.strip() else None
        body = "".join(pieces) + html.escape(line[at:])
        if whole is not None and whole == running:
            shown[-1] += body
        elif line.strip():
            shown.append(body)
        running = whole if line.strip() else running
    head = f"{article.outlet} · {article_id}: the page as read, what was cut is struck out"
    foot = small(f"{len(shown) - most} more paragraphs") if len(shown) > most else ""
    n_cuts = len(article.furniture)
    said = f"{article.outlet} · {article_id}: {n_cuts} stretch{'' if n_cuts == 1 else 'es'} cut from {len(lines)} lines"
    return Shown(page("".join(map(paragraph, shown[:most])) + foot, html.escape(head)), said)


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
    look = f"vertical-align: top; text-align: left; white-space: normal; width: 50%; padding: .2em 1em .6em 0; {STYLE}"
    cells = "".join(
        f'<td style="{look}">'
        + small(html.escape(title))
        + "".join(
            mark(html.escape(word), COLOURS[1]) if i in differs and word.strip() else html.escape(word)
            for i, word in enumerate(side)
        )
        + "</td>"
        for title, side, differs in zip(titles, words, differing, strict=True)
    )
    plain = "\n".join(f"{title}: {passage}" for title, passage in zip(titles, (left, right), strict=True))
    look = "table-layout: fixed; width: 100%; max-width: 62em"
    return Shown(f'<table class="tex2jax_ignore mathjax_ignore" style="{look}"><tr>{cells}</tr></table>', plain)


def show_pairs(
    table: pd.DataFrame, *, heads: Sequence[str] = (), most: int = 5, empty: str = "There are no such passages."
) -> Shown:
    """The first rows of a table of pairs, each with both passages side by side.

    Parameters
    ----------
    table
        With columns article_id, text, other_id and other_text, such as reuse, paraphrases, quote_variants.
    heads
        Columns whose values stand above each pair; what the columns value and other_value hold, if there are such and
        it is not in the passage itself, stands beside the articles' names.
    most
        How many rows are shown; how many more there are is said.
    empty
        What is said of a table without rows.

    Raises
    ------
    TableError
        When the table lacks a column.
    """
    lacking = [name for name in ("article_id", "text", "other_id", "other_text", *heads) if name not in table]
    if lacking:
        raise TableError(f"show_pairs: no column {lacking[0]!r}; it has {', '.join(map(str, table.columns))}")
    if table.empty:
        return Shown(f"<p>{html.escape(empty)}</p>", empty)
    pages, texts = [], []
    for row in table.head(most).to_dict("records"):
        head = ": ".join(_printed(row[name], 80) for name in heads)
        titles = _side(row, "article_id", "text", "value"), _side(row, "other_id", "other_text", "other_value")
        pair = show_pair(str(row["text"]), str(row["other_text"]), titles=titles)
        pages.append(small(f"<strong>{html.escape(head)}</strong>" if head else "") + pair.html)
        texts.append(f"{head}\n{pair.text}" if head else pair.text)
    foot = f"{most} of {len(table):,} pairs" if len(table) > most else ""
    return Shown("".join(pages) + small(foot), "\n\n".join([*texts, *([foot] if foot else [])]))


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
    return show_pairs(discrepancies, heads=("attribute", "relation"), most=most, empty="No discrepancy was found.")


def show_table(
    table: pd.DataFrame | pd.Series, *, most: int = 20, width: int = 90, decimals: int = 2, empty: str = "No rows."
) -> Shown:
    """A table to be read: words to the left, numbers to the right, nothing where there is no value.

    Parameters
    ----------
    table
        Any table; an index that has a name becomes a column.
    most
        How many rows are shown; how many there are is said.
    width
        Characters of a cell at most.
    decimals
        Of numbers that are not whole.
    empty
        What is said of a table without rows.
    """
    whole = table.to_frame() if isinstance(table, pd.Series) else table
    if whole.empty:
        return Shown(f"<p>{html.escape(empty)}</p>", empty)
    if any(name is not None for name in whole.index.names):
        whole = whole.reset_index()
    part = whole.head(most)
    heads = [str(name) for name in part.columns]
    numeric = [_numeric(part.iloc[:, i]) for i in range(len(heads))]
    columns = [_column(part.iloc[:, i], decimals, width) for i in range(len(heads))]
    rows = list(zip(*columns, strict=True))
    foot = f"{len(part):,} of {len(whole):,} rows" if len(whole) > len(part) else ""
    plain = "\n".join(" | ".join(row).rstrip() for row in [heads, *rows])
    return Shown(grid(heads, rows, numeric, foot), plain + (f"\n{foot}" if foot else ""))


def _side(row: dict[Any, Any], article: str, text: str, value: str) -> str:
    """The article, and what was read out of its passage where that cannot be seen there."""
    said = row.get(value)
    read = isinstance(said, str) and said.rstrip(" …").casefold() not in str(row[text]).casefold()
    return f"{row[article]}" + (f" ({said})" if read else "")


def _numeric(column: pd.Series) -> bool:
    values = [value for value in column if not _missing(value)]
    return bool(values) and all(isinstance(value, Real) and not isinstance(value, bool) for value in values)


def _column(column: pd.Series, decimals: int, width: int) -> list[str]:
    """A column's cells as they are printed; numbers with the same decimals, none if all are whole."""
    if _numeric(column):
        whole = all(_missing(value) or abs(value - round(value)) < 1e-9 for value in column)
        return ["" if _missing(value) else f"{value:,.{0 if whole else decimals}f}" for value in column]
    return [_printed(value, width) for value in column]


def _missing(value: Any) -> bool:
    return not isinstance(value, str) and bool(pd.isna(value))


def _printed(value: Any, width: int) -> str:
    if _missing(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d" if value == value.normalize() else "%Y-%m-%d %H:%M")
    return textwrap.shorten(str(value), width, placeholder=" …")


def _marks(spans: pd.DataFrame, article_id: str, label: str | None) -> list[tuple[int, int, str]]:
    needed = ["article_id", "start", "end", *([label] if label else [])]
    lacking = [name for name in needed if name not in spans]
    if lacking:
        raise TableError(f"show_article: no column {lacking[0]!r}; it has {', '.join(map(str, spans.columns))}")
    if all(name in spans for name in MIRRORED.values()):
        turned = {**MIRRORED, **{there: here for here, there in MIRRORED.items()}}
        spans = pd.concat([spans, spans.rename(columns=turned)], ignore_index=True)
        label = label or "other_id"
    mine = spans[spans["article_id"] == article_id]
    names = mine[label].astype("str").fillna("none") if label else [""] * len(mine)
    return [(int(s), int(e), str(n)) for s, e, n in zip(mine["start"], mine["end"], names, strict=True)]


def _coloured(text: str, start: int, end: int, layer: list[str | None], colours: dict[str, str]) -> str:
    pieces, at = [], start
    for i in range(start, end + 1):
        if i == end or layer[i] != layer[at]:
            piece, name = html.escape(text[at:i]), layer[at] if at < end else None
            pieces.append(piece if name is None else mark(piece, colours.get(name, COLOURS[1]), name))
            at = i
    return "".join(pieces)
