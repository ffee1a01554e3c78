"""A sum of curves, one a feature, and what it gives."""

from __future__ import annotations

from typing import Any

import numpy as np

from mediakit.compare.likeness import Numbers


def additive_probability(model: dict[str, Any], features: Numbers) -> Numbers:
    """What a generalised additive model (Hastie & Tibshirani 1986) makes of each row of features, 0 to 1.

    `curves` gives for each feature the places of its knots and the values there; between knots a value lies on the
    line that joins them, beyond the outermost it is theirs.
    """
    score = np.full(len(features), float(model["start"]))
    for column, (places, values) in zip(features.T, model["curves"], strict=True):
        score += np.interp(column, places, values)
    return 1 / (1 + np.exp(-score))
