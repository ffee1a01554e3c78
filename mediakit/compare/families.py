"""Which articles carry one text: the reuse family of each, under a name that does not depend on their order."""

from __future__ import annotations

import pandas as pd

from mediakit.compare.independence import independence


def families_of(reuse: pd.DataFrame, articles: pd.DataFrame) -> pd.Series:
    """The reuse family of each article, indexed by article_id; an article that shares little is its own family.

    A family is one of `independence`, named after the first of its articles in the alphabet.
    """
    found = independence(reuse, articles).articles
    first = found.groupby("family")["article_id"].min()
    return pd.Series(found["family"].map(first).to_numpy(), index=found["article_id"], name="family", dtype="str")
