"""Attributions whose cue is a noun: her promise to, won the support of, in the view of."""

from __future__ import annotations

from collections.abc import Iterator

from mediakit.measure.attribution.arguments import main_subject, source_tokens, trimmed
from mediakit.measure.attribution.cues import lexicon, reporting
from mediakit.measure.attribution.found import NOBODY, Attribution, Run
from mediakit.measure.attribution.words import Words

LONGEST_NAME = 6
"""Tokens before a verb of saying that the tagger takes for a noun: a name with its title."""
RECEIVING = frozenset("have earn win receive get gain draw face enjoy secure garner lose attract".split())
APPROVAL = frozenset(
    """support backing endorsement criticism praise approval blessing condemnation scorn ire rebuke applause
    respect""".split()
)
LONGEST_GIVER = 25
VIEWS = frozenset("assessment view opinion words eyes judgment judgement account estimation reading telling".split())
"""Nouns of "in the view of X", "in X's words", "by X's account"."""
UNDERTAKINGS = frozenset("commitment agreement resolve undertaking".split())


def received(words: Words, verb: int) -> Iterator[Attribution]:
    """Approval that somebody has from others, who say it: won the support of farmers, drew criticism from the left."""
    noun, subject = words.child(verb, "dobj"), words.child(verb, "nsubj")
    if not 0 <= subject < verb < noun or words.lemma[noun].lower() not in APPROVAL or words.tag[subject][0] == "W":
        return
    for c in words.children[noun] + words.children[verb]:
        giver = words.child(c, "pobj") if words.dep[c] == "prep" and words.lower[c] in ("of", "from", "among") else -1
        if giver > noun and words.right[c] - noun <= LONGEST_GIVER:
            runs = trimmed(words, set(range(*source_tokens(words, subject))))
            if runs:
                span, source = (verb, c + 1), source_tokens(words, giver)
                yield Attribution(noun, span, source, tuple(runs), "approval from", 0.75)
            return


def owned_noun(words: Words, noun: int) -> Iterator[Attribution]:
    """Somebody's noun of speech with a clause: Berg's request that, her promise to, a Danish commitment to."""
    entry, after = reporting(words, noun), noun + 1
    if entry is None or after + 2 >= len(words) or entry.stance == "cognitive":
        return
    verb = lexicon().get((words.lemma[noun].lower(), "verb"))
    core = verb is not None and verb.strength == "core"
    promised = words.tag[after + 1] == "VB" and (core or words.lemma[noun].lower() in UNDERTAKINGS)
    if words.lower[after] != "that" and not (words.tag[after] == "TO" and promised):
        return
    owner = next(
        (
            c
            for c in words.children[noun]
            if words.dep[c] == "poss"
            or words.tag[c + 1 : c + 2] == ["POS"]
            or (words.dep[c] == "amod" and words.entity[c] == "NORP")
        ),
        -1,
    )
    if not 0 <= owner < noun:
        return
    end = words.sentences[words.sentence[noun]][1]
    comma = next((i for i in range(after + 1, end) if words.text[i] in (",", ";") and words.quotation[i] < 0), end)
    runs = trimmed(words, set(range(after + (words.lower[after] == "that"), comma)))
    if runs:
        first, last = source_tokens(words, owner)
        source = (first, last - (words.tag[last - 1] == "POS"))
        yield Attribution(noun, (noun, noun + 1), source, tuple(runs), "possessed noun", 0.45)


def with_promise(words: Words, noun: int) -> Iterator[Attribution]:
    """What the subject of a sentence promises: opened the day with a promise, long awaited, to repair the bridge."""
    verb = lexicon().get((words.lemma[noun].lower(), "verb"))
    end = words.sentences[words.sentence[noun]][1]
    if (
        verb is None
        or (verb.strength, verb.stance) != ("core", "commissive")
        or words.lower[words.head[noun]] != "with"
    ):
        return
    to = next((i for i in range(noun + 1, min(end - 2, noun + 12)) if words.tag[i : i + 2] == ["TO", "VB"]), -1)
    source = source_tokens(words, main_subject(words, noun))
    runs = trimmed(words, set(range(to, end))) if to > 0 and source[0] >= 0 else []
    if runs:
        yield Attribution(noun, (noun, noun + 1), source, tuple(runs), "with a promise", 0.5)


def taken_for_noun(words: Words, i: int) -> Iterator[Attribution]:
    """A verb of saying that the tagger takes for a noun: where nothing before its "that" is a finite verb."""
    lower = words.lower[i]
    verb = lexicon().get((lower, "verb")) or lexicon().get((lower.removesuffix("s"), "verb"))
    noun = (words.lemma[i].lower(), "noun") in lexicon()
    if verb is None or verb.strength != "core" or (noun and words.tag[i] != "NNS"):
        return
    first, last = words.sentences[words.sentence[i]]
    that = next((j for j in range(i + 1, min(last - 3, i + (2 if noun else 6))) if words.lower[j] == "that"), -1)
    while first < i and (words.pos[first] in ("PUNCT", "SPACE") or words.mark[first]):
        first += 1
    nominal = any(words.pos[j] in ("NOUN", "PROPN") for j in range(first, i))
    finite = any(words.tag[j] in ("VBD", "VBZ", "VBP", "MD") for j in range(first, i))
    if that < 0 or words.dep[that] != "mark" or i - first > LONGEST_NAME or not nominal or finite:
        return
    after = [words.tag[j] for j in range(that, last)]
    if noun and sum(tag in ("VBD", "VBZ", "VBP", "MD") for tag in after) > 1:
        return
    runs = trimmed(words, set(range(that + 1, last)))
    if runs:
        yield Attribution(i, (i, i + 1), (first, i), tuple(runs), "verb taken for noun", 0.65)


def in_the_view(words: Words, noun: int) -> Iterator[Attribution]:
    """What follows "In the view of X," at a sentence's start."""
    first, last = words.sentences[words.sentence[noun]]
    if words.lower[first] not in ("in", "by") or not first < noun <= first + 4 or noun + 2 >= last:
        return
    comma = next((i for i in range(noun + 1, min(last, noun + 10)) if words.text[i] == ","), -1)
    owner = words.child(noun, "poss")
    if comma < 0:
        return
    source: Run = source_tokens(words, owner) if owner >= 0 and comma == noun + 1 else NOBODY
    if words.lower[noun + 1] == "of" and comma > noun + 2:
        source = (noun + 2, comma)
    runs = trimmed(words, set(range(comma + 1, last)))
    if source[0] >= 0 and runs:
        yield Attribution(noun, (first, max(noun + 1, source[0])), source, tuple(runs), "in the view of", 0.75)
