"""What stands between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediakit.measure.rows import paragraph_spans, per_article
from mediakit.parse import ParsedArticle

CLOSING = {"“": "”", "„": "“”", "‟": "”", "«": "»", '"': '"', "″": "″"}
"""Double marks that open, each with the marks that close it. Two like marks open and close in turn."""
SINGLE = {"‘": "’", "'": "'", "‹": "›"}
"""Single marks, which open a quotation only outside double ones, and only where they also close."""
ALIKE = '"″'
ENDS_CLAUSE = ",.?!;:"
TYPED = re.compile(r"``|‘‘|''(?!'(?!\w))|’’(?!’(?!\w))")
"""Double marks typed as two single ones, as news databases export them; of three at a close the last two are one."""
DOUBLE = re.compile(f"[{''.join(CLOSING)}”»]")
OPENING = re.compile(f"[{''.join(SINGLE)}]")
REACH = 5
"""Paragraphs without a mark of their own over which a quotation left open reaches for its closing mark."""


@per_article
def quotation_spans(reading: ParsedArticle) -> Iterator[tuple[int, int]]:
    """Start and end of what each pair of quotation marks encloses, without the marks, paragraph by paragraph.

    Where a mark is left open and a later paragraph begins by closing it, the paragraphs between are inside.
    """
    text = reading.article.text
    pieces = [(start, end, list(paired(text, start, end))) for start, end in paragraph_spans(reading)]
    for k, (_, end, spans) in enumerate(pieces):
        yield from spans
        if not spans or spans[-1][1] != end:
            continue
        between: list[tuple[int, int]] = []
        for start, stop, later in pieces[k + 1 : k + 2 + REACH]:
            if later:
                if later[0][0] == start:
                    yield from between
                break
            between.append((start, stop))


def paired(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans between the quotation marks of one paragraph, outermost marks only.

    A mark left open runs to the paragraph's end, where speech that goes on opens again; a new opening mark closes
    an open one; a lone closing mark ends what began with the paragraph. Straight marks open and close in turn, and so
    do two single ones side by side, which count as one double. Single marks count outside double ones only, and
    apostrophes, feet and inches do not count.
    """
    typed = {match.start() for match in TYPED.finditer(text, start, end)}
    if typed:
        # The paragraph with one character for each of them, and where each of its characters stands in the text.
        places = sorted(set(range(start, end)) - {i + 1 for i in typed})
        single = "".join('"' if i in typed else text[i] for i in places)
        places.append(end)
        yield from ((places[a], places[b]) for a, b in paired(single, 0, len(single)))
        return
    doubles = list(_doubles(text, start, end))
    at = start
    for left, right in [*doubles, (end + 1, end + 1)]:
        yield from _singles(text, at, min(left, end))
        if left <= end:
            yield left, right
        at = right + 1


def _doubles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    opened, closing, seen = -1, "", False
    for match in DOUBLE.finditer(text, start, end):
        i, mark = match.start(), match[0]
        after_space = i == start or not (text[i - 1].isalnum() or text[i - 1] in ENDS_CLAUSE)
        if opened >= 0 and _shuts(text, i, opened, closing, end):
            if text[opened:i].strip():
                yield opened, i
            opened, seen = -1, True
        elif mark in CLOSING:
            if (
                mark in ALIKE
                and opened < 0
                and i > start
                and text[i - 1].isdigit()
                and not text[i + 1 : i + 2].isalnum()
            ):
                continue
            if opened < 0 and mark in ALIKE and not seen and not after_space and not text[i + 1 : i + 2].isalnum():
                yield start, i
                seen = True
                continue
            if opened >= 0 and text[opened:i].strip():
                yield opened, i
            opened, closing, seen = i + 1, CLOSING[mark], True
        elif opened < 0 and not seen and text[start:i].strip():
            yield start, i
            seen = True
    if 0 <= opened < end and text[opened:end].strip():
        yield opened, end


def _shuts(text: str, i: int, opened: int, closing: str, end: int) -> bool:
    """Whether a mark closes the open quotation: its own closing mark, or one where only closing marks stand."""
    if text[i] in closing:
        return not (text[i] in ALIKE and _reopens(text, i, opened, end))
    return text[i - 1] in ENDS_CLAUSE and not text[i + 1 : i + 2].isalnum()


def _reopens(text: str, i: int, opened: int, end: int) -> bool:
    """Whether a straight mark, with another open, can only be an opening one: space before it and a word after."""
    if i == opened or not text[i - 1].isspace() or not text[i + 1 : i + 2].isalnum():
        return False
    # As many marks behind it as close everything: only then was the earlier one left open.
    return sum(text[j] == text[i] for j in range(i + 1, end)) % 2 == 1


def _singles(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    while (match := OPENING.search(text, at, end)) is not None:
        i, mark = match.start(), match[0]
        opens = (
            (i == 0 or not (text[i - 1].isalnum() or text[i - 1] in ".,!?’'"))
            and i + 1 < end
            and (text[i + 1].isalpha() or text[i + 1] in "[(…$£€" or (text[i + 1].isdigit() and mark == "‘"))
        )
        close = _closes(text, i + 1, end, SINGLE[mark]) if opens else -1
        if close > 0:
            yield i + 1, close
        at = max(i, close) + 1


def _closes(text: str, start: int, end: int, mark: str) -> int:
    """Where a single quotation closes, or -1: at punctuation if there is some, since a plural's apostrophe has none."""
    found = -1
    for i in range(start + 1, end):
        if text[i] in SINGLE and text[i] != mark and text[i] != "'" and not text[i - 1].isalnum():
            break
        if text[i] != mark or text[i + 1 : i + 2].isalnum() or text[i - 1].isspace():
            continue
        if text[i - 1] in ENDS_CLAUSE:
            return i
        found = found if found > 0 else i
    return found
