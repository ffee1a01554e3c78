"""How alike two claims are: words, names, numbers, dates and slots of each pair, and the probability of one fact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.compare.wording import Bags, concepts_of, letters_of, names_of, numbers_of, pairs_of, plain_of, stems_of

WEIGHTS = Path(__file__).parent.parent / "data" / "align.json"

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

LIGHT_ACTS = frozenset("be have do make take get go come give put hold say tell".split())

COMMON, FEWEST = 0.07, 8
"""A concept that stands in more than this share of all sentences, and in more than so many, is the subject of the
coverage and tells nothing of a single claim."""

FEATURES = (
    "clause_words",
    "clause_concepts",
    "clause_contained",
    "clause_letters",
    "clause_names",
    "sentence_concepts",
    "sentence_contained",
    "sentence_letters",
    "sentence_names",
    "same_act",
    "objects",
    "actors",
    "numbers_shared",
    "numbers_apart",
    "dates_shared",
    "dates_apart",
    "shared_concepts",
    "shared_stems",
    "shared_pairs",
    "told_within",
    "shared_plain",
    "shorter",
    "rank",
    "sentence_rank",
    "common_neighbours",
)


@dataclass(frozen=True)
class Claims:
    """The claims of a table, prepared for comparison; arrays have one place a claim, in the table's order.

    Parameters
    ----------
    article, sentence
        Numbers of the article and of the sentence in the whole corpus.
    clauses, sentences, acts, objects, actors
        Texts. `sentences` are what the claims of one sentence cover of it together.
    first, last
        First and last day as ordinals, 0 where a claim has no date.
    """

    article: Integers
    sentence: Integers
    clauses: Sequence[str]
    sentences: Sequence[str]
    acts: Sequence[str]
    objects: Sequence[str]
    actors: Sequence[str]
    first: Integers
    last: Integers

    @classmethod
    def of(cls, table: pd.DataFrame) -> Claims:
        rows = table.reset_index(drop=True)
        article = rows["article_id"].factorize(sort=True)[0]
        sentence = rows.groupby(["article_id", "sentence"], sort=True).ngroup().to_numpy("int64")
        days = {name: _ordinals(rows[name]) for name in ("date_from", "date_to")}
        return cls(
            article.astype("int64"),
            sentence,
            rows["text"].tolist(),
            _stitched(rows, sentence),
            rows["act"].fillna("").tolist(),
            rows["object"].fillna("").tolist(),
            [a or b for a, b in zip(rows["actor"].fillna(""), rows["attributed_to"].fillna(""), strict=True)],
            days["date_from"],
            days["date_to"],
        )

    def __len__(self) -> int:
        return len(self.article)

    @cached_property
    def distinct(self) -> Integers:
        """For each claim the first claim of its sentence: sentence texts are prepared once."""
        first: dict[int, int] = {}
        return np.array([first.setdefault(s, i) for i, s in enumerate(self.sentence.tolist())], dtype="int64")

    @cached_property
    def words(self) -> Bags:
        return Bags([stems_of(t) for t in self.clauses])

    @cached_property
    def concepts(self) -> Bags:
        return Bags([concepts_of(t) for t in self.clauses])

    @cached_property
    def letters(self) -> Bags:
        return Bags([letters_of(t) for t in self.clauses])

    @cached_property
    def names(self) -> Bags:
        return Bags([names_of(t) for t in self.clauses])

    @cached_property
    def around(self) -> Bags:
        return Bags([concepts_of(t) for t in self.sentences])

    @cached_property
    def stems_around(self) -> Bags:
        return Bags([stems_of(t) for t in self.sentences])

    @cached_property
    def pairs_around(self) -> Bags:
        return Bags([pairs_of(t) for t in self.sentences])

    @cached_property
    def both(self) -> Bags:
        """The concepts of all clauses, and after them those of all sentences."""
        return Bags([concepts_of(t) for t in (*self.clauses, *self.sentences)])

    @cached_property
    def telling(self) -> Bags:
        """The concepts of each clause that tell it from most others: those which few sentences hold."""
        sentences = [set(concepts_of(self.sentences[i])) for i in np.unique(self.distinct).tolist()]
        seen = Counter(key for keys in sentences for key in keys)
        most = max(FEWEST, COMMON * len(sentences))
        return Bags([Counter({k: 1 for k in concepts_of(t) if seen[k] <= most}) for t in self.clauses])

    @cached_property
    def plain_words(self) -> Bags:
        """The concepts of each clause that are not written with a capital: names alone make no fact."""
        return Bags([plain_of(t) for t in self.clauses])

    def told_within(self, left: Integers, right: Integers) -> Numbers:
        """The weight of each clause that the other's sentence holds; of the two sides, the lesser."""
        n = len(self)
        return np.minimum(self.both.shared(left, right + n), self.both.shared(right, left + n))

    @cached_property
    def letters_around(self) -> Bags:
        return Bags([letters_of(t) for t in self.sentences])

    @cached_property
    def names_around(self) -> Bags:
        return Bags([names_of(t) for t in self.sentences])

    @cached_property
    def object_words(self) -> Bags:
        return Bags([concepts_of(t) for t in self.objects])

    @cached_property
    def actor_words(self) -> Bags:
        return Bags([concepts_of(t) for t in self.actors])

    @cached_property
    def act_words(self) -> Bags:
        return Bags([Counter({w: 1 for w in concepts_of(" ".join(t.split()))}) for t in self._heavy])

    @cached_property
    def _heavy(self) -> list[str]:
        return [" ".join(w for w in act.split() if w not in LIGHT_ACTS) for act in self.acts]

    @cached_property
    def numbers(self) -> Bags:
        return Bags([numbers_of(t) for t in self.clauses])


def _ordinals(values: pd.Series[Any]) -> Integers:
    return np.array([0 if pd.isna(v) else pd.Timestamp(v).toordinal() for v in values], dtype="int64")


def _stitched(rows: pd.DataFrame, sentence: Integers) -> list[str]:
    """For each claim, what the claims of its sentence together cover of it."""
    parts: dict[int, list[tuple[int, int, str]]] = {}
    for number, start, end, text in zip(sentence.tolist(), rows["start"], rows["end"], rows["text"], strict=True):
        parts.setdefault(number, []).append((int(start), int(end), text))
    whole = {}
    for number, spans in parts.items():
        pieces, at = [], -1
        for start, end, text in sorted(spans, key=lambda span: (span[0], -span[1])):
            if end > at:
                pieces.append(text[max(0, at - start) :] if start < at else f" {text}")
                at = end
        whole[number] = "".join(pieces).strip()
    return [whole[number] for number in sentence.tolist()]


def base_similarity(claims: Claims, left: Integers, right: Integers) -> Numbers:
    """What candidates are ranked by: mean cosine of the clauses' and of the sentences' concepts."""
    return (claims.concepts.cosine(left, right) + claims.around.cosine(left, right)) / 2


def pair_features(claims: Claims, left: Integers, right: Integers) -> Numbers:
    """One row of `FEATURES` a pair of claims."""
    base = base_similarity(claims, left, right)
    around = claims.around.cosine(left, right)
    stems = claims.stems_around.shared(left, right)
    numbers = claims.numbers.shared(left, right) > 0
    both_numbers = (claims.numbers.total[left] > 0) & (claims.numbers.total[right] > 0)
    dated = (claims.first[left] > 0) & (claims.first[right] > 0)
    overlap = (claims.first[left] <= claims.last[right]) & (claims.first[right] <= claims.last[left])
    columns = {
        "clause_words": claims.words.cosine(left, right),
        "clause_concepts": claims.concepts.cosine(left, right),
        "clause_contained": claims.concepts.contained(left, right),
        "clause_letters": claims.letters.cosine(left, right),
        "clause_names": claims.names.contained(left, right),
        "sentence_concepts": around,
        "sentence_contained": claims.around.contained(left, right),
        "sentence_letters": claims.letters_around.cosine(left, right),
        "sentence_names": claims.names_around.contained(left, right),
        "same_act": claims.act_words.cosine(left, right),
        "objects": claims.object_words.cosine(left, right),
        "actors": claims.actor_words.cosine(left, right),
        "numbers_shared": numbers.astype("float64"),
        "numbers_apart": (both_numbers & ~numbers).astype("float64"),
        "dates_shared": (dated & overlap).astype("float64"),
        "dates_apart": (dated & ~overlap).astype("float64"),
        "shared_concepts": claims.around.shared(left, right),
        "shared_stems": stems,
        "shared_pairs": claims.pairs_around.shared(left, right),
        "told_within": claims.told_within(left, right),
        "shared_plain": claims.plain_words.shared(left, right),
        "shorter": np.log1p(np.minimum(claims.concepts.total[left], claims.concepts.total[right])),
        "rank": _rank(base, left, right, claims.article),
        "sentence_rank": _rank(around, left, right, claims.article),
        "common_neighbours": _common_neighbours(len(claims), left, right, stems),
    }
    return np.column_stack([columns[name] for name in FEATURES])


def _rank(value: Numbers, left: Integers, right: Integers, article: Integers) -> Numbers:
    """How near a pair comes to the best that either side has in the other's article: 1 when it is the best for both."""
    pairs = pd.DataFrame({"l": left, "r": right, "la": article[left], "ra": article[right], "v": value})
    here = pairs.groupby(["l", "ra"])["v"].transform("max").to_numpy()
    there = pairs.groupby(["r", "la"])["v"].transform("max").to_numpy()
    return value / np.maximum(np.maximum(here, there), 1e-12)


def _common_neighbours(n: int, left: Integers, right: Integers, value: Numbers) -> Numbers:
    """The cosine of what two claims are alike to: a third report that resembles both speaks for the pair."""
    from scipy.sparse import csr_array

    near = csr_array((np.tile(value**2, 2), (np.r_[left, right], np.r_[right, left])), shape=(n, n))
    length = np.sqrt(np.asarray(near.multiply(near).sum(axis=1)).ravel())
    shared = np.concatenate(
        [
            np.asarray(near[left[at : at + 20_000]].multiply(near[right[at : at + 20_000]]).sum(axis=1)).ravel()
            for at in range(0, len(left), 20_000)
        ]
        or [np.zeros(0)]
    )
    return shared / np.maximum(length[left] * length[right], 1e-12)


@lru_cache(maxsize=1)
def scorer() -> dict[str, Any]:
    """The weights that mediakit ships, with their card."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def probability(features: Numbers, part: str = "claims") -> Numbers:
    """The probability that each pair is about one fact, by the boosted trees that `scorer` holds (Friedman 2001)."""
    model = scorer()[part]
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


def candidates(claims: Claims, *, most: int = 40, widest: int = 300, floor: float = 0.08) -> tuple[Integers, Integers]:
    """Pairs of claims of two articles that may be about one fact.

    Two claims are compared when their sentences share a concept, or a pair of them, that at most `widest` claims
    have; each keeps the `most` nearest. So the cost grows with the number of claims, not with its square.
    """
    from scipy.sparse import csr_array

    keys = _keys(claims, widest)
    number: dict[Any, int] = {}
    columns = np.array([number.setdefault(k, len(number)) for ks in keys for k in ks], dtype="int64")
    ends = np.concatenate([[0], np.cumsum([len(ks) for ks in keys])]).astype("int64")
    table = csr_array((np.ones(len(columns), dtype="float32"), columns, ends), shape=(len(keys), max(1, len(number))))
    lefts, rights = [], []
    transposed = table.T.tocsr()
    for at in range(0, len(claims), 2000):
        near = (table[at : at + 2000] @ transposed).tocoo()
        left, right = near.row.astype("int64") + at, near.col.astype("int64")
        kept = claims.article[left] != claims.article[right]
        left, right = left[kept], right[kept]
        kept = claims.telling.shared(left, right) > 0
        left, right = left[kept], right[kept]
        value = base_similarity(claims, left, right)
        kept = value >= floor
        left, right, value = left[kept], right[kept], value[kept]
        order = np.lexsort((right, -value, left))
        place = _places(left[order])
        chosen = order[place < most]
        lefts.append(np.minimum(left[chosen], right[chosen]))
        rights.append(np.maximum(left[chosen], right[chosen]))
    if not lefts:
        return np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64")
    pairs = np.unique(np.column_stack([np.concatenate(lefts), np.concatenate(rights)]), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _places(sorted_values: Integers) -> Integers:
    """The place of each value among its equals, from 0."""
    starts = np.flatnonzero(np.r_[True, sorted_values[1:] != sorted_values[:-1]])
    return np.arange(len(sorted_values)) - np.repeat(starts, np.diff(np.r_[starts, len(sorted_values)]))


def _keys(claims: Claims, widest: int) -> list[list[Any]]:
    """For each claim the rare concepts of its sentence, and pairs of those that are common."""
    bags = [sorted(concepts_of(claims.sentences[i])) for i in claims.distinct.tolist()]
    seen: Counter[Any] = Counter(key for bag in bags for key in bag)
    rare = [[key for key in bag if seen[key] <= widest] for bag in bags]
    pairs = [_pairs([key for key in bag if seen[key] > widest], seen) for bag in bags]
    together: Counter[Any] = Counter(key for keys in pairs for key in keys)
    return [
        [*singles, *(key for key in doubles if together[key] <= widest)]
        for singles, doubles in zip(rare, pairs, strict=True)
    ]


def _pairs(common: Iterable[str], seen: Counter[Any], most: int = 8) -> list[tuple[str, str]]:
    rarest = sorted(common, key=lambda key: (seen[key], key))[:most]
    return [(a, b) for i, a in enumerate(rarest) for b in rarest[i + 1 :]]
