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

from mediakit.measure.boilerplate import chained, listed_beside
from mediakit.measure.grams import Grams, Triple, grams_of, least, neighbours, ranges, united
from mediakit.measure.overlaps import Overlaps, disjoint, layers
from mediakit.measure.scope import Scope
from mediakit.measure.tokens import Integers, Tokens

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
    grams = grams_of(tokens, k, scope, max_articles)
    found = _rare(tokens, grams, scope)
    if grams.frequent.any():
        found = united(tokens, found, chained(tokens, grams, scope))
        found = united(tokens, found, listed_beside(tokens, grams, *found[:2]))
    order = np.lexsort((found[1], found[0]))
    left, right, length = (column[order] for column in found)
    n_articles = least(grams.carriers, left, length - k + 1)
    if np.isfinite(scope.within):
        # Of what is not boilerplate every pair near in time is listed, so the listed ones are those that count.
        listed = 1 + layers(_overlaps(tokens, left, right, length), len(tokens.ids))
        n_articles = np.where(n_articles > max_articles, n_articles, least(np.append(listed, 0), left, length))
    return Passages(left, right, length, n_articles)


def _overlaps(tokens: Tokens, left: Integers, right: Integers, length: Integers) -> Overlaps:
    here, there = tokens.doc[left], tokens.doc[right]
    start = np.append(left, right)
    end = start + np.append(length, length)
    return disjoint(Overlaps(start, end, np.append(here, there), np.append(there, here)), len(tokens.ids))


def _rare(tokens: Tokens, grams: Grams, scope: Scope) -> Triple:
    """The passages in which some k tokens are not boilerplate."""
    rare = ~grams.frequent[grams.position]
    position, run = grams.position[rare], grams.run[rare]
    before, after = neighbours(tokens, grams.k)
    # Where boilerplate adjoins, the neighbour is alike but the stretch of rare runs ends: everyone is its own group.
    own = -1 - len(tokens.first) - position
    starts = _pairs(tokens, grams, scope, position, run, np.where(grams.frequent[position - 1], own, before[position]))
    ends = _pairs(tokens, grams, scope, position, run, np.where(grams.frequent[position + 1], own, after[position]))
    left, right = starts
    return left, right, ends[0] - left + grams.k


def _pairs(
    tokens: Tokens, grams: Grams, scope: Scope, position: Integers, run: Integers, group: Integers
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
        yield np.repeat(np.arange(first, last), number), ranges(group_end[first:last], number)
        first = last
