"""What a page says of itself: when it was published, which agency it credits, which language it is in."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mediakit.read.stamps import Stamp, stamp

AGENCIES = {
    "AP": ("AP", "Associated Press", "The Associated Press"),
    "Reuters": ("Reuters", "Thomson Reuters", "Reuters News"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse"),
    "Kyodo": ("Kyodo", "Kyodo News"),
    "Jiji": ("Jiji", "Jiji Press"),
    "Xinhua": ("Xinhua", "Xinhua News Agency"),
    "Yonhap": ("Yonhap", "Yonhap News Agency"),
    "TTXVN": ("TTXVN", "VNA", "Vietnam News Agency"),
    "TASS": ("TASS", "ITAR-TASS"),
    "Interfax": ("Interfax",),
    "dpa": ("dpa", "DPA"),
    "EFE": ("EFE",),
    "ANSA": ("ANSA",),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "UPI": ("UPI", "United Press International"),
    "PA": ("PA", "PA Media", "Press Association"),
    "Canadian Press": ("Canadian Press", "The Canadian Press"),
    "Bloomberg": ("Bloomberg", "Bloomberg News"),
    "CNN": ("CNN", "The-CNN-Wire", "CNN Wire", "CNN NewSource"),
    "Anadolu": ("Anadolu", "Anadolu Agency"),
    "Bernama": ("Bernama",),
    "Tribune News Service": ("Tribune News Service", "TNS"),
}
"""News agencies, and the names under which pages credit them."""

CANONICAL = {name: agency for agency, names in AGENCIES.items() for name in names}
NAMES = "|".join(re.escape(name) for name in sorted(CANONICAL, key=len, reverse=True))
DATELINE = re.compile(
    rf"^[^a-z(]{{0,40}}[A-Za-z.,’' \d]{{0,60}}\(({NAMES})\)\s*(?:[-–—:]|[A-Z“\"])|^\(({NAMES})\)|\(({NAMES})\)$"
)
UPPER_DATELINE = re.compile(
    rf"^[A-Z][A-Za-z .,’']{{2,40}}\d{{0,2}},? (?:[-–—]+) ?({NAMES})\b|^(REUTERS|KYODO|XINHUA|YONHAP)\b *[-–—:]"
)
REPORTS = re.compile(
    rf"\b(?:reports?|reported),? (?:citing|with reference to|quoting) (?:the )?({NAMES})\b"
    r"(?! (?:reporter|photographer))"
)
BYLINE = re.compile(rf"(?:^|[\s,/|(–—-])({NAMES})(?:$|[\s,/|.;)’'–—-])")
COPYRIGHT = re.compile(rf"(?:copyright|©).{{0,40}}?\b({NAMES})\b|^({NAMES}) ?(?:™|©)", re.IGNORECASE)
OPENING = 2
"""Paragraphs in which a dateline may stand."""


def published(lines: Iterable[str]) -> Stamp | None:
    """The first full day among a page's time stamps, one that is not of an update before one that is."""
    found = [(bool(re.search(r"updat|modif|\bedited", line, re.IGNORECASE)), line) for line in lines]
    for _, line in sorted(found, key=lambda pair: pair[0]):
        at = stamp(line)
        if at:
            return at
    return None


def credit(
    paragraphs: list[str], bylines: Iterable[str], copyrights: Iterable[str], own: re.Pattern[str] | None
) -> str | None:
    """The agency that a page credits for its text: in a byline, a dateline, a copyright line, or "reports, citing".

    An agency that a person "told" something, or whose photographer is named, is not credited for the text.
    """
    if own:
        for text in paragraphs:
            if match := own.search(text[:4000]):
                return CANONICAL.get(match["agency"], match["agency"])
    for line in bylines:
        if match := BYLINE.search(line):
            return CANONICAL[match[1]]
    for text in paragraphs[:OPENING]:
        if match := DATELINE.search(text[:200]) or UPPER_DATELINE.search(text[:200]):
            return _canonical(match)
    for text in paragraphs[-1:]:
        if match := re.search(rf"\(({NAMES})\)\.?$", text[-60:]):
            return CANONICAL[match[1]]
    for text in paragraphs:
        if match := REPORTS.search(text[:4000]):
            return CANONICAL[match[1]]
    for line in copyrights:
        if match := COPYRIGHT.search(line):
            return _canonical(match)
    return None


def _canonical(match: re.Match[str]) -> str:
    name = next(group for group in match.groups() if group)
    folded = {key.casefold(): value for key, value in CANONICAL.items()}
    return folded[name.casefold()]


def language(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code; null for one too short to tell (below 40 letters)."""
    if sum(character.isalpha() for character in text[:400]) < 40:
        return None
    # Loaded here: the model takes most of a second, and a corpus whose languages are given needs none.
    import py3langid

    code: str = py3langid.classify(text[:4000])[0]
    return code
