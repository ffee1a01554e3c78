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
    word = "verb" if words.tag[i].startswith("VB") else "noun" if words.tag[i].startswith("NN") else ""
    return lexicon().get((words.lemma[i].lower(), word)) if word else None


def is_according(words: Words, i: int) -> bool:
    """Whether a token is the "according" of "according to"."""
    return words.lower[i] == "according" and i + 1 < len(words) and words.lower[i + 1] == "to"


PARTICLES = ("prt",)
INTERVIEWS = frozenset("interview statement tweet letter email speech post briefing release memo call note".split())
BEFORE = ("aux", "auxpass", "neg", "advmod")


def candidates(words: Words) -> Iterator[int]:
    """Tokens that may head a cue: verbs, nouns and adjectives of saying and thinking, "according", "per"."""
    known = lexicon()
    for i in range(len(words)):
        tag = words.tag[i]
        if tag.startswith("VB"):
            if words.dep[i] not in ("aux", "auxpass"):
                yield i
        elif tag.startswith("NN"):
            if (words.lemma[i].lower(), "noun") in known:
                yield i
        elif is_according(words, i):
            yield i


def cue_tokens(words: Words, i: int) -> tuple[int, int]:
    """First and one past the last token of a cue: its head with auxiliaries, negation, adverbs before and particle."""
    if is_according(words, i):
        return i, i + 2
    first, last = i, i + 1
    children = words.children[i]
    if words.tag[i].startswith("VB"):
        while first > 0 and (
            (first - 1 in children and words.dep[first - 1] in BEFORE)
            or (words.tag[first - 1] == "TO" and words.head[first - 1] == i)
        ):
            if words.dep[first - 1] == "advmod" and words.right[first - 1] != first - 1:
                break
            first -= 1
        while last < len(words) and last in children and words.dep[last] in PARTICLES:
            last += 1
    return first, last
