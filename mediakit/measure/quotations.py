"""What stands between quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from mediakit.measure.rows import per_article
from mediakit.parse import ParsedArticle, paragraphs

OPENING = {"“": "”", "„": "“”", "«": "»", "‘": "’"}


@per_article
def quotation_spans(reading: ParsedArticle) -> Iterator[tuple[int, int]]:
    """Start and end of what each pair of quotation marks encloses, without the marks, paragraph by paragraph."""
    text = reading.article.text
    for start, end in paragraphs(text):
        yield from paired(text, start, end)


def paired(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between the double quotation marks of one paragraph.

    A mark left open runs to the paragraph's end, where speech that goes on opens again; a new opening mark closes
    an open one. Straight marks open and close in turn. Marks within a quotation are part of it.
    """
    opened, closing = -1, ""
    for i in range(start, end):
        mark = text[i]
        if opened >= 0 and mark in closing:
            if i > opened:
                yield opened, i
            opened = -1
        elif mark in "“„«" or (mark == '"' and opened < 0):
            if opened >= 0 and i > opened:
                yield opened, i
            opened, closing = i + 1, OPENING.get(mark, '"')
    if 0 <= opened < end and text[opened:end].strip():
        yield opened, end
