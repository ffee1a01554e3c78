"""Who carries whose text: one bar an article, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.compare.counting import RUNNING, Carried, carried
from mediakit.compare.independence import Independence, independence
from mediakit.measure.tokens import Flags
from mediakit.plot.style import COLOURS, GREY, INK, PALE, article_names, panels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BAR = 0.56
LONGEST_RUN = 20
"""Tokens a passage needs for a connector, where there is room for a few only."""


def plot_reuse(
    reuse: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    paraphrases: pd.DataFrame | None = None,
    max_articles: int = 30,
) -> Axes:
    """Who carries whose text: one bar an article, from its first word to its last.

    Coloured: stands in another article, word for word or with small edits, one colour a family of articles with one
    source text and ink for passages outside of a family. Hatched: said in another article in likely paraphrase.
    Outlined: a quotation that another article has too. White: in this article alone. Thin lines join the places of
    a passage in neighbouring bars. On the right, where most of an article stands.

    Parameters
    ----------
    reuse, articles
        The tables of `reuse` and of a corpus.
    paraphrases
        The table of `paraphrases`, if they are to be drawn.
    max_articles
        Where there are more, those that share most are drawn, and the footer says so.

    Returns
    -------
    Axes
        183 mm wide.
    """
    found = independence(reuse, articles, paraphrases=paraphrases)
    order = _order(found)
    drawn = order[:max_articles]
    tokens = carried(reuse, articles)
    quoted = carried(reuse, articles, kinds=("quotation",))
    names = article_names(found.articles["article_id"], found.articles["outlet"])
    table = found.articles.assign(name=found.articles["article_id"].map(names)).set_index("article_id")
    sizes = table.groupby("family").size()
    family = [f for f in dict.fromkeys(table.loc[drawn, "family"]) if sizes[f] > 1]
    colours = {f: COLOURS[i % len(COLOURS)] for i, f in enumerate(family)}
    longest = int(table.loc[drawn, "n_tokens"].max()) if drawn else 1
    with style():
        (axes,) = panels(height=31 + 8.5 * max(2, len(drawn)))
        for row, article_id in enumerate(drawn):
            colour = colours.get(table.loc[article_id, "family"], INK)
            number = tokens.number[article_id]
            first, last = tokens.first[number], tokens.first[number + 1]
            copied = tokens.m[first:last] > 1
            said = _paraphrased(tokens, paraphrases, article_id)
            layers: list[tuple[Flags, dict[str, Any]]] = [
                (np.ones_like(copied), {"facecolor": "white"}),
                ((quoted.m[first:last] > 1) & ~copied, {"facecolor": PALE, "edgecolor": GREY, "linewidth": 0.6}),
                (said & ~copied, {"facecolor": "none", "edgecolor": colour, "hatch": "/////"}),
                (copied, {"facecolor": colour}),
                (np.ones_like(copied), {"facecolor": "none", "edgecolor": GREY, "linewidth": 0.6}),
            ]
            for flags, look in layers:
                for start, end in _runs(flags):
                    axes.barh(row, end - start, left=start, height=BAR, **{"linewidth": 0, **look})
            where = _where(table, article_id) or (
                "quotations alone" if (quoted.m[first:last] > 1).any() else "stands here alone"
            )
            axes.text(last - first + longest * 0.012, row, where, va="center", fontsize=6.5)
        for one, other in zip(range(len(drawn)), range(1, len(drawn)), strict=False):
            colour = colours.get(table.loc[drawn[other], "family"], GREY)
            _connect(axes, tokens, reuse, (one, drawn[one]), (other, drawn[other]), colour)
        axes.set_yticks(range(len(drawn)), [_who(table, article_id) for article_id in drawn])
        axes.set_ylim(max(1, len(drawn)) - 0.4, -0.6)
        axes.set_xlim(0, longest * 1.34)
        axes.set_xticks([tick for tick in axes.get_xticks() if tick <= longest])
        axes.set_xlabel("word of the article", loc="left")
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        axes.spines["bottom"].set_bounds(0, longest)
        axes.set_title("Who carries whose text", pad=17)
        _legend(axes, colours, paraphrases is not None)
        figure: Any = axes.get_figure(root=True)
        figure.supxlabel(_footer(found, len(order) - len(drawn)), x=0.01, ha="left", fontsize=6.5, linespacing=1.4)
    return axes


def _order(found: Independence) -> list[str]:
    """Articles by family, the largest first; within one, each beside the article that carries most of it."""
    table = found.articles
    shares = {}
    for link in found.links.itertuples():
        shares[link.article_id, link.other_id] = shares[link.other_id, link.article_id] = link.n_tokens
    sizes = table["family"].map(table.groupby("family").size())
    by_share = table.assign(alone=sizes == 1).sort_values(
        ["alone", "family", "shared", "article_id"], ascending=[True, True, False, True], kind="stable"
    )
    by_share.loc[by_share["alone"], "family"] = -1
    order: list[str] = []
    for _, members in by_share.groupby("family", sort=False):
        left = list(members["article_id"])
        while left:
            nearest = max(
                left, key=lambda other: (shares.get((order[-1], other), 0) if order else 0, -left.index(other))
            )
            order.append(nearest)
            left.remove(nearest)
    return order


def _runs(flags: Flags) -> Iterable[tuple[int, int]]:
    """First place, and one past the last, of each stretch of set flags."""
    edges = np.flatnonzero(np.diff(flags.astype("int8"), prepend=0, append=0))
    return zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _paraphrased(tokens: Carried, paraphrases: pd.DataFrame | None, article_id: str) -> Flags:
    """For each token of an article, whether a likely paraphrase covers it."""
    number = tokens.number[article_id]
    first, last = tokens.first[number], tokens.first[number + 1]
    said = np.zeros(last - first, dtype=bool)
    if paraphrases is None:
        return said
    likely = paraphrases[paraphrases["likely"]]
    for name, start, end in (("article_id", "start", "end"), ("other_id", "other_start", "other_end")):
        rows = likely[likely[name] == article_id]
        here = np.full(len(rows), number)
        for left, right in zip(*tokens.touched(here, rows[start], rows[end]), strict=True):
            said[left - first : right - first] = True
    return said


def _connect(
    axes: Axes,
    tokens: Carried,
    reuse: pd.DataFrame,
    upper: tuple[int, str],
    lower: tuple[int, str],
    colour: str,
) -> None:
    """Lines from the middle of each long passage in one bar to its place in the next."""
    rows = reuse[reuse["kind"].isin(RUNNING) & (reuse["n_tokens"] >= LONGEST_RUN)]
    ids = sorted((upper[1], lower[1]))
    rows = rows[(rows["article_id"] == ids[0]) & (rows["other_id"] == ids[1])]
    middles = {}
    for name, start, end in (("article_id", "start", "end"), ("other_id", "other_start", "other_end")):
        left, right = tokens.touched(tokens.numbers(rows[name]), rows[start], rows[end])
        article_id = ids[0] if name == "article_id" else ids[1]
        middles[article_id] = (left + right) / 2 - tokens.first[tokens.number[article_id]]
    for x, other_x in zip(middles[upper[1]], middles[lower[1]], strict=True):
        axes.plot([x, other_x], [upper[0] + BAR / 2, lower[0] - BAR / 2], color=colour, linewidth=0.5, zorder=0)


def _who(table: pd.DataFrame, article_id: str) -> str:
    row = table.loc[article_id]
    return str(row["name"]) + (f"\ncredits {row['credit']}" if pd.notna(row["credit"]) else "")


def _where(table: pd.DataFrame, article_id: str) -> str:
    row = table.loc[article_id]
    parts = []
    for share, other_id, verb in (
        (row["largest_share"], row["largest_id"], "stands in"),
        (row["paraphrased"], row["paraphrased_id"], "reworded in"),
    ):
        if pd.notna(other_id) and share >= 0.01:
            parts.append(f"{share:.0%} {verb} {table.loc[other_id, 'name']}")
    return "\n".join(parts)


def _legend(axes: Axes, colours: dict[int, str], paraphrased: bool) -> None:
    from matplotlib.patches import Patch

    colour = next(iter(colours.values()), INK)
    family = " (one colour a family)" if len(colours) > 1 else ""
    handles = [Patch(facecolor=colour, label=f"stands in another article{family}")]
    if paraphrased:
        handles.append(
            Patch(facecolor="white", edgecolor=colour, hatch="/////", linewidth=0, label="likely paraphrase")
        )
    handles.append(Patch(facecolor=PALE, edgecolor=GREY, linewidth=0.6, label="quotation others have too"))
    handles.append(Patch(facecolor="white", edgecolor=GREY, linewidth=0.6, label="here alone"))
    axes.legend(
        handles=handles, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=4, borderaxespad=0.2, handlelength=1.6
    )


def _footer(found: Independence, left_out: int) -> str:
    text = (
        f"{found.n_articles} articles of {found.n_outlets} outlets hold {found.effective_number:.1f} independent "
        f"accounts by shared words ({found.lower:.1f} to {found.upper:.1f})."
    )
    if found.n_with_paraphrase is not None:
        text += (
            f"\nAs a sample they weigh as much as {found.n_for_means:.1f} articles, and counting paraphrase as "
            f"{found.n_with_paraphrase:.1f} ({found.n_with_paraphrase_lower:.1f} to "
            f"{found.n_with_paraphrase_upper:.1f})."
        )
    return text + (f"\n{left_out} more articles, which share least, are not drawn." if left_out else "")
