"""What of each page is the article, and what was cut from it."""

from __future__ import annotations

import pandas as pd

from mediakit.corpus import WORD
from mediakit.schema import Column, Schema, records
from mediakit.tables import ARTICLE, ARTICLES, FURNITURE

PAGE_SHARES = Schema(
    "page_shares",
    "words of each page, kept and cut",
    ("article_id", "part"),
    (
        ARTICLE,
        Column("outlet", "text", "who published it"),
        Column("part", "text", "article, or the reason why it was cut"),
        Column("n_words", "integer", "words"),
        Column("share", "number", "of all words of the page", null=True),
    ),
)


def page_shares(articles: pd.DataFrame, furniture: pd.DataFrame) -> pd.DataFrame:
    """Words of each page that are the article, and words cut from it by reason.

    Parameters
    ----------
    articles, furniture
        The tables of a corpus.

    Returns
    -------
    DataFrame
        A row an article and part; `share` is of all words of that page, headline and captions among the cut ones.
    """
    ARTICLES.check(articles, "page_shares")
    FURNITURE.check(furniture, "page_shares")
    cut = furniture.assign(n_words=furniture["text"].map(lambda text: sum(1 for _ in WORD.finditer(text))))
    parts = cut.rename(columns={"reason": "part"}).groupby(["article_id", "part"], as_index=False)[["n_words"]].sum()
    kept = articles[["article_id", "n_words"]].assign(part="article")
    rows = pd.concat([kept, parts[parts["n_words"] > 0]], ignore_index=True)
    rows = rows.merge(articles[["article_id", "outlet"]], on="article_id", validate="many_to_one")
    total = rows.groupby("article_id")["n_words"].transform("sum")
    rows["share"] = rows["n_words"] / total.where(total > 0)
    return PAGE_SHARES.build(records(rows))
