"""What speaks for and against two claims being one fact: words, slots, form and meaning, a column each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.likeness import Integers, Numbers
from mediakit.compare.meaning import Numbers as Vectors
from mediakit.compare.meaning import cosines, settled
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

LIGHT_ACTS = frozenset("be have do make take get go come give put hold say tell".split())
"""Verbs that say little of what is done: two claims do not match because both have one."""

OPENERS = frozenset("to whether if".split())
RELATIVES = frozenset("who which that whose".split())

Columns = dict[str, Numbers]


def of_sentences(texts: Sequence[str], one: Integers, other: Integers) -> Columns:
    """What the words of two sentences have in common."""
    concepts, names = Bags([concepts_of(t) for t in texts]), Bags([names_of(t) for t in texts])
    return {
        "sentence_concepts": concepts.cosine(one, other),
        "sentence_contained": concepts.contained(one, other),
        "sentence_names": names.contained(one, other),
        "sentence_stems_shared": Bags([stems_of(t) for t in texts]).shared(one, other),
        "sentence_pairs_shared": Bags([pairs_of(t) for t in texts]).shared(one, other),
    }


def of_clauses(rows: pd.DataFrame, left: Integers, right: Integers, which: Integers) -> Columns:
    """What the words, acts, objects, actors, numbers and dates of two claims have in common."""
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


def of_form(rows: pd.DataFrame, sentence: Integers, left: Integers, right: Integers) -> Columns:
    """Where two claims stand in their articles and sentences, and how they are put."""
    at = (rows["sentence"] / rows.groupby("article_id")["sentence"].transform("max").clip(lower=1)).to_numpy()
    opener = rows["text"].str.extract(r"(\w+)", expand=False).str.lower()
    embedded, relative, direct = (
        values.to_numpy(dtype="float64")
        for values in (opener.isin(OPENERS), opener.isin(RELATIVES), rows["voice"] == "direct")
    )
    length = rows["text"].str.len().to_numpy(dtype="float64")
    spans = rows.assign(number=sentence).groupby("number")
    whole = (spans["end"].transform("max") - spans["start"].transform("min")).to_numpy(dtype="float64")
    share = length / np.maximum(whole, 1)
    tense, polarity = (rows[name].to_numpy() for name in ("tense", "polarity"))
    return {
        "places_apart": np.abs(at[left] - at[right]),
        "place_later": np.maximum(at[left], at[right]),
        "embedded": embedded[left] + embedded[right],
        "relative": relative[left] + relative[right],
        "shorter": np.log1p(np.minimum(length[left], length[right])),
        "longer": np.log1p(np.maximum(length[left], length[right])),
        "share_larger": np.maximum(share[left], share[right]),
        "share_smaller": np.minimum(share[left], share[right]),
        "same_tense": (tense[left] == tense[right]).astype("float64"),
        "direct": direct[left] + direct[right],
        "same_polarity": (polarity[left] == polarity[right]).astype("float64"),
    }


def of_meaning(
    own: Vectors, whole: Vectors, sentence: Integers, article: Integers, left: Integers, right: Integers
) -> Columns:
    """How near two clauses are in meaning, and how that stands to what else the two articles have.

    An article is crowded round a claim when other sentences of it are near the claim in meaning: a likeness then tells
    less (as in CSLS, Conneau et al. 2018).
    """
    near = cosines(own, left, right)
    crowd = np.zeros(len(own))
    best: dict[tuple[int, int], float] = {}
    rows_of = [np.flatnonzero(article == number) for number in range(int(article.max(initial=-1)) + 1)]
    for rows in rows_of:
        inside = settled(own[rows] @ own[rows].T)
        inside[sentence[rows][:, None] == sentence[rows][None, :]] = -1
        inside.sort(axis=1)
        crowd[rows] = inside[:, -3:].mean(axis=1) if len(rows) else 0
    keys = np.unique(np.stack([np.concatenate([left, right]), article[np.concatenate([right, left])]]), axis=1)
    for claim, number in keys.T.tolist():
        best[claim, number] = float(settled(own[rows_of[number]] @ own[claim]).max())
    first = near - np.array([best[key] for key in zip(left.tolist(), article[right].tolist(), strict=True)])
    second = near - np.array([best[key] for key in zip(right.tolist(), article[left].tolist(), strict=True)])
    return {
        "meaning": near,
        "meaning_sentence": cosines(whole, left, right),
        "meaning_uncrowded": 2 * near - crowd[left] - crowd[right],
        "meaning_behind": np.minimum(first, second),
        "meaning_ahead": np.maximum(first, second),
    }


def of_repetition(
    rows: pd.DataFrame, sentence: Integers, article: Integers, left: Integers, right: Integers
) -> Columns:
    """How often, and how alike, the article of each claim tells it in other sentences."""
    nearest, second, often = (np.zeros(len(rows)) for _ in range(3))
    for number in range(int(article.max(initial=-1)) + 1):
        mine = np.flatnonzero(article == number)
        texts = rows["text"].iloc[mine].tolist()
        concepts, letters = Bags([concepts_of(t) for t in texts]).unit, Bags([letters_of(t) for t in texts]).unit
        alike = ((concepts @ concepts.T).toarray() + (letters @ letters.T).toarray()) / 2
        alike[sentence[mine][:, None] == sentence[mine][None, :]] = 0
        often[mine] = (alike > 0.5).sum(axis=1)
        alike.sort(axis=1)
        nearest[mine] = alike[:, -1]
        second[mine] = alike[:, -2] if alike.shape[1] > 1 else 0
    return {
        "repeated": np.maximum(nearest[left], nearest[right]),
        "repeated_less": np.minimum(nearest[left], nearest[right]),
        "repeated_twice": np.maximum(second[left], second[right]),
        "often": np.maximum(often[left], often[right]),
        "often_less": np.minimum(often[left], often[right]),
    }


def rank(value: Numbers, left: Integers, right: Integers, group: Integers) -> Numbers:
    """How near a pair comes to the best that either side has in the other's article: 1 when it is the best for both."""
    pairs = pd.DataFrame({"l": left, "r": right, "lg": group[left], "rg": group[right], "v": value})
    here = pairs.groupby(["l", "rg"])["v"].transform("max").to_numpy()
    there = pairs.groupby(["r", "lg"])["v"].transform("max").to_numpy()
    return np.asarray(value / np.maximum(np.maximum(here, there), 1e-12))


def _ordinals(values: pd.Series[Any]) -> Integers:
    """Days as numbers, 0 where there is none."""
    return np.array([0 if pd.isna(v) else pd.Timestamp(v).toordinal() for v in values], dtype="int64")
