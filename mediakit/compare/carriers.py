"""Which claims only carry another: "she said" and what she said are one report, as are a promise and its content."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mediakit.lexicons import words

COVERED = 0.6
"""Share of what a reporting verb governs that one clause has to make up to be what is reported."""

WIDER_CUES = frozenset("say tell add believe think hear go continue begin reply think note call see".split())


def carriers(claims: pd.DataFrame) -> dict[int, int]:
    """For each claim that only carries another of its sentence, the place of the other in the table.

    A reporting verb carries the clause that fills its object or adjunct ("said she would recommend him"); a promise
    carries what is promised, whose row repeats its last words ("vow create" and "create").
    """
    found: dict[int, int] = {}
    rows = claims.reset_index(drop=True)
    for _, group in rows.groupby(["article_id", "sentence"], sort=False):
        members: list[Any] = list(group.itertuples())
        if len(members) < 2:
            continue
        for frame in members:
            content = _content(frame, [m for m in members if m.Index != frame.Index])
            if content is not None:
                found[frame.Index] = content
    return {frame: _last(frame, found) for frame in found}


def _content(frame: Any, others: list[Any]) -> int | None:
    verbs = frame.act.split(" ")
    for other in others:
        if len(verbs) > 1 and frame.act.endswith(f" {other.act}") and other.object == frame.object:
            return int(other.Index)
    if not any(verb in WIDER_CUES or verb in words("reporting_verbs") for verb in verbs):
        return None
    governed = [str(frame.object or "")] + (frame.adjuncts.split(" | ") if isinstance(frame.adjuncts, str) else [])
    fitting = [
        (len(other.text), -other.Index)
        for other in others
        if any(other.text in part and len(other.text) >= COVERED * len(part) for part in governed)
    ]
    return -max(fitting)[1] if fitting else None


def _last(frame: int, found: dict[int, int]) -> int:
    """The claim at the end of a chain of carriers ("added that he had said that …")."""
    seen = {frame}
    at = found[frame]
    while at in found and at not in seen:
        seen.add(at)
        at = found[at]
    return at
