"""Draws rows of a table for coding, each with a known probability."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from mediakit.errors import TableError
from mediakit.tables import SAMPLE, SCHEMAS

CONTEXT = 250
"""Characters of context before and after a passage."""

Bands = int | Mapping[str, Sequence[float]]


def sample(
    table: pd.DataFrame,
    n: int,
    articles: pd.DataFrame | None = None,
    *,
    by: str | Sequence[str] | None = None,
    bands: Bands = 4,
    allocation: str = "equal",
    seed: int = 0,
    key: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Rows of a table drawn at random within strata, each with the probability with which it was drawn.

    Which rows are drawn depends on the seed and on what each row is, not on the order of the table. A larger `n`
    keeps the rows of a smaller one, so that a sample can be enlarged without coding anything twice.

    What is later estimated holds for the table that was sampled: in a sample of quotes no missed quote can turn up.
    Where misses matter, sample a table that has a row for every sentence.

    Parameters
    ----------
    table
        Any table of mediakit, or one whose rows `key` tells apart.
    n
        Rows to draw; all rows where the table has no more.
    articles
        `corpus.articles`: gives `outlet` and the context before and after each passage.
    by
        Columns to stratify by, such as outlet, kind, voice or confidence; decimal numbers are cut into bands.
    bands
        How many bands of about equally many rows, or the edges of the bands of each numeric column.
    allocation
        "equal" draws equally many from every stratum, "proportional" in proportion to its rows.
    seed
        Another seed, another sample.
    key
        The columns that tell the rows apart; known for mediakit's own tables, and article_id and start for others.

    Returns
    -------
    pandas.DataFrame
        The rows with `SAMPLE`'s columns first, in an order that says nothing about them.

    Raises
    ------
    TableError
        When a column is missing, the key is not one, or `n` would leave a stratum without a row, so that its rows
        had no chance to be drawn.

    Notes
    -----
    Rows are ranked within their stratum by a hash of seed and key: permanent random numbers (Ohlsson 1995).
    """
    if n < 1:
        raise TableError(f"sample: n is {n}; at least one row must be drawn")
    if allocation not in ("equal", "proportional"):
        raise TableError(f"sample: allocation is {allocation!r}; allowed are equal, proportional")
    key = list(key) if key is not None else key_of(table)
    table = with_outlet(table, articles, "sample").reset_index(drop=True)
    table = table.drop(columns=[c for c in SAMPLE.names if c in table and c != "outlet"])
    if table.empty:
        raise TableError("sample: the table has no row to draw from")
    items = item_ids(table, key)
    strata = _strata(table, [by] if isinstance(by, str) else list(by or []), bands)
    sizes = strata.value_counts().sort_index()
    drawn = _allocate(sizes, n, allocation)
    rank = items.map(lambda item: hashlib.sha256(f"{seed}:{item}".encode()).hexdigest())
    place = rank.groupby(strata).rank(method="first").astype("int64")
    design = pd.DataFrame(
        {
            "item": items,
            "key": " ".join(key),
            "stratum": strata,
            "n_stratum": strata.map(sizes).astype("int64"),
            "n_sampled": strata.map(drawn).astype("int64"),
        }
    )
    design["inclusion"] = design["n_sampled"] / design["n_stratum"]
    design["outlet"] = table["outlet"] if "outlet" in table else pd.Series([None] * len(table), dtype="str")
    design["before"], design["after"] = _context(table, articles)
    taken = place <= design["n_sampled"]
    rows = pd.concat([design, table.drop(columns="outlet", errors="ignore")], axis=1)[taken]
    rows = rows.assign(_rank=rank[taken]).sort_values("_rank", ignore_index=True).drop(columns="_rank")
    return SAMPLE.check(rows, "sample")


def key_of(table: pd.DataFrame) -> list[str]:
    """The key of the mediakit table that this is, the one with the most columns that are all there; or of any span."""
    fitting = [
        schema for schema in SCHEMAS.values() if "article_id" in schema.key and set(schema.names) <= set(table.columns)
    ]
    if fitting:
        return list(max(fitting, key=lambda schema: len(schema.names)).key)
    if {"article_id", "start"} <= set(table.columns):
        return ["article_id", "start"]
    there = ", ".join(map(str, table.columns))
    raise TableError(f"sample: key= must name the columns that tell the rows apart; the table has {there}")


def item_ids(table: pd.DataFrame, key: Sequence[str]) -> pd.Series:
    """A short name for each row, made from its key, that no spreadsheet takes for a number or a date."""
    for name in key:
        if name not in table:
            raise TableError(f"sample: no column {name!r}; it has {', '.join(map(str, table.columns))}")
    repeated = table.duplicated(list(key))
    if repeated.any():
        row = {name: str(value) for name, value in table.loc[repeated, list(key)].iloc[0].items()}
        raise TableError(f"sample: two rows share the key {row}; name further columns in key=")
    return pd.Series([_item(cells) for cells in table[list(key)].itertuples(index=False)], dtype="str")


def _item(cells: tuple[object, ...]) -> str:
    written = json.dumps([None if pd.isna(cell) else str(cell) for cell in cells])  # type: ignore[call-overload]
    return "k" + hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:13]


def with_outlet(table: pd.DataFrame, articles: pd.DataFrame | None, caller: str) -> pd.DataFrame:
    """The table with the outlet of each row's article, where articles are given and the table has none."""
    if articles is None or "article_id" not in table:
        return table
    unknown = set(table["article_id"]) - set(articles["article_id"])
    if unknown:
        raise TableError(f"{caller}: articles has no article_id {min(unknown)!r}")
    if "outlet" in table:
        return table
    return table.merge(articles[["article_id", "outlet"]], on="article_id", how="left", validate="many_to_one")


def _strata(table: pd.DataFrame, by: list[str], bands: Bands) -> pd.Series:
    parts = []
    for name in by:
        if name not in table:
            hint = "; give articles= for it" if name == "outlet" else ""
            raise TableError(f"sample: no column {name!r}{hint}; it has {', '.join(map(str, table.columns))}")
        values = table[name]
        edges = bands.get(name, 4) if isinstance(bands, Mapping) else bands
        if pd.api.types.is_float_dtype(values) or (isinstance(bands, Mapping) and name in bands):
            values = _banded(values.astype("float64"), edges)
        parts.append(name + "=" + values.astype("str").fillna("none"))
    if not parts:
        return pd.Series(["all"] * len(table), dtype="str")
    return pd.Series(["; ".join(cells) for cells in zip(*parts, strict=True)], dtype="str")


def _banded(values: pd.Series, bands: int | Sequence[float]) -> pd.Series:
    """The band of each number, named by its edges."""
    known = values[np.isfinite(values)]
    if isinstance(bands, int):
        bands = list(np.quantile(known, np.linspace(0, 1, bands + 1))) if len(known) else []
    edges = np.unique(np.asarray(bands, dtype="float64"))
    if len(edges) and len(known):
        edges[0], edges[-1] = min(edges[0], known.min()), max(edges[-1], known.max())
    if len(edges) < 2:
        return pd.Series("all", index=values.index, dtype="str").where(np.isfinite(values))
    index = np.clip(np.searchsorted(edges, values, side="right") - 1, 0, len(edges) - 2)
    names = np.array([f"{low:.3g} to {high:.3g}" for low, high in pairwise(edges)])
    return pd.Series(names[index], index=values.index, dtype="str").where(np.isfinite(values))


def _allocate(sizes: pd.Series, n: int, allocation: str) -> pd.Series:
    """How many rows to draw from each stratum: one, then two, so that its variance can be seen, then by its share.

    The share is kept by D'Hondt's divisors, so that a larger n never draws less from any stratum.
    """
    if n < len(sizes):
        raise TableError(
            f"sample: n={n} is less than the {len(sizes)} strata, so rows of some had no chance to be drawn; "
            f"draw at least {int(sizes.clip(upper=2).sum())}, or stratify by less"
        )
    stratum = np.repeat(np.arange(len(sizes)), sizes)
    ordinal = np.concatenate([np.arange(1, size + 1) for size in sizes])
    share = sizes.to_numpy() if allocation == "proportional" else np.ones(len(sizes))
    turn = np.lexsort((stratum, ordinal / share[stratum], np.minimum(ordinal, 3)))
    return pd.Series(np.bincount(stratum[turn[:n]], minlength=len(sizes)), index=sizes.index)


def _context(table: pd.DataFrame, articles: pd.DataFrame | None) -> tuple[pd.Series, pd.Series]:
    """What stands before and after each passage, cut at a word; null without articles."""
    nothing = pd.Series([None] * len(table), dtype="str")
    if articles is None or not {"article_id", "start", "end"} <= set(table.columns):
        return nothing, nothing
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    before, after = [], []
    for article_id, start, end in table[["article_id", "start", "end"]].itertuples(index=False):
        text = texts[article_id]
        left, right = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
        if start > CONTEXT:
            left = "… " + left.partition(" ")[2]
        if end + CONTEXT < len(text):
            right = right.rpartition(" ")[0] + " …"
        before.append(left or None)
        after.append(right or None)
    return pd.Series(before, dtype="str"), pd.Series(after, dtype="str")
