"""The expressions of time that news uses, as patterns by kind."""

from __future__ import annotations

import re

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
          "november", "december")  # fmt: skip
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COUNTS = dict(zip("a an one two three four five six seven eight nine ten".split(), (1, 1, *range(1, 11)), strict=True))
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}

_month = (
    r"(?P<m>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.|(?:Jan|Feb|Apr|Aug|Sept|Oct|Nov|Dec)(?=\s\d))"
)
_year = r"(?P<y>(?:1[5-9]|20)\d\d)(?![\w%]|[.,:]\d)"
_of_year = rf"(?:,?\s(?:of\s)?{_year})?"
_day = r"(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\w%:]|[.,]\d)"
_weekday = r"(?P<w>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
_count = rf"(?P<n>\d{{1,3}}|{'|'.join(COUNTS)})"
_unit = r"(?P<u>day|week|month|year|decade)"
_of = r"(?:beginning|start|middle|end|first\shalf|second\shalf)\sof"
_part = rf"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate|(?:[Tt]he\s)?{_of})[-\s])?"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("iso", r"\b(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>[0-3]\d)(?!\d)"),
        ("day", rf"\b(?:{_weekday},?\s)?{_month}\s{_day}{_of_year}"),
        ("day", rf"(?<![\w.,$£€¥]){_day}\s(?:of\s)?{_month}{_of_year}(?!\w)"),
        ("month", rf"\b{_part}{_month}{_of_year}(?!\w)"),
        ("fiscal", r"\b(?:[Ff]iscal(?:\s[Yy]ear)?\s|FY[-\s]?)(?:(?P<y>(?:19|20)\d\d)|[’'](?P<yy>\d\d))(?!\w)"),
        ("quarter", rf"\b(?:(?P<o>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)[-\s]quarter|Q(?P<q>[1-4])){_of_year}(?!\w)"),
        ("decade", r"\b(?P<y>(?:1[5-9]|20)\d0)[’']?s\b"),
        ("year", rf"(?<![\w.,$£€¥#/-]){_part}{_year}(?!-?\d)"),
        ("shift", rf"\b(?P<part>[Ee]arlier|[Ll]ater)\sthis\s{_unit}\b"),
        ("shift", rf"\b{_part}(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he\s(?:past|previous|coming|current))\s{_unit}\b"),
        ("shift", rf"\b(?P<part>(?:[Tt]he\s)?end\sof)\s(?P<rel>the)\s{_unit}\b"),
        ("weekday", rf"\b(?:(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Tt]his\scoming)\s)?{_weekday}(?!\w)"),
        ("weekend", r"\b(?P<rel>[Ll]ast|[Tt]his|[Nn]ext|[Oo]ver\sthe)\sweekend\b"),
        ("season", r"\b(?:[Ll]ast|[Tt]his|[Nn]ext)\s(?P<season>spring|summer|fall|autumn|winter)\b"),
        ("ago", rf"\b{_count}\s{_unit}s?\sago\b"),
        ("span", rf"\b(?P<rel>next|last|past|coming)\s(?:{_count}\s|few\s|several\s){_unit}s\b"),
        ("relmonth", rf"\b(?P<rel>[Ll]ast|[Nn]ext|[Tt]his)\s{_month}(?!\w)"),
        ("now", r"\b(?P<now>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his\s(?:morning|afternoon|evening)"
                r"|[Ll]ast\snight)\b(?![’']s\b)"),
    )
)  # fmt: skip
"""Kinds of expression and their patterns; where several match, the longest holds."""

HINTS = {
    "iso": ("-0", "-1"),
    "fiscal": ("iscal", "FY"),
    "quarter": ("uarter", "Q1", "Q2", "Q3", "Q4"),
    "decade": ("0s", "0's", "0’s"),
    "weekend": ("weekend",),
    "season": ("spring", "summer", "fall", "autumn", "winter"),
    "ago": ("ago",),
}
"""Letters of which a text must hold one before a pattern of that kind is tried, which saves most of the time."""
