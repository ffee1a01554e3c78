"""Reading: folders, files, lists and DataFrames in, a Corpus out. Here it is only decided who reads what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path

import pandas as pd

from mediakit.corpus import Article, Corpus, Problem
from mediakit.errors import ReadError
from mediakit.read import sidecar, table, text

__all__ = ["read"]

Source = str | PathLike[str] | Article | pd.DataFrame

Found = tuple[str, str, Article | Problem]
"""Where an article or a problem comes from, the place in it, and the thing itself."""

QUIET = (".csv", ".md", ".toml", ".json", ".jsonl", ".parquet", ".yaml", ".yml", ".py")
"""Suffixes of files that stand beside articles in a folder and are passed over without a word."""

LATER = (".html", ".htm", ".pdf", ".docx", ".doc", ".rtf", ".odt", ".xml", ".warc", ".epub")


def read(source: Source | Iterable[Source], *, clean: bool = True) -> Corpus:
    """The articles in a folder, a file, a DataFrame, or a list of these.

    A folder is read with its subfolders: each .txt file is one article, and a file articles.csv beside them (column
    article_id and any column of `articles`) overrides what the pages say. A .csv, .jsonl or .parquet file that is named
    itself is a table of articles, as a DataFrame is: columns article_id, outlet, text; further columns are kept.

    Parameters
    ----------
    source
        Path of a folder or file, a DataFrame, an Article, or a list of these.
    clean
        Whether to cut furniture and make characters even. Without, the text stays exactly as given, so that offsets
        are the caller's own, and nothing is taken from the page.

    Raises
    ------
    ReadError
        For a path that does not exist, or when nothing at all can be read. One odd file among others is a row in
        `corpus.problems`.
    TableError
        For a table without the columns it needs.
    """
    read_ids: dict[str, str] = {}
    items: list[Article] = []
    problems: list[Problem] = []
    for where, place, item in _articles(source, clean):
        if isinstance(item, Problem):
            problems.append(item)
        elif item.article_id in read_ids:
            first = read_ids[item.article_id]
            reason = f"the id {item.article_id!r} is taken by {first}; rename one, since every article needs its own"
            problems.append(Problem(where, place, reason))
        else:
            read_ids[item.article_id] = f"{where}, {place}" if place else where
            items.append(item)
    problems = _distinct(problems)
    if not items:
        if problems:
            first_problem = problems[0]
            raise ReadError(first_problem.source, first_problem.place, first_problem.reason)
        raise ReadError(
            _name(source), "", "nothing to read; give a folder with .txt files, a file, a list or a DataFrame"
        )
    return Corpus(tuple(items), tuple(problems))


def _articles(source: Source | Iterable[Source], clean: bool) -> Iterator[Found]:
    if isinstance(source, Article):
        yield "Article", source.article_id, source
    elif isinstance(source, pd.DataFrame):
        yield from _rows(source, "DataFrame", clean)
    elif isinstance(source, (str, PathLike)) and str(source):
        yield from _path(Path(source), clean)
    elif isinstance(source, (Corpus, list, tuple, set, frozenset, Iterator)):
        yield from _list(source, clean)
    else:
        raise ReadError(_name(source), "", "cannot be read; give a folder, a file, a list of them, or a DataFrame")


def _list(sources: Iterable[Source], clean: bool) -> Iterator[Found]:
    for number, source in enumerate(sources):
        if not isinstance(source, (str, PathLike, Article, pd.DataFrame)):
            reason = f"item {number} of the list is {_name(source)}, not a path, an Article or a DataFrame"
            raise ReadError("list", "", reason)
        try:
            yield from _articles(source, clean)
        except ReadError as error:
            if isinstance(source, (str, PathLike)) and not Path(source).exists():
                raise
            yield error.source, error.place, Problem(error.source, error.place, error.reason)


def _path(path: Path, clean: bool) -> Iterator[Found]:
    try:
        exists = path.exists()
    except (OSError, ValueError):  # a text passed where a path belongs is too long for one
        exists = False
    if not exists:
        shown = str(path).replace("\0", "\\0")
        shown = shown if len(shown) <= 200 else f"{shown[:60]}…"
        raise ReadError(shown, "", "no such file or folder; check the path (a text itself is read from a DataFrame)")
    if path.is_dir():
        yield from _folder(path, clean)
    elif path.suffix.lower() in table.SUFFIXES:
        yield from _rows(table.read_file(path), str(path), clean)
    elif path.suffix.lower() in text.SUFFIXES:
        beside = sidecar.load(path.parent / sidecar.NAME) if (path.parent / sidecar.NAME).is_file() else None
        fields = beside.fields.get(path.stem) if beside else None
        for problem in beside.problems if beside else ():
            yield problem.source, problem.place, problem
        yield str(path), "", text.read_file(path, clean=clean, fields=fields)
    else:
        raise ReadError(str(path), "", _not_read(path))


def _rows(rows: pd.DataFrame, source: str, clean: bool) -> Iterator[Found]:
    if rows.empty and set(table.REQUIRED) <= set(rows.columns):
        raise ReadError(source, "", "the table has no row")
    for place, item in table.read_table(rows, source, clean=clean):
        yield source, place, item


def _folder(folder: Path, clean: bool) -> Iterator[Found]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _hidden(path.relative_to(folder))]
    sidecars = {path.parent: sidecar.load(path) for path in files if path.name == sidecar.NAME}
    read_ids: set[str] = set()
    seen: set[str] = set()
    for path in files:
        if path.suffix.lower() == ".txt":
            seen.add(path.stem)
            # The sidecar of the nearest folder above wins.
            above = [folder_ for folder_ in path.parents if folder_ in sidecars]
            fields = next((sidecars[f].fields[path.stem] for f in above if path.stem in sidecars[f].fields), None)
            try:
                yield str(path), "", text.read_file(path, clean=clean, fields=fields)
                read_ids.add(path.stem)
            except ReadError as error:
                yield str(path), "", Problem(error.source, error.place, error.reason)
        elif path.suffix.lower() not in QUIET:
            yield str(path), "", Problem(str(path), "", _not_read(path))
    for beside in sidecars.values():
        for problem in (*beside.problems, *beside.unused(read_ids, seen)):
            yield problem.source, problem.place, problem
    if not seen:
        raise ReadError(str(folder), "", "no .txt file in this folder or below it; save each article as one")


def _hidden(path: Path) -> bool:
    return any(part.startswith((".", "~$")) or part == "__MACOSX" for part in path.parts)


def _not_read(path: Path) -> str:
    if path.suffix.lower() in LATER:
        return f"mediakit does not read {path.suffix.lower()} yet; save the article's text as a .txt file"
    return "not a text file mediakit reads; it reads .txt, and tables of articles (.csv, .jsonl, .parquet)"


def _distinct(problems: list[Problem]) -> list[Problem]:
    """The problems with one row a source and place, as their table's key wants; reasons for one place are joined."""
    merged: dict[tuple[str, str], Problem] = {}
    for problem in problems:
        key = (problem.source, problem.place)
        if key in merged:
            if problem.reason not in merged[key].reason:
                merged[key] = replace(merged[key], reason=f"{merged[key].reason}; {problem.reason}")
        else:
            merged[key] = problem
    return list(merged.values())


def _name(source: object) -> str:
    if source is None:
        return "None"
    if isinstance(source, (list, tuple, set, frozenset)):
        return f"{'an empty' if not source else 'a'} {type(source).__name__}"
    return f"{type(source).__name__} {source!r}"[:80]
