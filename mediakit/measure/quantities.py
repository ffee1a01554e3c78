"""Quantities: numbers with a unit, a currency or a noun that is counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.lexicons import entries
from mediakit.measure.dates import date_rows
from mediakit.measure.entities import tabulate
from mediakit.measure.numbers import ANCHOR, NUMBER, PARTS, SUFFIXES, number_value, scale_of
from mediakit.measure.rows import Row, per_article, row
from mediakit.measure.stretches import matches, stretches
from mediakit.measure.tree import Word, topmost, tree_of
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import QUANTITIES

DOLLARS = {"US": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD", "NZ": "NZD", "S": "SGD"}
RATED = ("share", "head", "person", "vote", "piece", "barrel", "night", "ticket", "household", "capita")
APPROXIMATE = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|more than|over|at least|at most"
    r"|up to|upwards of|less than|fewer than|under|as (?:many|much|few|little) as|close to|estimated"
    r"|just (?:over|under)|well over|between|likely|exceed(?:ed|s|ing)?|topp?(?:ed|s|ing))|[~≈<>≥≤±])\s*(?:an?\s+)?$",
    re.IGNORECASE,
)
LOOSE_END = re.compile(r"\s?(?:\+|-?plus\b|,?\s?or (?:so|more|less|fewer)\b)", re.IGNORECASE)
REFERRING = frozenset("the these those both all its their his her our my your which whose".split())
INVARIANT = frozenset("people police aircraft troops personnel staff sheep fish deer series species spacecraft".split())
LABELS = re.compile(
    r"\b(?:group of|article|section|chapter|no\.|number|page|room|flight|route|highway|channel|part|phase|level"
    r"|type|class|season|episode|world war)\s$",
    re.IGNORECASE,
)
INDEFINITE = re.compile(r"\b(?:several|few|many)\s$", re.IGNORECASE)
FRACTION = re.compile(rf"[-\s](?:{'|'.join(PARTS)})$", re.IGNORECASE)
IDIOMS = re.compile(r"one[ -](?:day|another|hand|side|thing|way|time|point|of)\b", re.IGNORECASE)


def quantities(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Numbers with a unit: money, shares, measures, and counts of something.

    `value` is the number written out ("$550 billion" is 5.5e11) and `unit` an ISO 4217 code, %, the singular of a
    unit ("kilometre per hour"), or the noun that is counted, singular and with the nouns before it ("cherry tree").
    Units are not converted. A range keeps its lower end in `value` and its upper end in `high`; "from 27.5 to 15
    percent" after a verb of change is two quantities, not a range. `approximate` says that the text hedges the number
    ("about", "more than", "up to"). Years, clock times, ordinals, numbers in names and in dates are left alone, and so
    are definite groups ("the two leaders"). "¥" is read as yen, a bare "$" or "dollar" as US dollars.
    """
    return tabulate(QUANTITIES, quantity_rows, corpus)


@cache
def _units() -> dict[str, str]:
    return {form: unit for form, unit in entries("units")}


@cache
def _pattern() -> re.Pattern[str]:
    signs = "".join(form for form in _units() if len(form) == 1 and not form.isalnum() and form != "%")
    forms = sorted((form for form in _units() if form not in signs and form != "in"), key=len, reverse=True)
    # Words are units in any case, symbols only as they are written: "5 MW" is not "5 mw".
    words = "|".join(
        re.escape(form).replace(r"\ ", r"[-\s]") for form in forms if (len(form) > 3 and form.isalpha()) or " " in form
    )
    symbols = "|".join(re.escape(form) for form in forms if not ((len(form) > 3 and form.isalpha()) or " " in form))
    letters = "|".join(sorted(SUFFIXES, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.,/:#^])(?<![A-Za-z][-–])"
        rf"(?P<code>[-−]?(?:(?:\b(?:{'|'.join(DOLLARS)}))?\$|[{signs}]|\b(?:USD|EUR|GBP|JPY|CNY|RMB)\s)[-−]?\s?)?"
        rf"(?P<sign>(?<![\w)])(?:[-−]|\b(?i:minus)\s))?"
        rf"(?P<number>{NUMBER}(?:(?(code)(?:{letters})|(?:[kKMB]|mn|mln|bn|tn|trn))\b)?)"
        rf"(?P<unit>[-\s]?(?:(?i:{words})(?![\w^])|(?:{symbols})(?![\w^/])|[{signs}]|%"
        rf"|in(?=\s(?:thick|wide|tall|long|high|deep)\b|\.?\s*$|\.\s)))?"
        rf"(?P<each>\s?/\s?(?:(?i:{words})|{symbols})\b|\s(?i:per)\s[A-Za-z]+|\s(?i:an?)\s(?:(?i:{words}|{'|'.join(RATED)}))\b)?"
        rf"(?P<age>[-\s]old\b)?(?![\w^])"
    )


@dataclass(frozen=True)
class _Number:
    """One number of a text: its span, what it is worth, and the unit it brings along, perhaps before it ("$5")."""

    start: int
    end: int
    text: str
    value: float
    unit: str | None
    prefixed: bool = False


@per_article
def quantity_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The quantities of one article."""
    text = reading.article.text
    dates = [(r["start"], r["end"]) for r in date_rows(reading)]
    tokens = {token.idx: token for token in next(iter(tree_of(reading)))}
    found = [n for n in _numbers(reading) if not any(n.start < end and start < n.end for start, end in dates)]
    at = 0
    while at < len(found):
        first, following = found[at], found[at + 1] if at + 1 < len(found) else None
        at += 1
        start, high, last = first.start, None, first
        if following is not None:
            joint = text[first.end : following.start]
            if _makes_range(text, first, joint, following):
                at, last, high = at + 1, following, following.value
            elif first.unit is None and following.unit is not None and re.fullmatch(r" (?:and|or) ", joint):
                first = replace(first, unit=following.unit)  # "45 and 50 mg"
        value, unit, end = first.value, last.unit or first.unit, last.end
        if high is not None and scale_of(first.text) == 1 and abs(value) < 1000:
            value *= scale_of(last.text)  # "$2-3 billion"
        if unit is None:
            counted = _counted(text, tokens, last)
            if counted is None:
                continue
            unit, end = counted
            if rate := re.match(r"\s(?:per|an?)\s(day|week|month|year|hour|minute|second)\b", text[end:]):
                unit, end = f"{unit} per {rate[1]}", end + rate.end()
        if high is not None and high < value:
            value, high = high, value
        lead, tail = text[max(0, start - 30) : start], LOOSE_END.match(text, end)
        yield row(
            reading,
            start,
            end,
            value=value,
            high=high,
            unit=unit or None,
            approximate=bool(APPROXIMATE.search(lead) or tail) or high is not None,
        )


def _numbers(reading: ParsedArticle) -> Iterator[_Number]:
    text = reading.article.text
    for match in matches(reading, _pattern(), stretches(reading, ANCHOR)):
        start, end, number = match.start(), match.end(), match["number"]
        code, written, each = match["code"], match["unit"], match["each"]
        if _is_clock(text, match) or _is_name(text, match) or INDEFINITE.search(text[max(0, start - 10) : start]):
            continue
        unit = None
        if code:
            unit = _currency(code)
        elif written:
            unit = _unit(written)
        if unit == "pound" and scale_of(number) >= 1e6:
            unit = "GBP"
        if code and written and _unit(written) != "%":  # "$5 dollars", "US$3 million USD"
            unit = unit if unit != "USD" else _unit(written) if len(_unit(written)) == 3 else unit
        if each and unit:
            unit += f" per {_unit(re.sub(r'^(?:/|per|an?)', '', each.strip(), flags=re.IGNORECASE))}"
        elif each:
            end = match.start("each")
        if match["age"] and unit is None:
            continue
        negative = match["sign"] or (code and re.search(r"[-−]", code))
        value = number_value(number)
        yield _Number(start, end, number, -value if negative else value, unit, bool(code))


def _unit(written: str) -> str:
    plain = re.sub(r"[-\s]+", " ", written).strip()
    units = _units()
    return units.get(plain) or units.get(plain.lower()) or units.get(written.strip(" -")) or plain.lower()


def _currency(code: str) -> str:
    plain = code.strip(" -−")
    if plain.endswith("$"):
        return DOLLARS.get(plain[:-1], "USD")
    return _units().get(plain, plain)


def _is_clock(text: str, match: re.Match[str]) -> bool:
    """Whether a number is a time of day: "2:15", "2.15 pm"; "2.1 pm" is not."""
    return bool(
        re.match(r":\d\d", text[match.end("number") :])
        or (
            re.fullmatch(r"\d{1,2}(?:\.\d\d)?", match["number"])
            and re.match(r"\s?[ap]\.?m\b", text[match.end("number") :], re.IGNORECASE)
        )
    )


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Whether a number only labels: "Group of 20", "Article 9", "No. 5"."""
    return not (match["code"] or match["unit"]) and bool(
        LABELS.search(text[max(0, match.start() - 14) : match.start()])
    )


def _makes_range(text: str, first: _Number, joint: str, second: _Number) -> bool:
    if first.unit is not None and second.unit is not None and first.unit != second.unit:
        return False
    if first.unit is not None and second.unit is None and not (first.prefixed and scale_of(second.text) > 1):
        return False
    before = text[max(0, first.start - 24) : first.start].lower()
    if re.fullmatch(r"\s?[-–—]\s?|-\s(?:to|or)\s", joint):
        return True
    if re.fullmatch(r"\s(?:and|to)\s", joint) and re.search(r"\bbetween\s$", before):
        return True
    if joint != " to ":
        return False
    return not re.search(r"\bfrom\s(?:\w+\s)?$", before) or bool(re.search(r"\b(?:rang|var)\w+\sfrom\s$", before))


def _counted(text: str, tokens: dict[int, Word], number: _Number) -> tuple[str, int] | None:
    """The counted noun and where its phrase ends; an empty noun for a bare count ("40 were killed")."""
    token = tokens.get(number.start)
    word = text[number.start : number.end]
    named = token is not None and word[0].isupper() and token.i > 0 and token.nbor(-1).tag_ in ("NNP", "NNPS")
    if token is None or named or _is_year(word) or IDIOMS.match(text, number.start):
        return None
    last = token
    while last.idx + len(last) < number.end and last.i + 1 < len(last.doc):
        last = last.nbor()
    head = last
    while (
        head.i <= last.i
        and head.dep_ in ("nummod", "quantmod", "compound", "amod", "conj", "npadvmod")
        and head.head.i != head.i
    ):
        head = head.head
    if text[number.end : number.end + 1] == "-":  # "three-nation tour"
        following = tokens.get(number.end + 1)
        return (
            (following.lemma_.lower(), following.idx + len(following))
            if following is not None and following.tag_ in ("NN", "NNS")
            else None
        )
    if head.i > last.i and head.i - last.i <= 6:
        return _noun(token, head, number)
    if token.i and token.nbor(-1).tag_ in ("NNP", "NNPS", "CD", "HYPH"):
        return None
    top = topmost(token.doc[token.i : last.i + 1])
    bare = top.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and (top.pos_ == "NUM" or FRACTION.search(word))
    return ("", number.end) if bare and word.lower() != "one" else None


def _noun(token: Word, head: Word, number: _Number) -> tuple[str, int] | None:
    plural = head.tag_ in ("NNS", "NNPS") or head.lower_ in INVARIANT
    if not plural and not (head.tag_ == "NN" and number.value == 1):
        return None
    few = not number.text[0].isdigit() and abs(number.value) <= 10
    if few and any(child.lower_ in REFERRING or child.dep_ == "poss" for child in head.children if child.i < token.i):
        return None
    before = [head]
    while before[0].i - 1 > token.i and (left := before[0].nbor(-1)).dep_ == "compound" and left.tag_ == "NN":
        before.insert(0, left)
    return " ".join([*(t.lower_ for t in before[:-1]), head.lemma_.lower()]), head.idx + len(head)


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"1[5-9]\d\d|20\d\d", word))
