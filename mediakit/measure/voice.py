"""In whose words a stretch of text stands."""

from __future__ import annotations

from collections.abc import Iterator

from mediakit.measure.quotes import quotation_rows, quote_rows
from mediakit.measure.rows import per_article
from mediakit.parse import ParsedArticle


def overlap(start: int, end: int, spans: list[tuple[int, int]]) -> int:
    """Characters of a stretch that stand in any of the spans, none counted twice."""
    covered, at = 0, start
    for left, right in sorted(spans):
        left, right = max(left, at), min(right, end)
        if left < right:
            covered, at = covered + right - left, right
    return covered


def voice_at(reading: ParsedArticle, start: int, end: int) -> str:
    """The voice of a stretch: that of at least half of its characters.

    `direct` is inside quotation marks that are somebody's statement, `indirect` attributed without marks,
    `unattributed` everything else.
    """
    marked, attributed = _spans(reading)
    half = max(1, end - start) / 2
    if overlap(start, end, marked) >= half:
        return "direct"
    return "indirect" if overlap(start, end, attributed) >= half else "unattributed"


@per_article
def _spans(reading: ParsedArticle) -> Iterator[list[tuple[int, int]]]:
    """What stands in somebody's quotation marks, and that together with what is attributed without, in order."""
    marked = sorted((r["start"], r["end"]) for r in quotation_rows(reading) if r["quote_id"] is not None)
    yield marked
    yield sorted(marked + [(r["start"], r["end"]) for r in quote_rows(reading)])
