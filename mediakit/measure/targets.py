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
    lacking = [name for name in COLUMNS if name not in targets]
    if lacking:
        present = ", ".join(map(str, targets.columns))
        raise MediakitError(f"sentiment_toward: targets has no column {lacking[0]!r}; it has {present}")
    found: dict[str, dict[tuple[int, int], None]] = {}
    for number, target in enumerate(targets.to_dict("records")):
        where = f"sentiment_toward: row {number} of targets"
        article_id = target["article_id"]
        if article_id not in texts:
            raise MediakitError(f"{where}: no article {article_id!r} in the corpus; it has {_some(list(texts))}")
        text = texts[article_id]
        if pd.isna(target["start"]) or pd.isna(target["end"]):
            raise MediakitError(f"{where}: start or end is empty")
        if not (_whole(target["start"]) and _whole(target["end"])):
            given = f"{target['start']!r} to {target['end']!r}"
            raise MediakitError(f"{where}: {given} are no whole numbers of characters")
        start, end = int(target["start"]), int(target["end"])
        if not 0 <= start < end <= len(text):
            raise MediakitError(f"{where}: {start} to {end} is not in {article_id}, which has {len(text)} characters")
        wanted = target.get("text")
        if isinstance(wanted, str) and wanted != text[start:end]:
            raise MediakitError(f"{where}: {article_id} has {text[start:end]!r} at {start} to {end}, not {wanted!r}")
        found.setdefault(article_id, {})[start, end] = None
    return {article_id: tuple(spans) for article_id, spans in found.items()}


def _whole(value: object) -> bool:
    """Whether a value is a whole number; 3.0 is one, since a column with gaps holds floats."""
    return isinstance(value, (int, np.integer)) or (
        isinstance(value, (float, np.floating)) and float(value).is_integer()
    )


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
