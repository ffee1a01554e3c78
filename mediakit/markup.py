"""The HTML of what shows itself in a notebook: no script, no style sheet, no network, legible on a dark page too."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

STYLE = (
    "font-family: Georgia, serif; font-size: 14px; line-height: 1.55; max-width: 46em; color: #222; background: #fff"
)
SMALL = "font-family: sans-serif; font-size: 12px; color: #555"
CELL = "padding: .25em .9em .25em 0; vertical-align: top; white-space: normal"
PLAIN = "tex2jax_ignore mathjax_ignore"
"""Classes without which a page takes the words between two dollar signs for a formula."""


@dataclass(frozen=True)
class Shown:
    """Something to look at in a notebook: HTML that needs no script and no network, and the same as plain text."""

    html: str = field(repr=False)
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return self.text


def small(text: str) -> str:
    """A line in small letters, of HTML already escaped; nothing for no text."""
    return f'<div style="{SMALL}">{text}</div>' if text else ""


def page(body: str, *heads: str) -> str:
    """A block of text in the look of a page, small lines above it."""
    return f'<div class="{PLAIN}" style="{STYLE}">{"".join(map(small, heads))}{body}</div>'


def mark(text: str, colour: str, title: str = "") -> str:
    """Marked text: a tint and a line below, so that it is seen in print and without colour too."""
    name = f' title="{html.escape(title)}"' if title else ""
    return (
        f'<mark{name} style="background: {colour}33; border-bottom: 2px solid {colour}; color: inherit">{text}</mark>'
    )


def grid(heads: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[bool], foot: str = "") -> str:
    """A table of text: words to the left, numbers to the right."""

    def cell(tag: str, text: str, number: bool) -> str:
        look = f"{CELL}; text-align: {'right' if number else 'left'}"
        return f'<{tag} style="{look}">{html.escape(text)}</{tag}>'

    def line(tag: str, cells: Sequence[str]) -> str:
        return f"<tr>{''.join(cell(tag, text, number) for text, number in zip(cells, numeric, strict=True))}</tr>"

    body = "".join(line("td", row) for row in rows)
    head = f"<thead>{line('th', heads)}</thead>"
    table = f'<table class="{PLAIN}" style="font-size: 12px">{head}<tbody>{body}</tbody></table>'
    return f"<div>{table}{small(html.escape(foot))}</div>"


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph of a text begins and ends."""
    return [match.span() for match in re.finditer(r"\S(?:.*?\S)??(?=\s*\n\s*|\s*\Z)", text)]


def paragraph(body: str) -> str:
    """A paragraph of HTML already escaped."""
    return f'<p style="margin: 0 0 .8em">{body}</p>'
