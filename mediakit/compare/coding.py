"""Coding sheets that a coder fills without seeing the machine's answer, and the design that is kept beside them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit.compare.codebook import Codebook
from mediakit.compare.codebook import codebook as read_codebook
from mediakit.compare.sheets import unescape, write_csv, write_xlsx
from mediakit.errors import LexiconError, MediakitError, ReadError, TableError
from mediakit.tables import SAMPLE

FIXED = ("item", "coder", "before", "passage", "after", "note")
"""Columns of a sheet that are not variables."""


def coding_sheet(
    sample: pd.DataFrame, codebook: Codebook | str | Path, path: str | Path, *, coder: str = "", replace: bool = False
) -> Path:
    """Writes a sheet for a coder to fill: a row a passage with its context, a column a variable of the codebook.

    The sheet shows nothing that the machine said, nor the outlet, nor the stratum, and its order says nothing
    either. An XLSX sheet offers the allowed values as lists and has the codebook's instructions on a second sheet;
    beside a CSV sheet they are written to NAME.instructions.md. The sample, with strata and machine's answers, is
    written to NAME.sample.csv, which `read_codes` needs and coders should not see.

    Parameters
    ----------
    sample
        From `sample`.
    codebook
        From `codebook`, or its path.
    path
        Ends in .csv or .xlsx; folders are made.
    coder
        The coder's name, written into every row; otherwise the file's name tells coders apart.
    replace
        Whether a file that is already there may be overwritten, with all that was coded in it.

    Returns
    -------
    pathlib.Path
        Of the sheet.

    Raises
    ------
    MediakitError
        When the path has another ending, or a sheet is already there.
    """
    path = Path(path)
    codebook = as_codebook(codebook)
    SAMPLE.check(sample, "coding_sheet")
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise MediakitError(f"coding_sheet: {path.name} ends in {path.suffix or 'nothing'}; a sheet is .csv or .xlsx")
    if path.exists() and not replace:
        raise MediakitError(f"coding_sheet: {path.name} is already there, perhaps filled; replace=True overwrites it")
    if "text" not in sample:
        raise TableError(f"coding_sheet: no column 'text'; it has {', '.join(map(str, sample.columns))}")
    for variable in codebook:
        if variable.name in FIXED:
            raise LexiconError(
                f"{codebook.name}: no variable can be called {variable.name!r}, which is a column of every sheet"
            )
    names = [variable.name for variable in codebook]
    passages = sample[["item", "before", "text", "after"]].astype("object")
    passages = passages.where(passages.notna(), "").astype("str")
    cells = [
        [item, coder, before, text, after, *([""] * len(names)), ""]
        for item, before, text, after in passages.itertuples(index=False)
    ]
    header = ["item", "coder", "before", "passage", "after", *names, "note"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".xlsx":
        choices = {variable.name: variable.values for variable in codebook if variable.values}
        write_xlsx(path, [header, *cells], choices, codebook.guide())
    else:
        write_csv(path, [header, *cells])
        guide = "\n".join(codebook.guide()) + "\n"
        path.with_name(path.stem + ".instructions.md").write_text(guide, encoding="utf-8")
    write_sample(sample, path.with_name(path.stem + ".sample.csv"))
    return path


def write_sample(sample: pd.DataFrame, path: str | Path) -> None:
    """Writes a sample to CSV, safe to open in a spreadsheet, so that `read_sample` gives the same design."""
    cells = sample.astype("object").where(sample.notna(), "").map(str)
    write_csv(Path(path), [list(cells.columns), *cells.to_numpy().tolist()])


def read_sample(path: str | Path) -> pd.DataFrame:
    """The sample that `coding_sheet` wrote beside a sheet; the machine's columns come back as text.

    Raises
    ------
    ReadError
        When the file cannot be read as one.
    """
    path = Path(path)
    try:
        cells = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise ReadError(path.name, "", f"cannot be read as a sample ({error.__class__.__name__})") from None
    cells = cells.map(unescape)
    try:
        for name in ("n_stratum", "n_sampled", "start", "end"):
            if name in cells:
                cells[name] = cells[name].astype("int64")
        cells["inclusion"] = cells["inclusion"].astype("float64")
        for name in ("outlet", "before", "after"):
            cells[name] = cells[name].replace("", None)
        return SAMPLE.check(cells)
    except (KeyError, ValueError, TableError) as error:
        raise ReadError(path.name, "", f"not the sample that coding_sheet wrote: {error}") from None


def as_codebook(codebook: Codebook | str | Path) -> Codebook:
    """The codebook itself, or the one that stands at a path."""
    return codebook if isinstance(codebook, Codebook) else read_codebook(codebook)
