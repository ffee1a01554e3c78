"""Attributions found by rules: cue, source, content, and the quotations that belong to them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mediakit.measure.attribution.arguments import (
    content_tokens,
    main_subject,
    says_nothing,
    source_head,
    source_tokens,
    trimmed,
)
from mediakit.measure.attribution.cues import candidates, cue_tokens, is_according, reporting
from mediakit.measure.attribution.ends import (
    after_speech_cut,
    before_next_clause,
    is_title,
    without_aside,
    without_occasion,
)
from mediakit.measure.attribution.found import NOBODY, Attribution, Run, continued, unnested
from mediakit.measure.attribution.phrases import phrased, preferred
from mediakit.measure.attribution.punctuation import punctuated
from mediakit.measure.attribution.speech import (
    SPOKEN,
    called,
    inserted,
    nominal_before,
    speaker_beside,
    speech_after,
    speech_before,
    tells,
)
from mediakit.measure.attribution.words import MARKS, Words

NEXT = 10
"""Tokens between a cue and the next quotation of the same speaker."""


def candidate(words: Words, cue: int) -> Attribution:
    """What the rules make of a token if it is a cue; `content` is empty where they find none."""
    span = cue_tokens(words, cue)
    source = source_tokens(words, source_head(words, cue))
    if source[0] < span[1] and span[0] < source[1]:
        source = NOBODY
    if source[0] < 0 and words.tag[cue] in ("VBD", "VBZ", "VBP") and words.child(cue, "auxpass") < 0:
        source = nominal_before(words, cue)
    elif source[0] < 0 and words.tag[cue] == "VBG" and words.text[span[0] - 1] == ",":
        source = source_tokens(words, main_subject(words, cue))
    tokens, rule = content_tokens(words, cue, span, source)
    if words.quotation[cue] < 0:
        spoken = _spoken(words, cue, span, source, tokens)
        if spoken[1] != tokens and not any(words.quotation[i] >= 0 for i in spoken[1] - tokens):
            rule = "parataxis"
        source, tokens = spoken
        tokens, quoted = with_quotations(words, cue, span, source, tokens)
        rule = "quotation beside cue" if quoted and not tokens - quoted else rule
        tokens = before_next_clause(words, tokens, cue)
    if rule == "object":
        tokens = without_aside(words, without_occasion(words, tokens, cue), cue)
    return Attribution(cue, span, source, tuple(trimmed(words, tokens)), rule, 0.5)


def _spoken(words: Words, cue: int, span: Run, source: Run, tokens: set[int]) -> tuple[Run, set[int]]:
    """Source and content of a verb of saying beside direct speech, whatever the parser has made of it."""
    entry = reporting(words, cue)
    if entry is None or not words.tag[cue].startswith("VB"):
        return source, tokens
    if name := called(words, cue):
        return source, name
    if entry.strength != "core":
        return source, tokens
    if words.tag[cue] == "VBG" and any(c > cue and words.dep[c] == "ccomp" for c in words.children[cue]):
        return source, tokens  # “X,” she said, adding that Y
    before = speech_before(words, cue)
    speech = before if before >= 0 else speech_after(words, cue)
    if speech < 0:
        return source, (inserted(words, cue, source) if tells(words, cue) else set()) or tokens
    a, b = words.quotations[speech]
    if source[0] < 0 or words.quotation[source[0]] >= 0:
        source = speaker_beside(words, cue, speech)
        if source[0] < span[1] and span[0] < source[1]:
            source = NOBODY
    if before < 0:
        return source, set(range(a, b))
    whole = a - 1 <= words.sentences[words.sentence[a]][0] or words.tag[a - 2] == "." if a > 1 else True
    opens = {i for i in tokens if i < a}
    return source, set(range(a, b)) | (set() if whole else opens)


def with_quotations(words: Words, cue: int, span: Run, source: Run, tokens: set[int]) -> tuple[set[int], set[int]]:
    """Content with the quotations that touch it or stand beside the cue, and the tokens of those quotations."""
    core = set(range(*span)) | (set(range(*source)) if source[0] >= 0 else set())
    quoted: set[int] = set()
    first, last = words.paragraphs[words.paragraph[cue]]
    near = range(bisect_left(words.quotations, (first,)), bisect_left(words.quotations, (last,)))
    mine = [
        (k, a, b)
        for k, (a, b) in ((k, words.quotations[k]) for k in near)
        if b > a and a not in core and b - 1 not in core and not a <= cue < b
    ]
    touched = [(a, b) for _, a, b in mine if any(i in tokens for i in range(a, b))]
    beside = [(a, b) for _, a, b in mine if _beside(words, core, tokens, a, b)] if not touched else []
    for a, b in touched or [(a, b) for a, b in beside if b - a >= 4 or not tokens]:
        quoted |= set(range(a, b))
    if beside and quoted:
        close = any(abs(i - j) <= 2 for i in tokens for j in quoted)
        tokens = tokens if close and min(quoted) < max(core) else set()
    if quoted and min(quoted) < max(core):
        if max(i for i in quoted if i < max(core)) >= min(core) - 3:
            # speech that ends at the cue: what the parser hangs on the other side is not part of it
            tokens = {i for i in tokens if i < min(core) or i in quoted}
        quoted |= _following(words, max(max(quoted), max(core)), mine)
    if not quoted and not tokens:
        quoted = _next_paragraph(words, core)
    if not quoted and tokens and min(tokens) > max(core) and tells(words, cue):
        quoted = _next_sentence(words, max(tokens), mine)
    return after_speech_cut(words, (tokens | quoted) - core, cue), quoted - core


def _following(words: Words, last: int, mine: list[tuple[int, int, int]]) -> set[int]:
    """The quotation after a cue that has one before it, when the same speaker goes on: “X,” she said. “Y.”"""
    for _, a, b in mine:
        if a <= last or is_title(words, a, b):
            continue
        between = range(last + 1, a)
        near = len(between) <= NEXT and not any(words.pos[i] in ("VERB", "AUX") for i in between)
        stops = [i for i in between if words.tag[i] == "."]
        next_sentence = len(stops) == 1 and all(
            words.pos[i] == "SPACE" or words.mark[i] or words.text[i] in MARKS for i in range(stops[0] + 1, a)
        )
        next_sentence = next_sentence and not any(tells(words, i) for i in between)
        own_cue = words.text[b - 1] in ",?!" and _said_after(
            words, b, AFTER_COMMA if words.text[b - 1] == "," else AFTER
        )
        return set(range(a, b)) if (near or next_sentence) and not own_cue else set()
    return set()


AFTER, AFTER_COMMA = 4, 12
"""Words behind a quotation, and behind one with a comma at its end, among which its own verb is looked for."""


def _next_sentence(words: Words, last: int, mine: list[tuple[int, int, int]]) -> set[int]:
    """The sentence in quotation marks without a cue of its own that follows what is told: said that X. “Y.”"""
    a, b = next(((a, b) for _, a, b in mine if a > last), (0, 0))
    between = [words.text[i] for i in range(last + 1, a) if not words.mark[i] and words.pos[i] != "SPACE"]
    if between not in ([], ["."], [":"]) or b - a < SPOKEN or words.text[b - 1] not in (".", "?", "!"):
        return set()
    return set() if _said_after(words, b) else set(range(a, b))


def _said_after(words: Words, b: int, within: int = AFTER) -> bool:
    """Whether a verb of saying follows a quotation within so many words of its sentence."""
    last = next((i for i in range(b + 1, min(len(words), b + within)) if words.tag[i] == "."), b + within)
    return any(reporting(words, i) is not None and words.tag[i][:2] == "VB" for i in range(b, min(len(words), last)))


def _next_paragraph(words: Words, core: set[int]) -> set[int]:
    """The quotations that fill the paragraphs after one that ends with a cue and a colon."""
    at = max(core)
    k = words.paragraph[at]
    rest = [i for i in range(at + 1, words.paragraphs[k][1]) if words.pos[i] != "SPACE"]
    if not rest or words.text[rest[-1]] != ":" or any(words.pos[i] in ("VERB", "AUX") for i in rest):
        return set()
    found: set[int] = set()
    for a, b in words.paragraphs[k + 1 :]:
        inside = [i for i in range(a, b) if words.quotation[i] >= 0]
        if not inside or inside[0] - a > 1 or len(inside) < 0.8 * (b - a):
            break
        found |= set(inside)
        if words.text[b - 1] in ("”", '"', "»") or words.mark[b - 1]:
            break
    return found


def _beside(words: Words, core: set[int], tokens: set[int], a: int, b: int) -> bool:
    """Whether a quotation stands next to a cue and its source, with nothing but marks and commas between."""
    first, last = min(core), max(core)
    if first < a < last and tokens:
        # Berg called it “X” and said that Y: what stands between the speaker and a later verb is not that verb's.
        return False
    between = range(b, first) if b <= first else range(last + 1, a)
    return all(
        words.pos[i] in ("PUNCT", "SPACE", "ADV") or words.mark[i] or words.text[i] == ":" for i in between
    ) and (len(between) <= 4)


def rule_attributions(words: Words) -> list[Attribution]:
    """What the rules alone attribute, without nesting, in the order of the text."""
    found = unnested(words, [*_accepted(words, candidates(words)), *punctuated(words)])
    return continued(words, unnested(words, preferred(words, found, phrased(words))))


INNER = 0.7
"""How far the rules trust a cue inside somebody's words."""


def inner_candidates(words: Words, places: set[int]) -> list[Attribution]:
    """What the rules trust to be speech in other speech, whose tokens are `places`, whatever method found that."""
    cues = [cue for cue in candidates(words) if cue in places]
    return [*(one for one in _accepted(words, cues) if one.confidence >= INNER), *phrased(words, sorted(places))]


def _accepted(words: Words, cues: Iterable[int]) -> Iterator[Attribution]:
    for cue in cues:
        if reporting(words, cue) is None and not is_according(words, cue):
            continue  # the rules trust no word that the lexicon lacks
        found = candidate(words, cue)
        if not found.content or says_nothing(words, cue, found.tokens()):
            continue
        if (confidence := rule_confidence(words, found)) > 0:
            yield replace(found, confidence=confidence)


def rule_confidence(words: Words, found: Attribution) -> float:
    """How far the rules trust a candidate, from its cue word and the shape of its arguments; 0 drops it."""
    entry, cue = reporting(words, found.cue), found.cue
    if is_according(words, cue):
        return 0.9
    if entry is None or (words.quotation[cue] >= 0 and _long(words, cue)):
        return 0.0
    sourced = found.source[0] >= 0
    length = sum(b - a for a, b in found.content)
    quoted = any(words.quotation[i] >= 0 for a, b in found.content for i in range(a, b))
    clause = found.rule in ("clause complement", "parataxis")
    if entry.word == "noun":
        clausal = any(words.dep[c] in ("acl", "ccomp", "relcl") for c in words.children[cue])
        return 0.4 if sourced and length > 2 and (clausal or quoted) else 0.0
    if entry.strength == "core":
        return 0.9 if sourced and (clause or quoted) else 0.6 if sourced and length > 1 else 0.4 if clause else 0.0
    if not sourced or (entry.stance == "cognitive" and not (clause or quoted)):
        return 0.0
    return 0.7 if clause or quoted else 0.4 if length > 2 else 0.0


def _long(words: Words, i: int) -> bool:
    """Whether a token stands in a quotation of a sentence's length, whose own cues are speech within speech."""
    a, b = words.quotations[words.quotation[i]]
    return b - a >= 8
