"""Who speaks in each article: role, type, and how many words in whose form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pandas as pd

from mediakit.corpus import WORD, Corpus
from mediakit.lexicons import entries
from mediakit.measure.attribution.people import people_of
from mediakit.measure.attribution.words import words_of
from mediakit.measure.entities import entity_rows, tabulate
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.quotes import quote_rows
from mediakit.measure.rows import Row, per_article
from mediakit.measure.voice import overlap
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.schema import records
from mediakit.tables import SPEAKERS

UNNAMED = ("official", "source", "person", "people", "aide", "diplomat", "adviser", "advisor", "others", "some")
"""Heads of phrases that speak without a name."""


def speakers(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Who speaks in each article, with role, type, words in direct and indirect speech, and stances of the cues.

    A row an article and speaker. `type` follows from role and name by data/speaker_types.csv; an unnamed official,
    aide or source is anonymous; where one article does not tell, another's role decides. The last columns count
    statements by the stance of their cue.
    """
    return settled(_united(tabulate(SPEAKERS, speaker_rows, corpus)))


def _united(table: pd.DataFrame) -> pd.DataFrame:
    """The table with one row for a speaker whose names only the corpus shows to be of one ("DOJ", a department)."""
    if not table.duplicated(["article_id", "speaker"]).any():
        return table
    rows: dict[tuple[str, str], Row] = {}
    for row in records(table):
        kept = rows.setdefault((row["article_id"], row["speaker"]), row)
        if kept is not row:
            kept.update({column: kept[column] + row[column] for column in SPEAKERS.names[4:]})
            kept["role"] = kept["role"] if isinstance(kept["role"], str) else row["role"]
            kept["type"] = row["type"] if kept["type"] == "other" else kept["type"]
    return SPEAKERS.build(rows.values())


def settled(table: pd.DataFrame) -> pd.DataFrame:
    """The table with the type that other articles give a speaker, where one article does not tell it."""
    known = table[table["type"] != "other"].groupby("speaker")["type"].agg(lambda types: types.mode().iloc[0])
    types = [
        known.get(name, kind) if kind == "other" and isinstance(name, str) else kind
        for name, kind in zip(table["speaker"], table["type"], strict=True)
    ]
    return table.assign(type=pd.Series(types, index=table.index, dtype="str"))


@cache
def _types() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"\b{re.escape(t)}(?:s|es)?\b"), kind) for t, kind, *_ in entries("speaker_types")[1:])


@per_article
def speaker_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The speakers of one article."""
    marked = list(quotation_spans(reading))
    labels = {r["entity"]: r["label"] for r in entity_rows(reading)}
    spoken: dict[str | None, list[Row]] = defaultdict(list)
    for r in quote_rows(reading):
        spoken[r["speaker_entity"]].append(r)
    for name, rows in spoken.items():
        role = _role(reading, name)
        counts: dict[str, set[str]] = defaultdict(set)
        direct = indirect = 0
        for r in rows:
            inside, outside = _words(reading, r["start"], r["end"], marked)
            direct, indirect = direct + inside, indirect + outside
            if r.get("stance"):
                counts[r["stance"]].add(r["quote_id"])
        yield {
            "article_id": reading.article.article_id,
            "speaker": name,
            "role": role,
            "type": speaker_type(name, role, labels.get(name or "")),
            "n_quotes": len({r["quote_id"] for r in rows}),
            "words_direct": direct,
            "words_indirect": indirect,
            **{column: len(counts[column]) for column in SPEAKERS.names[7:]},
        }


def speaker_type(name: str | None, role: str | None, label: str | None = None) -> str:
    """What sort of speaker a name and role tell of; `label` is spaCy's for the name."""
    if name is None:
        return "unknown"
    if label is None and role is None and re.search(rf"\b(?:{'|'.join(UNNAMED)})s?$", name.lower().split(" with ")[0]):
        return "anonymous"
    for text in (role, name):
        for pattern, kind in _types():
            if text and pattern.search(text.lower()):
                return kind
    return {"ORG": "other", "GPE": "government", "NORP": "other"}.get(label or "", "other")


def _role(reading: ParsedArticle, name: str | None) -> str | None:
    """The role an article gives a person, as first written: a title before the name, else what stands beside it."""
    titles = people_of(reading)[0].titles.get(name or "", [])
    if not titles:
        return None
    words = words_of(reading)[0]
    first, last = titles[0]
    while first < last - 1 and words.pos[first] in ("DET", "PUNCT", "SPACE"):
        first += 1
    return " ".join(reading.article.text[words.start[first] : words.end[last - 1]].split())


def _words(reading: ParsedArticle, start: int, end: int, marked: list[tuple[int, int]]) -> tuple[int, int]:
    """Words of a stretch inside quotation marks, and outside them."""
    inside = outside = 0
    for match in WORD.finditer(reading.article.text, start, end):
        if overlap(match.start(), match.end(), marked):
            inside += 1
        else:
            outside += 1
    return inside, outside
