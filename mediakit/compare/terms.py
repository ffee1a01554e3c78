"""Counts of terms by article and group: the input of keyness and word shifts."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.compare.cells import grouped, named
from mediakit.compare.counting import Count, span_weights
from mediakit.compare.families import families_of
from mediakit.corpus import Corpus
from mediakit.errors import TableError
from mediakit.measure.entities import corpus_names
from mediakit.measure.rows import parsed
from mediakit.measure.terms import UNITS, Unit, term_rows
from mediakit.parse import ParsedCorpus
from mediakit.schema import records
from mediakit.tables import TERMS

PLACES = ("voice", "part")


def terms(
    corpus: Corpus | ParsedCorpus,
    by: str | Sequence[str] = "outlet",
    unit: Unit = "lemma",
    *,
    content: bool = False,
    count: Count = "all",
    reuse: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """How often each term stands in each article, with the columns by which a comparison groups.

    Parameters
    ----------
    corpus
        What `read` or `parse` gives.
    by
        Columns of `articles`; also voice and part, of each occurrence.
    unit
        "word", "lemma", "bigram" or "entity".
    content
        Whether only nouns, names, verbs, adjectives and adverbs count, without stop words.
    count, reuse
        As for `compare_rates`. With `reuse` each row also says the article's reuse family, and `compare_terms`
        leaves a group's own families out of what it is held against.

    Returns
    -------
    The columns of `by`, and article_id, term, n, n_weighted, family. Sum over articles for the counts of a group.

    Raises
    ------
    TableError
        For an unknown unit, count or column.
    """
    names = [by] if isinstance(by, str) else list(by)
    if unit not in UNITS:
        raise TableError(f"terms: unit is {unit!r}; allowed are {', '.join(UNITS)}")
    ready = parsed(corpus)
    articles = ready.articles
    for name in names:
        if name not in articles and name not in PLACES:
            raise TableError(f"terms: no column {name!r} in articles; it has {', '.join(map(str, articles.columns))}")
    placed = any(name in PLACES for name in names)
    columns = ["article_id", "start", "end", "term", *(PLACES if placed else ())]
    found = pd.DataFrame(
        [r for reading in ready for r in term_rows(reading, unit=unit, content=content, placed=placed)],
        columns=columns,
    )
    if unit == "entity":
        canonical = corpus_names(ready)
        found["term"] = [canonical.get(term, term) for term in found["term"]]
    found["n_weighted"] = span_weights(found, articles, count=count, reuse=reuse).to_numpy()
    families = None if reuse is None else families_of(reuse, articles)
    of_articles = [name for name in names if name in articles and name != "article_id"]
    found = found.merge(articles[["article_id", *of_articles]], how="left", on="article_id", validate="many_to_one")
    for name in of_articles:
        found[name] = named(found[name])
    keys = list(dict.fromkeys([*names, "article_id", "term"]))
    counts = found.groupby(keys, as_index=False).agg(n=("start", "size"), n_weighted=("n_weighted", "sum"))
    counts["family"] = counts["article_id"] if families is None else counts["article_id"].map(families)
    return grouped(TERMS, names).build(records(counts))
