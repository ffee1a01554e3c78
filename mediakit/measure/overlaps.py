"""Stretches of one article that another carries, and how many lie over each token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mediakit.measure.tokens import Flags, Integers

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Overlaps:
    """Stretches of one article that another carries: tokens `left` to `right` of `article`, carried by `carrier`.

    Both are numbers of articles. The stretches of one pair are disjoint, and each pair stands in both directions.
    """

    left: Integers
    right: Integers
    article: Integers
    carrier: Integers

    def only(self, kept: Flags) -> Overlaps:
        """The stretches under a mask."""
        return Overlaps(self.left[kept], self.right[kept], self.article[kept], self.carrier[kept])


def disjoint(overlaps: Overlaps, n_tokens: int) -> Overlaps:
    """The stretches of each pair without what two of them have in common."""
    order = np.lexsort((overlaps.left, overlaps.carrier))
    left, right, article, carrier = (column[order] for column in vars(overlaps).values())
    # Each stretch begins where the furthest one before it ended; a carrier's stretches in other articles lie elsewhere.
    shift = carrier.astype("int64") * (n_tokens + 1)
    reach = np.maximum.accumulate(np.append(0, right + shift))[:-1] - shift
    left = np.maximum(left, reach)
    kept = left < right
    return Overlaps(left, right, article, carrier).only(kept)


def layers(overlaps: Overlaps, n_tokens: int, weight: Numbers | None = None) -> npt.NDArray[Any]:
    """For each token the number of overlaps that cover it, or the sum of the weights of their carriers."""
    steps = np.zeros(n_tokens + 1, dtype="int64" if weight is None else "float64")
    value = 1 if weight is None else weight[overlaps.carrier]
    np.add.at(steps, overlaps.left, value)
    np.subtract.at(steps, overlaps.right, value)
    return np.cumsum(steps)[:-1]
