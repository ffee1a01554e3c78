"""The certainty ladder: how surely each article has a fact, and in which words."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, article_names, nothing, panels, style
from mediakit.tables import COVERAGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RUNGS = ("not_found", "expected", "hedged", "attributed", "asserted")
UNTOLD = ("not_found", "could_not_have")
MOST_ROWS = 12
"""Articles that a panel holds."""
BARE = frozenset(("to",))
"""Cues that say nothing by themselves."""

NAMES = ("not found", "expected", "hedged", "attributed", "asserted")


def plot_certainty(
    coverage: pd.DataFrame,
    *,
    facts: list[str] | None = None,
    versions: list[tuple[str, str]] | None = None,
    discrepancies: pd.DataFrame | None = None,
    most: int = 4,
) -> list[Axes]:
    """A panel a fact: outlets in rows, from not found to asserted, each dot with its cue words; 183 mm wide.

    Parameters
    ----------
    coverage
        The table of `coverage`.
    facts
        Which fact_ids; by default those that an update changed, then the shared ones whose statuses differ most.
    versions
        Pairs of articles, earlier and later version of one text: an arrow joins their dots where they differ.
    discrepancies
        The table of that name: an arrow joins the dots of each update of a certainty or tense too.
    most
        How many panels when `facts` is not given.

    Returns
    -------
    list of Axes
        The panels; one that says so where no fact is told with different certainty.
    """
    COVERAGE.check(coverage, "plot_certainty")
    updates = _updates(coverage, discrepancies)
    telling = [*updates, *(fact for fact in _telling(coverage) if fact not in updates)]
    chosen = list(facts) if facts is not None else telling[:most]
    order = _telling_most(coverage, chosen)
    names = article_names(coverage["article_id"], coverage["outlet"])
    if not chosen:
        return [nothing("No two articles were found to tell one fact with different certainty.")]
    n_columns = min(2, max(1, len(chosen)))
    n_rows = max(1, -(-len(chosen) // n_columns))
    with style():
        axes = panels(n_columns, rows=n_rows, width=DOUBLE, height=8 + n_rows * (20 + 5.6 * len(order)), sharey=True)
        for place, fact_id in enumerate(chosen):
            every = coverage[coverage["fact_id"] == fact_id].set_index("article_id")
            _panel(axes[place], every.reindex(order), [*(versions or []), *updates.get(fact_id, [])])
            _title(axes[place], every)
            axes[place].set_yticks(range(len(order)), [textwrap.shorten(names[a], 22, placeholder="…") for a in order])
            axes[place].set_ylim(len(order) - 0.4, -0.75)
            axes[place].spines["left"].set_visible(False)
        figure: Any = axes[0].figure
        arrow = "   (arrow: from the plan to what is reported as done)" if updates or versions else ""
        figure.supxlabel(f"how surely the article says it →{arrow}", fontsize=7)
        for spare in axes[len(chosen) :]:
            spare.set_visible(False)
    return axes[: len(chosen)]


def _telling_most(coverage: pd.DataFrame, chosen: list[str]) -> list[str]:
    """All articles, or those that have most of the chosen facts where a panel could not hold all."""
    order = list(dict.fromkeys(coverage["article_id"]))
    if len(order) <= MOST_ROWS:
        return order
    told = coverage[coverage["fact_id"].isin(chosen) & ~coverage["status"].isin(UNTOLD)]
    counts = told["article_id"].value_counts()
    return sorted(sorted(order, key=lambda a: -counts.get(a, 0))[:MOST_ROWS], key=order.index)


def _updates(coverage: pd.DataFrame, discrepancies: pd.DataFrame | None) -> dict[str, list[tuple[str, str]]]:
    """For each fact that an update changed the pairs of articles, less sure and surer."""
    found: dict[str, list[tuple[str, str]]] = {}
    if discrepancies is None:
        return found
    rows = discrepancies[
        (discrepancies["relation"] == "update") & discrepancies["attribute"].isin(["certainty", "tense"])
    ]
    rung = {(f, a): _rung(s) for f, a, s in coverage[["fact_id", "article_id", "status"]].itertuples(index=False)}
    for fact, one, other in rows[["fact_id", "article_id", "other_id"]].itertuples(index=False):
        low, high = sorted((one, other), key=lambda article: rung.get((fact, article), 0))
        if 0 < rung.get((fact, low), 0) < rung.get((fact, high), 0) and (low, high) not in found.get(fact, []):
            found.setdefault(fact, []).append((low, high))
    return found


def _telling(coverage: pd.DataFrame) -> list[str]:
    """The facts of several articles, those first whose articles differ most in how surely they have them."""
    told = coverage[~coverage["status"].isin(UNTOLD)]
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
            last = rung == len(RUNGS) - 1
            place: dict[str, Any] = {"x": rung + 0.3, "ha": "right"} if last else {"x": rung, "ha": "center"}
            axes.text(y=y - 0.18, s=words, va="bottom", fontsize=5.5, color=INK, **place)
    for earlier, later in versions:
        if earlier in at and later in at and at[earlier][0] != at[later][0]:
            axes.annotate("", xy=at[later], xytext=at[earlier],
                          arrowprops={"arrowstyle": "->", "color": COLOURS[5], "linewidth": 0.9, "shrinkA": 4,
                                      "shrinkB": 4, "connectionstyle": "arc3,rad=0.2"})  # fmt: skip
    axes.set_xticks(range(len(RUNGS)), NAMES)
    axes.set_xlim(-0.45, len(RUNGS) - 0.45)
    axes.tick_params(length=0)


def _title(axes: Axes, cells: pd.DataFrame) -> None:
    fact = textwrap.shorten(str(cells["fact"].iloc[0]), 84, placeholder=" …")
    axes.set_title(textwrap.fill(fact, 46), fontsize=7, pad=12)
    found, n_articles = int((~cells["status"].isin(UNTOLD)).sum()), len(cells)
    axes.text(0, 1.02, f"found in {found} of {n_articles} articles", transform=axes.transAxes, fontsize=6, color=GREY)


def _rung(status: Any) -> int:
    """How far up the ladder; what is denied stands with what is attributed, under another mark."""
    if status == "denied":
        return RUNGS.index("attributed")
    return RUNGS.index(status) if status in RUNGS else 0


def _words(cell: Any) -> str:
    """The cue, unless it is bare, or whose word it is."""
    cue = cell.cue if isinstance(cell.cue, str) else ""
    parts = ["" if cue.lower() in BARE else cue]
    if cell.status in ("attributed", "denied") and isinstance(cell.attributed_to, str):
        parts = [cell.attributed_to]
    return textwrap.shorten(" ".join(p for p in parts if p), 30, placeholder=" …")
