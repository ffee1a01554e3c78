"""How far the two codings of seeds/ agree, before any difference was resolved.

    python benchmarks/gold_agreement.py

Prints two Markdown tables. The first: how far the coders found the same units, as F1 between the two and, where every
place of a text either is a unit or is not, as Krippendorff's alpha. The second: how far they gave the units that both
found the same values. seeds/README.md holds what it prints.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations

import pandas as pd
from gold import (
    SEEDS,
    Pair,
    Sentence,
    attitudes,
    b_cubed,
    linked,
    match_keys,
    match_spans,
    merged,
    predicates,
    read_coding,
    read_gold,
    sides,
    spans,
    within,
)

from mediakit.compare.agreement import agreement
from mediakit.compare.unitizing import span_agreement
from mediakit.read import read
from mediakit.tables import CODES

NONE = "none"
LABELS = ("negative", "neutral", "positive")
CLAIM_VARIABLES = (
    "actor",
    "object",
    "certainty",
    "hedge",
    "hedge_kind",
    "tense",
    "polarity",
    "attributed_to",
    "value",
    "unit",
    "date_from",
    "date_to",
)

Tables = dict[str, tuple[pd.DataFrame, pd.DataFrame]]
Values = Mapping[Hashable, str]


def main() -> int:
    """Print both tables."""
    print(report(), end="")
    return 0


def report() -> str:
    """Both tables as Markdown."""
    names = ("furniture", "quotes", "claims", "facts", "sources", "discrepancies", "sentiment")
    tables = {name: (read_coding(name, "a"), read_coding(name, "b")) for name in names}
    sentences = read_gold("sentences")
    units, rated = [], []
    for part in (_furniture, _quotes, _claims, _facts, _sources, _discrepancies, _sentiment):
        found, values = part(tables, sentences)
        units += found
        rated += values
    head = ["| units | a | b | both | F1 | α |", "|---|---:|---:|---:|---:|---:|"]
    rows = ["| table | variable | units | agree % | α | 95 % |", "|---|---|---:|---:|---:|---|"]
    return "\n".join([*head, *units, "", *rows, *rated, ""])


def _furniture(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = (
        dict(zip(zip(t["article_id"], t["line"], strict=True), t["reason"], strict=True)) for t in tables["furniture"]
    )
    lines = [
        (path.stem, number)
        for path in sorted(SEEDS.glob("*.txt"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if line.strip()
    ]
    both = sorted(set(a) & set(b))
    units = _unit("furniture: line", len(a), len(b), len(both), _marked(lines, a, b))
    return [units], [_rated("furniture", "reason", _pick(a, both), _pick(b, both))]


def _quotes(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = tables["quotes"]
    pairs = match_spans(spans(a), spans(b), lambda i, j: a["speaker_entity"][i] == b["speaker_entity"][j])
    covered = [{"article_id": s[0], "start": s[1], "end": s[2], "coder": c} for c, t in zip("ab", (a, b), strict=True)
              for s in merged(spans(t))]  # fmt: skip
    alpha = span_agreement(pd.DataFrame(covered), read(SEEDS).articles, value=None, by=None)["alpha"][0]
    exact = sum((a["start"][i], a["end"][i]) == (b["start"][j], b["end"][j]) for i, j in pairs)
    units = [
        _unit("quotes: content, half of it shared", len(a), len(b), len(pairs), alpha),
        _unit("quotes: content, to the letter", len(a), len(b), exact),
    ]
    return units, _columns("quotes", a, b, pairs, ("kind", "speaker", "speaker_entity", "cue"))


def _claims(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = tables["claims"]
    heads = [predicates(t) for t in (a, b)]
    pairs = match_keys(*heads)
    words = [
        (article, start + word.start(), start + word.end())
        for article, start, text in sentences[["article_id", "start", "snippet"]].itertuples(index=False)
        for word in _words(text)
    ]
    alpha = _marked(words, *heads)
    unit = _unit("claims: word that heads the predicate", len(a), len(b), len(pairs), alpha)
    return [unit], _columns("claims", a, b, pairs, CLAIM_VARIABLES)


def _facts(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = tables["facts"]
    links = [linked(t, sentences) for t in (a, b)]
    pairs = match_spans(spans(a), spans(b))
    precision, recall = b_cubed([(a["fact"][i], b["fact"][j]) for i, j in pairs])
    alpha = _marked(_across(sentences), *links)
    units = [
        _unit("facts: passage", len(a), len(b), len(pairs)),
        _unit("facts: two sentences that share one", *map(len, links), len(links[0] & links[1]), alpha),
    ]
    f1 = 2 * precision * recall / (precision + recall)
    return units, [f"| facts | which passages are one fact (B³) | {len(pairs)} | {100 * f1:.0f} | | |"]


def _sources(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = (dict(zip(sides(t, sentences), t["relation"], strict=True)) for t in tables["sources"])
    both = sorted(set(a) & set(b))
    unit = _unit(
        "sources: two sentences that say the same", len(a), len(b), len(both), _marked(_across(sentences), a, b)
    )
    return [unit], [_rated("sources", "relation", _pick(a, both), _pick(b, both))]


def _discrepancies(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = tables["discrepancies"]
    keyed = [sides(t, sentences) for t in (a, b)]
    places = [set(keys) for keys in keyed]
    named = [list(zip(keys, t["attribute"], strict=True)) for keys, t in zip(keyed, (a, b), strict=True)]
    pairs = match_keys(*named)
    units = [
        _unit("discrepancies: two sentences", *map(len, places), len(places[0] & places[1])),
        _unit("discrepancies: two sentences and attribute", len(a), len(b), len(pairs)),
    ]
    return units, _columns("discrepancies", a, b, pairs, ("relation",))


def _sentiment(tables: Tables, sentences: pd.DataFrame) -> tuple[list[str], list[str]]:
    a, b = (attitudes(t, sentences) for t in tables["sentiment"])
    targets = sorted({target for _, target in a} | {target for _, target in b})
    places = [(s, target) for s in _sentences(sentences) for target in targets]
    both = sorted(set(a) & set(b))
    unit = _unit("sentiment: sentence and target", len(a), len(b), len(both), _marked(places, a, b))
    rated = [
        _rated("sentiment", name, _pick(a, both, index), _pick(b, both, index))
        for index, name in enumerate(("label", "voice", "source"))
    ]
    attitude = [key for key in both if a[key][0] != "neutral" and b[key][0] != "neutral"]
    rated += [
        _rated("sentiment", f"{name}, of attitudes", _pick(a, attitude, i), _pick(b, attitude, i))
        for i, name in ((1, "voice"), (2, "source"))
    ]
    return [unit], rated


def _sentences(sentences: pd.DataFrame) -> list[Sentence]:
    return within(spans(sentences), sentences)


def _across(sentences: pd.DataFrame) -> list[tuple[Sentence, Sentence]]:
    """All pairs of sentences of two articles."""
    return [(x, y) for x, y in combinations(sorted(_sentences(sentences)), 2) if x[0] != y[0]]


def _words(text: str) -> Iterable[re.Match[str]]:
    return re.finditer(r"\w+", text)


def _pick(values: Mapping, keys: list, index: int | None = None) -> Values:
    return {key: values[key] if index is None else values[key][index] for key in keys}


def _columns(table: str, a: pd.DataFrame, b: pd.DataFrame, pairs: list[Pair], columns: tuple[str, ...]) -> list[str]:
    return [
        _rated(table, name, {n: a[name][i] for n, (i, _) in enumerate(pairs)},
               {n: b[name][j] for n, (_, j) in enumerate(pairs)})
        for name in columns
    ]  # fmt: skip


def _codes(a: Values, b: Values, level: str = "nominal") -> pd.DataFrame:
    rows = [
        {
            "item": str(item),
            "variable": "v",
            "coder": coder,
            "value": value or NONE,
            "rank": LABELS.index(value) if level == "ordinal" else None,
            "level": level,
            "column": "v",
            "source": "seeds",
            "place": str(item),
        }
        for coder, values in (("a", a), ("b", b))
        for item, value in values.items()
    ]
    return CODES.build(rows)


def _agreement(a: Values, b: Values, level: str = "nominal", draws: int = 1000) -> pd.Series:
    return agreement(_codes(a, b, level), by=None, draws=draws).iloc[0]


def _marked(places: Iterable[Hashable], a: Iterable[Hashable], b: Iterable[Hashable]) -> float:
    """Alpha of whether a place is marked at all."""
    marks = [{place: str(place in chosen) for place in places} for chosen in (set(a), set(b))]
    return float(_agreement(*marks, draws=1)["alpha"])


def _rated(table: str, variable: str, a: Values, b: Values) -> str:
    row = _agreement(a, b, "ordinal" if variable == "label" else "nominal")
    alpha = "–" if pd.isna(row["alpha"]) else f"{row['alpha']:.2f}"
    interval = "" if pd.isna(row["lower"]) else f"{row['lower']:.2f} to {row['upper']:.2f}"
    return f"| {table} | {variable} | {row['n_items']} | {100 * row['percent']:.0f} | {alpha} | {interval} |"


def _unit(name: str, a: int, b: int, both: int, alpha: float | None = None) -> str:
    return f"| {name} | {a} | {b} | {both} | {2 * both / (a + b):.2f} | {'' if alpha is None else f'{alpha:.2f}'} |"


if __name__ == "__main__":
    sys.exit(main())
