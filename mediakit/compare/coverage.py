"""Which article reports which fact, and how surely; on how many outlets, texts and sources each fact rests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pandas as pd

from mediakit.compare.carriers import carriers
from mediakit.compare.counting import RUNNING
from mediakit.compare.discrepancies import discrepancies as find_discrepancies
from mediakit.errors import TableError
from mediakit.schema import records
from mediakit.tables import COVERAGE, DISCREPANCIES, FACTS, REUSE, STATUSES

EARLIEST = timedelta(hours=14)
"""A day begins 14 hours before it does at Greenwich, where it begins first."""

PRONOUNS = frozenset("he she they it we i you both this that who them him her the two the pair".split())


def coverage(
    facts: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    reuse: pd.DataFrame | None = None,
    discrepancies: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """A row a fact and article: how the article has the fact, or that the fact was not found in it.

    The status is that of the article's surest claim: asserted in the outlet's own voice, attributed to somebody,
    hedged, expected, or denied. An article without such a claim has `not_found`: a text cannot show why something is
    not in it. Only when the fact is of a day that had not begun anywhere when the page says it was published, to the
    hour, it is `could_not_have`.

    Parameters
    ----------
    facts
        The table of `align`.
    articles
        The table of the corpus: each of its articles has a row for every fact.
    reuse
        The table of `reuse`; with it, `n_texts` counts articles once that carry the fact in one shared passage.
        Without it every article is a text of its own, and `n_texts` an upper bound.
    discrepancies
        The table of `discrepancies`, found anew when it is not given.

    Returns
    -------
    The table `coverage`, sorted: facts of most texts first, then of most outlets, what only one text has last; the
    articles of each fact in the order of `articles`.

    Raises
    ------
    TableError
        When a fact's article is not in `articles`, or a column is missing.
    """
    FACTS.check(facts, "coverage")
    for name in ("article_id", "outlet"):
        if name not in articles:
            raise TableError(f"coverage: articles has no column {name!r}; it has {', '.join(map(str, articles))}")
    unknown = sorted(set(facts["article_id"]) - set(articles["article_id"]))
    if unknown:
        raise TableError(f"coverage: the article {unknown[0]!r} of facts is not in articles")
    if discrepancies is None:
        discrepancies = find_discrepancies(facts, articles)
    DISCREPANCIES.check(discrepancies, "coverage")
    contradicted = _contradicted(facts, discrepancies)
    shared = _shared_passages(reuse)
    pages = records(articles.drop_duplicates("article_id"))
    own = facts.drop(index=[facts.index[i] for i in carriers(facts)])
    rows, order = [], {}
    for fact_id, group in own.groupby("fact_id", sort=True):
        claims = {str(key): records(part) for key, part in group.groupby("article_id", sort=False)}
        texts = _texts(claims, shared)
        outlets = {page["outlet"] for page in pages if page["article_id"] in claims}
        counts = {
            "n_outlets": len(outlets),
            "n_texts": len(set(texts.values())),
            "n_sources": _n_sources(claims, texts, pages),
        }
        order[fact_id] = (-counts["n_texts"], -counts["n_outlets"], fact_id)
        day = _first_day(group)
        for page in pages:
            article_id = page["article_id"]
            row = {
                "fact_id": fact_id,
                "article_id": article_id,
                "outlet": page["outlet"],
                "fact": group["fact"].iloc[0],
                "contradicted": (fact_id, article_id) in contradicted,
                **counts,
            }
            if article_id in claims:
                rows.append({**row, **_told(claims[article_id])})
            else:
                rows.append({**row, "status": "could_not_have" if _too_early(page, day) else "not_found"})
    table = COVERAGE.build(rows)
    place = {page["article_id"]: i for i, page in enumerate(pages)}
    ranks = [(order[f], place[a]) for f, a in zip(table["fact_id"], table["article_id"], strict=True)]
    return table.iloc[sorted(range(len(table)), key=ranks.__getitem__)].reset_index(drop=True)


def status(claim: dict[str, Any]) -> str:
    """How surely, and on whose word, one claim is made."""
    if claim["certainty"] != "asserted":
        return str(claim["certainty"])
    return "asserted" if claim["voice"] == "unattributed" and pd.isna(claim["attributed_to"]) else "attributed"


def _told(claims: list[dict[str, Any]]) -> dict[str, Any]:
    """Status and evidence of an article: its surest claim, of several the first."""
    best = min(claims, key=lambda claim: (STATUSES.index(status(claim)), claim["start"]))
    found = status(best)
    cue = best["attribution_cue"] if found == "attributed" else best["hedge"]
    return {
        "status": found,
        "attributed_to": best["attributed_to"],
        "cue": cue if isinstance(cue, str) else best["predicate"] if found == "expected" else None,
        "start": int(best["start"]),
        "end": int(best["end"]),
        "text": best["text"],
    }


def _contradicted(facts: pd.DataFrame, discrepancies: pd.DataFrame) -> set[tuple[str, str]]:
    """The facts and articles whose claims another article contradicts; a slip may stand in two facts."""
    conflicts = discrepancies[discrepancies["relation"] == "contradiction"]
    there = conflicts[["other_id", "other_start", "other_end"]].set_axis(["article_id", "start", "end"], axis=1)
    sides = pd.concat([conflicts[["article_id", "start", "end"]], there]).drop_duplicates()
    told = facts.merge(sides, on=["article_id", "start", "end"])
    return set(zip(told["fact_id"], told["article_id"], strict=True))


def _shared_passages(reuse: pd.DataFrame | None) -> dict[tuple[str, str], list[tuple[int, int, int, int]]]:
    """The passages of running text that two articles share, by both articles' ids."""
    if reuse is None:
        return {}
    REUSE.check(reuse, "coverage")
    found: dict[tuple[str, str], list[tuple[int, int, int, int]]] = {}
    for row in records(reuse[reuse["kind"].isin(RUNNING)]):
        span = (row["start"], row["end"], row["other_start"], row["other_end"])
        found.setdefault((row["article_id"], row["other_id"]), []).append(span)
    return found


def _texts(
    claims: dict[str, list[dict[str, Any]]], shared: dict[tuple[str, str], list[tuple[int, int, int, int]]]
) -> dict[str, str]:
    """For each article of a fact the first article that carries the same text of it."""
    text_of = {article_id: article_id for article_id in claims}

    def first(article_id: str) -> str:
        while text_of[article_id] != article_id:
            article_id = text_of[article_id]
        return article_id

    ids = sorted(claims)
    for i, one in enumerate(ids):
        for other in ids[i + 1 :]:
            spans = shared.get((one, other)) or [(c, d, a, b) for a, b, c, d in shared.get((other, one), [])]
            if any(
                _overlaps(here, start, end) and _overlaps(there, other_start, other_end)
                for start, end, other_start, other_end in spans
                for here in claims[one]
                for there in claims[other]
            ):
                low, high = sorted((first(one), first(other)))
                text_of[high] = low
    return {article_id: first(article_id) for article_id in ids}


def _overlaps(claim: dict[str, Any], start: int, end: int) -> bool:
    return min(claim["end"], end) - max(claim["start"], start) > (claim["end"] - claim["start"]) / 2


def _n_sources(claims: dict[str, list[dict[str, Any]]], texts: dict[str, str], pages: Iterable[dict[str, Any]]) -> int:
    """Distinct sources of a fact: those a text names, else the agency that a carrier of it credits, else the text."""
    credit = {page["article_id"]: page.get("credit") for page in pages}
    named: dict[str, set[str]] = {}
    credited: dict[str, str] = {}
    for article_id, told in claims.items():
        text = texts[article_id]
        named.setdefault(text, set()).update(
            str(claim["attributed_to"])
            for claim in told
            if pd.notna(claim["attributed_to"]) and str(claim["attributed_to"]).lower() not in PRONOUNS
        )
        if isinstance(credit.get(article_id), str):
            credited[text] = str(credit[article_id])
    return len(set().union(*(names or {credited.get(text, f"text of {text}")} for text, names in named.items())))


def _first_day(group: pd.DataFrame) -> datetime | None:
    """The day a fact happened on, when all its claims that give a day and speak of the past agree."""
    dated = group[group["date_from"].notna() & (group["date_from"] == group["date_to"]) & (group["tense"] == "past")]
    days = dated["date_from"].unique()
    return pd.Timestamp(days[0]).to_pydatetime() if len(days) == 1 else None


def _too_early(page: dict[str, Any], day: datetime | None) -> bool:
    """Whether a page, dated to the hour and with its time zone, is from before a day had begun anywhere."""
    published, offset = page.get("published"), page.get("utc_offset")
    if day is None or published is None or pd.isna(published) or offset is None or pd.isna(offset):
        return False
    at = pd.Timestamp(published)
    if at == at.normalize():
        return False
    return bool(at.to_pydatetime() - timedelta(minutes=int(offset)) < day - EARLIEST)
