"""How often the intervals of corrected estimates and of accuracy hold the truth, in simulated studies.

    python benchmarks/coverage.py [--runs 200] [--seed 1]

Each study draws one table of a thousand rows whose truth is known, samples it, codes the sample without error, and
asks whether the interval holds what coding the whole table would have given. Printed beside it: how wide the interval
is, how far the estimate and the machine's raw figure are from the truth on average, and, as the baseline, the same for
an estimate from the coded rows alone (the same functions with a machine that always says the same).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
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
    Study("by outlet, errors differ", labels((0.3, 0.3, 0.2), (0.9, 0.5, 0.8), (0.2, 0.02, 0.1)), 150, ("outlet",)),
    Study("rare value, by answer", labels((0.03,) * 3, (0.7,) * 3, (0.02,) * 3), 150, ("outlet", "x")),
    Study("by confidence", labels((0.4,) * 3, (0.8,) * 3, (0.2,) * 3), 150, ("outlet", "confidence")),
    Study("few codings, good machine", labels((0.3,) * 3, (0.98,) * 3, (0.02,) * 3), 36, ("outlet",)),
    Study("machine at random", labels((0.3,) * 3, (0.5,) * 3, (0.5,) * 3), 150, ("outlet",)),
    Study("most rows coded", labels((0.3,) * 3, (0.8,) * 3, (0.15,) * 3, rows=200), 150, ("outlet",)),
    Study("score, bias by outlet", scores((0.1, -0.2, 0.3), 0.3), 150, ("outlet",), "interval"),
    Study("score, few codings", scores((0.1, -0.2, 0.3), 0.3), 36, ("outlet",), "interval"),
)


Found = tuple[str, float, float, float, float, float]
"""An estimate's name, estimate, lower and upper end, the truth, and what the machine alone would have said."""


def truths(table: pd.DataFrame, group: str, level: str) -> pd.Series:
    """What coding all rows of a group would have given: its share or mean, and the accuracy of the machine."""
    rows = table if group == "all" else table[table["outlet"] == group]
    if level != "nominal":
        return pd.Series({"corrected": rows["truth"].mean()})
    true, said = rows["truth"] == "yes", rows["x"] == "yes"
    both = (true & said).sum()
    measures = {
        "precision": (both, said.sum()),
        "recall": (both, true.sum()),
        "f1": (2 * both, true.sum() + said.sum()),
    }
    return pd.Series(
        {"corrected": true.mean()} | {name: n / of if of else np.nan for name, (n, of) in measures.items()}
    )


def estimates(study: Study, table: pd.DataFrame, codes: pd.DataFrame, *, alone: bool) -> Iterator[Found]:
    """All intervals of one run that the truth can be held against; `alone` adds those from the coded rows alone."""
    machines = [("design", table, "design"), ("tuned", table, "tuned")]
    if alone:
        machines.append(("coded only", table.assign(x="no" if study.level == "nominal" else 0.0), "design"))
    for name, machine, method in machines:
        for row in correct(machine, codes, method=method).query("value in ('yes', 'mean')").itertuples():
            where = "all" if row.group == "all" else "outlet"
            true = truths(table, row.group, study.level)["corrected"]
            yield f"{name}, {where}", row.corrected, row.lower, row.upper, true, row.raw
    if study.level == "nominal":
        for _, row in accuracy(table, codes).query("value == 'yes'").iterrows():
            where = "all" if row["group"] == "all" else "outlet"
            for name in ("precision", "recall", "f1"):
                true = truths(table, row["group"], study.level)[name]
                yield f"{name}, {where}", row[name], row[f"{name}_lower"], row[f"{name}_upper"], true, np.nan


def run(study: Study, runs: int, seed: int) -> pd.DataFrame:
    """How the intervals of one study did, a row an estimate: shares of all its runs and groups."""
    found: list[Found] = []
    for number in range(runs):
        table = study.population(np.random.default_rng([seed, number]))
        codes = coded(sample(table, study.n, by=study.by, seed=number), study.level)
        found += estimates(study, table, codes, alone=number % 4 == 0)  # a quarter shows how wide those are
    rows = pd.DataFrame(found, columns=["estimate", "value", "lower", "upper", "truth", "raw"])
    rows = rows.dropna(subset=["lower", "truth"])
    made = pd.DataFrame(
        {
            "study": study.name,
            "estimate": rows["estimate"],
            "covers": rows["truth"].between(rows["lower"] - 1e-9, rows["upper"] + 1e-9).astype("float64"),
            "width": rows["upper"] - rows["lower"],
            "error": (rows["value"] - rows["truth"]).abs(),
            "raw error": (rows["raw"] - rows["truth"]).abs(),
            "intervals": 1,
        }
    )
    how = {"covers": "mean", "width": "mean", "error": "mean", "raw error": "mean", "intervals": "sum"}
    return made.groupby(["study", "estimate"], sort=False).agg(how).reset_index()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for study in STUDIES:
        table = run(study, options.runs, options.seed)
        print(table.to_string(index=False, float_format="{:.3f}".format, na_rep=""), flush=True)


if __name__ == "__main__":
    main()
