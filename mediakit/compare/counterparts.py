"""How far the words of two clauses have counterparts in each other, by what they mean where they stand."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from mediakit.compare.likeness import Integers, Numbers
from mediakit.compare.meaning import Meaning, cosines, settled

SLOTS = ("act", "actor", "object")

COUNTERPARTS = (
    "counterparts_less",
    "counterparts_more",
    "counterparts_sentence_less",
    "counterparts_sentence_more",
    "counterparts_behind",
    "counterparts_ahead",
)
"""The columns of `of_counterparts`."""


def of_counterparts(read: Meaning, sentence: Integers, article: Integers, left: Integers, right: Integers) -> Numbers:
    """For each pair of clauses how well the words of each are matched in the other, and in the other's sentence.

    A word's counterpart is the word nearest in meaning; the mean over words is weighted by log(1 + N/df) (the recall
    and precision of BERTScore, Zhang et al. 2020). A clause whose words are all found in a longer one reports a part
    of it, at coarser grain.

    Returns
    -------
    Six columns: the lesser and the greater of both directions between the clauses, the same with the other's whole
    sentence, and how far the mean of the first two is behind the best that either clause has in the other's article.
    """
    weight = _weights(read)
    held = [_held(read, clause, at) for clause, at in enumerate(sentence.tolist())]
    found = np.zeros((len(left), 4))
    between = np.stack([sentence[left], sentence[right]])
    order = np.lexsort(between[::-1])
    begins = np.flatnonzero(np.diff(between[:, order], axis=1, prepend=-1).any(axis=0))
    for rows in np.split(order, begins[1:]) if len(order) else []:
        one, other = between[:, rows[0]].tolist()
        near = read.words[one].astype("float64") @ read.words[other].astype("float64").T
        for row in rows.tolist():
            mine, theirs = held[left[row]], held[right[row]]
            if len(mine) and len(theirs):
                here, there = near[mine], near[:, theirs]
                found[row] = (
                    _mean(here[:, theirs].max(axis=1), weight[one][mine]),
                    _mean(here[:, theirs].max(axis=0), weight[other][theirs]),
                    _mean(here.max(axis=1), weight[one][mine]),
                    _mean(there.max(axis=0), weight[other][theirs]),
                )
    found = settled(found)
    both = found[:, 0] + found[:, 1]
    best = pd.DataFrame({"l": left, "r": right, "la": article[left], "ra": article[right], "both": both})
    behind = [both - best.groupby(keys)["both"].transform("max").to_numpy() for keys in (["l", "ra"], ["r", "la"])]
    return np.column_stack(
        [
            found[:, :2].min(axis=1), found[:, :2].max(axis=1), found[:, 2:].min(axis=1), found[:, 2:].max(axis=1),
            np.minimum(*behind), np.maximum(*behind),
        ]
    )  # fmt: skip


def of_slots(read: Meaning, left: Integers, right: Integers) -> dict[str, Numbers]:
    """How near the acts, actors and objects of each pair are in meaning, -1 where a clause lacks one."""
    columns = {}
    for name in SLOTS:
        filled = np.abs(read.slots[name]).sum(axis=1) > 0
        there = filled[left] & filled[right]
        columns[f"{name}_meaning"] = np.where(there, cosines(read.slots[name], left, right), -1.0)
    return columns


def _weights(read: Meaning) -> list[Numbers]:
    """For each sentence the weight of each of its words."""
    seen = Counter(word for words in read.texts for word in set(words))
    return [np.array([np.log1p(len(read.texts) / seen[word]) for word in words]) for words in read.texts]


def _held(read: Meaning, clause: int, at: int) -> Integers:
    """Which words of its sentence a clause has."""
    start, end = read.spans[clause]
    return np.array([i for i, place in enumerate(read.places[at]) if start <= place < end], dtype="int64")


def _mean(values: Numbers, weights: Numbers) -> float:
    return float((values * weights).sum() / weights.sum())
