"""Attributions whose cue is a mark: a speaker's label with a colon, a dash and a name after a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mediakit.measure.attribution.arguments import trimmed
from mediakit.measure.attribution.found import Attribution, Run
from mediakit.measure.attribution.words import Words


def punctuated(words: Words) -> Iterator[Attribution]:
    """Attributions whose cue is a mark: “X” — Name at a paragraph's end, and NAME: X at the start of one."""
    for a, b in words.paragraphs:
        if a < b and words.mark[a]:
            a += 1
        label = _label(words, a, b)
        if label > 0:
            one = Attribution(
                label, (label, label + 1), (a, label), _runs(words, range(label + 1, b)), "speaker label", 0.95
            )
            if one.content:
                yield one
    yield from _inline(words)
    yield from _signed(words)


LONGEST_LABEL = 8
"""Tokens of the longest label of a speaker inside a paragraph."""


def _inline(words: Words) -> Iterator[Attribution]:
    """Quotations behind a speaker's label inside a paragraph: It came early - Ann Berg: “X”."""
    for a, b in words.quotations:
        colon = a - 1
        while colon > 0 and (words.mark[colon] or words.pos[colon] == "SPACE"):
            colon -= 1
        if b - a < 4 or colon < 1 or words.text[colon] != ":" or words.paragraph[colon] != words.paragraph[a]:
            continue
        low = max(words.paragraphs[words.paragraph[a]][0], colon - LONGEST_LABEL)
        first = colon
        while first > low and words.tag[first - 1] in LABEL_TAGS and words.quotation[first - 1] < 0:
            first -= 1
        opens = first == low or words.text[first - 1] in (*DASHES, "From", "from") or words.tag[first - 1] == "."
        named = any(words.tag[i].startswith("NNP") for i in range(first, colon))
        runs = _runs(words, range(a, b))
        if opens and runs and first < colon and (named or words.lower[colon - 1] in HEADLINE_SOURCES):
            yield Attribution(colon, (colon, colon + 1), (first, colon), runs, "speaker label", 0.9)


LABEL_TAGS = ("NNP", "NNPS", "NN", "NNS", "DT", "JJ", "CC", "POS")


def _signed(words: Words) -> Iterator[Attribution]:
    """Quotations with a dash and a name after them, the name ending the line."""
    for a, b in words.quotations:
        if b - a < 4:
            continue
        high = words.paragraphs[words.paragraph[a]][1]
        dash = b
        while dash < high and (words.mark[dash] or words.pos[dash] == "SPACE"):
            dash += 1
        if dash >= high or words.text[dash] not in DASHES:
            continue
        first = dash + 1
        while first < high and words.pos[first] == "SPACE" and "\n" not in words.text[first]:
            first += 1
        last = first
        while last < min(high, first + 12) and words.quotation[last] < 0 and "\n" not in words.text[last]:
            if words.mark[last] or words.tag[last].startswith("VB") or words.text[last] in DASHES:
                break
            last += 1
        ends = last == high or "\n" in words.text[last] or words.mark[last]
        while last > first and words.text[last - 1] in (".", ";"):
            last -= 1
        if ends and last > first and words.text[first][0].isupper():
            runs = _runs(words, range(a, b))
            if runs:
                yield Attribution(dash, (dash, dash + 1), (first, last), runs, "dash after quotation", 0.9)


HEADLINE_SOURCES = frozenset(
    """poll polls report reports study survey police official officials source sources experts analysts insiders
    critics editorial""".split()
)
DASHES = ("―", "—", "–", "--", "-")


def _label(words: Words, a: int, b: int) -> int:
    """The colon after a speaker's label at the start of a paragraph (NAME: what is said), or -1."""
    for i in range(a, min(b - 2, a + 7)):
        if words.text[i] == ":":
            head = range(a, i)
            named = all(words.text[j][0].isupper() or words.text[j] in (".", "-", "’s", "'s") for j in head)
            capitals = all(words.text[j].isupper() or words.text[j] in ".-" for j in head)
            quoted = words.mark[i + 1]
            headline = (
                words.paragraph[a] == 0
                and b - a < 25
                and (_known(words, words.text[i - 1]) or words.lower[i - 1] in HEADLINE_SOURCES)
            )
            speaks = (capitals and i - a <= 4 and any(len(words.text[j]) > 2 for j in head)) or quoted or headline
            return i if i > a and named and speaks else -1
        if words.pos[i] in ("VERB", "AUX") and not words.text[i].isupper():
            return -1
    return -1


def _known(words: Words, name: str) -> bool:
    """Whether a word is the name of somebody, or the end of one, anywhere in the article."""
    return any(t == name and e in ("PERSON", "ORG") for t, e in zip(words.text, words.entity, strict=True))


def _runs(words: Words, tokens: Iterable[int]) -> tuple[Run, ...]:
    return tuple(trimmed(words, set(tokens)))
