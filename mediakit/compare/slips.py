"""Slips that show only beside other texts: a given name, or the spelling of a quoted word, that one text has alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from mediakit.compare.told import Difference, Told
from mediakit.compare.wording import stem

TITLED = re.compile(r"\b((?:[A-Z][a-z]+ ){2,3})([A-Z][a-z]+) ([A-Z][a-z]+)(?=['’]s?\b|['’]|\W|$)")
"""An office of two or three words, a given name and a surname: "Commerce Secretary William Ross"."""

SHARED_OFFICES = frozenset(
    """senator sen representative rep congressman congresswoman judge justice officer deputy assistant member
    commissioner councilman councilwoman delegate director professor former""".split()
)
"""Words of offices that several people hold at once."""

QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]")
TOKEN = re.compile(r"\w+(?:['’]\w+)?")
SHORTEST, LONGEST = 3, 12
"""Words of a quotation that is looked for in other texts."""

LEAST_LETTERS, BEGIN, CHANGED = 5, 3, 2
"""Letters of a word that is compared, with which two spellings begin alike, and in which they may differ."""

SPELLINGS = (("our", "or"), ("is", "iz"), ("ys", "yz"), ("re", "er"), ("or", "er"), ("ll", "l"), ("ce", "se"))
"""British and American spellings, as endings or within words."""

Slip = tuple[Told, Told, Difference]


def slips(claims: Sequence[Told]) -> Iterator[Slip]:
    """Pairs of claims of two articles of which one has a name or a quoted word that only a slip explains.

    They need not be one fact: a wrong name is wrong wherever it stands.
    """
    yield from misnamed(claims)
    yield from misquoted(claims)


def misnamed(claims: Sequence[Told]) -> Iterator[Slip]:
    """Two given names for one office and surname: one in a single article, which has no other, the other in several.

    Offices that several people hold at once ("Senator") are passed over; a short form or an initial is no slip.
    """
    told: dict[tuple[str, str], dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for office, given, surname in TITLED.findall(claim.row["text"]):
            words = office.lower().split()
            if not SHARED_OFFICES & set(words):
                told[" ".join(words[-2:]), surname][given].append(claim)
    for _, by_given in sorted(told.items()):
        articles = {given: {c.row["article_id"] for c in found} for given, found in by_given.items()}
        for given, found in sorted(by_given.items()):
            others = [o for o in sorted(by_given) if o != given and len(articles[o]) > 1 and not _short(o, given)]
            if len(articles[given]) > 1 or len(others) != 1 or articles[given] <= articles[others[0]]:
                continue
            yield found[0], by_given[others[0]][0], Difference("actor", "contradiction", given, others[0])


def misquoted(claims: Sequence[Told]) -> Iterator[Slip]:
    """A quotation of `SHORTEST` to `LONGEST` words that another text has with one word spelt otherwise.

    The two words begin alike and differ in a letter or two, and are neither forms of one word nor two ways to spell it.
    """
    # A quotation with a gap is looked for by its longest other word: so each word of a text is looked up once.
    sought: dict[str, list[tuple[Told, tuple[str, ...], int, int]]] = defaultdict(list)
    for claim in claims:
        for quotation in QUOTED.findall(claim.row["text"]):
            words = tuple(word.lower() for word in TOKEN.findall(quotation))
            if not SHORTEST <= len(words) <= LONGEST:
                continue
            for gap in (at for at, word in enumerate(words) if len(word) >= LEAST_LETTERS):
                anchor = max((at for at in range(len(words)) if at != gap), key=lambda at: len(words[at]))
                sought[words[anchor]].append((claim, words, gap, anchor))
    seen: set[tuple[str, str]] = set()
    for other in claims:
        words = tuple(word.lower() for word in TOKEN.findall(other.row["text"]))
        for place, found in enumerate(words):
            for claim, run, gap, anchor in sought.get(found, ()):
                window = words[max(0, place - anchor) : place - anchor + len(run)]
                if len(window) != len(run) or claim.row["article_id"] == other.row["article_id"]:
                    continue
                own, word = run[gap], window[gap]
                pair = (min(own, word), max(own, word))
                same = window[:gap] == run[:gap] and window[gap + 1 :] == run[gap + 1 :]
                if same and pair not in seen and _misspelt(own, word):
                    seen.add(pair)
                    yield claim, other, Difference("object", "contradiction", own, word)


def _short(name: str, other: str) -> bool:
    return name.startswith(other[:3]) and other.startswith(name[:3]) and min(len(name), len(other)) <= 4


def _misspelt(one: str, other: str) -> bool:
    if min(len(one), len(other)) < LEAST_LETTERS or one[:BEGIN] != other[:BEGIN] or stem(one) == stem(other):
        return False
    if any(one.replace(a, b) == other.replace(a, b) for a, b in SPELLINGS) or _inflected(one, other):
        return False
    return _edits(one, other) <= CHANGED


def _inflected(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and long[len(short) :] in ("s", "es", "d", "ed", "r", "er", "ly", "y", "n")


def _edits(one: str, other: str) -> int:
    """How many letters have to be put in, left out or changed to make one word of the other (Levenshtein 1966)."""
    before = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b)))
        before = row
    return before[-1]
