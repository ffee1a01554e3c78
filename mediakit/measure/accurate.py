"""The accurate models of sentiment: the transformer, and the default models as a second opinion."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mediakit.measure.masking import MaskedSentence
from mediakit.measure.tone import tone_model
from mediakit.measure.toward import toward_model
from mediakit.measure.transformer import transformer
from mediakit.measure.weights import softmax

TOWARD_SHARE, TONE_SHARE = 0.7, 0.7
"""What the transformer counts for."""


def accurate_toward(targets: Sequence[tuple[MaskedSentence, int, int]]) -> np.ndarray:
    """Probabilities of the three classes toward each target: the weighted geometric mean of both models."""
    logs = np.log(softmax(transformer().toward(targets).astype("float64")))
    return softmax(TOWARD_SHARE * logs + (1 - TOWARD_SHARE) * np.log(toward_model()(targets)))


def accurate_tone(sentences: Sequence[Sequence[str]]) -> np.ndarray:
    """The tone of masked sentences, given as words, -1 to 1: the weighted mean of both models."""
    found = TONE_SHARE * transformer().tone(sentences) + (1 - TONE_SHARE) * tone_model()(sentences)
    return np.clip(found, -1, 1)
