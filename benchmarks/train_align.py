"""Trains the boosted trees behind mk.align, and writes mediakit/data/align.json.

usage: train_align.py --seeds FOLDER --facts FILE [FILE ...] -o mediakit/data/align.json

FOLDER holds the reference pages, FILE codings of them (columns fact, article_id, snippet). Needs scikit-learn; the
result does not.
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
from sklearn.ensemble import HistGradientBoostingClassifier

import mediakit as mk
from mediakit.compare.carriers import carriers
from mediakit.compare.matching import FEATURES, claim_pairs

Passages = dict[str, list[tuple[str, int, int]]]


def passages(path: Path, texts: dict[str, str]) -> Passages:
    """The passages of each coded fact: article, first character, one past the last."""
    found: Passages = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = texts[row["article_id"]].find(row["snippet"])
            if at < 0:
                raise SystemExit(f"{path}: the snippet {row['snippet']!r} is not in {row['article_id']}")
            found[row["fact"]].append((row["article_id"], at, at + len(row["snippet"])))
    return found


def facts_of(table: pd.DataFrame, coded: Passages) -> tuple[list[set[str]], list[set[str]]]:
    """For each claim the coded facts of the passage it stands in, and those of its sentence."""
    own: list[set[str]] = [set() for _ in range(len(table))]
    near: list[set[str]] = [set() for _ in range(len(table))]
    bounds = table.groupby(["article_id", "sentence"]).agg(start=("start", "min"), end=("end", "max"))
    by_sentence = {key: rows.index.tolist() for key, rows in table.groupby(["article_id", "sentence"])}
    for fact, spans in coded.items():
        for article, start, end in spans:
            for key in bounds.index[(bounds["start"] < end) & (bounds["end"] > start)]:
                if key[0] != article:
                    continue
                members = by_sentence[key]
                inside = [i for i in members if start <= table.at[i, "predicate_start"] < end]
                for i in members:
                    near[i].add(fact)
                for i in inside or members:
                    own[i].add(fact)
    return own, near


def examples(table: pd.DataFrame, coded: Passages) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels: for each coded pair of passages its nearest claims are one fact, other claims are not.

    Pairs of claims whose sentences share a coded fact, but which are not the nearest of it, are left out unless both
    stand in passages of other facts.
    """
    carried = carriers(table)
    table = table.drop(index=list(carried)).reset_index(drop=True)
    pairs = claim_pairs(table)
    left, right = pairs.left, pairs.right
    base = pairs.features[:, FEATURES.index("clause_rank")]
    own, near = facts_of(table, coded)
    label = np.full(len(left), -1)
    best: dict[Any, int] = {}
    for k, (i, j) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
        common = own[i] & own[j]
        for fact in common:
            key = (fact, *sorted((int(pairs.sentence[i]), int(pairs.sentence[j]))))
            if key not in best or base[best[key]] < base[k]:
                best[key] = k
        if not common and (not near[i] & near[j] or (own[i] and own[j])):
            label[k] = 0
    label[list(best.values())] = 1
    kept = label >= 0
    return pairs.features[kept], label[kept]


def boosted(features: np.ndarray, label: np.ndarray, trees: int = 80) -> dict[str, Any]:
    """Boosted trees of depth three, as plain lists."""
    model = HistGradientBoostingClassifier(
        max_depth=3, max_iter=trees, learning_rate=0.05, l2_regularization=5, min_samples_leaf=30, random_state=0
    ).fit(features, label)
    plain = []
    for (predictor,) in model._predictors:
        plain.append(
            [
                [round(float(n["value"]), 6)]
                if n["is_leaf"]
                else [int(n["feature_idx"]), round(float(n["num_threshold"]), 6), int(n["left"]), int(n["right"])]
                for n in predictor.nodes
            ]
        )
    return {"start": round(float(model._baseline_prediction.ravel()[0]), 6), "trees": plain}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--facts", type=Path, nargs="+", required=True)
    parser.add_argument("-o", "--out", type=Path, required=True)
    options = parser.parse_args()
    corpus = mk.read(options.seeds)
    table = mk.claims(mk.parse(corpus))
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    sets = [examples(table, passages(path, texts)) for path in options.facts]
    features, label = np.vstack([x for x, _ in sets]), np.concatenate([y for _, y in sets])
    card = {
        "claims": f"{len(sets)} codings of reference pages: {len(label)} pairs of claims, {label.sum()} of one fact",
        "licence": "CC0-1.0 (codings)",
        "made by": "benchmarks/train_align.py",
        "figures": "benchmarks/facts.py on events that were not trained on",
        "known failures": "reports of one fact in few common words; facts told within a subordinate clause",
        "features": list(FEATURES),
    }
    written = {"card": card, "claims": boosted(features, label)}
    options.out.write_text(json.dumps(written, separators=(",", ":")) + "\n", encoding="utf-8")
    print(card["claims"])


if __name__ == "__main__":
    main()
