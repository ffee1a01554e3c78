"""Pairs of claims that may be one fact, what speaks for each pair, and the probability that follows from it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.compare.likeness import Integers, Likeness, Numbers
from mediakit.compare.wording import (
    Bags,
    concepts_of,
    letters_of,
    names_of,
    numbers_of,
    pairs_of,
    plain_of,
    stems_of,
)

WEIGHTS = Path(__file__).parent.parent / "data" / "align.json"

LIGHT_ACTS = frozenset("be have do make take get go come give put hold say tell".split())
"""Verbs that say little of what is done: two claims do not match because both have one."""

FEW, RARE = 10, 0.01
"""Claims, or share of all claims, that may give one sum for it to tell that they are about one thing."""

LEAST = 0.05
"""Likeness of two sentences from which their claims are compared."""

FEATURES = (
    "alike",
    "alike_words",
    "sentence_concepts",
    "sentence_contained",
    "sentence_names",
    "sentence_stems_shared",
    "sentence_pairs_shared",
    "sentence_rank",
    "clause_words",
    "clause_concepts",
    "clause_contained",
    "clause_letters",
    "clause_names",
    "clause_plain_shared",
    "clause_shorter",
    "clause_rank",
    "clause_best",
    "same_act",
    "objects",
    "actors",
    "numbers_shared",
    "numbers_apart",
    "dates_shared",
    "dates_apart",
)


@dataclass(frozen=True)
class Pairs:
    """Pairs of claims, by their places in the table, with the features of each pair, and each claim's sentence.

    `same_sum` says whether both give the same sum of money, share or large number, one that few claims give.
    """

    left: Integers
    right: Integers
    features: Numbers
    sentence: Integers
    same_sum: npt.NDArray[np.bool_]


def claim_pairs(table: pd.DataFrame) -> Pairs:
    """The pairs of claims of two articles whose sentences are alike at all.

    Sentences are compared first (`Likeness`), since a clause has few words; then each claim of the one with each of
    the other, by their clauses, acts, objects, actors, numbers and dates, and by how near the pair comes to the best
    that the two sentences have.
    """
    rows = table.reset_index(drop=True)
    sentence = rows.groupby(["article_id", "sentence"], sort=True).ngroup().to_numpy().astype("int64")
    n = int(sentence.max(initial=-1)) + 1
    texts = stitched(rows, sentence)
    article = np.zeros(n, dtype="int64")
    article[sentence] = rows["article_id"].factorize(sort=True)[0]
    likeness = Likeness(texts, article)
    one, other, alike = likeness.pairs(LEAST)
    left, right, which = _members(sentence, one, other)
    between = {
        "alike": alike,
        "alike_words": likeness.direct(one, other),
        **_sentence_features(texts, one, other),
        "sentence_rank": _rank(alike, one, other, article),
    }
    features = {name: value[which] for name, value in between.items()} | _clause_features(rows, left, right, which)
    same_sum = _same_sum(rows, left, right) & (features["clause_contained"] > 0)
    return Pairs(left, right, np.column_stack([features[name] for name in FEATURES]), sentence, same_sum)


def _same_sum(rows: pd.DataFrame, left: Integers, right: Integers) -> npt.NDArray[np.bool_]:
    told = (rows["unit"].str.fullmatch(r"[A-Z]{3}|%").fillna(False) | (rows["value"] >= 100)) & rows["value"].notna()
    sums = pd.Series(list(zip(rows["value"], rows["unit"].fillna(""), strict=True)))
    number = sums.factorize()[0]
    rare = pd.Series(number).groupby(number).transform("size").to_numpy() <= max(FEW, RARE * len(rows))
    telling = told.to_numpy(dtype=bool) & rare
    return telling[left] & telling[right] & (number[left] == number[right])


def _members(sentence: Integers, one: Integers, other: Integers) -> tuple[Integers, Integers, Integers]:
    """Every claim of the one sentence with every claim of the other, and the pair of sentences they come from."""
    order = np.argsort(sentence, kind="stable")
    size = np.bincount(sentence)
    first = np.concatenate([[0], np.cumsum(size)])
    count = size[one] * size[other]
    which = np.repeat(np.arange(len(one)), count)
    place = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count)
    width = size[other][which]
    left = order[first[one][which] + place // np.maximum(width, 1)]
    right = order[first[other][which] + place % np.maximum(width, 1)]
    return left, right, which


def _sentence_features(texts: Sequence[str], one: Integers, other: Integers) -> dict[str, Numbers]:
    concepts, names = Bags([concepts_of(t) for t in texts]), Bags([names_of(t) for t in texts])
    return {
        "sentence_concepts": concepts.cosine(one, other),
        "sentence_contained": concepts.contained(one, other),
        "sentence_names": names.contained(one, other),
        "sentence_stems_shared": Bags([stems_of(t) for t in texts]).shared(one, other),
        "sentence_pairs_shared": Bags([pairs_of(t) for t in texts]).shared(one, other),
    }


def _clause_features(rows: pd.DataFrame, left: Integers, right: Integers, which: Integers) -> dict[str, Numbers]:
    texts = rows["text"].tolist()

    def bags(of: Callable[[str], Counter[str]], values: Sequence[str] = texts) -> Bags:
        return Bags([of(value) for value in values])

    concepts, numbers = bags(concepts_of), bags(numbers_of)
    letters = bags(letters_of).cosine(left, right)
    heavy = [" ".join(w for w in act.split() if w not in LIGHT_ACTS) for act in rows["act"]]
    acts = Bags([Counter(set(concepts_of(act))) for act in heavy]).cosine(left, right)
    objects = bags(concepts_of, rows["object"].fillna("").tolist()).cosine(left, right)
    actors = rows["actor"].fillna(rows["attributed_to"]).fillna("").tolist()
    words = concepts.cosine(left, right)
    near = words + letters + (acts + objects) / 3
    best = np.zeros(int(which.max(initial=-1)) + 1)
    np.maximum.at(best, which, near)
    shared = numbers.shared(left, right) > 0
    first, last = (_ordinals(rows[name]) for name in ("date_from", "date_to"))
    dated = (first[left] > 0) & (first[right] > 0)
    overlap = (first[left] <= last[right]) & (first[right] <= last[left])
    return {
        "clause_words": bags(stems_of).cosine(left, right),
        "clause_concepts": words,
        "clause_contained": concepts.contained(left, right),
        "clause_letters": letters,
        "clause_names": bags(names_of).contained(left, right),
        "clause_plain_shared": bags(plain_of).shared(left, right),
        "clause_shorter": np.log1p(np.minimum(concepts.total[left], concepts.total[right])),
        "clause_rank": near / np.maximum(best[which], 1e-12),
        "clause_best": best[which],
        "same_act": acts,
        "objects": objects,
        "actors": bags(concepts_of, actors).cosine(left, right),
        "numbers_shared": shared.astype("float64"),
        "numbers_apart": ((numbers.total[left] > 0) & (numbers.total[right] > 0) & ~shared).astype("float64"),
        "dates_shared": (dated & overlap).astype("float64"),
        "dates_apart": (dated & ~overlap).astype("float64"),
    }


def _rank(value: Numbers, left: Integers, right: Integers, group: Integers) -> Numbers:
    """How near a pair comes to the best that either side has in the other's article: 1 when it is the best for both."""
    pairs = pd.DataFrame({"l": left, "r": right, "lg": group[left], "rg": group[right], "v": value})
    here = pairs.groupby(["l", "rg"])["v"].transform("max").to_numpy()
    there = pairs.groupby(["r", "lg"])["v"].transform("max").to_numpy()
    return value / np.maximum(np.maximum(here, there), 1e-12)


def _ordinals(values: pd.Series[Any]) -> Integers:
    """Days as numbers, 0 where there is none."""
    return np.array([0 if pd.isna(v) else pd.Timestamp(v).toordinal() for v in values], dtype="int64")


def stitched(rows: pd.DataFrame, sentence: Integers) -> list[str]:
    """For each sentence what its claims together cover of it."""
    parts: dict[int, list[tuple[int, int, str]]] = {}
    for number, start, end, text in zip(sentence.tolist(), rows["start"], rows["end"], rows["text"], strict=True):
        parts.setdefault(number, []).append((int(start), int(end), text))
    whole: dict[int, str] = {}
    for number, spans in parts.items():
        pieces: list[str] = []
        at = -1
        for start, end, text in sorted(spans, key=lambda span: (span[0], -span[1])):
            if end > at:
                pieces.append(text[max(0, at - start) :] if start < at else f" {text}")
                at = end
        whole[number] = "".join(pieces).strip()
    return [whole[number] for number in range(len(whole))]


@lru_cache(maxsize=1)
def scorer() -> dict[str, Any]:
    """The weights that mediakit ships, with their card."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def probability(features: Numbers) -> Numbers:
    """The probability that each pair is about one fact, by the boosted trees that `scorer` holds (Friedman 2001)."""
    model = scorer()["claims"]
    score = np.full(len(features), float(model["start"]))
    for tree in model["trees"]:
        score += _leaf_values(tree, features)
    return 1 / (1 + np.exp(-score))


def _leaf_values(tree: list[list[float]], features: Numbers) -> Numbers:
    """What one tree gives each row. A node is [column, threshold, left, right] or, at a leaf, [value]."""
    at = np.zeros(len(features), dtype="int64")
    value = np.zeros(len(features))
    for place, node in enumerate(tree):
        here = np.flatnonzero(at == place)
        if len(node) == 1:
            value[here] = node[0]
        else:
            column, threshold, left, right = node
            at[here] = np.where(features[here, int(column)] <= threshold, int(left), int(right))
    return value
