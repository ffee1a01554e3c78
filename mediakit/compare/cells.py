"""The cells of a comparison: what is counted and how much text it is counted in, by group and resampling unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mediakit.compare.counting import Count, exposures, span_weights
from mediakit.corpus import WORD
from mediakit.errors import TableError
from mediakit.parse import paragraphs
from mediakit.schema import Column, Schema

NOT_STATED = "not stated"


@dataclass(frozen=True)
class Groups:
    """The columns that make groups: those of `articles`, and those only the counted table has (voice, part)."""

    by: list[str]
    of_articles: list[str]
    of_spans: list[str]


def grouped(schema: Schema, by: Sequence[str], label: str | None = None) -> Schema:
    """A schema with the columns that make its groups, and the one that labels its rows, in front.

    Raises
    ------
    TableError
        When one of them is named twice, or as a column that the result has of its own.
    """
    names = [*by, *([label] if label is not None else [])]
    own = tuple(column for column in schema.columns if not (column.name == "article_id" and "article_id" in names))
    for name in names:
        if names.count(name) > 1:
            raise TableError(f"{schema.name}: column {name!r} makes groups or labels twice")
        if name in {column.name for column in own}:
            raise TableError(f"{schema.name}: the result has a column {name!r} of its own; rename yours first")
    columns = tuple(Column(name, "text", "what is compared or counted") for name in names)
    key = tuple(dict.fromkeys((*names, *schema.key)))
    return replace(schema, key=key, columns=(*columns, *own))


def groups_of(caller: str, table: pd.DataFrame, articles: pd.DataFrame, by: str | Sequence[str]) -> Groups:
    """Where each column that makes groups comes from.

    Raises
    ------
    TableError
        When neither table has it, or no column is named.
    """
    names = [by] if isinstance(by, str) else list(by)
    if not names:
        raise TableError(f"{caller}: by names no column")
    for name in names:
        if name not in articles and name not in table:
            columns = ", ".join(dict.fromkeys([*map(str, articles.columns), *map(str, table.columns)]))
            raise TableError(f"{caller}: no column {name!r} in articles or in the table; they have {columns}")
    of_articles = [name for name in names if name in articles]
    return Groups(names, of_articles, [name for name in names if name not in articles])


def require(caller: str, table: pd.DataFrame, names: Sequence[str]) -> None:
    """Refuse a table that lacks a column."""
    for name in names:
        if name not in table:
            raise TableError(f"{caller}: no column {name!r}; it has {', '.join(map(str, table.columns))}")


def named(values: pd.Series) -> pd.Series:
    """Group values as text; a missing one is a group of its own."""
    return values.astype("object").where(values.notna(), NOT_STATED).astype("str")


def words_of(
    articles: pd.DataFrame,
    *,
    count: Count,
    reuse: pd.DataFrame | None,
    spans: pd.DataFrame | None,
    columns: Sequence[str],
    by_paragraph: bool,
) -> pd.DataFrame:
    """The text in which something is counted: article_id, `paragraph`, the columns, and n_words (weighted).

    Of whole articles; or of spans (`mk.sentences`, say), by any column they have; or by paragraph.
    """
    if spans is None and not by_paragraph:
        words = exposures(articles, count=count, reuse=reuse)
        return pd.DataFrame({"article_id": words.index, "paragraph": 0, "n_words": words.to_numpy()})
    if spans is None:
        spans = pd.DataFrame(
            [
                {"article_id": article_id, "start": start, "end": end, "text": text[start:end]}
                for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
                for start, end in paragraphs(text)
            ],
            columns=["article_id", "start", "end", "text"],
        )
    spans = spans[spans["article_id"].isin(articles["article_id"])]
    weights = span_weights(spans, articles, count=count, reuse=reuse)
    n_words = np.array([sum(1 for _ in WORD.finditer(text)) for text in spans["text"]], dtype="float64")
    table = pd.DataFrame(
        {
            "article_id": spans["article_id"],
            "paragraph": paragraph_of(spans, articles) if by_paragraph else 0,
            **{name: named(spans[name]) for name in columns},
            "n_words": n_words * weights.to_numpy(),
        }
    )
    return table.groupby(["article_id", "paragraph", *columns])["n_words"].sum().reset_index()


def paragraph_of(table: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The ordinal of the paragraph in which each row of a table starts."""
    starts = {
        article_id: np.array([start for start, _ in paragraphs(text)] or [0])
        for article_id, text in zip(articles["article_id"], articles["text"], strict=True)
    }
    found = [
        max(0, int(np.searchsorted(starts[article_id], start, side="right")) - 1)
        for article_id, start in zip(table["article_id"], table["start"], strict=True)
    ]
    return pd.Series(found, index=table.index, dtype="int64")
