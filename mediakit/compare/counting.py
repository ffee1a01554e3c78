"""How often a stretch of text counts when several articles carry it: every time, once, or only where it is new."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.errors import TableError
from mediakit.measure.overlaps import Numbers, Overlaps, disjoint, layers
from mediakit.measure.tokens import Integers, token_spans
from mediakit.tables import REUSE

Count = Literal["all", "shared", "original"]
COUNTS: tuple[str, ...] = get_args(Count)

RUNNING = ("verbatim", "edited")
"""The kinds of passage that are somebody's copied prose; a shared quotation or a run of names is not copying."""


@dataclass(frozen=True)
class Carried:
    """Every token of every article, with the number of articles that carry it.

    Tokens of all articles stand one after the other, in the order of `article_ids`; those of article number i are
    `first[i]` to `first[i + 1]`. `base[i]` is added to a character offset of article i, so that the offsets of all
    articles ascend; `starts` and `ends` are such offsets. `m` counts the articles that carry each token, its own
    among them.
    """

    article_ids: tuple[str, ...]
    n_words: Integers
    first: Integers
    base: Integers
    starts: Integers
    ends: Integers
    m: Integers
    overlaps: Overlaps

    @cached_property
    def number(self) -> dict[Hashable, int]:
        """The place of each article in the order."""
        return {article_id: i for i, article_id in enumerate(self.article_ids)}

    @property
    def n_tokens(self) -> Integers:
        """The tokens of each article."""
        return np.diff(self.first)

    def weights(self, count: Count) -> Numbers:
        """The weight of each token: 1; one over the articles that carry it; or 1 if no other article does."""
        if count == "all":
            return np.ones(len(self.m))
        return 1.0 / self.m if count == "shared" else (self.m == 1).astype("float64")

    def numbers(self, article_ids: pd.Series[str]) -> Integers:
        """The number of each of these articles."""
        unknown = sorted(set(article_ids) - set(self.article_ids))
        if unknown:
            raise TableError(f"the article {unknown[0]!r} is not in articles")
        return np.array([self.number[key] for key in article_ids], dtype="int64")

    def touched(self, article: Integers, start: npt.ArrayLike, end: npt.ArrayLike) -> tuple[Integers, Integers]:
        """First token, and one past the last, that each stretch of characters touches."""
        left = np.searchsorted(self.ends, self.base[article] + np.asarray(start, dtype="int64"), side="right")
        right = np.searchsorted(self.starts, self.base[article] + np.asarray(end, dtype="int64"), side="left")
        return left, np.maximum(left, right)


def carried(reuse: pd.DataFrame, articles: pd.DataFrame, *, kinds: Iterable[str] = RUNNING) -> Carried:
    """How many articles carry each token, by the passages that `reuse` found.

    A token is carried by its own article and by every other that shares a passage round it. Boilerplate, which
    `reuse` does not list for every pair of articles, counts with its `n_articles`.

    Parameters
    ----------
    reuse, articles
        The tables of those names; of `articles`, article_id, text and n_words are read.
    kinds
        Which kinds of passage count as carried text.
    """
    REUSE.check(reuse, "carried")
    text_of = dict(zip(articles["article_id"], articles["text"], strict=True))
    found = [token_spans(text) for text in text_of.values()]
    lengths = np.array([len(text) + 1 for text in text_of.values()], dtype="int64")
    base = np.cumsum(lengths) - lengths
    first = np.concatenate([[0], np.cumsum([len(starts) for starts, _ in found])]).astype("int64")
    offset = np.repeat(base, np.diff(first))
    none = np.zeros(0, dtype="int64")
    alone = Carried(
        tuple(text_of),
        articles["n_words"].to_numpy("int64"),
        first,
        base,
        np.concatenate([none, *(starts for starts, _ in found)]) + offset,
        np.concatenate([none, *(ends for _, ends in found)]) + offset,
        np.ones(len(offset), dtype="int64"),
        Overlaps(none, none, none, none),
    )
    rows = reuse[reuse["kind"].isin(list(kinds))]
    here, there = alone.numbers(rows["article_id"]), alone.numbers(rows["other_id"])
    sides = (
        alone.touched(here, rows["start"], rows["end"]),
        alone.touched(there, rows["other_start"], rows["other_end"]),
    )
    left, right = (np.concatenate(side) for side in zip(*sides, strict=True))
    overlaps = disjoint(
        Overlaps(left, right, np.concatenate([here, there]), np.concatenate([there, here])), len(offset)
    )
    m = 1 + layers(overlaps, len(offset))
    n_articles = np.tile(rows["n_articles"].to_numpy("int64"), 2)
    for row in np.flatnonzero(n_articles > 2):
        np.maximum(m[left[row] : right[row]], n_articles[row], out=m[left[row] : right[row]])
    return replace(alone, m=m, overlaps=overlaps)


def span_weights(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    count: Count = "all",
    reuse: pd.DataFrame | None = None,
    kinds: Iterable[str] = RUNNING,
) -> pd.Series[float]:
    """The weight with which each row of a table of spans counts.

    Parameters
    ----------
    table
        Any table with article_id, start and end.
    articles, reuse, kinds
        As for `carried`; `reuse` is needed unless `count` is "all".
    count
        "all": every row counts 1. "shared": the mean of 1/m over its tokens, m being the number of articles that
        carry the token. "original": 1 if no other article carries any of its tokens, else 0.

    Returns
    -------
    A series of numbers from 0 to 1, with the index of `table`, named `weight`.

    Raises
    ------
    TableError
        For an unknown `count`, or when `reuse` is needed and not given.
    """
    _check(count, reuse)
    if count == "all" or reuse is None:
        return pd.Series(1.0, index=table.index, name="weight")
    tokens = carried(reuse, articles, kinds=kinds)
    left, right = tokens.touched(tokens.numbers(table["article_id"]), table["start"], table["end"])
    length = np.maximum(1, right - left)
    sums = np.concatenate([[0.0], np.cumsum(tokens.weights(count))])
    # A stretch without a word stands in no shared passage.
    weight = np.where(right > left, (sums[right] - sums[left]) / length, 1.0)
    if count == "original":
        weight = np.where(weight > 1 - 0.5 / length, 1.0, 0.0)
    return pd.Series(weight, index=table.index, name="weight")


def exposures(
    articles: pd.DataFrame,
    *,
    count: Count = "all",
    reuse: pd.DataFrame | None = None,
    kinds: Iterable[str] = RUNNING,
) -> pd.Series[float]:
    """The words of each article under one way to count: what a rate of `span_weights` is divided by.

    Returns
    -------
    A series indexed by article_id, named `n_words`: `articles.n_words` times the mean weight of the article's tokens.
    """
    _check(count, reuse)
    if count == "all" or reuse is None:
        return articles.set_index("article_id")["n_words"].astype("float64")
    tokens = carried(reuse, articles, kinds=kinds)
    return pd.Series(
        tokens.n_words * mean_by_article(tokens, tokens.weights(count)),
        index=pd.Index(tokens.article_ids, name="article_id"),
        name="n_words",
    )


def mean_by_article(tokens: Carried, values: Numbers) -> Numbers:
    """The mean of a value over the tokens of each article; 0 for an article without a token."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    return (sums[tokens.first[1:]] - sums[tokens.first[:-1]]) / np.maximum(1, np.diff(tokens.first))


def _check(count: str, reuse: pd.DataFrame | None) -> None:
    if count not in COUNTS:
        raise TableError(f"count is {count!r}; allowed are {', '.join(COUNTS)}")
    if count != "all" and reuse is None:
        raise TableError(f"count={count!r} needs the table of mk.reuse: give reuse=")
