"""Vectors less what a whole corpus has in common: what every clause of an event shares tells none from another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np

from mediakit.compare.meaning import Meaning, Numbers, unit

POWER = 0.5
"""How far each direction's spread is evened out: 0 not at all, 1 wholly."""

FLOOR = 0.05
"""Share of the greatest spread that is added to each: so that directions of mere noise stay small."""

FEW = 50
"""Vectors by which the mean of a corpus is trusted half."""


def whitened(read: Meaning) -> Meaning:
    """The same meaning, its vectors less their mean in the corpus, and its common directions damped.

    The reports of one event are alike in what the event is about, and a cosine tells mostly that. Taking out the mean
    and dividing each principal direction by a power of its spread (Mu & Viswanath 2018; Su et al. 2021) leaves what
    tells one report from another. Each kind of vector has a mean and directions of its own.
    """
    own, whole = whitening([read.own])(read.own), whitening([read.whole])(read.whole)
    words = whitening(read.words)
    slots = {name: whitening([rows[np.abs(rows).sum(axis=1) > 0]])(rows) for name, rows in read.slots.items()}
    return replace(
        read, own=own, whole=whole, words=[words(rows).astype("float16") for rows in read.words], slots=slots
    )


def whitening(blocks: Iterable[np.ndarray]) -> Callable[[np.ndarray], Numbers]:
    """The transform that whitens rows of length one, learned from blocks of them; rows of zeros stay so."""
    n, total, squares = 0, 0.0, 0.0
    for block in blocks:
        rows = block.astype("float64")
        n, total, squares = n + len(rows), total + rows.sum(axis=0), squares + rows.T @ rows
    if not n:
        return lambda rows: rows.astype("float64")
    mean = total / n
    shift = mean * n / (n + FEW)
    # The covariance about the shrunk mean, symmetric to the last digit.
    covariance = squares / n - np.outer(mean, shift) - np.outer(shift, mean) + np.outer(shift, shift)
    values, axes = np.linalg.eigh(covariance)
    spread = np.sqrt(np.maximum(values, 0))
    factor = (spread + FLOOR * (spread.max() or 1.0)) ** -POWER
    matrix = (axes * factor) @ axes.T

    def apply(rows: np.ndarray) -> Numbers:
        there = np.abs(rows).sum(axis=1, keepdims=True) > 0
        return unit((rows.astype("float64") - shift) @ matrix) * there

    return apply
