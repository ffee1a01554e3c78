"""The codings of seeds/: read them, and tell which units of two codings are the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

SEEDS = Path(__file__).parents[1] / "seeds"
GOLD = SEEDS / "gold"
TABLES = ("furniture", "quotes", "claims", "facts", "discrepancies", "sources", "sentiment")
"""The coded tables: each stands in the gold itself and in both codings."""

NUMBERS = (
    "line",
    "sentence",
    "start",
    "end",
    "other_start",
    "other_end",
    "predicate_start",
    "predicate_end",
    "n_tokens",
)

Span = tuple[str, int, int]
Pair = tuple[int, int]
Sentence = tuple[str, int]
"""An article and the ordinal of its sentence, from 0."""

Attitude = tuple[str, str, str]
"""Label, voice and source."""


def read_table(path: Path) -> pd.DataFrame:
    """A table of the gold: text as written, an empty cell as "", offsets and lines as integers."""
    table = pd.read_csv(path, dtype="str", keep_default_na=False)
    return table.astype({name: "int64" for name in NUMBERS if name in table})


def read_gold(name: str) -> pd.DataFrame:
    """A table of the reconciled gold."""
    return read_table(GOLD / f"{name}.csv")


def read_coding(name: str, coder: str) -> pd.DataFrame:
    """A table as coder a or b made it."""
    return read_table(GOLD / f"coder_{coder}" / f"{name}.csv")


def spans(table: pd.DataFrame, prefix: str = "") -> list[Span]:
    """Where each row stands: article, first character, one past the last."""
    article = "other_id" if prefix else "article_id"
    return list(zip(table[article], table[f"{prefix}start"], table[f"{prefix}end"], strict=True))


def predicates(claims: pd.DataFrame) -> list[Span]:
    """Where the predicate of each claim stands: its word's first occurrence in the clause."""
    found = []
    for article, start, clause, word in claims[["article_id", "start", "snippet", "predicate"]].itertuples(index=False):
        match = re.search(rf"\b{re.escape(word)}\b", clause)
        if match is None:
            raise ValueError(f"{article}: {word!r} is no word of {clause!r}")
        found.append((article, start + match.start(), start + match.end()))
    return found


def overlap(one: Span, other: Span) -> float:
    """The characters that two spans share, as a share of the longer one; 0 in two articles."""
    if one[0] != other[0]:
        return 0.0
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return max(shared, 0) / max(one[2] - one[1], other[2] - other[1])


def match_spans(left: list[Span], right: list[Span], prefer: Callable[[int, int], bool] | None = None) -> list[Pair]:
    """Which spans are the same unit, one to one: they share at least half of the longer one.

    Where more than one partner would do, most is shared in all; `prefer` says which of equal partners to take.
    """
    gain = np.zeros((len(left), len(right)))
    for i, one in enumerate(left):
        for j, other in enumerate(right):
            share = overlap(one, other)
            if share >= 0.5:
                gain[i, j] = share + (0.01 if prefer is not None and prefer(i, j) else 0)
    rows, columns = linear_sum_assignment(gain, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if gain[i, j] > 0]


def match_keys(left: Iterable[Hashable], right: Iterable[Hashable]) -> list[Pair]:
    """Which rows have the same key, the first to the first, the second to the second."""
    waiting: dict[Hashable, list[int]] = {}
    for j, key in enumerate(right):
        waiting.setdefault(key, []).append(j)
    return [(i, waiting[key].pop(0)) for i, key in enumerate(left) if waiting.get(key)]


def b_cubed(labels: list[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of the second clustering against the first, after Bagga & Baldwin (1998)."""
    first, second, both = Counter(x for x, _ in labels), Counter(y for _, y in labels), Counter(labels)
    precision = sum(both[x, y] / second[y] for x, y in labels) / len(labels)
    recall = sum(both[x, y] / first[x] for x, y in labels) / len(labels)
    return precision, recall


def attitudes(table: pd.DataFrame, sentences: pd.DataFrame) -> dict[tuple[Sentence, str], Attitude]:
    """Label, voice and source by sentence and target; of several clauses, the first that is not neutral."""
    found: dict[tuple[Sentence, str], Attitude] = {}
    for place, row in zip(within(spans(table), sentences), table.itertuples(index=False), strict=True):
        key = (place, row.target)
        if key not in found or (found[key][0] == "neutral" and row.label != "neutral"):
            found[key] = (row.label, row.voice, row.source)
    return found


def linked(facts: pd.DataFrame, sentences: pd.DataFrame) -> set[tuple[Sentence, Sentence]]:
    """The pairs of sentences of two articles that report a fact in common."""
    places: dict[str, set[Sentence]] = {}
    for fact, place in zip(facts["fact"], within(spans(facts), sentences), strict=True):
        places.setdefault(fact, set()).add(place)
    return {pair for found in places.values() for pair in combinations(sorted(found), 2) if pair[0][0] != pair[1][0]}


def sides(table: pd.DataFrame, sentences: pd.DataFrame) -> list[tuple[Sentence, Sentence]]:
    """The two sentences of each row, in the order of the articles."""
    both = zip(within(spans(table), sentences), within(spans(table, "other_"), sentences), strict=True)
    return [(min(pair), max(pair)) for pair in both]


def within(places: list[Span], sentences: pd.DataFrame) -> list[Sentence]:
    """The sentence in which each span begins."""
    starts: dict[str, list[int]] = {}
    for article, start in sentences[["article_id", "start"]].itertuples(index=False):
        starts.setdefault(article, []).append(start)
    return [(article, sum(begin <= start for begin in starts[article]) - 1) for article, start, _ in places]


def merged(places: list[Span]) -> list[Span]:
    """The stretches that the spans cover, overlapping ones as one."""
    stretches: list[Span] = []
    for article, start, end in sorted(places):
        if stretches and stretches[-1][0] == article and start < stretches[-1][2]:
            stretches[-1] = (article, stretches[-1][1], max(end, stretches[-1][2]))
        else:
            stretches.append((article, start, end))
    return stretches
