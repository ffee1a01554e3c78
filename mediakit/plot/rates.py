"""Rates and means by group: dots with their intervals, a panel for each thing counted."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.errors import TableError
from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, SINGLE, panels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROW = 3.4
"""Height of a row of dots, in millimetres."""


def plot_rates(
    table: pd.DataFrame,
    *,
    colour: str | None = None,
    order: Sequence[str] | None = None,
    xlabel: str | None = None,
    width: float | None = None,
) -> list[Axes]:
    """What `compare_rates` or `compare_means` gives: a dot a group with its interval and n, a panel a label.

    A group without text has no dot. Where the design bears no interval there is none, and an upper bound alone is
    drawn open, without a cap at zero.

    Parameters
    ----------
    table
        What `compare_rates` or `compare_means` gives. Its first column makes rows, its further group columns panels.
    colour
        One of the further columns that makes colours instead of panels (voice, say).
    order
        The groups from top to bottom; by default as in the table.
    xlabel
        Of all panels; by default "per 1,000 words" or "mean".
    width
        Of the figure, in millimetres; by default 89, and 183 where there are more than 12 groups.

    Returns
    -------
    list of Axes
        A panel for each label, the most frequent first.
    """
    value = next((name for name in ("rate", "mean") if name in table), None)
    if value is None or "n" not in table:
        raise TableError(f"plot_rates: no column 'rate' or 'mean'; it has {', '.join(map(str, table.columns))}")
    front = [str(name) for name in table.columns[: list(table.columns).index("n")]]
    if colour is not None and colour not in front[1:]:
        raise TableError(f"plot_rates: colour is {colour!r}; allowed are {', '.join(front[1:]) or 'none'}")
    split = [name for name in front[1:] if name != colour]
    title = pd.Series("", index=table.index, dtype="str")
    for name in split:
        title = title.where(title == "", title + " · ") + table[name].astype("str")
    titles = list(table.groupby(title)["n"].sum().sort_values(ascending=False, kind="stable").index)
    groups = list(order or dict.fromkeys(table[front[0]]))
    hues = list(dict.fromkeys(table[colour])) if colour else [""]
    width = width or (SINGLE if len(groups) <= 12 else DOUBLE)
    columns = max(1, min(len(titles), round(width / 45)))
    rows = max(1, -(-len(titles) // columns))
    step = max(1.0, 0.72 * len(hues))
    height = 12 + rows * (8 + ROW * step * max(1, len(groups)))
    with style():
        axes = panels(columns, rows=rows, width=width, height=height, sharex=True, sharey=True)
        for ax, name in zip(axes, titles, strict=False):
            part = table[title == name]
            for at, hue in enumerate(hues):
                mine = part if colour is None else part[part[colour] == hue]
                _dots(ax, mine, front[0], groups, value, (at - (len(hues) - 1) / 2) * 0.75 / len(hues), COLOURS[at])
            ax.set_title(fill(name, 20))
        for ax in axes:
            ax.set_ylim(len(groups) - 0.45, -0.55)
            ax.set_yticks(range(len(groups)), groups)
            ax.tick_params(axis="y", length=0)
            if value == "mean":
                ax.axvline(0, color=PALE, zorder=0)
            ax.grid(axis="x", color=PALE, linewidth=0.4)
            ax.set_axisbelow(True)
        low, high = axes[0].get_xlim()
        low = 0.0 if value == "rate" else low
        axes[0].set_xlim(low, high + 0.12 * (high - low))  # room for the last count
        for ax in axes[len(titles) :]:
            ax.set_visible(False)
        for ax in axes[max(0, len(titles) - columns) : len(titles)]:
            ax.tick_params(labelbottom=True)
        figure = axes[0].figure
        figure.supxlabel(xlabel or ("per 1,000 words" if value == "rate" else "mean"), fontsize=7)  # type: ignore[union-attr]
        if colour is not None:
            for at, hue in enumerate(hues):
                axes[0].scatter([], [], s=9, color=COLOURS[at], label=hue)
            figure.legend(loc="outside upper left", ncols=len(hues), handletextpad=0.1)  # type: ignore[union-attr]
    return axes[: max(1, len(titles))]


def _dots(ax: Axes, table: pd.DataFrame, by: str, groups: list[str], value: str, shift: float, colour: str) -> None:
    for row in table.to_dict("records"):
        if row[by] not in groups or pd.isna(row[value]):
            continue
        y = groups.index(row[by]) + shift
        right = row[value]
        if pd.notna(row["high"]):
            bound = row["interval"] == "upper bound"
            ax.plot([row["low"], row["high"]], [y, y], color=colour, linewidth=0.8, linestyle=":" if bound else "-")
            right = max(right, row["high"])
        filled = row["n"] > 0
        inner = colour if filled else "white"
        ax.scatter([row[value]], [y], s=9, zorder=3, linewidths=0.7, edgecolors=colour, color=inner, clip_on=False)
        ink = GREY if filled else INK
        ax.annotate(
            f"{row['n']:,}", (right, y), (3, 0), textcoords="offset points", va="center", fontsize=5.5, color=ink
        )
