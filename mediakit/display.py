"""How texts and tables show themselves in a notebook: an article with its spans marked, a page with what was cut."""

from __future__ import annotations

import html
from collections import Counter
from itertools import groupby
from numbers import Real

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import TableError
from mediakit.markup import Shown, grid, mark, missing, page, paragraph, paragraphs, printed, small
from mediakit.plot.style import COLOURS, GREY

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
        A column of that table; each of its values gets a colour of its own, named above the text; where there are more
        values than colours, those with least text share a grey. Of pairs, it is the other article unless a column is
        named.
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
    colours = _colours(marks)
    coloured = [name for name, colour in colours.items() if colour != GREY]
    layer: list[str | None] = [None] * len(text)
    for start, end, name in sorted(marks):
        layer[start:end] = [name] * (min(end, len(text)) - start)
    title = f" · {article['title']}" if isinstance(article["title"], str) else ""
    head = html.escape(f"{article['outlet']} · {article_id}{title}")
    legend = " ".join(mark(html.escape(name), colours[name]) for name in coloured)
    others = len(colours) - len(coloured)
    legend = f"marked: {legend}" + (" " + mark(f"{others} others", GREY) if others else "") if colours else ""
    spread = paragraphs(text)
    body = "".join(paragraph(_coloured(text, start, end, layer, colours)) for start, end in spread[:most])
    left = len(spread) - len(spread[:most])
    foot = small(f"{left} more paragraph{'' if left == 1 else 's'}") if left else ""
    said = f"{article['outlet']} · {article_id}: {len(marks)} spans marked in {len(text)} characters"
    return Shown(page(body + foot, head, legend), said)


def show_page(corpus: Corpus, article_id: str, *, most: int = 60) -> Shown:
    """One page as it was read, line by line, what was cut from it struck out after its reason.

    Of a long run of paragraphs from which nothing was cut, the first and the last two are shown.

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
    untouched: list[bool] = []
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
            untouched.append(not pieces)
        running = whole if line.strip() else running
    shown = _unfolded(shown, untouched)
    head = f"{article.outlet} · {article_id}: the page as read, what was cut is struck out"
    foot = small(f"{len(shown) - most} more paragraphs") if len(shown) > most else ""
    n_cuts = len(article.furniture)
    said = f"{article.outlet} · {article_id}: {n_cuts} stretch{'' if n_cuts == 1 else 'es'} cut from {len(lines)} lines"
    return Shown(page("".join(map(paragraph, shown[:most])) + foot, html.escape(head)), said)


def _unfolded(shown: list[str], untouched: list[bool]) -> list[str]:
    """The paragraphs of a page; of a run of which nothing was cut, the first and the last two."""
    kept: list[str] = []
    for nothing_cut, run in groupby(zip(untouched, shown, strict=True), key=lambda pair: pair[0]):
        bodies = [body for _, body in run]
        if nothing_cut and len(bodies) > 6:
            bodies[2:-2] = [small(f"{len(bodies) - 4} paragraphs of the article")]
        kept += bodies
    return kept


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


def _colours(marks: list[tuple[int, int, str]]) -> dict[str, str]:
    """The colour of each name, in the order in which they come; those with least text share a grey."""
    size: Counter[str] = Counter()
    for start, end, name in sorted(marks):
        size[name] += end - start
    names = [name for name in size if name]
    least = len(names) - len(COLOURS)
    small = set(sorted(names, key=lambda name: size[name])[: least + 1]) if least > 0 else set[str]()
    free = iter(COLOURS)
    return {name: GREY if name in small else next(free) for name in names}


def _numeric(column: pd.Series) -> bool:
    values = [value for value in column if not missing(value)]
    return bool(values) and all(isinstance(value, Real) and not isinstance(value, bool) for value in values)


def _column(column: pd.Series, decimals: int, width: int) -> list[str]:
    """A column's cells as they are printed; numbers with the same decimals, none if all are whole."""
    if _numeric(column):
        whole = all(missing(value) or abs(value - round(value)) < 1e-9 for value in column)
        return ["" if missing(value) else f"{value:,.{0 if whole else decimals}f}" for value in column]
    return [printed(value, width) for value in column]


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
