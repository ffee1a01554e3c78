"""The coverage matrix: which article reports which fact, and how surely."""

from __future__ import annotations

import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.plot.style import COLOURS, DOUBLE, GREY, INK, PALE, panels, style
from mediakit.schema import records
from mediakit.tables import COVERAGE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D

CONFLICT = COLOURS[5]
LEGEND = (
    ("asserted", "said in the outlet's own voice"),
    ("attributed", "on somebody's word"),
    ("hedged", "hedged: may, is said to"),
    ("expected", "expected, planned, promised"),
    ("denied", "denied"),
    ("contradicted", "another article says otherwise"),
    ("not_found", "not found in the article"),
    ("could_not_have", "published too early to have it"),
)
LOOKS: dict[str, dict[str, Any]] = {
    "asserted": {"marker": "o", "markerfacecolor": INK},
    "attributed": {"marker": "o", "markerfacecolor": "white"},
    "hedged": {"marker": "o", "fillstyle": "left", "markerfacecolor": INK, "markerfacecoloralt": "white"},
    "expected": {"marker": "^", "markerfacecolor": "white"},
    "denied": {"marker": "X", "markerfacecolor": "white"},
    "contradicted": {"marker": "o", "markerfacecolor": "none"},
    "not_found": {"marker": "o", "markersize": 1.6, "markerfacecolor": PALE, "markeredgecolor": GREY},
    "could_not_have": {"marker": "_", "markeredgecolor": GREY},
}
KINDS = ("in all outlets", "in several texts", "one text, carried by several outlets", "in one text only")
"""The kinds of facts, from those that all outlets have to those of a single text."""
ROW, HEAD, FOOT = 5.6, 24.0, 12.0
"""Millimetres of one fact, of the column heads and of the legend."""
COUNTS = 36.0
"""Millimetres of the counts at the right."""
LABEL, LETTER, UPRIGHT = 48, 3.6, 8
"""Characters of a line of a fact's label, points of one; the number of articles above which the heads stand upright."""


def plot_coverage(
    coverage: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    *,
    most: int = 30,
    most_single: int = 8,
    families: pd.DataFrame | None = None,
) -> Axes:
    """Facts in rows, articles in columns, a mark for how each article has each fact; 183 mm wide.

    A disc is asserted in the outlet's own voice, a ring attributed to somebody, a half disc hedged, a triangle
    expected, a cross denied; an orange edge is contradicted by another article. A small dot means that the fact was
    not found in the article, a dash that the article could not have had it yet. Lines of their own part the facts that
    every outlet has, those of several texts, those of one text that several outlets carry, and those of one text; each
    says how many of them are drawn. At the right, outlets, texts and sources that a fact rests on.

    Parameters
    ----------
    coverage
        The table of `coverage`.
    articles
        The table of the corpus, for the words that stand under each outlet.
    most
        How many facts are drawn, those of most texts first.
    most_single
        How many of these may stand in one text only; they are taken from each article in turn.
    families
        The table `families` of `independence`: articles of one family stand side by side, under a bracket.
    """
    COVERAGE.check(coverage, "plot_coverage")
    columns, brackets = _columns(coverage, families)
    kinds = _kinds(coverage)
    shown = _chosen(coverage, kinds, most, most_single)
    words = {} if articles is None else dict(zip(articles["article_id"], articles["n_words"], strict=True))
    facts = coverage.drop_duplicates("fact_id").set_index("fact_id").reindex(shown)
    lines, row_of = _rows(kinds, shown)
    last = len(shown) + len(lines) - 1
    with style():
        (axes,) = panels(width=DOUBLE, height=HEAD + FOOT + ROW * max(3, last + 1))
        for cell in records(coverage[coverage["fact_id"].isin(shown)]):
            _mark(axes, columns.index(cell["article_id"]), row_of[cell["fact_id"]], cell)
        labels = {y: text for text, y in lines} | {row_of[str(f)]: _label(text) for f, text in facts["fact"].items()}
        axes.set_yticks(list(labels), list(labels.values()), ha="left", linespacing=1.0)
        longest = max((len(line) for text in labels.values() for line in text.split("\n")), default=0)
        upright = len(columns) > UPRIGHT
        axes.set_xticks(range(len(columns)), _heads(coverage, columns, words, upright))
        axes.xaxis.tick_top()
        axes.tick_params(axis="x", labelrotation=90 if upright else 0, pad=12 if brackets else 2)
        axes.tick_params(axis="y", pad=LETTER * longest)
        axes.tick_params(length=0)
        edge = len(columns) - (0.35 if not upright else 0)
        across = axes.get_yaxis_transform()
        for fact in records(facts.reset_index()):
            axes.text(edge, row_of[fact["fact_id"]], _counts(fact), va="center", ha="left", fontsize=6)
        for y, tick in zip(labels, axes.get_yticklabels(), strict=True):
            heading = y not in row_of.values()
            tick.set_fontweight("bold" if heading else "normal")
            axes.plot([-1.2, 1], [y - 0.5] * 2, transform=across, in_layout=False, color=GREY if heading else PALE,
                      linewidth=0.8 if heading else 0.4, clip_on=False, zorder=0)  # fmt: skip
        for first, final, name in brackets:
            top = -0.75
            axes.plot([first - 0.3, first - 0.3, final + 0.3, final + 0.3], [top + 0.15, top, top, top + 0.15],
                      color=GREY, linewidth=0.8, clip_on=False)  # fmt: skip
            if not upright:
                axes.text((first + final) / 2, top - 0.12, name, ha="center", va="bottom", fontsize=6, color=GREY)
        beside = DOUBLE - LETTER * longest * 25.4 / 72  # millimetres of the marks and the counts
        axes.set_xlim(-0.6 if not upright else -1.0, edge + (edge + 0.6) * COUNTS / (beside - COUNTS))
        axes.set_ylim(last + 0.6, -0.6)
        axes.spines[:].set_visible(False)
        figure: Any = axes.figure
        note = " (brackets: versions of one text)" if upright and brackets else ""
        figure.suptitle(f"Who has which fact, and how surely{note}", x=0.01, ha="left", fontsize=7.5, weight="bold")
        figure.legend(
            handles=[_handle(status, label) for status, label in LEGEND],
            loc="outside lower left", ncols=4, handletextpad=0.1, columnspacing=1.2, fontsize=6.5,
        )  # fmt: skip
    return axes


def _columns(coverage: pd.DataFrame, families: pd.DataFrame | None) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The articles in the order of the columns; of each family of several its first and last column, and its name."""
    order = list(dict.fromkeys(coverage["article_id"]))
    groups: list[tuple[list[str], str]] = []
    for family in records(families) if families is not None else []:
        held = [a for a in str(family["articles"]).split(" | ") if a in order]
        credit = family.get("credit")
        if len(held) > 1:
            groups.append(
                (
                    sorted(held, key=order.index),
                    f"one text, credits {credit}" if isinstance(credit, str) else "one text",
                )
            )
    grouped = [a for group, _ in groups for a in group]
    columns = grouped + [a for a in order if a not in grouped]
    return columns, [(columns.index(group[0]), columns.index(group[-1]), name) for group, name in groups]


def _kinds(coverage: pd.DataFrame) -> dict[str, str]:
    """For each fact which of the KINDS it is, in the order of the table."""
    n_outlets = coverage["outlet"].nunique()
    kinds = {}
    for fact in records(coverage.drop_duplicates("fact_id")):
        if fact["n_texts"] < 2:
            kind = KINDS[3] if fact["n_outlets"] < 2 else KINDS[2]
        else:
            kind = KINDS[0] if 1 < n_outlets == fact["n_outlets"] else KINDS[1]
        kinds[str(fact["fact_id"])] = kind
    return kinds


def _chosen(coverage: pd.DataFrame, kinds: dict[str, str], most: int, most_single: int) -> list[str]:
    """The facts to draw, by kind: those of most texts first, of single texts a few, from each article in turn."""
    told = coverage[~coverage["status"].isin(["not_found", "could_not_have"])]
    alone = told[told["fact_id"].map(kinds) == KINDS[3]].drop_duplicates("fact_id")
    turns = zip_longest(*(list(group) for _, group in alone.groupby("article_id", sort=False)["fact_id"]))
    single = [fact for turn in turns for fact in turn if fact is not None][: min(most, most_single)]
    shared = [fact for kind in KINDS[:3] for fact in kinds if kinds[fact] == kind]
    place = {article: i for i, article in enumerate(dict.fromkeys(coverage["article_id"]))}
    teller = dict(zip(alone["fact_id"], alone["article_id"], strict=True))
    return shared[: most - len(single)] + sorted(single, key=lambda fact: place[teller[fact]])


def _rows(kinds: dict[str, str], shown: list[str]) -> tuple[list[tuple[str, int]], dict[str, int]]:
    """The line over each kind with its place, and the place of each fact."""
    lines: list[tuple[str, int]] = []
    row_of: dict[str, int] = {}
    at = 0
    for kind in KINDS:
        drawn = [fact for fact in shown if kinds[fact] == kind]
        if drawn:
            every = sum(1 for one in kinds.values() if one == kind)
            number = f"{every:,}" if every == len(drawn) else f"{len(drawn)} of {every:,}"
            lines.append(
                (
                    f"{kind[0].upper()}{kind[1:]}: {number} facts"
                    if every > 1
                    else f"{kind[0].upper()}{kind[1:]}: 1 fact",
                    at,
                )
            )
            row_of.update({fact: at + 1 + i for i, fact in enumerate(drawn)})
            at += 1 + len(drawn)
    return lines, row_of


def _mark(axes: Axes, x: float, y: float, cell: dict[str, Any]) -> None:
    edge = {"markeredgecolor": CONFLICT, "markeredgewidth": 1.6} if cell["contradicted"] else {}
    line = _handle(cell["status"], "")
    line.set(data=([x], [y]), clip_on=False, **edge)
    axes.add_line(line)


def _handle(status: str, label: str) -> Line2D:
    """The mark of a status, as it stands in the matrix and in the legend."""
    from matplotlib.lines import Line2D

    edge = {"markeredgecolor": CONFLICT, "markeredgewidth": 1.6} if status == "contradicted" else {}
    common = {"linestyle": "none", "markersize": 5.6, "markeredgecolor": INK, "markeredgewidth": 0.8}
    return Line2D([], [], label=label, **{**common, **LOOKS[status], **edge})


def _heads(coverage: pd.DataFrame, columns: list[str], words: dict[str, int], upright: bool) -> list[str]:
    """Over each column the outlet, the article too where an outlet has several, and its words."""
    outlets = dict(zip(coverage["article_id"], coverage["outlet"], strict=True))
    several = len(set(outlets.values())) < len(outlets)
    heads = []
    for column in columns:
        name = column if several else outlets[column]
        if upright:
            name = textwrap.shorten(name, 24, placeholder="…") if " " in name else name[:24]
            heads.append(f"{name}, {words[column]:,} words" if column in words else name)
        else:
            lines = textwrap.wrap(name, 14)[:2]
            unit = "\nwords" if len(columns) > 5 else " words"
            heads.append("\n".join([*lines, f"{words[column]:,}{unit}"] if column in words else lines))
    return heads


def _label(fact: str) -> str:
    lines = textwrap.wrap(textwrap.shorten(fact, 2 * LABEL - 4, placeholder=" …"), LABEL)
    return "\n".join(lines[:2])


def _counts(fact: dict[str, Any]) -> str:
    return " · ".join(
        f"{fact[column]} {noun}{'s' if fact[column] > 1 else ''}"
        for column, noun in (("n_outlets", "outlet"), ("n_texts", "text"), ("n_sources", "source"))
    )
