"""How many independent accounts a set of articles holds, and who carries whose text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.counting import RUNNING, Carried, Numbers, Overlaps, carried, disjoint, layers, mean_by_article
from mediakit.compare.direction import Link, links_of
from mediakit.errors import TableError
from mediakit.measure.tokens import TOKEN, Integers
from mediakit.tables import FAMILIES, INDEPENDENCE, LINKS, PARAPHRASES

FAMILY = 0.25
"""Share of the shorter of two articles that has to stand in the other for both to carry one source text."""


LIKELY, STRICT = 0.4, 0.5
"""Similarity from which paraphrases count, and that at which only the surest do."""


@dataclass(frozen=True)
class Independence:
    """What `independence` finds.

    Parameters
    ----------
    articles, links, families
        Tables: a row an article, a pair of articles that share text, and a family of articles with one source text.
    effective_number, lower, upper
        The effective number of independent accounts, and its bounds when nothing is known of who wrote first.
    n_articles, n_outlets
        How many articles with text there are, and from how many outlets.
    n_for_means
        The number of independent articles as a sample: n**2 / sum(Z), the effective sample size of a mean.
    n_with_paraphrase, n_with_paraphrase_lower, n_with_paraphrase_upper
        The same with paraphrases in Z, and its range from the most to the least willing reading of them; None
        without a table of paraphrases.
    """

    articles: pd.DataFrame
    links: pd.DataFrame
    families: pd.DataFrame
    effective_number: float
    lower: float
    upper: float
    n_articles: int
    n_outlets: int
    n_for_means: float
    n_with_paraphrase: float | None = None
    n_with_paraphrase_lower: float | None = None
    n_with_paraphrase_upper: float | None = None

    def __repr__(self) -> str:
        return (
            f"Independence: {self.n_articles} articles of {self.n_outlets} outlets, "
            f"{self.effective_number:.2f} independent accounts ({self.lower:.2f} to {self.upper:.2f})"
        )


def independence(
    reuse: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    paraphrases: pd.DataFrame | None = None,
    kinds: Iterable[str] = RUNNING,
    min_share: float = FAMILY,
) -> Independence:
    """Who carries whose text, and the effective number of independent accounts.

    The effective number is the sum, over articles i and their tokens t, of 1 / (L(i) m(t)), where L is the number of
    tokens of the article and m the number of articles that carry the passage round t: fractional counting of text (cf.
    Waltman & van Eck 2015). Articles with the same words count as one text. It is 1 for copies of one text, n for n
    unrelated texts of whatever length, and adds over families. Text that a page credits to another article here counts
    where it was written and not where it was copied. The bounds take, for each passage, the least and the greatest 1/L
    of its carriers. Passages found are a lower bound of dependence, so the number is an upper bound of independence:
    translated and rewritten text shares few words in a row.

    Parameters
    ----------
    reuse, articles
        The tables of `reuse` and of a corpus.
    paraphrases
        The table of `paraphrases`, for `n_with_paraphrase`; it enters no other figure.
    kinds
        Which kinds of passage count. Shared quotations and runs of names do not, by default: they show a common
        subject and not a common text.
    min_share
        Two articles are of one family when this share of the shorter one stands in the other.

    Raises
    ------
    TableError
        When `reuse` or `paraphrases` names an article that `articles` lacks, or a column is missing.
    """
    for name in ("article_id", "outlet", "text", "n_words"):
        if name not in articles:
            raise TableError(f"independence: articles has no column {name!r}; it has {', '.join(map(str, articles))}")
    tokens = carried(reuse, articles, kinds=kinds)
    found = links_of(tokens, reuse, articles, kinds=tuple(kinds), min_share=min_share)
    family = _families(len(tokens.article_ids), found, min_share)
    copies = _copies(articles["text"])
    parts, lower, upper = _accounts(tokens, copies, found)
    filled = tokens.n_tokens > 0
    agreement = float(filled.sum()) + sum(link.share + link.other_share for link in found)
    result = Independence(
        articles=_article_table(tokens, articles, found, parts, family, min_share),
        links=LINKS.build(link.row(tokens.article_ids) for link in found),
        families=_family_table(tokens, articles, parts, family),
        effective_number=float(parts.sum()),
        lower=lower,
        upper=upper,
        n_articles=int(filled.sum()),
        n_outlets=int(articles.loc[filled, "outlet"].nunique()),
        n_for_means=_sample_size(int(filled.sum()), agreement),
    )
    if paraphrases is None:
        return result
    PARAPHRASES.check(paraphrases, "independence")
    lower, middle, upper = (
        _sample_size(
            result.n_articles, agreement + _paraphrased(tokens, paraphrases[paraphrases["similarity"] >= least])
        )
        for least in (0.0, LIKELY, STRICT)
    )
    return replace(result, n_with_paraphrase=middle, n_with_paraphrase_lower=lower, n_with_paraphrase_upper=upper)


def _sample_size(n: int, agreement: float) -> float:
    """Leinster & Cobbold's (2012) diversity of order 2 of n equal parts, Kish's effective sample size."""
    return n * n / agreement if n else 0.0


def _copies(texts: pd.Series[str]) -> Integers:
    """For each article the number of the first one with the same words."""
    words = pd.Series([" ".join(TOKEN.findall(text)).casefold() for text in texts])
    return words.factorize()[0].astype("int64")


def _accounts(tokens: Carried, texts: Integers, links: list[Link]) -> tuple[Numbers, float, float]:
    """The part that each article has in the effective number, and the number's bounds."""
    n, lengths = len(tokens.m), np.maximum(1, tokens.n_tokens)
    origin = {
        link.other if link.origin == link.one else link.one: link.origin for link in links if link.origin is not None
    }
    weight = _text_weights(texts, origin)
    overlaps = tokens.overlaps
    # Articles with the same words are one text; what a known copy took from its origin was written there alone.
    kept = texts[overlaps.article] != texts[overlaps.carrier]
    others = _only(overlaps, kept)
    listed = 1 + layers(overlaps, n)
    written = np.ones(n)
    known, taken = _known(others, origin)
    for left, right in taken:
        written[left:right] = 0.0
    m = 1 + layers(_only(others, ~known), n, weight)
    m *= tokens.m / listed  # boilerplate is listed once an article and not once a pair
    value = written * np.repeat(weight, tokens.n_tokens) / m
    own = np.repeat(1.0 / lengths, tokens.n_tokens)
    least, greatest = own.copy(), own.copy()
    for left, right, carrier in zip(others.left[~known], others.right[~known], others.carrier[~known], strict=True):
        np.minimum(least[left:right], 1.0 / lengths[carrier], out=least[left:right])
        np.maximum(greatest[left:right], 1.0 / lengths[carrier], out=greatest[left:right])
    return mean_by_article(tokens, value), float((value * least).sum()), float((value * greatest).sum())


def _only(overlaps: Overlaps, kept: Any) -> Overlaps:
    return Overlaps(*(column[kept] for column in vars(overlaps).values()))


def _text_weights(texts: Integers, origin: dict[int, int]) -> Numbers:
    """One over the number of articles with the same words; a copy whose origin is among them counts nothing."""
    first = np.array([origin.get(i) is None or texts[origin[i]] != texts[i] for i in range(len(texts))], dtype=bool)
    counts = np.bincount(texts, weights=first, minlength=len(texts) + 1)
    return np.where(first, 1.0 / np.maximum(1.0, counts[texts]), 0.0)


def _known(overlaps: Overlaps, origin: dict[int, int]) -> tuple[Any, list[tuple[int, int]]]:
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


def _families(n: int, links: list[Link], min_share: float) -> Integers:
    """The family of each article: links of at least `min_share` of the shorter article, and what they connect."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    close = [(link.one, link.other) for link in links if max(link.share, link.other_share) >= min_share]
    ends = np.array(close, dtype="int64").reshape(-1, 2)
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(n, n))
    component = connected_components(graph, directed=False)[1] if n else np.zeros(0, dtype="int64")
    sizes = np.bincount(component, minlength=1)
    rank = np.argsort(np.argsort(-sizes, kind="stable"), kind="stable")
    return rank[component]


def _article_table(
    tokens: Carried, articles: pd.DataFrame, links: list[Link], parts: Numbers, family: Integers, min_share: float
) -> pd.DataFrame:
    outlets = articles["outlet"].tolist()
    credit = (
        [None if pd.isna(c) else str(c) for c in articles["credit"]] if "credit" in articles else [None] * len(articles)
    )
    agency = np.array([c is not None for c in credit], dtype=bool)
    if "kind" in articles:
        agency |= (articles["kind"] == "agency").to_numpy()
    overlaps, n = tokens.overlaps, len(tokens.m)
    number = pd.Series(outlets).factorize()[0]
    elsewhere = number[overlaps.article] != number[overlaps.carrier]
    shares = {
        name: mean_by_article(tokens, (covered > 0).astype("float64"))
        for name, covered in (
            ("shared", tokens.m - 1),
            ("shared_elsewhere", layers(_only(overlaps, elsewhere), n)),
            ("credited", layers(_only(overlaps, agency[overlaps.carrier]), n)),
        )
    }
    carriers: dict[int, list[tuple[float, int]]] = {i: [] for i in range(len(outlets))}
    for link in links:
        carriers[link.one].append((link.share, link.other))
        carriers[link.other].append((link.other_share, link.one))
    rows = []
    for i, article_id in enumerate(tokens.article_ids):
        largest = max(carriers[i], key=lambda pair: (pair[0], -pair[1]), default=None)
        inferred, evidence = None, None
        sources = [(s, j) for s, j in carriers[i] if s >= min_share and credit[j] is not None and credit[i] is None]
        if sources:
            share, j = max(sources, key=lambda pair: (pair[0], -pair[1]))
            inferred = credit[j]
            evidence = f"{share:.0%} of its tokens stand in {tokens.article_ids[j]}, which credits {credit[j]}"
        empty = tokens.n_tokens[i] == 0
        rows.append(
            {
                "article_id": article_id,
                "outlet": outlets[i],
                "n_tokens": int(tokens.n_tokens[i]),
                **{name: None if empty else round(float(share[i]), 4) for name, share in shares.items()},
                "n_carriers": len(carriers[i]),
                "largest_id": None if largest is None else tokens.article_ids[largest[1]],
                "largest_share": None if largest is None else round(largest[0], 4),
                "credit": credit[i],
                "origin_inferred": inferred,
                "evidence": evidence,
                "accounts": round(float(parts[i]), 4),
                "family": int(family[i]),
            }
        )
    return INDEPENDENCE.build(rows)


def _family_table(tokens: Carried, articles: pd.DataFrame, parts: Numbers, family: Integers) -> pd.DataFrame:
    rows = []
    for number in range(int(family.max(initial=-1)) + 1):
        members = np.flatnonzero(family == number)
        part = articles.iloc[members]
        credit = sorted(set(part["credit"].dropna())) if "credit" in part else []
        rows.append(
            {
                "family": number,
                "n_articles": len(members),
                "n_outlets": part["outlet"].nunique(),
                "articles": " | ".join(part["article_id"]),
                "credit": " | ".join(credit) or None,
                "accounts": round(float(parts[members].sum()), 4),
            }
        )
    return FAMILIES.build(rows)


def _paraphrased(tokens: Carried, paraphrases: pd.DataFrame) -> float:
    """What paraphrases add to sum(Z): the shares of tokens in them that no passage of the same two articles carries."""
    here, there = (tokens.numbers(paraphrases[name]) for name in ("article_id", "other_id"))
    sides = (
        tokens.touched(here, paraphrases["start"], paraphrases["end"]),
        tokens.touched(there, paraphrases["other_start"], paraphrases["other_end"]),
    )
    left, right = (np.concatenate(side) for side in zip(*sides, strict=True))
    overlaps = tokens.overlaps
    both = disjoint(
        Overlaps(
            np.append(overlaps.left, left),
            np.append(overlaps.right, right),
            np.concatenate([overlaps.article, here, there]),
            np.concatenate([overlaps.carrier, there, here]),
        ),
        len(tokens.m),
    )
    lengths = np.maximum(1, tokens.n_tokens)
    shares = [((part.right - part.left) / lengths[part.article]).sum() for part in (both, overlaps)]
    return float(shares[0] - shares[1])
