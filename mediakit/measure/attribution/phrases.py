"""Attributions that a fixed phrase tells: "had praise for", "gave the assurance that", "as X learned", "X reports"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mediakit.measure.attribution.arguments import shifted, source_head, source_tokens, trimmed
from mediakit.measure.attribution.cues import lexicon, reporting
from mediakit.measure.attribution.found import NOBODY, Attribution, Run
from mediakit.measure.attribution.hearsay import PASSIVES
from mediakit.measure.attribution.nouns import (
    RECEIVING,
    VIEWS,
    in_the_view,
    owned_noun,
    received,
    taken_for_noun,
    with_promise,
)
from mediakit.measure.attribution.words import Words

CONNECTORS = frozenset("for to of on in about over with against".split())
"""Words between a phrase and what it attributes."""
FELT = frozenset("assertive positive negative sceptical".split())
"""Stances of nouns that attribute what a preposition ties to them; letters, deals and plans need a clause."""
EXPRESSING = dict.fromkeys("express voice convey raise".split(), ("cognitive",)) | {
    "share": ("cognitive", "commissive")
}
"""Light verbs with further stances of nouns that they attribute: voiced the belief in, shared the goal of."""
LONGEST_PHRASE = 6
"""Tokens from a light verb to its noun: "gave them once more the firm assurance"."""
BE = frozenset("be feel seem sound".split())


def phrased(words: Words, places: Iterable[int] | None = None) -> Iterator[Attribution]:
    """Attributions whose cue is more than one word, which dependency parsers take apart in ever new ways.

    `places` are the tokens that a cue may begin at, all when left out.
    """
    for i in range(len(words)) if places is None else places:
        if words.quotation[i] >= 0:
            continue
        tag = words.tag[i]
        if tag.startswith("VB"):
            # most verbs are neither in the lexicon nor light: for them nothing but the preposition is looked at
            known, lemma = reporting(words, i) is not None, words.lemma[i].lower()
            found = [*_light_verb(words, i), *(_late_infinitive(words, i) if known else ())]
            found += [*received(words, i)] if lemma in RECEIVING else []
            found += [*_hearsay(words, i)] if words.tag[i] == "VBN" and lemma in PASSIVES else []
            found += [*_taken_for_adjective(words, i)] if known and words.dep[i] == "amod" else []
            found += [*_late_noun(words, i)] if known and words.dep[i] == "acl" else []
            found += [*(_let_know(words, i) if lemma in ("let", "make") else ())]
            found += [*(_at_one(words, i) if lemma == "be" else ())]
            found = found or [*(_verb_as(words, i) if known else ()), *_prepositional(words, i)]
            found += [*_closing(words, i), *_as_clause(words, i)] if known and not found else []
            yield from found
        elif tag.startswith("JJ"):
            yield from _adjective(words, i)
        elif tag.startswith("NN"):
            yield from owned_noun(words, i)
            yield from with_promise(words, i)
            yield from taken_for_noun(words, i)
            if words.lower[i] in VIEWS:
                yield from in_the_view(words, i)


def _light_verb(words: Words, verb: int) -> Iterator[Attribution]:
    """A light verb with a noun of speech: gave the assurance that, voiced opposition to, came to an agreement that."""
    lemma = words.lemma[verb].lower()
    bare = words.tag[verb] == "VBN" and words.child(verb, "aux", "auxpass") < 0
    if (lemma, "light verb") not in lexicon() or bare:
        return
    end = words.sentences[words.sentence[verb]][1]
    for noun in range(verb + 1, min(end - 1, verb + LONGEST_PHRASE)):
        entry = reporting(words, noun) if words.tag[noun].startswith("NN") else None
        if entry is not None and verb in (words.head[noun], words.head[words.head[noun]]):
            follows = words.lower[noun + 1]
            felt = entry.stance in FELT or entry.stance in EXPRESSING.get(lemma, ())
            if follows == "that" or (follows in CONNECTORS and felt):
                yield from _attribution(
                    words, verb, (verb, noun + 1 + (follows != "that")), noun + 2, "light verb", 0.6
                )
            return
        if words.pos[noun] in ("VERB", "PUNCT", "AUX"):
            return


def _hearsay(words: Words, verb: int) -> Iterator[Attribution]:
    """What somebody is said to do without a word on who says it: are said to have met, is expected to resign."""
    below, passive = words.child(verb, "xcomp"), words.child(verb, "auxpass")
    if not 0 <= passive < verb < below or words.child(verb, "agent") >= 0:
        return
    runs = trimmed(words, {i for i in words.subtree(below) if i > verb})
    if runs and words.tag[runs[0][0]] == "TO":
        yield Attribution(verb, (passive, verb + 1), NOBODY, tuple(runs), "hearsay passive", 0.62)


def _taken_for_adjective(words: Words, verb: int) -> Iterator[Attribution]:
    """A verb of saying between a name and its object that the parser takes for an adjective: Berg promised more aid."""
    first, noun = verb, words.head[verb]
    while first > 0 and words.pos[first - 1] == "PROPN" and words.head[first - 1] in (noun, first, verb):
        first -= 1
    if words.tag[verb] != "VBD" or first == verb or noun < verb:
        return
    runs = trimmed(words, {i for i in words.subtree(noun) if i > verb})
    if runs:
        yield Attribution(verb, (verb, verb + 1), (first, verb), tuple(runs), "verb taken for adjective", 0.6)


def _adjective(words: Words, i: int) -> Iterator[Attribution]:
    """An adjective of thinking after a form of "be": was confident that, was appreciative of."""
    verb = words.head[i]
    sentence = words.sentences[words.sentence[i]]
    if words.dep[i] != "acomp" or words.lemma[verb].lower() not in BE or not verb < i < sentence[1] - 2:
        return
    if (words.lemma[i].lower(), "adjective") in lexicon() and words.lower[i + 1] in ("that", "of", "about"):
        yield from _attribution(words, verb, (verb, i + 1), i + 2, "adjective", 0.6)


AGREED = (("at", "one"), ("in", "agreement"), ("in", "accord"), ("on", "record"))


def _at_one(words: Words, verb: int) -> Iterator[Attribution]:
    """Agreement told by a form of "be": were at one in, are in agreement that."""
    at = verb + 1
    agreed = (words.lower[at], words.lower[at + 1]) in AGREED if at + 3 < len(words) else False
    if agreed and words.lemma[verb].lower() == "be" and words.lower[at + 2] in ("in", "on", "that", "about"):
        yield from _attribution(words, verb, (verb, at + 2), at + 3, "at one", 0.6)


def _verb_as(words: Words, verb: int) -> Iterator[Attribution]:
    """What somebody is said to be in somebody's eyes: praised her as, see him as, dismissed it as."""
    entry, thing, as_ = reporting(words, verb), words.child(verb, "dobj"), words.child(verb, "prep")
    if entry is None or not verb < thing < as_ or words.lower[as_] != "as" or words.tag[verb] == "VBN":
        return
    for found in _attribution(words, verb, (verb, verb + 1), words.left[thing], "verb as", 0.6):
        comma = next(
            (i for i in range(as_, found.content[-1][1]) if words.text[i] == "," and words.quotation[i] < 0), -1
        )
        tokens = {i for i in found.tokens() if comma < 0 or i < comma}
        yield replace(found, content=tuple(trimmed(words, tokens)))


def _prepositional(words: Words, verb: int) -> Iterator[Attribution]:
    """A verb that attributes what its preposition governs: insisting on, spoke of."""
    after = verb + 1
    if after + 1 < len(words) and (f"{words.lemma[verb].lower()} {words.lower[after]}", "phrase") in lexicon():
        yield from _attribution(words, verb, (verb, after + 1), after + 1, "prepositional verb", 0.45)


def _late_infinitive(words: Words, verb: int) -> Iterator[Attribution]:
    """What somebody pledges to do, when other words stand between: pledged last week in a speech to raise."""
    entry = reporting(words, verb)
    if entry is None or entry.stance != "commissive":
        return
    yield from _for_others(words, verb)
    if entry.strength != "core":
        return
    if any(words.dep[c] in ("xcomp", "ccomp", "dobj") for c in words.children[verb]):
        return
    end = words.sentences[words.sentence[verb]][1]
    for i in range(verb + 1, min(end - 2, verb + 12)):
        if words.tag[i] == "TO" and words.tag[i + 1] == "VB":
            yield from _attribution(words, verb, (verb, verb + 1), i, "late infinitive", 0.7)
            return


def _late_noun(words: Words, verb: int) -> Iterator[Attribution]:
    """What is pledged, behind a participle put in: her plan, pledged last week in parliament, of building."""
    noun = words.head[verb]
    of = next((c for c in words.children[noun] if c > verb and words.lower[c] == "of"), -1)
    owner, told = words.child(noun, "poss"), words.child(of, "pcomp") if of >= 0 else -1
    if words.text[verb - 1] == "," and 0 <= owner < noun < verb < told:
        runs = trimmed(words, words.subtree(told))
        yield Attribution(verb, (verb, verb + 1), source_tokens(words, owner), tuple(runs), "late noun", 0.6)


def _for_others(words: Words, verb: int) -> Iterator[Attribution]:
    """What somebody plans for others to do: plans, too, for ministers to meet."""
    last = words.sentences[words.sentence[verb]][1]
    start = next((i for i in range(verb + 1, last) if words.tag[i] not in ("RB", ",")), last)
    to = next((i for i in range(start, min(last - 2, start + 12)) if words.tag[i] == "TO"), -1)
    if start < last and words.lower[start] == "for" and words.dep[start] == "mark" and words.tag[to + 1] == "VB":
        yield from _attribution(words, verb, (verb, verb + 1), start, "for others to", 0.6)


def _let_know(words: Words, verb: int) -> Iterator[Attribution]:
    """Let somebody know that, made known that."""
    lemma = words.lemma[verb].lower()
    end = words.sentences[words.sentence[verb]][1]
    for i in range(verb + 1, min(end - 2, verb + 4)):
        if lemma == "let" and words.lower[i] == "know" and i > verb + 1:
            start = i + 2 if words.lower[i + 1] == "that" else i + 1
            yield from _attribution(words, verb, (verb, i + 1), start, "let know", 0.7)
            return
        if lemma == "make" and words.lower[i] == "known":
            that = next((j for j in range(i + 1, min(end - 1, i + 6)) if words.lower[j] == "that"), -1)
            if that > 0:
                yield from _attribution(words, verb, (verb, i + 1), that + 1, "made known", 0.7)
            return


def _closing(words: Words, verb: int) -> Iterator[Attribution]:
    """A short clause of saying at a sentence's end that the parser has not tied to what is said: ..., X reports."""
    entry = reporting(words, verb)
    if (
        entry is None
        or entry.stance == "cognitive"
        or any(words.dep[c] in ("ccomp", "dobj") for c in words.children[verb])
    ):
        return
    first, last = words.sentences[words.sentence[verb]]
    if verb + 1 >= last or words.text[verb + 1] not in (",", ".") or words.quotation[first] >= 0:
        return
    subject = words.child(verb, "nsubj")
    if not first <= subject < verb or verb - subject > 3:
        return
    source = source_tokens(words, subject)
    while source[0] > 0 and words.end[source[0] - 1] == words.start[source[0]]:  # a name split at its full stop
        source = (source[0] - 1, source[1])
    first = words.sentences[words.sentence[source[0]]][0]
    comma = source[0] - 1
    if comma - first < 4 or words.text[comma] != "," or words.pos[subject] != "PROPN":
        return
    runs = trimmed(words, set(range(first, comma)))
    if runs and not any(words.quotation[i] >= 0 for i in range(first, comma)):
        yield Attribution(verb, (source[1], verb + 1), source, tuple(runs), "closing clause", 0.4)


def _as_clause(words: Words, verb: int) -> Iterator[Attribution]:
    """What follows "As X learned," at a sentence's start."""
    first, last = words.sentences[words.sentence[verb]]
    subject = words.child(verb, "nsubj")
    if words.lower[first] != "as" or subject < 0 or reporting(words, verb) is None or verb - first > 8:
        return
    if verb + 3 >= last or words.text[verb + 1] != "," or words.quotation[verb + 2] >= 0:
        return
    source = source_tokens(words, subject)
    runs = trimmed(words, set(range(verb + 2, last)))
    known = words.tag[subject] == "PRP" or any(words.entity[i] for i in range(*source))
    if runs and source[0] == first + 1 and known:
        yield Attribution(verb, (verb, verb + 1), source, tuple(runs), "as clause", 0.8)


def _attribution(words: Words, verb: int, span: Run, start: int, rule: str, confidence: float) -> Iterator[Attribution]:
    """What somebody says from `start` on to the end of the clause."""
    source = source_tokens(words, source_head(words, verb))
    if source[0] < 0 or (source[0] < span[1] and span[0] < source[1]):
        return
    tokens = set(range(start, _clause_end(words, verb, start)))
    tokens -= {j for i in tokens if words.lower[i : i + 2] == ["and", "that"] for j in (i, i + 1)}
    runs = trimmed(words, tokens - set(range(*source)))
    if runs:
        yield Attribution(span[0], span, source, tuple(runs), rule, confidence)


def _clause_end(words: Words, verb: int, start: int) -> int:
    """One past the last token of a complement that begins at `start`: before a coordinated verb or a semicolon."""
    _, last = words.sentences[words.sentence[verb]]
    level = {verb, words.head[verb]} if words.dep[verb] in ("conj", "advcl") else {verb}
    above = set(words.ancestors(verb)) if words.dep[verb] in ("pcomp", "advcl") else set()
    for i in range(start + 1, last):
        if words.text[i] == "," and words.head[i] in above:
            return i
        if words.text[i] in (";", "—"):
            return i
        if words.dep[i] == "cc" and words.head[i] in level:
            return i
        if words.text[i] == "," and i + 2 < last and words.tag[i + 1] == "CC" and _past(words, i + 2):
            return i
        if words.tag[i] == "CC" and i + 1 < last and shifted(words, i + 1) and words.tag[verb] == "VBD":
            return i
        if words.tag[i] == "CC" and i + 1 < last and _past(words, i + 1) and words.head[i + 1] in level:
            return i
    return last


def _past(words: Words, i: int) -> bool:
    return words.tag[i] in ("VBD", "VBZ") and words.dep[i] == "conj"


def preferred(words: Words, found: Iterable[Attribution], phrases: Iterable[Attribution]) -> list[Attribution]:
    """The attributions with those of fixed phrases, which take the place of less sure ones that they touch."""
    kept = list(found)
    for phrase in phrases:
        mine = phrase.tokens() | set(range(*phrase.span))
        rivals = [one for one in kept if mine & (one.tokens() | {one.cue})]
        if all(one.confidence < phrase.confidence for one in rivals):
            kept = [*(one for one in kept if one not in rivals), phrase]
    return kept
