"""What the labelling stage sees of the tokens round each cue, all windows of an article at once, as strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from mediakit.measure.attribution.cues import reporting
from mediakit.measure.attribution.features import BUCKETS, CONTENT, CUE, OTHER, SOURCE
from mediakit.measure.attribution.found import Attribution
from mediakit.measure.attribution.words import Words

Ints = np.ndarray[Any, np.dtype[np.int64]]
STEPS = 3
"""Heads above a cue from which paths start."""
NEAR = 4
"""Tokens from a cue up to which a path is told with its word."""

TEMPLATES = (
    "t={tag}|{standing}",
    "w={lower}",
    "d={dep}",
    "r={before}{label}{after}",
    "r={label}|{inside}|{side}|{offset}",
    "r={label}|w={lower}",
    "r={label}|t={tag}|{side}",
    "r={label}|d={dep}|{side}",
    "r={label}|k={kind}|{inside}",
    "r={label}|x={lemma}",
    "p={path}|{kind}",
    "p={path}|r={label}",
    "p={path}|x={lemma}",
    "s={side}{distance}|r={label}",
    "b={beyond}|{inside}|{side}|r={label}",
)
"""One feature a token each. `label`, `before` and `after` are the rules' own labels."""
NEAR_TEMPLATE, FAR_TEMPLATE = "p={path}|{lower}", "r={label}|{rule}|{inside}|{side}"
"""One more: the first within `NEAR` tokens of the cue, the second beyond."""


@dataclass(frozen=True)
class Column:
    """One attribute of tokens: numbers, and what each number stands for."""

    codes: Ints
    values: Sequence[Any]

    def of(self, places: Ints) -> Column:
        return Column(self.codes[places], self.values)


def feature_columns(
    words: Words, rules: Sequence[Attribution], windows: Sequence[tuple[int, int]]
) -> Iterator[tuple[Ints, Column]]:
    """The features of the tokens of all windows, one window after the other: their places, and a feature of each."""
    columns = _columns(words, rules, windows)
    near = columns.pop("near").codes
    every = np.arange(len(near))
    yield from ((every, _filled(template, columns, every)) for template in TEMPLATES)
    for template, places in ((NEAR_TEMPLATE, np.flatnonzero(near)), (FAR_TEMPLATE, np.flatnonzero(near == 0))):
        if len(places):
            yield places, _filled(template, columns, places)


def feature_rows(words: Words, rule: Attribution, first: int, last: int) -> list[list[str]]:
    """The features of each token of one window."""
    rows: list[list[str]] = [[] for _ in range(last - first)]
    for places, column in feature_columns(words, [rule], [(first, last)]):
        for place, code in zip(places.tolist(), column.codes.tolist(), strict=True):
            rows[place].append(column.values[code])
    return rows


def _filled(template: str, columns: dict[str, Column], places: Ints) -> Column:
    """A template filled in: each distinct combination of values once, however many tokens have it."""
    names = [part.split("}")[0] for part in template.split("{")[1:]]
    parts = [columns[name] if len(places) == len(columns[name].codes) else columns[name].of(places) for name in names]
    mixed = parts[0].codes
    for part in parts[1:]:
        mixed = mixed * len(part.values) + part.codes
    _, samples, codes = np.unique(mixed, return_index=True, return_inverse=True)
    chosen = [[part.values[c] for c in part.codes[samples].tolist()] for part in parts]
    form = template
    for name in names:
        form = form.replace("{" + name + "}", "%s")
    return Column(codes, [form % values for values in zip(*chosen, strict=True)])


def _interned(values: Iterable[str]) -> Column:
    index: dict[str, int] = {}
    codes = [index.setdefault(value, len(index)) for value in values]
    return Column(np.array(codes, dtype="int64"), list(index))


def _columns(words: Words, rules: Sequence[Attribution], windows: Sequence[tuple[int, int]]) -> dict[str, Column]:
    """The attributes that the templates name, one window after the other, and whether a token is near its cue."""
    lengths = [last - first for first, last in windows]
    ends = np.cumsum(lengths)
    tokens = np.concatenate([np.arange(first, last) for first, last in windows])
    which = np.repeat(np.arange(len(rules)), lengths)
    cue, start, end = (
        np.array(numbers)[which]
        for numbers in ([r.cue for r in rules], [r.span[0] for r in rules], [r.span[1] for r in rules])
    )
    low, high = int(tokens.min()), int(tokens.max()) + 1
    here = tokens - low

    def each(values: Sequence[str]) -> Column:
        return _interned(values[low:high]).of(here)

    labels = np.concatenate([rule_labels(rule, *window) for rule, window in zip(rules, windows, strict=True)])
    before, after = np.append(5, labels[:-1]), np.append(labels[1:], 5)
    before[ends[:-1]] = after[ends - 1] = 5
    quotation = np.array(words.quotation)
    mark = np.array(words.mark)[tokens]
    quoted, own = quotation[tokens], quotation[cue]
    sentence = np.array(words.sentence)
    offset = sentence[tokens] - sentence[cue]
    least = int(offset.min())
    gap = np.abs(tokens - cue)
    entries = [reporting(words, rule.cue) for rule in rules]
    kinds = (
        f"{e.word[0]}{e.strength[0]}" if e else words.tag[rule.cue][:2] for e, rule in zip(entries, rules, strict=True)
    )
    routes = (path for rule, window in zip(rules, windows, strict=True) for path in paths(words, rule.cue, *window))
    left, right = (np.array(numbers)[which] for numbers in _bounds(words, rules, windows))
    return {
        "tag": each(words.tag),
        "lower": each(words.lower),
        "dep": each(words.dep),
        "standing": Column(np.where(quoted >= 0, 0, np.where(mark, 1, 2)), "qmo"),
        "label": Column(labels, "0123"),
        "before": Column(before, "0123?b"),
        "after": Column(after, "0123?e"),
        "inside": Column(np.where(mark, 0, np.where(quoted < 0, 1, np.where(quoted == own, 2, 3))), "mosq"),
        "side": Column(np.where(tokens < start, 0, np.where(tokens >= end, 1, 2)), "lrc"),
        "offset": Column(offset - least, range(least, int(offset.max()) + 1)),
        "distance": Column(np.array((*BUCKETS, 9))[np.minimum(gap, len(BUCKETS))], range(10)),
        "kind": _interned(kinds).of(which),
        "lemma": _interned(words.lemma[rule.cue].lower() for rule in rules).of(which),
        "rule": _interned(rule.rule for rule in rules).of(which),
        "path": _interned(routes),
        "beyond": Column(((tokens < left) | (tokens > right)).astype("int64"), "01"),
        "near": Column((gap < NEAR).astype("int64"), "01"),
    }


def _bounds(
    words: Words, rules: Sequence[Attribution], windows: Sequence[tuple[int, int]]
) -> tuple[list[int], list[int]]:
    """The next verbs of saying on either side of each cue: what is beyond them is likely theirs."""
    lefts, rights = [], []
    for rule, (first, last) in zip(rules, windows, strict=True):
        start, end = rule.span
        lefts.append(next((i for i in range(start - 1, first - 1, -1) if _says(words, i)), -1))
        rights.append(next((i for i in range(end, last) if _says(words, i)), len(words)))
    return lefts, rights


def _says(words: Words, i: int) -> bool:
    if words.quotation[i] >= 0 or not words.tag[i].startswith("VB"):
        return False
    entry = reporting(words, i)
    return entry is not None and entry.strength == "core"


def rule_labels(rule: Attribution, first: int, last: int) -> Ints:
    """The rules' label of each token of a window."""
    labels = np.full(last - first, OTHER, dtype="int64")
    for (a, b), label in (*((run, CONTENT) for run in rule.content), (rule.source, SOURCE), (rule.span, CUE)):
        labels[max(a - first, 0) : max(b - first, 0)] = label
    return labels


def paths(words: Words, cue: int, first: int, last: int) -> list[str]:
    """The dependency path from a cue to each token of its window: steps up, then the labels down."""
    found = ["none"] * (last - first)
    seen = {cue}
    above = [(cue, ".")]
    at, steps = cue, "."
    for _ in range(STEPS):
        if words.head[at] == at:
            break
        steps += "^" + words.dep[at]
        at = words.head[at]
        above.append((at, steps))
        seen.add(at)
    for top, base in above:
        stack = [(top, base, 0)]
        while stack:
            i, base, depth = stack.pop()
            if first <= i < last:
                found[i - first] = base
            for c in words.children[i]:
                if c not in seen:
                    stack.append((c, f"{base}/{words.dep[c]}", depth + 1) if depth < 2 else (c, base, depth))
    return found
