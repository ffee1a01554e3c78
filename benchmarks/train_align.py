"""Trains the boosted trees and the curves behind mk.align, and writes trees.json and additive.json.

usage: train_align.py [-o mediakit/data/align]

Learns from the invented events of benchmarks/events/trees (the encoder has not seen them; train_encoder.py) and from
seeds/ with its gold. Needs scikit-learn; the result does not.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from events import Span, read_events
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

import mediakit as mk
from mediakit.compare.carriers import compared
from mediakit.compare.learned import ADDITIVE, FOLDER, TREES
from mediakit.compare.matching import Pairs, claim_pairs, with_rivals
from mediakit.compare.rivals import RIVALS

ROOT = Path(__file__).parent.parent
FOLDS = 4
MEMBERS = 3
"""Pairs of tree sets whose mean is shipped: trees trained alike but for chance differ much on real events."""

APART = 0.3
"""Share of the pairs of no common fact that are learned from, drawn by chance; each counts for all it stands for."""

SEEDS_WEIGHT = 60
"""How many times a pair of seeds/ counts: it is the one corpus whose articles re-tell real ones."""

CURVE_PLACES = 33

Passages = dict[str, list[Span]]


def seeds() -> tuple[mk.Corpus, Passages]:
    """seeds/ and the passages of its coded facts."""
    found: Passages = defaultdict(list)
    with (ROOT / "seeds/gold/facts.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["fact_id"]].append((row["article_id"], int(row["start"]), int(row["end"])))
    return mk.read(ROOT / "seeds"), found


def facts_of(table: pd.DataFrame, coded: Passages) -> tuple[list[set[str]], list[set[str]]]:
    """For each claim the coded facts of the passage it stands in, and those of its sentence.

    A passage without a predicate of its own belongs to the claim of its sentence that covers it best.
    """
    own: list[set[str]] = [set() for _ in range(len(table))]
    near: list[set[str]] = [set() for _ in range(len(table))]
    starts, ends, heads = (table[name].tolist() for name in ("start", "end", "predicate_start"))
    bounds = table.groupby(["article_id", "sentence"]).agg(start=("start", "min"), end=("end", "max"))
    by_sentence = {key: rows.index.tolist() for key, rows in table.groupby(["article_id", "sentence"])}

    def covered(claim: int, start: int, end: int) -> float:
        shared = min(ends[claim], end) - max(starts[claim], start)
        return shared / (max(ends[claim], end) - min(starts[claim], start))

    for fact, spans in coded.items():
        for article, start, end in spans:
            for key in bounds.index[(bounds["start"] < end) & (bounds["end"] > start)]:
                if key[0] != article:
                    continue
                members = by_sentence[key]
                for claim in members:
                    near[claim].add(fact)
                inside = [claim for claim in members if start <= heads[claim] < end]
                for claim in inside or [max(members, key=lambda claim: covered(claim, start, end))]:
                    own[claim].add(fact)
    return own, near


def labels(table: pd.DataFrame, pairs: Pairs, coded: Passages) -> np.ndarray:
    """1 for the claims of two passages of one fact that are nearest, 0 for claims of no common fact, -1 for others."""
    own, near = facts_of(table, coded)
    base = pairs["clause_rank"] + pairs["meaning"]
    label = np.full(len(base), -1)
    best: dict[Any, int] = {}
    for k, (i, j) in enumerate(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)):
        common = own[i] & own[j]
        for fact in common:
            key = (fact, *sorted((int(pairs.sentence[i]), int(pairs.sentence[j]))))
            if key not in best or base[best[key]] < base[k]:
                best[key] = k
        if not common and (not near[i] & near[j] or (own[i] and own[j])):
            label[k] = 0
    label[list(best.values())] = 1
    return label


def examples(corpus: mk.Corpus, coded: Passages) -> tuple[Pairs, np.ndarray]:
    table = mk.claims(mk.parse(corpus)).sort_values(["article_id", "predicate_start"], ignore_index=True)
    cut, joined = compared(table)
    table = cut.drop(index=list(joined)).reset_index(drop=True)
    pairs = claim_pairs(table)
    return pairs, labels(table, pairs, coded)


def boosted(parts: list[tuple[np.ndarray, np.ndarray, float]], trees: int, seed: int) -> HistGradientBoostingClassifier:
    draw = np.random.default_rng(seed)
    kept = [(y == 1) | ((y == 0) & (draw.random(len(y)) < APART)) for _, y, _ in parts]
    features = np.vstack([x[k] for (x, _, _), k in zip(parts, kept, strict=True)])
    label = np.concatenate([y[k] for (_, y, _), k in zip(parts, kept, strict=True)])
    weight = np.concatenate([np.where(y[k] == 1, w, w / APART) for (_, y, w), k in zip(parts, kept, strict=True)])
    model = HistGradientBoostingClassifier(
        max_depth=4,
        max_iter=trees,
        learning_rate=0.06,
        l2_regularization=5,
        min_samples_leaf=40,
        random_state=seed,
    )
    return model.fit(features, label, sample_weight=weight)


def additive(parts: list[tuple[Pairs, np.ndarray, float]]) -> dict[str, Any]:
    """A logistic regression over splines of each feature, as a curve a feature through `CURVE_PLACES` places."""
    held = [y >= 0 for _, y, _ in parts]
    features = np.vstack([p.features[k] for (p, _, _), k in zip(parts, held, strict=True)])
    label = np.concatenate([y[k] for (_, y, _), k in zip(parts, held, strict=True)])
    weight = np.concatenate([np.full(int(k.sum()), w) for (_, _, w), k in zip(parts, held, strict=True)])
    splines = SplineTransformer(n_knots=5, degree=3)
    model = make_pipeline(splines, StandardScaler(), LogisticRegression(C=0.1, max_iter=3000))
    model.fit(features, label, logisticregression__sample_weight=weight)
    low, high = features.min(axis=0), features.max(axis=0)
    middle = features.mean(axis=0)
    level = float(model.decision_function(middle[None])[0])
    found = []
    for column in range(features.shape[1]):
        places = np.linspace(low[column], high[column], CURVE_PLACES) if high[column] > low[column] else low[[column]]
        rows = np.repeat(middle[None], len(places), axis=0)
        rows[:, column] = places
        values = model.decision_function(rows) - level
        found.append([[round(float(v), 5) for v in places], [round(float(v), 4) for v in values]])
    return {"start": round(level, 4), "curves": found}


def plain(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """Boosted trees as plain lists."""
    trees = [
        [
            [round(float(n["value"]), 6)]
            if n["is_leaf"]
            else [int(n["feature_idx"]), round(float(n["num_threshold"]), 6), int(n["left"]), int(n["right"])]
            for n in predictor.nodes
        ]
        for (predictor,) in model._predictors
    ]
    return {"start": round(float(model._baseline_prediction.ravel()[0]), 6), "trees": trees}


def two_stages(
    parts: list[tuple[Pairs, np.ndarray, float]], seed: int, trees: tuple[int, int] = (150, 120)
) -> dict[str, Any]:
    """Both sets of trees; the second learns from first probabilities that were made without the event itself."""
    fold_of = np.random.default_rng(seed).permutation(len(parts)) % FOLDS
    first: dict[int, np.ndarray] = {}
    for fold in range(FOLDS):
        rest = [(p.features, y, w) for n, (p, y, w) in enumerate(parts) if fold_of[n] != fold]
        model = boosted(rest, trees[0], seed)
        for n in np.flatnonzero(fold_of == fold).tolist():
            first[n] = model.predict_proba(parts[n][0].features)[:, 1]
    both = [(with_rivals(p, first[n]), y, w) for n, (p, y, w) in enumerate(parts)]
    found = [average_precision_score(y[y >= 0], first[n][y >= 0]) for n, (_, y, _) in enumerate(parts)]
    print(f"first trees, seed {seed}: average precision on events left out {np.mean(found):.3f}", flush=True)
    return {
        "first": plain(boosted([(p.features, y, w) for p, y, w in parts], trees[0], seed)),
        "second": plain(boosted(both, trees[1], seed)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("-o", "--out", type=Path, default=FOLDER, help="folder for trees.json, additive.json")
    options = parser.parse_args()
    events = read_events(ROOT / "benchmarks/events/trees")
    parts = [(*examples(event.corpus, event.passages), 1.0) for event in events]
    parts.append((*examples(*seeds()), float(SEEDS_WEIGHT)))
    n, positive = (sum(int((y >= least).sum()) for _, y, _ in parts) for least in (0, 1))
    card = {
        "learned from": f"{len(events)} invented events and seeds/: {n} pairs of claims, {positive} of one fact",
        "licence": "CC0-1.0",
        "made by": "benchmarks/train_align.py",
        "figures": "benchmarks/facts.py, on events that were not learned from",
        "known failures": "reports of one fact at different grain; facts that are told in a noun phrase",
        "features": [*parts[0][0].names, *RIVALS],
    }
    write(options.out / ADDITIVE, {"card": {**card, "features": parts[0][0].names}, **additive(parts)})
    write(options.out / TREES, {"card": card, "members": [two_stages(parts, seed) for seed in range(MEMBERS)]})
    print(card["learned from"])


def write(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
