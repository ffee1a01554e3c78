"""Shares, counts, rates and means corrected for the machine's errors by a coded sample of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.accuracy import Match, match
from mediakit.compare.estimators import Design, Numbers, ratio
from mediakit.errors import TableError
from mediakit.tables import CORRECTED

METHODS = ("tuned", "design")
UNSEEN = 2
"""Errors, one in either direction, that are added to the coded ones."""


def correct(
    table: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str | None = "outlet",
    coder: str | None = None,
    method: str = "tuned",
    weight: str | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Shares and means corrected for misclassification, beside the raw ones, for all rows and for each outlet.

    The machine's values of all rows are corrected by its errors in the coded rows, each of which stands for the
    uncoded rows of its stratum. Because the sample was drawn at random with known probabilities, this holds however
    wrong the machine is, also when it errs more for one outlet than for another; a better machine gives a narrower
    interval. The estimates are for the rows of this table: rows that the machine never made cannot come back.

    Parameters
    ----------
    table
        The machine's table from which the sample was drawn.
    codes
        From `read_codes` with its sample. A nominal or ordinal variable gives a share a value, a number its mean.
    articles
        `corpus.articles`: gives `by`, and the words for rates per 1,000.
    by
        A column to group by; None for all rows only.
    coder
        Whose coding is right; otherwise that of most coders.
    method
        "tuned" uses the machine's values as far as they go along with the coders' in the group, so that a poor machine
        does no harm; "design" takes them in full, so that nothing is fitted and the shares of all values add up to 1,
        and is wider (benchmarks/coverage.py).
    weight
        A column saying how much each row counts, such as 1/m for text that stands in m articles.
    level
        How often the intervals are to cover.

    Returns
    -------
    pandas.DataFrame
        Shares between 0 and 1. An interval that cannot be had is null, with the reason.

    Raises
    ------
    TableError
        When the codes do not know their sample, or none of the coded rows is in the table.

    Notes
    -----
    The estimate is the mean of λŷ over all rows plus the weighted mean of y − λŷ over the coded ones: design-based
    supervised learning (Egami et al. 2023) with λ = 1, prediction-powered inference with power tuning (Angelopoulos
    et al. 2023; Angelopoulos, Duchi & Zrnic 2023) with the λ of least variance; in survey sampling, the difference
    estimator (Särndal et al. 1992, 6.3). The variance is that of a stratified sample without replacement. Intervals
    of shares add the variance of an error in either direction that did not turn up, where a coding stands for most
    rows (for a simple random sample the pseudo-codings of Bonett & Price 2012), and keep to what the coded rows leave
    possible; those of means are Student's t with Satterthwaite's degrees of freedom, one fewer for a fitted λ.
    """
    if method not in METHODS:
        raise TableError(f"correct: method is {method!r}; allowed are {', '.join(METHODS)}")
    words: dict[str, int] = {}
    if articles is not None:
        if by is not None and by in articles:
            words |= {str(name): int(part["n_words"].sum()) for name, part in articles.groupby(by)}
        words["all"] = int(articles["n_words"].sum())
    rows = []
    for found in match(table, codes, articles, by=by, coder=coder, weight=weight, caller="correct"):
        for group in found.groups:
            for row in _group_rows(found, group, method, level):
                rows.append(row | _rates(row, words.get(group)))
    return CORRECTED.build(rows)


def _group_rows(found: Match, group: str, method: str, level: float) -> list[dict[str, Any]]:
    """The corrected mean of a group, or its corrected share of each value."""
    coded = found.decided
    inside = np.full(len(coded), True) if group == "all" else (coded["group"] == group).to_numpy()
    rows = found.rows if group == "all" else found.rows[found.rows["group"] == group]
    design = Design.of(coded["stratum"], coded["n_stratum"])
    counts = inside * coded["weight"].to_numpy()
    values = ["mean"] if found.numeric else sorted(set(coded["value"][inside]) | set(rows["machine"]))
    made = []
    for value in values:
        if found.numeric:
            everywhere = rows["machine"].to_numpy()
            truth, said = coded["value"].to_numpy(dtype="float64"), coded["machine"].to_numpy(dtype="float64")
        else:
            everywhere = (rows["machine"] == value).to_numpy(dtype="float64")
            truth = (coded["value"] == value).to_numpy(dtype="float64")
            said = (coded["machine"] == value).to_numpy(dtype="float64")
        raw = float(np.average(everywhere, weights=rows["weight"]))
        estimate = _estimate(
            raw, float(rows["weight"].sum()), truth, said, counts, design, method, level, share=not found.numeric
        )
        reasons = [reason for reason in (estimate.pop("reason"), found.note) if reason]
        row = {"variable": found.variable, "group": group, "value": value, "raw": raw, **estimate}
        row |= {"n_rows": len(rows), "n_coded": int(inside.sum()), "reason": "; ".join(reasons) or None}
        if not found.numeric:
            total = float(rows["weight"].sum())
            pairs = (("raw_count", "raw"), ("count", "corrected"), ("count_lower", "lower"), ("count_upper", "upper"))
            row |= {name: None if row[of] is None else row[of] * total for name, of in pairs}
        made.append(row)
    return made


def _estimate(
    raw: float,
    total: float,
    truth: Numbers,
    said: Numbers,
    counts: Numbers,
    design: Design,
    method: str,
    level: float,
    *,
    share: bool,
) -> dict[str, Any]:
    """The corrected mean or share of the rows that count, with its interval, from the machine's over all rows.

    `raw` is the machine's mean over all rows, `total` what they count together, `counts` what each coded row does.
    """
    nothing = {"corrected": None, "lower": None, "upper": None, "coded_only": None, "tuning": None}
    if not counts.any():
        return nothing | {"reason": "no coded row, so nothing to correct by"}
    tuning = 1.0 if method == "design" else _tuning(truth, said, counts * design.weight)
    error = ratio((truth - tuning * said) * counts, counts, design)
    if method == "tuned" and error.n > 2:  # the slope is fitted to the same rows
        fitted = (error.n - 1) / (error.n - 2)
        error = replace(error, variance=error.variance * fitted, freedom=max(error.freedom - 1, 1.0))
    corrected = tuning * raw + error.estimate
    coded_only = ratio(truth * counts, counts, design).estimate
    estimate: dict[str, Any] = {"corrected": corrected, "coded_only": coded_only, "tuning": tuning}
    if np.isinf(error.effective):
        return estimate | {"lower": corrected, "upper": corrected, "reason": None}
    from scipy.special import stdtrit

    t = float(stdtrit(error.freedom, (1 + level) / 2))
    if share:
        width = t * float(np.sqrt(error.variance + UNSEEN * error.unseen))
        # What is coded is known: the rows coded so are the least there can be, and those coded otherwise are not.
        known, other = float(truth @ counts) / total, 1 - float((1 - truth) @ counts) / total
        lower, upper = corrected - width, corrected + width
        corrected, lower, upper = (
            float(np.clip(bound, known, other)) for bound in (corrected, min(lower, corrected), max(upper, corrected))
        )
        return estimate | {"corrected": corrected, "lower": lower, "upper": upper, "reason": None}
    if error.n < 2 or error.variance <= 0:
        reason = f"{error.n} coded row{'s' if error.n > 1 else ''} with the same error show no spread, so no interval"
        return estimate | {"lower": None, "upper": None, "reason": reason}
    width = t * float(np.sqrt(error.variance))
    return estimate | {"lower": corrected - width, "upper": corrected + width, "reason": None}


def _tuning(truth: Numbers, said: Numbers, weight: Numbers) -> float:
    """How far the machine goes along with the coders: the slope of truth on said, held between 0 and 1."""
    middle = np.average(said, weights=weight)
    spread = float(weight @ (said - middle) ** 2)
    if spread <= 0:
        return 1.0
    return float(np.clip(weight @ ((said - middle) * truth) / spread, 0, 1))


def _rates(row: dict[str, Any], words: int | None) -> dict[str, Any]:
    """Counts per 1,000 words, where the words are known and there are counts."""
    if not words:
        return {"n_words": words}
    pairs = (("raw_rate", "raw_count"), ("rate", "count"), ("rate_lower", "count_lower"), ("rate_upper", "count_upper"))
    rates = {name: None if row.get(of) is None else row[of] / words * 1000 for name, of in pairs}
    return {"n_words": words, **rates}


def corrected_beside(
    result: pd.DataFrame,
    table: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: Sequence[str],
    label: str | None,
    weight: pd.Series[float],
    per: float | None,
    level: float,
) -> pd.DataFrame:
    """The result of a comparison with `corrected`, `corrected_low` and `corrected_high` beside the machine's figures.

    They are null where nothing is coded yet.

    Parameters
    ----------
    result
        The comparison: a row a group and label.
    table, codes, articles, level
        As for `correct`.
    by, label
        The comparison's: one column of articles, and the coded column for rates.
    weight
        How much each row of the table counts.
    per
        How many words a rate refers to; None for means, which have value "mean".

    Raises
    ------
    TableError
        When the codes do not fit the comparison: more than one grouping, or a label that nobody coded.
    """
    if len(by) != 1:
        raise TableError(f"codes=: one grouping can be corrected, not {', '.join(by)}")
    if codes.empty:
        return result.assign(corrected=float("nan"), corrected_low=float("nan"), corrected_high=float("nan"))
    if per is not None and (label is None or label not in set(codes["variable"])):
        coded = ", ".join(sorted(set(codes["variable"])))
        raise TableError(f"codes=: label={label!r} is not what was coded ({coded})")
    found = correct(table.assign(_weight=weight), codes, articles, by=by[0], weight="_weight", level=level)
    found = found[found["variable"] == label] if per is not None else found[found["value"] == "mean"]
    names = ["corrected", "lower", "upper"] if per is None else ["count", "count_lower", "count_upper"]
    renamed = dict(zip(names, ["corrected", "corrected_low", "corrected_high"], strict=True))
    figures = found[["group", "value", *names]].rename(columns=renamed)
    keys = {by[0]: "group", **({label: "value"} if per is not None and label else {})}
    joined = result.merge(figures.rename(columns={old: new for new, old in keys.items()}), how="left", on=list(keys))
    if per is not None:
        for name in renamed.values():
            joined[name] *= per / joined["n_words"].where(joined["n_words"] > 0)
    return joined[[*result.columns, *renamed.values()]]
