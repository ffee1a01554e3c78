"""Where an occasion took place, when two articles that tell of it name two buildings or sites."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from mediakit.compare.told import Difference, Told, is_venue
from mediakit.compare.wording import WORD, concept, concepts_of

OCCASIONS = frozenset(
    "summit meeting talks conference discussions ceremony funeral wedding rally hearing trial concert debate".split()
)

BESIDE = 6
"""Words between an occasion and its venue ("the summit, their first, at the State Guest House")."""


def venues(claims: Sequence[Told]) -> Iterator[tuple[Told, Told, Difference]]:
    """Pairs of claims of two articles that place one occasion in two buildings, most likely two names of one.

    The clauses seldom are one fact ("the meeting, held at the palace", "the summit at the guest house came as …"). So
    two articles count as telling of one occasion when some fact of theirs names it in both, and each has one venue.
    """
    placed: dict[tuple[str, str], list[Told]] = defaultdict(list)
    common: dict[tuple[str, str], set[str]] = defaultdict(set)
    for claim in claims:
        article = claim.row["article_id"]
        for kind in _kinds(claim.row["text"]):
            common[kind, claim.row["fact_id"]].add(article)
        for kind in _kinds(_before_venue(claim)):
            placed[kind, article].append(claim)
    told = {
        (kind, *pair)
        for (kind, _), articles in common.items()
        for pair in combinations(sorted(a for a in articles if (kind, a) in placed), 2)
    }
    for kind, here, there in sorted(told):
        one, other = placed[kind, here], placed[kind, there]
        if len(_names(one)) > 1 or len(_names(other)) > 1 or next(iter(_names(one))) & next(iter(_names(other))):
            continue
        values = str(one[0].get("place")), str(other[0].get("place"))
        yield one[0], other[0], Difference("place", "alias", *values)


def _before_venue(claim: Told) -> str:
    """What stands right before a claim's venue, or is held there; nothing for a claim without a venue."""
    place = claim.get("place")
    if place is None or not is_venue(place):
        return ""
    if claim.get("act") == "hold" and claim.get("object"):
        return str(claim.get("object"))
    before = re.split(re.escape(place), claim.row["text"], maxsplit=1)[0]
    return " ".join(WORD.findall(before)[-BESIDE:])


def _kinds(text: str) -> set[str]:
    """The occasions that a text names; a summit and talks are of one kind."""
    return {concept(word) for word in WORD.findall(text) if word.lower() in OCCASIONS}


def _names(claims: Sequence[Told]) -> set[frozenset[str]]:
    return {frozenset(concepts_of(str(claim.get("place")))) for claim in claims}
