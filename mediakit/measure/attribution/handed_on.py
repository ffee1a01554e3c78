"""Reports that are handed on: what "the Herald reports, citing the agency" is the agency's report, too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mediakit.measure.attribution.arguments import source_tokens
from mediakit.measure.attribution.found import Attribution
from mediakit.measure.attribution.words import Words

NAMING = frozenset(("cite", "quote"))
"""Verbs whose participle names whom a speaker has a report from."""


def handed_on(words: Words, outer: Attribution) -> Iterator[Attribution]:
    """The same content as the statement of whom its speaker cites."""
    told = outer.tokens()
    for verb in words.children[outer.cue] if outer.cue >= 0 else ():
        cited = words.child(verb, "dobj")
        if words.tag[verb] == "VBG" and words.lemma[verb].lower() in NAMING and cited > verb and verb not in told:
            source = source_tokens(words, cited)
            yield replace(outer, cue=verb, span=(verb, verb + 1), source=source, rule="cited", confidence=0.8)
