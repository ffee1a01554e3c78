"""Reads filled coding sheets back, and refuses what the codebook does not allow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.compare.codebook import Codebook, Variable
from mediakit.compare.coding import FIXED, as_codebook, read_sample
from mediakit.compare.sheets import read_cells, spoilt, written
from mediakit.errors import ReadError, TableError
from mediakit.tables import CODES, SAMPLE

SHOWN = 8
"""Faults of a sheet that one message lists."""

PLACE = ("key", "stratum", "n_stratum", "article_id", "start", "end", "text", "outlet")
"""What a coding takes over from the sample."""

Rows = dict[tuple[str, str, str], dict[str, Any]]

Paths = str | Path | Iterable[str | Path] | Mapping[str, str | Path]


@dataclass(frozen=True)
class Fault:
    """Something in a sheet that cannot be read as a coding."""

    place: str
    reason: str


def read_codes(
    paths: Paths, codebook: Codebook | str | Path, *, sample: pd.DataFrame | str | Path | None = None
) -> pd.DataFrame:
    """What coders decided, one row an item, variable and coder, from filled sheets.

    An empty cell is not coded, so a sheet may be filled in part. A coder's rows are told apart by the sheet's column
    `coder`, where that is empty by the name given in a mapping, and otherwise by the file's name. CSV may use commas,
    semicolons or tabs, in UTF-8, UTF-16 or Windows-1252; capitals and white space around a value make no difference.

    Parameters
    ----------
    paths
        One sheet or several, or a mapping from coder to sheet. Of none, as before anybody has coded, the table is
        empty, and so is what `agreement`, `accuracy` and `confusion` make of it.
    codebook
        From `codebook`, or its path.
    sample
        The sample that was coded, or the path of NAME.sample.csv that `coding_sheet` wrote: the codes then know
        where they stand and how surely they were drawn, which `accuracy` and `correct` need.

    Raises
    ------
    ReadError
        With file, row and column of what cannot be read: a value the codebook does not have, what a spreadsheet
        has made a date, an item that is not in the sample, an item coded twice and differently.
    """
    codebook = as_codebook(codebook)
    sheets = _named(paths)
    if not sheets:
        return CODES.build(())
    drawn = read_sample(sample) if isinstance(sample, (str, Path)) else sample
    if drawn is not None:
        drawn = SAMPLE.check(drawn, "read_codes").set_index("item", drop=False)
    items = None if drawn is None else [str(item) for item in drawn["item"]]
    rows: Rows = {}
    for coder, path in sheets:
        _read_sheet(path, coder, codebook, items, rows)
    if drawn is not None:
        kept = drawn[[name for name in PLACE if name in drawn]]
        design = kept.astype("object").where(kept.notna(), None).to_dict("index")
        for row in rows.values():
            row.update({str(name): value for name, value in design[row["item"]].items()})
    return CODES.build(rows.values())


def consensus(codes: pd.DataFrame, coder: str | None = None) -> pd.DataFrame:
    """One value an item and variable: one coder's, or what most coders gave; for numbers, their mean.

    Parameters
    ----------
    codes
        From `read_codes`.
    coder
        Whose values to take, such as those of a reconciled sheet.

    Returns
    -------
    pandas.DataFrame
        item, variable, value (null where coders are equally divided), n_coders, level, column, and where the item
        stands as in `codes`.
    """
    codes = CODES.check(codes, "consensus")
    if coder is not None:
        if coder not in set(codes["coder"]):
            raise TableError(f"consensus: no coder {coder!r}; there are {', '.join(sorted(set(codes['coder'])))}")
        codes = codes[codes["coder"] == coder]
    unit = ["item", "variable"]
    numeric = codes["level"].isin(("interval", "ratio"))
    votes = codes[~numeric].groupby([*unit, "value"], sort=False).size().rename("n").reset_index()
    winners = votes[votes["n"] == votes.groupby(unit)["n"].transform("max")].drop_duplicates(unit, keep=False)
    means = codes[numeric].astype({"value": "float64"}).groupby(unit)["value"].mean().reset_index()
    means["value"] = means["value"].map("{:.15g}".format).astype("str")
    values = pd.concat([winners[[*unit, "value"]], means])
    n_coders = codes.groupby(unit).size().rename("n_coders").reset_index()
    settled = codes.drop_duplicates(unit)[[*unit, "level", "column", *PLACE]]
    settled = settled.merge(values, on=unit, how="left", validate="one_to_one")
    return settled.merge(n_coders, on=unit, validate="one_to_one").reset_index(drop=True)


def _named(paths: Paths) -> list[tuple[str, Path]]:
    if isinstance(paths, Mapping):
        return [(str(coder), Path(path)) for coder, path in paths.items()]
    listed = [paths] if isinstance(paths, (str, Path)) else list(paths)
    return [(Path(path).stem, Path(path)) for path in listed]


def _read_sheet(path: Path, coder: str, codebook: Codebook, items: list[str] | None, rows: Rows) -> None:
    """Adds what one sheet says to `rows`, or raises with all that is wrong with it."""
    cells = read_cells(path)
    header = [written(cell).lower() for cell in cells[0]] if cells else []
    columns = _columns(path, header, codebook)
    known = set(items or ())
    faults: list[Fault] = []
    for number, line in enumerate(cells[1:], 2):
        found = {name: line[at] for name, at in columns.items() if at < len(line)}
        given = {name: cell for name, cell in found.items() if name not in FIXED and written(cell)}
        place, item = f"row {number}", written(found.get("item"))
        if not item:
            if given:
                reason = f"{', '.join(given)} coded, but no item; copy it from the sheet as it was written"
                faults.append(Fault(place, reason))
            continue
        if items is not None and item not in known:
            if item.lower() not in known:
                faults.append(Fault(f"{place}, column 'item'", _stranger(item, found.get("item"), items)))
                continue
            item = item.lower()
        who = written(found.get("coder")) or coder
        for name, cell in given.items():
            variable = codebook[name]
            try:
                value, rank = decided(variable, cell)
            except ValueError as error:
                faults.append(Fault(f"{place}, column {name!r}", str(error)))
                continue
            row = {
                "item": item,
                "variable": name,
                "coder": who,
                "value": value,
                "rank": rank,
                "level": variable.level,
                "column": variable.column,
                "source": path.name,
                "place": place,
                "note": written(found.get("note")) or None,
            }
            before = rows.setdefault((item, name, who), row)
            if before["value"] != value:
                earlier = before["place"] if before["source"] == path.name else f"{before['source']}, {before['place']}"
                reason = f"{who} coded item {item} {value!r} here and {before['value']!r} in {earlier}; keep one"
                faults.append(Fault(f"{place}, column {name!r}", reason))
    if faults:
        listed = [f"{fault.place}: {fault.reason}" for fault in faults[1:SHOWN]]
        more = [f"and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        raise ReadError(path.name, faults[0].place, "\n  ".join([faults[0].reason, *listed, *more]))


def _columns(path: Path, header: list[str], codebook: Codebook) -> dict[str, int]:
    """Where each column of the sheet stands; all variables of the codebook are there."""
    wanted = {name.lower(): name for name in (*FIXED, *(variable.name for variable in codebook))}
    shown = ", ".join(name for name in header if name) or "nothing"
    for name in ("item", *(variable.name for variable in codebook)):
        if header.count(name.lower()) != 1:
            fault = "two columns" if name.lower() in header else "no column"
            close = get_close_matches(name.lower(), set(header) - set(wanted), 1)
            hint = f"; is it {close[0]!r}?" if close and fault == "no column" else ""
            raise ReadError(path.name, "row 1", f"{fault} {name!r}; it has {shown}{hint}")
    return {wanted[name]: at for at, name in enumerate(header) if name in wanted}


def decided(variable: Variable, cell: object) -> tuple[str, int | None]:
    """The value of a cell as the codebook writes it, and its rank in the codebook's list.

    Raises
    ------
    ValueError
        With the reason, when the codebook does not allow it.
    """
    text = written(cell)
    if variable.values:
        for rank, value in enumerate(variable.values):
            if value.casefold() == text.casefold():
                return value, rank
        reason = spoilt(cell)
        if reason:
            raise ValueError(f"{text!r} is not one of {variable.allowed}: {reason}")
        close = get_close_matches(text.casefold(), [value.casefold() for value in variable.values], 1)
        named = next((value for value in variable.values if close and value.casefold() == close[0]), None)
        raise ValueError(f"{text!r} is not one of {variable.allowed}" + (f"; is it {named!r}?" if named else ""))
    if variable.level == "nominal":
        return " ".join(text.split()), None
    decimal = text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
    try:
        number = float(decimal.replace("−", "-"))
    except ValueError:
        reason = spoilt(cell)
        raise ValueError(f"{text!r} is not {variable.allowed}" + (f": {reason}" if reason else "")) from None
    low = -math.inf if variable.minimum is None else variable.minimum
    high = math.inf if variable.maximum is None else variable.maximum
    if not math.isfinite(number) or not low <= number <= high:
        raise ValueError(f"{text!r} is not {variable.allowed}")
    return f"{number:.15g}", None


def _stranger(item: str, cell: object, items: list[str]) -> str:
    """Why an item may not be in the sample."""
    stripped = {known.lstrip("0"): known for known in items}
    if item in stripped:
        return f"{item!r} is not in the sample; {stripped[item]!r} is: the spreadsheet has cut the zeros before it"
    reason = spoilt(cell)
    if reason:
        return f"{item!r} is not in the sample: {reason}"
    starting = [known for known in items if len(item) > 3 and known.startswith(item.lower())]
    close = starting if len(starting) == 1 else get_close_matches(item.lower(), items, 1, 0.75)
    return f"{item!r} is not in the sample" + (f"; is it {close[0]!r}?" if close else "; was the sheet made from it?")
