"""How often the intervals of corrected estimates and of accuracy hold the truth, in simulated studies.

    python benchmarks/coverage.py [--runs 200] [--seed 1]

Each study draws one table of a thousand rows whose truth is known, samples it, codes the sample without error, and
asks whether the interval holds what the whole table would have given. Beside it: how often the machine's raw figure
happens to lie in that interval, and how wide an interval from the coded rows alone would be (the same functions with
a machine that says nothing).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.compare.accuracy import accuracy
from mediakit.compare.correction import correct
from mediakit.compare.sampling import sample
from mediakit.tables import CODES

ROWS = 1000
OUTLETS = np.array(["A", "B", "C"])


@dataclass(frozen=True)
class Study:
    """A simulated study: how its table comes about, and how it is sampled."""

    name: str
    population: Callable[[np.random.Generator], pd.DataFrame]
    n: int
    by: tuple[str, ...] = ()
    level: str = "nominal"


def labels(prevalence: tuple[float, ...], hit: tuple[float, ...], false: tuple[float, ...], rows: int = ROWS):
    """Tables of a yes or no whose prevalence, hit rate and false alarms differ by outlet."""

    def make(rng: np.random.Generator) -> pd.DataFrame:
        outlet = rng.choice(3, rows, p=[0.6, 0.3, 0.1])
        truth = rng.random(rows) < np.array(prevalence)[outlet]
        hard = rng.random(rows)
        said = np.where(truth, hard < np.array(hit)[outlet], hard > 1 - np.array(false)[outlet])
        sure = np.clip(np.where(said == truth, 0.75, 0.6) + rng.normal(0, 0.15, rows), 0, 1)
        words = np.array(["no", "yes"])
        return frame(rng, outlet, truth=words[truth.astype(int)], x=words[said.astype(int)], confidence=sure)

    return make


def scores(bias: tuple[float, ...], noise: float):
    """Tables of a score from -1 to 1 that the machine gets wrong by a bias of the outlet and some noise."""

    def make(rng: np.random.Generator) -> pd.DataFrame:
        outlet = rng.choice(3, ROWS, p=[0.6, 0.3, 0.1])
        truth = np.clip(rng.normal(0.1, 0.4, ROWS), -1, 1).round(1)
        said = truth + np.array(bias)[outlet] + rng.normal(0, noise, ROWS)
        return frame(rng, outlet, truth=truth, x=said, confidence=rng.random(ROWS))

    return make


def frame(rng: np.random.Generator, outlet: np.ndarray, **columns: np.ndarray) -> pd.DataFrame:
    rows = np.arange(len(outlet))
    article = [f"{OUTLETS[o]}{rng.integers(10**9)}" for o in outlet]
    return pd.DataFrame({"article_id": article, "start": rows, "end": rows + 1, "outlet": OUTLETS[outlet], **columns})


def coded(drawn: pd.DataFrame, level: str) -> pd.DataFrame:
    """The codes of a coder who never errs."""
    place = {"variable": "x", "coder": "c", "level": level, "column": "x", "source": "-", "place": "-"}
    named = drawn[["item", "key", "stratum", "n_stratum", "outlet"]].to_dict("records")
    return CODES.build({**row, **place, "value": value} for row, value in zip(named, drawn["truth"], strict=True))


STUDIES = (
    Study("one sample, fair machine", labels((0.3,) * 3, (0.8,) * 3, (0.15,) * 3), 150),
    Study("by outlet, errors differ", labels((0.3, 0.3, 0.2), (0.9, 0.6, 0.8), (0.05, 0.25, 0.1)), 150, ("outlet",)),
    Study("rare value, by answer", labels((0.03,) * 3, (0.7,) * 3, (0.02,) * 3), 150, ("outlet", "x")),
    Study("by confidence", labels((0.4,) * 3, (0.8,) * 3, (0.2,) * 3), 150, ("outlet", "confidence")),
    Study("few codings, good machine", labels((0.3,) * 3, (0.98,) * 3, (0.02,) * 3), 36, ("outlet",)),
    Study("machine at random", labels((0.3,) * 3, (0.5,) * 3, (0.5,) * 3), 150, ("outlet",)),
    Study("most rows coded", labels((0.3,) * 3, (0.8,) * 3, (0.15,) * 3, rows=200), 150, ("outlet",)),
    Study("score, bias by outlet", scores((0.1, -0.2, 0.3), 0.3), 150, ("outlet",), "interval"),
    Study("score, few codings", scores((0.1, -0.2, 0.3), 0.3), 36, ("outlet",), "interval"),
)


def run(study: Study, runs: int, seed: int) -> list[dict[str, object]]:
    """What each method's intervals did in the runs of one study, all rows and groups together."""
    held: dict[str, list[tuple[bool, bool, float]]] = {}
    for number in range(runs):
        rng = np.random.default_rng([seed, number])
        table = study.population(rng)
        codes = coded(sample(table, study.n, by=study.by, seed=number), study.level)
        methods = [("design", table, "design"), ("tuned", table, "tuned")]
        if number % 4 == 0:  # often enough to see how wide it is
            methods.append(("coded only", table.assign(x="no" if study.level == "nominal" else 0.0), "design"))
        for method, machine, tuned in methods:
            for row in correct(machine, codes, method=tuned).query("value in ('yes', 'mean')").itertuples():
                rows = table if row.group == "all" else table[table["outlet"] == row.group]
                true = float((rows["truth"] == "yes").mean() if study.level == "nominal" else rows["truth"].mean())
                name = f"{method}, {'all' if row.group == 'all' else 'outlet'}"
                inside = row.lower - 1e-9 <= true <= row.upper + 1e-9
                held.setdefault(name, []).append((inside, row.lower <= row.raw <= row.upper, row.upper - row.lower))
        if study.level == "nominal":
            for row in accuracy(table, codes).query("value == 'yes'").itertuples():
                rows = table if row.group == "all" else table[table["outlet"] == row.group]
                both = float(((rows["truth"] == "yes") & (rows["x"] == "yes")).sum())
                n_machine, n_true = float((rows["x"] == "yes").sum()), float((rows["truth"] == "yes").sum())
                wanted = {
                    "precision": (both, n_machine),
                    "recall": (both, n_true),
                    "f1": (2 * both, n_machine + n_true),
                }
                for measure, (above, below) in wanted.items():
                    lower, upper = getattr(row, f"{measure}_lower"), getattr(row, f"{measure}_upper")
                    if below and np.isfinite(lower):
                        inside = lower - 1e-9 <= above / below <= upper + 1e-9
                        name = f"{measure}, {'all' if row.group == 'all' else 'outlet'}"
                        held.setdefault(name, []).append((inside, False, upper - lower))
    return [
        {
            "study": study.name,
            "estimate": name,
            "covers": np.mean([inside for inside, _, _ in found]),
            "raw inside": np.mean([raw for _, raw, _ in found])
            if "," in name and name.split(",")[0] in ("design", "tuned")
            else None,
            "width": np.mean([width for _, _, width in found]),
            "intervals": len(found),
        }
        for name, found in held.items()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = [row for study in STUDIES for row in run(study, options.runs, options.seed)]
    print(pd.DataFrame(rows).to_string(index=False, float_format="{:.3f}".format, na_rep=""))


if __name__ == "__main__":
    main()
