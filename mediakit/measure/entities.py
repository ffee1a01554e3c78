"""Named entities, and one name for each person, organisation and place across a corpus."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.lexicons import entries
from mediakit.measure.rows import Row, RowMaker, parsed, per_article, rename, row
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.schema import Schema
from mediakit.tables import ENTITIES

TITLES = frozenset(
    """mr mrs ms miss mx dr sir dame lord lady president prime minister premier chancellor king queen prince princess
    senator sen sens representative rep reps governor gov secretary former late ex vice chairman chairwoman chair chief
    general gen colonel col captain capt lt lieutenant sgt sergeant maj major adm admiral judge justice professor prof
    spokesman spokeswoman spokesperson leader ceo emperor pope speaker congressman congresswoman mayor attorney
    ambassador rabbi rev reverend archbishop bishop cardinal sheikh ayatollah republican democrat democratic u.s. gop
    then-president then-candidate president-elect director commissioner superintendent officer detective sheriff
    candidate nominee first lady majority minority house senate""".split()
)
SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
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
DOMINANT = 9
"""How many times as often as all others of one surname a person is named to be meant by the bare surname."""


def entities(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Named entities as spaCy's model finds them, and surnames it overlooks, each with its canonical name.

    A person's canonical name is the fullest common form that ends in the same surname, first within the article,
    then across the corpus. Where two people of an article share a surname, the bare surname means the one named
    in full first; where two of a corpus do, it stands for itself in an article that names neither in full, unless
    one of them is named nine times as often as the others. Common short names of countries and unions are written
    out, initials stand for the organisation of the article that they abbreviate, and "Department of Justice" and
    "Justice Department" are one.
    """
    return tabulate(ENTITIES, entity_rows, corpus)


@per_article
def entity_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The entities of one article, with the name they have within it."""
    text = reading.article.text
    found = ((*_trimmed(text, start, end), label) for start, end, label in _recognised(reading))
    spans = [(start, end, label) for start, end, label in found if start < end]
    spans = sorted({*spans, *_overlooked(reading, spans)})
    names = article_names(Counter((plain_name(text[s:e], label), label) for s, e, label in spans))
    for start, end, label in spans:
        name = plain_name(text[start:end], label)
        yield row(reading, start, end, label=label, entity=names.get(name, name))


OFFICE = re.compile(
    r"(?:(?:the )?(?:U\.?S\.?|United States) )?"
    r"(?:(Department|Ministry|Bureau) of (?:the )?(.+)|(.+) (Department|Ministry|Bureau))"
)
"""An office of state, in the two orders of its words."""

PARTICLES = frozenset("de da del della di la le van von der den bin ibn al el ben y e do dos das af zu ter".split())


def _recognised(reading: ParsedArticle) -> Iterator[tuple[int, int, str]]:
    """spaCy's entities; one with a finite verb inside, or a "person" with a lower-case word, is cut there."""
    for entity in reading.doc.ents:
        start = entity.start_char
        if entity.label_ in ("PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "FAC", "GPE"):
            for token in entity:
                if not (token.text.islower() and token.is_alpha) or token.lower_ in PARTICLES:
                    continue
                if entity.label_ == "PERSON" or token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
                    yield start, token.idx, entity.label_
                    start = token.idx + len(token)
        yield start, entity.end_char, entity.label_


def _overlooked(reading: ParsedArticle, spans: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """People the entity recogniser passes over: a given name with a surname, and surnames of people named in full."""
    text = reading.article.text
    starts = [start for start, _, _ in spans]

    def free(start: int, end: int) -> bool:
        before = bisect_right(starts, start) - 1
        clear = before < 0 or spans[before][1] <= start
        following = starts[before + 1] if before + 1 < len(starts) else end
        token = reading.doc.char_span(start, end) if clear and following >= end else None
        return token is not None and all(t.pos_ == "PROPN" for t in token)

    named = ((plain_name(text[start:end], label), label) for start, end, label in spans)
    full = {name for name, label in named if " " in name and is_person(name, label)}
    taken: set[int] = set()
    for match in re.finditer(r"\b([A-Z][a-z]+) ([A-Z][\w-]+)", text):
        if match[1].lower() in given_names() and match[2].lower() not in TITLES and free(*match.span()):
            full.add(match[0])
            taken.add(match.end())
            yield *match.span(), "PERSON"
    last = {name.split(" ")[-1] for name in full}
    last = {name for name in last if len(name) > 2 and name[0].isupper() and name.isalpha()}
    for match in re.finditer(rf"(?<!-)\b(?:{'|'.join(sorted(last))})\b", text) if last else ():
        if match.end() not in taken and free(*match.span()):
            yield *match.span(), "PERSON"


@cache
def given_names() -> dict[str, str]:
    """Given names that are nearly always one gender, m or f."""
    return {cells[0]: cells[1] for cells in entries("given_names") if cells[1] in ("m", "f")}


def is_person(name: str, label: str) -> bool:
    """Whether a name is a person's: spaCy says so, or takes for a firm or a title what begins with a given name."""
    words = name.split(" ")
    odd = label in ("ORG", "PRODUCT", "WORK_OF_ART") and 1 < len(words) < 4
    return label == "PERSON" or (odd and words[0].lower() in given_names() and all(w[:1].isupper() for w in words))


@lru_cache(maxsize=10_000)
def plain_name(text: str, label: str = "PERSON") -> str:
    """A name without titles, article, possessive and line breaks; short names of countries written out."""
    words = re.sub(r"(?<=\w)[’'](s|S)?$", "", re.sub(r"\s+", " ", text).strip(" ,;:.\n")).split(" ")
    if label == "PERSON":
        while len(words) > 1 and words[0].strip(".,").lower() in TITLES:
            words = words[1:]
        words[-1] = words[-1].rstrip(",;:")
        shouted = len(words) > 1 and all(word.isupper() for word in words)
        words = [w.title() if w.isupper() and "." not in w and (shouted or len(w) > 3) else w for w in words]
    elif len(words) > 1 and words[0].lower() == "the":
        words = words[1:]
    name = " ".join(words)
    if name.lower().rstrip(".") + "." in PLACES and label != "PERSON":
        return PLACES[name.lower().rstrip(".") + "."]
    return name if label == "PERSON" or name == "us" else PLACES.get(name.lower(), name)


def surname(name: str) -> str:
    """The last word of a name, "Jr." and the like aside, in lower case."""
    words = [word for word in name.lower().split(" ") if word not in SUFFIXES]
    return words[-1].strip(",") if words else name.lower()


def article_names(counts: Mapping[tuple[str, str], int], *, first: bool = True) -> dict[str, str]:
    """For each name of one article the name it has there, from (name, label) counted in the order of the text."""
    people: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for (name, label), n in counts.items():
        (people if is_person(name, label) else others)[name] += n
    names = fullest_names(people, first=first)
    places = {name for name, label in counts if label in ("GPE", "LOC", "NORP", "FAC")}
    known = {name.lower(): names.get(name, name) for name in people if people[name] >= others[name]}
    for name in others:
        # The entity recogniser takes many a surname for a firm or a place: it is the person's all the same.
        if people.get(name, 0) >= others[name] or name not in places or people.get(name, 0) > 0.3 * others[name]:
            names[name] = known.get(name.lower()) or _bare(name, people, names) or name
    offices = _offices(others)
    names.update({short: offices.get(full, full) for short, full in _initials([*others]).items()})
    names.update(offices)
    return {name: full for name, full in names.items() if name != full}


def _bare(name: str, people: Mapping[str, int], names: Mapping[str, str]) -> str | None:
    """The one person whose surname a word is that is taken for something else."""
    if " " in name or not name[:1].isupper():
        return None
    full = {names.get(p, p) for p in people if " " in p and surname(p) == name.lower()}
    return full.pop() if len(full) == 1 else None


def _offices(counts: Mapping[str, int]) -> dict[str, str]:
    """Offices of state that are named in two ways ("Ministry of Justice", "Justice Ministry"), by the commoner one."""
    forms: dict[str, list[str]] = defaultdict(list)
    for name in counts:
        if match := OFFICE.fullmatch(name):
            forms[f"{match[2] or match[3]} {match[1] or match[4]}".lower()].append(name)
    best = {key: max(alike, key=lambda name: (counts[name], -len(name), name)) for key, alike in forms.items()}
    return {name: best[key] for key, alike in forms.items() for name in alike if name != best[key]}


def _initials(names: Sequence[str]) -> dict[str, str]:
    """Abbreviations among the names, each with the name whose initials it is."""
    short = {name.replace(".", "").lower(): name for name in names if re.fullmatch(r"(?:[A-Z]\.?){2,6}", name)}
    found = {}
    for name in names:
        words = re.findall(r"\w+", name)
        if len(words) > 1:
            for chosen in ([w for w in words if w[0].isupper()], words):
                initials = "".join(w[0] for w in chosen).lower()
                if initials in short:
                    found[short[initials]] = name
    return found


def fullest_names(counts: Mapping[str, int], *, first: bool = False) -> dict[str, str]:
    """For each name of a person the one fuller name it is short for, if it is clear which.

    A bare surname is short for the only full name that ends in it; with several, for the first one counted if
    `first`, else for one that is nine times as common as all others. A name with a middle name or initial is the
    same person's as the commoner form with equal first and last name.
    """
    full: dict[str, Counter[str]] = defaultdict(Counter)
    for name, n in counts.items():
        if " " in name:
            full[surname(name)][name] += n
    names: dict[str, str] = {}
    for forms in full.values():
        alike: dict[str, list[str]] = defaultdict(list)
        for name in forms:
            alike[name.lower().split(" ")[0] + ("+" if name.lower().split(" ")[-1] in SUFFIXES else "")].append(name)
        for group in alike.values():
            best = max(group, key=lambda name: (forms[name], -len(name)))
            names.update({name: best for name in group if name != best})
    for name in counts:
        last = name.lower()
        if " " in name or last not in full:
            continue
        people: Counter[str] = Counter()
        for form, n in full[last].items():
            people[names.get(form, form)] += n
        (best, n), *rest = people.most_common()
        if not rest:
            names[name] = best
        elif first:
            names[name] = next(iter(people))
        elif n >= DOMINANT * sum(m for _, m in rest):
            names[name] = best
    return names


def corpus_names(readings: Iterable[ParsedArticle]) -> dict[str, str]:
    """The names that are written otherwise in another article, each with its canonical form."""
    counts: Counter[tuple[str, str]] = Counter()
    for reading in readings:
        counts.update(name_counts(reading))
    return canonical_names(counts)


def name_counts(reading: ParsedArticle) -> Counter[tuple[str, str]]:
    """How often each name, with its label, stands in one article."""
    return Counter((r["entity"], r["label"]) for r in entity_rows(reading))


def canonical_names(counts: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """The canonical forms that the names of a whole corpus give, from `name_counts` summed over its articles."""
    return article_names(counts, first=False)


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
