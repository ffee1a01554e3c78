"""A short label for each fact, from the words of its own claims."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pandas as pd

from mediakit.compare.likeness import Integers
from mediakit.compare.wording import concepts_of

LONGEST = 9
"""Words of a label."""


def labels(table: pd.DataFrame, cluster: Integers) -> dict[int, str]:
    """For each cluster the plainest of its claims in few words: who, what, to whom."""
    groups: dict[int, list[Any]] = {}
    for row, number in zip(table.itertuples(), cluster.tolist(), strict=True):
        groups.setdefault(number, []).append(row)
    return {number: _label(rows) for number, rows in groups.items()}


def _label(rows: list[Any]) -> str:
    shared: Counter[str] = Counter()
    for row in rows:
        shared.update(set(concepts_of(row.text)))
    common = {key for key, count in shared.items() if count > 1} or set(shared)

    def worth(row: Any) -> tuple[float, int, str, int]:
        told = concepts_of(short(row))
        return (-sum(key in common for key in told) + 0.2 * len(told), len(row.text), row.article_id, row.start)

    return short(min(rows, key=worth))


def short(row: Any) -> str:
    """A claim in at most `LONGEST` words."""
    actor = _text(row.actor)
    if actor and len(actor.split()) > 4:
        actor = " ".join(actor.split()[-3:])
    parts = [actor, _text(row.predicate), _text(row.object) or _text(row.adjuncts).split(" | ")[0]]
    words = " ".join(part for part in parts if part).split()
    text = " ".join(words[:LONGEST]) + (" …" if len(words) > LONGEST else "")
    return re.sub(r"\s+", " ", text).strip(" ,;:") or _text(row.text)[:60]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
