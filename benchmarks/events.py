"""Reads invented events: each told by several articles, with the words that report each fact marked in the text.

A file holds `# event:` and `# date:` lines, a line `F1: label` a fact, and articles that begin with `= outlet | kind`;
[F1|these words] report fact F1, and marks may nest. benchmarks/events/README.md says how the files came about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import mediakit as mk

OPENING = re.compile(r"\[(F\d+(?:\s*,\s*F\d+)*)\|")

Span = tuple[str, int, int]


@dataclass(frozen=True)
class Event:
    """An invented event: its articles as a corpus, and the passages that report each fact."""

    name: str
    corpus: mk.Corpus
    passages: dict[str, list[Span]]


def read_event(path: Path) -> Event:
    """The event of one file.

    Raises
    ------
    ValueError
        When a mark is not closed.
    """
    name, date = path.stem, None
    articles: list[tuple[str, list[str]]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"#\s*date:\s*(\S+)", line):
            date = found[1]
        elif line.startswith("= "):
            articles.append((line[2:].split("|")[0].strip(), []))
        elif articles:
            articles[-1][1].append(line)
    rows, passages = [], defaultdict(list)
    for number, (outlet, lines) in enumerate(articles):
        key = f"{name}-{number}"
        text, spans = _unmarked("\n".join(lines).strip(), f"{path}, {outlet}")
        rows.append({"article_id": key, "outlet": outlet, "text": text, "published": date})
        for fact, start, end in spans:
            passages[fact].append((key, start, end))
    table = pd.DataFrame(rows).assign(published=lambda t: pd.to_datetime(t["published"]))
    return Event(name, mk.read(table, clean=False), dict(passages))


def read_events(folder: Path) -> list[Event]:
    """The events of all files of a folder, by name."""
    return [read_event(path) for path in sorted(folder.glob("*.txt"))]


def _unmarked(raw: str, where: str) -> tuple[str, list[tuple[str, int, int]]]:
    """The text without its marks, and fact, first character and one past the last of each mark."""
    text: list[str] = []
    length, at = 0, 0
    open_marks: list[tuple[list[str], int]] = []
    spans = []
    while at < len(raw):
        opening = OPENING.match(raw, at)
        if opening:
            open_marks.append((re.split(r"\s*,\s*", opening[1]), length))
            at = opening.end()
        elif raw[at] == "]" and open_marks:
            facts, start = open_marks.pop()
            spans.extend((fact, start, length) for fact in facts)
            at += 1
        else:
            text.append(raw[at])
            length, at = length + 1, at + 1
    if open_marks:
        raise ValueError(f"{where}: the mark of {open_marks[-1][0]} is not closed")
    return "".join(text), spans
