"""The layouts lexicons come in, each read into the same entries: a term, the frame it is a cue of, and its line.

===============  =====================================================================================================
mediakit .csv    `term,frame,note` after lines `# source:` and `# licence:`
LIWC, MFD .dic   categories `number<tab>name` between two lines `%`, then `term<tab>numbers`
.yml, .yaml      quanteda and Lexicoder: categories, which may hold categories ("policy.trade"), of lists of terms
NRC, long        `word<tab>emotion<tab>0 or 1`, one association a line
NRC, wide        a header `word,anger,…` and 0 or 1 for each emotion
MFD, long        `word,foundation`
MFD, wide        eMFD's header `word,care_p,fairness_p,…`: a word counts for the foundation it most probably stands for
===============  =====================================================================================================
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from mediakit.errors import LexiconError

FIRST_COLUMNS = ("word", "english (en)", "english word")
"""What the first column of other people's tables is called."""


class Entry(NamedTuple):
    """One line of a lexicon: where it stands, a term, and the frame (category, emotion, foundation) it is a cue of."""

    line: int
    term: str
    frame: str
    note: str = ""


def read_entries(path: Path) -> tuple[dict[str, str], list[Entry]]:
    """What a lexicon file says of itself ("source", "licence"), and its entries, in whichever layout it is.

    A file that others made may hold an entry twice; one in mediakit's own layout may not, which `load` checks.
    """
    suffix = path.suffix.lower()
    if suffix == ".dic":
        return {}, _once(_liwc(path))
    if suffix in (".yml", ".yaml"):
        return {}, _once(_yaml(path))
    head, rows = _cells(path)
    first = [cell.strip().lower() for cell in rows[0][1]] if rows else ["term"]
    if first[0] in FIRST_COLUMNS or (suffix in (".tsv", ".txt") and first[0] != "term"):
        return head, _once(_wide(path, rows) if _is_wide(first) else _long(path, rows))
    _require(path, head)
    return head, list(_own(path, rows[1:] if first[0] == "term" else rows))


def _once(entries: Iterator[Entry]) -> list[Entry]:
    return list({(entry.term.lower(), entry.frame): entry for entry in reversed(list(entries))}.values())[::-1]


def _is_wide(first: list[str]) -> bool:
    long = len(first) < 3 or (len(first) == 3 and first[2] in ("association", "value", "score"))
    return first[0] in FIRST_COLUMNS and not long


def read_table(path: Path) -> tuple[dict[str, str], list[tuple[int, list[str]]]]:
    """The source and licence lines of a data file, and its cells with their line numbers, header left out."""
    head, rows = _cells(path)
    _require(path, head)
    return head, rows[1:] if rows and rows[0][1][:1] == ["term"] else rows


def _require(path: Path, head: dict[str, str]) -> None:
    for name in ("source", "licence"):
        if not head.get(name):
            raise LexiconError(f"{path.name}: no line '# {name}: …' at its top")


def _cells(path: Path) -> tuple[dict[str, str], list[tuple[int, list[str]]]]:
    head: dict[str, str] = {}
    rows: list[tuple[int, list[str]]] = []
    lines = _text(path).splitlines()
    tabs = any("\t" in line for line in lines if line and not line.startswith("#"))
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            name, _, value = line[1:].partition(":")
            head[name.strip().lower()] = value.strip()
        elif line.strip():
            rows.append((number, line.split("\t") if tabs else next(csv.reader([line]))))
    return head, rows


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read as UTF-8 text ({error.__class__.__name__})") from None


def _own(path: Path, rows: list[tuple[int, list[str]]]) -> Iterator[Entry]:
    for number, cells in rows:
        if len(cells) not in (2, 3):
            raise LexiconError(f"{path.name}, line {number}: {len(cells)} columns where term,frame[,note] belong")
        yield Entry(number, cells[0], cells[1], cells[2].strip() if len(cells) == 3 else "")


def _long(path: Path, rows: list[tuple[int, list[str]]]) -> Iterator[Entry]:
    for at, (number, cells) in enumerate(rows):
        if at == 0 and cells[0].strip().lower() in FIRST_COLUMNS:
            continue
        if len(cells) not in (2, 3) or not _numeric(cells[2:]):
            raise LexiconError(
                f"{path.name}, line {number}: {len(cells)} columns where word, category and perhaps 0 or 1 belong"
            )
        if len(cells) == 2 or float(cells[2]):
            yield Entry(number, cells[0], cells[1])


def _wide(path: Path, rows: list[tuple[int, list[str]]]) -> Iterator[Entry]:
    header = [cell.strip() for cell in rows[0][1]]
    probable = [at for at, name in enumerate(header) if name.endswith("_p")]
    for number, cells in rows[1:]:
        if len(cells) != len(header):
            raise LexiconError(f"{path.name}, line {number}: {len(cells)} columns where the header has {len(header)}")
        wrong = next((cell for at in probable or range(1, len(header)) if not _numeric([cell := cells[at]])), None)
        if wrong is not None:
            raise LexiconError(f"{path.name}, line {number}: {wrong!r} where a number belongs")
        if probable:
            highest = max(float(cells[at]) for at in probable)
            chosen = [at for at in probable if highest > 0 and float(cells[at]) == highest]
        else:
            chosen = [at for at in range(1, len(header)) if float(cells[at])]
        for at in chosen:
            yield Entry(number, cells[0], header[at].removesuffix("_p"))


def _numeric(cells: list[str]) -> bool:
    try:
        [float(cell) for cell in cells]
    except ValueError:
        return False
    return True


def _liwc(path: Path) -> Iterator[Entry]:
    lines = _text(path).splitlines()
    marks = [number for number, line in enumerate(lines) if line.strip() == "%"]
    if len(marks) < 2:
        raise LexiconError(f"{path.name}: not a LIWC dictionary: its categories must stand between two lines '%'")
    names: dict[str, str] = {}
    for number, line in enumerate(lines[marks[0] + 1 : marks[1]], marks[0] + 2):
        if line.strip():
            key, _, name = line.strip().partition("\t")
            if not key.strip().isdigit() or not name.strip():
                raise LexiconError(f"{path.name}, line {number}: {line.strip()!r} where number<tab>category belongs")
            names[key.strip()] = name.strip()
    for number, line in enumerate(lines[marks[1] + 1 :], marks[1] + 2):
        term, _, rest = line.strip().partition("\t")
        if not term:
            continue
        if "(" in rest or "<" in rest:
            raise LexiconError(
                f"{path.name}, line {number}: the conditional entry {line.strip()!r} is not read; "
                "write it as plain entries or leave it out"
            )
        keys = rest.split()
        unknown = next((key for key in keys if key not in names), None)
        if not keys or unknown is not None:
            problem = f"there is no category {unknown!r}" if keys else "the term has no category"
            raise LexiconError(f"{path.name}, line {number}: {problem}; categories are {', '.join(names)}")
        for key in dict.fromkeys(keys):
            yield Entry(number, term, names[key])


def _yaml(path: Path) -> Iterator[Entry]:
    import yaml  # type: ignore[import-untyped]

    try:
        # Nodes, not values: they know their lines, and a term "no" stays a word.
        root = yaml.compose(io.StringIO(_text(path)), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LexiconError(f"{path.name}, line {line}: not YAML ({error.problem})") from None
    except yaml.YAMLError as error:
        raise LexiconError(f"{path.name}: not YAML ({error})") from None
    if root is not None:
        yield from _category(path, root, ())


def _category(path: Path, node: Any, above: tuple[str, ...]) -> Iterator[Entry]:
    line = node.start_mark.line + 1
    if node.id == "mapping":
        for key, value in node.value:
            yield from _category(path, value, (*above, str(key.value)))
    elif node.id == "sequence":
        for item in node.value:
            yield from _category(path, item, above)
    elif not above:
        raise LexiconError(f"{path.name}, line {line}: {node.value!r} stands in no category")
    elif node.value.strip():
        yield Entry(line, str(node.value), ".".join(above))
