"""How far coders agree: Krippendorff's alpha with an interval, and plain percent agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mediakit.errors import TableError
from mediakit.tables import AGREEMENT, CODES

Numbers = NDArray[np.float64]
FEW = 20
"""Items below which a bootstrap interval is said to be rough."""


@dataclass(frozen=True)
class Codings:
    """The pairable codings of one variable.

    `counts` has a row an item with at least two codings and a column a value: how many coders gave it. `numbers`
    are the values on their scale; names have none.
    """

    counts: Numbers
    numbers: Numbers
    level: str

    @property
    def pairable(self) -> Numbers:
        """How many codings each item has."""
        return self.counts.sum(axis=1)


def agreement(
    codes: pd.DataFrame, *, by: str | None = "outlet", level: float = 0.95, draws: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """How far coders agree, a row a variable, for all items together and for each outlet.

    Compute it on what the coders decided independently, before any difference was resolved. Items with one coding
    do not count; coders need not have coded the same items. Alpha describes the items as they were drawn: a stratum
    that was drawn more densely counts for more.

    Parameters
    ----------
    codes
        From `read_codes`.
    by
        A column of `codes` to group by; None for all items only. `outlet` is there when the codes know their sample.
    level
        How often the interval is to cover.
    draws
        Bootstrap draws.
    seed
        Of the bootstrap.

    Returns
    -------
    pandas.DataFrame
        Alpha is null where it is undefined, with the reason: one coder, or one value only, where nothing shows
        whether coders could tell it from others.

    Notes
    -----
    Alpha for nominal, ordinal, interval and ratio data after Krippendorff (2011), "Computing Krippendorff's
    alpha-reliability". The interval is the percentile interval of a bootstrap over items, with all codings of an
    item drawn together (Zapf et al. 2016); where coders never differ, its lower end comes from the exact limit of
    what may have gone unseen. Items of one article are alike, so it is rather too narrow than too wide.
    """
    codes = CODES.check(codes, "agreement")
    if by is not None and by not in codes:
        raise TableError(f"agreement: no column {by!r}; it has {', '.join(map(str, codes.columns))}")
    rows = []
    for variable, rated in codes.groupby("variable", sort=True):
        groups = [("all", rated)]
        if by is not None:
            groups += [(str(name), part) for name, part in rated.groupby(by, sort=True)]
        for group, part in groups:
            rows.append({"variable": variable, "group": group, **_row(part, rated, level, draws, seed)})
    return AGREEMENT.build(rows)


def codings(codes: pd.DataFrame, scale: pd.DataFrame | None = None) -> Codings:
    """The codings of one variable as counts; `scale` are codes that show all values in use, of other groups too."""
    kind = str(codes["level"].iloc[0])
    shown = (codes if scale is None else scale).drop_duplicates("value")
    numbers = shown["rank"] if kind == "ordinal" else shown["value"]
    values = shown["value"].to_numpy()
    scaled = np.arange(len(values), dtype="float64") if kind == "nominal" else numbers.to_numpy().astype("float64")
    order = np.argsort(scaled, kind="stable")
    counts = pd.crosstab(codes["item"], codes["value"]).reindex(columns=values[order], fill_value=0)
    table = counts.to_numpy(dtype="float64")
    return Codings(table[table.sum(axis=1) >= 2], scaled[order], kind)


def alpha(codings: Codings, weights: Numbers | None = None) -> float:
    """Krippendorff's alpha; `weights` says how often each item counts. Not a number where chance cannot disagree."""
    return _alpha(codings, _pairs(codings), np.ones(len(codings.counts)) if weights is None else weights)


def squared_difference(level: str, numbers: Numbers, totals: Numbers) -> Numbers:
    """The squared difference of every two values; on the ordinal level it depends on how often values were given."""
    if level == "nominal":
        return 1 - np.eye(len(numbers))
    if level == "ordinal":
        numbers = np.cumsum(totals) - totals / 2
    gap = numbers[:, None] - numbers[None, :]
    if level == "ratio":
        both = numbers[:, None] + numbers[None, :]
        gap = np.divide(gap, both, out=np.zeros_like(gap), where=both != 0)
    return gap**2


@dataclass(frozen=True)
class _Pairs:
    """For each item and each two values given to it: how much of a coincidence that is."""

    item: NDArray[np.intp]
    first: NDArray[np.intp]
    second: NDArray[np.intp]
    amount: Numbers


def _pairs(codings: Codings) -> _Pairs:
    item, first, second, amount = [], [], [], []
    for number, counts in enumerate(codings.counts):
        given = np.flatnonzero(counts)
        ordered = np.outer(counts[given], counts[given]) - np.diag(counts[given])
        item.append(np.full(ordered.size, number))
        first.append(np.repeat(given, len(given)))
        second.append(np.tile(given, len(given)))
        amount.append(ordered.ravel() / (counts.sum() - 1))
    if not item:
        nothing = np.zeros(0, dtype="int64")
        return _Pairs(nothing, nothing, nothing, np.zeros(0))
    return _Pairs(np.concatenate(item), np.concatenate(first), np.concatenate(second), np.concatenate(amount))


def _alpha(codings: Codings, pairs: _Pairs, weights: Numbers, distance: Numbers | None = None) -> float:
    totals = weights @ codings.counts
    n = totals.sum()
    if distance is None or codings.level == "ordinal":
        distance = squared_difference(codings.level, codings.numbers, totals)
    expected = float(totals @ distance @ totals)
    if n < 2 or expected <= 0:
        return float("nan")
    observed = float((pairs.amount * weights[pairs.item]) @ distance[pairs.first, pairs.second])
    return 1 - (n - 1) * observed / expected


def _interval(codings: Codings, level: float, draws: int, seed: int) -> tuple[float, float]:
    """The percentile interval of alpha over resampled items; draws in which it is undefined are left out."""
    n = len(codings.counts)
    pairs = _pairs(codings)
    distance = squared_difference(codings.level, codings.numbers, codings.counts.sum(axis=0))
    drawn = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=draws).astype("float64")
    values = np.array([_alpha(codings, pairs, weights, distance) for weights in drawn])
    values = values[np.isfinite(values)]
    if not len(values):
        return float("nan"), float("nan")
    lower, upper = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return float(lower), float(upper)


def _never_differing(codings: Codings, level: float) -> float:
    """The lower end of alpha's interval where no two codings differ, so that a bootstrap would show no width.

    The exact upper limit of the share of items that differ, over the share expected by chance.
    """
    n = len(codings.counts)
    shares = codings.counts.sum(axis=0) / codings.counts.sum()
    return float(1 - (1 - ((1 - level) / 2) ** (1 / n)) / (1 - (shares**2).sum()))


def _row(codes: pd.DataFrame, scale: pd.DataFrame, level: float, draws: int, seed: int) -> dict[str, Any]:
    data = codings(codes, scale)
    n, pairable = len(data.counts), data.pairable
    agreeing = (data.counts * (data.counts - 1)).sum(axis=1) / np.maximum(pairable * (pairable - 1), 1)
    value = alpha(data)
    used = int((data.counts.sum(axis=0) > 0).sum())
    lower = upper = reason = None
    if codes["coder"].nunique() < 2:
        reason = "one coder: agreement needs a second"
    elif not n:
        reason = "no item was coded twice"
    elif used < 2:
        reason = "one value only: alpha is undefined, since nothing shows that coders could tell it from another"
    elif (agreeing == 1).all():
        lower, upper = _never_differing(data, level), 1.0
        reason = f"the coders never differ in {n} items; lower allows for differences too rare to be seen in so many"
    else:
        lower, upper = _interval(data, level, draws, seed)
        reason = f"{n} items: the interval is rough" if n < FEW else None
    return {
        "coefficient": "alpha",
        "level": data.level,
        "alpha": value if np.isfinite(value) else None,
        "lower": lower,
        "upper": upper,
        "percent": float(agreeing.mean()) if n else None,
        "n_items": n,
        "n_coders": codes["coder"].nunique(),
        "n_values": used,
        "resampled": "items",
        "reason": reason,
    }
