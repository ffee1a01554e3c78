"""Framing in use: where in the article, with which other frame, in whose claims."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.compare.cells import require
from mediakit.plot.style import COLOURS, GREY, INK, PALE, SINGLE, outlet_colours, panels, style
from mediakit.tables import FRAME_ACTORS, FRAME_PAIRS, FRAME_POSITIONS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OTHERS = "others, or none"
FEWEST = 3
"""A pair of frames that meets in fewer sentences is never set off from chance."""


def plot_frame_positions(
    table: pd.DataFrame, articles: pd.DataFrame, *, by: str = "outlet", width: float = SINGLE
) -> list[Axes]:
    """Where in the article the cues of each frame stand: a tick a cue, a line of ticks for each group.

    Parameters
    ----------
    table
        What `frame_positions` gives.
    articles
        The table of that name.
    by
        A column of `articles` that makes groups.
    width
        Of the figure, in millimetres.

    Returns
    -------
    list of Axes
        One: frames from the most frequent down, within each the groups in alphabetical order.
    """
    FRAME_POSITIONS.check(table, "plot_frame_positions")
    group = table["article_id"].map(dict(zip(articles["article_id"], articles[by], strict=True))).astype("str")
    groups = sorted(articles[by].astype("str").unique())
    colours = outlet_colours(groups)
    frames = list(
        table["frame"].value_counts(sort=False).sort_index().sort_values(ascending=False, kind="stable").index
    )
    with style():
        (ax,) = panels(width=width, height=22 + (2.0 * len(groups) + 2.2) * max(1, len(frames)))
        deep = 1 / (len(groups) + 1)
        for at, frame in enumerate(frames):
            for line, name in enumerate(groups):
                y = at + (line - (len(groups) - 1) / 2) * deep
                mine = table[(table["frame"] == frame) & (group == name)]
                ax.hlines(y, 0, 1, color=PALE, linewidth=0.3, zorder=0)
                ax.vlines(mine["position"], y - deep * 0.44, y + deep * 0.44, color=colours[name], linewidth=1.1)
                ax.text(1.015, y, f"{len(mine)}", va="center", fontsize=5, color=GREY if len(mine) else PALE)
        ax.set_yticks(range(len(frames)), [fill(str(frame), 18) for frame in frames])
        ax.set_ylim(len(frames) - 0.45, -0.55)
        ax.set_xlim(0, 1.06)
        ax.set_xticks([0, 0.25, 0.5, 0.75, 1], ["top", "¼", "½", "¾", "end"])
        ax.set_xlabel("place in the article (share of its words); right: cues")
        ax.tick_params(axis="y", length=0)
        for name in groups:
            ax.plot([], [], color=colours[name], linewidth=2, label=name)
        columns = max(1, min(len(groups), int(width // 30)))
        ax.figure.legend(loc="outside upper left", ncols=columns, handlelength=0.9, columnspacing=1.0)  # type: ignore[union-attr]
    return [ax]


def plot_frame_pairs(table: pd.DataFrame, *, width: float = SINGLE) -> list[Axes]:
    """Which frames meet in a sentence: a disc for each pair with its count.

    Blue where they meet in at least three sentences, and in more than they would by chance.

    Parameters
    ----------
    table
        What `frame_pairs` gives; of several groups the counts are added up.
    width
        Of the figure, in millimetres.

    Returns
    -------
    list of Axes
        One.
    """
    require("plot_frame_pairs", table, FRAME_PAIRS.names)
    summed = table.groupby(["frame", "other_frame"], as_index=False)[["n", "expected"]].sum()
    frames = sorted({*summed["frame"], *summed["other_frame"]})
    counts = pd.DataFrame(0, index=frames[1:], columns=frames[:-1])
    more = pd.DataFrame(False, index=frames[1:], columns=frames[:-1], dtype="object")
    for row in summed.to_dict("records"):
        counts.loc[row["other_frame"], row["frame"]] = row["n"]
        more.loc[row["other_frame"], row["frame"]] = row["n"] >= FEWEST and row["n"] > row["expected"]
    with style():
        (ax,) = panels(width=width, height=30 + 6 * max(1, len(counts)))
        _discs(ax, counts, more)
        ax.set_xlabel("sentences with both\nblue: three or more, and more than by chance", labelpad=4)
    return [ax]


def plot_frame_actors(table: pd.DataFrame, *, n: int = 8, width: float = SINGLE) -> list[Axes]:
    """In whose claims the cues of each frame stand: a disc for each actor and frame, with its count.

    Parameters
    ----------
    table
        What `frame_actors` gives. Actors are counted by `actor_entity`; where that is null throughout, as written.
    n
        How many actors are shown, those with most cues; the last row is all others, and cues in no claim.
    width
        Of the figure, in millimetres.

    Returns
    -------
    list of Axes
        One.
    """
    FRAME_ACTORS.check(table, "plot_frame_actors")
    column = "actor" if table["actor_entity"].isna().all() else "actor_entity"
    who = table[column].astype("object").where(table[column].notna(), OTHERS).str.split("; ")
    flat = table.assign(who=who).explode("who")
    order = flat.loc[flat["who"] != OTHERS, "who"].value_counts(sort=False).sort_index()
    top = list(order.sort_values(ascending=False, kind="stable").index[:n])
    flat["who"] = flat["who"].where(flat["who"].isin(top), OTHERS)
    counts = flat.groupby(["who", "frame"]).size().unstack(fill_value=0).reindex([*top, OTHERS], fill_value=0)
    counts = counts[counts.sum().sort_values(ascending=False, kind="stable").index]
    dark = pd.DataFrame(True, index=counts.index, columns=counts.columns, dtype="object")
    dark.loc[OTHERS] = None
    with style():
        (ax,) = panels(width=width, height=30 + 6 * max(1, len(counts)))
        _discs(ax, counts, dark)
        ax.set_xlabel("cues in the actor's claims", labelpad=4)
    return [ax]


def _discs(ax: Axes, counts: pd.DataFrame, dark: pd.DataFrame) -> None:
    """A table of numbers on discs whose area grows with them, blue, pale or, where `dark` is None, no disc at all."""
    numbers, marks = counts.to_numpy("int64"), dark.to_numpy(dtype=object)
    most = max([1, *(n for n, mark in zip(numbers.flat, marks.flat, strict=True) if mark is not None)])
    for y in range(len(counts.index)):
        for x in range(len(counts.columns)):
            n, full = int(numbers[y, x]), marks[y, x]
            if not n:
                continue
            ink = INK
            if full is not None:
                ax.scatter([x], [y], s=45 + 110 * n / most, color=COLOURS[0] if full else PALE, linewidths=0)
                ink = "white" if full else INK
            ax.text(x, y, str(n), ha="center", va="center_baseline", fontsize=5.5, color=ink)
    ax.set_xticks(range(len(counts.columns)), [fill(str(name), 20) for name in counts.columns])
    ax.tick_params(axis="x", labeltop=True, labelbottom=False, top=False, bottom=False, rotation=90, labelsize=6)
    ax.tick_params(axis="y", length=0)
    ax.set_yticks(range(len(counts.index)), [fill(str(name), 28) for name in counts.index])
    ax.set_xlim(-0.6, max(1, len(counts.columns)) - 0.4)
    ax.set_ylim(max(1, len(counts.index)) - 0.4, -0.6)
    for side in ("left", "bottom"):
        ax.spines[side].set_visible(False)
