"""The learned attributions: a logistic regression over cues, a CRF over their tokens, a regression that accepts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mediakit.lexicons import FOLDER
from mediakit.measure.attribution.arguments import trimmed
from mediakit.measure.attribution.cues import candidates, reporting
from mediakit.measure.attribution.features import (
    CONTENT,
    CUE,
    LABELS,
    OTHER,
    SOURCE,
    bucket,
    cue_features,
    static_features,
    token_features,
    window,
)
from mediakit.measure.attribution.rules import (
    NOBODY,
    Attribution,
    Run,
    candidate,
    punctuated,
    rule_confidence,
    unnested,
)
from mediakit.measure.attribution.words import Words

Floats = np.ndarray[Any, np.dtype[np.float64]]
WEIGHTS = FOLDER / "attribution.npz"


@dataclass(frozen=True)
class Linear:
    """Weights of named features: a vector of logits a feature, the last row zero for unknown ones."""

    index: dict[str, int]
    weights: Floats

    def score(self, features: Sequence[str]) -> Floats:
        unknown = len(self.index)
        return self.weights[[self.index.get(f, unknown) for f in features]].sum(axis=0)


@dataclass(frozen=True)
class Model:
    """The three learned stages and their thresholds."""

    cue: Linear
    token: Linear
    transitions: Floats
    accept: Linear
    cue_threshold: float
    accept_threshold: float


@dataclass(frozen=True)
class Tagged:
    """What the CRF makes of one cue: a label a token of its window, and the logarithm of their probability."""

    rule: Attribution
    cue_logit: float
    first: int
    labels: list[int]
    log_probability: float


@cache
def load_weights(path: Path = WEIGHTS) -> Model:
    """The weights that mediakit ships, or those of a file that benchmarks/train_quotes.py wrote."""
    with np.load(path, allow_pickle=False) as data:
        linear = {}
        for name in ("cue", "token", "accept"):
            features = data[f"{name}_features"].tobytes().decode("utf-8").split("\n")
            weights = data[f"{name}_weights"].astype("float64")
            weights = np.vstack([weights, np.zeros((1, weights.shape[1]))])
            linear[name] = Linear({f: i for i, f in enumerate(features)}, weights)
        cue_threshold, accept_threshold = data["thresholds"].astype("float64").tolist()
        return Model(
            linear["cue"],
            linear["token"],
            data["transitions"].astype("float64"),
            linear["accept"],
            cue_threshold,
            accept_threshold,
        )


def model_attributions(words: Words, model: Model | None = None) -> list[Attribution]:
    """What the learned stages attribute, without nesting, in the order of the text."""
    model = model or load_weights()
    found = []
    for tagged in tag(words, model):
        one, logit = accepted(words, model, tagged)
        if one.content and one.confidence >= model.accept_threshold:
            found.append(one)
    return unnested(words, [*found, *punctuated(words)])


def tag(words: Words, model: Model) -> list[Tagged]:
    """Every candidate cue above the threshold, with the labels of its window."""
    rules, logits = [], []
    for cue in candidates(words):
        rule = candidate(words, cue)
        logit = float(model.cue.score(cue_features(words, rule))[0])
        if logit >= model.cue_threshold:
            rules.append(rule)
            logits.append(logit)
    windows = [window(words, rule) for rule in rules]
    static: dict[int, Floats] = {}
    emissions = []
    for rule, (first, last) in zip(rules, windows, strict=True):
        for i in range(first, last):
            if i not in static:
                static[i] = model.token.score(static_features(words, i))
        index, unknown = model.token.index, len(model.token.index)
        table = [[index.get(f, unknown) for f in features] for features in token_features(words, rule, first, last)]
        scores = model.token.weights[np.array(table, dtype="int64")].sum(axis=1)
        emissions.append(scores + np.array([static[i] for i in range(first, last)]))
    paths = viterbi(emissions, model.transitions)
    return [
        Tagged(rule, logit, first, labels, score)
        for rule, logit, (first, _), (labels, score) in zip(rules, logits, windows, paths, strict=True)
    ]


def viterbi(emissions: Sequence[Floats], transitions: Floats) -> list[tuple[list[int], float]]:
    """The most probable labels of each sequence, and the logarithm of their probability, all sequences at once.

    `emissions` are one array a sequence, tokens × labels; `transitions` labels × labels, from the row to the column.
    """
    if not emissions:
        return []
    lengths = np.array([len(e) for e in emissions])
    n, longest, k = len(emissions), int(lengths.max()), transitions.shape[0]
    padded = np.zeros((longest, n, k))
    for s, e in enumerate(emissions):
        padded[: len(e), s] = e
    best = padded[0].copy()
    total = padded[0].copy()
    back = np.zeros((longest, n, k), dtype="int8")
    for t in range(1, longest):
        live = (lengths > t)[:, None]
        paths = best[:, :, None] + transitions
        back[t] = paths.argmax(axis=1)
        best = np.where(live, paths.max(axis=1) + padded[t], best)
        sums = total[:, :, None] + transitions
        top = sums.max(axis=1)
        total = np.where(live, top + np.log(np.exp(sums - top[:, None, :]).sum(axis=1)) + padded[t], total)
    found = []
    for s in range(n):
        label = int(best[s].argmax())
        top = total[s].max()
        score = float(best[s, label] - top - np.log(np.exp(total[s] - top).sum()))
        labels = [label]
        for t in range(int(lengths[s]) - 1, 0, -1):
            label = int(back[t, s, label])
            labels.append(label)
        found.append((labels[::-1], score))
    return found


def decoded(words: Words, tagged: Tagged) -> Attribution:
    """The attribution that the labels of a window mean; arguments the labels lack are the rules'."""
    rule = tagged.rule
    places: list[set[int]] = [set() for _ in LABELS]
    for k, label in enumerate(tagged.labels):
        places[label].add(tagged.first + k)
    content = _snapped(words, places[CONTENT], rule)
    if not content:
        content = rule.tokens()
    span = _run_with(words, places[CUE], rule.cue) or rule.span
    source = _longest(words, places[SOURCE], rule.cue) or rule.source
    if source[0] >= 0 and source[0] < span[1] and span[0] < source[1]:
        source = rule.source
    core = set(range(*span)) | (set(range(*source)) if source[0] >= 0 else set())
    return replace(rule, span=span, source=source, content=tuple(trimmed(words, content - core)))


def _snapped(words: Words, content: set[int], rule: Attribution) -> set[int]:
    """Content with whole quotations: those half covered, and all of the rules' quotations when one is touched."""
    own = words.quotation[rule.cue]
    ruled = {i for i in rule.tokens() if words.quotation[i] >= 0 and words.quotation[i] != own}
    if ruled & content:
        content = content | {i for q in {words.quotation[i] for i in ruled} for i in range(*words.quotations[q])}
    for q in {words.quotation[i] for i in content} - {own, -1}:
        inside = set(range(*words.quotations[q]))
        if len(inside & content) >= 0.5 * len(inside):
            content = content | inside
    return content


def _run_with(words: Words, tokens: set[int], cue: int) -> Run | None:
    runs = words.runs(tokens)
    return next((run for run in runs if run[0] <= cue < run[1]), None)


def _longest(words: Words, tokens: set[int], cue: int) -> Run | None:
    runs = words.runs(tokens)
    return max(runs, key=lambda r: (r[1] - r[0], -abs(r[0] - cue)), default=None)


def accept_features(words: Words, tagged: Tagged, one: Attribution) -> list[str]:
    """What the last stage sees of a candidate: how sure the others are, and whether they agree with the rules."""
    rule = tagged.rule
    entry = reporting(words, rule.cue)
    strength = f"{entry.word}/{entry.strength}" if entry else "unknown"
    mine, theirs = one.tokens(), rule.tokens()
    overlap = len(mine & theirs) / max(1, len(mine | theirs))
    quoted = sum(words.quotation[i] >= 0 for i in mine) / max(1, len(mine))
    share = "all" if quoted > 0.9 else "some" if quoted > 0 else "none"
    n = max(1, len(tagged.labels))
    logit = int(np.clip(np.floor(2 * tagged.cue_logit), -8, 12))
    sure = int(np.clip(np.floor(2 * tagged.log_probability), -16, 0))
    labelled = CONTENT in tagged.labels
    source = "none" if one.source[0] < 0 else "same" if one.source == rule.source else "other"
    return [
        "bias",
        f"strength={strength}",
        f"source={source}",
        f"source={source}|{strength}",
        f"labelled={labelled}",
        f"cuelabelled={CUE in tagged.labels}",
        f"quoted={share}",
        f"quoted={share}|{strength}",
        f"quoted={share}|{rule.rule}",
        f"length={bucket(len(mine))}",
        f"overlap={int(4 * overlap)}",
        f"rule={rule.rule}",
        f"confidence={rule_confidence(words, rule)}",
        f"inside={words.quotation[rule.cue] >= 0}",
        f"runs={min(4, len(one.content))}",
        *(f"logit>{edge}" for edge in range(-8, 12) if logit > edge),
        *(f"sure>{edge}" for edge in range(-16, 0) if sure > edge),
        f"persure={bucket(int(-100 * tagged.log_probability / n))}",
    ]


def accepted(words: Words, model: Model, tagged: Tagged) -> tuple[Attribution, float]:
    """A candidate with its arguments, and the probability that they are right as its confidence."""
    one = decoded(words, tagged)
    logit = float(model.accept.score(accept_features(words, tagged, one))[0])
    return replace(one, rule=f"model: {one.rule}", confidence=1 / (1 + float(np.exp(-logit)))), logit
