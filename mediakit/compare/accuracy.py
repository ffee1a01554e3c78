"""How often the machine is right, by what coders decided for a sample of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.codes import consensus
from mediakit.compare.estimators import Design, Ratio, codings_needed, ratio, share_interval
from mediakit.compare.sampling import item_ids, with_outlet
from mediakit.errors import TableError
from mediakit.tables import ACCURACY, CONFUSION

NONE = "none"
"""How an empty cell of the machine's is compared with a coder's value."""


def accuracy(
    table: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str | None = "outlet",
    coder: str | None = None,
    width: float = 0.1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Precision, recall and F1 of a table's values, for all rows and for each outlet, a row a value.

    Each coded row counts for the rows of its stratum that were not coded. What is measured is the accuracy for the
    rows of this table: what the machine never made a row of is not among its misses, so recall means something only
    where the sampled table has rows without the value too, such as one row a sentence.

    Parameters
    ----------
    table
        The machine's table from which the sample was drawn, or its successor from a better machine.
    codes
        From `read_codes` with its sample. Where several coders coded a row, what most of them say.
    articles
        `corpus.articles`, where `by` is one of its columns.
    by
        A column to group by; None for all rows only.
    coder
        Whose coding to hold the machine to, such as a reconciled one; otherwise that of most coders.
    width
        How narrow an interval is wished for: `more_precision` and `more_recall` say what it would cost.
    level
        How often the intervals are to cover.

    Returns
    -------
    pandas.DataFrame
        The row with value "all" has the share of rows that are right, as all three measures. Numbers (interval and
        ratio variables) have no accuracy; see `correct`.

    Raises
    ------
    TableError
        When the codes do not know their sample, or none of the coded rows is in the table.

    Notes
    -----
    Every measure is a ratio of totals estimated over the sampling strata (F1 = 2 both / (machine + true)), with
    Korn & Graubard's (1998) interval: Clopper & Pearson's with the effective sample size.
    """
    rows = []
    for found in match(table, codes, articles, by=by, coder=coder, caller="accuracy"):
        for group in [] if found.numeric else found.groups:
            rows += _group_rows(found, group, width, level)
    return ACCURACY.build(rows)


def confusion(
    table: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    by: str | None = None,
    coder: str | None = None,
) -> pd.DataFrame:
    """What the machine said against what the coders said: rows counted, and weighted by the sampling design.

    Parameters and errors are those of `accuracy`. Every pair of values that occur has a row, also where it is empty.
    """
    rows = []
    for found in match(table, codes, articles, by=by, coder=coder, caller="confusion"):
        if found.numeric:
            continue
        decided = found.decided
        decided = decided.assign(stands_for=Design.of(decided["stratum"], decided["n_stratum"]).weight)
        values = sorted(set(decided["value"]) | set(decided["machine"]))
        for group in found.groups:
            part = decided if group == "all" else decided[decided["group"] == group]
            pairs = part.groupby(["value", "machine"])["stands_for"].agg(["size", "sum"])
            for value in values:
                total = part.loc[part["value"] == value, "stands_for"].sum()
                for machine in values:
                    n, weighted = pairs.loc[(value, machine)] if (value, machine) in pairs.index else (0, 0.0)
                    share = weighted / total if total else None
                    pair = {"variable": found.variable, "group": group, "coded": value, "machine": machine}
                    rows.append({**pair, "n": int(n), "weighted": weighted, "share": share})
    return CONFUSION.build(rows)


@dataclass(frozen=True)
class Match:
    """One variable: all rows of the machine's table (item, group, machine, weight), and the coded ones among them.

    `coded` has besides value (null where coders are equally divided), stratum and n_stratum; `note` says what of the
    design the codings do not cover.
    """

    variable: str
    level: str
    rows: pd.DataFrame
    coded: pd.DataFrame
    note: str | None

    @property
    def numeric(self) -> bool:
        return self.level in ("interval", "ratio")

    @property
    def decided(self) -> pd.DataFrame:
        """The coded rows on which the coders are not equally divided."""
        return self.coded[self.coded["value"].notna()].reset_index(drop=True)

    @property
    def groups(self) -> list[str]:
        """All together, then each group."""
        return ["all", *sorted(set(self.rows["group"]) - {"all"})]


def match(
    table: pd.DataFrame,
    codes: pd.DataFrame,
    articles: pd.DataFrame | None,
    *,
    by: str | None,
    coder: str | None,
    weight: str | None = None,
    caller: str,
) -> list[Match]:
    """What the machine and the coders said of each coded variable whose column the table has; one has to be there."""
    settled = consensus(codes, coder)
    if settled.empty:
        return []
    keys = settled["key"].dropna().unique()
    if len(keys) != 1 or settled["stratum"].isna().any():
        raise TableError(f"{caller}: the codes do not know how they were sampled; give read_codes their sample=")
    table = with_outlet(table, articles, caller)
    if by is not None and by not in table and articles is not None and by in articles:
        table = table.merge(articles[["article_id", by]], on="article_id", how="left", validate="many_to_one")
    for name in (by, weight):
        if name is not None and name not in table:
            raise TableError(f"{caller}: no column {name!r} in the table; give articles= for it, or name another")
    base = pd.DataFrame(
        {
            "item": item_ids(table, keys[0].split()),
            "group": table[by].astype("str").to_numpy() if by else "all",
            "weight": table[weight].to_numpy(dtype="float64") if weight else 1.0,
        }
    )
    found = []
    for variable, part in settled.groupby("variable", sort=True):
        column, level = str(part["column"].iloc[0]), str(part["level"].iloc[0])
        if column not in table:
            continue
        cells = table[column]
        if level in ("interval", "ratio"):
            rows = base.assign(machine=pd.to_numeric(cells).to_numpy(dtype="float64")).dropna(subset="machine")
            part = part.assign(value=part["value"].astype("float64"))
        else:
            rows = base.assign(machine=[as_value(cell) for cell in cells])
        coded = part.merge(rows, on="item", how="inner", validate="one_to_one")
        if coded.empty:
            raise TableError(f"{caller}: none of the {len(part)} coded rows of {variable!r} is in the table")
        found.append(Match(str(variable), level, rows, coded, _note(part, coded, len(table))))
    if not found:
        columns = ", ".join(sorted(set(settled["column"])))
        there = ", ".join(map(str, table.columns))
        raise TableError(f"{caller}: the table has no column that was coded ({columns}); it has {there}")
    return found


def as_value(cell: object) -> str:
    """A cell of the machine's as a codebook writes values; an empty one is "none"."""
    if cell is None or cell is pd.NA or cell != cell:
        return NONE
    if isinstance(cell, (bool, np.bool_)):
        return str(bool(cell)).lower()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def _note(part: pd.DataFrame, coded: pd.DataFrame, n_rows: int) -> str | None:
    """What of the design the codings do not cover."""
    notes = []
    if len(coded) < len(part):
        notes.append(f"{len(part) - len(coded)} of {len(part)} coded rows are not in the table")
    divided = int(coded["value"].isna().sum())
    if divided:
        notes.append(
            f"coders are equally divided on {divided} of {len(coded)} coded rows, and without them the easy ones are "
            "left: reconcile them, and name that coder"
        )
    covered = int(coded.drop_duplicates("stratum")["n_stratum"].sum())
    if covered < n_rows:
        notes.append(f"the strata with a coding hold {covered} of the table's {n_rows} rows")
    return "; ".join(notes) or None


def _group_rows(found: Match, group: str, width: float, level: float) -> list[dict[str, Any]]:
    """A row for each value and one for all of them; rows outside the group stay in the design, as zeros."""
    decided = found.decided
    inside = np.full(len(decided), True) if group == "all" else (decided["group"] == group).to_numpy()
    of_group = len(found.coded) if group == "all" else int((found.coded["group"] == group).sum())
    design = Design.of(decided["stratum"], decided["n_stratum"])
    coded, machine = decided["value"].to_numpy(), decided["machine"].to_numpy()
    rows = []
    for value in ["all", *sorted(set(coded[inside]) | set(machine[inside]))]:
        true = inside & ((coded == value) | (value == "all"))
        said = inside & ((machine == value) | (value == "all"))
        both = true & said & (coded == machine)
        row: dict[str, Any] = {"variable": found.variable, "group": group, "value": value}
        needs = {}
        measured = (("precision", said, said), ("recall", true, inside), ("f1", (said * 1.0 + true) / 2, inside))
        for measure, denominator, reach in measured:
            share = ratio(both.astype("float64"), denominator.astype("float64"), design, reach)
            lower, upper = share_interval(share, level)
            row |= {measure: share.estimate, f"{measure}_lower": lower, f"{measure}_upper": upper}
            needs[measure] = _more(share, upper - lower, width, level)
        lacking = [name for name, n in (("precision", said.sum()), ("recall", true.sum())) if not n]
        reasons = [f"no {name}: no coded row to divide by" for name in lacking] + ([found.note] if found.note else [])
        rows.append(
            row
            | {
                "n_machine": int(said.sum()),
                "n_true": int(true.sum()),
                "n_both": int(both.sum()),
                "n_coded": int(inside.sum()),
                "n_undecided": of_group - int(inside.sum()),
                "more_precision": needs["precision"],
                "more_recall": needs["recall"],
                "reason": "; ".join(reasons) or None,
            }
        )
    return rows


def _more(share: Ratio, wide: float, width: float, level: float) -> int | None:
    """Further rows of the denominator to code until the interval is narrow enough, each worth what it is worth now."""
    if not share.n:
        return None
    if wide <= width:
        return 0
    needed = codings_needed(width, share.estimate, level=level) * share.n / share.effective
    return max(int(np.ceil(needed)) - share.n, 1)
