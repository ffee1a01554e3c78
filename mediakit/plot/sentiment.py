"""Sentiment, always split by voice: who speaks how of whom, and the tone of each outlet's sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mediakit.compare.speakers_toward import SPEAKERS_TOWARD
from mediakit.errors import TableError
from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, panels, style
from mediakit.schema import records
from mediakit.tables import ARTICLES, SENTIMENT, VOICES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, VERMILION = COLOURS[0], COLOURS[5]
HEADINGS = {
    "direct": "In quotation marks",
    "indirect": "Reported without marks",
    "unattributed": "In the outlet's own voice",
}

HEADS = (
    (-0.05, "negative", "right", VERMILION),
    (0.05, "positive", "left", BLUE),
    (1.42, "neutral", "center", GREY),
)
"""What stands over the counts: where (0 the middle, 1 the longest bar), the word, its alignment and colour."""


def plot_sentiment(
    table: pd.DataFrame, articles: pd.DataFrame | None = None, *, most: int = 8, width: float = DOUBLE
) -> list[Axes]:
    """Who speaks how of whom, or the tone of each outlet's sentences; one panel a voice.

    Parameters
    ----------
    table
        What `speakers_toward` gives: counts of negative and positive mentions as bars to the left and right, of neutral
        ones as a number. Or the `sentiment` table: every sentence a tick, the mean a dot.
    articles
        The `articles` table; needed with `sentiment`.
    most
        How many pairs of speaker and target a panel shows at most; those with most mentions that are not neutral.
    width
        Of the figure, in millimetres.

    Returns
    -------
    list of Axes
        One a voice: direct, indirect, unattributed.

    Raises
    ------
    TableError
        For a table that is neither.
    """
    if "n_negative" in table:
        return _speakers(SPEAKERS_TOWARD.check(table, "plot_sentiment"), most, width)
    SENTIMENT.check(table, "plot_sentiment")
    if articles is None:
        raise TableError("plot_sentiment: the tone of sentences needs the articles table too, for their outlets")
    return _tones(table, ARTICLES.check(articles, "plot_sentiment"), width)


def _speakers(table: pd.DataFrame, most: int, width: float) -> list[Axes]:
    pairs = table.groupby(["voice", "speaker", "entity"], as_index=False)[
        ["n", "n_negative", "n_neutral", "n_positive"]
    ].sum()
    pairs["leaning"] = pairs["n_negative"] + pairs["n_positive"]
    pairs = pairs.sort_values(
        ["leaning", "n", "speaker", "entity"], ascending=[False, False, True, True], kind="stable"
    )
    chosen = {voice: pairs[pairs["voice"] == voice].head(most) for voice in VOICES}
    heights = [max(2, len(rows)) for rows in chosen.values()]
    worst = max([0, *pairs["n_negative"]])
    reach = max([1, worst, *pairs["n_positive"]])
    # One scale for both sides, and no room for blame that is not there.
    left = max(worst + 0.15 * reach, 0.35 * reach)
    with style():
        # One panel below the other: the names of speaker and target need the width.
        axes = panels(rows=len(VOICES), width=width, height=42 + 4.6 * sum(heights), height_ratios=heights)
        for ax, (voice, rows) in zip(axes, chosen.items(), strict=True):
            places = range(len(rows))
            ax.barh(places, -rows["n_negative"], color=VERMILION, height=0.6)
            ax.barh(places, rows["n_positive"], color=BLUE, height=0.6)
            for place, row in zip(places, records(rows), strict=True):
                negative, positive = row["n_negative"], row["n_positive"]
                if negative:
                    ax.text(-negative - 0.03 * reach, place, str(negative), ha="right", va="center", fontsize=6)
                if positive:
                    ax.text(positive + 0.03 * reach, place, str(positive), va="center", fontsize=6)
                ax.text(1.42 * reach, place, str(row["n_neutral"]), ha="center", va="center", fontsize=6, color=GREY)
            for at, label, side, colour in HEADS:
                ax.text(at * reach, -0.75, label, ha=side, va="bottom", fontsize=6, color=colour)
            ax.axvline(0, color=INK, linewidth=0.6)
            ax.set_yticks(places, [f"{_short(r['speaker'])} → {_short(r['entity'])}" for r in records(rows)])
            ax.set_ylim(max(2, len(rows)) - 0.4, -0.7)
            ax.set_xlim(-left, 1.6 * reach)
            ticks = sorted({-worst, 0, reach})
            ax.set_xticks(ticks, [str(abs(tick)) for tick in ticks])
            ax.set_xlabel("mentions")
            ax.set_title(HEADINGS[voice], pad=9)
            ax.spines["left"].set_visible(False)
            ax.tick_params(axis="y", length=0)
            if not len(rows):
                ax.text(0.5, 0.5, "none", transform=ax.transAxes, ha="center", color=GREY)
    return axes


def _tones(table: pd.DataFrame, articles: pd.DataFrame, width: float) -> list[Axes]:
    scored = table[table["score"].notna()]
    outlet_of = articles.set_index("article_id")["outlet"]
    scored = scored.assign(outlet=scored["article_id"].map(outlet_of))
    outlets = list(dict.fromkeys(articles["outlet"]))
    reach = max([0.5, *scored["score"].abs() * 1.05])
    with style():
        axes = panels(len(VOICES), width=width, height=16 + 6 * max(2, len(outlets)), sharey=True)
        for ax, voice in zip(axes, VOICES, strict=True):
            for place, outlet in enumerate(outlets):
                scores = scored.loc[(scored["voice"] == voice) & (scored["outlet"] == outlet), "score"]
                ax.axhline(place, color=PALE, linewidth=0.5, zorder=0)
                ax.plot(scores, [place] * len(scores), "|", color=BLUE, markersize=6, markeredgewidth=0.7, alpha=0.7)
                if len(scores):
                    ax.plot([scores.mean()], [place], "o", color=INK, markersize=3)
                ax.text(reach, place - 0.14, f"n {len(scores)}", ha="right", va="bottom", fontsize=6, color=GREY)
            ax.axvline(0, color=GREY, linewidth=0.6)
            ax.set_yticks(range(len(outlets)), outlets)
            ax.set_ylim(len(outlets) - 0.4, -0.6)
            ax.set_xlim(-reach, reach)
            ax.set_xlabel("tone of a sentence (dot: mean)")
            ax.set_title(HEADINGS[voice])
            ax.tick_params(axis="y", length=0)
    return axes


def _short(name: str, longest: int = 32) -> str:
    return name if len(name) <= longest else name[: longest - 1].rstrip() + "…"
