"""Where in an article a long pattern is worth trying: round the words that every match of it has one of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediakit.measure.attribution.words import words_of
from mediakit.parse import ParsedArticle

REACH = 8
"""Tokens on either side of such a word that are looked at, more than any match has."""


def matches(reading: ParsedArticle, pattern: re.Pattern[str], near: list[tuple[int, int]]) -> Iterator[re.Match[str]]:
    """The matches of a pattern within stretches of an article."""
    for start, end in near:
        yield from pattern.finditer(reading.article.text, start, end)


def stretches(reading: ParsedArticle, anchor: re.Pattern[str]) -> list[tuple[int, int]]:
    """First and one past the last character of the stretches round tokens in which, in lower case, `anchor` is found.

    A stretch begins and ends with a token, and none touches another.
    """
    words = next(iter(words_of(reading)))
    anchors = {word for word in set(words.lower) if anchor.search(word)}
    found: list[tuple[int, int]] = []
    for i, word in enumerate(words.lower):
        if word in anchors:
            first, last = max(0, i - REACH), min(len(words), i + REACH + 1)
            if found and first <= found[-1][1]:
                first = found.pop()[0]
            found.append((first, last))
    return [(words.start[first], words.end[last - 1]) for first, last in found]
