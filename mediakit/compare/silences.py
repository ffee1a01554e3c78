"""Who did not answer when one article was written, and is quoted in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mediakit.compare.told import Difference, Told
from mediakit.compare.wording import stem, words_of

ANSWERS = frozenset("respond reply comment answer".split())
DECLINES = frozenset("decline refuse fail".split())
SPEECH = frozenset("say tell add call state write insist maintain argue respond reply deny".split())
SPOKEN_FOR = re.compile(r"\b(?:spokes\w+|representative|statement)\b", re.IGNORECASE)
OFFICES = frozenset(
    "department ministry office agency company spokesperson spokesman spokeswoman representative".split()
)
"""What many have, so that it does not tell whose answer it is."""


def silences(claims: Sequence[Told]) -> Iterator[tuple[Told, Told, Difference]]:
    """Pairs of claims of two articles: the one tells that somebody did not answer, the other what they say, as updates.

    An answer counts when a spokesperson or a statement gives it: what an office once wrote is no answer. "Declined to
    comment on whether …" leaves one question open, and is no silence.
    """
    answers = [claim for claim in claims if _answers(claim)]
    for claim in claims:
        if not _is_silent(claim):
            continue
        named = _named(claim)
        told: set[str] = set()
        for other in answers:
            article = other.row["article_id"]
            if article not in {claim.row["article_id"], *told} and named & _named(other):
                told.add(article)
                yield claim, other, Difference("attribution", "update", "no answer", str(other.get("actor")))


def _is_silent(claim: Told) -> bool:
    acts = str(claim.get("act") or "").split()
    if not ANSWERS & set(acts) or re.search(r"\bwhether\b", claim.row["text"]):
        return False
    return claim.get("polarity") == "negated" or acts[0] in DECLINES


def _answers(claim: Told) -> bool:
    acts = str(claim.get("act") or "").split()
    return bool(SPEECH & set(acts[:1])) and not _is_silent(claim) and bool(SPOKEN_FOR.search(claim.row["text"]))


def _named(claim: Told) -> frozenset[str]:
    """The stems of the names of a claim's actor, without words for what kind of office it is."""
    words = words_of(str(claim.get("actor") or ""))
    return frozenset(stem(w) for w in words if w[0].isupper() and w.lower() not in OFFICES)
