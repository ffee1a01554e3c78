"""Which claims of different articles are about the same thing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.compare.carriers import compared
from mediakit.compare.counterparts import of_counterparts
from mediakit.compare.given import background, topics
from mediakit.compare.labels import labels
from mediakit.compare.likeness import Integers, Likeness
from mediakit.compare.matching import claim_pairs, probabilities
from mediakit.compare.meaning import cosines, meaning
from mediakit.compare.whitening import whitening
from mediakit.compare.wording import WORD, numbers_of, stem
from mediakit.errors import TableError
from mediakit.measure.clusters import average_linkage
from mediakit.schema import records
from mediakit.tables import CLAIMS, FACTS

THRESHOLD = 0.36
"""Probability from which claims are one fact; chosen on the reference pages and two coded events (benchmarks)."""

NEAREST = 0.2
"""Share of the likeliest pair between two clusters, the rest being the mean's, in whether they are one fact."""

SAME_SLOT = 0.6
"""Least probability of one fact where two claims give one rare sum ("$550 billion") or the same words in quotes."""

MEANING = 0.25
"""Share of meaning, the rest being words, in the score of a pair of sentences of a dense corpus."""

OTHER_NUMBER, LENGTH = 0.02, 0.1
"""What each number of one sentence alone takes from a pair's score (three at most), and what like lengths add."""

SPARSE, DENSE = 0.18, 0.28
"""Likeness of the fifth nearest sentence: below the one `score_pairs` goes by words, above the other by neighbours."""


def align(claims: pd.DataFrame, articles: pd.DataFrame | None = None, *, threshold: float = THRESHOLD) -> pd.DataFrame:
    """The claims with a fact_id: claims about the same thing share it, and a fact of one claim is a fact.

    Claims of different articles that share rare words, or that a small encoder finds near in meaning (meaning.py), are
    compared by what their clauses and sentences have in common (evidence.py, counterparts.py), in meaning also with
    what all the corpus shares taken out (whitening.py), then by how they stand among their rivals and what third
    articles say (rivals.py); boosted trees and an additive model make a probability of it (data/align/README.md says on
    what they are trained), which a walk along sentences that may share a fact raises or lowers (`matching.led_alike`).
    Clusters grow by the mean between them, and a little by their nearest pair: no chain of lookalikes, and two
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
    both sentences decides (`Likeness`, as in `align`), and `MEANING` of the score is how near they are in meaning once
    what the corpus shares is taken out. Where each has no more than one near relative, the two speak for themselves:
    the mean of how many words they share, of how near the encoder of `align` finds them, and of how well their words
    are matched in each other (counterparts.py), less for numbers that only one has. In between, the mean of both is
    weighted by how dense the corpus is.

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
    texts = list(place)
    likeness = Likeness(texts, np.arange(len(texts)))
    read = meaning(texts, range(len(texts)), texts)
    told = np.array([bool(WORD.search(text)) for text in texts])
    both = told[one] & told[other]
    apart = cosines(whitening([read.own[told]])(read.own), one, other) * both
    dense = (1 - MEANING) * likeness(one, other) + MEANING * apart
    own = np.arange(len(texts))
    words = _same_words(texts, one, other) / 2 + likeness.direct(one, other) / 2
    matched = of_counterparts(read, own, own, one, other)[:, 0] * both
    sparse = (words + cosines(read.own, one, other) * both + matched) / 3 + _slots(texts, one, other) * both
    weight = float(np.clip((likeness.density - SPARSE) / (DENSE - SPARSE), 0, 1))
    return np.clip(weight * dense + (1 - weight) * sparse, 0, 1)


def _slots(texts: list[str], one: Integers, other: Integers) -> npt.NDArray[np.float64]:
    """What the lengths and numbers of each pair add to its score, 0 where both have the same."""
    numbers = [frozenset(numbers_of(text)) for text in texts]
    length = np.array([max(1, len(text.split())) for text in texts])
    alone = [min(3, len(numbers[a] ^ numbers[b])) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    alike = np.minimum(length[one], length[other]) / np.maximum(length[one], length[other])
    return LENGTH * (alike - 1) - OTHER_NUMBER * np.array(alone, dtype="float64")


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
    score[topic[pairs.left] | topic[pairs.right] | pairs.other_sum] = 0
    found = average_linkage(len(own), pairs.left, pairs.right, score, pairs.sentence, threshold, nearest=NEAREST)
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
