"""What the machine said against what coders said: a matrix with its counts printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from mediakit.errors import TableError
from mediakit.plot.style import DOUBLE, GREY, INK, SINGLE, nothing, panels, style
from mediakit.tables import CONFUSION

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL = 13
"""Millimetres of a cell's side."""


def plot_accuracy(confusion: pd.DataFrame, variable: str | None = None, *, order: Sequence[str] = ()) -> list[Axes]:
    """The confusion matrix of one variable, one panel a group, with the counts of coded rows in its cells.

    The shade, and the percentage below the count, is the share of the rows with the coders' value to which the
    machine gave each value, weighted by the sampling design: the diagonal is recall. An open diamond marks where both
    agree.

    Parameters
    ----------
    confusion
        From `confusion`; with `by`, "all" and each group have a panel of their own.
    variable
        Which variable, where there are several.
    order
        Values in the order in which to draw them, such as `codebook["certainty"].values`; others follow.

    Returns
    -------
    list of Axes
        One a group; 89 mm wide for one or two, 183 mm for more. A sentence where nothing is coded yet.

    Raises
    ------
    TableError
        When there is no such variable, or several and none is named.
    """
    CONFUSION.check(confusion, "plot_accuracy")
    if confusion.empty:
        return [nothing("No categories are coded yet, so there is no matrix to draw.")]
    variables = sorted(set(confusion["variable"]))
    if variable is None and len(variables) != 1:
        raise TableError(f"plot_accuracy: name one variable of {', '.join(variables)}")
    table = confusion[confusion["variable"] == (variable or variables[0])]
    if table.empty:
        raise TableError(f"plot_accuracy: no variable {variable!r}; there are {', '.join(variables)}")
    groups = ["all", *sorted(set(table["group"]) - {"all"})]
    found = set(table["coded"]) | set(table["machine"])
    values = [value for value in order if value in found] + sorted(found - set(order))
    columns = min(len(groups), 3)
    rows = -(-len(groups) // columns)
    label = 1.5 * max(len(value) for value in values)
    size = len(values) * CELL
    width = SINGLE if columns * (size + 6) + label <= SINGLE else DOUBLE
    with style():
        axes = panels(columns, rows=rows, width=width, height=rows * (size + 16) + label + 8, sharex=True, sharey=True)
        for group, ax in zip(groups, axes, strict=False):
            part = table[table["group"] == group].set_index(["coded", "machine"])
            _matrix(ax, part, values)
            total = int(part["n"].sum())
            name = group if group != "all" else variable or variables[0]
            ax.set_title(f"{name} (n = {total})")
        for ax in axes[len(groups) :]:
            ax.set_axis_off()
        for ax in axes[::columns]:
            ax.set_ylabel("coders")
        for ax in axes[max(0, len(groups) - columns) : len(groups)]:
            ax.set_xlabel("machine")
            ax.tick_params(axis="x", labelbottom=True)
    return axes[: len(groups)]


def _matrix(ax: Axes, part: pd.DataFrame, values: list[str]) -> None:
    """One panel: shaded cells, each with its count and, where the row has any, its share."""
    shares = part["share"].unstack("machine").reindex(index=values, columns=values).to_numpy(dtype="float64")
    counts = part["n"].unstack("machine").reindex(index=values, columns=values).fillna(0).to_numpy(dtype="int64")
    ax.imshow(np.nan_to_num(shares), cmap="Blues", vmin=0, vmax=1.25, aspect="equal")
    for row, column in np.ndindex(counts.shape):
        share = shares[row, column]
        colour = "white" if share > 0.75 else INK if counts[row, column] else GREY
        below = f"\n{100 * share:.0f} %" if counts[row, column] else ""
        weight = "bold" if row == column else "normal"
        ax.text(column, row, f"{counts[row, column]}{below}", ha="center", va="center", color=colour, fontweight=weight)
    ticks = range(len(values))
    ax.set_xticks(ticks, values, rotation=90 if max(map(len, values)) > 8 else 0)
    ax.set_yticks(ticks, values)
    ax.set_xticks([tick - 0.5 for tick in ticks][1:], minor=True)
    ax.set_yticks([tick - 0.5 for tick in ticks][1:], minor=True)
    ax.grid(which="minor", color="white", linewidth=1.5)
    ax.tick_params(which="both", length=0)
    ax.spines[:].set_visible(False)
