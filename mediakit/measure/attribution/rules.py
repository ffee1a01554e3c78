"""Attributions found by rules: cue, source, content, and the quotations that belong to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mediakit.measure.attribution.arguments import content_tokens, source_head, source_tokens, trimmed
from mediakit.measure.attribution.cues import candidates, cue_tokens, is_according, reporting
from mediakit.measure.attribution.words import Words

Run = tuple[int, int]
NOBODY: Run = (-1, -1)
NEXT = 10
"""Tokens between a cue and the next quotation of the same speaker."""


@dataclass(frozen=True)
class Attribution:
    """One attribution in token numbers: `cue` is the cue's head, the rest runs of first and one past the last."""

    cue: int
    span: Run
    source: Run
    content: tuple[Run, ...]
    rule: str
    confidence: float

    def tokens(self) -> set[int]:
        return {i for first, last in self.content for i in range(first, last)}


def candidate(words: Words, cue: int) -> Attribution:
    """What the rules make of a token if it is a cue; `content` is empty where they find none."""
    span = cue_tokens(words, cue)
    source = source_tokens(words, source_head(words, cue))
    if source[0] < span[1] and span[0] < source[1]:
        source = NOBODY
    tokens, rule = content_tokens(words, cue, span, source)
    if words.quotation[cue] < 0:
        tokens, quoted = with_quotations(words, cue, span, source, tokens)
        rule = "quotation beside cue" if quoted and not tokens - quoted else rule
    return Attribution(cue, span, source, tuple(trimmed(words, tokens)), rule, 0.5)


def with_quotations(words: Words, cue: int, span: Run, source: Run, tokens: set[int]) -> tuple[set[int], set[int]]:
    """Content with the quotations that touch it or stand beside the cue, and the tokens of those quotations."""
    core = set(range(*span)) | (set(range(*source)) if source[0] >= 0 else set())
    quoted: set[int] = set()
    paragraph = words.paragraph[cue]
    mine = [
        (k, a, b)
        for k, (a, b) in enumerate(words.quotations)
        if b > a and words.paragraph[a] == paragraph and not any(i in core for i in (a, b - 1)) and not a <= cue < b
    ]
    touched = [(a, b) for _, a, b in mine if any(i in tokens for i in range(a, b))]
    beside = [(a, b) for _, a, b in mine if _beside(words, core, a, b)]
    for a, b in touched:
        quoted |= set(range(a, b))
    if beside and not touched:
        clause = bool(tokens)
        for a, b in beside:
            long = b - a >= 4
            if not clause or long:
                quoted |= set(range(a, b))
        if quoted and max(core) < min(quoted) or quoted and not any(abs(i - j) <= 2 for i in tokens for j in quoted):
            tokens = set()
    if quoted or touched:
        last = max(max(quoted), max(core))
        following = next(((a, b) for _, a, b in mine if a > last), None)
        if following and min(quoted) < max(core) and _joins(words, last, following[0]):
            quoted |= set(range(*following))
    return (tokens | quoted) - core, quoted - core


def _beside(words: Words, core: set[int], a: int, b: int) -> bool:
    """Whether a quotation stands next to a cue and its source, with nothing but marks and commas between."""
    first, last = min(core), max(core)
    between = range(b, first) if b <= first else range(last + 1, a)
    return all(words.pos[i] in ("PUNCT", "SPACE", "ADV") or words.mark[i] or words.text[i] == ":" for i in between) and (
        len(between) <= 4
    )


def _joins(words: Words, last: int, start: int) -> bool:
    between = range(last + 1, start)
    return len(between) <= NEXT and not any(words.pos[i] in ("VERB", "AUX") for i in between)


def rule_attributions(words: Words) -> list[Attribution]:
    """What the rules alone attribute, without nesting, in the order of the text."""
    return unnested(words, _accepted(words))


def _accepted(words: Words) -> Iterator[Attribution]:
    for cue in candidates(words):
        found = candidate(words, cue)
        if found.content and (confidence := rule_confidence(words, found)) > 0:
            yield replace(found, confidence=confidence)


def rule_confidence(words: Words, found: Attribution) -> float:
    """How far the rules trust a candidate, from its cue word and the shape of its arguments; 0 drops it."""
    entry, cue = reporting(words, found.cue), found.cue
    if is_according(words, cue):
        return 0.9
    if entry is None:
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
    if not sourced or entry.stance == "cognitive" and not (clause or quoted):
        return 0.0
    return 0.7 if clause or quoted else 0.4 if length > 2 else 0.0


def unnested(words: Words, found: Iterable[Attribution]) -> list[Attribution]:
    """The surest attributions of those whose contents overlap; one inside another's content is dropped."""
    kept: list[Attribution] = []
    taken: dict[int, int] = {}
    order = sorted(found, key=lambda a: (-_weight(words, a), a.span[0]))
    for one in order:
        tokens = one.tokens()
        if one.cue >= 0 and one.cue in taken:
            continue
        free = tokens - taken.keys()
        cut = [k for k in kept if k.cue in tokens]
        if cut and not all(_inside(k, tokens) for k in cut):
            continue
        if len(free) < len(tokens):
            if len(free) <= 0.5 * len(tokens):
                continue
            runs = tuple(trimmed(words, free))
            if not runs:
                continue
            one = replace(one, content=runs)
        kept.append(one)
        taken.update(dict.fromkeys(one.tokens(), one.cue))
    return sorted(kept, key=lambda a: (a.content[0][0], a.span[0]))


def _inside(inner: Attribution, tokens: set[int]) -> bool:
    return False


def _weight(words: Words, one: Attribution) -> float:
    """Sure ones first, of the equally sure the longer."""
    return one.confidence + min(0.5, 0.005 * sum(b - a for a, b in one.content))
