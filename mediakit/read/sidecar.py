"""The sidecar articles.csv: what the caller knows of the articles in a folder, and the page does not say."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.corpus import Problem
from mediakit.errors import ReadError
from mediakit.read.encoding import decode
from mediakit.tables import ARTICLES, KINDS

NAME = "articles.csv"
COMPUTED = ("n_words", "sha256", "text")
FIELDS = tuple(name for name in ARTICLES.names if name not in (*COMPUTED, "article_id"))
"""Columns of `articles` that can be given."""


@dataclass(frozen=True)
class Sidecar:
    """Fields by article_id, and what was wrong with the file."""

    fields: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    source: str = ""

    def unused(self, read: set[str], seen: set[str]) -> list[Problem]:
        """A problem for each id that no article has; a file that could not be read has its own."""
        return [
            Problem(self.source, f"line {line}", f"there is no article {article_id!r}; the row is not used")
            for article_id, line in self.lines.items()
            if article_id not in read | seen
        ]


def load(path: Path) -> Sidecar:
    """The sidecar at a path; one that cannot be used at all is a problem and no fields."""
    source = str(path)
    try:
        rows = csv.DictReader(io.StringIO(decode(path.read_bytes(), source).lstrip("\ufeff"), newline=""))
        names = [name.strip() for name in rows.fieldnames or []]
        rows.fieldnames = names
    except (ReadError, OSError, csv.Error) as error:
        reason = error.reason if isinstance(error, ReadError) else str(error)
        return Sidecar(problems=(Problem(source, "", reason),), source=source)
    if "article_id" not in names:
        reason = f"no column 'article_id'; it has {', '.join(names)}; nothing of it is used"
        return Sidecar(problems=(Problem(source, "", reason),), source=source)
    problems = [
        Problem(source, f"column {name}", f"{name!r} is not a column of articles that can be given; {_able()}")
        for name in names
        if name and name != "article_id" and name not in FIELDS
    ]
    fields: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    try:
        for row in rows:
            line = rows.line_num
            article_id = (row.get("article_id") or "").strip()
            if not article_id:
                if any(value for value in row.values()):
                    problems.append(Problem(source, f"line {line}", "no article_id; the row is not used"))
                continue
            if article_id in fields:
                problems.append(Problem(source, f"line {line}", f"a second row for {article_id!r}; it is not used"))
                continue
            fields[article_id], wrong = known(
                {name: row.get(name) for name in names if name in FIELDS}, source, f"line {line}"
            )
            lines[article_id] = line
            problems += wrong
    except csv.Error as error:
        problems.append(Problem(source, f"line {rows.line_num}", f"not CSV: {error}; what follows is not used"))
    return Sidecar(fields, lines, tuple(problems), source)


def known(row: Mapping[str, Any], source: str, place: str) -> tuple[dict[str, Any], list[Problem]]:
    """The fields of one row as an Article wants them, and a problem for each that cannot be used."""
    fields: dict[str, Any] = {}
    problems = []
    for name, value in row.items():
        if empty(value):
            continue
        try:
            fields[name] = _value(name, value)
        except (ValueError, TypeError, OverflowError):
            problems.append(Problem(source, f"{place}, {name}", f"{value!r} is not {_what(name)}; it is left out"))
    return fields, problems


def empty(value: Any) -> bool:
    """Whether a cell holds nothing."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (not isinstance(value, (list, tuple, dict, set)) and bool(pd.isna(value)))


def _value(name: str, value: Any) -> Any:
    if name == "published":
        return _time(value)
    if name == "utc_offset":
        offset = float(value)
        if offset != int(offset) or abs(offset) > 14 * 60:
            raise ValueError
        return int(offset)
    text = str(value).strip()
    if name == "kind" and text not in KINDS:
        raise ValueError
    return text


def _time(value: Any) -> datetime:
    """A local time; a zone written with it is dropped, since `published` is the time as stated."""
    if isinstance(value, (bool, int, float)):
        raise TypeError
    time = pd.Timestamp(value)
    if pd.isna(time):
        raise ValueError
    return time.tz_localize(None).to_pydatetime(warn=False) if time.tzinfo else time.to_pydatetime(warn=False)


def _what(name: str) -> str:
    return {
        "published": "a day or time such as 2025-10-28 or 2025-10-28 19:55",
        "utc_offset": "a whole number of minutes east of UTC",
        "kind": f"one of {', '.join(KINDS)}",
    }.get(name, "text")


def _able() -> str:
    return f"columns that can be: {', '.join(FIELDS)}"
