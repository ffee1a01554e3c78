"""Hearsay: what is said to be so without anybody named who says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mediakit.measure.attribution.words import Words

PASSIVES = frozenset(
    """say believe think expect understand report know consider rumor rumour allege estimate suppose presume assume
    hear tip reckon claim""".split()
)
ADVERBS = frozenset("reportedly allegedly supposedly purportedly apparently ostensibly presumably".split())


@dataclass(frozen=True)
class Hearsay:
    """One hearsay marker in token numbers: first and one past the last of its words, and the verb it stands over."""

    first: int
    last: int
    verb: int


def hearsay(words: Words) -> Iterator[Hearsay]:
    """Hearsay passives ("are said to have met", "it is believed that") and adverbs ("reportedly").

    The passive has no agent: with one ("is believed by aides to") somebody is named, and it is a quote.
    """
    for i, lemma in enumerate(words.lemma):
        if words.lower[i] in ADVERBS and words.pos[i] == "ADV":
            yield Hearsay(i, i + 1, words.head[i])
        elif words.tag[i] == "VBN" and lemma.lower() in PASSIVES:
            children = words.children[i]
            passive = [c for c in children if words.dep[c] == "auxpass"]
            below = words.child(i, "xcomp", "ccomp", "oprd")
            if passive and below >= 0 and words.child(i, "agent") < 0:
                yield Hearsay(min(passive), i + 1, below)
