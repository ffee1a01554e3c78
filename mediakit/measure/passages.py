"""Maximal passages that two texts share, exact on tokens, in time that follows what is found and not all pairs.

Every run of `k` tokens is hashed; runs alike are brought together by sorting. A passage begins where two texts have
the same k tokens and different tokens before them, and ends where different tokens follow: so pairs are formed only
across the groups "same k tokens, another neighbour", and starts and ends, sorted by diagonal, belong together one to
one. The work is that of sorting, plus what is found.

Tokens that stand in very many texts (a copyright line in every article) would still be found once a pair of texts,
which is quadratic. Such *boilerplate*, k tokens that more than `max_articles` texts carry, is linked along a chain
instead, each text with the one before it, and each passage says how many texts carry it. Between two texts that share
anything else nothing is lost: their passages run on through boilerplate, and all boilerplate they share is listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mediakit.measure.tokens import Integers, Tokens

Flags = npt.NDArray[np.bool_]
CHUNK = 2_000_000
"""Pairs formed at a time, so that memory stays bounded."""


@dataclass(frozen=True)
class Passages:
    """Shared passages: `length` tokens from token `left` of one text, and from `right` of a later one.

    `n_articles` is how many texts carry every k tokens of the passage.
    """

    left: Integers
    right: Integers
    length: Integers
    n_articles: Integers

    def __len__(self) -> int:
        return len(self.left)


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


@dataclass(frozen=True)
class _Grams:
    """Runs of k tokens that at least two texts carry: their positions, by run and place, and how often each occurs."""

    k: int
    position: Integers
    run: Integers
    carriers: Integers  # a number of texts for each token position; 0 where no repeated run begins
    frequent: Flags  # for each token position, whether a run of boilerplate begins there


def find_passages(tokens: Tokens, k: int, *, scope: Scope | None = None, max_articles: int = 100) -> Passages:
    """All maximal passages of at least `k` tokens that two texts share.

    Parameters
    ----------
    tokens
        The texts.
    k
        The least number of tokens of a passage.
    scope
        Which texts are compared; by default all.
    max_articles
        k tokens that more texts than this carry are boilerplate; see the head of this file.

    Returns
    -------
    Passages sorted by `left` and `right`, none twice; the text of `left` is the earlier one in the order of `tokens`.
    """
    scope = scope or Scope.whole(len(tokens.first) - 1)
    grams = _grams(tokens, k, scope, max_articles)
    left, right, length = _rare(tokens, grams, scope)
    if grams.frequent.any():
        chained = _chained(tokens, grams, scope)
        left, right, length = _united(tokens, (left, right, length), chained)
        listed = _listed(tokens, grams, left, right)
        left, right, length = _united(tokens, (left, right, length), listed)
    order = np.lexsort((right, left))
    left, right, length = left[order], right[order], length[order]
    return Passages(left, right, length, _least(grams.carriers, left, length - k + 1))


def _grams(tokens: Tokens, k: int, scope: Scope, max_articles: int) -> _Grams:
    n = max(0, len(tokens.ids) - k + 1)
    random = np.random.default_rng(0)
    hashes = _rolling(random.integers(0, 2**64, len(tokens.types), dtype="uint64")[tokens.ids], k)[:n]
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
    return _Grams(k, position[repeated], run[repeated], carriers, carriers > max_articles)


def _rolling(values: npt.NDArray[np.uint64], k: int) -> npt.NDArray[np.uint64]:
    """A polynomial of every k neighbouring values, modulo 2**64, by doubling: of 1, 2, 4, … and their sums."""
    base = 0x9E3779B97F4A7C15  # odd, so that no power of it loses bits
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


def _rare(tokens: Tokens, grams: _Grams, scope: Scope) -> tuple[Integers, Integers, Integers]:
    """The passages in which some k tokens are not boilerplate."""
    rare = ~grams.frequent[grams.position]
    position, run = grams.position[rare], grams.run[rare]
    before, after = _neighbours(tokens, grams.k)
    # Where boilerplate adjoins, the neighbour is alike but the stretch of rare runs ends: everyone is its own group.
    own = -1 - len(tokens.first) - position
    starts = _pairs(tokens, grams, scope, position, run, np.where(grams.frequent[position - 1], own, before[position]))
    ends = _pairs(tokens, grams, scope, position, run, np.where(grams.frequent[position + 1], own, after[position]))
    left, right = starts
    return left, right, ends[0] - left + grams.k


def _neighbours(tokens: Tokens, k: int) -> tuple[Integers, Integers]:
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


def _pairs(
    tokens: Tokens, grams: _Grams, scope: Scope, position: Integers, run: Integers, group: Integers
) -> tuple[Integers, Integers]:
    """Pairs of places in two texts with the same run and different groups, sorted by diagonal and place."""
    order = np.lexsort((group, run))
    position, run, group = position[order], run[order], group[order]
    found = [(np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64"))]
    for i, j in _across(run, group):
        one, other = position[i], position[j]
        left, right = np.minimum(one, other), np.maximum(one, other)
        a, b = tokens.doc[left], tokens.doc[right]
        kept = (a != b) & scope.near(a, b)
        left, right = left[kept], right[kept]
        for step in range(grams.k):  # equal hashes are not yet equal words
            same = tokens.ids[left + step] == tokens.ids[right + step]
            left, right = left[same], right[same]
        found.append((left, right))
    left, right = (np.concatenate(side) for side in zip(*found, strict=True))
    order = np.lexsort((left, right - left))
    return left[order], right[order]


def _across(run: Integers, group: Integers) -> Iterator[tuple[Integers, Integers]]:
    """Index pairs of entries with the same run and different groups, in chunks; both columns are sorted."""
    if not len(run):
        return
    run_end = np.searchsorted(run, run, side="right")
    change = np.flatnonzero((np.diff(run) != 0) | (np.diff(group) != 0)) + 1
    group_end = np.repeat(np.append(change, len(run)), np.diff(change, prepend=0, append=len(run)))
    partners = run_end - group_end
    reach = np.cumsum(partners)
    first = 0
    while first < len(run):
        done = reach[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(reach, done + CHUNK, side="right")))
        number = partners[first:last]
        yield np.repeat(np.arange(first, last), number), _ranges(group_end[first:last], number)
        first = last


def extended(tokens: Tokens, left: Integers, right: Integers, length: Integers) -> tuple[Integers, Integers, Integers]:
    """The passages made as long as the two texts agree, each once."""
    before, after = _neighbours(tokens, 1)
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


def _united(tokens: Tokens, *parts: tuple[Integers, Integers, Integers]) -> tuple[Integers, Integers, Integers]:
    left, right, length = (np.concatenate(column) for column in zip(*parts, strict=True))
    return extended(tokens, left, right, length)


def _chained(tokens: Tokens, grams: _Grams, scope: Scope) -> tuple[Integers, Integers, Integers]:
    """Boilerplate, each occurrence linked with the text published before it, of the first text with the second."""
    position, run = _frequent(grams)
    doc = tokens.doc[position]
    time = np.nan_to_num(scope.hours, nan=-np.inf)
    order = np.lexsort((position, doc, time[doc], run))
    position, run, doc = position[order], run[order], doc[order]
    heads = np.flatnonzero((np.diff(run, prepend=-1) != 0) | (np.diff(doc, prepend=-1) != 0))
    text = np.repeat(np.arange(len(heads)), np.diff(heads, append=len(run)))
    # The head of the text before, or of the one after for the first text of a run.
    previous = np.maximum(text - 1, 0)
    partner = np.where(run[heads[previous]] == run, previous, text + 1)
    partner = np.where(partner == text, text + 1, partner)
    other = position[heads[partner]]
    near = scope.near(doc, tokens.doc[other])
    left, right = np.minimum(position, other)[near], np.maximum(position, other)[near]
    return extended(tokens, left, right, np.full(len(left), grams.k))


def _listed(tokens: Tokens, grams: _Grams, left: Integers, right: Integers) -> tuple[Integers, Integers, Integers]:
    """The boilerplate that two texts share which share anything else as well."""
    n_texts = len(tokens.first) - 1
    pairs = np.unique(tokens.doc[left].astype("int64") * n_texts + tokens.doc[right])
    position, run = _frequent(grams)
    # Where each run first occurs: a place that all its carriers agree on, so that stretches of runs can be matched.
    place = position[np.searchsorted(run, run)]
    order = np.argsort(position)
    position, place = position[order], place[order]
    doc = tokens.doc[position]
    breaks = (np.diff(position, prepend=-2) != 1) | (np.diff(place, prepend=-2) != 1) | (np.diff(doc, prepend=-1) != 0)
    heads = np.flatnonzero(breaks)
    size = np.diff(heads, append=len(position))
    position, place, doc = position[heads], place[heads], doc[heads]
    here, there = pairs // n_texts, pairs % n_texts
    starts = np.searchsorted(doc, np.arange(n_texts + 1))
    number = np.diff(starts)
    found = [(np.zeros(0, dtype="int64"),) * 3]
    for first in range(0, len(pairs), 20_000):
        one, other = here[first : first + 20_000], there[first : first + 20_000]
        partners = np.repeat(other, number[one])
        i = np.repeat(_ranges(starts[one], number[one]), number[partners])
        j = _ranges(starts[partners], number[partners])
        low = np.maximum(place[i], place[j])
        overlap = np.minimum(place[i] + size[i], place[j] + size[j]) - low
        kept = overlap > 0
        i, j, low, overlap = i[kept], j[kept], low[kept], overlap[kept]
        found.append((position[i] + low - place[i], position[j] + low - place[j], overlap + grams.k - 1))
    return _united(tokens, *found)


def _frequent(grams: _Grams) -> tuple[Integers, Integers]:
    frequent = grams.frequent[grams.position]
    return grams.position[frequent], grams.run[frequent]


def _ranges(start: Integers, length: Integers) -> Integers:
    """The integers from each start on, `length` of them, one range after the other."""
    return np.repeat(start - np.cumsum(length) + length, length) + np.arange(length.sum())


def _least(values: Integers, start: Integers, length: Integers) -> Integers:
    """The least of `length` values from each `start`; starts ascend."""
    if not len(start):
        return start
    edges = np.stack([start, start + length], axis=1).ravel()
    return np.minimum.reduceat(values, edges)[::2]
