"""Passages of two articles side by side, with the words in which they differ marked."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from mediakit.errors import TableError
from mediakit.markup import STYLE, Shown, mark, printed, small
from mediakit.plot.style import COLOURS

CONTEXT = 20
"""Words shown beside a difference in a table of pairs."""


def show_pair(left: str, right: str, *, titles: tuple[str, str] = ("", ""), context: int | None = None) -> Shown:
    """Two passages side by side, the words in which they differ marked.

    Words are compared without regard to case and punctuation; what only one passage has is marked there. With
    `context`, of a long stretch that is alike in both only so many words stand beside each difference, and how many
    were left out is said.
    """
    words = [re.findall(r"\S+\s*|\s+", passage) for passage in (left, right)]
    bare = [[re.sub(r"\W+", "", word).casefold() for word in side] for side in words]
    steps = SequenceMatcher(None, bare[0], bare[1], autojunk=False).get_opcodes()
    look = f"vertical-align: top; text-align: left; white-space: normal; width: 50%; padding: .2em 1em .6em 0; {STYLE}"
    cells, plain = [], []
    for title, side, places in zip(titles, words, ([s[1:3] for s in steps], [s[3:] for s in steps]), strict=True):
        parts: list[tuple[bool, str]] = []
        for number, (step, (start, end)) in enumerate(zip(steps, places, strict=True)):
            if step[0] == "equal":
                parts += [(False, part) for part in _folded(side[start:end], context, number == 0, step is steps[-1])]
            else:
                parts += [(True, word) for word in side[start:end]]
        body = "".join(
            mark(html.escape(part.rstrip()), COLOURS[1]) + part[len(part.rstrip()) :]
            if differs and part.strip()
            else html.escape(part)
            for differs, part in parts
        )
        cells.append(f'<td style="{look}">{small(html.escape(title))}{body}</td>')
        plain.append(f"{title}: {''.join(part for _, part in parts)}")
    look = "table-layout: fixed; width: 100%; max-width: 62em"
    table = f'<table class="tex2jax_ignore mathjax_ignore" style="{look}"><tr>{"".join(cells)}</tr></table>'
    return Shown(table, "\n".join(plain))


def _folded(words: list[str], context: int | None, first: bool, last: bool) -> list[str]:
    """A stretch that is alike in both passages, its middle (or its end, where no difference follows) left out."""
    before, after = 0 if first and not last else context or 0, 0 if last else context or 0
    left = len(words) - before - after
    if context is None or left <= context:
        return words
    return [*words[:before], f" [… {left:,} words alike …] ", *words[len(words) - after :]]


def show_pairs(
    table: pd.DataFrame, *, heads: Sequence[str] = (), most: int = 5, empty: str = "There are no such passages."
) -> Shown:
    """The first rows of a table of pairs, each with both passages side by side.

    A row is passed over where one above it showed the same words, as copies of one text do; of long stretches that
    are alike the words beside a difference are shown.

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
    seen = pd.Series(list(zip(_words(table["text"]), _words(table["other_text"]), strict=True))).map(frozenset)
    for row in table[~seen.duplicated().to_numpy()].head(most).to_dict("records"):
        head = ": ".join(printed(row[name], 80) for name in heads)
        titles = _side(row, "article_id", "text", "value"), _side(row, "other_id", "other_text", "other_value")
        pair = show_pair(str(row["text"]), str(row["other_text"]), titles=titles, context=CONTEXT)
        pages.append(small(f"<strong>{html.escape(head)}</strong>" if head else "") + pair.html)
        texts.append(f"{head}\n{pair.text}" if head else pair.text)
    foot = f"{len(pages)} of {len(table):,} pairs" if len(table) > len(pages) else ""
    foot += ", those in the same words shown once" if foot and seen.duplicated().any() else ""
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


def _side(row: dict[Any, Any], article: str, text: str, value: str) -> str:
    """The article, and what was read out of its passage where that cannot be seen there."""
    said = row.get(value)
    read = isinstance(said, str) and said.rstrip(" …").casefold() not in str(row[text]).casefold()
    return f"{row[article]}" + (f" ({said})" if read else "")


def _words(passages: pd.Series) -> pd.Series:
    return passages.astype("str").str.casefold().str.findall(r"\w+").map(" ".join)
