"""How two claims of one fact differ: one function an attribute, each giving the relation and both values, or None."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from mediakit.compare.matching import LIGHT_ACTS
from mediakit.compare.wording import WORD, concept, concepts_of, stem, words_of
from mediakit.lexicons import words


class Difference(NamedTuple):
    """What differs, how the two versions stand to each other, and what each says."""

    attribute: str
    relation: str
    value: str
    other_value: str


ROUGHLY = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|approximately|close to|more than|over|at least|up to|as many as)\s+"
    r"\S*\d",
    re.IGNORECASE,
)
NUMBER = re.compile(r"\d[\d.,]*(?:\s*(?:billion|million|trillion|percent|per cent|%|dollars|euros|yen))*")
"""A number with its unit."""

TOLERANCE = 0.1
"""Relative difference within which a rough number may be the exact one."""

TURNED = (-366, -365, -7, 7, 365, 366)
"""Days between two readings of one weekday, or of one day without a year, forwards and backwards."""

CONDITIONAL = frozenset("would could might should may can whether".split())
"""Words with which a verb is neither ahead nor past."""

PRONOUNS = frozenset(
    """i we you he she it they this that these those who which both all some many others one him her them us me
    everyone anyone someone nobody none""".split()
)


@dataclass(frozen=True)
class Told:
    """One claim, with when its page was published (UTC where the page states its offset).

    `sentence_day` is the day that its sentence gives, when that is a single one.
    """

    row: dict[str, Any]
    published: datetime | None = None
    sentence_day: Any = None

    def get(self, name: str) -> Any:
        value = self.row.get(name)
        return None if value is None or value is pd.NA or value != value else value

    @property
    def day(self) -> Any:
        """The claim's own day or else its sentence's; None for a stretch of days."""
        first, last = self.get("date_from"), self.get("date_to")
        return self.sentence_day if first is None else first if first == last else None

    @cached_property
    def acts(self) -> frozenset[str]:
        return frozenset(concept(w) for w in str(self.get("act") or "").split() if w not in LIGHT_ACTS)

    @cached_property
    def object_words(self) -> frozenset[str]:
        return frozenset(concepts_of(str(self.get("object") or "")))

    @cached_property
    def all_words(self) -> frozenset[str]:
        return frozenset(concepts_of(self.row["text"]))


def differences(one: Told, other: Told) -> Iterator[Difference]:
    """Every attribute in which two claims of one fact differ."""
    found = [check(one, other) for check in CHECKS]
    told = {difference.attribute for difference in found if difference}
    for difference in found:
        # "will fly" and "flew" differ in certainty too, but only because one came later.
        if difference and not (difference.attribute == "certainty" and "tense" in told):
            yield difference


def same_act(one: Told, other: Told) -> bool:
    """Whether two claims have an act in common that says something, or both none and most of their words."""
    if one.acts or other.acts:
        return bool(one.acts & other.acts)
    return _alike(one.all_words, other.all_words) >= 0.6


def _comparable(one: Told, other: Told) -> bool:
    """Whether two claims are near enough in act and words for a conflict of their values to mean anything."""
    every = len(one.all_words | other.all_words)
    return (
        same_act(one, other)
        and _alike(one.all_words, other.all_words) >= 0.5
        and len(one.all_words & other.all_words) / max(1, every) >= 0.25
    )


def date(one: Told, other: Told) -> Difference | None:
    """Two stretches of days: one within the other is coarser, neighbouring days may be one day in two time zones."""
    first, last, other_first, other_last = (
        claim.get(name) for claim in (one, other) for name in ("date_from", "date_to")
    )
    if first is None or other_first is None or last is None or other_last is None:
        return _neighbouring_day(one, other)
    if (first, last) == (other_first, other_last):
        return None
    values = (_days(first, last), _days(other_first, other_last))
    if (first <= other_first and other_last <= last) or (other_first <= first and last <= other_last):
        return Difference("date", "coarser", *values)
    if first <= other_last and other_first <= last:
        return None
    days = first == last and other_first == other_last
    if days and abs((first - other_first).days) == 1:
        return Difference("date", "timezone", *values)
    turned = [pd.Timedelta(days=n) for n in TURNED]
    if any(first + n <= other_last and other_first <= last + n for n in turned) or not _comparable(one, other):
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
    return Difference("date", "timezone", _days(here, here), _days(there, there))


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
    if not _comparable(one, other):
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
    if not (_finite(one) and _finite(other)) or _is_quoted(one) or _is_quoted(other):
        return None
    if not one.acts & other.acts or CONDITIONAL.intersection(f"{_predicate(one)} {_predicate(other)}".lower().split()):
        return None
    alike = _alike(one.all_words, other.all_words)
    if "future" in (here, there):
        known = "past" in (here, there) and alike >= 0.4
    else:
        # A present perfect is no other time than a past: only the bare present of the same verb is.
        known = one.get("act") == other.get("act") and alike >= 0.6 and _bare(one, other)
    if not known:
        return None
    return Difference("tense", "update", _predicate(one), _predicate(other))


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
        if foreseen.get("tense") == "past":
            return Difference("certainty", "update", *values)
        return None
    if "hedged" in (here, there):
        return Difference("certainty", "difference", *values)
    return None


def polarity(one: Told, other: Told) -> Difference | None:
    """One affirms what the other negates, with the same act and much the same words."""
    here, there = one.get("polarity"), other.get("polarity")
    if here == there or not _comparable(one, other) or any("whether" in c.row["text"] for c in (one, other)):
        return None
    return Difference("polarity", "contradiction", f"{here}: {_predicate(one)}", f"{there}: {_predicate(other)}")


def attribution(one: Told, other: Told) -> Difference | None:
    """On whose word: one names a source that the other does not have, or another one."""
    here, there = _source(one), _source(other)
    if here == there or here == "" or there == "" or _alike(one.all_words, other.all_words) < 0.5:
        return None
    stems_here, stems_there = _stems(here or ""), _stems(there or "")
    if here and there and (stems_here & stems_there or _initials(here, there)):
        return None
    if not (here and there) and not _comparable(one, other):
        return None
    for source, claim in ((stems_here, other), (stems_there, one)):
        # Who promises, praises or calls is the actor of the one claim and the source of the other.
        if source & _stems(str(claim.get("actor") or "")):
            return None
    return Difference("attribution", "difference", here or "own voice", there or "own voice")


def wording(one: Told, other: Told) -> Difference | None:
    """The same words in quotation marks in both, with one or two put otherwise: perhaps two translations."""
    here, there = _quoted_words(one), _quoted_words(other)
    if len(here) > len(there):
        turned = wording(other, one)
        return turned and turned._replace(value=turned.other_value, other_value=turned.value)
    n = len(here)
    if n < 2:
        return None
    stems, stems_there = [stem(w) for w in here], [stem(w) for w in there]
    if set(stems) <= set(stems_there):
        return None
    best: tuple[int, int] = (0, 0)
    for at in range(len(there) - n + 1):
        best = max(best, (sum(a == b for a, b in zip(stems, stems_there[at : at + n], strict=True)), -at))
    kept, at = best[0], -best[1]
    changed = [(a, b) for a, b in zip(here, there[at : at + n], strict=True) if stem(a) != stem(b)]
    only_wording = all(concept(a) == concept(b) for a, b in changed)
    if not 0 < len(changed) <= 2 or kept < (1 if only_wording else 3):
        return None
    return Difference("object", "translation", " ".join(a for a, _ in changed), " ".join(b for _, b in changed))


def _quoted_words(claim: Told) -> list[str]:
    """The words that stand in quotation marks in a claim, or all of it when it stands in them itself."""
    text = claim.row["text"]
    if claim.get("voice") == "direct" and not re.search('["“”]', text):
        return _content(text)
    parts = re.findall(r"[\"“]([^\"“”]+)(?:[\"”]|$)", text)
    return _content(" ".join(parts))


def _content(text: str) -> list[str]:
    return [w for w in words_of(text) if not re.search("['’](?!s$)", w)]


def purpose(one: Told, other: Told) -> Difference | None:
    """The same sum or share, said to be for something else."""
    value = one.get("value")
    if value is None or value != other.get("value") or one.get("unit") != other.get("unit"):
        return None
    here, there = _beside_number(one), _beside_number(other)
    if len(here) < 2 or len(there) < 2 or _alike(frozenset(here), frozenset(there)) > 0.34:
        return None
    return Difference("object", "difference", _after_number(one), _after_number(other))


def _initials(here: str, there: str) -> bool:
    """Whether one name gives the other's initials."""
    pairs = ((here, there), (there, here))
    return any(_written_out(word, full) for name, full in pairs for word in re.findall(r"\b[A-Z]{3,7}\b", name))


def short_name(one: Told, other: Told) -> Difference | None:
    """One writes out what the other gives by its initials."""
    for claim, written in ((one, other), (other, one)):
        for initials in re.findall(r"\b[A-Z][A-Z0-9]{1,6}\b", claim.row["text"]):
            full = _written_out(initials, written.row["text"])
            if full and initials not in written.row["text"]:
                values = (initials, full) if claim is one else (full, initials)
                return Difference("object", "alias", *values)
    return None


def who(one: Told, other: Told) -> Difference | None:
    """The same act on the same object by somebody else, both named."""
    here, there = str(one.get("actor") or ""), str(other.get("actor") or "")
    names, other_names = _names(here), _names(there)
    if not names or not other_names or names & other_names or not one.acts & other.acts:
        return None
    if _alike(one.object_words, other.object_words) < 0.6:
        return None
    return Difference("actor", "difference", here, there)


CHECKS: tuple[Callable[[Told, Told], Difference | None], ...] = (
    date, quantity, place, tense, certainty, polarity, attribution, wording, purpose, short_name, who,
)  # fmt: skip


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Share of the smaller set that the other holds."""
    return len(left & right) / max(1, min(len(left), len(right)))


def _days(first: Any, last: Any) -> str:
    begin, end = pd.Timestamp(first).date().isoformat(), pd.Timestamp(last).date().isoformat()
    return begin if begin == end else f"{begin}/{end}"


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


def _predicate(claim: Told) -> str:
    return str(claim.get("predicate") or claim.get("act") or "")


def _bare(one: Told, other: Told) -> bool:
    """Whether both predicates are single verbs, "comes" and "came"."""
    named = one.get("actor") is not None and other.get("actor") is not None
    return named and len(_predicate(one).split()) == 1 == len(_predicate(other).split())


def _finite(claim: Told) -> bool:
    """Whether a claim's tense is its own: a bare participle or infinitive takes that of its clause."""
    first = _predicate(claim).split(" ")[0].lower()
    return not first.endswith("ing") and first != "to"


def _is_quoted(claim: Told) -> bool:
    return claim.get("voice") == "direct" or any(mark in claim.row["text"] for mark in '"“”')


def _surely(claim: Told) -> str:
    cue = claim.get("hedge")
    return f"{claim.get('certainty')}{f' ({cue})' if cue else ''}"


def _source(claim: Told) -> str | None:
    """On whose word a claim stands: None in the outlet's own voice, "" for "he" or "the company", who may be anyone."""
    source = claim.get("attributed_to")
    if source is None:
        return None if claim.get("voice") == "unattributed" else ""
    return str(source) if _names(str(source)) else ""


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words_of(text))


def _names(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in words_of(text) if w[0].isupper() and w.lower() not in PRONOUNS)


def _beside_number(claim: Told) -> dict[str, str]:
    """The words after a claim's number: what the sum is for."""
    match = re.search(r"\d[\d.,]*", claim.row["text"])
    rest = claim.row["text"][match.end() :] if match else ""
    skipped = {stem(w) for w in ("billion", "million", "trillion", "percent", "dollars", "yen", "euros")}
    return {concept(w): w for w in words_of(rest) if stem(w) not in skipped}


def _after_number(claim: Told) -> str:
    """What stands after a claim's number, without the unit, in at most 60 characters."""
    found = NUMBER.search(claim.row["text"])
    rest = claim.row["text"][found.end() :].strip(" ,;(") if found else claim.row["text"]
    return rest if len(rest) <= 60 else rest[:60].rsplit(" ", 1)[0] + " …"


def _written_out(initials: str, text: str) -> str | None:
    """The words of a text whose first letters make these initials; small words may count or not."""
    letters = re.sub(r"\d", "", initials).lower()
    if len(letters) < 3:
        return None
    tokens = list(re.finditer(r"[A-Za-z]+", text))
    for i in range(len(tokens)):
        taken: list[re.Match[str]] = []
        at = 0
        for token in tokens[i : i + 2 * len(letters)]:
            word = token.group()
            if at < len(letters) and word[0].lower() == letters[at] and (word[0].isupper() or taken):
                taken.append(token)
                at += 1
                if at < len(letters) and word.lower()[:5] in ("south", "north") and word.lower()[5:6] == letters[at]:
                    at += 1  # "Southeast" gives two letters of ASEAN
            elif word[0].isupper():
                break
            if at == len(letters):
                return text[taken[0].start() : token.end()]
    return None
