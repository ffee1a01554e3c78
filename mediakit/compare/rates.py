"""How often something occurs, and how high a value is, by outlet or any other group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.cells import Groups, grouped, groups_of, named, paragraph_of, require, words_of
from mediakit.compare.contrasts import Sums, contrast
from mediakit.compare.correction import corrected_beside
from mediakit.compare.counting import Count, span_weights
from mediakit.compare.families import families_of
from mediakit.compare.inference import adjust, units_of
from mediakit.errors import TableError
from mediakit.schema import Schema
from mediakit.tables import MEANS, RATES


def compare_rates(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    by: str | Sequence[str] = "outlet",
    label: str | None = None,
    count: Count = "all",
    reuse: pd.DataFrame | None = None,
    *,
    exposure: pd.DataFrame | None = None,
    per: int = 1000,
    unit: str | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    correction: str = "benjamini-hochberg",
    seed: int = 0,
    codes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How often the rows of a table occur, per 1,000 words, in each group of articles, beside the rest.

    Every group of `articles` has a row for every label, a zero where nothing was found.

    Parameters
    ----------
    table
        Any table of spans (article_id, start, end): framing, quotes, entities, …
    articles
        The table of that name: what was read, so that articles without a hit count.
    by
        Columns that make groups, of `articles` (outlet, kind, topic) or of `table` (voice, part). A group's rest is
        every article that differs in the first column and agrees in the others; with `reuse`, less those that carry
        the group's own text.
    label
        The column of `table` whose values are counted apart: "frame", say.
    count, reuse
        "all" text; "shared": what m articles carry counts 1/m in each; "original": only what no other carries.
    exposure
        A table of spans (`mk.sentences`) in whose words rates are expressed: with by=["outlet", "voice"] the rate of
        cues in unattributed text per 1,000 words of unattributed text. Without it: per 1,000 words of all text.
    per
        How many words a rate refers to.
    unit
        What is resampled: "article", "family", "event", "outlet"; by default what the design calls for (see
        `mediakit.compare.inference.units_of`). "paragraph" draws paragraphs of each text, which speaks of how texts
        come out by chance and never of outlets (Benoit, Laver & Mikhaylov 2009).
    level, resamples, seed
        Of the bootstrap intervals and permutation tests; the same seed gives the same numbers.
    correction
        How `p_adjusted` accounts for the number of tests: "benjamini-hochberg" or "benjamini-yekutieli".
    codes
        What people coded of `label` in a sample of the table (`mk.read_codes`): then rates corrected for measured
        error stand beside the machine's, with intervals, as `mk.correct` gives them.

    Returns
    -------
    The columns of `by`, of `label`, and those of `mediakit.tables.RATES`; with `codes` also corrected, corrected_low
    and corrected_high.

    Raises
    ------
    TableError
        For a column that is missing, or an unknown count, unit or correction.
    """
    groups = groups_of("compare_rates", table, articles, by)
    schema = grouped(RATES, groups.by, label)
    require("compare_rates", table, ["article_id", "start", "end", *([label] if label else [])])
    if exposure is not None:
        require("compare_rates, exposure", exposure, ["article_id", "start", "end", "text", *groups.of_spans])
    table = _known("compare_rates", table, articles)
    hits = _keyed(table, articles, groups, label, unit)
    weight = span_weights(table, articles, count=count, reuse=reuse)
    words = words_of(
        articles,
        count=count,
        reuse=reuse,
        spans=exposure,
        columns=groups.of_spans if exposure is not None else [],
        by_paragraph=unit == "paragraph",
    )
    cells = _cells(articles, groups, hits, words)
    above = _pivot(cells, hits, weight)
    below = np.broadcast_to(cells["n_words"].to_numpy("float64")[:, None], above.shape) / per
    n = _pivot(cells, hits, pd.Series(1.0, index=hits.index))
    sums = Sums(cells, _labels(hits), above, below, n=n, weight=above)
    design = _Design(unit, reuse, level, resamples, correction, seed)
    rows = _rows(sums, articles, groups, label, design, bound=True)
    for row in rows:
        row["n_words"], row["rate"] = row.pop("below") * per, row.pop("estimate")
        row["rest_words"], row["rest_rate"] = row.pop("rest_below") * per, row.pop("rest_estimate")
    result = _finish(schema, rows, label, groups, design)
    if codes is None:
        return result
    return corrected_beside(
        result, table, codes, articles, by=groups.by, label=label, weight=weight, per=per, level=level
    )


def compare_means(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    by: str | Sequence[str] = "outlet",
    value: str = "score",
    label: str | None = None,
    count: Count = "all",
    reuse: pd.DataFrame | None = None,
    *,
    unit: str | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    correction: str = "benjamini-hochberg",
    seed: int = 0,
    codes: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How high a value is on average in each group of articles, beside the rest; rows without a value are left out.

    Parameters
    ----------
    table
        Any table with article_id and the value (sentiment, sentiment_toward, readability); with start and end where
        `count` or `unit="paragraph"` is used.
    value
        The column whose mean is taken.
    articles, by, label, count, reuse, unit, level, resamples, correction, seed, codes
        As for `compare_rates`; `codes` are of `value`.

    Returns
    -------
    The columns of `by`, of `label`, and those of `mediakit.tables.MEANS`.

    Raises
    ------
    TableError
        For a column that is missing or holds no numbers, or an unknown count, unit or correction.
    """
    groups = groups_of("compare_means", table, articles, by)
    schema = grouped(MEANS, groups.by, label)
    spans = ["start", "end"] if count != "all" or unit == "paragraph" else []
    require("compare_means", table, ["article_id", value, *spans, *([label] if label else [])])
    if not pd.api.types.is_numeric_dtype(table[value]):
        raise TableError(f"compare_means: column {value!r} holds {table[value].dtype}, not numbers")
    table = _known("compare_means", table, articles)
    table = table[table[value].notna()]
    hits = _keyed(table, articles, groups, label, unit)
    weight = span_weights(table, articles, count=count, reuse=reuse) if spans else pd.Series(1.0, index=table.index)
    keys = ["article_id", "paragraph"]
    whole = pd.DataFrame({"article_id": articles["article_id"], "paragraph": 0, "n_words": 0.0})
    words = whole if unit != "paragraph" else hits[keys].drop_duplicates().assign(n_words=0.0)
    cells = _cells(articles, groups, hits, words)
    above = _pivot(cells, hits, weight * table[value].astype("float64"))
    below, n = _pivot(cells, hits, weight), _pivot(cells, hits, pd.Series(1.0, index=hits.index))
    sums = Sums(cells, _labels(hits), above, below, n=n, weight=below)
    design = _Design(unit, reuse, level, resamples, correction, seed)
    rows = _rows(sums, articles, groups, label, design, bound=False)
    for row in rows:
        row["mean"], row["rest_mean"] = row.pop("estimate"), row.pop("rest_estimate")
        del row["below"], row["rest_below"]
    result = _finish(schema, rows, label, groups, design)
    if codes is None:
        return result
    return corrected_beside(
        result, table, codes, articles, by=groups.by, label=None, weight=weight, per=None, level=level
    )


@dataclass(frozen=True)
class _Design:
    """How a comparison is inferred from."""

    unit: str | None
    reuse: pd.DataFrame | None
    level: float
    resamples: int
    correction: str
    seed: int


def _known(caller: str, table: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    unknown = table.loc[~table["article_id"].isin(articles["article_id"]), "article_id"]
    if len(unknown):
        raise TableError(f"{caller}: the article {unknown.iloc[0]!r} is not in articles")
    # Sums of floats depend on their order; the order of articles and rows must make no difference.
    order = [name for name in ("article_id", "start", "end") if name in table]
    return table.sort_values(order, kind="stable", ignore_index=True)


def _keyed(
    table: pd.DataFrame, articles: pd.DataFrame, groups: Groups, label: str | None, unit: str | None
) -> pd.DataFrame:
    """For each row its article, paragraph (0 unless paragraphs are resampled), span columns and label."""
    return pd.DataFrame(
        {
            "article_id": table["article_id"].astype("str"),
            "paragraph": paragraph_of(table, articles) if unit == "paragraph" else 0,
            **{name: named(table[name]) for name in groups.of_spans},
            "label": named(table[label]) if label else "",
        }
    )


def _labels(hits: pd.DataFrame) -> list[str]:
    return sorted(set(hits["label"])) or [""]


def _cells(articles: pd.DataFrame, groups: Groups, hits: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Every article (and paragraph) with every value of the span columns, and the words it has there."""
    cells = words[["article_id", "paragraph"]].drop_duplicates()
    for name in groups.of_spans:
        values = set(hits[name]) | (set(words[name]) if name in words else set())
        cells = cells.merge(pd.DataFrame({name: sorted(values)}, dtype="str"), how="cross")
    keys = ["article_id", "paragraph", *(name for name in groups.of_spans if name in words)]
    cells = cells.astype({"article_id": "str"}).merge(words.astype({"article_id": "str"}), how="left", on=keys)
    of_articles = articles[["article_id", *groups.of_articles]].astype({"article_id": "str"})
    of_articles = of_articles.assign(**{name: named(of_articles[name]) for name in groups.of_articles})
    cells = cells.merge(of_articles, how="left", on="article_id", validate="many_to_one")
    order = ["article_id", "paragraph", *groups.of_spans]
    return cells.fillna({"n_words": 0.0}).sort_values(order, kind="stable", ignore_index=True)


def _pivot(cells: pd.DataFrame, hits: pd.DataFrame, weight: pd.Series) -> np.ndarray:
    """Summed weights of hits: a row a cell, a column a label."""
    labels = _labels(hits)
    keys = [name for name in hits.columns if name != "label"]
    places = pd.Series(np.arange(len(cells)), index=pd.MultiIndex.from_frame(cells[keys]))
    sums = np.zeros((len(cells), len(labels)))
    if len(hits):
        rows = places.reindex(pd.MultiIndex.from_frame(hits[keys])).to_numpy()
        columns = pd.Index(labels).get_indexer(pd.Index(hits["label"]))
        # A hit outside the exposure's spans (between two sentences) stands in no cell.
        inside = ~np.isnan(rows.astype("float64"))
        np.add.at(sums, (rows[inside].astype("int64"), columns[inside]), weight.to_numpy("float64")[inside])
    return sums


def _rows(
    sums: Sums, articles: pd.DataFrame, groups: Groups, label: str | None, design: _Design, *, bound: bool
) -> list[dict[str, Any]]:
    families = families_of(design.reuse, articles) if design.reuse is not None else None
    units = units_of(articles, groups.by, unit=design.unit, families=families)
    rows = contrast(
        sums,
        groups.by,
        units,
        families,
        level=design.level,
        resamples=design.resamples,
        seed=design.seed,
        bound=bound,
    )
    for row in rows:
        value = row.pop("label")
        if label is not None:
            row[label] = value
    # Without a single row there is no label to speak of.
    return [row for row in rows if label is None or row[label]]


def _finish(
    schema: Schema, rows: list[dict[str, Any]], label: str | None, groups: Groups, design: _Design
) -> pd.DataFrame:
    p = pd.Series([row["p"] for row in rows], dtype="float64")
    adjusted, m = adjust(p, design.correction), int(p.notna().sum())
    what = f"{label or 'rows'} by {', '.join(groups.by)}, each against the rest"
    for row, value in zip(rows, adjusted, strict=True):
        row |= {"p_adjusted": value, "family": what, "m": m, "level": design.level}
    return schema.build(rows)
