"""Which articles are compared with which."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Article
from mediakit.errors import TableError
from mediakit.measure.tokens import Flags, Integers
from mediakit.tables import ARTICLES


@dataclass(frozen=True)
class Scope:
    """Which texts are compared: those of one group, published no further apart than `within`.

    `group` and `hours` (NaN for no date: compared with all) have one value a text.
    """

    group: Integers
    hours: npt.NDArray[np.float64]
    within: float = np.inf

    @classmethod
    def whole(cls, n_texts: int) -> Scope:
        """Every text with every other."""
        return cls(np.zeros(n_texts, dtype="int64"), np.full(n_texts, np.nan))

    def near(self, one: Integers, other: Integers) -> Flags:
        """Whether the times of two texts allow that they are compared."""
        return ~(np.abs(self.hours[one] - self.hours[other]) > self.within)


def scope_of(items: list[Article], within: str | None, by: str | None) -> Scope:
    """Which of these articles are compared; see `reuse` for `within` and `by`."""
    scope = Scope.whole(len(items))
    if by is not None:
        known = {name for article in items for name, _ in article.extra} | set(ARTICLES.names)
        if items and by not in known:
            raise TableError(f"reuse: no column {by!r} to group by; articles has {', '.join(sorted(known))}")
        values = [dict(a.extra).get(by) if by not in ARTICLES.names else getattr(a, by) for a in items]
        group = pd.Series(values, dtype="object").factorize(use_na_sentinel=False)[0]
        scope = replace(scope, group=group.astype("int64"))
    if within is None:
        return scope
    published = pd.to_datetime(pd.Series([article.published for article in items], dtype="object"))
    if within == "day":
        published, reach = published.dt.floor("D"), 0.0
    else:
        try:
            reach = pd.Timedelta(within) / pd.Timedelta(hours=1)
        except ValueError:
            raise TableError(f"reuse: within is {within!r}; give a length of time such as '48h', or 'day'") from None
        published = published - pd.to_timedelta([article.utc_offset or 0 for article in items], unit="min")
    hours = (published - pd.Timestamp(0)) / pd.Timedelta(hours=1)
    return replace(scope, hours=np.asarray(hours, dtype=np.float64), within=reach)
