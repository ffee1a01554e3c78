"""Passages that very many texts carry, listed in a number that grows with the texts and not with their pairs."""

from __future__ import annotations

import numpy as np

from mediakit.measure.grams import Grams, Triple, extended, ranges, united
from mediakit.measure.scope import Scope
from mediakit.measure.tokens import Integers, Tokens


def chained(tokens: Tokens, grams: Grams, scope: Scope) -> Triple:
    """Boilerplate, each occurrence linked with the text published before it, of the first text with the second."""
    position, run = _frequent(grams)
    doc = tokens.doc[position]
    time = np.nan_to_num(scope.hours, nan=-np.inf)
    order = np.lexsort((position, doc, time[doc], run))
    position, run, doc = position[order], run[order], doc[order]
    heads = np.flatnonzero((np.diff(run, prepend=-1) != 0) | (np.diff(doc, prepend=-1) != 0))
    text = np.repeat(np.arange(len(heads)), np.diff(heads, append=len(run)))
    # The head of the text before, or of the one after for the first text of a run.
    previous = np.maximum(text - 1, 0)
    partner = np.where(run[heads[previous]] == run, previous, text + 1)
    partner = np.where(partner == text, text + 1, partner)
    other = position[heads[partner]]
    near = scope.near(doc, tokens.doc[other])
    left, right = np.minimum(position, other)[near], np.maximum(position, other)[near]
    return extended(tokens, left, right, np.full(len(left), grams.k))


def listed_beside(tokens: Tokens, grams: Grams, left: Integers, right: Integers) -> Triple:
    """The boilerplate that two texts share which share anything else as well."""
    n_texts = len(tokens.first) - 1
    pairs = np.unique(tokens.doc[left].astype("int64") * n_texts + tokens.doc[right])
    position, run = _frequent(grams)
    # Where each run first occurs: a place that all its carriers agree on, so that stretches of runs can be matched.
    place = position[np.searchsorted(run, run)]
    order = np.argsort(position)
    position, place = position[order], place[order]
    doc = tokens.doc[position]
    breaks = (np.diff(position, prepend=-2) != 1) | (np.diff(place, prepend=-2) != 1) | (np.diff(doc, prepend=-1) != 0)
    heads = np.flatnonzero(breaks)
    size = np.diff(heads, append=len(position))
    position, place, doc = position[heads], place[heads], doc[heads]
    here, there = pairs // n_texts, pairs % n_texts
    starts = np.searchsorted(doc, np.arange(n_texts + 1))
    number = np.diff(starts)
    found = [(np.zeros(0, dtype="int64"),) * 3]
    for first in range(0, len(pairs), 20_000):
        one, other = here[first : first + 20_000], there[first : first + 20_000]
        partners = np.repeat(other, number[one])
        i = np.repeat(ranges(starts[one], number[one]), number[partners])
        j = ranges(starts[partners], number[partners])
        low = np.maximum(place[i], place[j])
        overlap = np.minimum(place[i] + size[i], place[j] + size[j]) - low
        kept = overlap > 0
        i, j, low, overlap = i[kept], j[kept], low[kept], overlap[kept]
        found.append((position[i] + low - place[i], position[j] + low - place[j], overlap + grams.k - 1))
    return united(tokens, *found)


def _frequent(grams: Grams) -> tuple[Integers, Integers]:
    frequent = grams.frequent[grams.position]
    return grams.position[frequent], grams.run[frequent]
