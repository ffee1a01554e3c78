"""How a pair of claims stands among its rivals, and what the claims of third articles say of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.compare.likeness import Integers, Numbers

LIKELY, POSSIBLE, KNOWN = 0.4, 0.3, 0.08
"""Probabilities from which a pair is a likely mate, a possible one, and counts as known to third articles."""

LEAST = 0.02
"""Probability from which third articles are asked."""

RIVALS = (
    "first_probability",
    "rival_stronger",
    "rival_weaker",
    "ahead_of_rivals",
    "possible_more",
    "possible_fewer",
    "told_more",
    "told_less",
    "third_best",
    "third_sum",
    "share_of_best",
)


def rivals(p: Numbers, left: Integers, right: Integers, sentence: Integers, article: Integers) -> Numbers:
    """The columns `RIVALS` for each pair, from a first probability of all pairs.

    A rival of a pair is the best pair of either claim with another sentence of the other's article. A third article
    speaks for a pair when a claim of it goes well with both.
    """
    here, possible_here, told_here = _side(p, left, right, sentence, article)
    there, possible_there, told_there = _side(p, right, left, sentence, article)
    best_third, sum_third = _thirds(p, left, right, article)
    pairs = pd.DataFrame(
        {
            "one": np.minimum(sentence[left], sentence[right]),
            "other": np.maximum(sentence[left], sentence[right]),
            "p": p,
        }
    )
    best = pairs.groupby(["one", "other"])["p"].transform("max").to_numpy()
    stronger = np.maximum(here, there)
    columns = (
        p, stronger, np.minimum(here, there), p - stronger,
        np.maximum(possible_here, possible_there), np.minimum(possible_here, possible_there),
        np.maximum(told_here, told_there), np.minimum(told_here, told_there),
        best_third, sum_third, p / np.maximum(best, 1e-9),
    )  # fmt: skip
    return np.column_stack(columns)


def _side(
    p: Numbers, claim: Integers, mate: Integers, sentence: Integers, article: Integers
) -> tuple[Numbers, Numbers, Numbers]:
    """For one claim of each pair: its best in another sentence of the mate's article, its possible mates in that
    article, and the share of the other articles in which it has a likely mate."""
    pairs = pd.DataFrame({"claim": claim, "article": article[mate], "sentence": sentence[mate], "p": p})
    by_sentence = pairs.groupby(["claim", "article", "sentence"])["p"].max().reset_index()
    by_sentence = by_sentence.sort_values(["claim", "article", "p", "sentence"], ascending=[True, True, False, True])
    place = by_sentence.groupby(["claim", "article"]).cumcount()
    first = by_sentence[place == 0].set_index(["claim", "article"])
    second = by_sentence[place == 1].set_index(["claim", "article"])["p"]
    keys = pd.MultiIndex.from_arrays([claim, article[mate]])
    top = first.reindex(keys)
    rival = np.where(top["sentence"].to_numpy() == sentence[mate], second.reindex(keys).fillna(0), top["p"])
    possible = (pairs["p"] > POSSIBLE).groupby([pairs["claim"], pairs["article"]]).transform("sum").to_numpy()
    told = pairs[pairs["p"] > LIKELY].groupby("claim")["article"].nunique().reindex(claim).fillna(0).to_numpy()
    others = max(1, int(article.max(initial=0)))
    return rival.astype("float64"), possible.astype("float64"), told / others


def _thirds(p: Numbers, left: Integers, right: Integers, article: Integers) -> tuple[Numbers, Numbers]:
    """How well the best claim of third articles goes with both of a pair, and the same summed over those articles."""
    near: dict[int, dict[int, float]] = {}
    for one, other, value in zip(left.tolist(), right.tolist(), p.tolist(), strict=True):
        if value > KNOWN:
            near.setdefault(one, {})[other] = value
            near.setdefault(other, {})[one] = value
    best, total = np.zeros(len(p)), np.zeros(len(p))
    group = article.tolist()
    for place in np.flatnonzero(p >= LEAST).tolist():
        one, other = int(left[place]), int(right[place])
        mates, mates_there = near.get(one, {}), near.get(other, {})
        found: dict[int, float] = {}
        for third in mates.keys() & mates_there.keys():
            if group[third] not in (group[one], group[other]):
                value = min(mates[third], mates_there[third])
                found[group[third]] = max(found.get(group[third], 0.0), value)
        if found:
            best[place], total[place] = max(found.values()), sum(sorted(found.values()))
    return best, total
