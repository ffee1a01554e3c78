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
    if quoted and min(quoted) < max(core):
        if max(i for i in quoted if i < max(core)) >= min(core) - 3:
            # speech that ends at the cue: what the parser hangs on the other side is not part of it
            tokens = {i for i in tokens if i < min(core) or i in quoted}
        quoted |= _following(words, max(max(quoted), max(core)), mine)
    if not quoted and not tokens:
        quoted = _next_paragraph(words, core)
    return (tokens | quoted) - core, quoted - core


def _following(words: Words, last: int, mine: list[tuple[int, int, int]]) -> set[int]:
    """The quotation after a cue that has one before it, when the same speaker goes on: “X,” she said. “Y.”"""
    for _, a, b in mine:
        if a <= last:
            continue
        between = range(last + 1, a)
        near = len(between) <= NEXT and not any(words.pos[i] in ("VERB", "AUX") for i in between)
        ends = words.sentences[words.sentence[last]][1]
        next_sentence = a >= ends and all(words.pos[i] in ("PUNCT", "SPACE") or words.mark[i] for i in range(ends, a))
        own_cue = words.text[b - 1] == "," or words.text[b - 1] in "?!" and _said_after(words, b)
        return set(range(a, b)) if (near or next_sentence) and not own_cue else set()
    return set()


def _said_after(words: Words, b: int) -> bool:
    return any(reporting(words, i) is not None and words.tag[i].startswith("VB") for i in range(b, min(len(words), b + 4)))


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


def _beside(words: Words, core: set[int], a: int, b: int) -> bool:
    """Whether a quotation stands next to a cue and its source, with nothing but marks and commas between."""
    first, last = min(core), max(core)
    between = range(b, first) if b <= first else range(last + 1, a)
    return all(words.pos[i] in ("PUNCT", "SPACE", "ADV") or words.mark[i] or words.text[i] == ":" for i in between) and (
        len(between) <= 4
    )


def rule_attributions(words: Words) -> list[Attribution]:
    """What the rules alone attribute, without nesting, in the order of the text."""
    return unnested(words, [*_accepted(words), *punctuated(words)])


def _accepted(words: Words) -> Iterator[Attribution]:
    for cue in candidates(words):
        found = candidate(words, cue)
        if found.content and (confidence := rule_confidence(words, found)) > 0:
            yield replace(found, confidence=confidence)


def punctuated(words: Words) -> Iterator[Attribution]:
    """Attributions whose cue is a mark: “X” — Name at a paragraph's end, and NAME: X at the start of one."""
    for k, (a, b) in enumerate(words.paragraphs):
        if a < b and words.mark[a]:
            a += 1
        end = b
        while end > a and (words.text[end - 1] in (".", ")") or words.pos[end - 1] == "SPACE"):
            end -= 1
        quoted = [q for q in range(a, b) if words.quotation[q] >= 0]
        if quoted and words.quotation[a] < 0 and not words.mark[a]:
            quoted = []
        label = _label(words, a, b)
        if quoted:
            last = quoted[-1] + 1
            dash = next((i for i in range(last, min(end, last + 3)) if words.text[i] in DASHES), -1)
            if dash > 0 and 0 < end - dash - 1 <= 12 and words.pos[dash + 1] in ("PROPN", "NOUN", "SPACE", "DET"):
                yield Attribution(dash, (dash, dash + 1), (dash + 1, end), _runs(words, quoted), "dash after quotation", 0.8)
                continue
        if label > 0:
            one = Attribution(label, (label, label + 1), (a, label), _runs(words, range(label + 1, b)), "speaker label", 0.95)
            if one.content:
                yield one


HEADLINE_SOURCES = frozenset("poll polls report reports study survey police official officials source sources experts".split())
DASHES = ("―", "—", "–", "--", "-")


def _label(words: Words, a: int, b: int) -> int:
    """The colon after a speaker's label at the start of a paragraph (NAME: what is said), or -1."""
    for i in range(a, min(b - 2, a + 7)):
        if words.text[i] == ":":
            head = range(a, i)
            named = all(words.text[j][0].isupper() or words.text[j] in (".", "-", "’s", "'s") for j in head)
            capitals = all(words.text[j].isupper() or words.text[j] in ".-" for j in head)
            quoted = words.mark[i + 1]
            headline = words.paragraph[a] == 0 and b - a < 25 and (
                words.entity[i - 1] in ("PERSON", "ORG") or words.lower[i - 1] in HEADLINE_SOURCES
            )
            speaks = capitals and i - a <= 4 and any(len(words.text[j]) > 2 for j in head) or quoted or headline
            return i if i > a and named and speaks else -1
        if words.pos[i] in ("VERB", "AUX") and not words.text[i].isupper():
            return -1
    return -1


def _runs(words: Words, tokens: Iterable[int]) -> tuple[Run, ...]:
    return tuple(trimmed(words, set(tokens)))


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
