"""Calendar arithmetic: stretches of days, and the parts and neighbours of a week, month, quarter or year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """First and last day, and how fine the expression was; no days when there is nothing to count from."""

    first: date | None
    last: date | None
    grain: str


def days(first: date, last: date, grain: str) -> Stretch:
    return Stretch(first, last, grain)


def year(number: int, count: int = 1) -> Stretch:
    return Stretch(date(number, 1, 1), date(number + count - 1, 12, 31), "year")


def month(number: int, of: int, count: int = 1) -> Stretch:
    """`count` months from one month of a year; months beyond December run into the next year."""
    of, number = of + (number - 1) // 12, (number - 1) % 12 + 1
    end_of, end = of + (number + count - 2) // 12, (number + count - 2) % 12 + 1
    grain = "month" if count == 1 else "quarter" if count < 12 else "year"
    return Stretch(date(of, number, 1), date(end_of, end, monthrange(end_of, end)[1]), grain)


def week(day: date) -> Stretch:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Stretch(monday, monday + timedelta(days=6), "week")


def unit(name: str, anchor: date, shift: int) -> Stretch:
    """The day, week, month, year or decade so many before or after the one the anchor stands in."""
    if name == "day":
        day = anchor + timedelta(days=shift)
        return Stretch(day, day, "day")
    if name == "week":
        return week(anchor + timedelta(weeks=shift))
    if name == "month":
        return month(anchor.month + shift, anchor.year)
    if name == "decade":
        return year(anchor.year // 10 * 10 + 10 * shift, 10)
    return year(anchor.year + shift)


def step(name: str, anchor: date, count: int) -> date:
    """The day so many units from the anchor; the 31st falls back to a shorter month's last day."""
    if name in ("day", "week"):
        return anchor + timedelta(days=count * (7 if name == "week" else 1))
    months = count * {"month": 1, "year": 12, "decade": 120}[name] + anchor.month - 1
    of, number = anchor.year + months // 12, months % 12 + 1
    return date(of, number, min(anchor.day, monthrange(of, number)[1]))


def part(name: str | None, whole: Stretch) -> Stretch:
    """Early, mid or late in a month or year, its end, or one half of it.

    Early and late are the first and last quarter of a year and the first and last ten days of a month, mid what lies
    between; the end of a year is its December, its beginning its January.
    """
    if not name or whole.first is None or whole.last is None:
        return whole
    word = name.lower().removeprefix("the ").removesuffix(" of").strip(" -")
    if whole.grain == "year" and whole.first.month == 1 and whole.last.year == whole.first.year:
        first, count = {
            "early": (1, 3), "mid": (4, 6), "middle": (4, 6), "late": (10, 3), "beginning": (1, 1), "start": (1, 1),
            "end": (12, 1), "first half": (1, 6), "second half": (7, 6),
        }[word]  # fmt: skip
        return month(first, whole.first.year, count)
    if whole.grain == "month":
        first, last = {
            "early": (1, 10), "beginning": (1, 10), "start": (1, 10), "mid": (11, 20), "middle": (11, 20),
            "late": (21, whole.last.day), "end": (21, whole.last.day), "first half": (1, 15),
            "second half": (16, whole.last.day),
        }[word]  # fmt: skip
        return Stretch(whole.first.replace(day=first), whole.first.replace(day=last), "week")
    return whole
