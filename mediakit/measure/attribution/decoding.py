"""What the labels of one cue's window mean: content, cue and source, mended where the rules know better."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from mediakit.measure.attribution.arguments import trimmed, with_modifiers
from mediakit.measure.attribution.ends import (
    after_speech_cut,
    before_next_clause,
    with_coordinated,
    without_aside,
    without_occasion,
    without_titles,
)
from mediakit.measure.attribution.features import CONTENT, CUE, LABELS, SOURCE
from mediakit.measure.attribution.found import Attribution, Run
from mediakit.measure.attribution.words import Words

LONGEST_CUE = 10
"""Tokens of the longest cue that labels are believed."""
CLAUSAL = ("clause complement", "parataxis", "quotation beside cue")
"""Rules whose content ends where a clause or a quotation does."""


@dataclass(frozen=True)
class Tagged:
    """What the CRF makes of one cue: a label a token of its window, and the logarithm of their probability."""

    rule: Attribution
    cue_logit: float
    first: int
    labels: list[int]
    log_probability: float


def decoded(words: Words, tagged: Tagged) -> Attribution:
    """The attribution that the labels of a window mean; arguments the labels lack are the rules'."""
    rule = tagged.rule
    places: list[set[int]] = [set() for _ in LABELS]
    for k, label in enumerate(tagged.labels):
        places[label].add(tagged.first + k)
    content = _snapped(words, places[CONTENT], rule)
    if not content:
        content = rule.tokens()
    span = _run_with(words, places[CUE], rule.cue) or rule.span
    if span[1] - span[0] > LONGEST_CUE:
        span, content = rule.span, rule.tokens()
    if 0 <= rule.source[0] and span[0] <= rule.source[0] and rule.source[1] <= span[1]:
        span = rule.span  # labels that take the speaker for a part of the cue
    source = _longest(words, places[SOURCE], rule.cue) or rule.source
    if words.child(rule.cue, "agent") >= 0 and rule.source[0] >= 0:
        source = rule.source
    if source[0] >= 0 and source[0] < span[1] and span[0] < source[1]:
        source = rule.source
    source = _tidy(words, source)
    if (rule.source[0] <= source[0] and source[1] <= rule.source[1]) or _takes_in(words, source, rule):
        source = _tidy(words, rule.source)
    core = set(range(*span)) | (set(range(*source)) if source[0] >= 0 else set())
    content = without_subject(words, content, rule)
    content = without_titles(words, content, rule.cue)
    content = with_modifiers(words, content, rule.cue)
    content = with_coordinated(words, content, rule.cue)
    if rule.rule == "object":
        content = without_aside(words, without_occasion(words, content, rule.cue), rule.cue)
    content = before_next_clause(words, after_speech_cut(words, content - core, rule.cue), rule.cue)
    content = one_side(words, both_sides(completed(words, content, rule), rule) - core, span)
    return replace(rule, span=span, source=source, content=tuple(trimmed(words, content)))


def _takes_in(words: Words, source: Run, rule: Attribution) -> bool:
    """Whether a source also has what is said: "to the carrier, the Ann, an official said"; no comma ends the name."""
    first, last = rule.source
    return source[0] < first - 1 and source[1] == last == rule.span[0] and words.text[first - 1] == ","


def completed(words: Words, content: set[int], rule: Attribution) -> set[int]:
    """Content with what it lacks of the clause the rules find, inside or at its end."""
    clause = rule.tokens()
    for (_, last), (first, _) in pairwise(words.runs(content)):
        gap = {i for i in range(last, first) if words.pos[i] != "PUNCT"}
        if gap <= clause:
            content = content | gap
    if rule.rule not in CLAUSAL or not content or rule.cue > min(content):
        return content
    more = {i for i in rule.tokens() if i > max(content)}
    if more and all(words.pos[i] == "PUNCT" for i in range(max(content) + 1, min(more))):
        content = content | more
    return content


def both_sides(content: set[int], rule: Attribution) -> set[int]:
    """Content of a clause of saying set into a sentence ("X, she said, and Y"), with the side that the labels lack."""
    if rule.rule != "parataxis" or not content:
        return content
    ahead = {i for i in rule.tokens() if i < rule.cue}
    behind = rule.tokens() - ahead
    return content.union(*(side for side in (ahead, behind) if not side & content))


def one_side(words: Words, content: set[int], span: Run) -> set[int]:
    """Content of a verb that goes on without what stands before it: “X”, he said, adding that Y."""
    first = span[0]
    while first > 0 and (words.pos[first - 1] in ("ADV", "AUX", "PART") or words.mark[first - 1]):
        first -= 1
    goes_on = words.tag[first - 1] == "CC" or (words.tag[span[1] - 1] == "VBG" and words.text[first - 1] == ",")
    behind = {i for i in content if i >= span[1]}
    return behind if first > 0 and goes_on and len(behind) > 2 else content


def without_subject(words: Words, content: set[int], rule: Attribution) -> set[int]:
    """Content of a passive that names nobody ("is expected to") without its subject, which the verb itself has."""
    subject = words.child(rule.cue, "nsubjpass")
    drop = rule.source[0] < 0 and subject in content and words.child(rule.cue, "xcomp") >= 0
    return ({i for i in content if i > rule.cue} or content) if drop else content


def _snapped(words: Words, content: set[int], rule: Attribution) -> set[int]:
    """Content with whole quotations: those half covered, and all of the rules' quotations when one is touched."""
    own = words.quotation[rule.cue]
    ruled = {i for i in rule.tokens() if words.quotation[i] >= 0 and words.quotation[i] != own}
    if ruled & content:
        content = content | {i for q in {words.quotation[i] for i in ruled} for i in range(*words.quotations[q])}
    for q in {words.quotation[i] for i in content} - {own, -1}:
        inside = set(range(*words.quotations[q]))
        if len(inside & content) >= 0.5 * len(inside):
            content = content | inside
    return content


def _tidy(words: Words, source: Run) -> Run:
    """A source without a relative clause that a quotation cuts off, and without a comma at its end."""
    first, last = source
    if first < 0:
        return source
    if last < len(words) and (words.mark[last] or words.quotation[last] >= 0):
        last = next((i for i in range(first + 1, last) if words.tag[i] in ("WP", "WDT")), last)
    while last - 1 > first and words.text[last - 1] in (",", ";", ":", "—", "--"):
        last -= 1
    return first, last


def _run_with(words: Words, tokens: set[int], cue: int) -> Run | None:
    runs = words.runs(tokens)
    return next((run for run in runs if run[0] <= cue < run[1]), None)


def _longest(words: Words, tokens: set[int], cue: int) -> Run | None:
    runs = words.runs(tokens)
    return max(runs, key=lambda r: (r[1] - r[0], -abs(r[0] - cue)), default=None)
