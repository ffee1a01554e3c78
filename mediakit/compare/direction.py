"""Which of two articles that share text had it first: what pages credit, when they were published, how they speak."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mediakit.compare.counting import Carried
from mediakit.measure.tokens import TOKEN

AHEAD = frozenset("will expected expects plans scheduled due set".split())
"""Words by which one version speaks of what another reports as done: "will fly", later "flew"."""

EAST, WEST = pd.Timedelta(hours=14), pd.Timedelta(hours=12)
"""How far local time can stand from UTC, for pages that give no offset."""


@dataclass(frozen=True)
class Link:
    """Two articles that share text; `one` and `other` are their numbers, the former with the lesser article_id."""

    one: int
    other: int
    n_tokens: int
    share: float
    other_share: float
    same_outlet: bool
    relation: str
    origin: int | None
    earlier: int | None
    earlier_inferred: int | None
    evidence: str | None

    @property
    def closeness(self) -> float:
        """How much the two are one text: the geometric mean of their shares (Ochiai's coefficient)."""
        return math.sqrt(self.share * self.other_share)

    def row(self, article_ids: Sequence[str]) -> dict[str, Any]:
        """The link as a row of `links`."""
        names = {
            name: None if value is None else article_ids[value]
            for name, value in (
                ("origin", self.origin),
                ("earlier", self.earlier),
                ("earlier_inferred", self.earlier_inferred),
            )
        }
        return {
            "article_id": article_ids[self.one],
            "other_id": article_ids[self.other],
            "n_tokens": self.n_tokens,
            "share": round(self.share, 4),
            "other_share": round(self.other_share, 4),
            "same_outlet": self.same_outlet,
            "relation": self.relation,
            **names,
            "evidence": self.evidence,
        }


def links_of(
    tokens: Carried, reuse: pd.DataFrame, articles: pd.DataFrame, *, kinds: tuple[str, ...], min_share: float
) -> list[Link]:
    """Every pair of articles that share text, in the order of their ids."""
    lengths = tokens.n_tokens
    shared: Counter[tuple[int, int]] = Counter()
    sizes = (tokens.overlaps.right - tokens.overlaps.left).tolist()
    for a, b, size in zip(tokens.overlaps.article.tolist(), tokens.overlaps.carrier.tolist(), sizes, strict=True):
        shared[a, b] += size
    pages = _Pages.of(articles)
    ahead = _ahead(tokens, reuse[reuse["kind"].isin(kinds)])
    links = []
    for a, b in sorted(shared, key=lambda pair: (tokens.article_ids[pair[0]], tokens.article_ids[pair[1]])):
        if tokens.article_ids[a] > tokens.article_ids[b]:
            continue
        share, other_share = shared[a, b] / lengths[a], shared[b, a] / lengths[b]
        update = pages.outlet[a] == pages.outlet[b] and max(share, other_share) >= min_share
        relation, origin, evidence = pages.relation(a, b, update)
        earlier = pages.earlier(a, b)
        if earlier is not None:
            evidence.append(f"{tokens.article_ids[earlier]} was published earlier")
        inferred = None
        if earlier is None and (a, b) in ahead:
            inferred, words = ahead[a, b]
            evidence.append(words)
        links.append(
            Link(
                a,
                b,
                shared[a, b],
                float(share),
                float(other_share),
                pages.outlet[a] == pages.outlet[b],
                relation,
                origin,
                earlier,
                inferred,
                "; ".join(evidence) or None,
            )
        )
    return links


@dataclass(frozen=True)
class _Pages:
    """What pages say of themselves, one value an article; times as the earliest and latest that they can mean."""

    article_id: list[str]
    outlet: list[str]
    credit: list[str | None]
    first: list[Any]
    last: list[Any]

    @classmethod
    def of(cls, articles: pd.DataFrame) -> _Pages:
        def column(name: str) -> list[Any]:
            values = articles[name] if name in articles else pd.Series(None, index=articles.index, dtype="object")
            return [None if pd.isna(value) else value for value in values]

        first: list[Any] = []
        last: list[Any] = []
        for published, offset in zip(column("published"), column("utc_offset"), strict=True):
            if published is None:
                first.append(pd.NaT)
                last.append(pd.NaT)
                continue
            time = pd.Timestamp(published)
            # Midnight is how a page that gives only the day is read.
            end = time + pd.Timedelta(days=1) if time == time.normalize() else time
            shift = pd.Timedelta(minutes=int(offset)) if offset is not None else None
            first.append(time - (EAST if shift is None else shift))
            last.append(end + WEST if shift is None else end - shift)
        return cls(column("article_id"), column("outlet"), column("credit"), first, last)

    def relation(self, a: int, b: int, update: bool) -> tuple[str, int | None, list[str]]:
        """What the credits allow to say: the relation, the origin if it is one of the two, and the evidence."""
        for copy, origin in ((a, b), (b, a)):
            if _same_name(self.credit[copy], self.outlet[origin]) and self.outlet[a] != self.outlet[b]:
                return "copy", origin, [f"{self.article_id[copy]} credits {self.credit[copy]}"]
        if update:
            return "update", None, [f"both published by {self.outlet[a]}"]
        if _same_name(self.credit[a], self.credit[b]):
            return "common source", None, [f"both credit {self.credit[a]}"]
        return (
            "unknown",
            None,
            [f"{self.article_id[i]} credits {self.credit[i]}" for i in (a, b) if self.credit[i] is not None],
        )

    def earlier(self, a: int, b: int) -> int | None:
        """The article published earlier, whatever offset and hour the pages leave open; None when in doubt."""
        if self.last[a] < self.first[b]:
            return a
        return b if self.last[b] < self.first[a] else None


def _same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are the same, or one is the other with more words: "Kyodo", "Kyodo News"."""
    if not one or not other:
        return False
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    return re.search(rf"(?<!\w){re.escape(short)}(?!\w)", long) is not None


def _ahead(tokens: Carried, reuse: pd.DataFrame) -> dict[tuple[int, int], tuple[int, str]]:
    """Pairs of which only one speaks of things ahead in passages that both carry, with its words as evidence."""
    votes: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    edited = reuse[reuse["kind"] == "edited"]
    columns = (edited[name] for name in ("article_id", "text", "other_id", "other_text"))
    for article_id, text, other_id, other_text in zip(*columns, strict=True):
        here, there = (Counter(word.casefold() for word in TOKEN.findall(t)) for t in (text, other_text))
        for side, words, number in ((text, here - there, article_id), (other_text, there - here, other_id)):
            for word in AHEAD & words.keys():
                a, b = tokens.number[article_id], tokens.number[other_id]
                votes[min(a, b), max(a, b)].append((tokens.number[number], _around(side, word)))
    return {
        pair: (found[0][0], f"{tokens.article_ids[found[0][0]]} speaks of it as ahead: {found[0][1]!r}")
        for pair, found in votes.items()
        if len({number for number, _ in found}) == 1
    }


def _around(text: str, word: str) -> str:
    """The word with two more on either side."""
    found = re.search(rf"(?:\w+\W+){{0,2}}\b{re.escape(word)}\b(?:\W+\w+){{0,2}}", text, re.IGNORECASE)
    return " ".join(found.group().split()) if found else word
