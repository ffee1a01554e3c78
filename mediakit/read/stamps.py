"""Time stamps: which lines are one, and what time they state."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

OFFSETS = {
    "utc": 0, "gmt": 0, "jst": 540, "kst": 540, "sgt": 480, "hkt": 480, "wib": 420, "ict": 420, "azt": 240, "msk": 180,
    "cet": 60, "cest": 120, "eet": 120, "eest": 180, "edt": -240, "cdt": -300, "mdt": -360, "pdt": -420, "est": -300,
    "mst": -420, "pst": -480, "aest": 600, "aedt": 660, "nzst": 720, "nzdt": 780, "eat": 180, "wat": 60, "sast": 120,
}  # fmt: skip
"""Minutes east of UTC of abbreviations that mean one zone; IST, BST, CST and others that mean several are left out."""

ZONES = {"et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles"}
"""Abbreviations that mean winter or summer time, whichever holds on the day."""

FILLERS = frozenset(
    """published publish posted post updated update modified last first created released release issued date dated on at
    of the by in time local am pm a.m p.m noon midnight ago hour hours hr hrs h minute minutes min mins m second seconds
    sec secs day days d week weeks month months year years just now today yesterday read reading st nd rd th est ist bst
    cst akst hst wed since story original originally online print edition version px and
    monday tuesday wednesday thursday friday saturday sunday mon tue tues thu thur thurs fri sat sun""".split()
)
WORD = re.compile(r"[A-Za-z.]+|\d+")
MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
SIGNS = re.compile(
    rf"\b(?:{MONTH})\b\.?|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|\d{{1,2}}:\d\d|\d ?[ap]\.?m\b"
    r"|\bago\b|\bmins?\b|\bminutes? read|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|^(?:just )?now$"
    r"|^(?:last )?(?:updated|published|posted|modified)\b",
    re.IGNORECASE,
)
UNDATED = re.compile(r"\bago\b|\bnow\b|\b(?:updated|published|posted|modified)\b", re.IGNORECASE)
CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.](\d\d))(?::(\d\d))?\s*([ap]\.?m\b\.?)?|\b(\d{1,2})\s*([ap]\.?m\b\.?)", re.IGNORECASE
)
DATES = (
    re.compile(r"(?P<y>\d{4})[-/](?P<n>\d{1,2})[-/](?P<d>\d{1,2})"),
    re.compile(
        rf"\b(?P<m>{MONTH})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?(?:\s+at\b)?\s+(?P<y>\d{{4}})", re.IGNORECASE
    ),
    re.compile(rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m>{MONTH})\b\.?,?\s+(?P<y>\d{{4}})", re.IGNORECASE),
)
NUMERIC = re.compile(r"\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b")
OFFSET = re.compile(r"\b(?:GMT|UTC)\s?([+-−])\s?(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


@dataclass(frozen=True)
class Stamp:
    """A time as a page states it: local, with minutes east of UTC where the page says so."""

    time: datetime
    utc_offset: int | None


def is_stamp(text: str) -> bool:
    """Whether a line consists of nothing but a date, a time, and the words that go with them."""
    if len(text) > 160 or not SIGNS.search(text) or text.lower() == "may":
        return False
    words = [word.lower().rstrip(".").replace(".", "") for word in WORD.findall(text)]
    known = [
        word.isdigit() or not word or word in FILLERS or word in MONTHS or word in OFFSETS or word in ZONES
        for word in words
    ]
    return all(known) and (any(map(str.isdigit, text)) or bool(UNDATED.search(text)))


def stamp(text: str) -> Stamp | None:
    """The day and time that a line states, if it states the day in full; 3/4/2020 has two readings and is none."""
    found = next((match for pattern in DATES if (match := pattern.search(text))), None)
    if found:
        groups = found.groupdict()
        month = MONTHS[groups["m"].lower()] if groups.get("m") else int(groups["n"])
        year, day, span = int(groups["y"]), int(groups["d"]), found.span()
    else:
        numeric = NUMERIC.search(text)
        if not numeric:
            return None
        first, second, year = (int(part) for part in numeric.groups())
        if first > 12 >= second:
            day, month = first, second
        elif second > 12 >= first or first == second:
            month, day = first, second
        else:
            return None
        span = numeric.span()
    rest = f"{text[: span[0]]} | {text[span[1] :]}"
    try:
        time = datetime(year, month, day) + _clock(rest)
    except ValueError:
        return None
    return Stamp(time, _offset(rest, time))


def _clock(text: str) -> timedelta:
    found = CLOCK.search(text)
    if not found:
        return timedelta()
    hour = int(found[1] or found[5])
    half = (found[4] or found[6] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    minute, second = int(found[2] or 0), int(found[3] or 0)
    return timedelta(hours=hour, minutes=minute, seconds=second) if hour < 24 and minute < 60 > second else timedelta()


def _offset(text: str, time: datetime) -> int | None:
    found = OFFSET.search(text)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return minutes if found[1] == "+" else -minutes
    for word in re.findall(r"\b[A-Za-z]{2,4}\b", text):
        if word.isupper() and word.lower() in OFFSETS:
            return OFFSETS[word.lower()]
        if word.isupper() and word.lower() in ZONES:
            try:
                there = time.replace(tzinfo=ZoneInfo(ZONES[word.lower()])).utcoffset()
            except ZoneInfoNotFoundError:
                return None
            return int(there.total_seconds() // 60) if there is not None else None
    return None
