"""Coding sheets as files: cells to CSV or XLSX and back, whatever a spreadsheet program has made of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

from mediakit.errors import ReadError

RISKY = "=+-@\t\r\n'＝＋－＠"
"""Characters that make a spreadsheet take a cell for a formula when it begins with one (OWASP, "CSV Injection"),
its full-width forms in some locales, and the apostrophe that takes the risk away."""

ILLEGAL = {code: "�" for code in [*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *range(0xD800, 0xE000)]}
"""Characters that XML 1.0 cannot hold, so no XLSX file either."""


def escape(text: str) -> str:
    """The text with an apostrophe before it, where a spreadsheet could take it for a formula."""
    return "'" + text if text.lstrip(" \u00a0\u3000")[:1] in tuple(RISKY) else text


def unescape(text: str) -> str:
    """What `escape` was given."""
    return text[1:] if text.startswith("'") and escape(text[1:]) == text else text


def write_csv(path: Path, cells: Sequence[Sequence[str]]) -> None:
    """Writes cells as CSV that spreadsheet programs read as UTF-8."""
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([[escape(cell) for cell in row] for row in cells])


def write_xlsx(
    path: Path, cells: Sequence[Sequence[str]], choices: Mapping[str, Sequence[str]], guide: Sequence[str]
) -> None:
    """Writes cells as a workbook: columns with a list to choose from, and a second sheet with the instructions.

    Every cell is text, so that no program turns a value into a date.
    """
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

    book = Workbook()
    sheet = book.create_sheet("coding", 0)
    del book[book.sheetnames[1]]
    instructions, lists = book.create_sheet("instructions"), book.create_sheet("values")
    lists.sheet_state = "hidden"

    def put(target: Worksheet, row: int, column: int, text: str) -> Cell:
        cell = target.cell(row, column)
        assert isinstance(cell, Cell)
        cell.value = escape(text).translate(ILLEGAL)[:32767] or None
        if cell.value is not None:
            cell.data_type = "s"
        cell.number_format = "@"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        return cell

    for r, row in enumerate(cells, 1):
        for c, text in enumerate(row, 1):
            cell = put(sheet, r, c, text)
            if r == 1 or cells[0][c - 1] == "passage":
                cell.font = Font(bold=True)
    widths = {"item": 14, "before": 40, "passage": 60, "after": 40, "note": 30}
    for c, name in enumerate(cells[0], 1):
        letter = get_column_letter(c)
        sheet.column_dimensions[letter].width = widths.get(name, 18)
        if name in choices:
            for r, value in enumerate(choices[name], 1):
                put(lists, r, c, value)
            source = f"values!${letter}$1:${letter}${len(choices[name])}"
            rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=True)
            rule.error = f"{name} is one of {', '.join(choices[name])}"[:250]
            rule.add(f"{letter}2:{letter}{max(len(cells), 2)}")
            sheet.add_data_validation(rule)
    sheet.freeze_panes = "B2"
    instructions.column_dimensions["A"].width = 120
    for r, line in enumerate(guide, 1):
        put(instructions, r, 1, line)
    book.save(path)


def read_cells(path: Path) -> list[list[object]]:
    """The cells of a sheet, row by row: texts, or what a workbook holds in their place.

    Raises
    ------
    ReadError
        When the file cannot be read, or is neither CSV nor XLSX.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise ReadError(path.name, "", f"cannot be read ({error.__class__.__name__})") from None
    if raw[:4] == b"PK\x03\x04":
        return _workbook(path, raw)
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise ReadError(path.name, "", "a workbook of Excel 97 to 2003; save it as XLSX or CSV")
    text = _decoded(raw)
    if "\0" in text:
        raise ReadError(path.name, "", "neither CSV nor XLSX")
    first, _, rest = text.partition("\n")
    if first.strip().lower().strip('"').startswith("sep=") and len(first.strip().strip('"')) == 5:
        return _split(path, rest, first.strip().strip('"')[-1])
    return _split(path, text, max(",;\t", key=first.count))


def spoilt(cell: object) -> str | None:
    """What a spreadsheet program has made of a cell that was text, in words; null where nothing is seen of it."""
    if isinstance(cell, (datetime, date, time)):
        return f"the spreadsheet made it a date ({cell.isoformat()[:10]}); type it again in a cell of text"
    text = written(cell)
    if (text.startswith("#") and text.rstrip("!?").isupper()) or text.startswith("#N/"):
        return "the spreadsheet made it a formula with an error; type it again in a cell of text"
    months = "jan feb mar apr may jun jul aug sep oct nov dec".split()
    parts = text.lower().replace("/", "-").replace(".", "-").replace(" ", "-").split("-")
    if 2 <= len(parts) <= 3 and all(part.isdigit() or part[:3] in months for part in parts):
        return "it looks like a date, which spreadsheets make of other values; type it again in a cell of text"
    return None


def written(cell: object) -> str:
    """A cell's text: no white space at its ends, no decimals of whole numbers, truth values small, days in ISO 8601."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return unescape(str(cell).strip().strip("\ufeff\u200b\u00a0")).strip()


def _workbook(path: Path, raw: bytes) -> list[list[object]]:
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        sheet = book["coding"] if "coding" in book.sheetnames else book.worksheets[0]
        return [list(row) for row in sheet.iter_rows(values_only=True)]
    except Exception as error:  # a damaged archive fails anywhere in zipfile, XML or openpyxl
        raise ReadError(path.name, "", f"not a workbook that can be read ({error.__class__.__name__})") from None


def _decoded(raw: bytes) -> str:
    """The text of a CSV file: UTF-8, Excel's "Unicode text" (UTF-16), or its old default (Windows-1252)."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _split(path: Path, text: str, separator: str) -> list[list[object]]:
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)]
    except csv.Error as error:
        raise ReadError(path.name, "", f"not a CSV file that can be read: {error}") from None
