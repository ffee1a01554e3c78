"""A short label for each fact, from the words of its own claims."""

from __future__ import annotations

import re
from collections import Counter
from math import sqrt
from typing import Any

import pandas as pd

from mediakit.compare.likeness import Integers
from mediakit.compare.wording import concepts_of

LONGEST = 11
"""Words of a label."""

CONJUNCTIONS = re.compile(
    r"^(?:(?:ever since|as if|so that|even as|that|as|when|where|while|because|since|although|though|if|whether|once|"
    r"also|but|and)\s+)+",
    re.IGNORECASE,
)
RELATIVES = re.compile(r"^(?:who|whom|which|whose)\b\s*", re.IGNORECASE)
SPEAKING = re.compile(r"^(?:I|we|you|my|our)\b", re.IGNORECASE)
POINTING = re.compile(r"^(?:he|she|it|they|we|I|you|this|these|those|there|both)\b", re.IGNORECASE)


def labels(table: pd.DataFrame, cluster: Integers) -> dict[int, str]:
    """For each cluster the clause that says most of what its claims share, in at most `LONGEST` words."""
    groups: dict[int, list[Any]] = {}
    for row, number in zip(table.itertuples(), cluster.tolist(), strict=True):
        groups.setdefault(number, []).append(row)
    return {number: _label(rows) for number, rows in groups.items()}


def _label(rows: list[Any]) -> str:
    shared = Counter(key for row in rows for key in set(concepts_of(row.text)))
    common = {key for key, count in shared.items() if 2 * count >= len(rows)}

    def worth(row: Any) -> tuple[float, int, str, int]:
        text = short(row)
        told = set(concepts_of(text))
        value = len(told & common) / sqrt(1 + len(told)) if told else 0.0
        if POINTING.match(text):
            value *= 0.7
        return (-value, len(text), row.article_id, row.start)

    return short(min(rows, key=worth))


def short(row: Any) -> str:
    """A claim's clause in few words: without its conjunction, its subject put for "who", its speaker named."""
    text = re.sub(r"\s+", " ", CONJUNCTIONS.sub("", row.text)).strip(" ,;:—-–\"“”'’")
    actor, goal = (value if isinstance(value, str) else "" for value in (row.actor, row.object))
    text = RELATIVES.sub("", text)
    if SPEAKING.match(text) and isinstance(row.attributed_to, str):
        text = f"{row.attributed_to}: {text}"
    elif actor and not POINTING.match(actor) and not set(concepts_of(actor)) & set(concepts_of(text)):
        text = f"{actor} {text}"
    if goal and not set(concepts_of(goal)) & set(concepts_of(text)):
        text = f"{text} {goal}" if actor else f"{goal} {text}"
    words = text.split()
    if len(words) > LONGEST:
        text = " ".join(words[:LONGEST]).rstrip(" ,;:") + " …"
    return (text[:1].upper() + text[1:]) or row.text[:60]
