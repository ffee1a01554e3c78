"""How two claims of one fact differ: one function an attribute, each giving the relation and both values, or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pandas as pd

from mediakit.compare.naming import attribution, purpose, short_name, who, wider, wording
from mediakit.compare.standing import certainty, polarity, tense
from mediakit.compare.told import Difference, Told, alike, comparable, days_of, is_venue, same_act
from mediakit.compare.wording import concepts_of, stem

ROUGHLY = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|close to|more than|over|at least|up to|as many as)\s+"
    r"[^\s\d]*(\d[\d.,]*)",
    re.IGNORECASE,
)


TOLERANCE = 0.1
"""Relative difference within which a rough number may be the exact one."""


NO_DATE = "no date"
"""What stands for the date of a claim that gives none."""


TURNED = (-366, -365, -7, 7, 365, 366)
"""Days between two readings of one weekday, or of one day without a year, forwards and backwards."""


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
        return _neighbouring_day(one, other) or _undated(one, other)
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


def _undated(one: Told, other: Told) -> Difference | None:
    """A stretch of days ("by March 2026") that one gives and the other, in much the same words, leaves out."""
    dated = [claim for claim in (one, other) if claim.get("date_from") is not None]
    if len(dated) != 1 or dated[0].get("date_from") == dated[0].get("date_to"):
        return None
    bare = other if dated[0] is one else one
    day = pd.Timestamp(dated[0].get("date_from"))
    if re.search(rf"\b(?:{day.year}|{day.month_name()})\b", bare.row["text"]):
        return None  # it has the date too, where it is not the clause's own
    if not comparable(one, other) or one.get("tense") != other.get("tense"):
        return None
    values = [days_of(c.get("date_from"), c.get("date_to")) if c.get("date_from") else NO_DATE for c in (one, other)]
    return Difference("date", "coarser", *values)


def quantity(one: Told, other: Told) -> Difference | None:
    """Two numbers of one unit: a rough or rounded one is coarser, others are a conflict."""
    value, other_value = one.get("value"), other.get("value")
    unit, other_unit = one.get("unit"), other.get("unit")
    if value is None or other_value is None or stem(str(unit or "")) != stem(str(other_unit or "")):
        return None
    values = (_number(one), _number(other))
    rough = is_rough(one), is_rough(other)
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


def is_rough(claim: Told) -> bool:
    """Whether a claim's own number is given as a rough one: "$550 billion (about 84 trillion yen)" is exact."""
    figures = _digits(f"{claim.get('value') or 0:.12g}")
    return any(_digits(found) == figures for found in ROUGHLY.findall(claim.row["text"]))


def _digits(number: str) -> str:
    """The figures of a number, whatever its size: of 5.5e11 and of "550" they are "55"."""
    return re.sub(r"e.*|\D", "", number.lower()).strip("0")


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
    near = same_act(one, other) or alike(one.all_words, other.all_words) >= 0.4
    if is_venue(here) and near and not words_here & words_there:
        return Difference("place", "alias", here, there)
    return None


CHECKS: tuple[Callable[[Told, Told], Difference | None], ...] = (
    date, quantity, place, tense, certainty, polarity, attribution, wording, purpose, short_name, wider, who,
)  # fmt: skip


def _number(claim: Told) -> str:
    value, high, unit = claim.get("value"), claim.get("high"), claim.get("unit")
    rough = "about " if is_rough(claim) else ""
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
