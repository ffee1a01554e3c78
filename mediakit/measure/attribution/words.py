"""A parsed article as plain lists, which are many times faster to walk than spaCy's tokens."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from mediakit.measure.quotations import quotation_spans
from mediakit.measure.rows import paragraph_spans, per_article
from mediakit.parse import ParsedArticle


@dataclass(frozen=True)
class Words:
    """Token attributes, each a list with an entry a token.

    `paragraph` and `sentence` are ordinals, `quotation` the ordinal of the quotation a token stands in or -1;
    `mark` is true for quotation marks, `left` and `right` are the first and last token of a token's subtree;
    `reporting` keeps the lexicon's entries once looked up.
    """

    text: list[str]
    lower: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    entity: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    sentence: list[int]
    sentences: list[tuple[int, int]]
    paragraph: list[int]
    paragraphs: list[tuple[int, int]]
    quotation: list[int]
    quotations: list[tuple[int, int]]
    quotation_offsets: list[tuple[int, int]]
    mark: list[bool]
    reporting: dict[int, Any] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.text)

    def subtree(self, i: int) -> set[int]:
        """A token and everything below it."""
        if self.right[i] - self.left[i] == 0:
            return {i}
        found, stack = {i}, [i]
        while stack:
            for child in self.children[stack.pop()]:
                if child not in found:
                    found.add(child)
                    stack.append(child)
        return found

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        return _above(self.head, i)

    def child(self, i: int, *deps: str) -> int:
        """The first child with one of the dependency labels, or -1."""
        return next((c for c in self.children[i] if self.dep[c] in deps), -1)

    def runs(self, tokens: Iterable[int]) -> list[tuple[int, int]]:
        """Contiguous runs of token numbers, as first and one past the last."""
        runs: list[tuple[int, int]] = []
        for i in sorted(tokens):
            if runs and runs[-1][1] == i:
                runs[-1] = (runs[-1][0], i + 1)
            else:
                runs.append((i, i + 1))
        return runs


MARKS = frozenset("\"“”„‟«»″‘’‹›'`")


@per_article
def words_of(reading: ParsedArticle) -> Iterator[Words]:
    """The words of one article; there is just one in the tuple."""
    yield _words(reading)


def _words(reading: ParsedArticle) -> Words:
    doc = reading.doc
    n = len(doc)
    strings = doc.vocab.strings
    names: dict[int, str] = {0: ""}

    def column(name: str) -> list[str]:
        keys = doc.to_array(name).tolist() if n else []
        for key in set(keys) - names.keys():
            names[key] = strings[key]
        return [names[key] for key in keys]

    head = [i + offset for i, offset in enumerate(doc.to_array("HEAD").astype("int64").tolist())] if n else []
    texts, tags = column("ORTH"), column("TAG")
    start = doc.to_array("IDX").tolist() if n else []
    start = [int(s) for s in start]
    end = [s + len(t) for s, t in zip(start, texts, strict=True)]
    lower, deps = column("LOWER"), column("DEP")
    resumed(head, deps, tags, lower)
    children: list[list[int]] = [[] for _ in range(n)]
    for i, h in enumerate(head):
        if h != i:
            children[h].append(i)
    left, right = list(range(n)), list(range(n))
    for _ in range(3):  # heads are left or right of their children: few passes settle non-projective arcs too
        changed = False
        for order in (range(n), range(n - 1, -1, -1)):
            for i in order:
                h = head[i]
                if left[i] < left[h]:
                    left[h], changed = left[i], True
                if right[i] > right[h]:
                    right[h], changed = right[i], True
        if not changed:
            break
    firsts = [i for i, flag in enumerate(doc.to_array("SENT_START").tolist()) if flag == 1 or i == 0] if n else []
    sentences = list(pairwise([*firsts, n])) if n else []
    sentence = [k for k, (a, b) in enumerate(sentences) for _ in range(a, b)]
    bounds = [(bisect_left(start, a), bisect_left(start, b)) for a, b in paragraph_spans(reading)]
    paragraph = [0] * n
    for k, (a, b) in enumerate(bounds):
        paragraph[a : b + 1] = [k] * (min(n, b + 1) - a)
    offsets = list(quotation_spans(reading))
    quotation = [-1] * n
    quotations = []
    mark = [False] * n
    for k, (a, b) in enumerate(offsets):
        # A token belongs to a quotation when more than half of it stands inside.
        first, last = max(0, bisect_right(start, a) - 1), bisect_left(start, b)
        while first < last and end[first] <= a + (end[first] - start[first]) // 2:
            first += 1
        quotation[first:last] = [k] * (last - first)
        quotations.append((first, last))
        for i in (first - 1, last):
            if 0 <= i < n and texts[i].strip() and all(c in MARKS for c in texts[i]):
                mark[i] = True
    return Words(
        texts,
        _one_line(lower),
        [_spelt(*word) for word in zip(_one_line(column("LEMMA")), texts, tags, strict=True)],
        tags,
        column("POS"),
        deps,
        column("ENT_TYPE"),
        head,
        start,
        end,
        children,
        left,
        right,
        sentence,
        sentences,
        paragraph,
        bounds,
        quotation,
        quotations,
        offsets,
        mark,
    )


def resumed(head: list[int], dep: list[str], tag: list[str], lower: list[str]) -> None:
    """Hangs "of" on the noun that a participle between commas parts it from: "her plan, told in Oslo, of building".

    A comma never stands between a noun and its own "of", but the parser takes the noun before the comma, and the
    participle for a verb of the sentence.
    """
    for i in range(5, len(head)):
        if lower[i] != "of" or lower[i - 1] != ",":
            continue
        verb = next((j for j in _above(head, i) if lower[j - 1] == "," and tag[j] in ("VBN", "VBD")), -1)
        noun = verb - 2
        if not 0 <= noun < verb < i or tag[noun] != "NN" or verb in _above(head, noun):
            continue  # a noun that hangs on the verb is its subject: nothing is put in
        if not any(head[j] == verb and dep[j] in ("nsubj", "nsubjpass") for j in range(noun)):
            head[verb], dep[verb], tag[verb] = noun, "acl", "VBN"
            head[i], dep[i] = noun, "prep"


def _above(head: list[int], i: int) -> Iterator[int]:
    """The heads above a token, nearest first."""
    while head[i] != i:
        i = head[i]
        yield i


SHORT = re.compile(r"[^aeiou]+[aeiou][^aeiouswxy]")
ENDINGS = ("ed", "es", "ing")


def _spelt(lemma: str, form: str, tag: str) -> str:
    """The lemma of a verb, with the e that its form proves: who hopes is hoping, who hops is hopping."""
    if tag[:2] == "VB" and len(lemma) < 6 and form[len(lemma) :] in ENDINGS and SHORT.fullmatch(lemma.lower()):
        return lemma + "e"
    return lemma


def _one_line(words: list[str]) -> list[str]:
    """White space tokens as one space, since words become names of features, a line each."""
    return [word if word.isalnum() else "_".join(word.split()) or " " for word in words]
