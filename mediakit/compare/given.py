"""Mentions of what an article has told already or takes for granted, which make no report of their own."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.compare.evidence import OPENERS
from mediakit.compare.likeness import Integers, Numbers
from mediakit.compare.wording import Bags, concepts_of

REPEATED = 0.6
"""Cosine of the concepts of two clauses of one article from which the one repeats the other."""


def topics(rows: pd.DataFrame, sentence: Integers, article: Integers) -> npt.NDArray[np.bool_]:
    """Which claims only name what the whole article is about.

    "(asked the court) whether the question may be put", "(a plan) to put the question": an embedded clause that other
    sentences of the article repeat is its topic, which tells no sentence that has it from another.
    """
    opener = rows["text"].str.extract(r"(\w+)", expand=False).str.lower()
    embedded = opener.isin(OPENERS).to_numpy()
    found = np.zeros(len(rows), dtype=bool)
    for number in np.unique(article[embedded]).tolist():
        mine = np.flatnonzero(article == number)
        concepts = Bags([concepts_of(text) for text in rows["text"].iloc[mine]]).unit
        alike = (concepts @ concepts.T).toarray() >= REPEATED
        alike &= sentence[mine][:, None] != sentence[mine][None, :]
        found[mine] = alike.any(axis=1)
    return found & embedded


def background(
    cluster: Integers,
    left: Integers,
    right: Integers,
    score: Numbers,
    rows: pd.DataFrame,
    sentence: Integers,
    article: Integers,
) -> Integers:
    """The clusters once every article tells a fact in one of its sentences, where it can.

    Of several sentences of an article that mention one fact, the one that goes best with the other articles tells it;
    another, where the mention stands beside claims of its own sentence, has it as their background, and the mention
    goes to the fact of the claim round it, or else is one of its own.
    """
    near: dict[int, dict[int, float]] = defaultdict(dict)
    for one, other, value in zip(left.tolist(), right.tolist(), score.tolist(), strict=True):
        near[one][other] = near[other][one] = value
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    beside = [np.flatnonzero(sentence == number).tolist() for number in range(int(sentence.max(initial=-1)) + 1)]
    moved: dict[int, int] = {}
    for members in _members(cluster):
        by_article: dict[int, list[int]] = defaultdict(list)
        for claim in members:
            by_article[int(article[claim])].append(claim)
        if len(by_article) < 2:
            continue
        for mine in by_article.values():
            if len({int(sentence[claim]) for claim in mine}) < 2:
                continue
            told = max(mine, key=lambda claim: (_fit(claim, by_article, near, article), -claim))
            for claim in mine:
                others = [c for c in beside[int(sentence[claim])] if c != claim]
                if others and sentence[claim] != sentence[told]:
                    moved[claim] = _carrier(claim, others, start, end)
    result = cluster.copy()
    newest = int(cluster.max(initial=-1)) + 1
    for claim, to in sorted(moved.items()):
        seen = {claim}
        while to in moved and to not in seen:
            seen.add(to)
            to = moved[to]
        result[claim], newest = (newest, newest + 1) if to in seen else (cluster[to], newest)
    return result


def _members(cluster: Integers) -> list[list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for claim, number in enumerate(cluster.tolist()):
        groups[number].append(claim)
    return list(groups.values())


def _fit(claim: int, by_article: dict[int, list[int]], near: dict[int, dict[int, float]], article: Integers) -> float:
    """The best scores of a claim with each other article of its fact, summed."""
    return sum(
        max((near[claim].get(other, 0.0) for other in others), default=0.0)
        for number, others in by_article.items()
        if number != article[claim]
    )


def _carrier(claim: int, others: list[int], start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> int:
    """The smallest claim of the sentence round a claim, else the claim itself."""
    around = [c for c in others if start[c] <= start[claim] and end[c] >= end[claim]]
    return min(around, key=lambda c: (end[c] - start[c], c), default=claim)
