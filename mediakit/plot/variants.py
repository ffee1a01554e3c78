"""One statement in several articles, aligned word by word."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.corpus import WORD
from mediakit.errors import TableError
from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, article_names, nothing, panels, style
from mediakit.schema import records
from mediakit.tables import QUOTE_VARIANTS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS = 112
"""Characters of a line, 6-point monospaced on 183 mm beside the names."""
CHARACTER = 1.365
"""Millimetres for one such character, of 1.275, since bold ones come out wider on screens, rounded to whole dots."""
Cell = tuple[str, str]


def plot_variants(
    variants: pd.DataFrame, statement: str | None = None, articles: pd.DataFrame | None = None, *, most: int = 8
) -> Axes:
    """One quoted statement as each article has it: same words grey, other words orange, added ones blue, cuts as gaps.

    Parameters
    ----------
    variants
        The `quote_variants` table.
    statement
        A `statement_id`; by default the statement of most articles, then of most words.
    articles
        The `articles` table, for the names of the outlets.
    most
        How many articles are drawn, those with most words in common with the longest version.

    Returns
    -------
    Axes
        183 mm wide; a sentence when there is no statement at all. The first line is the longest version, which the
        others are aligned with.

    Raises
    ------
    TableError
        When there is no such statement.
    """
    QUOTE_VARIANTS.check(variants, "plot_variants")
    if variants.empty:
        return nothing("No statement was found in two articles.")
    chosen = statement or _largest(variants, most)
    rows = variants[variants["statement_id"] == chosen]
    if rows.empty:
        raise TableError(f"plot_variants: no statement {chosen!r}; the first is {variants['statement_id'].iloc[0]!r}")
    outlets = article_names(articles["article_id"], articles["outlet"]) if articles is not None else {}
    n_articles = len(set(rows["article_id"]) | set(rows["other_id"]))
    lines = aligned_lines(_closest(rows, most))
    blocks = _blocks(lines)
    with style():
        height = 12 + sum(3.3 * len(lines) + 2.6 for _ in blocks)
        [ax] = panels(width=DOUBLE, height=height)
        ax.set_xlim(0, DOUBLE)
        ax.set_ylim(height - 6, 0)
        ax.axis("off")
        y = 2.0
        for columns, widths in blocks:
            for name, cells in lines.items():
                ax.text(0, y, outlets.get(name, name)[:24], va="center", fontsize=6, color=INK)
                x = DOUBLE - ACROSS * CHARACTER - 4
                for column, width in zip(columns, widths, strict=True):
                    kind, word = cells[column]
                    if kind == "gap":
                        ax.plot([x, x + (width - 0.6) * CHARACTER], [y, y], color=GREY, linewidth=0.4, linestyle=":")
                    else:
                        colour = {"same": GREY, "changed": COLOURS[5], "added": COLOURS[0]}[kind]
                        weight = "normal" if kind == "same" else "bold"
                        ax.text(
                            x, y, word, va="center", fontsize=6, family="DejaVu Sans Mono", color=colour, weight=weight
                        )
                    x += (width + 1) * CHARACTER
                y += 3.3
            y += 2.6
        for x, word, colour in ((0, "same", GREY), (9, "put differently", COLOURS[5]), (29, "added", COLOURS[0])):
            ax.text(x, y, word, va="center", fontsize=6, color=colour)
        ax.text(39, y, "····· not there", va="center", fontsize=6, color=GREY)
        speaker = rows["speaker_entity"].dropna()
        ax.set_title(
            f"{speaker.iloc[0] if len(speaker) else 'Unnamed speaker'}: one statement in {n_articles} articles"
            + (f", {len(lines)} of them drawn" if len(lines) < n_articles else "")
        )
    return ax


def _largest(variants: pd.DataFrame, most: int) -> str:
    """The statement with most different renderings; of these the one in most articles, then of most words alike."""
    sizes = {}
    for statement, rows in variants.groupby("statement_id", sort=False):
        close = _closest(rows, most)
        texts = {" ".join(WORD.findall(text.lower())) for side in ("text", "other_text") for text in close[side]}
        sizes[str(statement)] = len(texts), len(close), int(close["n_same"].sum())
    return max(sizes, key=lambda statement: sizes[statement])


def _closest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The pairs of the passage that most articles are close to, one an article: half of the shorter version
    and a third of the longer one are the same words.

    Statements are joined from pair to pair, so that the ends of a long chain may have hardly a word in common.
    """
    here, there = (rows["n_same"] + rows["n_changed"] + rows[only] for only in ("n_only", "n_other_only"))
    both = pd.concat([here, there], axis=1)
    close = rows[(rows["n_same"] >= both.min(axis=1) / 2) & (rows["n_same"] >= both.max(axis=1) / 3)]
    close = (rows if close.empty else close).sort_values("n_same", ascending=False, kind="stable")
    sides = [
        pd.DataFrame(
            {"passage": list(zip(close[a], close[b], strict=True)), "other": list(close[c]), "row": close.index}
        )
        for a, b, c in (("article_id", "start", "other_id"), ("other_id", "other_start", "article_id"))
    ]
    pairs = pd.concat(sides).drop_duplicates(["passage", "other"])  # the first has most words the same
    pairs["n_same"] = pairs["row"].map(close["n_same"])
    sizes = {passage: (len(words), words.sum(), passage) for passage, words in pairs.groupby("passage")["n_same"]}
    main = max(sizes, key=lambda passage: sizes[passage])
    mine = pairs[pairs["passage"] == main].sort_values("n_same", ascending=False, kind="stable")
    return rows.loc[list(mine["row"].head(most - 1))]


def aligned_lines(rows: pd.DataFrame) -> dict[str, list[Cell]]:
    """For each article the cells of its line: (same, changed, added or gap; word), columns the same for all.

    The article with the longest version comes first; words that another has in addition get columns of their own.
    """
    size: dict[str, int] = defaultdict(int)
    linked: dict[str, dict[str, list[list[str]]]] = defaultdict(dict)
    turned = {"only": "other_only", "other_only": "only"}
    for row in records(rows):
        one, other, steps = row["article_id"], row["other_id"], json.loads(row["alignment"])
        linked[one].setdefault(other, steps)
        linked[other].setdefault(one, [[turned.get(kind, kind), there, here] for kind, here, there in steps])
        size[one] = max(size[one], row["n_same"] + row["n_changed"] + row["n_only"])
        size[other] = max(size[other], row["n_same"] + row["n_changed"] + row["n_other_only"])
    main = max(linked, key=lambda name: (len(linked[name]), size[name], name))
    reference = [here for kind, here, _ in next(iter(linked[main].values())) if kind != "other_only"]
    inserted: dict[int, int] = defaultdict(int)
    placed: dict[str, tuple[dict[int, Cell], dict[int, list[str]]]] = {}
    for name, steps in linked[main].items():
        at = 0
        cells: dict[int, Cell] = {}
        more: dict[int, list[str]] = defaultdict(list)
        for kind, here, there in steps:
            if kind == "other_only":
                more[at].append(there)
                inserted[at] = max(inserted[at], len(more[at]))
                continue
            same = kind == "same" and here.lower() == there.lower()
            cells[at] = ("gap", "") if kind == "only" else ("same" if same else "changed", there)
            at += 1
        placed[name] = cells, more
    lines: dict[str, list[Cell]] = {main: []}
    for name in sorted(placed):
        lines[name] = []
    for at in range(len(reference) + 1):
        for k in range(inserted[at]):
            lines[main].append(("gap", ""))
            for name, (_, added) in placed.items():
                extra = added.get(at, [])
                lines[name].append(("added", extra[k]) if k < len(extra) else ("gap", ""))
        if at < len(reference):
            lines[main].append(("same", reference[at]))
            for name, (kept, _) in placed.items():
                lines[name].append(kept.get(at, ("gap", "")))
    return lines


def _blocks(lines: dict[str, list[Cell]]) -> list[tuple[list[int], list[int]]]:
    """Columns broken into lines of the page, with the width of each column in characters."""
    widths = [max(2, *(len(word) for _, word in column)) for column in zip(*lines.values(), strict=True)]
    blocks: list[tuple[list[int], list[int]]] = [([], [])]
    used = 0
    for column, width in enumerate(widths):
        if used + width + 1 > ACROSS:
            blocks.append(([], []))
            used = 0
        blocks[-1][0].append(column)
        blocks[-1][1].append(width)
        used += width + 1
    return blocks
