"""How hard each text is to read."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mediakit.corpus import WORD, Corpus
from mediakit.measure.entities import tabulate
from mediakit.measure.rows import Row, per_article, sentence_spans
from mediakit.measure.syllables import syllables_in
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import READABILITY

WORD_FLOOR = 100
SENTENCE_FLOOR = 30


def readability(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Length and readability of each text, a row an article.

    Sentences are spaCy's, since textstat's own splitter breaks at "U.S." and "Mr."; words are counted as in `articles`
    (a hyphenated word is one), and syllables are textstat's, from the CMU Pronouncing Dictionary. Scores below their
    floor of 100 words, and SMOG below 30 sentences, are null. Names count as hard words, and a translated text
    measures its translator.
    """
    return tabulate(READABILITY, readability_rows, corpus)


@per_article
def readability_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The one row of an article."""
    words = WORD.findall(reading.article.text)
    n, sentences = len(words), len(sentence_spans(reading))
    counts = {"article_id": reading.article.article_id, "n_words": n, "n_sentences": sentences}
    if not n or not sentences:
        yield counts
        return
    syllables = [syllables_in(word) for word in words]
    characters = sum(sum(c.isalnum() for c in word) for word in words)
    hard = sum(s >= 3 for s in syllables)
    length, spoken, spelled = n / sentences, sum(syllables) / n, characters / n
    scores = {
        "flesch_reading_ease": 206.835 - 1.015 * length - 84.6 * spoken,
        "flesch_kincaid_grade": 0.39 * length + 11.8 * spoken - 15.59,
        "gunning_fog": 0.4 * (length + 100 * hard / n),
        "automated_readability_index": 4.71 * spelled + 0.5 * length - 21.43,
        "coleman_liau_index": 5.88 * spelled - 29.6 / length - 15.8,
    }
    smog = 1.043 * (hard * 30 / sentences) ** 0.5 + 3.1291 if sentences >= SENTENCE_FLOOR else None
    yield {
        **counts,
        "words_per_sentence": length,
        "syllables_per_word": spoken,
        "characters_per_word": spelled,
        **(scores if n >= WORD_FLOOR else {}),
        "smog_index": smog,
    }
