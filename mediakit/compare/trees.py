"""Boosted trees as plain lists, and what they give."""

from __future__ import annotations

from typing import Any

import numpy as np

from mediakit.compare.likeness import Numbers


def probability(model: dict[str, Any], features: Numbers) -> Numbers:
    """What boosted trees (Friedman 2001) make of each row of features, 0 to 1."""
    score = np.full(len(features), float(model["start"]))
    features = np.asfortranarray(features)  # a tree asks for one column at a time
    for tree in model["trees"]:
        score += _leaf_values(tree, features)
    return 1 / (1 + np.exp(-score))


def _leaf_values(tree: list[list[float]], features: Numbers) -> Numbers:
    """What one tree gives each row. A node is [column, threshold, left, right] or, at a leaf, [value]."""
    value = np.zeros(len(features))
    reached = [(0, np.arange(len(features)))]
    while reached:
        place, here = reached.pop()
        node = tree[place]
        if len(node) == 1:
            value[here] = node[0]
        elif len(here):
            column, threshold, left, right = node
            low = features[here, int(column)] <= threshold
            reached += [(int(left), here[low]), (int(right), here[~low])]
    return value
