"""The data dictionary in README.md, rendered from the schemas: `python -m mediakit.dictionary README.md` renews it."""

from __future__ import annotations

import sys
from pathlib import Path

from mediakit.schema import DTYPES, Schema
from mediakit.tables import SCHEMAS

BEGIN, END = "<!-- data dictionary: begin -->", "<!-- data dictionary: end -->"


def markdown(schema: Schema) -> str:
    """One table of the dictionary as Markdown; the columns of its key are bold."""
    lines = [
        f"**{schema.name}**: {schema.description}.",
        "",
        "| column | type | what it holds |",
        "| --- | --- | --- |",
    ]
    for column in schema.columns:
        name = f"**{column.name}**" if column.name in schema.key else column.name
        values = f": {', '.join(column.values)}" if column.values else ""
        lines.append(f"| {name} | {DTYPES[column.kind]}{' or null' * column.null} | {column.description}{values} |")
    return "\n".join(lines)


def dictionary() -> str:
    """The dictionary of every table of a study."""
    return "\n\n".join(markdown(schema) for schema in SCHEMAS.values())


def renewed(text: str) -> str:
    """A text with the dictionary of today between its two marks."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{dictionary()}\n{END}{tail}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(renewed(path.read_text(encoding="utf-8")), encoding="utf-8")
