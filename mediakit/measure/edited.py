"""Shared passages joined over small edits, so that edited copy is one passage and not crumbs.

Two exact runs belong together when what stands between them, on either side, is no longer than the shorter of them.
A run beside a passage may then be shorter than a passage has to be, so the ends of passages are searched for more of
it: "the town will, it is hoped, *open the new bridge over the river* again *in May*".
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from mediakit.measure.grams import Triple, extended
from mediakit.measure.passages import Passages
from mediakit.measure.tokens import Flags, Integers, Tokens

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

    def only(self, chosen: Integers | Flags) -> Joined:
        """The passages at these places, in their order, or under this mask."""
        return Joined(*(column[chosen] for column in vars(self).values()))


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
    boilerplate = passages.n_articles > max_articles
    if boilerplate.all():
        return unjoined(passages)
    exact = ~boilerplate
    left, right, length = passages.left[exact], passages.right[exact], passages.length[exact]
    n_articles = passages.n_articles[exact]
    more = _continuations(tokens, left, right, length)
    left, right, length = (np.concatenate([a, b]) for a, b in zip((left, right, length), more, strict=True))
    n_articles = np.concatenate([n_articles, np.full(len(more[0]), np.iinfo("int64").max)])
    pair = tokens.doc[left].astype("int64") * len(tokens.first) + tokens.doc[right]
    order = np.lexsort((right, left, pair))
    left, right, length, n_articles = left[order], right[order], length[order], n_articles[order]
    chain, overlap = _chains(left, right, length, pair[order])
    joined = _merged(left, right, length, n_articles, chain, overlap, k)
    alone = unjoined(Passages(*(column[boilerplate] for column in _columns(passages))))
    columns = [np.concatenate([a, b]) for a, b in zip(vars(joined).values(), vars(alone).values(), strict=True)]
    both = Joined(*columns)
    return both.only(np.lexsort((both.right, both.left)))


def _columns(passages: Passages) -> tuple[Integers, ...]:
    return passages.left, passages.right, passages.length, passages.n_articles


def _continuations(tokens: Tokens, left: Integers, right: Integers, length: Integers) -> Triple:
    """Shorter runs that follow or precede a passage after a small edit, and others that follow those."""
    n = len(tokens.ids)
    seen = left * n + right
    found = [(left[:0], right[:0], length[:0])]
    while len(left):
        after = _beside(tokens, left + length - 1, right + length - 1, 1)
        before = _beside(tokens, left, right, -1)
        one, other = (np.concatenate([a, b]) for a, b in zip(after, before, strict=True))
        left, right, length = extended(tokens, one, other, np.full(len(one), ANCHOR))
        new = ~np.isin(left * n + right, seen)
        left, right, length = left[new], right[new], length[new]
        seen = np.concatenate([seen, left * n + right])
        found.append((left, right, length))
    one, other, size = (np.concatenate(column) for column in zip(*found, strict=True))
    return one, other, size


def _beside(tokens: Tokens, one: Integers, other: Integers, way: int) -> tuple[Integers, Integers]:
    """The nearest places beyond each end at which two texts agree again; `way` is 1 for after, -1 for before."""
    doc, other_doc = tokens.doc[one], tokens.doc[other]
    reach = 1 if way == 1 else ANCHOR
    sought = np.arange(len(one))
    places = [(one[:0], other[:0])]
    gaps = [(a, b) for a in range(ANCHOR + 1) for b in range(ANCHOR + 1) if a or b]
    for a, b in sorted(gaps, key=lambda gap: (max(gap), sum(gap))):
        i, j = one[sought] + way * (reach + a), other[sought] + way * (reach + b)
        inside = (i >= tokens.first[doc[sought]]) & (i + ANCHOR <= tokens.first[doc[sought] + 1])
        inside &= (j >= tokens.first[other_doc[sought]]) & (j + ANCHOR <= tokens.first[other_doc[sought] + 1])
        alike = np.flatnonzero(inside)
        for step in range(ANCHOR):
            alike = alike[tokens.ids[i[alike] + step] == tokens.ids[j[alike] + step]]
        places.append((i[alike], j[alike]))
        sought = np.delete(sought, alike)
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
    for earlier in np.flatnonzero(follower >= 0).tolist():  # followers stand later: each chain is known in time
        chain[follower[earlier]] = chain[earlier]
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
    joined = Joined(
        left[heads],
        right[heads],
        left[last] + length[last] - left[heads],
        right[last] + length[last] - right[heads],
        np.add.reduceat(length - overlap[order], heads),
        np.minimum.reduceat(n_articles[order], heads),
        last > heads,
    )
    return joined.only(np.maximum.reduceat(length, heads) >= k)
