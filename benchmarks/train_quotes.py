"""Trains the weights of mediakit.quotes: python benchmarks/train_quotes.py --gold DIR [--out FILE].

Trained on newsmtsc_attributions.jsonl alone: 1,600 sentences of NewsMTSC (MIT; Hamborg & Donnay 2021) with
attributions coded for mediakit. Sentences stand alone and joined at random to paragraphs of two or three. Needs
scikit-learn and python-crfsuite, which mediakit itself does not.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from mediakit.corpus import Article, Corpus
from mediakit.measure.attribution import model as stages
from mediakit.measure.attribution.cues import reporting
from mediakit.measure.attribution.features import (
    CONTENT,
    CUE,
    LABELS,
    OTHER,
    SOURCE,
    cue_features,
    window,
)
from mediakit.measure.attribution.found import Attribution
from mediakit.measure.attribution.rules import candidate
from mediakit.measure.attribution.token_features import feature_rows
from mediakit.measure.attribution.words import Words, words_of
from mediakit.parse import parse

FOLDS = 5
SEEDS = (7, 8, 9, 10, 11)
"""One training each: the sentences are split and joined otherwise, and the weights of all averaged."""


@dataclass(frozen=True)
class Gold:
    """One coded attribution in token numbers."""

    cue: set[int]
    source: set[int]
    content: set[int]
    head: int
    nested: bool
    doubtful: bool


@dataclass(frozen=True)
class Example:
    """A parsed training paragraph with its candidates and coded attributions."""

    words: Words
    rules: dict[int, Attribution]
    gold: list[Gold]
    fold: int


def paragraphs(path: Path, seed: int) -> list[tuple[str, list[dict[str, Any]], int]]:
    """Training paragraphs: every sentence alone, and once more joined with one or two others of its fold."""
    coded = [json.loads(line) for line in path.open(encoding="utf8")]
    draw = random.Random(seed)
    draw.shuffle(coded)
    found = []
    for fold in range(FOLDS):
        part = coded[fold::FOLDS]
        for alone in (True, False):
            draw.shuffle(part)
            at = 0
            while at < len(part):
                n = 1 if alone else draw.choice((2, 3))
                text, attributions = "", []
                for sentence in part[at : at + n]:
                    text += " " if text else ""
                    for a in sentence["attributions"]:
                        moved = {
                            k: [[s + len(text), e + len(text)] for s, e in a[k]] for k in ("source", "cue", "content")
                        }
                        attributions.append({**a, **moved})
                    text += sentence["text"]
                found.append((text, attributions, fold))
                at += n
    return found


def examples(path: Path, seed: int) -> list[Example]:
    """The training paragraphs, parsed."""
    data = paragraphs(path, seed)
    corpus = Corpus(tuple(Article(str(k), text, "training") for k, (text, _, _) in enumerate(data)))
    found = []
    for reading, (_, attributions, fold) in zip(parse(corpus), data, strict=True):
        words = next(iter(words_of(reading)))
        rules = {i: candidate(words, i) for i in stages.telling(words)}
        found.append(Example(words, rules, [_gold(words, rules, a) for a in attributions], fold))
    return found


def _gold(words: Words, rules: dict[int, Attribution], a: dict[str, Any]) -> Gold:
    cue, source, content = (_tokens(words, a[k]) for k in ("cue", "source", "content"))

    def fit(i: int) -> tuple[float, bool]:
        tokens = rules[i].tokens()
        return len(tokens & content) / max(1, len(tokens | content)), reporting(words, i) is not None

    head = max((i for i in rules if i in cue), key=fit, default=-1)
    return Gold(cue, source, content, head, bool(a.get("nested")), bool(a.get("doubtful")))


def _tokens(words: Words, spans: list[list[int]]) -> set[int]:
    found: set[int] = set()
    for start, end in spans:
        first, last = max(0, bisect_right(words.start, start) - 1), bisect_left(words.start, end)
        found |= {i for i in range(first, last) if words.end[i] > start and words.text[i].strip()}
    return found


def train_cue(data: list[Example]) -> stages.Linear:
    """Which words are cues. Coded cues inside another's content are left out, neither right nor wrong."""
    rows, labels, weights = [], [], []
    for example in data:
        heads = {g.head for g in example.gold if not g.nested}
        doubtful = {g.head for g in example.gold if g.doubtful}
        masked = {i for g in example.gold if g.nested for i in g.cue} | {
            i for g in example.gold if not g.nested for i in g.cue if i not in heads
        }
        for i, rule in example.rules.items():
            if not stages.worth(example.words, rule):
                continue
            if i in heads or i not in masked:
                rows.append(cue_features(example.words, rule))
                labels.append(i in heads)
                weights.append(0.5 if i in doubtful else 1.0)
    return _logistic(rows, labels, weights, c=CUE_C, minimum=2)


CUE_C = 0.3
ACCEPT_C = 0.3


def _logistic(rows: list[list[str]], labels: list[bool], weights: list[float], c: float, minimum: int) -> stages.Linear:
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(f for row in rows for f in set(row))
    names = sorted(f for f, n in counts.items() if n >= minimum)
    index = {f: i for i, f in enumerate(names)}
    pairs = [(r, index[f]) for r, row in enumerate(rows) for f in row if f in index]
    matrix = csr_matrix((np.ones(len(pairs)), tuple(np.array(pairs).T)), shape=(len(rows), len(names)))
    fitted = LogisticRegression(C=c, fit_intercept=False, solver="lbfgs", max_iter=500)
    fitted.fit(matrix, labels, sample_weight=weights)
    return stages.Linear(index, np.vstack([fitted.coef_.T, [[0.0]]]))


def labels_of(example: Example, gold: Gold, first: int, last: int) -> list[int]:
    """The coded label of each token of a window."""
    labels = [OTHER] * (last - first)
    for places, label in ((gold.content, CONTENT), (gold.source, SOURCE), (gold.cue, CUE)):
        for i in places:
            if first <= i < last:
                labels[i - first] = label
    for k in range(1, last - first - 1):
        # marks and commas between two tokens of one argument belong to it
        if (
            labels[k] == OTHER
            and labels[k - 1] == labels[k + 1] != OTHER
            and example.words.pos[first + k] in ("PUNCT", "SPACE")
        ):
            labels[k] = labels[k - 1]
    return labels


def train_token(data: list[Example], check: bool) -> tuple[stages.Linear, np.ndarray]:
    """The CRF, one sequence a coded cue; its weights read back from python-crfsuite."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {"c1": 1.0, "c2": 0.5, "feature.minfreq": 2, "max_iterations": 150, "feature.possible_transitions": True}
    )
    sequences = []
    for example in data:
        for gold in example.gold:
            if gold.head < 0 or gold.doubtful or not gold.content:
                continue
            rule = example.rules[gold.head]
            first, last = window(example.words, rule)
            features = feature_rows(example.words, rule, first, last)
            sequences.append(features)
            trainer.append(features, [LABELS[k] for k in labels_of(example, gold, first, last)])
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        names = sorted({attribute for attribute, _ in info.state_features})
        index = {f: i for i, f in enumerate(names)}
        weights = np.zeros((len(names) + 1, len(LABELS)))
        for (attribute, label), weight in info.state_features.items():
            weights[index[attribute], LABELS.index(label)] = weight
        transitions = np.zeros((len(LABELS), len(LABELS)))
        for (one, other), weight in info.transitions.items():
            transitions[LABELS.index(one), LABELS.index(other)] = weight
        linear = stages.Linear(index, weights)
        if check:
            _check_decoder(linear, transitions, tagger, sequences[:400])
    return linear, transitions


def _check_decoder(
    linear: stages.Linear, transitions: np.ndarray, tagger: Any, sequences: list[list[list[str]]]
) -> None:
    """mediakit's decoder must give python-crfsuite's own tags."""
    emissions = [np.array([linear.score(features) for features in sequence]) for sequence in sequences]
    for sequence, (labels, _) in zip(sequences, stages.viterbi(emissions, transitions), strict=True):
        if [LABELS[k] for k in labels] != tagger.tag(sequence):
            raise SystemExit("the decoder and python-crfsuite disagree")
    print(f"decoder equals python-crfsuite on {len(sequences)} sequences")


def right(gold: list[Gold], one: Attribution, words: Words) -> bool:
    """Whether a candidate's content matches a coded one by at least half, its cue and source too."""
    mine = {i for i in one.tokens() if words.pos[i] != "PUNCT"}
    for g in gold:
        if g.nested:
            continue
        theirs = {i for i in g.content if words.pos[i] != "PUNCT"}
        if len(mine & theirs) < 0.5 * max(1, len(mine | theirs)):
            continue
        cue = len(g.cue & set(range(*one.span))) >= 0.5 * len(g.cue)
        source = not g.source or (one.source[0] >= 0 and len(g.source & set(range(*one.source))) >= 0.5 * len(g.source))
        if cue and source:
            return True
    return False


def train_accept(data: list[Example]) -> stages.Linear:
    """Which candidates to keep, learned on candidates of stages that have not seen them."""
    rows, labels, folds, cues = [], [], [], []
    empty = stages.Linear({}, np.zeros((1, 1)))
    for fold in range(FOLDS):
        rest = [e for e in data if e.fold != fold]
        token, transitions = train_token(rest, check=False)
        part = stages.Model(train_cue(rest), token, transitions, empty, CUE_THRESHOLD, 0.0)
        for k, example in enumerate(data):
            if example.fold != fold:
                continue
            nested = {i for g in example.gold if g.nested for i in g.cue}
            for tagged in stages.tag(example.words, part):
                if tagged.rule.cue in nested:
                    continue
                for one in stages.variants(example.words, tagged):
                    rows.append(stages.accept_features(example.words, tagged, one))
                    labels.append(right(example.gold, one, example.words))
                    folds.append(fold)
                    cues.append((k, tagged.rule.cue))
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        train = [r for r, f in enumerate(folds) if f != fold]
        fitted = _logistic([rows[r] for r in train], [labels[r] for r in train], [1.0] * len(train), ACCEPT_C, 3)
        for r, f in enumerate(folds):
            if f == fold:
                scores[r] = fitted.score(rows[r])[0]
    top: dict[tuple[int, int], int] = {}
    for r, cue in enumerate(cues):
        if cue not in top or scores[r] > scores[top[cue]]:
            top[cue] = r
    chosen = np.array(sorted(top.values()))
    total = sum(not g.nested and bool(g.content) for e in data for g in e.gold)
    truth, sure = np.array(labels)[chosen], scores[chosen]
    best = max((2 * truth[sure >= t].sum() / max(1, (sure >= t).sum() + total), t) for t in np.arange(-3, 2, 0.05))
    print(
        f"accept: {len(rows)} candidates, {truth.mean():.3f} right; out of fold F1 {best[0]:.3f} at logit {best[1]:.2f}"
    )
    return _logistic(rows, labels, [1.0] * len(rows), ACCEPT_C, 3)


CUE_THRESHOLD = -2.0
"""Logit from which candidates train the last stage."""
CUE_THRESHOLD_USED = -0.8
"""Logit from which candidates are looked at afterwards: as accurate on PolNeAR's development part, and faster."""
ACCEPT_THRESHOLD_USED = 0.25
"""Probability from which candidates are kept: on PolNeAR's development part F1 is the same from .2 to .3."""


def trained(data: list[Example]) -> stages.Model:
    """The three stages trained on one drawing of paragraphs."""
    token, transitions = train_token(data, check=True)
    accept = train_accept(data)
    return stages.Model(train_cue(data), token, transitions, accept, CUE_THRESHOLD_USED, ACCEPT_THRESHOLD_USED)


def averaged(models: list[stages.Model]) -> stages.Model:
    """The mean of the weights of several trainings; a feature that one has not learned counts as zero there."""
    cue, token, accept = (_mean([getattr(model, stage) for model in models]) for stage in ("cue", "token", "accept"))
    transitions = np.mean([model.transitions for model in models], axis=0)
    return stages.Model(cue, token, transitions, accept, CUE_THRESHOLD_USED, ACCEPT_THRESHOLD_USED)


def _mean(parts: list[stages.Linear]) -> stages.Linear:
    index = {name: i for i, name in enumerate(sorted({name for part in parts for name in part.index}))}
    weights = np.zeros((len(index) + 1, parts[0].weights.shape[1]))
    for part in parts:
        for name, row in part.index.items():
            weights[index[name]] += part.weights[row] / len(parts)
    return stages.Linear(index, weights)


def save(path: Path, model: stages.Model) -> None:
    """The weights as arrays that hold no code; feature names as UTF-8 lines."""
    arrays: dict[str, np.ndarray] = {}
    for name, linear in (("cue", model.cue), ("token", model.token), ("accept", model.accept)):
        names = sorted(linear.index, key=lambda f: linear.index[f])
        kept = [f for f in names if np.abs(linear.weights[linear.index[f]]).max() > 0.001]
        arrays[f"{name}_features"] = np.frombuffer("\n".join(kept).encode("utf8"), dtype="uint8")
        arrays[f"{name}_weights"] = np.array([linear.weights[linear.index[f]] for f in kept]).astype("float32")
    arrays["transitions"] = model.transitions.astype("float32")
    arrays["thresholds"] = np.array([model.cue_threshold, model.accept_threshold], dtype="float32")
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type]
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with newsmtsc_attributions.jsonl")
    parser.add_argument("--out", type=Path, default=stages.WEIGHTS)
    options = parser.parse_args()
    models = [trained(examples(options.gold / "newsmtsc_attributions.jsonl", seed)) for seed in SEEDS]
    save(options.out, averaged(models))


if __name__ == "__main__":
    main()
