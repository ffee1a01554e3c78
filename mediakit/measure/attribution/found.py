"""Attributions once found: nested ones sorted out, and speech that goes on in later paragraphs joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mediakit.measure.attribution.arguments import trimmed
from mediakit.measure.attribution.words import Words

Run = tuple[int, int]
NOBODY: Run = (-1, -1)


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


def unnested(words: Words, found: Iterable[Attribution]) -> list[Attribution]:
    """The surest attributions of those whose contents overlap; one inside another's content is dropped."""
    kept: list[Attribution] = []
    taken: dict[int, int] = {}
    order = sorted(_outermost(found), key=lambda a: (-_weight(words, a), a.span[0]))
    for one in order:
        tokens = one.tokens()
        if one.cue >= 0 and one.cue in taken:
            continue
        free = tokens - taken.keys()
        if any(k.cue in tokens for k in kept):
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


def _outermost(found: Iterable[Attribution]) -> list[Attribution]:
    """Attributions that do not stand, cue and content, within another one that is nearly as sure."""
    spans = [(one, one.tokens()) for one in found]
    return [
        inner
        for inner, mine in spans
        if not any(
            outer.confidence >= inner.confidence - NEARLY and inner.cue in theirs and mine < theirs
            for outer, theirs in spans
            if outer is not inner
        )
    ]


def inside(words: Words, outer: Attribution, candidates: Iterable[Attribution]) -> list[Attribution]:
    """Those of the candidates that stand, cue and content, in what another one attributes: speech within speech."""
    theirs = outer.tokens()
    within = []
    for one in candidates:
        mine = one.tokens()
        both = mine & theirs
        runs = tuple(trimmed(words, both))
        if one.cue in theirs and runs and len(both) >= 0.5 * len(mine) and not _own(words, one):
            within.append(replace(one, content=runs))
    return unnested(words, within)


def _own(words: Words, one: Attribution) -> bool:
    """Whether a speaker tells what they themselves say or think: I think that, we hope."""
    return words.lower[one.source[0]] in FIRST_PERSON if one.source[0] >= 0 else False


FIRST_PERSON = frozenset("i we my our".split())
NEARLY = 0.3
"""How much less sure the outer of two nested attributions may be to be kept in place of the inner one."""


def _weight(words: Words, one: Attribution) -> float:
    """Sure ones first, of the equally sure the longer."""
    return one.confidence + min(0.5, 0.005 * sum(b - a for a, b in one.content))


OCCASION = 10
"""Tokens that tell at most when, where and how something was said, and belong to the cue: said on Sunday to laughs."""


def with_occasion(words: Words, one: Attribution) -> Attribution:
    """An attribution whose cue has the short phrases right behind its verb that are no part of source or content."""
    first, last = one.span
    if first < 0:
        return one
    taken = one.tokens() | set(range(*one.source))
    end = words.sentences[words.sentence[one.cue]][1]
    if words.dep[last - 1] == "prep" and last - 1 > first:
        last = _phrase_end(words, last, last - 1, one.cue, taken)
    while last < end and words.dep[last] in ("prep", "npadvmod", "advmod", "prt", *WITHIN):
        top = words.head[last] if words.dep[last] in WITHIN else last
        hangs = words.dep[top] in ("prep", "npadvmod", "advmod", "prt") and first <= words.head[top] < last
        further = _phrase_end(words, last, top, one.cue, taken) if hangs else last
        if further == last:
            break
        last = further
    return replace(one, span=(_opening(words, one, taken), last))


def _opening(words: Words, one: Attribution, taken: set[int]) -> int:
    """Where a cue begins that is the participle of another verb: responded Friday, saying; released a note saying."""
    first, verb = one.span[0], words.head[one.cue]
    if words.tag[one.cue] != "VBG" or words.dep[one.cue] not in PARTICIPIAL or first != one.cue:
        return first
    if words.tag[verb][:2] == "NN" and words.dep[verb] == "dobj":
        verb = words.head[verb]
    begin = verb
    while begin > 0 and words.dep[begin - 1] in ("aux", "neg", "advmod") and words.head[begin - 1] == verb:
        begin -= 1
    free = not any(i in taken or words.quotation[i] >= 0 for i in range(begin, first))
    return begin if words.tag[verb][:2] == "VB" and 0 < first - verb <= OCCASION and free else first


PARTICIPIAL = ("advcl", "acl", "xcomp", "conj", "ccomp", "prep", "pcomp")
WITHIN = ("compound", "det", "nummod", "amod")


def _phrase_end(words: Words, last: int, top: int, cue: int, taken: set[int]) -> int:
    """One past a phrase that goes on at `last`, or `last` where it is long, quoted, or somebody's words."""
    end = words.right[top] + 1
    more = range(last, end)
    free = not any(i in taken or words.mark[i] or words.quotation[i] != words.quotation[cue] for i in more)
    return end if free and 0 < len(more) <= OCCASION else last


def continued(words: Words, found: list[Attribution]) -> list[Attribution]:
    """The attributions with speech that goes on in paragraphs of its own.

    A quotation left open at a paragraph's end and taken up at the start of the next is one statement. A paragraph
    that is nothing but a quotation (a floating quotation), after one with a quotation that was closed, goes on with
    that one's statement.
    """
    result = list(found)
    owner = {words.quotation[i]: n for n, one in enumerate(result) for i in one.tokens() if words.quotation[i] >= 0}
    for chain in _chains(words):
        owned = [owner[q] for q in chain if q in owner]
        for q in chain if owned else ():
            if q not in owner:
                n = owner[q] = owned[0]
                more = trimmed(words, set(range(*words.quotations[q])))
                result[n] = replace(result[n], content=tuple(sorted((*result[n].content, *more))))
    for q, (a, b) in enumerate(words.quotations):
        if q == 0 or q in owner or q - 1 not in owner or b - a < 4:
            continue
        first, last = words.paragraphs[words.paragraph[a]]
        alone = words.mark[first] and b - a >= 0.9 * (last - first) - 2
        if alone and words.paragraph[words.quotations[q - 1][0]] == words.paragraph[a] - 1:
            runs = tuple(trimmed(words, set(range(a, b))))
            before = result[owner[q - 1]]
            if runs:
                n = owner[q] = owner[q - 1]
                result[n] = replace(before, content=tuple(sorted((*before.content, *runs))))
    return sorted((with_occasion(words, one) for one in result), key=lambda one: (one.content[0][0], one.span[0]))


def _chains(words: Words) -> list[list[int]]:
    """Quotations that run over paragraphs, by number, in order."""
    chains: list[list[int]] = []
    for q, (a, b) in enumerate(words.quotations):
        if b <= a:
            continue
        starts = a - words.paragraphs[words.paragraph[a]][0] <= 1
        if chains and starts:
            last = chains[-1][-1]
            c, d = words.quotations[last]
            k = words.paragraph[c]
            if d == words.paragraphs[k][1] and words.paragraph[a] == k + 1:
                chains[-1].append(q)
                continue
        chains.append([q])
    return [chain for chain in chains if len(chain) > 1]
