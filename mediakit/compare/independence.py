"""How many independent accounts a set of articles holds, and who carries whose text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mediakit.compare.accounts import LIKELY, STRICT, accounts, paraphrased, same_words, sample_size
from mediakit.compare.counting import RUNNING, Carried, carried, mean_by_article
from mediakit.compare.direction import Link, links_of
from mediakit.errors import TableError
from mediakit.measure.overlaps import Numbers, layers
from mediakit.measure.tokens import Integers
from mediakit.tables import FAMILIES, INDEPENDENCE, LINKS, PARAPHRASES

FAMILY = 0.25
"""Share of the shorter of two articles that has to stand in the other for both to carry one source text."""

NEAR = 0.5
"""Share of the closest link from which another one of the same article counts as close too."""


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
        Two articles are of one family when at least this share of the shorter one stands in the other, and no other
        article is much nearer to both.

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
    copies = same_words(articles["text"])
    parts, lower, upper = accounts(tokens, copies, found)
    filled = tokens.n_tokens > 0
    agreement = float(filled.sum()) + sum(link.share + link.other_share for link in found)
    result = Independence(
        articles=_article_table(tokens, articles, found, parts, family, min_share),
        links=LINKS.build(link.row(tokens.article_ids) for link in found),
        families=_family_table(articles, parts, family),
        effective_number=float(parts.sum()),
        lower=lower,
        upper=upper,
        n_articles=int(filled.sum()),
        n_outlets=int(articles.loc[filled, "outlet"].nunique()),
        n_for_means=sample_size(int(filled.sum()), agreement),
    )
    if paraphrases is None:
        return result
    PARAPHRASES.check(paraphrases, "independence")
    extra = paraphrased(tokens, paraphrases)
    sizes = {
        least: sample_size(result.n_articles, agreement + extra.loc[extra["least"] == least, "share"].sum())
        for least in (0.0, LIKELY, STRICT)
    }
    likely = extra[extra["least"] == LIKELY].sort_values(["article_id", "share"], ascending=[True, False])
    largest = likely.drop_duplicates("article_id").set_index("article_id")
    table = result.articles
    table["paraphrased"] = table["article_id"].map(largest["share"]).fillna(0.0).round(4)
    table["paraphrased_id"] = table["article_id"].map(largest["other_id"]).astype("str")
    return replace(
        result,
        articles=INDEPENDENCE.check(table),
        n_with_paraphrase=sizes[LIKELY],
        n_with_paraphrase_lower=sizes[0.0],
        n_with_paraphrase_upper=sizes[STRICT],
    )


def _families(n: int, links: list[Link], min_share: float) -> Integers:
    """The family of each article: close links, and what they connect.

    A link is close when at least `min_share` of the shorter article stands in the other, and when for one of the two
    it is not far from its closest: so an article made of two agency texts does not make one family of both.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    closest = np.zeros(n)
    for link in links:
        for i in (link.one, link.other):
            closest[i] = max(closest[i], link.closeness)
    close = [
        (link.one, link.other)
        for link in links
        if max(link.share, link.other_share) >= min_share
        and link.closeness >= NEAR * min(closest[link.one], closest[link.other])
    ]
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
            ("shared_elsewhere", layers(overlaps.only(elsewhere), n)),
            ("credited", layers(overlaps.only(agency[overlaps.carrier]), n)),
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


def _family_table(articles: pd.DataFrame, parts: Numbers, family: Integers) -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "family": family,
            "article_id": articles["article_id"].to_numpy(),
            "outlet": articles["outlet"].to_numpy(),
            "credit": articles["credit"].to_numpy() if "credit" in articles else None,
            "accounts": parts,
        }
    )
    rows = [
        {
            "family": number,
            "n_articles": len(members),
            "n_outlets": len(set(members["outlet"])),
            "articles": " | ".join(members["article_id"]),
            "credit": " | ".join(sorted({c for c in members["credit"] if not pd.isna(c)})) or None,
            "accounts": round(float(members["accounts"].sum()), 4),
        }
        for number, (_, members) in enumerate(table.groupby("family"))
    ]
    return FAMILIES.build(rows)
