"""Frame cues: matches of a lexicon's terms."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mediakit import lexicons
from mediakit.corpus import Corpus
from mediakit.measure.entities import tabulate
from mediakit.measure.rows import Row, part_at, per_article, row
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import FRAMING


def framing(corpus: Corpus | ParsedCorpus, *, lexicon: str = "general") -> pd.DataFrame:
    """Frame cues, one row a match of a lexicon's term, labelled with the frame the lexicon gives it.

    Terms are lemmas or phrases of lemmas, matched without regard to case. Where two terms begin at one word the
    longer one counts, and words within a match are not matched again. A match is a cue, not a frame (Entman 1993).

    Parameters
    ----------
    corpus
        What `read` or `parse` gives.
    lexicon
        Name of a lexicon that mediakit ships, or path of a lexicon file.

    Raises
    ------
    LexiconError
        When there is no such lexicon or a line of it cannot be used.
    """
    lexicons.load(lexicon)
    return tabulate(FRAMING, framing_rows, corpus, lexicon=lexicon)


@per_article
def framing_rows(reading: ParsedArticle, lexicon: str = "general") -> Iterator[Row]:
    """The frame cues of one article."""
    loaded = lexicons.load(lexicon)
    lemmas = [token.lemma_.lower() for token in reading.doc]
    at = 0
    while at < len(lemmas):
        length, term = loaded.longest(lemmas, at)
        if term is None:
            at += 1
            continue
        span = reading.doc[at : at + length]
        voice = voice_at(reading, span.start_char, span.end_char)
        part = part_at(reading, span.start_char)
        for frame in term.frames:
            yield row(
                reading,
                span.start_char,
                span.end_char,
                frame=frame,
                term=term.text,
                lexicon=loaded.name,
                voice=voice,
                part=part,
            )
        at += length
