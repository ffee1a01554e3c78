"""Each group beside the rest: ratios of sums with intervals, differences with permutation tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.inference import Flags, Numbers, Units, bootstrap, generator, permutation, too_few


@dataclass(frozen=True)
class Sums:
    """What is summed: a row a cell (an article or part of one, with its groups), a column a label.

    A ratio is `above` over `below`; `n` is how many rows were counted, `weight` the same with their weights.
    """

    cells: pd.DataFrame
    labels: list[str]
    above: Numbers
    below: Numbers
    n: Numbers
    weight: Numbers


def contrast(
    sums: Sums,
    by: Sequence[str],
    units: Units,
    families: pd.Series | None,
    *,
    level: float,
    resamples: int,
    seed: int,
    bound: bool,
) -> list[dict[str, Any]]:
    """A row a group and label: its ratio, the rest's, and what may be inferred.

    Parameters
    ----------
    by
        The columns of `sums.cells` that make groups; the rest differs in the first and agrees in the others.
    families
        The reuse family of each article: the rest leaves out the families of the group.
    bound
        Whether a sum of zero has an upper bound, which a count has and a mean has not.
    """
    cells = sums.cells
    unit = cells["article_id"].map(units.of).astype("str").to_numpy(dtype=object)
    if units.name == "paragraph":
        unit = np.array([f"{one}:{p}" for one, p in zip(unit, cells["paragraph"], strict=True)], dtype=object)
    family = None if families is None else cells["article_id"].map(families).to_numpy(dtype=object)
    bursts = _bursts(sums, unit) if bound else None
    rows = []
    for values, group in cells.groupby(list(by), sort=True):
        names = tuple(map(str, values))
        inside = np.zeros(len(cells), dtype=bool)
        inside[group.index] = True
        outside = ~inside & (cells[by[0]] != names[0]).to_numpy()
        for column, name in zip(by[1:], names[1:], strict=True):
            outside &= (cells[column] == name).to_numpy()
        if family is not None:
            outside &= ~np.isin(family.astype("str"), list(map(str, set(family[inside]))))
        random = generator(seed, *by, *names)
        known = {
            **_estimates(sums, inside, outside),
            **_intervals(sums, inside, unit, units, random, level, resamples, bursts),
            **_tests(sums, inside, outside, unit, units, random, resamples),
        }
        for at, label in enumerate(sums.labels):
            row = {name: values[at] for name, values in known.items()}
            rows.append({**dict(zip(by, names, strict=True)), "label": label, "unit": units.name, **row})
    return rows


def _estimates(sums: Sums, inside: Flags, outside: Flags) -> dict[str, Any]:
    cells = sums.cells
    group, rest = (_ratio(sums.above[side].sum(axis=0), sums.below[side].sum(axis=0)) for side in (inside, outside))
    articles = cells.loc[inside, "article_id"].to_numpy(dtype=object)
    hits = pd.DataFrame(sums.n[inside] > 0).groupby(articles).any().sum().to_numpy()
    return {
        "n": sums.n[inside].sum(axis=0).astype("int64"),
        "n_weighted": sums.weight[inside].sum(axis=0),
        "below": sums.below[inside].sum(axis=0),
        "estimate": group,
        "n_articles": np.full(len(sums.labels), len(set(articles))),
        "n_articles_with": hits,
        "rest_n": sums.n[outside].sum(axis=0).astype("int64"),
        "rest_below": sums.below[outside].sum(axis=0),
        "rest_estimate": rest,
        "difference": group - rest,
    }


def _ratio(above: Numbers, below: Numbers) -> Numbers:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)


def _by_unit(values: Numbers, unit: np.ndarray) -> Numbers:
    """Sums by unit, units sorted."""
    _, at = np.unique(unit.astype("str"), return_inverse=True)
    sums = np.zeros((at.max() + 1 if len(at) else 0, values.shape[1]))
    np.add.at(sums, at, values)
    return sums


def _bursts(sums: Sums, unit: np.ndarray) -> Numbers:
    """How many hits a unit that has any has on average, over all groups; at least 1."""
    by_unit = _by_unit(sums.above, unit)
    hit = (by_unit > 0).sum(axis=0)
    return np.maximum(1.0, by_unit.sum(axis=0) / np.maximum(1, hit))


def _intervals(
    sums: Sums,
    inside: Flags,
    unit: np.ndarray,
    units: Units,
    random: np.random.Generator,
    level: float,
    resamples: int,
    bursts: Numbers | None,
) -> dict[str, Any]:
    above, below = _by_unit(sums.above[inside], unit[inside]), _by_unit(sums.below[inside], unit[inside])
    n_units = (below > 0).sum(axis=0)
    reasons = [too_few(int(n), units) for n in n_units]
    low = np.full(len(sums.labels), np.nan)
    high, method = low.copy(), np.full(len(sums.labels), None, dtype=object)
    able = np.array([reason is None for reason in reasons])
    if able.any():
        low[able], high[able] = bootstrap(above[:, able], below[:, able], random, resamples=resamples, level=level)
        method[able] = f"bootstrap of {units.plural}"
        none = able & (above.sum(axis=0) == 0)
        if bursts is not None and none.any():
            # No unit has a hit: units with one arrive at most as -ln(1 - level) of a Poisson, each with its burst.
            low[none] = 0.0
            high[none] = -np.log(1 - level) * bursts[none] / below.sum(axis=0)[none]
            method[none] = "upper bound"
    return {"low": low, "high": high, "interval": method, "n_units": n_units, "reason": reasons}


def _tests(
    sums: Sums,
    inside: Flags,
    outside: Flags,
    unit: np.ndarray,
    units: Units,
    random: np.random.Generator,
    resamples: int,
) -> dict[str, Any]:
    n_labels = len(sums.labels)
    p = np.full(n_labels, np.nan)
    if units.name == "paragraph":
        return {
            "p": p,
            "p_reason": ["paragraphs of one text say nothing of another: no test between groups"] * n_labels,
        }
    both = inside | outside
    paired = set(unit[inside]) & set(unit[outside])
    if paired:
        # Units that several groups meet (events): articles change sides within their unit.
        rows = both & np.isin(unit.astype("str"), list(map(str, paired)))
        above, below, member = sums.above[rows], sums.below[rows], inside[rows]
        _, block = np.unique(unit[rows].astype("str"), return_inverse=True)
        member_units = [(_by_unit(below[side], block[side]) > 0).sum(axis=0) for side in (member, ~member)]
        reasons = [too_few(int(n), units, "met on both sides: ") for n in np.minimum(*member_units)]
    else:
        sides = [(_by_unit(sums.above[s], unit[s]), _by_unit(sums.below[s], unit[s])) for s in (inside, outside)]
        above, below = (np.concatenate([sides[0][k], sides[1][k]]) for k in (0, 1))
        member = np.arange(len(above)) < len(sides[0][0])
        block = np.zeros(len(above), dtype="int64")
        counts = [(side[1] > 0).sum(axis=0) for side in sides]
        reasons = [
            too_few(int(own), units) or too_few(int(rest), units, "the rest: ")
            for own, rest in zip(*counts, strict=True)
        ]
    able = np.array([reason is None for reason in reasons])
    if able.any():
        p[able] = permutation(
            above[:, able], below[:, able], member, block.astype("int64"), random, resamples=resamples
        )
    return {"p": p, "p_reason": reasons}
