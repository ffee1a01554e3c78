"""Named entities, and one name for each person, organisation and place across a corpus."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.rows import Row, RowMaker, parsed, per_article, rename, row
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.schema import Schema
from mediakit.tables import ENTITIES

TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady president prime minister premier chancellor king queen prince princess
    senator sen representative rep governor gov secretary former late ex vice chairman chairwoman chief general gen
    colonel col captain capt judge justice professor prof spokesman spokeswoman spokesperson leader ceo emperor
    pope""".split()
)
PLACES = {
    "u.s.": "United States",
    "u.s": "United States",
    "us": "United States",
    "usa": "United States",
    "america": "United States",
    "united states of america": "United States",
    "u.k.": "United Kingdom",
    "uk": "United Kingdom",
    "britain": "United Kingdom",
    "great britain": "United Kingdom",
    "eu": "European Union",
    "u.n.": "United Nations",
    "un": "United Nations",
}


def entities(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Named entities as spaCy's model finds them, each with its canonical name.

    A person's canonical name is the fullest form that ends in the same surname, first within the article, then
    across the corpus; where two people of the corpus share a surname, a bare surname keeps standing for itself.
    Common short names of countries and unions are written out.
    """
    return tabulate(ENTITIES, entity_rows, corpus)


@per_article
def entity_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The entities of one article, with the name they have within it."""
    found = [(*_trimmed(reading.article.text, e.start_char, e.end_char), e.label_) for e in reading.doc.ents]
    spans = [(start, end, label) for start, end, label in found if start < end]
    text = reading.article.text
    people = fullest_names(Counter(plain_name(text[s:e], label) for s, e, label in spans if label == "PERSON"))
    for start, end, label in spans:
        name = plain_name(text[start:end], label)
        yield row(reading, start, end, label=label, entity=people.get(name, name) if label == "PERSON" else name)


def plain_name(text: str, label: str = "PERSON") -> str:
    """A name without titles, article, possessive and line breaks; short names of countries written out."""
    words = re.sub(r"[’']s?$", "", re.sub(r"\s+", " ", text).strip()).split(" ")
    if label == "PERSON":
        while len(words) > 1 and words[0].strip(".,").lower() in TITLES:
            words = words[1:]
    elif len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    name = " ".join(words)
    return PLACES.get(name.lower(), name)


def fullest_names(counts: Mapping[str, int]) -> dict[str, str]:
    """For each bare surname the one full name that ends in it, where there is just one."""
    fuller: dict[str, set[str]] = defaultdict(set)
    for name in counts:
        words = name.split(" ")
        if len(words) > 1:
            fuller[words[-1].lower()].add(name)
    return {
        name: next(iter(fuller[name.lower()])) for name in counts if " " not in name and len(fuller[name.lower()]) == 1
    }


def corpus_names(readings: Iterable[ParsedArticle]) -> dict[str, str]:
    """The names that are written otherwise in another article, each with its canonical form."""
    counts: Counter[str] = Counter()
    for reading in readings:
        counts.update(r["entity"] for r in entity_rows(reading) if r["label"] == "PERSON")
    return fullest_names(counts)


def tabulate(schema: Schema, rows: RowMaker, corpus: Corpus | ParsedCorpus, **options: Any) -> pd.DataFrame:
    """The table of one measure over a corpus, names made the same across it."""
    ready = parsed(corpus)
    if "names" not in ready.memo:
        ready.memo["names"] = corpus_names(ready)
    table = schema.build(r for reading in ready for r in rows(reading, **options))
    return rename(table, schema, ready.memo["names"])


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] not in "$€£¥":
        start += 1
    while end > start and text[end - 1] in " \n\t\"“”‘’',;:":
        end -= 1
    return start, end
