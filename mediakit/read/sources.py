"""Source profiles: how an outlet is recognised by its page, and what its pages carry beside the article."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from mediakit.errors import LexiconError
from mediakit.tables import KINDS

EVERY_PAGE = "every_page.toml"
CAMEL = re.compile(r"(?<=[a-z+])(?=[A-Z])")
TOKEN = re.compile(r"[\w+-]+")
LONGEST = 1500
"""Characters beyond which no line is furniture by its words alone: patterns are only tried on lines up to here."""


@dataclass(frozen=True)
class LineRule:
    """Which lines are furniture for one reason, by their words."""

    reason: str
    whole: re.Pattern[str] | None
    part: re.Pattern[str] | None
    words: frozenset[str]
    most: int
    lead: bool

    def fits(self, text: str, n_words: int) -> bool:
        """Whether a line with even characters is furniture by this rule."""
        if n_words > self.most or len(text) > LONGEST:
            return False
        if self.whole and self.whole.fullmatch(text):
            return True
        if self.part and self.part.search(text):
            return True
        if self.words and text[-1:] not in ".?!":
            tokens = TOKEN.findall(text)
            return bool(tokens) and all(self._has(token) for token in tokens)
        return False

    def _has(self, token: str) -> bool:
        """Whether a word is one of the rule's, or several of them written together."""
        return token.casefold() in self.words or all(part.casefold() in self.words for part in CAMEL.split(token))


@dataclass(frozen=True)
class EndMark:
    """A mark with which an outlet closes its texts, cut from the end of a line; `keep` is what stands in its place."""

    reason: str
    part: re.Pattern[str]
    keep: str


@dataclass(frozen=True)
class Profile:
    """What is known of one outlet's pages."""

    name: str
    outlet: str | None = None
    kind: str = "other"
    country: str | None = None
    headline: bool = True
    before_time_stamp: str = "standfirst or caption"
    recognise: tuple[tuple[re.Pattern[str], ...], ...] = ()
    lines: tuple[LineRule, ...] = ()
    rest: tuple[LineRule, ...] = ()
    ends: tuple[EndMark, ...] = ()
    credit: re.Pattern[str] | None = None

    def knows(self, page: str) -> bool:
        """Whether a page, a line a block, is this outlet's."""
        return any(all(pattern.search(page) for pattern in group) for group in self.recognise)


@cache
def profiles() -> tuple[Profile, ...]:
    """Every profile that comes with mediakit, the general one left out."""
    folder = resources.files("mediakit") / "data" / "sources"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".toml") and f.name != EVERY_PAGE)
    return tuple(load(name, (folder / name).read_text("utf-8")) for name in names)


@cache
def every_page() -> Profile:
    """The rules that hold on any page."""
    folder = resources.files("mediakit") / "data" / "sources"
    return load(EVERY_PAGE, (folder / EVERY_PAGE).read_text("utf-8"))


def recognise(page: str) -> Profile | None:
    """The profile of the outlet whose page this is; none when no profile knows it."""
    return next((profile for profile in profiles() if profile.knows(page)), None)


def load(name: str, toml: str) -> Profile:
    """A profile from its TOML text.

    Raises
    ------
    LexiconError
        For an unknown field, kind, or a pattern that is no regular expression.
    """
    try:
        data: dict[str, Any] = tomllib.loads(toml)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not TOML: {error}") from None
    known = {"outlet", "kind", "country", "headline", "before_time_stamp", "recognise", "line", "rest", "end", "credit"}
    if unknown := sorted(set(data) - known):
        raise LexiconError(
            f"{name}: no field {unknown[0]!r} in a source profile; it may have {', '.join(sorted(known))}"
        )
    if data.get("kind", "other") not in KINDS:
        raise LexiconError(f"{name}: kind is {data['kind']!r}; allowed are {', '.join(KINDS)}")
    credit = data.get("credit")
    return Profile(
        name=name.removesuffix(".toml"),
        outlet=data.get("outlet"),
        kind=data.get("kind", "other"),
        country=data.get("country"),
        headline=data.get("headline", True),
        before_time_stamp=data.get("before_time_stamp", "standfirst or caption"),
        recognise=tuple(
            tuple(_pattern(name, text, re.MULTILINE) for text in group["all"]) for group in data.get("recognise", [])
        ),
        lines=tuple(_line_rule(name, rule) for rule in data.get("line", [])),
        rest=tuple(_line_rule(name, rule) for rule in data.get("rest", [])),
        ends=tuple(
            EndMark(end["reason"], _pattern(name, f"(?:{end['part']})$"), end.get("keep", ""))
            for end in data.get("end", [])
        ),
        credit=_pattern(name, credit["part"]) if credit else None,
    )


def _line_rule(name: str, rule: dict[str, Any]) -> LineRule:
    known = {"reason", "whole", "part", "words", "most", "lead"}
    if unknown := sorted(set(rule) - known):
        raise LexiconError(f"{name}: no field {unknown[0]!r} in a rule; it may have {', '.join(sorted(known))}")
    if "reason" not in rule:
        raise LexiconError(f"{name}: a rule has no reason; say in plain English why its lines are not the article")
    return LineRule(
        reason=rule["reason"],
        whole=_alternatives(name, rule.get("whole", [])),
        part=_alternatives(name, rule.get("part", [])),
        words=frozenset(rule.get("words", [])),
        most=rule.get("most", 40),
        lead=rule.get("lead", False),
    )


def _alternatives(name: str, patterns: list[str]) -> re.Pattern[str] | None:
    for text in patterns:
        _pattern(name, text)
    return _pattern(name, "|".join(f"(?:{text})" for text in patterns), re.IGNORECASE) if patterns else None


def _pattern(name: str, text: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(text, flags)
    except re.error as error:
        raise LexiconError(f"{name}: the pattern {text!r} is no regular expression: {error}") from None
