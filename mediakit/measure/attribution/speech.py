"""Direct speech by where things stand: “X,” said Berg, or Berg said, “X.” Parsers often misread it."""

from __future__ import annotations

from mediakit.measure.attribution.cues import reporting
from mediakit.measure.attribution.found import NOBODY, Run
from mediakit.measure.attribution.words import Words

SPOKEN = 4
"""Tokens a quotation has at least that is speech and not a title or a phrase."""
LONGEST_NAME = 30
"""Tokens of the longest name with what stands beside it between speech and its verb."""
LONGEST_OCCASION = 14
"""Tokens that may tell when, where and to whom something was said, behind the verb."""
CUT = (",", "?", "!", "—", "–", "--")
BETWEEN = ("PUNCT", "SPACE", "ADV", "PART", "AUX")
NOMINAL = ("PROPN", "NOUN", "PRON")
NAMING = frozenset("call describe term label dub".split())


def speech_before(words: Words, cue: int) -> int:
    """The quotation that ends with a comma before a verb of saying and its speaker (“X,” Berg said), or -1."""
    low = max(words.paragraphs[words.paragraph[cue]][0], cue - LONGEST_NAME)
    at = cue - 1
    while at >= low:
        if words.quotation[at] >= 0:
            a, b = words.quotations[words.quotation[at]]
            if words.text[b - 1] in CUT or (b + 1 < len(words) and words.text[b + 1] == ","):
                return words.quotation[at] if b - a >= SPOKEN else -1
            if at == cue - 1 or b - a >= SPOKEN * 3:
                return -1
            at = a
        elif words.tag[at] in (".", "CC") and at >= cue - 2:
            return -1
        elif words.tag[at] == "." or words.text[at] in (";", ":") or tells(words, at):
            return -1
        at -= 1
    return -1


def speech_after(words: Words, cue: int) -> int:
    """The quotation that opens right behind a verb of saying, with a comma or colon between them or nothing, or -1."""
    at = cue + 1
    while at < min(len(words), cue + 4) and words.quotation[at] < 0:
        if not (words.mark[at] or words.text[at] in (",", ":")):
            return -1
        at += 1
    if at >= len(words) or words.quotation[at] < 0 or words.paragraph[at] != words.paragraph[cue]:
        return -1
    a, b = words.quotations[words.quotation[at]]
    return words.quotation[at] if b - a >= SPOKEN and words.text[b - 1] in (*CUT, ".") else -1


def speaker_beside(words: Words, cue: int, quotation: int) -> Run:
    """The noun phrase between speech and the verb behind it, or behind the verb, or before the verb."""
    _, b = words.quotations[quotation]
    if b <= cue:
        first = next((i for i in range(b, cue) if not words.mark[i] and words.pos[i] not in BETWEEN), cue)
        return _trimmed(words, first, cue) if first < cue else _behind(words, cue)
    return nominal_before(words, cue)


def _behind(words: Words, cue: int) -> Run:
    """The noun phrase that follows a verb: up to a full stop, a preposition of time or place, or another verb."""
    first = last = cue + 1
    while last < min(len(words), cue + LONGEST_NAME) and words.quotation[last] < 0 and not words.mark[last]:
        verb = words.pos[last] in ("VERB", "AUX") and words.tag[last] != "VBN"
        loose = words.tag[last] == "IN" and words.head[last] == cue
        if words.tag[last] in (".", ":") or verb or loose or (words.text[last] == "," and _ends(words, last)):
            break
        last += 1
    return _trimmed(words, first, last)


def _ends(words: Words, comma: int) -> bool:
    """Whether what follows a comma goes on about the speaking, and does not tell who the speaker is."""
    after = comma + 1
    return after >= len(words) or words.tag[after] in ("VBG", "IN", "WRB", "CC", "RB", "VBN") or words.mark[after]


def nominal_before(words: Words, cue: int) -> Run:
    """The noun phrase that ends right before a verb and its auxiliaries and adverbs.

    One taken for an apposition is a name of its own where no comma ends it: "to the port, a guide said".
    """
    low = words.sentences[words.sentence[cue]][0]
    last = cue
    while last > low and words.pos[last - 1] in ("ADV", "AUX", "PART"):
        last -= 1
    head = last - 1
    if head < low or words.pos[head] not in NOMINAL or words.quotation[head] >= 0:
        return NOBODY
    while low <= words.head[head] < cue and words.pos[words.head[head]] in NOMINAL and words.head[head] != head:
        if words.dep[head] == "appos" and words.text[words.left[head] - 1] == ",":
            break
        head = words.head[head]
    first = words.left[head] if low <= words.left[head] <= head else head
    return _trimmed(words, first, last)


def _trimmed(words: Words, first: int, last: int) -> Run:
    """A noun phrase without what is no part of it at its edges; nobody where there is no noun in it."""
    while last > first and (words.pos[last - 1] in ("ADV", "AUX", "PART", "PUNCT", "SPACE")):
        if words.text[last - 1] == ")":
            break
        last -= 1
    while first < last and words.pos[first] in ("PUNCT", "SPACE", "ADV", "CCONJ"):
        first += 1
    return (first, last) if any(words.pos[i] in NOMINAL for i in range(first, last)) else NOBODY


def inserted(words: Words, cue: int, source: Run) -> set[int]:
    """What the words “, Berg said,” stand in the middle of or at the end of, to the sentence's bounds; else nothing."""
    low, high = words.sentences[words.sentence[cue]]
    first, last = source[0] - 1, cue + 1
    near = low + 1 < first and source[1] <= cue <= source[1] + 2 and last < high
    if not near or words.text[first] not in (",", "—", "–", "-"):
        return set()
    after = _after_comma(words, last, high)
    if after < 0 or any(tells(words, i) for i in range(after, high)):
        return set()
    left, right = set(range(low, first)), set(range(after, high))
    ended = after >= high or words.tag[after] in (".", "VBG") or words.lower[after] in ("who", "which", "while")
    return left if ended else left | right


def called(words: Words, cue: int) -> set[int]:
    """The name that follows "what Berg calls": up to the end of its quotation, or to the next verb; else nothing."""
    what = words.child(cue, "dobj", "attr", "oprd", "pobj", "dep", "nsubj")
    start = cue + 1
    if words.lemma[cue].lower() not in NAMING or not (0 <= what < cue and words.lower[what] == "what"):
        return set()
    _, high = words.sentences[words.sentence[cue]]
    for i in range(start, high):
        if words.quotation[i] >= 0 and words.quotation[i] != words.quotation[cue]:
            return set(range(start, words.quotations[words.quotation[i]][1]))
        if words.pos[i] in ("VERB", "AUX") or (words.pos[i] == "PUNCT" and not words.mark[i]):
            return set(range(start, i))
    return set()


def _after_comma(words: Words, at: int, high: int) -> int:
    """Where a sentence goes on after the comma that follows a verb of saying, a day or a place between; else -1."""
    for i in range(at, min(high, at + LONGEST_OCCASION)):
        if words.text[i] in (",", "—", "–", "-") or words.tag[i] == ".":
            return i + (words.tag[i] != ".")
        if words.tag[i] not in ("IN", "NNP", "DT", "NN", "JJ", "RB", "CD", "POS", "TO") or words.dep[i] == "mark":
            return -1
    return -1


def tells(words: Words, i: int) -> bool:
    """Whether a token is another verb that says something."""
    perfect = words.tag[i] == "VBN" and any(
        words.dep[c] == "aux" and words.lemma[c].lower() == "have" for c in words.children[i]
    )
    entry = reporting(words, i) if perfect or words.tag[i] in ("VBD", "VBZ", "VBP") else None
    return entry is not None and entry.strength == "core"
