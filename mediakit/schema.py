"""Declared tables: the columns, dtypes, key and order of each, and the only way to build one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.errors import TableError

DTYPES = {
    "text": "str",
    "integer": "int64",
    "offset": "Int64",
    "number": "float64",
    "flag": "bool",
    "time": "datetime64[us]",
}
"""The kinds of column, and the pandas dtype of each. Only text, offset, number and time can hold a null."""


def records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a table as dictionaries, the way `Schema.build` takes them."""
    return [dict(zip(map(str, table.columns), row, strict=True)) for row in table.itertuples(index=False, name=None)]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Parameters
    ----------
    name, kind, description
        `kind` is a key of `DTYPES`.
    null
        Whether the column may be empty.
    values
        The allowed values, where they are a closed set.
    named
        Whether the column holds the name of a person, organisation or place, which is made the same across a corpus.
    """

    name: str
    kind: str
    description: str
    null: bool = False
    values: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True)
class Schema:
    """The declared columns of one table, in order, with its key."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]

    def build(self, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """A checked table from rows, with declared order, dtypes and sorting, also when there is no row.

        Raises
        ------
        TableError
            For a column that is not declared, a null where none may be, a value outside the allowed ones, or a
            key that occurs twice.
        """
        rows = list(rows)
        unknown = sorted({name for row in rows for name in row} - set(self.names))
        if unknown:
            raise TableError(
                f"{self.name}: column {unknown[0]!r} is not declared; declared are {', '.join(self.names)}"
            )
        return self.from_columns({name: [row.get(name) for row in rows] for name in self.names})

    def from_columns(self, columns: Mapping[str, Any]) -> pd.DataFrame:
        """As `build`, from the values of every declared column, in lists or arrays of one length."""
        table = pd.DataFrame({c.name: self._series(c, columns[c.name]) for c in self.columns})
        table = table.sort_values(list(self.key), kind="stable", ignore_index=True)
        return self.check(table)

    def check(self, table: pd.DataFrame, caller: str | None = None) -> pd.DataFrame:
        """The table itself, if it has every declared column as declared; additional columns are let through."""
        where = caller or self.name
        for column in self.columns:
            if column.name not in table:
                raise TableError(f"{where}: no column {column.name!r}; it has {', '.join(map(str, table.columns))}")
            values = table[column.name]
            if not column.null and values.isna().any():
                raise TableError(f"{where}: column {column.name!r} is empty in row {int(values.isna().argmax())}")
            if column.values:
                odd = values[~values.isin(column.values) & values.notna()]
                if len(odd):
                    raise TableError(
                        f"{where}: {column.name} is {odd.iloc[0]!r}; allowed are {', '.join(column.values)}"
                    )
        repeated = table.duplicated(list(self.key))
        if repeated.any():
            row = table.loc[repeated, list(self.key)].iloc[0].to_dict()
            raise TableError(f"{where}: two rows share the key {row}")
        return table

    def describe(self) -> pd.DataFrame:
        """The data dictionary of this table: a row a column."""
        return pd.DataFrame(
            {
                "column": [c.name for c in self.columns],
                "type": [DTYPES[c.kind] for c in self.columns],
                "null": ["yes" if c.null else "no" for c in self.columns],
                "description": [
                    c.description + (f" ({', '.join(c.values)})" if c.values else "") for c in self.columns
                ],
            }
        )

    def _series(self, column: Column, values: Any) -> pd.Series:
        dtype = DTYPES[column.kind]
        try:
            if column.kind == "text":
                values = [None if v is None or v is pd.NA or v != v else str(v) for v in values]
            if not column.null and column.kind in ("integer", "flag") and any(v is None for v in values):
                raise TableError(f"{self.name}: column {column.name!r} is empty in row {list(values).index(None)}")
            if column.kind == "time":
                return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")), dtype=dtype)
            return pd.Series(values, dtype=dtype)
        except (TypeError, ValueError) as error:
            raise TableError(f"{self.name}: column {column.name!r} is not {column.kind}: {error}") from None
