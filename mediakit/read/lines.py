"""A page as blocks: the paragraphs and single lines of a raw text, each knowing where it stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from mediakit.corpus import Cut
from mediakit.read import shape
from mediakit.read.characters import even

PARAGRAPH_END = re.compile(r"""[.!?:…][\"'”’)\]»]*$""")
WRAP_WIDTH = 110
"""Hard-wrapped text has no line longer than this."""


@dataclass(frozen=True)
class Segment:
    """Characters start to end of one raw line (from 1), without the white space around them."""

    line: int
    start: int
    end: int
    text: str

    def cut(self, reason: str) -> Cut:
        return Cut(self.line, self.start, self.end, self.text, reason)


@dataclass(frozen=True)
class Block:
    """One paragraph or line of a page: the raw segments it is made of."""

    segments: tuple[Segment, ...]

    @cached_property
    def text(self) -> str:
        """The block as it reads, its characters made even."""
        return even(" ".join(segment.text for segment in self.segments))

    @cached_property
    def look(self) -> shape.Look:
        return shape.look(self.text)

    def cuts(self, reason: str) -> list[Cut]:
        return [segment.cut(reason) for segment in self.segments]

    def without_end(self, length: int, reason: str) -> tuple[Block, list[Cut]]:
        """The block without the last `length` characters of its last segment, and these as a cut."""
        last = self.segments[-1]
        kept = last.text[:-length].rstrip()
        at = last.end - length
        rest = Segment(last.line, last.start, last.start + len(kept), kept)
        cut = Cut(last.line, at, last.end, last.text[-length:], reason)
        return Block((*self.segments[:-1], rest) if kept else self.segments[:-1]), [cut]

    def without_start(self, length: int, reason: str) -> tuple[Block, list[Cut]]:
        """The block without the first `length` characters of its first segment, and these as a cut."""
        first = self.segments[0]
        kept = first.text[length:].lstrip()
        rest = Segment(first.line, first.end - len(kept), first.end, kept)
        cut = Cut(first.line, first.start, first.start + length, first.text[:length], reason)
        return Block((rest, *self.segments[1:]) if kept else self.segments[1:]), [cut]


def blocks(raw: str) -> list[Block]:
    """The blocks of a raw text: a line is one, unless the text is hard-wrapped, where an unbroken run of lines is."""
    runs: list[list[Segment]] = [[]]
    for number, line in enumerate(raw.split("\n"), start=1):
        text = line.strip()
        if even(text) if len(text) < 20 else text:
            start = len(line) - len(line.lstrip())
            runs[-1].append(Segment(number, start, start + len(text), text))
        elif runs[-1]:
            runs.append([])
    runs = [run for run in runs if run]
    if _wrapped(runs):
        return [Block(tuple(run)) for run in runs]
    return [Block((segment,)) for run in runs for segment in run]


def _wrapped(runs: list[list[Segment]]) -> bool:
    """Whether a text is hard-wrapped: no long line, and most lines inside a run break off in mid-sentence."""
    if len(runs) < 2 or max(len(segment.text) for run in runs for segment in run) > WRAP_WIDTH:
        return False
    inner = [segment.text for run in runs for segment in run[:-1]]
    if len(inner) < 4:
        return False
    widest = max(map(len, inner))
    broken = sum(1 for text in inner if len(text) > 0.75 * widest and not PARAGRAPH_END.search(text))
    return broken > 0.6 * len(inner)
