"""How right, how well calibrated, how blind to names and how fast mediakit's sentiment is, beside VADER.

    python benchmarks/sentiment.py --gold DIR [--models default accurate] [--figure figures/calibration]

DIR holds newsmtsc_devtest_mt.jsonl, nyt_editorial_sentiment_a.jsonl and their scorers. Of the editorials only the
held-out articles count, which no weights were trained on. The figure is written as PNG, PDF and SVG, with its data.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import sentiment_gold as gold_sets
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from mediakit.corpus import Article, Corpus
from mediakit.measure.quotes import quotes
from mediakit.measure.sentiment import sentiment, sentiment_toward
from mediakit.measure.toward import CLASSES
from mediakit.parse import parse

NEAR = 50
"""Characters on either side of a target that VADER is given."""

BINS, FEWEST = 10, 10
"""Bins of the calibration plot; a bin with fewer targets is not drawn."""

REPEATS = 3

VADER_CUT = 0.05
"""VADER's own limit of what is neutral."""


def score(gold: Path, scorer: str, records: list[dict], predictions: list[dict]) -> str:
    """The first line that a scorer prints."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "predicted.jsonl")]
        for path, lines in zip(paths, (records, predictions), strict=True):
            path.write_text("\n".join(map(json.dumps, lines)) + "\n", encoding="utf-8")
        command = [sys.executable, str(gold / scorer), *map(str, paths)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def target_table(records: list[dict]) -> pd.DataFrame:
    """The targets of records as a table with their gold labels."""
    rows = [
        {"article_id": r["id"], "start": t["start"], "end": t["end"], "gold": t["label"]}
        for r in records
        for t in r["targets"]
    ]
    return pd.DataFrame(rows)


def predictions(table: pd.DataFrame) -> list[dict]:
    """A table of targets with labels, as the scorer reads it."""
    return [
        {"id": name, "targets": rows[["start", "end", "label"]].to_dict("records")}
        for name, rows in table.groupby("article_id", sort=False)
    ]


def vader_toward(records: list[dict], reach: int | None) -> list[dict]:
    """VADER's label of the text, or of so many characters on either side of each target."""
    analyzer = SentimentIntensityAnalyzer()
    rows = []
    for record in records:
        for target in record["targets"]:
            text = record["text"]
            if reach is not None:
                text = text[max(0, target["start"] - reach) : target["end"] + reach]
            compound = analyzer.polarity_scores(text)["compound"]
            label = CLASSES[1 + int(compound >= VADER_CUT) - int(compound <= -VADER_CUT)]
            rows.append({"article_id": record["id"], "start": target["start"], "end": target["end"], "label": label})
    return predictions(pd.DataFrame(rows))


def swapped(record: dict) -> dict | None:
    """A record with the two names swapped in their places; null where its targets are not two names."""
    first, second = sorted(record["targets"], key=lambda t: t["start"])[:2]
    text = record["text"]
    names = [text[t["start"] : t["end"]].removesuffix("'s").removesuffix("’s") for t in (first, second)]
    words = [word for name in names for word in name.split()]
    if (
        first["end"] > second["start"]
        or names[0] == names[1]
        or not all(w[0].isupper() and w not in PRONOUNS for w in words)
    ):
        return None
    left, right = first["start"], second["start"]
    changed = text[:left] + names[1] + text[left + len(names[0]) : right] + names[0] + text[right + len(names[1]) :]
    moved = right + len(names[1]) - len(names[0])
    places = [{"start": left, "end": left + len(names[1])}, {"start": moved, "end": moved + len(names[0])}]
    return {"id": record["id"], "text": changed, "targets": [{**p, "label": "neutral"} for p in places]}


PRONOUNS = frozenset("He She They It His Her Their I You We Him Them Its My Our Your".split())


def swap_test(records: list[dict], toward: Callable[[list[dict]], pd.DataFrame]) -> str:
    """How often the label in a place stays when two names are swapped, and how far probabilities move."""
    pairs = [(r, s) for r in records if len(r["targets"]) == 2 and (s := swapped(r))]
    names = ["p_negative", "p_neutral", "p_positive"]
    before, after = (toward([p[side] for p in pairs]) for side in (0, 1))
    same = (before["label"].to_numpy() == after["label"].to_numpy()).mean()
    moves = np.abs(before[names].to_numpy() - after[names].to_numpy())
    change = f"median {np.median(moves):.4f}, mean {moves.mean():.3f}"
    return f"{len(pairs)} sentences, label kept {same:.3f}, change of a probability: {change}"


def main(gold: Path, models: list[str], figure: Path | None) -> None:
    """Print every figure."""
    records = gold_sets.records(gold, "newsmtsc_devtest_mt")
    editorials = [
        r
        for r in gold_sets.records(gold, "nyt_editorial_sentiment_a")
        if gold_sets.checksum(r["article"]) % gold_sets.HELD_OUT == 0
    ]
    print("Toward a target: NewsMTSC devtest_mt, names masked")
    for what, reach in (("VADER, whole text", None), (f"VADER, {NEAR} characters round", NEAR)):
        print(f"  {what:28}", score(gold, "score_target_sentiment.py", records, vader_toward(records, reach)))
    found_by_model: dict[str, np.ndarray] = {}
    for model in models:

        def toward(some: list[dict], model: str = model) -> pd.DataFrame:
            return sentiment_toward(gold_sets.parsed_texts(some), target_table(some), model=model)

        table = toward(records)
        print(f"  {model:28}", score(gold, "score_target_sentiment.py", records, predictions(table)))
        merged = table.merge(target_table(records), on=["article_id", "start", "end"], validate="one_to_many")
        probabilities = merged[["p_negative", "p_neutral", "p_positive"]].to_numpy()
        labels = merged["gold"].map(CLASSES.index).to_numpy()
        print(f"  {'':28} calibration error {gold_sets.calibration_error(probabilities, labels):.3f}; by class", end="")
        for number, name in enumerate(CLASSES):
            print(f" {name} {gold_sets.class_calibration(probabilities[:, number], labels == number):.3f}", end="")
        print(f"\n  {'':28} names swapped: {swap_test(records, toward)}")
        found_by_model[model] = probabilities
    if figure:
        plot_calibration(found_by_model, labels, figure)

    print("Tone of a sentence: editorials, held-out articles")
    analyzer = SentimentIntensityAnalyzer()
    found = [{"id": r["id"], "score": analyzer.polarity_scores(r["text"])["compound"]} for r in editorials]
    print(f"  {'VADER':28}", score(gold, "score_sentence_sentiment.py", editorials, found))
    for model in models:
        table = sentiment(gold_sets.parsed_texts(editorials), model=model)
        means = table.groupby("article_id")["score"].mean().fillna(0.0)
        found = [{"id": name, "score": value} for name, value in means.items()]
        print(f"  {model:28}", score(gold, "score_sentence_sentiment.py", editorials, found))

    speed(records, models)


def speed(records: list[dict], models: list[str]) -> None:
    """Seconds of processor time beside those of parsing the same texts; quotations are found before and not counted."""
    joined = [" ".join(r["text"] for r in records[i : i + 20]) for i in range(0, 400, 20)]
    texts = Corpus(tuple(Article(str(number), text, "gold") for number, text in enumerate(joined)))
    warm = parse(Corpus(texts.items[:1]), cache=False)
    parsing = min(timed(lambda: parse(texts, cache=False))[0] for _ in range(REPEATS))
    print(f"Speed: parsing {len(texts)} articles takes {parsing:.1f} s of processor time, the least of {REPEATS} runs")
    for model in models:
        for measure in (sentiment, sentiment_toward):
            measure(warm, model=model)
            runs = []
            for _ in range(REPEATS):
                ready = parse(texts)
                quotes(ready)
                runs.append(timed(partial(measure, ready, model=model)))
            taken, table = min(runs, key=lambda run: run[0])
            print(
                f"  {measure.__name__}, {model}: {len(table)} rows, {taken / parsing:.1%} of it,"
                f" {len(table) / taken:,.0f} a second"
            )


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of processor time that a call takes, and what it gives."""
    begun = time.process_time()
    result = call()
    return time.process_time() - begun, result


def calibration_table(found: dict[str, np.ndarray], labels: np.ndarray) -> pd.DataFrame:
    """Of each model and class, the targets in bins of equal width, and how many have the label."""
    rows = []
    for model, probabilities in found.items():
        for number, name in enumerate(CLASSES):
            bins = np.minimum((probabilities[:, number] * BINS).astype(int), BINS - 1)
            for which in range(BINS):
                some = bins == which
                if some.sum() >= FEWEST:
                    n, right = int(some.sum()), int((labels[some] == number).sum())
                    mean = probabilities[some, number].mean()
                    rows.append({"model": model, "label": name, "n": n, "n_right": right, "probability": mean})
    return pd.DataFrame(rows)


def plot_calibration(found: dict[str, np.ndarray], labels: np.ndarray, path: Path) -> None:
    """How often a class is right, with its 95 % interval (Wilson 1927), against its probability, a panel a model."""
    import matplotlib

    matplotlib.use("agg")
    from scipy.stats import binomtest

    import mediakit as mk
    from mediakit.plot.style import COLOURS, DOUBLE, GREY, panels, style

    table = calibration_table(found, labels)
    with style():
        axes = panels(len(found), width=DOUBLE, height=82, sharey=True)
        for ax, (model, probabilities) in zip(axes, found.items(), strict=True):
            ax.plot([0, 1], [0, 1], color=GREY, linewidth=0.6)
            for number, (name, colour) in enumerate(zip(CLASSES, (COLOURS[5], "#555555", COLOURS[0]), strict=True)):
                some = table[(table["model"] == model) & (table["label"] == name)]
                share = some["n_right"] / some["n"]
                tests = (binomtest(right, n) for right, n in zip(some["n_right"], some["n"], strict=True))
                low, high = zip(*(test.proportion_ci(method="wilson") for test in tests), strict=True)
                ax.vlines(some["probability"], low, high, color=colour, linewidth=0.5, alpha=0.6)
                ax.plot(
                    some["probability"],
                    share,
                    marker="os^"[number],
                    color=colour,
                    markersize=3.2,
                    linewidth=0.9,
                    label=name,
                )
            error = gold_sets.calibration_error(probabilities, labels)
            ax.set(xlim=(0, 1), ylim=(0, 1), aspect="equal", xlabel="probability that the model gives a label")
            ax.set_title(f"{model} model, calibration error {error:.3f}")
        axes[0].set_ylabel(f"share of the targets that have the label (n = {len(labels):,})")
        axes[0].legend(loc="upper left")
    mk.export_figure(axes, path, table=table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--models", nargs="+", default=["default", "accurate"])
    parser.add_argument("--figure", type=Path)
    main(**vars(parser.parse_args()))
