"""Shared passages joined over small edits, so that edited copy is one passage and not crumbs.

Two exact runs belong together when what stands between them, on either side, is no longer than the shorter of them.
A run beside a passage may then be shorter than a passage has to be, so the ends of passages are searched for more of
it: "are expected to have *affirmed the steady implementation of a trade agreement* struck *in July*".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mediakit.measure.passages import Flags, Passages, extended, rolling
from mediakit.measure.tokens import Integers, Tokens

ANCHOR = 4
"""Tokens in a row that show, close to a passage, that it goes on after an edit."""

LONGEST_EDIT = 8
"""Tokens, on either side, over which passages are joined at most."""


@dataclass(frozen=True)
class Joined:
    """Passages that may hold edits: `left_length` tokens from `left`, `right_length` from `right`, `matched` alike."""

    left: Integers
    right: Integers
    left_length: Integers
    right_length: Integers
    matched: Integers
    n_articles: Integers
    edited: Flags

    def __len__(self) -> int:
        return len(self.left)

    @property
    def similarity(self) -> npt.NDArray[np.float64]:
        """Tokens alike, as a share of the longer side."""
        return self.matched / np.maximum(self.left_length, self.right_length)


def unjoined(passages: Passages) -> Joined:
    """The exact passages as they are."""
    length = passages.length
    return Joined(
        passages.left,
        passages.right,
        length,
        length,
        length,
        passages.n_articles,
        np.zeros(len(length), dtype=bool),
    )


def join_edits(tokens: Tokens, passages: Passages, k: int, *, max_articles: int = 100) -> Joined:
    """The passages of each two texts, those that only small edits part joined into one.

    Boilerplate, which more than `max_articles` texts carry, stays by itself: what follows it in two texts is another
    matter. `k` is the least length of an exact passage; every joined one holds at least one such.
    """
    if not len(passages):
        return unjoined(passages)
    boilerplate = passages.n_articles > max_articles
    exact = ~boilerplate
    left, right, length = passages.left[exact], passages.right[exact], passages.length[exact]
    n_articles = passages.n_articles[exact]
    more = _continuations(tokens, left, right, length)
    left, right, length = (np.concatenate([a, b]) for a, b in zip((left, right, length), more, strict=True))
    n_articles = np.concatenate([n_articles, np.full(len(more[0]), np.iinfo("int64").max)])
    pair = tokens.doc[left].astype("int64") * len(tokens.first) + tokens.doc[right]
    order = np.lexsort((right, left, pair))
    left, right, length, pair, n_articles = (c[order] for c in (left, right, length, pair, n_articles))
    chain, overlap = _chains(left, right, length, pair)
    joined = _merged(left, right, length, n_articles, chain, overlap, k)
    alone = unjoined(Passages(*(column[boilerplate] for column in _columns(passages))))
    columns = [np.concatenate([a, b]) for a, b in zip(vars(joined).values(), vars(alone).values(), strict=True)]
    order = np.lexsort((columns[1], columns[0]))
    return Joined(*(column[order] for column in columns))


def _columns(passages: Passages) -> tuple[Integers, ...]:
    return passages.left, passages.right, passages.length, passages.n_articles


def _continuations(
    tokens: Tokens, left: Integers, right: Integers, length: Integers
) -> tuple[Integers, Integers, Integers]:
    """Shorter runs that follow or precede a passage after a small edit, and others that follow those."""
    n = len(tokens.ids)
    values = np.random.default_rng(1).integers(0, 2**64, max(1, tokens.n_types), dtype="uint64")[tokens.ids]
    anchors = rolling(values, ANCHOR)
    first, last = tokens.first[tokens.doc], tokens.first[tokens.doc + 1] - ANCHOR
    seen = left * n + right
    found = [(left[:0], right[:0], length[:0])]
    while len(left):
        after = _beside(anchors, left + length - 1, right + length - 1, first, last, 1)
        before = _beside(anchors, left, right, first, last, -1)
        one, other = (np.concatenate([a, b]) for a, b in zip(after, before, strict=True))
        left, right, length = extended(tokens, one, other, np.full(len(one), ANCHOR))
        new = ~np.isin(left * n + right, seen)
        left, right, length = left[new], right[new], length[new]
        seen = np.concatenate([seen, left * n + right])
        found.append((left, right, length))
    one, other, size = (np.concatenate(column) for column in zip(*found, strict=True))
    return one, other, size


def _beside(
    anchors: npt.NDArray[np.uint64], one: Integers, other: Integers, first: Integers, last: Integers, way: int
) -> tuple[Integers, Integers]:
    """The nearest places beyond each end at which two texts agree again; `way` is 1 for after, -1 for before."""
    reach = 1 if way == 1 else ANCHOR
    open_ = np.arange(len(one))
    places = [(one[:0], other[:0])]
    gaps = [(a, b) for a in range(ANCHOR + 1) for b in range(ANCHOR + 1) if a or b]
    for a, b in sorted(gaps, key=lambda gap: (max(gap), sum(gap))):
        i, j = one[open_] + way * (reach + a), other[open_] + way * (reach + b)
        inside = (i >= first[one[open_]]) & (i <= last[one[open_]])
        inside &= (j >= first[other[open_]]) & (j <= last[other[open_]])
        alike = np.zeros(len(open_), dtype=bool)
        alike[inside] = anchors[i[inside]] == anchors[j[inside]]
        places.append((i[alike], j[alike]))
        open_ = open_[~alike]
    i, j = (np.concatenate(side) for side in zip(*places, strict=True))
    return i, j


def _chains(left: Integers, right: Integers, length: Integers, pair: Integers) -> tuple[Integers, Integers]:
    """The chain each run belongs to, and the tokens it shares with the run before it in the chain."""
    number = len(left)
    follower = np.full(number, -1)
    taken = np.zeros(number, dtype=bool)
    overlap = np.zeros(number, dtype="int64")
    for step in (1, 2, 3):  # a chance match elsewhere may stand between two runs that belong together
        i = np.arange(number - step)
        j = i + step
        gap_left = left[j] - left[i] - length[i]
        gap_right = right[j] - right[i] - length[i]
        # Runs may overlap on one side, where a word is doubled: the later one then begins after the overlap.
        trim = np.maximum(0, -np.minimum(gap_left, gap_right))
        rest = length[j] - trim
        widest = np.minimum(LONGEST_EDIT, np.minimum(length[i], rest))
        close = (pair[i] == pair[j]) & (rest >= ANCHOR) & (np.maximum(gap_left, gap_right) + trim <= widest)
        close &= (follower[i] < 0) & ~taken[j]
        follower[i[close]] = j[close]
        taken[j[close]] = True
        overlap[j[close]] = trim[close]
    chain = np.arange(number)
    for i in np.flatnonzero(follower >= 0):  # followers stand later, so each chain is known when it is passed on
        chain[follower[i]] = chain[i]
    return chain, overlap


def _merged(
    left: Integers,
    right: Integers,
    length: Integers,
    n_articles: Integers,
    chain: Integers,
    overlap: Integers,
    k: int,
) -> Joined:
    """One passage a chain."""
    order = np.argsort(chain, kind="stable")
    left, right, length, chain = left[order], right[order], length[order], chain[order]
    heads = np.flatnonzero(np.diff(chain, prepend=-1))
    last = np.append(heads[1:], len(chain)) - 1
    whole = np.maximum.reduceat(length, heads) >= k
    columns = (
        left[heads],
        right[heads],
        left[last] + length[last] - left[heads],
        right[last] + length[last] - right[heads],
        np.add.reduceat(length - overlap[order], heads),
        np.minimum.reduceat(n_articles[order], heads),
        last > heads,
    )
    return Joined(*(column[whole] for column in columns))
