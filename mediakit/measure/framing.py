"""Frame cues: matches of a lexicon's terms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mediakit import lexicons
from mediakit.corpus import Corpus
from mediakit.lexicons import NO_CUE, Lexicon
from mediakit.measure.entities import tabulate
from mediakit.measure.matching import matcher_of, negated, negated_heads
from mediakit.measure.rows import Row, part_at, per_article, row
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import FRAMING


def framing(corpus: Corpus | ParsedCorpus, *, lexicon: str | Path | Lexicon = "general") -> pd.DataFrame:
    """Frame cues, one row a match of a lexicon's term and frame it stands for.

    A match is a cue, not a frame (Entman 1993): how often a term means its frame is known only from coded contexts
    (Muddiman et al. 2019). Where matches overlap the longer one counts, then the earlier one ("economic security" is
    not security), and no word counts twice; a term of several frames gives a row for each. Negated matches stay,
    since "no threat" still speaks of threat, and are marked in `negated`.

    Parameters
    ----------
    corpus
        What `read` or `parse` gives.
    lexicon
        Name of a lexicon that mediakit ships ("general", "summit"), path of a lexicon file, or a loaded lexicon; see
        `mediakit.lexicons.load` for the layouts and for how a term is written.

    Raises
    ------
    LexiconError
        When there is no such lexicon or a line of it cannot be used; it names file and line.
    """
    return tabulate(FRAMING, framing_rows, corpus, lexicon=lexicons.load(lexicon))


@per_article
def framing_rows(reading: ParsedArticle, lexicon: str | Path | Lexicon = "general") -> Iterator[Row]:
    """The frame cues of one article."""
    loaded = lexicons.load(lexicon)
    heads = negated_heads(reading.doc)
    for first, last, terms in matcher_of(loaded).longest(reading.doc):
        span = reading.doc[first:last]
        start, end = span.start_char, span.end_char
        known = {
            "voice": voice_at(reading, start, end),
            "part": part_at(reading, start),
            "negated": negated(reading.doc, first, last, heads),
        }
        seen: set[str] = set()
        for term in terms:
            for frame in term.frames:
                if frame not in seen and frame != NO_CUE:
                    seen.add(frame)
                    yield row(reading, start, end, frame=frame, term=term.text, lexicon=loaded.name, **known)
