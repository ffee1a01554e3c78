"""Tone of each sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.entities import tabulate
from mediakit.measure.rows import Row, per_article, row, sentence_spans
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import SENTIMENT


def sentiment(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Tone of each sentence, -1 to 1: VADER's compound score (Hutto & Gilbert 2014).

    A lexicon score: it hears a grim topic as a negative tone, and says nothing of a stance toward anybody.
    """
    return tabulate(SENTIMENT, sentiment_rows, corpus)


@per_article
def sentiment_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The tone of the sentences of one article; a sentence without a letter has none."""
    for span in sentence_spans(reading):
        score = _vader().polarity_scores(span.text)["compound"] if any(c.isalpha() for c in span.text) else None
        voice = voice_at(reading, span.start_char, span.end_char)
        yield row(reading, span.start_char, span.end_char, score=score, voice=voice)


@cache
def _vader() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()
