"""Which articles carry one text: the reuse family of each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.compare.counting import RUNNING, carried

SHARE = 0.25
"""Articles are of one family when the running text they share is at least this much of the shorter one."""


def families_of(reuse: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The reuse family of each article, indexed by article_id; an article that shares little is its own family.

    A family is named after the first of its articles. Articles are joined in chains: a copy of a copy belongs.
    """
    carried(reuse, articles)  # refuses a passage of an article that is not there
    running = reuse[reuse["kind"].isin(RUNNING)]
    n_words = articles.set_index("article_id")["n_words"]
    shared = running.groupby(["article_id", "other_id"])["n_tokens"].sum()
    parent = {article_id: article_id for article_id in sorted(n_words.index)}

    def root(article_id: str) -> str:
        while parent[article_id] != article_id:
            article_id = parent[article_id]
        return article_id

    for one, other, n_tokens in shared.reset_index().itertuples(index=False):
        if n_tokens >= SHARE * np.maximum(1, min(n_words[one], n_words[other])):
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    return pd.Series({article_id: root(article_id) for article_id in n_words.index}, name="family", dtype="str")
