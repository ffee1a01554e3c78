"""Countries that speak: a country, its capital and its government are one speaker."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from mediakit.lexicons import entries
from mediakit.measure.attribution.found import Run
from mediakit.measure.attribution.people import People, joined, phrase_head
from mediakit.measure.attribution.words import Words


def spoken_for(words: Words, people: People, name: str | None, source: Run) -> str | None:
    """The name of who speaks, with a country or a capital as its government: Tokyo, the government of Japan."""
    if name is None:
        return None
    head = phrase_head(words, *source)
    if words.lower[head] == "governments" and name.lower() in ("governments", "two governments"):
        return joined(*named_governments(people)) if len(named_governments(people)) == 2 else name
    if phrase := re.fullmatch(r"government (?:in|of) (.+)", name, re.IGNORECASE):
        return government(phrase[1]) or name
    adjective = words.tag[head] == "JJ"
    return joined(*(_of_country(people, part, adjective) for part in name.split(" and ")))


def _of_country(people: People, name: str, adjective: bool) -> str:
    if name in people.gender or (name in adjectives() and not adjective):
        return name
    return government(name) or name


def named_governments(people: People) -> list[str]:
    """The governments of the two countries that an article names most."""
    counts = Counter(government(m.name) for m in people.mentions if m.label in ("GPE", "NORP", "LOC"))
    return [name for name, _ in counts.most_common() if name][:2]


def government(name: str) -> str | None:
    """The government that a country, a capital or an adjective names: Japan, Tokyo, Japanese."""
    adjective = _adjective_of().get(name)
    return f"{adjective} government" if adjective else None


@cache
def adjectives() -> frozenset[str]:
    """The adjectives of countries."""
    return frozenset(cells[1] for cells in entries("countries")[1:])


@cache
def _adjective_of() -> dict[str, str]:
    """The adjective of a country by its name, its adjective and its capital."""
    return {name: cells[1] for cells in entries("countries")[1:] for name in cells if name}
