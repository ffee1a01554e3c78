"""How two claims of one fact differ in names and words: whose word, who acts, what a sum is for, how it is put."""

from __future__ import annotations

import re

from mediakit.compare.told import PRONOUNS, Difference, Told, alike, comparable, near_in_words
from mediakit.compare.wording import concept, stem, words_of
from mediakit.measure.attribution.governments import government

NUMBER = re.compile(r"\d[\d.,]*(?:\s*(?:billion|million|trillion|percent|per cent|%|dollars|euros|yen))*")
"""A number with its unit."""


OPENER = re.compile(r"(?:to|who|whom|which|whose|where|when)\b", re.IGNORECASE)
"""Words that open a purpose or a relative clause."""


ASIDE = re.compile(r"^\s*\([^()]*\)")
"""A sum in another currency, in brackets behind the sum."""


SMALL = frozenset("of and the for in".split())
"""Words of a long name that may or may not count in its initials."""


def attribution(one: Told, other: Told) -> Difference | None:
    """On whose word: one names a source that the other does not have, or another one.

    A purpose ("to help them") and a relative clause say nothing of their own of whose word they are.
    """
    if any(OPENER.match(claim.row["text"]) for claim in (one, other)):
        return None
    here, there = _source(one), _source(other)
    if here == there or here == "" or there == "" or alike(one.all_words, other.all_words) < 0.4:
        return None
    stems_here, stems_there = _stems(here or ""), _stems(there or "")
    if here and there and (stems_here & stems_there or _initials(here, there)):
        return None
    same = one.acts and other.acts and comparable(one, other)
    if not (here and there) and not same and not near_in_words(one, other):
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
        return _reordered(one, other)
    best: tuple[int, int] = (0, 0)
    for at in range(len(there) - n + 1):
        best = max(best, (sum(a == b for a, b in zip(stems, stems_there[at : at + n], strict=True)), -at))
    kept, at = best[0], -best[1]
    if kept < n - 2:
        return _reordered(one, other)
    changed = [(a, b) for a, b in zip(here, there[at : at + n], strict=True) if stem(a) != stem(b)]
    only_wording = all(concept(a) == concept(b) for a, b in changed)
    if not 0 < len(changed) <= 2 or kept < (1 if only_wording else 3):
        return None
    return Difference("object", "translation", " ".join(a for a, _ in changed), " ".join(b for _, b in changed))


def _reordered(one: Told, other: Told) -> Difference | None:
    """Most of the same quoted words, some in another order or others for them: two translations of one sentence.

    A quotation of which the other leaves words out is no translation.
    """
    here, there = ([w for w in _quoted_words(claim) if len(w) > 1] for claim in (one, other))
    short, long = sorted(([stem(w) for w in words] for words in (here, there)), key=len)
    common = set(map(concept, here)) & set(map(concept, there))
    if len(common) < 3 or len(set(long)) - len(common) > 2 or _kept(short, long):
        return None
    return Difference("object", "translation", " ".join(here), " ".join(there))


def _kept(short: list[str], long: list[str]) -> bool:
    """Whether all of some words stand in others in the same order."""
    rest = iter(long)
    return all(word in rest for word in short)


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
    if len(here) < 2 or len(there) < 2 or alike(frozenset(here), frozenset(there)) > 0.34:
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
        size = re.search(r"\bG\s?(\d{1,2})\b", claim.row["text"])
        group = size and re.search(rf"\bGroup of {size[1]}\b", written.row["text"])
        if size and group:
            values = (size[0], group[0]) if claim is one else (group[0], size[0])
            return Difference("object", "alias", *values)
    return None


def wider(one: Told, other: Told) -> Difference | None:
    """The same act on an object and another beside it: "the nuclear and missile programs", "missile program"."""
    here, there = one.object_words, other.object_words
    if not here or not there or not (here < there or there < here) or not comparable(one, other):
        return None
    listed = [" and " in str(claim.get("object")) for claim in (one, other)]
    if listed != [there < here, here < there]:
        return None
    # What the other has elsewhere in its clause, it does not leave out; years are for `date`.
    beyond = (here ^ there) - (one.all_words & other.all_words)
    if all(re.search(r"\d", word) for word in beyond):
        return None
    if one.get("value") is not None and one.get("value") == other.get("value"):
        return None  # `purpose` compares what one sum is for
    return Difference("object", "coarser", str(one.get("object")), str(other.get("object")))


def who(one: Told, other: Told) -> Difference | None:
    """The same act on the same object by somebody else, both named."""
    here, there = str(one.get("actor") or ""), str(other.get("actor") or "")
    names, other_names = _names(here), _names(there)
    if _is_country(here) != _is_country(there):
        return None  # a country acts through those who lead it
    if not names or not other_names or names & other_names or not one.acts & other.acts:
        return None
    if alike(one.object_words, other.object_words) < 0.6:
        return None
    return Difference("actor", "difference", here, there)


def _is_country(actor: str) -> bool:
    """Whether an actor is a country or its government by its own name."""
    return government(re.sub(r"^the |['’]s? government$| government$", "", actor, flags=re.IGNORECASE)) is not None


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
    rest = ASIDE.sub("", claim.row["text"][found.end() :]).strip(" ,;(") if found else claim.row["text"]
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
            if at < len(letters) and word[0].lower() == letters[at] and (word[0].isupper() or word in SMALL):
                taken.append(token)
                at += 1
                if at < len(letters) and word.lower()[:5] in ("south", "north") and word.lower()[5:6] == letters[at]:
                    at += 1  # "Southeast" gives two letters of ASEAN
            elif word[0].isupper():
                break
            if at == len(letters):
                return text[taken[0].start() : token.end()]
    return None
