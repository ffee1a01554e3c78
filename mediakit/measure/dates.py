"""Dates: expressions of time, resolved against the day an article was published."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.lexicons import entries
from mediakit.measure.entities import tabulate
from mediakit.measure.rows import Row, per_article, row, token_starts
from mediakit.measure.tenses import direction
from mediakit.measure.time_expressions import COUNTS, DAYS, HINTS, MONTHS, ORDINALS, PATTERNS
from mediakit.measure.timeline import Stretch, days, month, part, step, unit, year
from mediakit.measure.tree import tree_of
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import DATES

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

UNKNOWN = {"weekday": "day", "now": "day", "weekend": "day", "day": "day", "month": "month", "relmonth": "month",
           "quarter": "quarter", "season": "quarter"}  # fmt: skip


def dates(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Expressions of time, each with the days it means and its grain.

    Weekdays, months and days without a year are counted from the article's day of publication: backwards, unless
    the verb they hang on points ahead ("will meet on Thursday") or "by" leads up to them. A weekday may be the day of
    publication itself. "last week" is the week before, Monday to Sunday; "early" and "late" are the first and last
    quarter of a year. A fiscal year is that of the country named in the sentence, else in the article, else the
    calendar year. Without a day of publication what has to be counted from it has a null range; seasons, which differ
    by hemisphere, always have one. Times of day are no dates.
    """
    return tabulate(DATES, date_rows, corpus)


@per_article
def date_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The dates of one article."""
    text = reading.article.text
    anchor = day_of(reading)
    tokens, starts = next(iter(tree_of(reading))), token_starts(reading)
    for kind, match in _matches(text):
        token = tokens[max(0, bisect_right(starts, match.end() - 1) - 1)]
        if not _is_meant(kind, match, text, token, tokens[max(0, bisect_right(starts, match.start()) - 1)]):
            continue
        try:
            found = _resolve(kind, match, anchor, _direction(text, match, token), reading)
        except (ValueError, OverflowError):  # no such day, as in "February 30"
            continue
        yield row(reading, match.start(), match.end(), date_from=found.first, date_to=found.last, grain=found.grain)


def day_of(reading: ParsedArticle) -> date | None:
    """The day an article was published, where it says so."""
    published = reading.article.published
    return published.date() if published is not None and published == published else None


def _matches(text: str) -> list[tuple[str, re.Match[str]]]:
    """The longest match at every place, none overlapping another."""
    tried = [(kind, p) for kind, p in PATTERNS if kind not in HINTS or any(hint in text for hint in HINTS[kind])]
    found = [(kind, match) for kind, pattern in tried for match in pattern.finditer(text)]
    found.sort(key=lambda pair: (pair[1].start(), -pair[1].end()))
    kept: list[tuple[str, re.Match[str]]] = []
    for kind, match in found:
        if not kept or match.start() >= kept[-1][1].end():
            kept.append((kind, match))
    return kept


def _is_meant(kind: str, match: re.Match[str], text: str, last: Word, first: Word) -> bool:
    """Whether words that can mean a date do so here: "May" the month, "2025" the year."""
    if kind == "month" and not match["y"] and not match["part"]:
        return last.tag_ in ("NNP", "NNPS") and first.ent_type_ != "PERSON" and last.dep_ not in ("nsubj", "ROOT")
    if kind == "year" and not match["part"]:
        if last.dep_ == "nummod" and last.head.i > last.i and last.head.tag_ == "NNS":
            return False
        lead = text[max(0, match.start() - 12) : match.start()].lower()
        cued = re.search(
            r"(?:\b(?:in|since|of|by|until|till|during|from|after|before|through|around|late|early|for)\s|\()(?:the\s)?$",
            lead,
        )
        return bool(cued) or last.ent_type_ == "DATE"
    if kind == "quarter":
        return bool(match["y"]) or not re.match(r"\s(?:of|century)\b", text[match.end() :])
    return True


def _direction(text: str, match: re.Match[str], token: Word) -> int:
    found = direction(token)
    lead = text[max(0, match.start() - 8) : match.start()].lower()
    if lead.endswith(" for ") and {"d", "w"} & match.groupdict().keys():
        return 1  # "set a hearing for June 5"
    if found > 0 or not re.search(r"\b(?:by|until|till)\s$", lead):
        return found
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    return 1 if found == 0 or (verb is not None and (verb.tag_ == "VB" or verb.lemma_ == "give")) else found


def _resolve(kind: str, match: re.Match[str], anchor: date | None, points: int, reading: ParsedArticle) -> Stretch:
    has = {name: value for name, value in match.groupdict().items() if value is not None}
    number = int(has["y"]) if "y" in has else None
    if kind == "iso":
        day = date(int(has["y"]), int(has["m"]), int(has["d"]))
        return days(day, day, "day")
    if kind == "fiscal":
        return _fiscal(number or 2000 + int(has["yy"]), match.start(), reading)
    if kind == "decade":
        return year(int(has["y"]), 10)
    if kind == "year":
        return part(has.get("part"), year(int(has["y"])))
    if number is not None and kind in ("day", "month", "quarter"):
        return _of_year(kind, has, number)
    grain = UNKNOWN.get(kind) or _grain(has["u"])
    if anchor is None or kind == "season":
        return Stretch(None, None, grain)
    if kind in ("day", "month", "quarter"):
        return _nearest(kind, has, anchor, points)
    return _counted(kind, has, anchor, points)


def _of_year(kind: str, has: dict[str, str], number: int) -> Stretch:
    if kind == "quarter":
        return month(3 * (int(has["q"]) if "q" in has else ORDINALS[has["o"].lower()]) - 2, number, 3)
    which = _month_number(has["m"])
    if kind == "month":
        return part(has.get("part"), month(which, number))
    day = date(number, which, int(has["d"]))
    return days(day, day, "day")


def _nearest(kind: str, has: dict[str, str], anchor: date, points: int) -> Stretch:
    """A day, month or quarter without a year: the last one begun, the next one, or the nearest."""
    found = []
    for number in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found.append(_of_year(kind, has, number))
        except ValueError:  # 29 February of a common year
            continue
    if not found:
        raise ValueError("no such day")
    past = [s for s in found if s.first is not None and s.first <= anchor]
    ahead = [s for s in found if s.last is not None and s.last >= anchor]
    if points < 0 and past:
        return past[-1]
    if points > 0 and ahead:
        return ahead[0]
    return min(found, key=lambda s: abs((s.first - anchor).days) if s.first else 0)


def _counted(kind: str, has: dict[str, str], anchor: date, points: int) -> Stretch:
    """What is counted from the day of publication."""
    rel = re.sub(r"^(?:the|over the|this)\s(?=\w)", "", has.get("rel", "").lower())
    if kind == "now":
        day = anchor + timedelta(days={"yesterday": -1, "last night": -1, "tomorrow": 1}.get(has["now"].lower(), 0))
        return days(day, day, "day")
    if kind == "weekday":
        return _weekday(DAYS.index(next(d for d in DAYS if d.startswith(has["w"][:3].lower()))), rel, anchor, points)
    if kind == "weekend":
        saturday = anchor + timedelta(days=5 - anchor.weekday())
        shift = {"last": -1, "next": 1, "this": 0}.get(rel)
        if shift is None:
            shift = 0 if points > 0 or anchor.weekday() >= 5 else -1
        saturday += timedelta(weeks=shift)
        return days(saturday, saturday + timedelta(days=1), "day")
    if kind == "relmonth":
        which = _month_number(has["m"])
        return _nearest("month", {"m": MONTHS[which - 1]}, anchor, {"last": -1, "next": 1}.get(rel, points))
    name = has["u"].lower()
    if kind == "ago":
        return unit(name, step(name, anchor, -_count(has["n"])), 0)
    if kind == "span" or rel in ("past", "coming"):
        count = _count(has.get("n", "one" if kind != "span" else "two")) if "n" in has or kind != "span" else None
        if count is None:
            return Stretch(None, None, _grain(name))
        other = step(name, anchor, count if rel in ("next", "coming") else -count)
        return days(min(anchor, other), max(anchor, other), _grain(name))
    if name == "decade" and rel == "next":
        return days(anchor, step(name, anchor, 1), "year")
    whole = unit(name, anchor, {"last": -1, "previous": -1, "next": 1}.get(rel, 0))
    if has.get("part", "").lower() == "earlier":
        return days(whole.first or anchor, anchor, whole.grain)
    if has.get("part", "").lower() == "later":
        return days(anchor, whole.last or anchor, whole.grain)
    return part(has.get("part"), whole)


def _weekday(number: int, rel: str, anchor: date, points: int) -> Stretch:
    back = (anchor.weekday() - number) % 7
    if rel == "last":
        shift = -(back or 7)
    elif rel in ("next", "coming"):
        shift = (7 - back) if back else 7
    elif points > 0:
        shift = (7 - back) % 7
    else:
        shift = -back
    day = anchor + timedelta(days=shift)
    return days(day, day, "day")


@cache
def _fiscal_years() -> dict[str, tuple[str, int, int]]:
    return {term: (country, int(first), int(before)) for term, country, first, before in entries("fiscal_years")}


def _fiscal(number: int, at: int, reading: ParsedArticle) -> Stretch:
    """The fiscal year of the country that the text named last before it, else of the outlet's country."""
    known = _fiscal_years()
    named = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(term) for term in known) + r")(?!\w)", re.IGNORECASE)
    text = reading.article.text
    start = text.rfind("\n", 0, at) + 1
    for piece in (text[start:at], text[:start]):
        mentions = [m for m in named.findall(piece) if m != "us"]
        if mentions:
            country = known[mentions[-1].lower()][0]
            break
    else:
        country = str(reading.article.country or "")
    first, before = next(((f, b) for c, f, b in known.values() if c == country), (1, 0))
    return month(first, number - before, 12)


def _month_number(text: str) -> int:
    return 1 + next(i for i, name in enumerate(MONTHS) if name.startswith(text[:3].lower()))


def _count(text: str) -> int:
    return int(text) if text.isdigit() else COUNTS[text.lower()]


def _grain(name: str) -> str:
    return "year" if name.lower() == "decade" else name.lower()
