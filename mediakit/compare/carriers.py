"""Which claims only carry another: "she said" and what she said are one report, as are a promise and its content."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from mediakit.lexicons import entries, words

COVERED = 0.6
"""Share of what a reporting verb or noun governs that one clause has to make up to be what is reported."""

CIRCUMSTANCES = (
    "with ",
    "after ",
    "before ",
    "while ",
    "since ",
    "amid ",
    "despite ",
    "when ",
    "because ",
    "in order ",
)

WIDER_CUES = frozenset("say tell add believe think hear go continue begin reply think note call see".split())


def carriers(claims: pd.DataFrame) -> dict[int, int]:
    """For each claim that says no more than another of its sentence, the place of the other in the table.

    A reporting verb carries the clause that fills its object or adjunct ("said she would recommend him"); a promise
    carries what is promised, whose row repeats its last words ("vow create" and "create").
    """
    return _found(claims, lambda frame, other: _repeated(frame, other) or _reported(frame, other, ""))


def contents(claims: pd.DataFrame) -> dict[int, int]:
    """For each claim that has another as its content, the place of the other: the carriers and more.

    Here belong verbs that add something of their own with "that" ("demanded that they pay") and nouns of speech or
    intent ("repeated a plan to build").
    """
    return _found(
        claims,
        lambda frame, other: _repeated(frame, other) or _reported(frame, other, "that ") or _of_noun(frame, other),
    )


def _found(claims: pd.DataFrame, holds: Callable[[Any, Any], bool]) -> dict[int, int]:
    """For each claim that holds another of its sentence, the longest such, at the end of a chain."""
    found: dict[int, int] = {}
    rows = claims.reset_index(drop=True)
    for _, group in rows.groupby(["article_id", "sentence"], sort=False):
        members: list[Any] = list(group.itertuples())
        for frame in members:
            others = [other for other in members if other is not frame]
            whole = [other for other in others if _repeated(frame, other)]
            held = whole or [other for other in others if holds(frame, other)]
            if held:
                found[frame.Index] = min(held, key=lambda other: (-len(other.text), other.Index)).Index
    return {frame: _last(frame, found) for frame in found}


def _repeated(frame: Any, other: Any) -> bool:
    return " " in frame.act and frame.act.endswith(f" {other.act}") and bool(other.object == frame.object)


def _reported(frame: Any, other: Any, conjunction: str) -> bool:
    """Whether a clause, without the conjunction that the object of its verb lacks, fills a slot of a verb of speech."""
    if not any(verb in WIDER_CUES or verb in words("reporting_verbs") for verb in frame.act.split(" ")):
        return False
    shapes = (other.text, other.text.removeprefix(conjunction))
    adjuncts = frame.adjuncts.split(" | ") if isinstance(frame.adjuncts, str) else []
    # "with both sharing the goal" is a circumstance of what is said, not what is said.
    said = [part for part in adjuncts if not part.lower().lstrip('"“” ,').startswith(CIRCUMSTANCES)]
    governed = [str(frame.object or ""), *said]
    return any(text in part and len(text) >= COVERED * len(part) for text in shapes for part in governed)


def _of_noun(frame: Any, other: Any) -> bool:
    """Whether the one clause is what a noun of speech or intent, within the other clause, calls for."""
    within = frame.predicate_start < other.start and other.end <= frame.end + 1
    if not within or not other.text.lower().startswith(("to ", "that ")):
        return False
    before = frame.text[: other.start - frame.start].split()
    if not before or before[-1].lower().strip(",") not in _nouns():
        return False
    return bool(other.end - other.start >= COVERED * (frame.end - other.start + len(before[-1]) + 1))


@cache
def _nouns() -> frozenset[str]:
    """Nouns of speech and intent."""
    return frozenset(term for term, word, *_ in entries("reporting_verbs") if word == "noun")


def _last(frame: int, found: dict[int, int]) -> int:
    """The claim at the end of a chain of carriers ("added that he had said that …")."""
    seen = {frame}
    at = found[frame]
    while at in found and at not in seen:
        seen.add(at)
        at = found[at]
    return at
