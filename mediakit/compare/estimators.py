"""Estimates from a stratified sample drawn without replacement, with intervals that respect how it was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Design:
    """For each coded row its stratum (a number from 0) and how many rows the stratum has.

    Rows drawn but not coded are taken as missing at random within their stratum: the weight of a coded row is the
    stratum's size over its coded rows.
    """

    stratum: NDArray[np.intp]
    size: Numbers

    @classmethod
    def of(cls, stratum: ArrayLike, size: ArrayLike) -> Design:
        """A design from strata of any type; a stratum has at least the rows that are coded in it."""
        names, index = np.unique(np.asarray(stratum, dtype="str"), return_inverse=True)
        sizes = np.asarray(size, dtype="float64")
        return cls(index, np.maximum(sizes, np.bincount(index, minlength=len(names))[index]))

    @cached_property
    def coded(self) -> Numbers:
        """How many rows of each row's stratum are coded."""
        return np.bincount(self.stratum)[self.stratum].astype("float64") if len(self.stratum) else np.zeros(0)

    @cached_property
    def weight(self) -> Numbers:
        """How many rows of the table each coded row stands for."""
        return self.size / self.coded

    @cached_property
    def unsampled(self) -> Numbers:
        """The finite population correction of each row's stratum: the share of its rows that are not coded."""
        return 1 - self.coded / self.size

    def variance(self, values: Numbers) -> float:
        """The variance of the weighted total of `values` (Cochran 1977, eq. 5.6)."""
        return float(self.variances(values).sum()) if len(values) else float("nan")

    def variances(self, values: Numbers) -> Numbers:
        """What each stratum adds to the variance of the weighted total of `values`.

        A stratum with one coded row of several shows no variance of its own; its deviation from the mean of the
        whole sample is used, which errs on the wide side.
        """
        count = np.bincount(self.stratum)
        mean = np.bincount(self.stratum, values) / count
        overall = np.average(values, weights=self.weight)
        deviation = values - np.where(count == 1, overall, mean)[self.stratum]
        freedom = np.maximum(count - 1, 1)[self.stratum]
        parts = self.weight**2 * self.unsampled * deviation**2 * self.coded / freedom
        return np.bincount(self.stratum, parts).astype("float64")

    def freedom(self, values: Numbers) -> float:
        """The degrees of freedom of their variance (Satterthwaite 1946): few where one stratum makes most of it."""
        parts = self.variances(values)
        own = np.maximum(np.bincount(self.stratum) - 1, 1)
        return float(parts.sum() ** 2 / (parts**2 / own).sum()) if parts.any() else float(len(values))


@dataclass(frozen=True)
class Ratio:
    """A ratio of two weighted totals, and how surely it is known.

    `unseen` is the variance of one row that differs and did not turn up, where the coded rows stand for most;
    `effective` the size of a simple random sample that would know a share as well; `freedom` are the degrees of
    freedom of the variance, `n` the coded rows that count.
    """

    estimate: float
    variance: float
    unseen: float
    effective: float
    freedom: float
    n: int


def ratio(numerator: Numbers, denominator: Numbers, design: Design, reach: NDArray[np.bool_] | None = None) -> Ratio:
    """The ratio of two weighted totals over one sample, by Taylor linearisation (Särndal et al. 1992, 5.6).

    A mean within a domain has the domain's indicator as its denominator, and values that are 0 outside it. `reach`
    marks the rows that might have counted, had they been otherwise (all for a recall, whose misses lie among rows the
    machine left out); without it, those that do. What is rare and did not turn up may stand where few were coded, and
    no variance shows it, so the effective size reckons with one row more that differs there.
    """
    inside = denominator > 0
    n = int(inside.sum())
    total = float(design.weight @ denominator)
    if not n or total <= 0:
        return Ratio(float("nan"), float("nan"), float("nan"), 0.0, 0.0, n)
    reach = inside if reach is None else reach | inside
    estimate = float(design.weight @ numerator) / total
    residual = (numerator - estimate * denominator) / total
    variance = design.variance(residual)
    unseen = float((design.weight**2 * design.unsampled)[reach].max()) / total**2
    heaviest = float((design.weight * design.unsampled)[reach].max()) / total
    effective = float("inf")
    if heaviest > 1e-12:
        # One row more that differs, with the heaviest weight: nothing changes for a simple random sample.
        effective = max(estimate * (1 - estimate) + heaviest, heaviest) / (variance + heaviest**2)
    freedom = max(min(design.freedom(residual), n - len(np.unique(design.stratum[inside]))), 1.0)
    return Ratio(estimate, variance, unseen, effective, freedom, n)


def share_interval(share: Ratio, level: float = 0.95) -> tuple[float, float]:
    """The interval of a share: Clopper & Pearson's with the effective sample size (Korn & Graubard 1998).

    It covers at least as often as it says, also for shares near 0 and 1 and for few rows, at the price of width.
    """
    if not share.n:
        return float("nan"), float("nan")
    if np.isinf(share.effective):
        return share.estimate, share.estimate
    from scipy.special import betaincinv, stdtrit

    tail = (1 - level) / 2
    effective = share.effective
    if share.n > 1:
        effective *= (stdtrit(share.n - 1, tail) / stdtrit(share.freedom, tail)) ** 2
    hits = share.estimate * effective
    lower = float(betaincinv(hits, effective - hits + 1, tail)) if hits > 1e-12 else 0.0
    upper = float(betaincinv(hits + 1, effective - hits, 1 - tail)) if effective - hits > 1e-12 else 1.0
    return lower, upper


def codings_needed(width: float, share: float = 0.5, population: int | None = None, level: float = 0.95) -> int:
    """How many rows to code until the interval of a share is at most so wide.

    Parameters
    ----------
    width
        From the interval's lower to its upper end, as a share: 0.1 is ± 5 percentage points.
    share
        The precision or recall expected; 0.5 needs the most codings.
    population
        Rows of the table, where it is small; coding all of them leaves no width.
    level
        How often the interval is to cover.

    Returns
    -------
    int
        Rows that count in the denominator: for precision, rows to which the machine gave the value; for recall,
        rows to which coders give it. Drawn by a simple random sample, intervals after Clopper & Pearson.
    """
    if not 0 < width < 1 or not 0 <= share <= 1 or not 0 < level < 1:
        raise ValueError("codings_needed: width and level lie between 0 and 1, share from 0 to 1")

    def wide(n: int) -> bool:
        effective = n / (1 - n / population) if population and n < population else float(n)
        lower, upper = share_interval(Ratio(share, 0.0, 0.0, effective, float(max(n - 1, 1)), n), level)
        return upper - lower > width

    low, high = 0, 1
    limit = population or 10**9
    while high < limit and wide(high):
        low, high = high, high * 2
    high = min(high, limit)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if wide(middle) else (low, middle)
    return high
