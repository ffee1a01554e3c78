"""Words that attribute: the lexicon of reporting words, and what of a text could be a cue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mediakit.lexicons import entries
from mediakit.measure.attribution.words import Words


@dataclass(frozen=True)
class Reporting:
    """One reporting word of data/reporting_verbs.csv."""

    term: str
    word: str
    strength: str
    stance: str


@cache
def lexicon() -> dict[tuple[str, str], Reporting]:
    """Reporting words by lemma and part of speech (verb, noun or phrase)."""
    return {(cells[0], cells[1]): Reporting(*cells) for cells in entries("reporting_verbs")}


@cache
def reporting_verbs() -> frozenset[str]:
    """Lemmas of the verbs that report speech or thought."""
    return frozenset(term for term, word in lexicon() if word == "verb")


def reporting(words: Words, i: int) -> Reporting | None:
    """The lexicon's entry of a token, by its lemma and what it is used as."""
    if i not in words.reporting:
        words.reporting[i] = _entry(words, i)
    found: Reporting | None = words.reporting[i]
    return found


def _entry(words: Words, i: int) -> Reporting | None:
    word = USED_AS.get(words.tag[i][:2])
    if word is None:
        return None
    lemma = words.lemma[i].lower()
    if word == "verb":
        for c in words.children[i]:
            if words.dep[c] in ("prt", "advmod", "acomp") and i < c <= i + 2:
                phrase = lexicon().get((f"{lemma} {words.lower[c]}", word))
                if phrase is not None:
                    return phrase
    return lexicon().get((lemma, word))


USED_AS = {"VB": "verb", "NN": "noun", "JJ": "adjective"}


def stance(words: Words, i: int) -> str | None:
    """The stance of a cue: what the lexicon says of its head, neutral for a mark of punctuation."""
    entry = reporting(words, i)
    if entry is not None:
        return entry.stance
    return "neutral" if is_according(words, i) or words.pos[i] == "PUNCT" else None


def is_according(words: Words, i: int) -> bool:
    """Whether a token is the "according" of "according to"."""
    return words.lower[i] == "according" and i + 1 < len(words) and words.lower[i + 1] == "to"


INTERVIEWS = frozenset(
    """interview statement tweet letter email speech post briefing conference release memo call note rally debate
    twitter facebook phone telephone response show program programme radio television session hearing book column
    appearance address remark testimony""".split()
)
BEFORE = ("aux", "auxpass", "neg", "advmod")
RAISING = frozenset(
    """begin start try seem appear go continue refuse decline force need happen want come manage fail resist help like
    use proceed dare attempt seek hesitate choose rush hasten stop""".split()
)
"""Verbs that stand before a reporting verb and form one cue with it: "tried to explain", "could not resist saying"."""
LONGEST_CUE = 14


def candidates(words: Words) -> Iterator[int]:
    """Tokens that may head a cue: verbs, nouns and adjectives of saying and thinking, "according", "per"."""
    known = lexicon()
    for i, tag in enumerate(words.tag):
        used = USED_AS.get(tag[:2])
        if used == "verb":
            if words.dep[i] not in ("aux", "auxpass"):
                yield i
        elif used == "noun":
            if (words.lemma[i].lower(), used) in known:
                yield i
        elif used:
            if words.dep[i] in ("acomp", "ROOT", "conj", "ccomp", "advcl") and (words.lemma[i].lower(), used) in known:
                yield i
        elif is_according(words, i):
            yield i


def cue_tokens(words: Words, i: int) -> tuple[int, int]:
    """First and one past the last token of a cue.

    A verb takes its auxiliaries, negation, adverbs before it, particle and preposition, a day named after it, the
    occasion ("in an interview") and a verb it depends on as in "tried to explain".
    """
    if is_according(words, i):
        return i, i + 2
    if words.tag[i].startswith("JJ"):
        verb = words.head[i]
        first = i
        while first > 0 and words.dep[first - 1] in ("advmod", "neg") and words.head[first - 1] in (i, verb):
            first -= 1
        return (_before(words, verb) if words.dep[i] == "acomp" and verb == first - 1 else first), i + 1
    if not words.tag[i].startswith("VB"):
        return i, i + 1
    first = _before(words, i)
    head = words.head[i]
    while (
        words.dep[i] in ("xcomp", "pcomp")
        and words.lemma[head].lower() in RAISING
        and head < first <= head + 5
        and words.child(head, "dobj") < 0
    ):
        first, i, head = _before(words, head), head, words.head[head]
    return first, max(i + 1, _after(words, i))


def _before(words: Words, i: int) -> int:
    first = i
    while first > 0 and (
        (words.head[first - 1] == i and words.dep[first - 1] in BEFORE and words.right[first - 1] == first - 1)
        or (words.tag[first - 1] == "TO" and words.head[first - 1] == i)
    ):
        first -= 1
    while first < i and words.pos[first] == "SPACE":
        first += 1
    return first


def _after(words: Words, i: int) -> int:
    last = i + 1
    while last < len(words) and words.head[last] == i and words.quotation[last] < 0:
        if words.dep[last] == "prt" or (
            words.dep[last] in ("npadvmod", "advmod") and words.right[last] == last and words.tag[last] != "WRB"
        ):
            last += 1
        elif words.dep[last] == "prep" and words.right[last] - last < LONGEST_CUE:
            inner = words.child(last, "pobj")
            if inner < 0 or words.lemma[inner].lower() not in INTERVIEWS:
                break
            last = words.right[last] + 1
        else:
            break
    return last
