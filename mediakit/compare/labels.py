"""A short label for each fact, from the words of its own claims."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import sqrt
from typing import Any

import pandas as pd

from mediakit.compare.likeness import Integers
from mediakit.compare.wording import concepts_of
from mediakit.lexicons import entries

LONGEST = 11
"""Words of a label."""

FOUND_BY = 15
"""Characters that a verb is found by in a clause."""

LESS = 0.7
"""What a clause is worth, as a share, that points at somebody, that lacks subject or verb, or that has no object."""

COPULAS = frozenset("be is are was were been being am 's 're".split())

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
    named = Counter(row.actor for row in rows if isinstance(row.actor, str) and not POINTING.match(row.actor))
    actor = min(named, key=lambda name: (-named[name], len(name), name), default="")

    def worth(row: Any) -> tuple[float, int, str, int]:
        text = short(row, actor)
        told = set(concepts_of(text))
        value = len(told & common) / sqrt(1 + len(told)) if told else 0.0
        if POINTING.match(text):
            value *= LESS
        value *= LESS ** (2 - _is_told(row) - isinstance(row.object, str))
        return (-value, len(text), row.article_id, row.start)

    return short(min(rows, key=worth), actor)


def _is_told(row: Any) -> bool:
    """Whether a clause has subject and verb, which a bare participle and a name put beside another lack."""
    apposed = row.act == "be" and not COPULAS & set(row.predicate.lower().split())
    return isinstance(row.actor, str) and not apposed


def short(row: Any, named: str = "") -> str:
    """A claim's clause in few words: without its conjunction, with its subject or its speaker named.

    `named` is who other claims of the fact name where this one has a pronoun.
    """
    text = re.sub(r"\s+", " ", CONJUNCTIONS.sub("", row.text)).strip(" ,;:—–-\"“”'’")
    actor, goal = (value if isinstance(value, str) else "" for value in (row.actor, row.object))
    text = RELATIVES.sub("", text)
    first = text.split(" ")[0].lower()
    bare = first in row.predicate.lower().split(" ")[:2]
    finite = bare and first != "to" and not first.endswith("ing")
    if POINTING.match(actor):
        actor = named if bare and named else actor if finite else ""
    if SPEAKING.match(text) and isinstance(row.attributed_to, str):
        text = f"{row.attributed_to}: {text}"
    elif finite and _lacks(text, goal):
        text = f"{goal} {text}"  # "Japanese nationals" and "abducted by North Korea"
    elif POINTING.match(actor) or _lacks(text, actor):
        text = f"{actor} {text}"
    if _lacks(text, goal):
        text = f"{text} {goal}" if isinstance(row.actor, str) else f"{goal} {text}"
    if len(text.split()) > LONGEST and actor and text.startswith(actor):
        verb = text.find(re.sub(r"\s+", " ", row.text[row.predicate_start - row.start :])[:FOUND_BY])
        aside = text[:verb].rfind(",") + 1 if verb > 0 and text[len(actor) :].startswith(",") else 0
        rest = text[max(aside, len(actor)) :]
        text = " and ".join(map(_without_role, actor.split(" and "))) + rest
    words = text.split()
    if len(words) > LONGEST:
        text = " ".join(words[:LONGEST]).rstrip(" ,;:") + " …"
    return (text[:1].upper() + text[1:]) or row.text[:60]


def _without_role(name: str) -> str:
    """A person's name without the role before it and what is added behind: President Ann Berg of Norway."""
    words = name.split(",")[0].split(" of ")[0].split()
    first = max((i + 1 for i, word in enumerate(words) if word.lower() in _roles()), default=0)
    rest = words[first:]
    return " ".join(rest) if first and rest and all(word[0].isupper() for word in rest) else name


@cache
def _roles() -> frozenset[str]:
    """The last words of roles in government."""
    return frozenset(term.split()[-1] for term, kind in entries("speaker_types") if kind == "government")


def _lacks(text: str, part: str) -> bool:
    """Whether a part of a claim has words, none of which a text has."""
    told = set(concepts_of(part))
    return bool(told) and not told & set(concepts_of(text))
