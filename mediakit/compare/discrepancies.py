"""Where two articles report one fact differently, and how the two versions stand to each other."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations
from typing import Any

import pandas as pd

from mediakit.compare.carriers import carriers
from mediakit.compare.differences import differences
from mediakit.compare.told import Difference, Told
from mediakit.schema import records
from mediakit.tables import ATTRIBUTES, DISCREPANCIES, FACTS, RELATIONS

CARE = ("contradiction", "update", "timezone", "difference", "translation", "alias", "coarser")
"""The relations in the order in which a reader should care."""


def discrepancies(facts: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Pairs of claims of one fact that differ, each with both passages, both values and how the two stand together.

    - contradiction: both cannot be so. Days or numbers that exclude each other, or one affirms what the other negates,
      of the same act in much the same words.
    - update: what one has ahead of it or expects, the other reports.
    - timezone: neighbouring days, which may be one moment in two time zones.
    - alias: two names of one thing: two buildings or sites named for one act, or initials and what they stand for.
    - translation: the same words in quotation marks but for one to three.
    - coarser: one includes the other: a month and a day of it, "about 550" and "550", a town and a building.
    - difference: another source, another degree of certainty, another purpose of one sum, another actor.

    Only the first is a conflict, and the table says what texts say, never who is right. Of the claims of two articles
    about one fact, each attribute is listed once, for the two claims that are most alike.

    Parameters
    ----------
    facts
        The table of `align`.
    articles
        The table of the corpus; with it, an update is listed only when the article that reports the thing done was
        not published before the one that has it ahead, and neighbouring days count as a time zone's only where the
        two pages do not state the same one.

    Returns
    -------
    The table `discrepancies`, what a reader should look at first on top (`rank`).
    """
    FACTS.check(facts, "discrepancies")
    published, offset = _times(articles)
    own = facts.drop(index=[facts.index[i] for i in carriers(facts)])
    days = _sentence_days(facts)
    found: list[tuple[Any, ...]] = []
    for fact_id, group in own.groupby("fact_id", sort=True):
        if group["article_id"].nunique() < 2:
            continue
        told = [
            Told(row, published.get(row["article_id"]), days.get((row["article_id"], row["sentence"])))
            for row in records(group)
        ]
        best: dict[tuple[str, str, str], tuple[float, Told, Told, Difference]] = {}
        for one, other in combinations(told, 2):
            here, there = one.row["article_id"], other.row["article_id"]
            if here == there:
                continue
            alike = len(one.all_words & other.all_words) / max(1, len(one.all_words | other.all_words))
            for difference in differences(one, other):
                timed = _timed(difference, one, other, offset)
                if timed is None:
                    continue
                key = (timed.attribute, here, there)
                if key not in best or best[key][0] < alike:
                    best[key] = (alike, one, other, timed)
        n_articles = group["article_id"].nunique()
        for alike, one, other, difference in best.values():
            found.append((CARE.index(difference.relation), ATTRIBUTES.index(difference.attribute), -n_articles, -alike,
                          str(fact_id), one, other, difference))  # fmt: skip
    found.sort(key=lambda f: (*f[:5], f[5].row["article_id"], f[5].row["start"], f[6].row["article_id"]))
    table = DISCREPANCIES.build(
        _row(fact_id, one, other, difference, rank)
        for rank, (*_, fact_id, one, other, difference) in enumerate(found, 1)
    )
    return table.sort_values("rank", kind="stable", ignore_index=True)


def _row(fact_id: str, one: Told, other: Told, difference: Difference, rank: int) -> dict[str, Any]:
    assert difference.relation in RELATIONS
    return {
        "fact_id": fact_id,
        "attribute": difference.attribute,
        "article_id": one.row["article_id"],
        "start": one.row["start"],
        "end": one.row["end"],
        "text": one.row["text"],
        "other_id": other.row["article_id"],
        "other_start": other.row["start"],
        "other_end": other.row["end"],
        "other_text": other.row["text"],
        "relation": difference.relation,
        "value": difference.value,
        "other_value": difference.other_value,
        "rank": rank,
        "fact": one.row["fact"],
    }


def _sentence_days(facts: pd.DataFrame) -> dict[tuple[str, int], Any]:
    """The day that each sentence gives, where its claims give a single one."""
    dated = facts[facts["date_from"].notna()].drop_duplicates(["article_id", "sentence", "date_from", "date_to"])
    single = dated[~dated.duplicated(["article_id", "sentence"], keep=False) & (dated["date_from"] == dated["date_to"])]
    return {
        (str(a), int(s)): day
        for a, s, day in zip(single["article_id"], single["sentence"], single["date_from"], strict=True)
    }


def _times(articles: pd.DataFrame | None) -> tuple[dict[str, datetime], dict[str, int]]:
    """When each article was published, in UTC where its page states the offset, and those offsets."""
    published: dict[str, datetime] = {}
    offsets: dict[str, int] = {}
    if articles is None or "published" not in articles:
        return published, offsets
    for row in articles.to_dict("records"):
        at, offset = row["published"], row.get("utc_offset")
        if at is None or pd.isna(at):
            continue
        minutes = 0 if offset is None or pd.isna(offset) else int(offset)
        published[row["article_id"]] = pd.Timestamp(at).to_pydatetime() - timedelta(minutes=minutes)
        if offset is not None and not pd.isna(offset):
            offsets[row["article_id"]] = minutes
    return published, offsets


def _day(claim: Told) -> Any:
    return claim.published and claim.published.date()


def _timed(difference: Difference, one: Told, other: Told, offset: dict[str, int]) -> Difference | None:
    """The difference in the light of when, and in which time zone, the two pages were published."""
    if difference.relation == "timezone":
        here, there = (offset.get(claim.row["article_id"]) for claim in (one, other))
        if here is not None and here == there:
            return difference._replace(relation="contradiction")
    if difference.relation == "update":
        order = {"past": 0, "present": 1, "future": 2}
        ahead, behind = sorted((one, other), key=lambda claim: -order[claim.row["tense"]])
        known = behind.published is not None and ahead.published is not None
        if known and difference.attribute == "tense" and _day(behind) < _day(ahead):
            return None
    return difference
