"""What the package measures on seeds/, held to the gold: a function a measure, each share between 0 and 1.

A function is given the parsed seeds/ and returns shares by name. `@measured("claims")` says that it is held to
seeds/gold/claims.csv; its floors are named after it. With `needs`, it is passed over until the package has these public
names. Doubtful units of the gold need not be found, and to find them is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pandas as pd
from gold import (
    Sentence,
    Span,
    attitudes,
    linked,
    match_keys,
    match_spans,
    predicates,
    read_gold,
    sides,
    spans,
    within,
)

import mediakit as mk

Shares = dict[str, float]


@dataclass(frozen=True)
class Measure:
    """A function that measures shares, and the tables of the gold that they depend on."""

    name: str
    tables: tuple[str, ...]
    shares: Callable[[mk.ParsedCorpus], Shares]


MEASURES: dict[str, Measure] = {}


def measured(*tables: str, needs: tuple[str, ...] = ()) -> Callable[[Callable[[mk.ParsedCorpus], Shares]], None]:
    """Adds a function to `MEASURES` when the package has the public names that it needs."""

    def add(function: Callable[[mk.ParsedCorpus], Shares]) -> None:
        if all(hasattr(mk, name) for name in needs):
            MEASURES[function.__name__] = Measure(function.__name__, tables, function)

    return add


@measured("furniture")
def furniture(parsed: mk.ParsedCorpus) -> Shares:
    """Which lines of the pages are cut, and for which reason."""
    gold = _lines(read_gold("furniture"))
    cut = _lines(parsed.corpus.furniture)
    both = gold.keys() & cut.keys()
    right = [line for line in both if gold[line] == cut[line]]
    return {"lines": _f1(both, both, gold, cut), "reason": len(right) / len(gold)}


@measured("sentences")
def sentences(parsed: mk.ParsedCorpus) -> Shares:
    """Which sentences are found, to the letter."""
    gold, found = set(spans(read_gold("sentences"))), set(spans(mk.sentences(parsed)))
    return {"found": _f1(gold & found, gold & found, gold, found)}


@measured("quotes")
def quotes(parsed: mk.ParsedCorpus) -> Shares:
    """Which attributed contents are found (half of the longer one shared), and who says them.

    Some contents of the gold lie in others, and so do the rows of `quotes` that are compared with it.
    """
    gold, found = read_gold("quotes"), mk.quotes(parsed, nested=True).fillna({"speaker_entity": "", "cue": ""})
    nameless = gold["speaker_entity"] == ""
    said = [_names(text) for text in gold["speaker_entity"].mask(nameless, gold["speaker"])]
    told = [_names(text) for text in found["speaker_entity"]]
    pairs = match_spans(spans(gold), spans(found), lambda i, j: said[i] == told[j])
    sure = set(gold.index[gold["doubt"] == ""])
    known = [(i, j) for i, j in pairs if i in sure]
    speaker = [said[i] == told[j] for i, j in known]
    cue = [bool(_words(gold["cue"][i]) & _words(found["cue"][j])) for i, j in known]
    return {
        "found": _f1(known, pairs, sure, found),
        "kind": sum(gold["kind"][i] == found["kind"][j] for i, j in known) / len(sure),
        "speaker": sum(speaker) / len(sure),
        "cue": sum(cue) / len(sure),
        "speaker_and_cue": sum(map(min, speaker, cue)) / len(sure),
    }


@measured("claims")
def claims(parsed: mk.ParsedCorpus) -> Shares:
    """Which predicates are found, and what is said of each."""
    gold, found = read_gold("claims"), mk.claims(parsed)
    pairs = _same_predicates(gold, found)
    sure = set(gold.index[gold["doubt"] == ""])
    known = [(i, j) for i, j in pairs if i in sure]
    told, written = _written(gold), _written(found)
    shares = {"found": _f1(known, pairs, sure, found)}
    for name in ("certainty", "tense", "polarity"):
        shares[name] = sum(told[name][i] == written[name][j] for i, j in known) / len(sure)
    for name in ("hedge_kind", "attributed_to", "value", "unit", "date_from", "date_to"):
        filled = [i for i in sure if told[name][i]], [j for _, j in known if written[name][j]]
        right = [i for i, j in known if told[name][i] and told[name][i] == written[name][j]]
        shares[name] = _f1(right, right, *filled)
    return shares


@measured("passages", needs=("reuse",))
def passages(parsed: mk.ParsedCorpus) -> Shares:
    """Which verbatim runs are found, to the letter."""
    gold, found = (_both_sides(table) for table in (read_gold("passages"), mk.reuse(parsed, edited=False)))
    return {"found": _f1(gold & found, gold & found, gold, found)}


@measured("sources", "sentences", needs=("reuse", "paraphrases"))
def sources(parsed: mk.ParsedCorpus) -> Shares:
    """Which sentences of two articles are told to say the same, by a shared passage or as a paraphrase."""
    places, gold = read_gold("sentences"), read_gold("sources")
    paraphrases, shared = mk.paraphrases(parsed), mk.reuse(parsed)
    likely = set(sides(paraphrases[paraphrases["likely"]], places))
    copied = {
        pair for one, other in _both_sides(shared[shared["kind"] != "formula"]) for pair in _touched(one, other, places)
    }
    every, sure = set(sides(gold, places)), set(sides(gold[gold["doubt"] == ""], places))
    told = likely | copied
    return {"found": _f1(sure & told, every & told, sure, told)}


@measured("facts", "sentences", needs=("align",))
def facts(parsed: mk.ParsedCorpus) -> Shares:
    """Which two sentences of two articles are told to share a fact."""
    places, gold, aligned = read_gold("sentences"), read_gold("facts"), _aligned(parsed)
    together = linked(aligned.assign(fact=aligned["fact_id"]), places)
    sure = linked(gold[gold["doubt"] == ""], places)
    return {"sentence_pairs": _f1(sure & together, linked(gold, places) & together, sure, together)}


@measured("discrepancies", "sentences", needs=("align", "discrepancies"))
def discrepancies(parsed: mk.ParsedCorpus) -> Shares:
    """Which discrepancies are found, by sentences and attribute, and how the two versions stand to each other."""
    places, gold = read_gold("sentences"), read_gold("discrepancies")
    found = mk.discrepancies(_aligned(parsed), parsed.articles)
    keys = [list(zip(sides(table, places), table["attribute"], strict=True)) for table in (gold, found)]
    pairs = match_keys(*keys)
    sure = set(gold.index[gold["doubt"] == ""])
    known = [(i, j) for i, j in pairs if i in sure]
    right = [(i, j) for i, j in known if gold["relation"][i] == found["relation"][j]]
    return {"found": _f1(known, pairs, sure, found), "relation": len(right) / len(sure)}


@measured("sentiment", "sentences", needs=("sentiment_toward",))
def sentiment_toward(parsed: mk.ParsedCorpus) -> Shares:
    """Which attitudes toward the two leaders and the two countries are told, by sentence and target."""
    places, gold, table = read_gold("sentences"), read_gold("sentiment"), mk.sentiment_toward(parsed)
    table = table[table["entity"].isin(set(gold["target"])) & table["label"].notna()]
    found = attitudes(table.assign(target=table["entity"], source=table["source"].fillna("")), places)
    coded, sure = attitudes(gold, places), attitudes(gold[gold["doubt"] == ""], places)
    known = sorted(sure.keys() & found.keys())
    shares = {"targets": _f1(known, coded.keys() & found.keys(), sure, found)}
    for label in ("negative", "neutral", "positive"):
        given = [[key for key in table if table[key][0] == label] for table in (sure, found)]
        right = [key for key in known if sure[key][0] == found[key][0] == label]
        if any(given[0]):
            shares[label] = _f1(right, right, given[0], [key for key in given[1] if key in sure])
    return shares | {"voice": sum(sure[key][1] == found[key][1] for key in known) / len(sure)}


def _aligned(parsed: mk.ParsedCorpus) -> pd.DataFrame:
    return mk.align(mk.claims(parsed), parsed.articles)


def _lines(table: pd.DataFrame) -> dict[tuple[str, int], str]:
    return dict(zip(zip(table["article_id"], table["line"], strict=True), table["reason"], strict=True))


def _same_predicates(gold: pd.DataFrame, found: pd.DataFrame) -> list[tuple[int, int]]:
    """The claims of which one has the word that heads the other's predicate."""
    heads = {place[:2]: i for i, place in enumerate(predicates(gold))}
    pairs: dict[int, int] = {}
    columns = ["article_id", "predicate_start", "predicate", "start", "text"]
    for j, (article, head, words, clause_start, clause) in enumerate(found[columns].itertuples(index=False)):
        at, places = 0, [head]
        for word in words.split():
            place = clause.find(word, at)
            if place >= 0:
                places.append(clause_start + place)
                at = place + len(word)
        i = next((heads[article, place] for place in places if (article, place) in heads), None)
        if i is not None and i not in pairs:
            pairs[i] = j
    return list(pairs.items())


def _touched(one: Span, other: Span, places: pd.DataFrame) -> list[tuple[Sentence, Sentence]]:
    """The sentences of a shared passage, first with first, second with second."""
    ranges = []
    for article, start, end in (one, other):
        (_, first), (_, last) = within([(article, start, start), (article, end - 1, end)], places)
        ranges.append([(article, number) for number in range(first, last + 1)])
    return list(zip(*ranges, strict=False))


def _f1(recalled: Collection, right: Collection, gold: Collection, found: Collection) -> float:
    """Harmonic mean of recall over what the gold is sure of and precision over all that is found."""
    if not recalled or not right:
        return 0.0
    return 2 / (len(gold) / len(recalled) + len(found) / len(right))


def _written(claims: pd.DataFrame) -> dict[str, list]:
    """The columns of claims as text, in the form of the gold; empty is "", and names are told apart by `_names`."""
    columns = {name: claims[name].astype("object").fillna("").tolist() for name in claims}
    for name in ("date_from", "date_to"):
        columns[name] = [str(day)[:10] for day in columns[name]]
    columns["value"] = [f"{float(value):g}" if value != "" else "" for value in columns["value"]]
    columns["attributed_to"] = [_names(text) for text in columns["attributed_to"]]
    return columns


def _both_sides(table: pd.DataFrame) -> set[tuple[Span, Span]]:
    return {(min(pair), max(pair)) for pair in zip(spans(table), spans(table, "other_"), strict=True)}


def _names(text: str) -> frozenset[str]:
    """The names of one or several speakers, without article, in any order."""
    return frozenset(
        re.sub(r"^the ", "", name.strip().casefold()) for name in re.split(r";| and ", text) if name.strip()
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
