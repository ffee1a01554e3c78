"""Who speaks how of whom: sentiment toward targets, counted by speaker and voice."""

from __future__ import annotations

import pandas as pd

from mediakit.schema import Column, Schema, records
from mediakit.tables import ARTICLES, SENTIMENT_TOWARD, VOICE

UNKNOWN = "unnamed source"

SPEAKERS_TOWARD = Schema(
    "speakers_toward",
    "who speaks how of whom",
    ("outlet", "voice", "speaker", "entity"),
    (
        Column("outlet", "text", "who published it"),
        VOICE,
        Column("speaker", "text", "who is quoted or reported; the outlet itself where nobody is"),
        Column("entity", "text", "the target"),
        Column("n", "integer", "mentions that have a score"),
        Column("n_negative", "integer", "of them negative"),
        Column("n_neutral", "integer", "of them neutral"),
        Column("n_positive", "integer", "of them positive"),
        Column("score", "number", "mean of p_positive - p_negative"),
        Column("spans", "text", "where they stand: article_id:start-end, the clearest first"),
    ),
)


def speakers_toward(toward: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """How often each speaker's words are negative, neutral or positive toward each target, by outlet and voice.

    Counts, not rates: most cells are small, and every one can be opened by its spans. What an outlet says itself
    (voice `unattributed`) has the outlet as its speaker; what it quotes or reports has the source, or "unnamed
    source". Targets without a name, and mentions without a score, are left out.

    Parameters
    ----------
    toward
        The `sentiment_toward` table.
    articles
        The `articles` table, which says whose each article is.

    Returns
    -------
    DataFrame
        A row an outlet, voice, speaker and target.
    """
    SENTIMENT_TOWARD.check(toward, "speakers_toward")
    ARTICLES.check(articles, "speakers_toward")
    scored = toward[toward["score"].notna() & toward["entity"].notna()]
    scored = scored.merge(articles[["article_id", "outlet"]], on="article_id", validate="many_to_one")
    own = scored["voice"] == "unattributed"
    scored = scored.assign(
        speaker=scored["outlet"].where(own, scored["source"].fillna(UNKNOWN)),
        clearness=-scored["score"].abs(),
        span=[f"{r.article_id}:{r.start}-{r.end}" for r in scored.itertuples()],
        **{f"n_{label}": (scored["label"] == label).astype("int64") for label in ("negative", "neutral", "positive")},
    ).sort_values(["clearness", "article_id", "start"], kind="stable")
    counted = scored.groupby(list(SPEAKERS_TOWARD.key), as_index=False).agg(
        n=("score", "size"),
        n_negative=("n_negative", "sum"),
        n_neutral=("n_neutral", "sum"),
        n_positive=("n_positive", "sum"),
        score=("score", "mean"),
        spans=("span", "; ".join),
    )
    return SPEAKERS_TOWARD.build(records(counted))
