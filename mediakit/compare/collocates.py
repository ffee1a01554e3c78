"""The words that stand near a term, in each group of articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pandas as pd

from mediakit.compare.association import g2, log_dice
from mediakit.compare.cells import grouped, named
from mediakit.corpus import Corpus
from mediakit.errors import TableError
from mediakit.measure.contexts import Pattern, check_window, match_rows, neighbour_rows, pattern_lexicon
from mediakit.measure.rows import parsed
from mediakit.parse import ParsedCorpus
from mediakit.schema import records
from mediakit.tables import COLLOCATES


def collocates(
    corpus: Corpus | ParsedCorpus,
    pattern: Pattern,
    by: str | Sequence[str] = "outlet",
    *,
    window: int = 5,
    content: bool = True,
    min_count: int = 2,
) -> pd.DataFrame:
    """The lemmas that stand near a term, in each group, with log-Dice and G².

    A word counts once however many matches it is near to (surface co-occurrence, Evert 2008). log-Dice compares
    groups of different size; G² says how far from chance a count is, and is no test here, since words come in texts.

    Parameters
    ----------
    corpus, pattern
        As for `contexts`.
    by
        Columns of `articles` that make groups.
    window
        Within how many words of the term, in the same sentence.
    content
        Whether only nouns, names, verbs, adjectives and adverbs count, without stop words.
    min_count
        Words that are near the term less often get no row.

    Raises
    ------
    LexiconError, MediakitError, TableError
        For a pattern, a window or a column that cannot be used.
    """
    check_window("collocates", window, 1)
    lexicon = pattern_lexicon("collocates", pattern)
    names = [by] if isinstance(by, str) else list(by)
    ready = parsed(corpus)
    for name in names:
        if name not in ready.articles:
            columns = ", ".join(map(str, ready.articles.columns))
            raise TableError(f"collocates: no column {name!r} in articles; it has {columns}")
    readings = {reading.article.article_id: reading for reading in ready}
    articles = ready.articles.assign(**{name: named(ready.articles[name]) for name in names})
    rows = []
    for values, members in articles.groupby(names, sort=True):
        near: Counter[str] = Counter()
        everywhere: Counter[str] = Counter()
        texts: Counter[str] = Counter()
        n_term = 0
        for article_id in members["article_id"]:
            reading = readings[article_id]
            words = neighbour_rows(reading, pattern=lexicon, window=window, content=content)
            beside = Counter(lemma for lemma, is_near in words if is_near)
            everywhere.update(lemma for lemma, _ in words)
            near.update(beside)
            texts.update(beside.keys())
            n_term += len(match_rows(reading, pattern=lexicon))
        kept = sorted(word for word, n in near.items() if n >= min_count)
        n, n_collocate = (np.array([counts[word] for word in kept], dtype="float64") for counts in (near, everywhere))
        n_near, n_all = float(near.total()), float(everywhere.total())
        found = {
            "collocate": kept,
            "n": n.astype("int64"),
            "expected": n_collocate * n_near / max(1.0, n_all),
            "n_term": [n_term] * len(kept),
            "n_collocate": n_collocate.astype("int64"),
            "n_articles": [texts[word] for word in kept],
            "log_dice": log_dice(n, n_term, n_collocate) if kept else [],
            "g2": g2(n, n_collocate - n, n_near, n_all - n_near) if kept else [],
        }
        group = dict(zip(names, map(str, values), strict=True))
        rows += [{**group, **row} for row in records(pd.DataFrame(found))]
    return grouped(COLLOCATES, names).build(rows)
