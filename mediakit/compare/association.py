"""Measures of how a term's counts in two corpora, or beside a node, depart from chance.

In all of them `a` and `b` are the term's counts in the group and the reference, `a_all` and `b_all` the counts of all
terms there; arrays of one shape, or numbers.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def log_odds(a: Numbers, b: Numbers, a_all: float, b_all: float, prior: Numbers) -> tuple[Numbers, Numbers]:
    """Log-odds ratio with an informative Dirichlet prior, and its variance (Monroe, Colaresi & Quinn 2008, eq. 16, 19).

    `prior` holds the pseudo-counts of every term; their sum says how much the prior weighs.
    """
    weight = prior.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        group = np.log((a + prior) / (a_all + weight - a - prior))
        reference = np.log((b + prior) / (b_all + weight - b - prior))
    return group - reference, 1 / (a + prior) + 1 / (b + prior)


def g2(a: Numbers, b: Numbers, a_all: float | Numbers, b_all: float | Numbers) -> Numbers:
    """Log-likelihood ratio of the table of the term and all other terms, in both corpora (Dunning 1993)."""
    return 2 * np.sum([_information(*cell) for cell in _table(a, b, a_all, b_all)], axis=0)


def chi2(a: Numbers, b: Numbers, a_all: float | Numbers, b_all: float | Numbers) -> Numbers:
    """Pearson's chi-squared of the same table, without continuity correction."""
    total = np.zeros(np.shape(a))
    for observed, expected in _table(a, b, a_all, b_all):
        safe = np.where(expected > 0, expected, 1.0)
        total = total + np.where(expected > 0, (observed - expected) ** 2 / safe, 0.0)
    return total


def log_ratio(a: Numbers, b: Numbers, a_all: float, b_all: float) -> Numbers:
    """Binary logarithm of the ratio of relative frequencies, half an occurrence for none (Hardie 2014)."""
    return np.log2((np.where(a > 0, a, 0.5) / a_all) / (np.where(b > 0, b, 0.5) / b_all))


def log_dice(n: Numbers, n_one: float | Numbers, n_other: float | Numbers) -> Numbers:
    """14 + log2 of the Dice coefficient of two words, or of two frames (Rychlý 2008)."""
    return 14 + np.log2(2 * n / (n_one + n_other))


def _table(a: Numbers, b: Numbers, a_all: float | Numbers, b_all: float | Numbers) -> list[tuple[Numbers, Numbers]]:
    """Observed and expected count of each of the four cells."""
    term, other, total = a + b, a_all - a + b_all - b, a_all + b_all
    return [
        (a, term * a_all / total),
        (b, term * b_all / total),
        (a_all - a, other * a_all / total),
        (b_all - b, other * b_all / total),
    ]


def _information(observed: Numbers, expected: Numbers) -> Numbers:
    some = observed > 0
    return np.where(some, observed * np.log(np.where(some, observed, 1.0) / np.where(some, expected, 1.0)), 0.0)
