"""The coverage matrix: which article reports which fact, and how surely."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, panels, style
from mediakit.schema import records
from mediakit.tables import COVERAGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CONFLICT = COLOURS[5]
LEGEND = (
    ("asserted", "asserted"),
    ("attributed", "attributed"),
    ("hedged", "hedged"),
    ("expected", "expected"),
    ("denied", "denied"),
    ("contradicted", "contradicted"),
    ("not_found", "not found"),
    ("could_not_have", "could not have"),
)
ROW, HEAD, FOOT = 4.6, 17.0, 12.0
"""Millimetres of one fact, of the column heads and of the legend."""


def plot_coverage(
    coverage: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    most: int = 30,
    families: pd.DataFrame | None = None,
) -> Axes:
    """Facts in rows, articles in columns, a mark for how each article has each fact; 183 mm wide.

    A disc is asserted in the outlet's own voice, a ring attributed to somebody, a half disc hedged, a triangle
    expected, a cross denied; an orange edge is contradicted by another article. A small dot means that the fact was
    not found in the article, a dash that the article could not have had it yet. Rules part the facts that every
    outlet has, those that some have, and those that stand in one text.

    Parameters
    ----------
    coverage
        The table of `coverage`.
    articles
        The table of the corpus, for the words that stand under each outlet.
    most
        How many facts are drawn, from the top of the table; those of a single text come last.
    families
        The table `families` of `independence`: articles of one family stand side by side, under a bracket.
    """
    COVERAGE.check(coverage, "plot_coverage")
    shown = list(dict.fromkeys(coverage["fact_id"]))[:most]
    columns, brackets = _columns(coverage, families)
    table = coverage[coverage["fact_id"].isin(shown)]
    words = {} if articles is None else dict(zip(articles["article_id"], articles["n_words"], strict=True))
    height = HEAD + FOOT + ROW * max(3, len(shown))
    with style():
        (axes,) = panels(width=DOUBLE, height=height)
        row_of = {fact: i for i, fact in enumerate(shown)}
        for cell in records(table):
            place = columns.index(cell["article_id"]), row_of[cell["fact_id"]]
            _mark(axes, *place, cell["status"], cell["contradicted"])
        facts = table.drop_duplicates("fact_id").set_index("fact_id").reindex(shown)
        axes.set_yticks(range(len(shown)), [_short(label) for label in facts["fact"]])
        outlets = dict(zip(coverage["article_id"], coverage["outlet"], strict=True))
        heads = [_head(outlets[c], words.get(c)) for c in columns]
        axes.set_xticks(range(len(columns)), heads)
        axes.xaxis.tick_top()
        for y, fact in enumerate(facts.itertuples()):
            axes.text(len(columns) - 0.35, y, _counts(fact), va="center", ha="left", fontsize=6, color=INK)
        _rules(axes, facts, len(columns), coverage["outlet"].nunique())
        for first, last in brackets:
            top = -0.78
            axes.plot([first - 0.3, first - 0.3, last + 0.3, last + 0.3], [top + 0.12, top, top, top + 0.12],
                      color=GREY, linewidth=0.8, clip_on=False)  # fmt: skip
        axes.set_xlim(-0.6, len(columns) + 1.1)
        axes.set_ylim(len(shown) - 0.4, -0.9)
        axes.tick_params(length=0)
        for side in ("left", "bottom", "top", "right"):
            axes.spines[side].set_visible(False)
        _legend(axes, len(shown), len(columns))
    return axes


def _columns(coverage: pd.DataFrame, families: pd.DataFrame | None) -> tuple[list[str], list[tuple[int, int]]]:
    """The articles in the order of the columns, and first and last column of each family of several."""
    order = list(dict.fromkeys(coverage["article_id"]))
    groups: list[list[str]] = []
    if families is not None:
        for members in families["articles"]:
            held = [a for a in str(members).split(" | ") if a in order]
            if len(held) > 1:
                groups.append(sorted(held, key=order.index))
    grouped = [a for group in groups for a in group]
    columns = grouped + [a for a in order if a not in grouped]
    brackets = [(columns.index(group[0]), columns.index(group[-1])) for group in groups]
    return columns, brackets


def _mark(axes: Axes, x: float, y: float, status: str, contradicted: bool) -> None:
    edge = CONFLICT if contradicted else INK
    common: dict[str, Any] = {
        "markeredgecolor": edge, "markeredgewidth": 1.5 if contradicted else 0.8, "linestyle": "none", "clip_on": False,
    }  # fmt: skip
    if status == "contradicted":
        axes.plot([x], [y], marker="o", markersize=5.6, markerfacecolor="none",
                  **{**common, "markeredgecolor": CONFLICT, "markeredgewidth": 1.5})  # fmt: skip
    elif status == "asserted":
        axes.plot([x], [y], marker="o", markersize=5.6, markerfacecolor=INK, **common)
    elif status == "attributed":
        axes.plot([x], [y], marker="o", markersize=5.6, markerfacecolor="white", **common)
    elif status == "hedged":
        axes.plot([x], [y], marker="o", markersize=5.6, fillstyle="left", markerfacecolor=INK,
                  markerfacecoloralt="white", **common)  # fmt: skip
    elif status == "expected":
        axes.plot([x], [y], marker="^", markersize=5.6, markerfacecolor="white", **common)
    elif status == "denied":
        axes.plot([x], [y], marker="X", markersize=5.6, markerfacecolor="white", **common)
    elif status == "could_not_have":
        axes.plot([x - 0.09, x + 0.09], [y, y], color=GREY, linewidth=0.9)
    else:
        axes.plot([x], [y], marker="o", markersize=1.6, markerfacecolor=PALE, markeredgecolor=GREY,
                  markeredgewidth=0.4, linestyle="none")  # fmt: skip


def _head(outlet: str, n_words: int | None) -> str:
    name = "\n".join(textwrap.wrap(outlet, 14)[:2])
    return name if n_words is None else f"{name}\n{n_words:,} words"


def _short(label: str) -> str:
    return textwrap.shorten(label, 66, placeholder=" …")


def _counts(fact: Any) -> str:
    outlets = f"{fact.n_outlets} outlet{'s' if fact.n_outlets > 1 else ''}"
    return f"{outlets} · {fact.n_texts} text{'s' if fact.n_texts > 1 else ''}"


def _rules(axes: Axes, facts: pd.DataFrame, n_columns: int, n_outlets: int) -> None:
    """Thin lines between what all have, what some share, and what one text has."""
    counts = zip(facts["n_outlets"], facts["n_texts"], strict=True)
    kinds = ["core" if outlets == n_outlets else "single" if texts == 1 else "shared" for outlets, texts in counts]
    for place in range(1, len(kinds)):
        if kinds[place] != kinds[place - 1]:
            axes.plot([-0.6, n_columns + 1.0], [place - 0.5] * 2, color=GREY, linewidth=0.6)


def _legend(axes: Axes, n_rows: int, n_columns: int) -> None:
    """The marks explained, in two lines under the matrix."""
    half = len(LEGEND) // 2
    width = (n_columns + 1.2) / half
    for i, (status, label) in enumerate(LEGEND):
        x, y = -0.35 + i % half * width, n_rows + 0.45 + i // half * 0.9
        _mark(axes, x, y, status, False)
        axes.text(x + 0.16, y, label, va="center", ha="left", fontsize=6, clip_on=False)
    axes.set_ylim(n_rows + 1.9, axes.get_ylim()[1])
