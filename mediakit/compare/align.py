"""Which claims of different articles are about the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.compare.carriers import compared
from mediakit.compare.given import background, topics
from mediakit.compare.labels import labels
from mediakit.compare.likeness import Integers, Likeness
from mediakit.compare.matching import claim_pairs, probabilities
from mediakit.compare.meaning import cosines, meaning
from mediakit.compare.wording import WORD, stem
from mediakit.errors import TableError
from mediakit.measure.clusters import average_linkage
from mediakit.schema import records
from mediakit.tables import CLAIMS, FACTS

THRESHOLD = 0.28
"""Mean probability from which claims are one fact; chosen on the reference pages and two coded events (benchmarks)."""

SAME_SLOT = 0.6
"""Least probability of one fact where two claims give one rare sum ("$550 billion") or the same words in quotes."""

MEANING = 0.25
"""Share of meaning, the rest being words, in the score of a pair of sentences."""

SPARSE, DENSE = 0.18, 0.28
"""Likeness of the fifth nearest sentence: below the one `score_pairs` goes by words, above the other by neighbours."""


def align(claims: pd.DataFrame, articles: pd.DataFrame | None = None, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """The claims with a fact_id: claims about the same thing share it, and a fact of one claim is a fact.

    Claims of different articles that share rare words, or that a small encoder finds near in meaning (meaning.py), are
    compared by what their clauses and sentences have in common (evidence.py, counterparts.py), then by how they stand
    among their rivals and what third articles say (rivals.py); boosted trees and an additive model make a probability
    of it (data/align/README.md says on what they are trained), which a walk along sentences that may share a fact
    raises or lowers (`matching.led_alike`). Clusters grow by average linkage: no chain of lookalikes, and two
    predicates of one sentence stay two facts. A claim that only carries another ("Leavitt said") joins the fact of
    what it carries, as does the frame of a plan ("repeated a plan to build"), unless it tells more than who speaks
    (carriers.py); so does a mention of what the article tells in another sentence (given.py). The result depends on
    nothing but the table, in whatever order its rows stand.

    Parameters
    ----------
    claims
        The table of `claims`.
    articles
        The table of the corpus; when given, claims of articles that it lacks are an error.
    threshold
        Mean probability from which clusters join: higher gives fewer and surer facts.

    Returns
    -------
    The table `facts`: the claims, with fact_id (F0001 is the fact of most articles) and a short label.
    """
    CLAIMS.check(claims, "align")
    table = claims.sort_values(list(CLAIMS.key), kind="stable", ignore_index=True)
    cut, joined = compared(table)
    cluster = fact_numbers(cut, joined, threshold)
    names = labels(cut, cluster)
    order = _order(table, cluster)
    width = max(4, len(str(len(order))))
    rows = []
    for row, number in zip(records(table[CLAIMS.names]), cluster.tolist(), strict=True):
        rows.append({**row, "fact_id": f"F{order[number] + 1:0{width}}", "fact": names[number]})
    return FACTS.build(rows)


def score_pairs(left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.float64]:
    """How surely the two sentences of each pair tell the same, 0 to 1.

    The sentences of all pairs together are the corpus: where they are many reports of few events, what else resembles
    both sentences decides (`Likeness`, as in `align`); where each has no more than one near relative, their own words
    do. In between, the mean is weighted by how dense the corpus is. `MEANING` of the score is how near the encoder of
    `align` finds the two in meaning.

    Parameters
    ----------
    left, right
        Two equally long lists of raw sentences.

    Raises
    ------
    TableError
        When the lists are not equally long.
    """
    if len(left) != len(right):
        raise TableError(f"score_pairs: {len(left)} sentences on the left, {len(right)} on the right")
    place: dict[str, int] = {}
    one = np.array([place.setdefault(text, len(place)) for text in left], dtype="int64")
    other = np.array([place.setdefault(text, len(place)) for text in right], dtype="int64")
    if not place:
        return np.zeros(0)
    likeness = Likeness(list(place), np.arange(len(place)))
    weight = float(np.clip((likeness.density - SPARSE) / (DENSE - SPARSE), 0, 1))
    words = _same_words(list(place), one, other) / 2 + likeness.direct(one, other) / 2
    worded = weight * likeness(one, other) + (1 - weight) * words
    vectors = meaning(list(place), range(len(place)), list(place)).own
    told = np.array([bool(WORD.search(text)) for text in place])
    near = cosines(vectors, one, other) * (told[one] & told[other])
    return np.clip((1 - MEANING) * worded + MEANING * near, 0, 1)


def _same_words(texts: list[str], one: Integers, other: Integers) -> npt.NDArray[np.float64]:
    """Jaccard index of the stems of each pair, function words among them."""
    bags = [frozenset(stem(word) for word in WORD.findall(text)) for text in texts]
    shared = [
        (len(bags[a] & bags[b]), len(bags[a] | bags[b])) for a, b in zip(one.tolist(), other.tolist(), strict=True)
    ]
    return np.array([both / max(1, either) for both, either in shared])


def fact_numbers(table: pd.DataFrame, joined: dict[int, int], threshold: float = THRESHOLD) -> Integers:
    """The number of the fact of each claim of a sorted table; both as `compared` gives them."""
    if table.empty:
        return np.zeros(0, dtype="int64")
    rows = table.drop(index=list(joined))
    own = rows.index.to_numpy(dtype="int64")
    rows = rows.reset_index(drop=True)
    pairs = claim_pairs(rows)
    score = np.maximum(probabilities(pairs), np.where(pairs.same_slot, SAME_SLOT, 0.0))
    topic = topics(rows, pairs.sentence, pairs.article)
    score[topic[pairs.left] | topic[pairs.right]] = 0
    found = average_linkage(len(own), pairs.left, pairs.right, score, pairs.sentence, threshold)
    found = background(found, pairs.left, pairs.right, score, rows, pairs.sentence, pairs.article)
    cluster = np.zeros(len(table), dtype="int64")
    cluster[own] = found
    for frame, content in joined.items():
        cluster[frame] = cluster[content]
    return cluster


def _order(table: pd.DataFrame, cluster: Integers) -> dict[int, int]:
    """The rank of each fact: most articles first, then where it is first told."""
    groups = table.assign(cluster=cluster).groupby("cluster")
    n_articles = groups["article_id"].nunique()
    ranked = sorted(n_articles.index, key=lambda number: (-int(n_articles[number]), number))
    return {int(number): rank for rank, number in enumerate(ranked)}
