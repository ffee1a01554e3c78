"""The effective number of independent accounts: fractional counting of text that several articles carry."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.compare.counting import Carried, mean_by_article
from mediakit.compare.direction import Link
from mediakit.measure.overlaps import Numbers, Overlaps, disjoint, layers
from mediakit.measure.tokens import TOKEN, Flags, Integers

LIKELY, STRICT = 0.4, 0.5
"""Similarity from which paraphrases count, and that at which only the surest do."""


def accounts(tokens: Carried, texts: Integers, links: list[Link]) -> tuple[Numbers, float, float]:
    """The part that each article has in the effective number, and the number's bounds."""
    n, lengths = len(tokens.m), np.maximum(1, tokens.n_tokens)
    origin = {
        link.other if link.origin == link.one else link.one: link.origin for link in links if link.origin is not None
    }
    weight = _text_weights(texts, origin)
    overlaps = tokens.overlaps
    # Articles with the same words are one text; what a known copy took from its origin was written there alone.
    kept = texts[overlaps.article] != texts[overlaps.carrier]
    others = overlaps.only(kept)
    listed = 1 + layers(overlaps, n)
    written = np.ones(n)
    known, taken = _known(others, origin)
    for left, right in taken:
        written[left:right] = 0.0
    m = 1 + layers(others.only(~known), n, weight)
    m *= tokens.m / listed  # boilerplate is listed once an article and not once a pair
    value = written * np.repeat(weight, tokens.n_tokens) / m
    own = np.repeat(1.0 / lengths, tokens.n_tokens)
    least, greatest = own.copy(), own.copy()
    for left, right, carrier in zip(others.left[~known], others.right[~known], others.carrier[~known], strict=True):
        np.minimum(least[left:right], 1.0 / lengths[carrier], out=least[left:right])
        np.maximum(greatest[left:right], 1.0 / lengths[carrier], out=greatest[left:right])
    return mean_by_article(tokens, value), float((value * least).sum()), float((value * greatest).sum())


def same_words(texts: pd.Series[str]) -> Integers:
    """For each article the number of the first one with the same words."""
    words = pd.Series([" ".join(TOKEN.findall(text)).casefold() for text in texts])
    return words.factorize()[0].astype("int64")


def _text_weights(texts: Integers, origin: dict[int, int]) -> Numbers:
    """One over the number of articles with the same words; a copy whose origin is among them counts nothing."""
    first = np.array([origin.get(i) is None or texts[origin[i]] != texts[i] for i in range(len(texts))], dtype=bool)
    counts = np.bincount(texts, weights=first, minlength=len(texts) + 1)
    return np.where(first, 1.0 / np.maximum(1.0, counts[texts]), 0.0)


def _known(overlaps: Overlaps, origin: dict[int, int]) -> tuple[Flags, list[tuple[int, int]]]:
    """Overlaps with a copy whose origin carries the same, and the stretches that a copy took from its origin."""
    known = np.zeros(len(overlaps.left), dtype=bool)
    taken = []
    if origin:
        pairs = set(zip(overlaps.article.tolist(), overlaps.carrier.tolist(), strict=True))
        rows = zip(*(column.tolist() for column in vars(overlaps).values()), strict=True)
        for i, (left, right, article, carrier) in enumerate(rows):
            source = origin.get(carrier)
            known[i] = source is not None and (source == article or (article, source) in pairs)
            if origin.get(article) == carrier:
                taken.append((left, right))
    return known, taken


def sample_size(n: int, agreement: float) -> float:
    """Leinster & Cobbold's (2012) diversity of order 2 of n equal parts, Kish's effective sample size."""
    return n * n / agreement if n else 0.0


def paraphrased(tokens: Carried, paraphrases: pd.DataFrame) -> pd.DataFrame:
    """The share of each article that another one paraphrases and no passage of the two carries.

    For paraphrases of three degrees of likeness; a row an article, another and the least likeness.
    """
    tables = []
    for least in (0.0, LIKELY, STRICT):
        rows = paraphrases[paraphrases["similarity"] >= least]
        here, there = tokens.numbers(rows["article_id"]), tokens.numbers(rows["other_id"])
        sides = (
            tokens.touched(here, rows["start"], rows["end"]),
            tokens.touched(there, rows["other_start"], rows["other_end"]),
        )
        left, right = (np.concatenate(side) for side in zip(*sides, strict=True))
        copied = tokens.overlaps
        both = disjoint(
            Overlaps(
                np.append(copied.left, left),
                np.append(copied.right, right),
                np.concatenate([copied.article, here, there]),
                np.concatenate([copied.carrier, there, here]),
            ),
            len(tokens.m),
        )
        lengths = np.maximum(1, tokens.n_tokens)
        parts = [
            pd.DataFrame(
                {
                    "article_id": np.array(tokens.article_ids, dtype="object")[part.article],
                    "other_id": np.array(tokens.article_ids, dtype="object")[part.carrier],
                    "share": sign * (part.right - part.left) / lengths[part.article],
                }
            )
            for sign, part in ((1, both), (-1, copied))
        ]
        sums = pd.concat(parts).groupby(["article_id", "other_id"], as_index=False)["share"].sum()
        tables.append(sums[sums["share"] > 1e-9].assign(least=least))
    return pd.concat(tables, ignore_index=True)
