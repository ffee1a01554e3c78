"""Terms that set groups apart, and terms that drive a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.errors import TableError
from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, SINGLE, panels, style
from mediakit.tables import KEYNESS, WORD_SHIFT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KINDS = ("ranked", "funnel")


def plot_terms(
    table: pd.DataFrame, *, kind: str = "ranked", n: int = 12, width: float | None = None, by: str = "outlet"
) -> list[Axes]:
    """What `compare_terms` gives, a panel for each group: its most typical terms, or all of them by frequency.

    Parameters
    ----------
    table
        What `compare_terms` gives, for any number of groups.
    kind
        "ranked": the first `n` terms that occur more than once, in the table's rank, with delta and their counts in
        the group and in what it is held against; a pale line spans the delta with a tenth of the prior and with ten
        times the prior. "funnel": every term, delta by how often it occurs, the `n` first and last in rank named.
    n
        How many terms are named.
    width
        Of the figure, in millimetres; by default one column of a page for one or two groups, else two.
    by
        The column that holds the groups.

    Returns
    -------
    list of Axes
        A panel for each group and reference.
    """
    if kind not in KINDS:
        raise TableError(f"plot_terms: kind is {kind!r}; allowed are {', '.join(KINDS)}")
    for name in (by, *KEYNESS.names):
        if name not in table:
            raise TableError(f"plot_terms: no column {name!r}; it has {', '.join(map(str, table.columns))}")
    table = table[table["delta"].notna()]
    sides = list(dict.fromkeys(zip(table[by], table["reference"], strict=True)))
    width = width or (SINGLE if len(sides) < 3 else DOUBLE)
    columns = max(1, min(len(sides), round(width / (45 if kind == "ranked" else 60))))
    rows = max(1, -(-len(sides) // columns))
    tall = 12 + 3.3 * n if kind == "ranked" else 50
    with style():
        axes = panels(columns, rows=rows, width=width, height=6 + rows * tall, sharex=kind == "ranked")
        for at, (ax, side) in enumerate(zip(axes, sides, strict=False)):
            part = table[(table[by] == side[0]) & (table["reference"] == side[1])]
            colour = COLOURS[sorted({name for name, _ in sides}).index(side[0]) % len(COLOURS)]
            (_ranked if kind == "ranked" else _funnel)(ax, part, n, colour)
            ax.set_title(side[0] if side[1] == "rest" else f"{side[0]} against {side[1]}")
            if kind == "funnel" and at % columns == 0:
                ax.set_ylabel("log-odds ratio δ")
        for ax in axes[len(sides) :]:
            ax.set_visible(False)
        for ax in axes[max(0, len(sides) - columns) : len(sides)]:
            ax.tick_params(labelbottom=True)
        label = "log-odds ratio δ" if kind == "ranked" else "occurrences in group and reference"
        axes[0].figure.supxlabel(label, fontsize=7)  # type: ignore[union-attr]
    return axes[: max(1, len(sides))]


def _ranked(ax: Axes, table: pd.DataFrame, n: int, colour: str) -> None:
    best = table[(table["delta"] > 0) & (table["n"] > 1)].sort_values("rank").head(n).reset_index(drop=True)
    ax.hlines(best.index, best["delta_strong_prior"], best["delta_weak_prior"], color=PALE, linewidth=1.6)
    ax.hlines(best.index, 0, best["delta"], color=colour, linewidth=0.6)
    ax.scatter(best["delta"], best.index, s=9, color=colour, zorder=3)
    for at, row in best.iterrows():
        text = f"{row['n']:.4g} : {row['n_reference']:.4g}"
        where = (row["delta_weak_prior"], float(at))  # type: ignore[arg-type]
        ax.annotate(text, where, (3, 0), textcoords="offset points", va="center", fontsize=5.5, color=GREY)
    ax.set_yticks(range(len(best)), [str(term) for term in best["term"]])
    ax.set_ylim(max(1, n) - 0.4, -0.6)
    ax.set_xlim(0, max(0.5, ax.get_xlim()[1], float(best["delta_weak_prior"].max() if len(best) else 0) * 1.3))
    ax.tick_params(axis="y", length=0)


def _funnel(ax: Axes, table: pd.DataFrame, n: int, colour: str) -> None:
    from matplotlib.ticker import LogLocator

    ordered = table.assign(total=table["n"] + table["n_reference"]).sort_values("rank")
    ax.scatter(ordered["total"], ordered["delta"], s=3, color=GREY, linewidths=0, alpha=0.5)
    ax.axhline(0, color=INK, linewidth=0.5)
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.xaxis.set_major_formatter("{x:g}")
    ax.xaxis.set_minor_formatter("")
    above = ordered[ordered["delta"] > 0].head(n).sort_values("delta", ascending=False, kind="stable")
    below = ordered[ordered["delta"] < 0].tail(n).sort_values("delta", ascending=False, kind="stable")
    for side, fill, heights in (
        (above, colour, np.linspace(0.98, 0.98 - 0.055 * max(0, len(above) - 1), len(above))),
        (below, INK, np.linspace(0.02 + 0.055 * max(0, len(below) - 1), 0.02, len(below))),
    ):
        ax.scatter(side["total"], side["delta"], s=7, color=fill, linewidths=0, zorder=3)
        # Names stand in a column beside the axes, each on a line to its dot: in a funnel the extremes crowd.
        for row, height in zip(side.to_dict("records"), heights, strict=True):
            line = {"arrowstyle": "-", "color": PALE, "linewidth": 0.4, "shrinkA": 0, "shrinkB": 1}
            text = ax.annotate(
                str(row["term"]),
                (row["total"], row["delta"]),
                (1.02, float(height)),
                textcoords="axes fraction",
                va="center",
                fontsize=5.5,
                color=fill,
                arrowprops=line,
            )
            text.set_in_layout(True)


def plot_word_shift(table: pd.DataFrame, *, n: int = 25, width: float = SINGLE) -> list[Axes]:
    """What `word_shift` gives: the terms of the largest contributions, to the left and right of zero.

    Bars to the right make the mean of the right group higher. Full bars are terms with a score above the reference,
    pale ones below it; the sign and arrow before a term say which, and whether the right group has more of it.

    Parameters
    ----------
    table
        What `word_shift` gives.
    n
        How many terms are shown; the line below them says what the others add up to.
    width
        Of the figure, in millimetres.

    Returns
    -------
    list of Axes
        One.
    """
    WORD_SHIFT.check(table, "plot_word_shift")
    shown, others = table.sort_values("rank").head(n), table.sort_values("rank").iloc[n:]
    signs = {"above more": "+↑", "above less": "+↓", "below more": "−↑", "below less": "−↓", "none": ""}
    with style():
        (ax,) = panels(width=width, height=20 + 3.3 * (len(shown) + 1))
        colours = {"above more": COLOURS[5], "above less": "#EFB28F", "below more": COLOURS[0], "below less": "#8FBFDD"}
        for at, row in enumerate(shown.to_dict("records")):
            ax.barh(at, row["contribution"], height=0.72, color=colours.get(row["kind"], PALE))
            _beside(ax, at, row["contribution"], f"{signs[row['kind']]} {row['term']}")
        rest = float(others["contribution"].sum())
        if len(others):
            ax.barh(len(shown), rest, height=0.72, color=PALE)
            _beside(ax, len(shown), rest, f"{len(others)} other terms")
        ax.axvline(0, color=INK, linewidth=0.5)
        widest = max([1e-9, abs(rest), *table["contribution"].abs()]) * 1.9
        ax.set_xlim(-widest, widest)
        ax.set_ylim(len(shown) + 0.7, -0.7)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        if len(table):
            first = table.iloc[0]
            ax.set_title(
                f"{first['left']} (mean {first['mean_left']:.3g}) → {first['right']} ({first['mean_right']:.3g})"
            )
            ax.set_xlabel(f"contribution to the difference; right: higher in {first['right']}")
        keys = [("above more", "+↑ above the mean, more"), ("above less", "+↓ above the mean, less")]
        keys += [("below more", "−↑ below the mean, more"), ("below less", "−↓ below the mean, less")]
        for kind, text in keys:
            ax.bar(0, 0, color=colours[kind], label=text)
        ax.figure.legend(loc="outside lower center", ncols=2, handlelength=1.0, columnspacing=1.2)  # type: ignore[union-attr]
    return [ax]


def _beside(ax: Axes, y: float, x: float, text: str) -> None:
    side, away = ("right", -2) if x < 0 else ("left", 2)
    ax.annotate(text, (x, y), (away, 0), textcoords="offset points", va="center", ha=side, fontsize=6)
