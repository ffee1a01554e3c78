"""Passages that stand in two articles, and of what kind they are."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.corpus import Article, Corpus
from mediakit.errors import TableError
from mediakit.measure.edited import Joined, join_edits, unjoined
from mediakit.measure.formula import naming_words
from mediakit.measure.passages import find_passages
from mediakit.measure.quotations import paired
from mediakit.measure.scope import scope_of
from mediakit.measure.tokens import Flags, Integers, Tokens
from mediakit.parse import ParsedCorpus, paragraphs
from mediakit.tables import REUSE

MARK = re.compile("[\"'‘’“”„‟«»‹›″]")
RUNNING = 4
"""Words outside quotation marks that a shared quotation may have in a row; with more it is somebody's copied prose."""

FORMULA = 8
"""Names, titles and dates to one other word: "… U.S. President Donald Trump *agreed*" is still a formula."""

Interval = tuple[Integers, Integers]


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
        Whether passages parted by small edits only are joined into one. The exact passages that it is made of are
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
    share of tokens alike, of the longer side; `n_articles` counts those that carry the whole passage (of boilerplate,
    in the whole group, whatever `within` says).

    Raises
    ------
    TableError
        For a `min_tokens` below 1, a `within` that is no length of time, or a `by` that is no column.
    """
    if min_tokens < 1:
        raise TableError(f"reuse: min_tokens is {min_tokens}; it has to be at least 1")
    items = sorted(corpus.corpus if isinstance(corpus, ParsedCorpus) else corpus, key=lambda a: a.article_id)
    scope = scope_of(items, within, by)
    tokens = Tokens.of([article.text for article in items])
    passages = find_passages(tokens, min_tokens, scope=scope, max_articles=max_articles)
    joined = join_edits(tokens, passages, min_tokens, max_articles=max_articles) if edited else unjoined(passages)
    return _table(items, tokens, joined)


def _table(items: list[Article], tokens: Tokens, joined: Joined) -> pd.DataFrame:
    here, there = tokens.doc[joined.left], tokens.doc[joined.right]
    left, left_end = joined.left, joined.left + joined.left_length
    right, right_end = joined.right, joined.right + joined.right_length
    start, end = tokens.starts[left], tokens.ends[left_end - 1]
    other_start, other_end = tokens.starts[right], tokens.ends[right_end - 1]
    texts = [article.text for article in items]
    sides = (left, left_end), (right, right_end)
    quoted, running = _quoted(_marked(texts, tokens, np.unique(np.append(here, there))), *sides)
    others = np.maximum(*(_others(texts, tokens, *side) for side in sides))
    kind = np.where(joined.edited, "edited", "verbatim")
    kind = np.where(np.minimum(left_end - left, right_end - right) >= FORMULA * others, "formula", kind)
    kind = np.where((quoted > 0) & ~running, "quotation", kind)
    return REUSE.from_columns(
        {
            "article_id": [items[number].article_id for number in here],
            "start": start,
            "end": end,
            "text": [items[number].text[a:b] for number, a, b in zip(here, start, end, strict=True)],
            "other_id": [items[number].article_id for number in there],
            "other_start": other_start,
            "other_end": other_end,
            "other_text": [items[number].text[a:b] for number, a, b in zip(there, other_start, other_end, strict=True)],
            "n_tokens": joined.left_length,
            "similarity": joined.similarity.round(4),
            "quoted": quoted.round(4),
            "kind": kind,
            "n_articles": joined.n_articles,
        }
    )


def _marked(texts: list[str], tokens: Tokens, used: Integers) -> Flags:
    """For each token of these texts, whether it stands inside quotation marks."""
    marked = np.zeros(len(tokens.ids), dtype=bool)
    for number in used.tolist():
        if MARK.search(texts[number]):
            here = slice(tokens.first[number], tokens.first[number + 1])
            starts, ends, inside = tokens.starts[here], tokens.ends[here], marked[here]
            for bounds in paragraphs(texts[number]):
                for left, right in paired(texts[number], *bounds):
                    inside[np.searchsorted(ends, left, "right") : np.searchsorted(starts, right, "left")] = True
    return marked


def _quoted(marked: Flags, *sides: Interval) -> tuple[npt.NDArray[np.float64], Flags]:
    """The share of each passage inside quotation marks, on the side that marks more, and whether prose is left there.

    Prose is more than `RUNNING` words in a row outside the marks.
    """
    inside = _totals(marked)
    windows = np.zeros(len(marked), dtype=bool)
    windows[: max(0, len(marked) - RUNNING)] = inside[RUNNING + 1 :] == inside[: -RUNNING - 1]
    running = _totals(windows)
    shares = [(inside[end] - inside[start]) / (end - start) for start, end in sides]
    prose = [running[np.maximum(start, end - RUNNING)] > running[start] for start, end in sides]
    more = shares[0] >= shares[1]
    return np.where(more, *shares), np.where(more, *prose)


def _others(texts: list[str], tokens: Tokens, start: Integers, end: Integers) -> Integers:
    """How many tokens from each start to each end are neither names nor other words of a formula."""
    steps = np.bincount(start, minlength=len(tokens.ids) + 1) - np.bincount(end, minlength=len(tokens.ids) + 1)
    other = (np.cumsum(steps)[:-1] > 0) & ~tokens.capital
    places = np.flatnonzero(other)
    _, examples, which = np.unique(tokens.ids[places], return_index=True, return_inverse=True)
    spots = (column[places[examples]].tolist() for column in (tokens.doc, tokens.starts, tokens.ends))
    words = [texts[number][left:right] for number, left, right in zip(*spots, strict=True)]
    other[places] = ~np.array(naming_words(words), dtype=bool)[which]
    totals = _totals(other)
    return totals[end] - totals[start]


def _totals(flags: Flags) -> Integers:
    """How many flags are set before each place."""
    return np.concatenate([[0], np.cumsum(flags, dtype="int64")])
