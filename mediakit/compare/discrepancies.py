"""Where two articles report one fact differently, and how the two versions stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from mediakit.compare.carriers import carriers
from mediakit.compare.differences import differences
from mediakit.compare.silences import silences
from mediakit.compare.slips import slips
from mediakit.compare.told import Difference, Told
from mediakit.compare.venues import venues
from mediakit.schema import records
from mediakit.tables import ATTRIBUTES, DISCREPANCIES, FACTS, RELATIONS

CARE = ("contradiction", "update", "timezone", "difference", "translation", "alias", "coarser")
"""The relations in the order in which a reader should care."""


def discrepancies(facts: pd.DataFrame, articles: pd.DataFrame | None = None) -> pd.DataFrame:
    """Pairs of claims of one fact that differ, each with both passages, both values and how the two stand together.

    - contradiction: both cannot be so. Days or numbers that exclude each other, or one affirms what the other negates,
      of the same act in much the same words. So are slips that show beside other texts, of one fact or not: another
      given name for one office and surname, a quoted word of another spelling (slips.py).
    - update: what one has ahead of it or expects, the other reports; who did not answer the one is quoted in the other,
      of one fact or not (silences.py).
    - timezone: neighbouring days, which may be one moment in two time zones.
    - alias: two names of one thing: two buildings or sites named for one act or occasion (venues.py), or initials and
      what they stand for.
    - translation: the same words in quotation marks but for one to three, or in another order.
    - coarser: one includes the other: a month and a day of it, "about 550" and "550", a town and a building,
      a stretch of days or a part of a list that the other leaves out.
    - difference: another source, another degree of certainty, a promise against a plan or a wish, another purpose of
      one sum, another actor.

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
    frames = {facts.index[i] for i in carriers(facts)}
    days = _sentence_days(facts)
    every = [
        Told(row, published.get(row["article_id"]), days.get((row["article_id"], row["sentence"])), at in frames)
        for at, row in zip(facts.index, records(facts), strict=True)
    ]
    by_fact: dict[str, list[Told]] = {}
    for claim in every:
        by_fact.setdefault(claim.row["fact_id"], []).append(claim)
    beyond = [*slips(every), *silences(every), *venues(every)]
    found = [Found(difference, one, other, 2, 0.0) for one, other, difference in beyond]
    for told in by_fact.values():
        found.extend(_within(told, offset))
    ranked = sorted(_once_a_sentence(found), key=Found.order)
    table = DISCREPANCIES.build(_row(row, rank) for rank, row in enumerate(ranked, 1))
    return table.sort_values("rank", kind="stable", ignore_index=True)


class Found(NamedTuple):
    """A difference between two claims, how many articles tell the fact, and the share of words in common."""

    difference: Difference
    one: Told
    other: Told
    n_articles: int
    alike: float

    def order(self) -> tuple[Any, ...]:
        """What a reader should care about first, then facts of many articles, then close wordings."""
        relation, attribute = CARE.index(self.difference.relation), ATTRIBUTES.index(self.difference.attribute)
        one, other = self.one.row, self.other.row
        places = (one["article_id"], one["start"], other["article_id"], other["start"])
        return relation, attribute, -self.n_articles, -self.alike, str(one["fact_id"]), *places


def _within(told: list[Told], offset: dict[str, int]) -> Iterable[Found]:
    """The differences within one fact: of two articles each attribute once, for the claims that are most alike."""
    best: dict[tuple[str, str, str], Found] = {}
    n_articles = len({claim.row["article_id"] for claim in told})
    for one, other in combinations(told, 2):
        here, there = one.row["article_id"], other.row["article_id"]
        if here == there or one.frame != other.frame:
            continue
        alike = len(one.all_words & other.all_words) / max(1, len(one.all_words | other.all_words))
        for difference in differences(one, other):
            timed = _timed(difference, one, other, offset)
            # Of claims that only carry others, what counts is how surely those are carried.
            if timed is None or (one.frame and timed.attribute != "certainty"):
                continue
            key = (timed.attribute, here, there)
            if key not in best or best[key].alike < alike:
                best[key] = Found(timed, one, other, n_articles, alike)
    return best.values()


def _once_a_sentence(found: list[Found]) -> Iterable[Found]:
    """The rows less those that say of other claims of two sentences once more on whose word these are told."""
    best: dict[Any, Found] = {}
    for row in found:
        difference, one, other = row.difference, row.one.row, row.other.row
        key: tuple[Any, ...] = (difference.attribute, one["fact_id"])
        places = [(claim["article_id"], claim["start"]) for claim in (one, other)]
        if difference.attribute == "attribution":
            key = (difference.value, difference.other_value)
            places = [(claim["article_id"], claim["sentence"]) for claim in (one, other)]
        known = best.get((*key, *places))
        if known is None or _length(known) < _length(row):
            best[*key, *places] = row
    return best.values()


def _length(row: Found) -> int:
    return len(row.one.row["text"]) + len(row.other.row["text"])


def _row(found: Found, rank: int) -> dict[str, Any]:
    difference, one, other = found.difference, found.one.row, found.other.row
    assert difference.relation in RELATIONS
    return {
        "fact_id": one["fact_id"],
        "attribute": difference.attribute,
        "article_id": one["article_id"],
        "start": one["start"],
        "end": one["end"],
        "text": one["text"],
        "other_id": other["article_id"],
        "other_start": other["start"],
        "other_end": other["end"],
        "other_text": other["text"],
        "relation": difference.relation,
        "value": difference.value,
        "other_value": difference.other_value,
        "rank": rank,
        "fact": one["fact"],
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
