"""The certainty ladder: how surely each article has a fact, and in which words."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, panels, style
from mediakit.tables import COVERAGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RUNGS = ("not_found", "expected", "hedged", "attributed", "asserted")
NAMES = ("not found", "expected", "hedged", "attributed", "asserted")


def plot_certainty(
    coverage: pd.DataFrame,
    *,
    facts: list[str] | None = None,
    versions: list[tuple[str, str]] | None = None,
    most: int = 4,
) -> list[Axes]:
    """A panel a fact: outlets in rows, from not found to asserted, each dot with its cue words; 183 mm wide.

    Parameters
    ----------
    coverage
        The table of `coverage`.
    facts
        Which fact_ids; by default the shared ones whose statuses differ most.
    versions
        Pairs of articles, earlier and later version of one text: an arrow joins their dots where they differ.
    most
        How many panels when `facts` is not given.
    """
    COVERAGE.check(coverage, "plot_certainty")
    chosen = list(facts) if facts is not None else _telling(coverage)[:most]
    order = list(dict.fromkeys(coverage["article_id"]))
    outlets = dict(zip(coverage["article_id"], coverage["outlet"], strict=True))
    n_columns = min(2, max(1, len(chosen)))
    n_rows = max(1, -(-len(chosen) // n_columns))
    with style():
        axes = panels(n_columns, rows=n_rows, width=DOUBLE, height=n_rows * (16 + 6.5 * len(order)), sharey=True)
        for place, fact_id in enumerate(chosen):
            cells = coverage[coverage["fact_id"] == fact_id].set_index("article_id").reindex(order)
            _panel(axes[place], cells, versions or [])
            axes[place].set_yticks(range(len(order)), [textwrap.shorten(outlets[a], 22) for a in order])
            axes[place].set_ylim(len(order) - 0.4, -0.75)
        for spare in axes[len(chosen) :]:
            spare.set_visible(False)
    return axes[: len(chosen)]


def _telling(coverage: pd.DataFrame) -> list[str]:
    """The facts of several articles, those first whose articles differ most in how surely they have them."""
    told = coverage[~coverage["status"].isin(["not_found", "could_not_have"])]
    groups = told.groupby("fact_id", sort=False)["status"].agg(["nunique", "count"])
    groups = groups[(groups["count"] > 1) & (groups["nunique"] > 1)]
    return list(groups.sort_values(["nunique", "count"], ascending=False, kind="stable").index)


def _panel(axes: Axes, cells: pd.DataFrame, versions: list[tuple[str, str]]) -> None:
    at: dict[str, tuple[int, int]] = {}
    for x in range(len(RUNGS)):
        axes.axvline(x, color=PALE, linewidth=0.6, zorder=0)
    for y, cell in enumerate(cells.itertuples()):
        rung = _rung(cell.status)
        at[str(cell.Index)] = (rung, y)
        found = rung > 0
        denied = cell.status == "denied"
        axes.plot([rung], [y], marker="X" if denied else "o", markersize=5.5 if found else 2.5, linestyle="none",
                  color=COLOURS[0] if found else GREY)  # fmt: skip
        words = _words(cell)
        if words:
            axes.text(rung, y - 0.18, words, ha="center", va="bottom", fontsize=5.5, color=INK)
    for earlier, later in versions:
        if earlier in at and later in at and at[earlier][0] != at[later][0]:
            axes.annotate("", xy=at[later], xytext=at[earlier],
                          arrowprops={"arrowstyle": "->", "color": COLOURS[5], "linewidth": 0.9, "shrinkA": 4,
                                      "shrinkB": 4, "connectionstyle": "arc3,rad=-0.25"})  # fmt: skip
    axes.set_xticks(range(len(RUNGS)), NAMES)
    axes.set_xlim(-0.45, len(RUNGS) - 0.45)
    axes.set_title(textwrap.shorten(str(cells["fact"].dropna().iloc[0]), 46, placeholder=" …"))
    axes.tick_params(length=0)


def _rung(status: Any) -> int:
    """How far up the ladder; what is denied stands with what is attributed, under another mark."""
    if status == "denied":
        return RUNGS.index("attributed")
    return RUNGS.index(status) if status in RUNGS else 0


def _words(cell: Any) -> str:
    """The cue, or whose word it is."""
    parts = [cell.cue if isinstance(cell.cue, str) else ""]
    if cell.status in ("attributed", "denied") and isinstance(cell.attributed_to, str):
        parts = [cell.attributed_to]
    return textwrap.shorten(" ".join(p for p in parts if p), 30, placeholder=" …")
