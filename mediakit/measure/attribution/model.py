"""The learned attributions: a logistic regression over cues, a CRF over their tokens, a regression that accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mediakit.lexicons import FOLDER
from mediakit.measure.attribution.arguments import says_nothing, trimmed
from mediakit.measure.attribution.cues import candidates, is_according, reporting
from mediakit.measure.attribution.decoding import Tagged, decoded
from mediakit.measure.attribution.features import (
    CONTENT,
    CUE,
    LABELS,
    bucket,
    cue_features,
    window,
)
from mediakit.measure.attribution.found import Attribution, continued, unnested
from mediakit.measure.attribution.phrases import phrased, preferred
from mediakit.measure.attribution.punctuation import punctuated
from mediakit.measure.attribution.resolve import is_a_thing
from mediakit.measure.attribution.rules import candidate, rule_confidence
from mediakit.measure.attribution.token_features import feature_columns
from mediakit.measure.attribution.words import Words

Floats = np.ndarray[Any, np.dtype[np.float64]]
MARKED = 0.62
"""Share of the usual confidence that content with quotation marks needs (set on PolNeAR's development part)."""
WEIGHTS = FOLDER / "attribution.npz"


@dataclass(frozen=True)
class Linear:
    """Weights of named features: a vector of logits a feature, the last row zero for unknown ones."""

    index: dict[str, int]
    weights: Floats

    def score(self, features: Sequence[str]) -> Floats:
        """The sum of the weights of one set of features."""
        unknown = len(self.index)
        return self.weights[[self.index.get(f, unknown) for f in features]].sum(axis=0)

    def scores_of(self, features: Sequence[str]) -> Floats:
        """The weights of features, a row each."""
        get, unknown = self.index.get, len(self.index)
        table: Floats = self.weights[[get(f, unknown) for f in features]]
        return table

    def scores(self, rows: Sequence[Sequence[str]]) -> Floats:
        """The sums of the weights of many sets of features, none empty, a row each."""
        get, unknown = self.index.get, len(self.index)
        flat = np.array([get(f, unknown) for row in rows for f in row], dtype="int64")
        starts = np.cumsum([0, *(len(row) for row in rows[:-1])])
        return np.add.reduceat(self.weights[flat], starts, axis=0)


@dataclass(frozen=True)
class Model:
    """The three learned stages and their thresholds."""

    cue: Linear
    token: Linear
    transitions: Floats
    accept: Linear
    cue_threshold: float
    accept_threshold: float


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
    tagged = tag(words, model)
    found = [one for one in judged(words, model, tagged) if one.confidence >= _threshold(words, model, one)]
    found = unnested(words, [*found, *punctuated(words)])
    return continued(words, unnested(words, preferred(words, found, phrased(words))))


def _threshold(words: Words, model: Model, one: Attribution) -> float:
    """The confidence an attribution needs: less where somebody took the trouble of quotation marks."""
    own = words.quotation[one.cue]
    marked = any(words.quotation[i] >= 0 and words.quotation[i] != own for i in one.tokens())
    return model.accept_threshold * (MARKED if marked else 1.0)


def tag(words: Words, model: Model) -> list[Tagged]:
    """Every candidate cue above the threshold, with the labels of its window."""
    likely = [rule for rule in (candidate(words, cue) for cue in telling(words)) if worth(words, rule)]
    if not likely:
        return []
    scores = model.cue.scores([cue_features(words, rule) for rule in likely])[:, 0]
    kept = np.flatnonzero(scores >= model.cue_threshold)
    if not len(kept):
        return []
    rules, logits = [likely[k] for k in kept], scores[kept].tolist()
    windows = [window(words, rule) for rule in rules]
    own = np.zeros((sum(last - first for first, last in windows), len(LABELS)))
    for places, column in feature_columns(words, rules, windows):
        own[places] += model.token.scores_of(column.values)[column.codes]
    ends = np.cumsum([last - first for first, last in windows])
    emissions = np.split(own, ends[:-1])
    paths = viterbi(emissions, model.transitions)
    return [
        Tagged(rule, logit, first, labels, score)
        for rule, logit, (first, _), (labels, score) in zip(rules, logits, windows, paths, strict=True)
    ]


def worth(words: Words, rule: Attribution) -> bool:
    """Whether a candidate is looked at: a reporting word, or one the rules find content and source for."""
    return reporting(words, rule.cue) is not None or (bool(rule.content) and rule.source[0] >= 0)


def telling(words: Words) -> Iterator[int]:
    """Candidate cues; of words that the lexicon does not have, those with a clause as object or beside a quotation."""
    quoted = {words.sentence[i] for a, b in words.quotations for i in (a - 1, b) if 0 <= i < len(words)}
    for i in candidates(words):
        known = reporting(words, i) is not None or is_according(words, i)
        if known or words.sentence[i] in quoted or words.child(i, "ccomp", "parataxis") >= 0:
            yield i


def viterbi(emissions: Sequence[Floats], transitions: Floats) -> list[tuple[list[int], float]]:
    """The most probable labels of each sequence, and the logarithm of their probability, all sequences at once.

    `emissions` are one array a sequence, tokens × labels; `transitions` labels × labels, from the row to the column.
    """
    if not emissions:
        return []
    order = sorted(range(len(emissions)), key=lambda s: -len(emissions[s]))
    lengths = [len(emissions[s]) for s in order]
    n, longest, k = len(emissions), lengths[0], transitions.shape[0]
    padded = np.zeros((longest, n, k))
    for column, s in enumerate(order):
        padded[: len(emissions[s]), column] = emissions[s]
    # The longest first, so that those not yet at their end are the first `live` columns. Sums of probabilities are
    # kept as shares of one, and what they were divided by in `norms`.
    top = padded.max(axis=2)
    likely, move = np.exp(padded - top[:, :, None]), np.exp(transitions)
    best, share = padded[0].copy(), likely[0].copy()
    back, norms = np.zeros((longest, n, k), dtype="int8"), np.ones((longest, n))
    live = n
    for t in range(1, longest):
        while lengths[live - 1] <= t:
            live -= 1
        ways = best[:live, :, None] + transitions
        back[t, :live] = ways.argmax(axis=1)
        best[:live] = ways.max(axis=1) + padded[t, :live]
        sums = (share[:live] @ move) * likely[t, :live]
        norms[t, :live] = norm = sums.sum(axis=1)
        share[:live] = sums / norm[:, None]
    total = np.log(share.sum(axis=1)) + np.log(norms).sum(axis=0) + top.sum(axis=0)
    found: list[tuple[list[int], float]] = [([], 0.0)] * n
    for column, s in enumerate(order):
        label = int(best[column].argmax())
        score = float(best[column, label] - total[column])
        labels = [label]
        for t in range(lengths[column] - 1, 0, -1):
            label = int(back[t, column, label])
            labels.append(label)
        found[s] = (labels[::-1], score)
    return found


def accept_features(words: Words, tagged: Tagged, one: Attribution) -> list[str]:
    """What the last stage sees of a candidate: how sure the others are, and whether they agree with the rules."""
    rule = tagged.rule
    entry = reporting(words, rule.cue)
    strength = f"{entry.word}/{entry.strength}" if entry else "unknown"
    mine, theirs = one.tokens(), rule.tokens()
    if not one.rule.startswith("model"):
        theirs = {tagged.first + k for k, label in enumerate(tagged.labels) if label == CONTENT}
    overlap = len(mine & theirs) / max(1, len(mine | theirs))
    quoted = sum(words.quotation[i] >= 0 for i in mine) / max(1, len(mine))
    share = "all" if quoted > 0.9 else "some" if quoted > 0 else "none"
    n = max(1, len(tagged.labels))
    logit = int(np.clip(np.floor(2 * tagged.cue_logit), -8, 12))
    sure = int(np.clip(np.floor(2 * tagged.log_probability), -16, 0))
    labelled = CONTENT in tagged.labels
    source = "none" if one.source[0] < 0 else "same" if one.source == rule.source else "other"
    learned = one.rule.startswith("model")
    return [
        "bias",
        f"learned={learned}",
        f"learned={learned}|overlap={int(4 * overlap)}",
        f"learned={learned}|{rule.rule}",
        f"learned={learned}|quoted={share}",
        f"learned={learned}|sure={sure // 4}",
        f"learned={learned}|longer={len(mine) > len(theirs)}|{rule.rule}",
        f"learned={learned}|length={bucket(len(mine))}",
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


def judged(words: Words, model: Model, tagged: Sequence[Tagged]) -> list[Attribution]:
    """Each candidate with the surest of its variants, and the probability that it is right as its confidence."""
    options = [(n, one) for n, t in enumerate(tagged) for one in variants(words, t)]
    if not options:
        return []
    logits = model.accept.scores([accept_features(words, tagged[n], one) for n, one in options])[:, 0]
    best: dict[int, tuple[float, Attribution]] = {}
    for (n, one), logit in zip(options, logits.tolist(), strict=True):
        if n not in best or logit > best[n][0]:
            best[n] = (logit, one)
    return [replace(one, confidence=1 / (1 + float(np.exp(-logit)))) for logit, one in best.values()]


def variants(words: Words, tagged: Tagged) -> list[Attribution]:
    """What the CRF's labels mean, and beside it the rules' own content where that is another."""
    one = decoded(words, tagged)
    mine, rule = one.tokens(), tagged.rule
    found = [replace(one, rule=f"model: {rule.rule}")] if mine else []
    core = set(range(*one.span)) | (set(range(*one.source)) if one.source[0] >= 0 else set())
    theirs = rule.tokens() - core
    if theirs and len(mine & theirs) < 0.9 * len(mine | theirs):
        found.append(replace(one, content=tuple(trimmed(words, theirs)), rule=rule.rule))
    if rule.source[0] >= 0 and is_a_thing(words, rule.source[0]):
        return []
    return [one for one in found if one.content and not says_nothing(words, rule.cue, one.tokens())]
