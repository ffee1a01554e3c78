"""Claims made by hand, and how two of them differ."""

import pandas as pd

from mediakit.compare.discrepancies import discrepancies
from mediakit.tables import CLAIMS, FACTS

DAY = pd.Timestamp
SIGNED = "Leaders signed the harbour accord"


def claim(article_id, sentence, text, act, **known):
    start = 1000 * sentence + known.pop("at", 0)
    return {
        "article_id": article_id, "start": start, "end": start + len(text), "text": text, "sentence": sentence,
        "predicate": known.pop("predicate", act), "predicate_start": start + known.pop("head", 5), "act": act,
        "polarity": "affirmed", "certainty": "asserted", "tense": "past", "voice": "unattributed", **known,
    }  # fmt: skip


def table(*claims):
    return CLAIMS.build(claims)


def articles(*ids, **columns):
    rows = {"article_id": list(ids), "outlet": [f"The {key.title()}" for key in ids]}
    return pd.DataFrame({**rows, "published": pd.NaT, "utc_offset": pd.NA, **columns})


def as_one(*claims):
    """The claims as one fact."""
    return FACTS.build({**row, "fact_id": "F0001", "fact": "a fact"} for row in claims)


def differ(one, other, pages=None):
    """How two claims of one fact differ."""
    found = discrepancies(as_one(one, other), pages)
    return [tuple(row) for row in found[["attribute", "relation", "value", "other_value"]].itertuples(index=False)]


def dated(article_id, first, last=None, **known):
    days = {"date_from": DAY(first), "date_to": DAY(last or first)}
    return claim(article_id, 0, SIGNED, "sign", object="the harbour accord", **days, **known)
