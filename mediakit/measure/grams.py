"""Runs of k tokens that several texts carry, and how far two texts agree round one of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mediakit.measure.scope import Scope
from mediakit.measure.tokens import Flags, Integers, Tokens

Triple = tuple[Integers, Integers, Integers]
"""Where passages begin in one text and in the other, and their length."""


@dataclass(frozen=True)
class Grams:
    """Runs of k tokens that at least two texts carry: their positions, by run and place, and how often each occurs."""

    k: int
    position: Integers
    run: Integers
    carriers: Integers  # a number of texts for each token position; 0 where no repeated run begins
    frequent: Flags  # for each token position, whether a run of boilerplate begins there


def grams_of(tokens: Tokens, k: int, scope: Scope, max_articles: int) -> Grams:
    n = max(0, len(tokens.ids) - k + 1)
    random = np.random.default_rng(0)
    hashes = _rolling(tokens.ids.astype("uint64"), k)[:n]
    if scope.group.any():
        hashes += random.integers(0, 2**64, int(scope.group.max()) + 1, dtype="uint64")[scope.group[tokens.doc[:n]]]
    position = np.flatnonzero(tokens.doc[:n] == tokens.doc[k - 1 :][:n])
    hashes = hashes[position]
    # A coarse count first: most runs of words occur once, and sorting is what costs time.
    bucket = (hashes >> np.uint64(64 - max(8, int(2 * n).bit_length()))).astype("int64")
    kept = np.bincount(bucket)[bucket] > 1 if n else position > 0
    position, hashes = position[kept], hashes[kept]
    order = np.argsort(hashes, kind="stable")
    position, hashes = position[order], hashes[order]
    begins = np.flatnonzero(np.diff(hashes, prepend=~hashes[:1]) != 0)
    run = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(hashes)))
    doc = tokens.doc[position]
    another = (np.diff(doc, prepend=-1) != 0) | (np.diff(run, prepend=-1) != 0)
    counts = np.bincount(run[another], minlength=len(begins))
    repeated = counts[run] > 1
    carriers = np.zeros(len(tokens.ids) + 1, dtype="int64")
    carriers[position[repeated]] = counts[run[repeated]]
    return Grams(k, position[repeated], run[repeated], carriers, carriers > max_articles)


def _rolling(values: npt.NDArray[np.uint64], k: int) -> npt.NDArray[np.uint64]:
    """A polynomial of every k neighbouring values, modulo 2**64, by doubling: of 1, 2, 4, … and their sums."""
    base = 0xD1B54A32D192ED03  # odd, so that no power of it loses bits
    whole, done, part, size = values[:0], 0, values, 1
    while True:
        factor = np.uint64(pow(base, size, 2**64))
        if k & size:
            whole = whole[: max(0, len(part) - done)] * factor + part[done:] if done else part
            done += size
        if done == k:
            return whole
        part = part[:-size] * factor + part[size:]
        size *= 2


def neighbours(tokens: Tokens, k: int) -> tuple[Integers, Integers]:
    """The token before and the one after each run of k tokens; at a text's edge a number that no other text has."""
    before = np.concatenate([[-1], tokens.ids[:-1]]).astype("int64")
    after = np.full(len(tokens.ids), -1, dtype="int64")
    after[: max(0, len(tokens.ids) - k)] = tokens.ids[k:]
    filled = np.flatnonzero(np.diff(tokens.first))
    before[tokens.first[filled]] = -1 - filled
    last = tokens.first[filled + 1] - k
    whole = last >= tokens.first[filled]
    after[last[whole]] = -1 - filled[whole]
    return before, after


def extended(tokens: Tokens, left: Integers, right: Integers, length: Integers) -> Triple:
    """The passages made as long as the two texts agree, each once."""
    before, after = neighbours(tokens, 1)
    left, right, length = left.copy(), right.copy(), length.copy()
    active = np.arange(len(left))
    while len(active):
        active = active[before[left[active]] == before[right[active]]]
        left[active] -= 1
        right[active] -= 1
        length[active] += 1
    active = np.arange(len(left))
    while len(active):
        last = length[active] - 1
        active = active[after[left[active] + last] == after[right[active] + last]]
        length[active] += 1
    order = np.lexsort((right, left))
    left, right, length = left[order], right[order], length[order]
    once = (np.diff(left, prepend=-1) != 0) | (np.diff(right, prepend=-1) != 0)
    return left[once], right[once], length[once]


def united(tokens: Tokens, *parts: Triple) -> Triple:
    """Passages found in several ways, each made as long as it goes, and once."""
    left, right, length = (np.concatenate(column) for column in zip(*parts, strict=True))
    return extended(tokens, left, right, length)


def least(values: Integers, start: Integers, length: Integers) -> Integers:
    """The least of `length` values from each `start`; starts ascend."""
    if not len(start):
        return start
    edges = np.stack([start, start + length], axis=1).ravel()
    return np.minimum.reduceat(values, edges)[::2]


def ranges(start: Integers, length: Integers) -> Integers:
    """The integers from each start on, `length` of them, one range after the other."""
    return np.repeat(start - np.cumsum(length) + length, length) + np.arange(length.sum())
