"""Sentences, with the share of them inside quotation marks and in whose voice they stand."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.entities import tabulate
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.rows import Row, paragraph_at, part_at, per_article, row, sentence_spans
from mediakit.measure.voice import overlap, voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import SENTENCES


def sentences(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """One row a sentence, as spaCy's parser splits each paragraph."""
    return tabulate(SENTENCES, sentence_rows, corpus)


@per_article
def sentence_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The sentences of one article."""
    marked = list(quotation_spans(reading))
    for span in sentence_spans(reading):
        start, end = span.start_char, span.end_char
        yield row(
            reading,
            start,
            end,
            paragraph=paragraph_at(reading, start),
            quoted=round(overlap(start, end, marked) / (end - start), 4),
            voice=voice_at(reading, start, end),
            part=part_at(reading, start),
        )
