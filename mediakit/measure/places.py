"""Where something is said to happen."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediakit.lexicons import words
from mediakit.measure.clauses import Clause
from mediakit.measure.phrases import Extent, extent
from mediakit.measure.predicates import MOTION, child

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

STATIC = frozenset("at in aboard inside outside near on off across throughout around within".split())
"""Prepositions of a place; "on" governs no country or town ("relies on Peru")."""
TOWARDS = frozenset("to into onto toward towards".split())
EVENTS = frozenset(
    """summit meeting talk lunch dinner breakfast ceremony conference visit speech event briefing gathering session
    interview hearing trial match game concert rally protest tour stop forum press attack crash""".split()
)
REGIONS = frozenset(("GPE", "LOC", "FAC"))


@cache
def place_nouns() -> frozenset[str]:
    """Lemmas of nouns that name a kind of place."""
    return words("place_nouns")


def place_of(clause: Clause) -> Extent | None:
    """The place of a clause: what "at", "in" or "aboard" governs beside its verb or an event in one of its adjuncts.

    Several places beside each other are one ("at the U.S. Navy base in Yokosuka"). Where a verb of motion goes counts
    when nothing says where it stays.
    """
    fallback = None
    for verb in clause.chain:
        for preposition in verb.children:
            if preposition.dep_ != "prep":
                continue
            inner = child(preposition, "pobj")
            if inner is None:
                continue
            word = preposition.lower_
            if word in STATIC and is_place(inner, word):
                return extent(inner)
            if word in TOWARDS and verb.lemma_ in MOTION and is_place(inner, word):
                fallback = fallback or extent(inner)
            if inner.lemma_.lower() in EVENTS:
                fallback = fallback or _within(inner)
    noun = next(
        (c for c in clause.last.children if c.dep_ in ("dobj", "nsubj", "nsubjpass") and c.lemma_.lower() in EVENTS),
        None,
    )
    return fallback or (_within(noun) if noun is not None else None)


def _within(event: Word) -> Extent | None:
    for preposition in event.children:
        inner = child(preposition, "pobj") if preposition.dep_ == "prep" else None
        if inner is not None and preposition.lower_ in STATIC and is_place(inner, preposition.lower_):
            return extent(inner)
    return None


def is_place(noun: Word, preposition: str) -> bool:
    """Whether a noun names a place, from its own words: a region or building by name, or a kind of place."""
    if noun.ent_type_ in ("DATE", "TIME", "PERSON", "MONEY", "PERCENT", "CARDINAL", "EVENT"):
        return False
    if noun.lemma_.lower() in place_nouns():
        return True
    if preposition == "on" and noun.ent_type_ == "GPE":
        return False
    return noun.ent_type_ in REGIONS and noun.tag_ in ("NNP", "NNPS") and noun.lemma_.lower() not in EVENTS
