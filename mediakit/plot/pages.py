"""What of each page is the article: one bar a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mediakit.compare.pages import PAGE_SHARES
from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, article_names, panels, style

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot_pages(shares: pd.DataFrame, readability: pd.DataFrame) -> list[Axes]:
    """Words kept and cut of each page, beside how long its sentences are.

    Parameters
    ----------
    shares
        What `page_shares` gives.
    readability
        The `readability` table of the same articles.

    Returns
    -------
    list of Axes
        The bars, and the dots beside them; 183 mm wide.
    """
    PAGE_SHARES.check(shares, "plot_pages")
    kept = shares[shares["part"] == "article"].sort_values("n_words", kind="stable")
    cut = shares[shares["part"] != "article"].groupby("article_id")["n_words"].sum()
    lengths = readability.set_index("article_id")["words_per_sentence"].reindex(kept["article_id"])
    with style():
        bars, dots = panels(2, width=DOUBLE, height=18 + 7 * max(2, len(kept)), width_ratios=[3, 1], sharey=True)
        rows = range(len(kept))
        removed = [int(cut.get(article_id, 0)) for article_id in kept["article_id"]]
        bars.barh(rows, kept["n_words"], color=COLOURS[0], height=0.62)
        bars.barh(rows, removed, left=list(kept["n_words"]), color=PALE, height=0.62)
        widest = max([1, *(k + r for k, r in zip(kept["n_words"], removed, strict=True))])
        for row, words, gone in zip(rows, kept["n_words"], removed, strict=True):
            fits = words > widest * 0.1  # a shorter bar has its number beside it
            if fits:
                bars.text(words - widest * 0.008, row, f"{words:,}", ha="right", va="center", color="white")
            beside = f"{gone:,} cut" if fits else f"{words:,} kept, {gone:,} cut"
            bars.text(words + gone + widest * 0.008, row, beside, va="center", color=GREY)
        bars.set_yticks(rows, list(article_names(kept["article_id"], kept["outlet"]).values()))
        bars.set_xlim(0, widest * 1.12)
        bars.set_ylim(-0.6, len(kept) - 0.4)
        bars.set_xlabel("words of the page")
        bars.set_title("Article and furniture")
        bars.tick_params(axis="y", length=0)
        dots.scatter(lengths, rows, s=16, color=INK, zorder=3)
        for row, length in zip(rows, lengths, strict=True):
            if pd.notna(length):
                dots.text(length, row + 0.18, f"{length:.1f}", ha="center", va="bottom", fontsize=6)
        dots.set_xlim(0, max([30.0, *lengths.dropna() * 1.15]))
        dots.set_xlabel("words a sentence (mean)")
        dots.set_title("Sentence length")
        dots.tick_params(axis="y", length=0)
    return [bars, dots]
