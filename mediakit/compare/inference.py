"""What a comparison may infer: which unit is resampled, intervals, permutation tests, many tests at once.

One article of an outlet is a census of that outlet in the corpus, not a sample of anything, and copies of one text
are not several observations. So every interval and every p-value here names the unit that was resampled, and one
that the design cannot bear is null with the reason in words.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import TableError

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FEWEST = 5
"""Fewest units on a side for an interval or a p-value: below it resampling repeats the same few texts."""

UNITS = ("article", "family", "event", "outlet", "paragraph")
CORRECTIONS = {"benjamini-hochberg": "bh", "benjamini-yekutieli": "by"}
CHUNK = 256


@dataclass(frozen=True)
class Units:
    """The resampling unit of each article, and its name; `block` units are met in several groups."""

    name: str
    of: pd.Series

    @property
    def plural(self) -> str:
        """The unit's name as a count needs it."""
        return "families" if self.name == "family" else f"{self.name}s"


def units_of(
    articles: pd.DataFrame, by: Sequence[str], *, unit: str | None = None, families: pd.Series | None = None
) -> Units:
    """The resampling unit that a comparison's design calls for.

    Where `articles` has a column `event`, events, since every outlet meets them. Else, when groups hold several
    outlets each (by kind or country), outlets. Else reuse families where they are known, since copies are one text,
    and articles where they are not.

    Parameters
    ----------
    articles
        The table of that name.
    by
        The columns that make the groups.
    unit
        "article", "family", "event", "outlet" or "paragraph", to choose for oneself.
    families
        The reuse family of each article, indexed by article_id.

    Raises
    ------
    TableError
        For an unknown unit, or one for which the column or the families are missing.
    """
    table = articles.set_index("article_id")
    if unit is None:
        within = [name for name in by if name in table and name != "outlet"]
        gathers = bool(within) and "outlet" not in by and not _crosses(table, within)
        unit = "event" if "event" in table and table["event"].notna().all() else "outlet" if gathers else "family"
        if unit == "family" and families is None:
            unit = "article"
    if unit not in UNITS:
        raise TableError(f"unit is {unit!r}; allowed are {', '.join(UNITS)}")
    if unit == "family" and families is None:
        raise TableError("unit='family' needs the table of mk.reuse: give reuse=")
    if unit in ("event", "outlet") and unit not in table:
        raise TableError(f"unit={unit!r}: articles has no column {unit!r}; it has {', '.join(map(str, table.columns))}")
    if unit == "family":
        assert families is not None
        return Units(unit, families.reindex(table.index).astype("str"))
    if unit in ("event", "outlet"):
        return Units(unit, table[unit].astype("str"))
    return Units(unit, pd.Series(table.index.astype("str"), index=table.index))


def _crosses(table: pd.DataFrame, within: list[str]) -> bool:
    """Whether one outlet has articles in several groups."""
    return bool((table.groupby("outlet")[within].nunique(dropna=False) > 1).any(axis=None))


def generator(seed: int, *names: Hashable) -> np.random.Generator:
    """A random generator that depends on a seed and on names alone, not on what was drawn before."""
    return np.random.default_rng([seed, *(zlib.crc32(str(name).encode("utf-8", "surrogatepass")) for name in names)])


def bootstrap(
    above: Numbers, below: Numbers, random: np.random.Generator, *, resamples: int = 2000, level: float = 0.95
) -> tuple[Numbers, Numbers]:
    """Percentile intervals of ratios of sums, units drawn with replacement (Efron & Tibshirani 1993, ch. 13).

    Parameters
    ----------
    above, below
        Numerator and denominator of each unit (rows) and ratio (columns).

    Returns
    -------
    Lower and upper limit of each ratio; NaN where no draw has a denominator.
    """
    n_units = len(above)
    drawn = []
    for first in range(0, resamples, CHUNK):
        size = min(CHUNK, resamples - first)
        times = random.multinomial(n_units, np.full(n_units, 1 / n_units), size=size).astype("float64")
        with np.errstate(divide="ignore", invalid="ignore"):
            drawn.append((times @ above) / (times @ below))
    ratios = np.concatenate(drawn)
    empty = np.isnan(ratios).all(axis=0)
    ratios[:, empty] = 0.0
    limits = np.nanquantile(ratios, [(1 - level) / 2, (1 + level) / 2], axis=0)
    limits[:, empty] = np.nan
    return limits[0], limits[1]


def permutation(
    above: Numbers,
    below: Numbers,
    member: Flags,
    block: npt.NDArray[np.int64],
    random: np.random.Generator,
    *,
    resamples: int = 2000,
) -> Numbers:
    """Two-sided p of the difference between two ratios of sums, memberships permuted within blocks.

    p = (1 + permutations at least as far from zero) / (1 + permutations), so never 0 (Phipson & Smyth 2010).

    Parameters
    ----------
    above, below
        Numerator and denominator of each row and ratio.
    member
        Which rows are the group's; the others are the rest's.
    block
        Rows change sides only within their block: all alike for independent units, one an event for paired ones.
    """
    order = np.lexsort((~member, block))
    above, below, member, block = above[order], below[order], member[order], block[order]

    def difference(sides: Numbers) -> Numbers:
        with np.errstate(divide="ignore", invalid="ignore"):
            inside = (sides @ above) / (sides @ below)
            outside = ((1 - sides) @ above) / ((1 - sides) @ below)
            return np.abs(inside - outside)

    observed = difference(member.astype("float64")[None, :])[0]
    extreme = np.zeros(above.shape[1])
    for first in range(0, resamples, CHUNK):
        size = min(CHUNK, resamples - first)
        # Sorting by block, then by chance, shuffles rows within their blocks.
        shuffled = np.argsort(block + random.random((size, len(block))), axis=1)
        sides = np.empty((size, len(block)))
        np.put_along_axis(sides, shuffled, np.broadcast_to(member.astype("float64"), sides.shape), axis=1)
        extreme += (difference(sides) >= observed - 1e-12).sum(axis=0)
    return np.where(np.isnan(observed), np.nan, (1 + extreme) / (1 + resamples))


def adjust(p: pd.Series, correction: str = "benjamini-hochberg") -> pd.Series:
    """p-values adjusted for the number of tests; a null stays null and is no test.

    Parameters
    ----------
    correction
        "benjamini-hochberg" (1995), which allows for independent and positively dependent tests, or
        "benjamini-yekutieli" (2001) for any dependence.
    """
    from scipy.stats import false_discovery_control

    if correction not in CORRECTIONS:
        raise TableError(f"correction is {correction!r}; allowed are {', '.join(CORRECTIONS)}")
    adjusted = pd.Series(np.nan, index=p.index, dtype="float64")
    tested = p.notna()
    if tested.any():
        adjusted[tested] = false_discovery_control(p[tested], method=CORRECTIONS[correction])
    return adjusted


def too_few(n_units: int, units: Units, whose: str = "") -> str | None:
    """Why so many units bear no interval and no p-value, or None where they do."""
    if n_units >= FEWEST:
        return None
    count = f"{whose}{n_units} {units.name if n_units == 1 else units.plural}"
    if n_units == 0:
        return f"{count}: nothing to compare with" if whose else "no text or no value here"
    if n_units == 1 and units.name in ("article", "family"):
        return f"{count}: a census of what this corpus holds, not a sample"
    return f"{count}: too few to resample, {FEWEST} are needed"
