"""Plain text files (.txt, .md): one article each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from mediakit.corpus import Article
from mediakit.errors import ReadError
from mediakit.read import page
from mediakit.read.encoding import decode

SUFFIXES = (".txt", ".text", ".md")


def read_file(path: Path, *, clean: bool = True, fields: dict[str, Any] | None = None) -> Article:
    """The article in one text file; its id is the file's stem."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(str(path), "", f"cannot be opened: {error.strerror or error}") from None
    raw = decode(data, str(path))
    make = page.article if clean else page.as_given
    return make(raw, path.stem, str(path), fields)
