"""Clusters from values of pairs, by their mean and their nearest pair, that never join what must stay apart."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

FULL = 30
"""Pairs between two clusters from which on the mean is over those that were compared, not over all there could be."""


def average_linkage(
    n: int,
    left: Integers,
    right: Integers,
    value: npt.NDArray[np.float64],
    apart: Integers,
    threshold: float,
    full: float = FULL,
    nearest: float = 0.0,
) -> Integers:
    """The cluster of each of n things: two clusters join while the mean value between them reaches the threshold.

    Pairs that were not compared count as 0, up to `full` of them. `nearest` is the share of the greatest value between
    two clusters, the rest being the mean's: between average linkage (0) and single linkage (1). Things with the same
    number in `apart` never share a cluster. Ties are broken by place, so that the same input gives the same clusters;
    these are numbered in the order of their first members.
    """
    members = {i: [i] for i in range(n)}
    marks = {i: {int(apart[i])} for i in range(n)}
    near: dict[int, dict[int, tuple[float, int, float]]] = {i: {} for i in range(n)}
    for a, b, v in zip(left.tolist(), right.tolist(), value.tolist(), strict=True):
        if a != b:
            near[a][b] = near[b][a] = (v, 1, v)

    def linked(a: int, b: int) -> float:
        total, known, top = near[a][b]
        return (1 - nearest) * total / max(known, min(len(members[a]) * len(members[b]), full)) + nearest * top

    heap = [(-linked(a, b), a, b) for a in near for b in near[a] if a < b and linked(a, b) >= threshold]
    heapify(heap)
    newest = n
    while heap:
        _, a, b = heappop(heap)
        if a not in members or b not in members or marks[a] & marks[b]:
            continue
        members[newest] = members.pop(a) + members.pop(b)
        marks[newest] = marks.pop(a) | marks.pop(b)
        near[newest] = {}
        for old in (a, b):
            for other, (total, known, top) in near.pop(old).items():
                if other in (a, b):
                    continue
                before, count, best = near[newest].get(other, (0.0, 0, top))
                near[newest][other] = (before + total, count + known, max(best, top))
                del near[other][old]
        for other, pair in near[newest].items():
            near[other][newest] = pair
            if (link := linked(newest, other)) >= threshold:
                heappush(heap, (-link, min(newest, other), max(newest, other)))
        newest += 1
    found = np.zeros(n, dtype="int64")
    for number, group in enumerate(sorted(members.values(), key=min)):
        found[group] = number
    return found
