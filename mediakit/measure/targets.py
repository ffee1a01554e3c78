"""Targets that a researcher gives: stretches of articles, checked row by row."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from mediakit.errors import MediakitError

COLUMNS = ("article_id", "start", "end")


def spans_of(targets: pd.DataFrame, texts: Mapping[str, str]) -> dict[str, tuple[tuple[int, int], ...]]:
    """The stretches of each article that a table of targets names; equal ones once.

    Parameters
    ----------
    targets
        With article_id, start, end, and maybe text.
    texts
        The text of each article.

    Raises
    ------
    MediakitError
        Naming the row, for an article that is not there, offsets that are no whole numbers or outside its text, or a
        `text` that is not what stands there.
    """
    if not isinstance(targets, pd.DataFrame):
        raise MediakitError(
            f"sentiment_toward: targets is a {type(targets).__name__}; it must be a table with {', '.join(COLUMNS)}"
        )
    columns = [str(name) for name in targets.columns]
    for name in COLUMNS:
        if columns.count(name) != 1:
            what = "no column" if name not in columns else "more than one column"
            raise MediakitError(f"sentiment_toward: targets has {what} {name!r}; it has {', '.join(columns) or 'none'}")
    found: dict[str, dict[tuple[int, int], None]] = {}
    wanted = targets["text"] if columns.count("text") == 1 else [None] * len(targets)
    rows = zip(*(targets[name] for name in COLUMNS), wanted, strict=True)
    for number, (article_id, first, last, words) in enumerate(rows):
        where = f"sentiment_toward: row {number} of targets"
        if not isinstance(article_id, str) or article_id not in texts:
            raise MediakitError(f"{where}: no article {article_id!r} in the corpus; it has {_some(list(texts))}")
        text = texts[article_id]
        if _empty(first) or _empty(last):
            raise MediakitError(f"{where}: start or end is empty")
        if not (_whole(first) and _whole(last)):
            raise MediakitError(f"{where}: {first!r} to {last!r} are no whole numbers of characters")
        start, end = int(first), int(last)
        if start >= end:
            raise MediakitError(f"{where}: its end, {end}, is not after its start, {start}")
        if not 0 <= start < end <= len(text):
            raise MediakitError(f"{where}: {start} to {end} is not in {article_id}, which has {len(text)} characters")
        if not _empty(words) and str(words) != text[start:end]:
            raise MediakitError(f"{where}: {article_id} has {text[start:end]!r} at {start} to {end}, not {words!r}")
        found.setdefault(article_id, {})[start, end] = None
    return {article_id: tuple(spans) for article_id, spans in found.items()}


def _empty(value: object) -> bool:
    missing = value is None or value is pd.NA or value is pd.NaT
    return missing or (isinstance(value, (float, np.floating)) and bool(np.isnan(value)))


def _whole(value: object) -> bool:
    """Whether a value is a whole number; 3.0 is one, since a column with gaps holds floats."""
    if isinstance(value, (bool, np.bool_)):
        return False
    return isinstance(value, (int, np.integer)) or (
        isinstance(value, (float, np.floating)) and float(value).is_integer()
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
