"""How two claims of one fact differ: one function an attribute, each giving the relation and both values, or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

from mediakit.compare.naming import attribution, purpose, short_name, who, wording
from mediakit.compare.told import Difference, Told, alike, comparable, days_of, is_quoted, predicate
from mediakit.compare.wording import WORD, concepts_of, stem
from mediakit.lexicons import words

ROUGHLY = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|close to|more than|over|at least|up to|as many as)\s+"
    r"\S*\d",
    re.IGNORECASE,
)


TOLERANCE = 0.1
"""Relative difference within which a rough number may be the exact one."""


TURNED = (-366, -365, -7, 7, 365, 366)
"""Days between two readings of one weekday, or of one day without a year, forwards and backwards."""


CONDITIONAL = frozenset("would could might should may can whether".split())
"""Words with which a verb is neither ahead nor past."""


def differences(one: Told, other: Told) -> Iterator[Difference]:
    """Every attribute in which two claims of one fact differ."""
    found = [check(one, other) for check in CHECKS]
    told = {difference.attribute for difference in found if difference}
    for difference in found:
        # "will fly" and "flew" differ in certainty too, but only because one came later.
        if difference and not (difference.attribute == "certainty" and "tense" in told):
            yield difference


def date(one: Told, other: Told) -> Difference | None:
    """Two stretches of days: one within the other is coarser, neighbouring days may be one day in two time zones."""
    first, last, other_first, other_last = (
        claim.get(name) for claim in (one, other) for name in ("date_from", "date_to")
    )
    if first is None or other_first is None or last is None or other_last is None:
        return _neighbouring_day(one, other)
    if (first, last) == (other_first, other_last):
        return None
    values = (days_of(first, last), days_of(other_first, other_last))
    if (first <= other_first and other_last <= last) or (other_first <= first and last <= other_last):
        return Difference("date", "coarser", *values)
    if first <= other_last and other_first <= last:
        return None
    days = first == last and other_first == other_last
    if days and abs((first - other_first).days) == 1:
        return Difference("date", "timezone", *values)
    turned = [pd.Timedelta(days=n) for n in TURNED]
    if any(first + n <= other_last and other_first <= last + n for n in turned) or not comparable(one, other):
        return None
    return Difference("date", "contradiction", *values)


def _neighbouring_day(one: Told, other: Told) -> Difference | None:
    """Neighbouring days of one fact, where a claim has none of its own and its sentence gives a single day."""
    here, there = one.day, other.day
    if (
        here is None
        or there is None
        or abs((here - there).days) != 1
        or {one.get("tense"), other.get("tense")} != {"past"}
    ):
        return None
    return Difference("date", "timezone", days_of(here, here), days_of(there, there))


def quantity(one: Told, other: Told) -> Difference | None:
    """Two numbers of one unit: a rough or rounded one is coarser, others are a conflict."""
    value, other_value = one.get("value"), other.get("value")
    unit, other_unit = one.get("unit"), other.get("unit")
    if value is None or other_value is None or stem(str(unit or "")) != stem(str(other_unit or "")):
        return None
    values = (_number(one), _number(other))
    rough = bool(ROUGHLY.search(one.row["text"])), bool(ROUGHLY.search(other.row["text"]))
    near = abs(value - other_value) <= TOLERANCE * max(abs(value), abs(other_value))
    if value == other_value:
        return Difference("quantity", "coarser", *values) if rough[0] != rough[1] else None
    if near and (any(rough) or _rounds(value, other_value)):
        return Difference("quantity", "coarser", *values)
    high, other_high = one.get("high"), other.get("high")
    if (high is not None and value <= other_value <= high) or (
        other_high is not None and other_value <= value <= other_high
    ):
        return Difference("quantity", "coarser", *values)
    if not comparable(one, other):
        return None
    return Difference("quantity", "contradiction", *values)


def place(one: Told, other: Told) -> Difference | None:
    """Two places: one named within the other is coarser; a town and a building may be; two buildings are an alias.

    Neither is ever called a conflict: which town a building stands in, and which names it has, no text need say.
    """
    here, there = one.get("place"), other.get("place")
    if here is None or there is None:
        return None
    words_here, words_there = frozenset(concepts_of(here)), frozenset(concepts_of(there))
    if not words_here or not words_there or words_here == words_there:
        return None
    if words_here < words_there or words_there < words_here or is_venue(here) != is_venue(there):
        return Difference("place", "coarser", here, there)
    if is_venue(here) and not words_here & words_there:
        return Difference("place", "alias", here, there)
    return None


def is_venue(name: str) -> bool:
    """Whether a place is a building or site, by its noun, and no town or country."""
    nouns = words("place_nouns")
    return any(w.lower() in nouns for w in WORD.findall(name))


def tense(one: Told, other: Told) -> Difference | None:
    """What one has ahead and the other behind it: an update, since time has passed between them."""
    order = {"past": 0, "present": 1, "future": 2}
    here, there = one.get("tense"), other.get("tense")
    if here == there or here not in order or there not in order:
        return None
    if not (_finite(one) and _finite(other)) or is_quoted(one) or is_quoted(other):
        return None
    if not one.acts & other.acts or CONDITIONAL.intersection(f"{predicate(one)} {predicate(other)}".lower().split()):
        return None
    common = alike(one.all_words, other.all_words)
    if "future" in (here, there):
        known = "past" in (here, there) and common >= 0.4
    else:
        # A present perfect is no other time than a past: only the bare present of the same verb is.
        known = one.get("act") == other.get("act") and common >= 0.6 and _bare(one, other) and _same_actor(one, other)
    if not known:
        return None
    return Difference("tense", "update", predicate(one), predicate(other))


def certainty(one: Told, other: Told) -> Difference | None:
    """How surely each says it; what was expected of the past and is then reported is an update."""
    here, there = one.get("certainty"), other.get("certainty")
    if here == there:
        return None
    values = (_surely(one), _surely(other))
    if "denied" in (here, there):
        return Difference("certainty", "difference", *values)
    if {here, there} == {"expected", "asserted"}:
        foreseen = one if here == "expected" else other
        if foreseen.get("tense") == "past" and alike(one.all_words, other.all_words) >= 0.4:
            return Difference("certainty", "update", *values)
        return None
    if "hedged" in (here, there):
        return Difference("certainty", "difference", *values)
    return None


def polarity(one: Told, other: Told) -> Difference | None:
    """One affirms what the other negates, with the same act and much the same words."""
    here, there = one.get("polarity"), other.get("polarity")
    if here == there or not comparable(one, other) or any("whether" in c.row["text"] for c in (one, other)):
        return None
    return Difference("polarity", "contradiction", f"{here}: {predicate(one)}", f"{there}: {predicate(other)}")


CHECKS: tuple[Callable[[Told, Told], Difference | None], ...] = (
    date, quantity, place, tense, certainty, polarity, attribution, wording, purpose, short_name, who,
)  # fmt: skip


def _number(claim: Told) -> str:
    value, high, unit = claim.get("value"), claim.get("high"), claim.get("unit")
    rough = "about " if ROUGHLY.search(claim.row["text"]) else ""
    span = _figure(value) + (f" to {_figure(high)}" if high is not None else "")
    return f"{rough}{span}{f' {unit}' if unit else ''}"


def _figure(value: float) -> str:
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.6g} {name}"
    return f"{value:,.10g}"


def _rounds(value: float, other: float) -> bool:
    """Whether one number is the other with fewer figures."""
    for digits in range(1, 6):
        if float(f"{value:.{digits}g}") == other or float(f"{other:.{digits}g}") == value:
            return True
    return False


def _bare(one: Told, other: Told) -> bool:
    """Whether both predicates are single verbs, "comes" and "came"."""
    named = one.get("actor") is not None and other.get("actor") is not None
    return named and len(predicate(one).split()) == 1 == len(predicate(other).split())


def _same_actor(one: Told, other: Told) -> bool:
    """Whether the actors of two claims share a word: what officials sign is no news of what presidents signed."""
    return bool(concepts_of(str(one.get("actor"))) & concepts_of(str(other.get("actor"))))


def _finite(claim: Told) -> bool:
    """Whether a claim's tense is its own: a bare participle or infinitive takes that of its clause."""
    first = predicate(claim).split(" ")[0].lower()
    return not first.endswith("ing") and first != "to"


def _surely(claim: Told) -> str:
    cue = claim.get("hedge")
    return f"{claim.get('certainty')}{f' ({cue})' if cue else ''}"
