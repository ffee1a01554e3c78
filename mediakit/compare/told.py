"""One claim of a fact as told, and what it shares with another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from mediakit.compare.evidence import LIGHT_ACTS
from mediakit.compare.wording import WORD, concept, concepts_of
from mediakit.lexicons import words


class Difference(NamedTuple):
    """What differs, how the two versions stand to each other, and what each says."""

    attribute: str
    relation: str
    value: str
    other_value: str


PRONOUNS = frozenset(
    """i we you he she it they this that these those who which both all some many others one him her them us me
    everyone anyone someone nobody none""".split()
)


@dataclass(frozen=True)
class Told:
    """One claim, with when its page was published (UTC where the page states its offset).

    `sentence_day` is the day that its sentence gives, when that is a single one; `frame` says that the claim only
    carries another, which stands beside it.
    """

    row: dict[str, Any]
    published: datetime | None = None
    sentence_day: Any = None
    frame: bool = False

    def get(self, name: str) -> Any:
        value = self.row.get(name)
        return None if value is None or value is pd.NA or value != value else value

    @property
    def day(self) -> Any:
        """The claim's own day or else its sentence's; None for a stretch of days."""
        first, last = self.get("date_from"), self.get("date_to")
        return self.sentence_day if first is None else first if first == last else None

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset(concept(w) for w in str(self.get("act") or "").split() if w not in LIGHT_ACTS)

    @cached_property
    def object_words(self) -> frozenset[str]:
        return frozenset(concepts_of(str(self.get("object") or "")))

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset(concepts_of(self.row["text"]))


def same_act(one: Told, other: Told) -> bool:
    """Whether two claims have an act in common that says something, or both none and most of their words."""
    if one.acts or other.acts:
        return bool(one.acts & other.acts)
    return alike(one.all_words, other.all_words) >= 0.6


def comparable(one: Told, other: Told) -> bool:
    """Whether two claims are near enough in act and words for a conflict of their values to mean anything."""
    every = len(one.all_words | other.all_words)
    return (
        same_act(one, other)
        and alike(one.all_words, other.all_words) >= 0.5
        and len(one.all_words & other.all_words) / max(1, every) >= 0.25
    )


def near_in_words(one: Told, other: Told) -> bool:
    """Whether two claims are near enough in their words alone, with one actor, whichever verbs they have."""
    common = one.all_words & other.all_words
    return len(common) >= 4 and alike(one.all_words, other.all_words) >= 0.5 and same_actor(one, other)


def same_actor(one: Told, other: Told) -> bool:
    """Whether the actors of two claims share a word: what officials sign is no news of what presidents signed."""
    return bool(concepts_of(str(one.get("actor") or "")) & concepts_of(str(other.get("actor") or "")))


def alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Share of the smaller set that the other holds."""
    return len(left & right) / max(1, min(len(left), len(right)))


def days_of(first: Any, last: Any) -> str:
    begin, end = pd.Timestamp(first).date().isoformat(), pd.Timestamp(last).date().isoformat()
    return begin if begin == end else f"{begin}/{end}"


def predicate(claim: Told) -> str:
    return str(claim.get("predicate") or claim.get("act") or "")


def is_quoted(claim: Told) -> bool:
    return claim.get("voice") == "direct" or any(mark in claim.row["text"] for mark in '"“”')


def is_venue(name: str) -> bool:
    """Whether a place is a building or site, by its noun, and no town or country."""
    nouns = words("place_nouns")
    return any(w.lower() in nouns for w in WORD.findall(name))
