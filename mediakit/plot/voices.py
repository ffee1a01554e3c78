"""Who speaks: all words of each article by voice and speaker, one bar an article."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.plot.style import COLOURS, GREY, PALE, SINGLE, article_names, panels, style
from mediakit.tables import ARTICLES, SPEAKERS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

UNATTRIBUTED, INDIRECT = "outlet's own words", "attributed, no marks"


def voice_words(speakers: pd.DataFrame, articles: pd.DataFrame, *, leaders: int = 2) -> pd.DataFrame:
    """Words of each article by who speaks: a row an article, a column a voice, which sum to the article's words.

    Direct speech is split into the `leaders` with most directly quoted words in the corpus, other named speakers,
    and anonymous or unknown ones.
    """
    named = ~speakers["type"].isin(["anonymous", "unknown"])
    said = speakers[named].groupby("speaker")["words_direct"].sum().sort_values(ascending=False, kind="stable")
    top = list(said[said > 0].index[:leaders])
    voice = speakers["speaker"].where(speakers["speaker"].isin(top), "others named")
    voice = voice.where(named, "anonymous or unknown")
    ids = articles["article_id"]
    direct = speakers.assign(voice=voice).pivot_table(
        index="article_id", columns="voice", values="words_direct", aggfunc="sum", fill_value=0
    )
    columns = [*top, "others named", "anonymous or unknown"]
    table = direct.reindex(index=ids, columns=columns, fill_value=0).fillna(0).astype("int64")
    indirect = speakers.groupby("article_id")["words_indirect"].sum().reindex(ids, fill_value=0)
    words = articles.set_index("article_id")["n_words"]
    table.insert(0, INDIRECT, indirect)
    table.insert(0, UNATTRIBUTED, (words - table.sum(axis=1)).clip(lower=0))
    return table.rename_axis(columns=None).reset_index()


def plot_voices(
    speakers: pd.DataFrame, articles: pd.DataFrame, *, leaders: int = 2, families: pd.DataFrame | None = None
) -> Axes:
    """Bars of all words of each article: the outlet's own, attributed without marks, and quoted by speaker.

    Parameters
    ----------
    speakers
        The `speakers` table.
    articles
        The `articles` table; its order of outlets from top to bottom is kept.
    leaders
        How many speakers have a colour of their own, those with most directly quoted words.
    families
        The table `families` of `independence`: a bar of all articles follows, and where some are versions of one
        text, one of each text once, the longest version standing for the others.

    Returns
    -------
    Axes
        89 mm wide; each bar is an article's words in percent, their number at its right.
    """
    SPEAKERS.check(speakers, "plot_voices")
    ARTICLES.check(articles, "plot_voices")
    table = voice_words(speakers, articles, leaders=leaders)
    voices = list(table.columns[1:])
    called = article_names(articles["article_id"], articles["outlet"])
    names = [textwrap.shorten(name, 22, placeholder="…") for name in called.values()]
    table, names = _with_sums(table, names, families)
    places = [row + (0.4 if row >= len(articles) else 0) for row in range(len(table))]
    fills = [PALE, "#a6a6a6", *COLOURS[:leaders][: len(voices) - 4], COLOURS[2], COLOURS[3]]
    with style():
        [ax] = panels(width=SINGLE, height=24 + 6.5 * max(2, len(table)))
        total = table[voices].sum(axis=1).clip(lower=1)
        left = pd.Series(0.0, index=table.index)
        for voice, fill in zip(voices, fills, strict=True):
            share = 100 * table[voice] / total
            if share.sum() == 0:
                continue
            ax.barh(places, share, left=left, color=fill, height=0.66, label=voice)
            for row, start, width, words in zip(places, left, share, table[voice], strict=True):
                if width >= 7:
                    dark = fill in (PALE, "#a6a6a6", COLOURS[1])
                    ax.text(
                        start + width / 2,
                        row,
                        f"{words:,}",
                        ha="center",
                        va="center",
                        fontsize=5.5,
                        color="#222222" if dark else "white",
                    )
            left += share
        for row, words in zip(places, total, strict=True):
            ax.text(101, row, f"{words:,}", va="center", color=GREY, fontsize=6)
        ax.set_yticks(places, names)
        ax.set_ylim(max(1, *places, 1) + 0.5, -0.5)
        ax.set_xlim(0, 110)
        ax.set_xticks([0, 25, 50, 75, 100])
        ax.set_xlabel("words, % (numbers: words; right: all words)")
        ax.tick_params(axis="y", length=0)
        ax.spines["left"].set_visible(False)
        ax.legend(loc="lower left", bbox_to_anchor=(-0.3, 1.0), ncols=2, handlelength=1, columnspacing=1.2, fontsize=6)
    return ax


def _with_sums(table: pd.DataFrame, names: list[str], families: pd.DataFrame | None) -> tuple[pd.DataFrame, list[str]]:
    """The table with a row of all articles, and one of each text once, at its end."""
    if families is None or len(table) < 2:
        return table, names
    voices = list(table.columns[1:])
    words = table[voices].sum(axis=1)
    words.index = pd.Index(table["article_id"])
    kept = []
    for members in families["articles"]:
        held = [a for a in str(members).split(" | ") if a in words.index]
        kept += [max(held, key=lambda a: words[a])] if held else []
    sums, more = [table[voices].sum()], [f"all {len(table)} articles"]
    if len(kept) < len(table):
        sums.append(table.loc[table["article_id"].isin(kept), voices].sum())
        more.append(f"{len(kept)} texts, once each")
    return pd.concat([table, pd.DataFrame(sums).assign(article_id=more)], ignore_index=True), [*names, *more]
