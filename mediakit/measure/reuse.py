"""Passages that stand in two articles, and of what kind they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Article, Corpus
from mediakit.errors import TableError
from mediakit.measure.edited import Joined, join_edits, unjoined
from mediakit.measure.formula import mentions
from mediakit.measure.passages import Scope, find_passages
from mediakit.measure.quotations import paired
from mediakit.measure.rows import Row
from mediakit.measure.tokens import Integers, Tokens, token_spans
from mediakit.parse import ParsedCorpus, paragraphs
from mediakit.tables import REUSE

MARK = re.compile("[\"'‘’“”„‟«»‹›″]")
WORDS_OF_ITS_OWN = 4
"""A quotation with fewer running words round it in a row is shared speech; with more, somebody's copied prose."""


def reuse(
    corpus: Corpus | ParsedCorpus,
    *,
    min_tokens: int = 8,
    edited: bool = True,
    within: str | None = None,
    by: str | None = None,
    max_articles: int = 100,
) -> pd.DataFrame:
    """Passages that two articles share, each unordered pair of articles once, the lesser article_id first.

    Every maximal passage of at least `min_tokens` tokens is found, exact on tokens (matches of ``\\w+``, case-folded:
    punctuation and the kind of a quotation mark make no difference). Works on plain text: an unparsed corpus is not
    parsed.

    Parameters
    ----------
    corpus
        What `read` or `parse` gives.
    min_tokens
        The least length of a passage, in tokens.
    edited
        Whether passages that only small edits part are joined into one. The exact passages that it is made of are
        then not listed beside it.
    within
        Only articles published no further apart are compared: a length of time such as "48h" or "3D", or "day" for
        the same day. Times are taken to UTC where the page says its offset. An article without a date is compared
        with all.
    by
        A column of `articles`, such as the event: only articles with the same value are compared; those without a
        value are a group of their own.
    max_articles
        Words that more articles than this carry are boilerplate: each article is linked with one other that carries
        them, and not with every one. `n_articles` says how many do. Between two articles that share anything else
        nothing is left out.

    Returns
    -------
    The table `reuse`. `kind` is `quotation` for speech inside quotation marks in either article, `formula` for names,
    titles, dates and numbers, `edited` for a passage with edits and `verbatim` for the rest; `similarity` is the
    share of tokens alike, of the longer side; `n_articles` counts those that carry the whole passage, in the group,
    whatever `within` says.

    Raises
    ------
    TableError
        For a `min_tokens` below 1, a `within` that is no length of time, or a `by` that is no column.
    """
    if min_tokens < 1:
        raise TableError(f"reuse: min_tokens is {min_tokens}; it has to be at least 1")
    items = sorted(corpus.corpus if isinstance(corpus, ParsedCorpus) else corpus, key=lambda a: a.article_id)
    scope = Scope(_groups(corpus.articles, by), *_times(corpus.articles, within))
    tokens = Tokens.of([article.text for article in items])
    passages = find_passages(tokens, min_tokens, scope=scope, max_articles=max_articles)
    joined = join_edits(tokens, passages, min_tokens, max_articles=max_articles) if edited else unjoined(passages)
    return REUSE.build(_rows(items, tokens, joined))


@dataclass(frozen=True)
class _Side:
    """One article with its tokens' offsets, and what is quoted and merely mentioned in it."""

    article: Article

    @cached_property
    def spans(self) -> tuple[Integers, Integers]:
        return token_spans(self.article.text)

    @cached_property
    def quoted(self) -> npt.NDArray[np.bool_]:
        """For each token, whether it stands inside quotation marks."""
        text = self.article.text
        starts, ends = self.spans
        inside = np.zeros(len(starts), dtype=bool)
        if MARK.search(text):
            for left, right in (span for bounds in paragraphs(text) for span in paired(text, *bounds)):
                inside[np.searchsorted(ends, left, "right") : np.searchsorted(starts, right, "left")] = True
        return inside

    @cached_property
    def mentioned(self) -> npt.NDArray[np.bool_]:
        """For each token, whether it is a name, title, date, number or a word that joins such."""
        starts, ends = self.spans
        return mentions(self.article.text, starts, ends)


def _rows(items: list[Article], tokens: Tokens, joined: Joined) -> Iterator[Row]:
    sides = [_Side(article) for article in items]
    here, there = tokens.doc[joined.left], tokens.doc[joined.right]
    columns = (
        here,
        joined.left - tokens.first[here],
        joined.left_length,
        there,
        joined.right - tokens.first[there],
        joined.right_length,
        joined.similarity.round(4),
        joined.n_articles,
        joined.edited,
    )
    for a, i, n, b, j, m, similarity, n_articles, edited in zip(*(c.tolist() for c in columns), strict=True):
        one, other = sides[a], sides[b]
        quoted_here, quoted_there = one.quoted[i : i + n], other.quoted[j : j + m]
        marked = quoted_here if quoted_here.mean() >= quoted_there.mean() else quoted_there
        if _longest_run(~marked) <= WORDS_OF_ITS_OWN and marked.any():
            kind = "quotation"
        elif (one.mentioned[i : i + n]).all() and (other.mentioned[j : j + m]).all():
            kind = "formula"
        else:
            kind = "edited" if edited else "verbatim"
        start, end = int(one.spans[0][i]), int(one.spans[1][i + n - 1])
        other_start, other_end = int(other.spans[0][j]), int(other.spans[1][j + m - 1])
        yield {
            "article_id": one.article.article_id,
            "start": start,
            "end": end,
            "text": one.article.text[start:end],
            "other_id": other.article.article_id,
            "other_start": other_start,
            "other_end": other_end,
            "other_text": other.article.text[other_start:other_end],
            "n_tokens": n,
            "similarity": similarity,
            "quoted": round(float(marked.mean()), 4),
            "kind": kind,
            "n_articles": n_articles,
        }


def _longest_run(flags: npt.NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(flags.astype("int8"), prepend=0, append=0))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _groups(articles: pd.DataFrame, by: str | None) -> Integers:
    if by is None:
        return np.zeros(len(articles), dtype="int64")
    if by not in articles:
        raise TableError(f"reuse: no column {by!r} to group by; articles has {', '.join(map(str, articles.columns))}")
    return articles[by].factorize(use_na_sentinel=False)[0].astype("int64")


def _times(articles: pd.DataFrame, within: str | None) -> tuple[npt.NDArray[np.float64], float]:
    """Hours of publication, NaN where unknown, and how far apart two articles may be."""
    if within is None:
        return np.full(len(articles), np.nan), np.inf
    published = articles["published"]
    if within == "day":
        published, reach = published.dt.floor("D"), 0.0
    else:
        try:
            reach = pd.Timedelta(within) / pd.Timedelta(hours=1)
        except ValueError:
            raise TableError(f"reuse: within is {within!r}; give a length of time such as '48h', or 'day'") from None
        published = published - pd.to_timedelta(articles["utc_offset"].fillna(0).astype("int64"), unit="min")
    hours = (published - pd.Timestamp(0)) / pd.Timedelta(hours=1)
    return hours.to_numpy("float64", na_value=np.nan), reach
