"""Codebooks: what is coded, by which rules, with which values."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.errors import LexiconError
from mediakit.tables import CODEBOOK, LEVELS

SHIPPED = Path(__file__).parents[1] / "data" / "codebooks"

HEAD = ("name", "version", "source", "licence", "instructions", "variable")
FIELDS = ("name", "definition", "include", "exclude", "example", "values", "minimum", "maximum", "level", "column")


@dataclass(frozen=True)
class Variable:
    """One thing a coder decides for each passage.

    A nominal or ordinal variable has `values`, in their order where it is ordinal, each with its meaning (which may
    be empty); a nominal one without values takes any text, such as a speaker's name. A variable on an interval or
    ratio scale takes a number from `minimum` to `maximum`, either of which may be open. `column` is the machine's
    column that it checks.
    """

    name: str
    definition: str
    level: str
    column: str
    values: tuple[str, ...] = ()
    meanings: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    example: tuple[str, ...] = ()

    @property
    def allowed(self) -> str:
        """The allowed values in words."""
        if self.values:
            return ", ".join(self.values)
        if self.level == "nominal":
            return "any text"
        if self.minimum is None and self.maximum is None:
            return "any number"
        if self.maximum is None:
            return f"a number from {self.minimum:g}"
        if self.minimum is None:
            return f"a number up to {self.maximum:g}"
        return f"a number from {self.minimum:g} to {self.maximum:g}"


@dataclass(frozen=True)
class Codebook:
    """A versioned set of variables; `sha256` tells which text of the file it was read from."""

    name: str
    version: str
    variables: tuple[Variable, ...]
    instructions: str = ""
    sha256: str = ""

    def __iter__(self) -> Iterator[Variable]:
        return iter(self.variables)

    def __getitem__(self, name: str) -> Variable:
        for variable in self.variables:
            if variable.name == name:
                return variable
        raise LexiconError(f"{self.name}: no variable {name!r}; it has {', '.join(v.name for v in self)}")

    @cached_property
    def table(self) -> pd.DataFrame:
        """The codebook as a table, a row a variable, in the order of the file."""
        rows = [
            {
                "variable": v.name,
                "level": v.level,
                "values": v.allowed,
                "definition": v.definition,
                "include": "; ".join(v.include) or None,
                "exclude": "; ".join(v.exclude) or None,
                "example": "; ".join(v.example) or None,
                "column": v.column,
            }
            for v in self
        ]
        return CODEBOOK.build(rows).set_index("variable").loc[[v.name for v in self]].reset_index()

    def guide(self) -> list[str]:
        """The instructions for coders, line by line."""
        lines = [f"{self.name}, version {self.version}", *self.instructions.strip().splitlines()]
        for v in self:
            lines += [
                "",
                f"{v.name}: {v.definition}",
                f"  Allowed: {v.allowed}. Leave it empty where you did not decide.",
            ]
            lines += [f"  {value}: {meaning}" for value, meaning in zip(v.values, v.meanings, strict=True) if meaning]
            lines += [f"  Include: {text}" for text in v.include]
            lines += [f"  Exclude: {text}" for text in v.exclude]
            lines += [f"  Example: {text}" for text in v.example]
        return lines


def codebook(path: str | Path) -> Codebook:
    """Reads a codebook: a TOML file with name, version, instructions and a table for each variable.

    The name of a codebook that mediakit ships ("voice") is read as well as a path.

    A variable is written ``[variable.NAME]`` or ``[[variable]]`` with a name, and has a definition; include, exclude
    and example (a text or a list of texts); values (a list, or a table of value and meaning; none for a variable that
    takes any text) or minimum and maximum; level (nominal, ordinal, or interval or ratio for numbers; interval where
    there is a minimum or maximum, otherwise nominal); column, the machine's column that it checks, unless that is the
    variable's name. Source and licence may be stated.

    Raises
    ------
    LexiconError
        Naming file, variable and what is wrong.
    """
    shipped = SHIPPED / f"{path}.toml"
    path = shipped if shipped.is_file() else Path(path)
    try:
        raw = path.read_bytes()
        content = tomllib.loads(raw.decode("utf-8-sig"))
    except OSError as error:
        raise LexiconError(f"{path.name}: cannot be read ({error.__class__.__name__})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: not a TOML file in UTF-8: {error}") from None
    for name in content:
        if name not in HEAD:
            raise LexiconError(f"{path.name}: unknown entry {name!r}; allowed are {', '.join(HEAD)}")
    version = content.get("version")
    if version is None:
        raise LexiconError(f"{path.name}: no version; codings can only be compared when it is known by which rules")
    given = content.get("variable", [])
    entries = [{"name": name, **entry} for name, entry in given.items()] if isinstance(given, dict) else list(given)
    variables = tuple(_variable(path.name, number, entry) for number, entry in enumerate(entries, 1))
    if not variables:
        raise LexiconError(f"{path.name}: no variable; a codebook has a [variable.NAME] for each thing to decide")
    names = [v.name for v in variables]
    for name in names:
        if names.count(name) > 1:
            raise LexiconError(f"{path.name}: variable {name!r} stands there twice")
    title = str(content.get("name", path.stem))
    return Codebook(
        title, str(version), variables, str(content.get("instructions", "")), hashlib.sha256(raw).hexdigest()
    )


def _variable(file: str, number: int, entry: dict[str, Any]) -> Variable:
    name = str(entry.get("name", "")).strip()
    if not name:
        raise LexiconError(f"{file}: variable {number} has no name")
    where = f"{file}, variable {name!r}"
    for field in entry:
        if field not in FIELDS:
            raise LexiconError(f"{where}: unknown entry {field!r}; allowed are {', '.join(FIELDS)}")
    if not str(entry.get("definition", "")).strip():
        raise LexiconError(f"{where}: no definition")
    given = entry.get("values", [])
    values = tuple(str(value).lower() if isinstance(value, bool) else str(value).strip() for value in given)
    meanings = tuple(given.values()) if isinstance(given, dict) else ("",) * len(values)
    minimum, maximum = entry.get("minimum"), entry.get("maximum")
    ranged = minimum is not None or maximum is not None
    level = str(entry.get("level", "interval" if ranged else "nominal"))
    if level not in LEVELS:
        raise LexiconError(f"{where}: level is {level!r}; allowed are {', '.join(LEVELS)}")
    if ranged and level in ("nominal", "ordinal"):
        raise LexiconError(f"{where}: minimum and maximum do not belong to a {level} variable")
    if values and level in ("interval", "ratio"):
        raise LexiconError(f"{where}: a list of values does not belong to a variable on the {level} level")
    if level == "ordinal" and not values:
        raise LexiconError(f"{where}: an ordinal variable lists its values in their order")
    if level == "ratio" and (minimum is None or minimum < 0):
        raise LexiconError(f"{where}: a ratio variable has a minimum of 0 or more")
    if len({value.casefold() for value in values}) < len(values) or "" in values:
        raise LexiconError(f"{where}: a value is empty, or stands there twice (capitals make no difference)")
    if len(values) == 1:
        raise LexiconError(f"{where}: one value leaves nothing to decide")
    return Variable(
        name,
        " ".join(str(entry["definition"]).split()),
        level,
        str(entry.get("column", name)),
        values,
        tuple(" ".join(str(meaning).split()) for meaning in meanings),
        None if minimum is None else float(minimum),
        None if maximum is None else float(maximum),
        *(_texts(entry.get(field, [])) for field in ("include", "exclude", "example")),
    )


def _texts(given: object) -> tuple[str, ...]:
    texts = given if isinstance(given, list) else [given]
    return tuple(" ".join(str(text).split()) for text in texts if str(text).strip())
