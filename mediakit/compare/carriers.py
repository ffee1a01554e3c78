"""Which claims only carry another: "she said" and what she said are one report, as are a promise and its content."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pandas as pd

from mediakit.compare.wording import words_of
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

OF_ITS_OWN = 2
"""Words of a frame, other than who speaks and that it speaks, from which it tells something of its own."""

EDGES = ' ,;:—–-"“”‘’'

WIDER_CUES = frozenset("say tell add believe think hear go continue begin reply think note call see".split())


def carriers(claims: pd.DataFrame) -> dict[int, int]:
    """For each claim that says no more than another of its sentence, the place of the other in the table.

    A reporting verb carries the clause that fills its object or adjunct ("said she would recommend him"); a promise
    carries what is promised, whose row repeats its last words ("vow create" and "create").
    """
    rows = claims.reset_index(drop=True)
    found = _found(rows, lambda frame, other: _repeated(frame, other) or _reported(frame, other, ""))
    told: list[Any] = list(rows.itertuples())
    bare = {frame: content for frame, content in found.items() if _of_its_own(told[frame], told[content]) is None}
    return {frame: _last(frame, bare) for frame in bare}


def compared(claims: pd.DataFrame) -> tuple[pd.DataFrame, dict[int, int]]:
    """The claims that are compared with those of other articles, and for each other claim the one that it goes with.

    A claim with another as its content goes with it: beside the carriers, verbs that add something of their own with
    "that" ("demanded that they pay"), and nouns of speech or intent ("repeated a plan to build"). But where it says
    more than who speaks, it is compared too, without its content: "lawyers alleged in a court filing Thursday (that …)"
    tells of a filing, "played a role in the decision (to add …)" of a role.

    Parameters
    ----------
    claims
        The table of `claims`.

    Returns
    -------
    The table, such claims without their content, and places of claims that are not compared, each with that of its
    content.
    """
    rows = claims.reset_index(drop=True)
    found = _found(
        rows,
        lambda frame, other: _repeated(frame, other) or _reported(frame, other, "that ") or _of_noun(frame, other),
    )
    told: list[Any] = list(rows.itertuples())
    joined: dict[int, int] = {}
    cut: dict[int, tuple[int, int, str]] = {}
    for frame, content in found.items():
        rest = _of_its_own(told[frame], told[content])
        if rest is None:
            joined[frame] = content
        else:
            cut[frame] = rest
    for frame, (start, end, text) in cut.items():
        rows.loc[frame, ["start", "end", "text", "object"]] = [start, end, text, None]
        if not re.search(r"\d", text):
            rows.loc[frame, ["value", "high", "unit"]] = [None, None, None]
    return rows, {frame: _last(frame, joined) for frame in joined}


def _of_its_own(frame: Any, content: Any) -> tuple[int, int, str] | None:
    """What a claim tells beside its content, if it does: where it stands, and its words."""
    rest = _without(frame, content)
    return rest if rest and len(_own_words(frame, rest[2])) >= OF_ITS_OWN else None


def _without(frame: Any, content: Any) -> tuple[int, int, str] | None:
    """The part of a claim beside its content that has its predicate: where it stands, and its words."""
    if not frame.start <= content.start <= content.end <= frame.end + 1:
        return None
    if frame.predicate_start < content.start:
        start, end = frame.start, content.start
    elif frame.predicate_start >= content.end:
        start, end = content.end, frame.end
    else:
        return None
    text = frame.text[start - frame.start : end - frame.start]
    stripped = text.strip(EDGES)
    start += text.find(stripped)
    return (start, start + len(stripped), stripped) if stripped else None


def _own_words(frame: Any, rest: str) -> list[str]:
    """The words of what is left of a claim that neither name its actor nor only say that something is said."""
    spoken = set(words_of(frame.actor if isinstance(frame.actor, str) else "")) | _nouns()
    if all(verb in WIDER_CUES or verb in words("reporting_verbs") for verb in frame.act.split(" ")):
        spoken |= set(words_of(frame.predicate))
    return [word for word in words_of(rest) if word not in spoken and word.lower() not in spoken]


def _found(claims: pd.DataFrame, holds: Callable[[Any, Any], bool]) -> dict[int, int]:
    """For each claim that holds another of its sentence, the longest such."""
    found: dict[int, int] = {}
    for _, group in claims.groupby(["article_id", "sentence"], sort=False):
        members: list[Any] = list(group.itertuples())
        for frame in members:
            others = [other for other in members if other is not frame]
            whole = [other for other in others if _repeated(frame, other)]
            held = whole or [other for other in others if holds(frame, other)]
            if held:
                found[frame.Index] = min(held, key=lambda other: (-len(other.text), other.Index)).Index
    return found


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
