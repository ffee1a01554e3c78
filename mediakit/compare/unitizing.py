"""How far coders agree on where something stands in a text: Krippendorff's alpha for unitizing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.errors import TableError
from mediakit.tables import AGREEMENT

Numbers = NDArray[np.float64]
COEFFICIENTS = ("binary_u_alpha", "cu_alpha", "u_alpha")
FEWEST = 5
"""Articles below which no interval is given: so few cannot stand for others."""


@dataclass(frozen=True)
class Coincidences:
    """How the coders' segments of one article coincide, in characters.

    `agreeing` are coincidences of a value with itself, `margin` how much of each value there is, and `own` the sum
    of the squared lengths of segments: what chance would pair with itself. `total` is the sum of `margin`.
    """

    agreeing: float
    margin: Numbers
    own: float


def span_agreement(
    spans: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    value: str | None = "value",
    by: str | None = "outlet",
    variable: str = "spans",
    level: float = 0.95,
    draws: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """How far coders agree on which stretches of text they mark, and with which value.

    Parameters
    ----------
    spans
        article_id, start, end, coder, and the column of values: one row a stretch that a coder marked. A coder's
        stretches do not overlap; where they may, compare one value at a time.
    articles
        `corpus.articles` of the texts that all the coders read, those without a mark among them.
    value
        The column of values; None where spans have none.
    by
        A column of `articles` to group by; None for all articles only.
    variable
        What the spans are, for the table.
    level, draws, seed
        Of the percentile interval of a bootstrap over articles.

    Returns
    -------
    pandas.DataFrame
        A row each for `binary_u_alpha` (marked or not), `cu_alpha` (the values of what both coders of a pair
        marked) and `u_alpha` (both at once: what is not marked is a value of its own). The last two only where
        spans have values.

    Raises
    ------
    TableError
        When a column is missing, a span lies outside its article, or two spans of one coder overlap.

    Notes
    -----
    After Krippendorff, Mathet, Bouvry & Widlöcher (2016), "On the reliability of unitizing textual continua: further
    developments", Quality & Quantity 50: segments, gaps among them, coincide in the characters they share. With
    l_c characters of value c, all coders together, and L of all values, chance lets c and k coincide in
    L (l_c l_k - [c = k] sum of squared lengths of c's segments) / (L² - sum of all squared lengths), so that no
    segment is paired with itself. With segments of one character this is nominal alpha.
    """
    wanted = ["article_id", "start", "end", "coder", *([value] if value else [])]
    for name in wanted:
        if name not in spans:
            raise TableError(f"span_agreement: no column {name!r}; it has {', '.join(map(str, spans.columns))}")
    if by is not None and by not in articles:
        raise TableError(f"span_agreement: articles has no column {by!r}")
    lengths = dict(zip(articles["article_id"], articles["text"].str.len(), strict=True))
    coders = sorted(set(spans["coder"].astype("str")))
    marked = spans.assign(value=spans[value].astype("str") if value else "", coder=spans["coder"].astype("str"))
    values = sorted(set(marked["value"]))
    by_article = {str(article): part for article, part in marked.groupby("article_id")}
    for article in by_article:
        if article not in lengths:
            raise TableError(f"span_agreement: articles has no article_id {article!r}")
    groups = {"all": list(articles["article_id"])}
    if by is not None:
        groups |= {str(name): list(part["article_id"]) for name, part in articles.groupby(by, sort=True)}
    found = {}
    for article in groups["all"]:
        part = by_article.get(article, marked.iloc[:0])
        labels = [_labels(article, int(lengths[article]), part[part["coder"] == coder], values) for coder in coders]
        found[article] = {name: _coincide(labels, name, len(values)) for name in COEFFICIENTS}
    rows = []
    for group, members in groups.items():
        n_items = sum(len(by_article.get(article, ())) for article in members)
        for name in COEFFICIENTS if len(values) > 1 else COEFFICIENTS[:1]:
            parts = [found[article][name] for article in members]
            row = _row(parts, len(coders), level, draws, seed)
            kind = {"variable": variable, "group": group, "coefficient": name, "level": "nominal"}
            used = len({v for article in members for v in by_article.get(article, marked.iloc[:0])["value"]})
            rows.append({**kind, "n_items": n_items, "n_coders": len(coders), "n_values": used, **row})
    return AGREEMENT.build(rows)


@dataclass(frozen=True)
class _Labels:
    """One coder's segments of an article, gaps among them: where each begins, and its value (-1 for a gap)."""

    start: NDArray[np.int64]
    value: NDArray[np.int64]
    length: int


def _labels(article: str, length: int, spans: pd.DataFrame, values: list[str]) -> _Labels:
    start, label, reached = [], [], 0
    for s, e, v in spans.sort_values("start", kind="stable")[["start", "end", "value"]].itertuples(index=False):
        if not 0 <= s < e <= length:
            raise TableError(f"span_agreement: {article}: {s} to {e} is no stretch of its {length} characters")
        if s < reached:
            coder = spans["coder"].iloc[0]
            raise TableError(
                f"span_agreement: {article}: two spans of {coder} overlap at {s}; compare one value at a time"
            )
        if s > reached:
            start.append(reached)
            label.append(-1)
        start.append(s)
        label.append(values.index(v))
        reached = e
    if reached < length:
        start.append(reached)
        label.append(-1)
    return _Labels(np.array(start, dtype="int64"), np.array(label, dtype="int64"), length)


def _coincide(coders: list[_Labels], coefficient: str, n_values: int) -> Coincidences:
    """The coincidences of one article for one coefficient, over all ordered pairs of coders."""
    if len(coders) < 2 or not coders[0].length:
        return Coincidences(0.0, np.zeros(n_values + 1), 0.0)
    cuts = np.unique(np.concatenate([labels.start for labels in coders]))
    width = np.diff(np.append(cuts, coders[0].length)).astype("float64")
    segment = np.array([np.searchsorted(labels.start, cuts, side="right") - 1 for labels in coders])
    value = np.array([labels.value[at] for labels, at in zip(coders, segment, strict=True)])
    if coefficient == "binary_u_alpha":
        value = np.minimum(value, 0)
    marked = value >= 0
    others = len(coders) - 1
    if coefficient == "cu_alpha":
        mass = np.where(marked, (marked.sum(axis=0) - 1) / others, 0.0) * width
    else:
        mass = np.ones_like(value, dtype="float64") * width
    agreeing, margin = 0.0, np.zeros(n_values + 1)
    for v in range(-1, n_values):
        here = (value == v).sum(axis=0)
        margin[v] = mass[value == v].sum()
        if v >= 0 or coefficient != "cu_alpha":
            agreeing += float((here * (here - 1) * width).sum()) / others
    own = sum(float((np.bincount(at, row) ** 2).sum()) for at, row in zip(segment, mass, strict=True))
    return Coincidences(agreeing, margin, own)


def _alpha(agreeing: float, margin: Numbers, own: float) -> float:
    total = float(margin.sum())
    pairable, expected = total**2 - own, total**2 - float((margin**2).sum())
    if pairable <= 0 or expected <= 1e-9 * total**2:
        return float("nan")
    return 1 - (total - agreeing) * pairable / (total * expected)


def _row(parts: list[Coincidences], n_coders: int, level: float, draws: int, seed: int) -> dict[str, Any]:
    agreeing = np.array([part.agreeing for part in parts])
    margin = np.array([part.margin for part in parts])
    own = np.array([part.own for part in parts])
    value = _alpha(agreeing.sum(), margin.sum(axis=0), own.sum())
    total = margin.sum()
    lower = upper = reason = None
    n = len(parts)
    if n_coders < 2:
        reason = "one coder: agreement needs a second"
    elif not np.isfinite(value):
        reason = "one value only, or nothing marked: alpha is undefined"
    elif n < FEWEST:
        reason = f"{n} article{'s' if n > 1 else ''}: too few to resample, so no interval"
    else:
        drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws)
        sampled = np.array([_alpha(w @ agreeing, w @ margin, w @ own) for w in drawn.astype("float64")])
        sampled = sampled[np.isfinite(sampled)]
        lower, upper = np.quantile(sampled, [(1 - level) / 2, (1 + level) / 2]) if len(sampled) else (None, None)
    return {
        "alpha": value if np.isfinite(value) else None,
        "lower": lower,
        "upper": upper,
        "percent": agreeing.sum() / total if total else None,
        "resampled": "articles",
        "reason": reason,
    }
