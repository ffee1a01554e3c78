"""Which claims are worth comparing: those of sentences that are alike in words, or whose clauses are in meaning."""

from __future__ import annotations

import numpy as np

from mediakit.compare.likeness import Integers, Likeness, Numbers
from mediakit.compare.meaning import Numbers as Vectors
from mediakit.compare.meaning import cosines, settled

LEAST_ALIKE = 0.05
"""Likeness of two sentences from which their claims are compared."""

NEAREST, LEAST_NEAR = 20, 0.25
"""Clauses nearest in meaning that each clause is compared with, and the cosine from which."""

LEAST_TOGETHER = 0.12
"""Sum of how alike two sentences are and of the cosine of two clauses of theirs, from which the claims are compared."""

BLOCK = 1000


def sentence_pairs(
    likeness: Likeness, vectors: Vectors, sentence: Integers, article: Integers
) -> tuple[Integers, Integers, Numbers]:
    """The pairs of sentences of two articles to compare, the first before the second, and how alike their words are.

    `vectors` and `sentence` have a row a claim, `article` one a sentence.
    """
    one, other, _ = likeness.pairs(LEAST_ALIKE)
    left, right = _nearest(vectors, article[sentence])
    first, second = np.minimum(sentence[left], sentence[right]), np.maximum(sentence[left], sentence[right])
    both = np.unique(np.stack([np.concatenate([one, first]), np.concatenate([other, second])]), axis=1)
    one, other = both[0], both[1]
    return one, other, likeness(one, other) if len(one) else np.zeros(0)


def members(
    vectors: Vectors, sentence: Integers, one: Integers, other: Integers, alike: Numbers
) -> tuple[Integers, Integers, Integers]:
    """The claims of the one sentence with those of the other, where they may be one fact, and which pair they are of.

    `alike` says how alike the sentences of each pair are.
    """
    order = np.argsort(sentence, kind="stable")
    size = np.bincount(sentence)
    first = np.concatenate([[0], np.cumsum(size)])
    count = size[one] * size[other]
    which = np.repeat(np.arange(len(one)), count)
    place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    width = size[other][which]
    left = order[first[one][which] + place // np.maximum(width, 1)]
    right = order[first[other][which] + place % np.maximum(width, 1)]
    kept = cosines(vectors, left, right) + alike[which] >= LEAST_TOGETHER
    return left[kept], right[kept], which[kept]


def _nearest(vectors: Vectors, group: Integers) -> tuple[Integers, Integers]:
    """Each claim with those of other articles that are nearest in meaning."""
    lefts, rights = [np.zeros(0, dtype="int64")], [np.zeros(0, dtype="int64")]
    for at in range(0, len(vectors), BLOCK):
        near = settled(vectors[at : at + BLOCK] @ vectors.T)
        near[group[at : at + BLOCK, None] == group[None, :]] = -1
        keep = min(NEAREST, near.shape[1])
        top = np.argpartition(-near, keep - 1, axis=1)[:, :keep]
        left = np.repeat(np.arange(at, at + len(near)), keep)
        right = top.ravel()
        good = near[left - at, right] >= LEAST_NEAR
        lefts.append(left[good])
        rights.append(right[good])
    return np.concatenate(lefts), np.concatenate(rights)
