"""Tables of articles: a DataFrame, or a .csv, .jsonl or .parquet file with its columns; one row an article."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.corpus import Article, Problem
from mediakit.errors import ReadError, TableError
from mediakit.read import page, sidecar
from mediakit.read.encoding import decode

SUFFIXES = (".csv", ".jsonl", ".parquet")
REQUIRED = ("article_id", "outlet", "text")


def read_file(path: Path) -> pd.DataFrame:
    """The table in a file, every column as the file has it."""
    try:
        if path.suffix.lower() == ".parquet":
            return pd.read_parquet(path)
        text = decode(path.read_bytes(), str(path))
        if path.suffix.lower() == ".jsonl":
            return pd.read_json(StringIO(text), lines=True, dtype=False)
        return pd.read_csv(StringIO(text), dtype=str, keep_default_na=False, na_values=[""])
    except ReadError:
        raise
    except OSError as error:
        raise ReadError(str(path), "", f"cannot be opened: {error.strerror or error}") from None
    except Exception as error:  # each format's parser has exceptions of its own
        reason = " ".join(str(error).split())
        raise ReadError(str(path), "", f"not a {path.suffix.lower()} table: {reason}") from None


def read_table(table: pd.DataFrame, source: str, *, clean: bool = True) -> Iterator[tuple[str, Article | Problem]]:
    """The articles of a table in its order, each with its place; a row that cannot be read is a problem.

    Raises
    ------
    TableError
        When a column is missing, or the table has no row.
    """
    for name in REQUIRED:
        if name not in table:
            columns = ", ".join(map(str, table.columns)) or "no column at all"
            raise TableError(f"{source}: no column {name!r}; it has {columns}; needed are {', '.join(REQUIRED)}")
    if table.columns.has_duplicates:
        name = table.columns[table.columns.duplicated()][0]
        raise TableError(f"{source}: two columns are called {name!r}; rename one")
    names = [str(name) for name in table.columns]
    for number, values in enumerate(table.itertuples(index=False, name=None)):
        for item in _row(dict(zip(names, values, strict=True)), source, f"row {number}", clean):
            yield f"row {number}", item


def _row(row: dict[str, Any], source: str, place: str, clean: bool) -> Iterator[Article | Problem]:
    article_id = row["article_id"]
    if sidecar.empty(article_id):
        yield Problem(source, place, "no article_id; the row is not read")
        return
    if isinstance(article_id, float) and article_id.is_integer():  # pandas turns integers beside a null into floats
        article_id = int(article_id)
    article_id = str(article_id)
    where = f"{place}, {article_id}"
    if sidecar.empty(row["text"]):
        yield Problem(source, where, "the text is empty; the row is not read")
        return
    if not isinstance(row["text"], str):
        yield Problem(source, where, f"the text is {_a(row['text'])}, not a string; the row is not read")
        return
    if sidecar.empty(row["outlet"]):
        yield Problem(source, where, "no outlet; the row is not read")
        return
    fields, problems = sidecar.known({name: row[name] for name in sidecar.FIELDS if name in row}, source, where)
    yield from problems
    taken = {*sidecar.FIELDS, *sidecar.COMPUTED, "article_id"}
    fields["extra"] = tuple((name, value) for name, value in row.items() if name not in taken)
    make = page.article if clean else page.as_given
    try:
        yield make(row["text"], article_id, source, fields)
    except ReadError as error:
        yield Problem(source, where, error.reason)


def _a(value: Any) -> str:
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"
