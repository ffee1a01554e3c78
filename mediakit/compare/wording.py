"""Texts as bags of words: stems, the concepts they stand for, names, numbers and runs of letters, without a parser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from mediakit.lexicons import entries

if TYPE_CHECKING:
    from scipy.sparse import csr_array

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:\.[^\W\d_]+)*(?:['’][^\W\d_]+)?")
CHARACTERS = 4
"""Length of the runs of letters; as in `paraphrases`."""

FUNCTION_WORDS = frozenset(
    """a an the of to in on at by for with from and or but as is are was were be been being it its he his him she her
    they their them that this these those which who whom whose what when where how why will would could should may
    might can has have had having do does did done not no nor i you we our us my your me itself himself herself
    themselves there here then than so if into onto upon over after before about up out off more most also too very
    just while during against between among through under again further once only own same such both each any some
    all other others another yet even still ever never re ve ll said say says told tell tells mr mrs ms dr""".split()
)
ENDINGS = (
    ("ies", "y", 4), ("ments", "", 8), ("ment", "", 8), ("ings", "", 7), ("ing", "", 6), ("edly", "", 7),
    ("ed", "", 5), ("ly", "", 6), ("ations", "", 9), ("ation", "", 8), ("ions", "", 7), ("ion", "", 6), ("es", "", 5),
    ("s", "", 4), ("ese", "", 6), ("ians", "", 7), ("ian", "", 6), ("ans", "", 7), ("an", "", 6),
)  # fmt: skip


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without its commonest English endings: so that "invests", "invested" and "investment" are one."""
    plain = re.sub(r"'s?$", "", word.lower().replace("’", "'").replace(".", ""))
    for ending, instead, shortest in ENDINGS:
        if plain.endswith(ending) and len(plain) >= shortest and not plain.endswith("ss"):
            plain = plain[: -len(ending)] + instead
            break
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "ls":
        plain = plain[:-1]
    return plain[:-1] if len(plain) > 3 and plain[-1] in "ei" else plain


@lru_cache(maxsize=1)
def _concepts() -> dict[str, str]:
    found: dict[str, str] = {}
    for concept, words in entries("concepts"):
        for word in words.split():
            found.setdefault(stem(word), f"={concept}")
    return found


def concept(word: str) -> str:
    """The stem of a word, or the concept that it stands for in data/concepts.csv."""
    stemmed = stem(word)
    return _concepts().get(stemmed, stemmed)


def words_of(text: str) -> list[str]:
    """The words and numbers of a text that are not function words, as written."""
    return [w for w in WORD.findall(text) if w.lower() not in FUNCTION_WORDS]


def stems_of(text: str) -> Counter[str]:
    return Counter(stem(w) for w in words_of(text))


def concepts_of(text: str) -> Counter[str]:
    return Counter(concept(w) for w in words_of(text))


def pairs_of(text: str) -> Counter[str]:
    """Two concepts in a row."""
    found = [concept(w) for w in words_of(text)]
    return Counter(f"{a} {b}" for a, b in pairwise(found))


def names_of(text: str) -> Counter[str]:
    """The words written with a capital inside a text; its first word counts when it is no common word there."""
    return Counter(stem(w) for w in words_of(text) if w[0].isupper())


def plain_of(text: str) -> Counter[str]:
    """The concepts that are not written with a capital."""
    return Counter(concept(w) for w in words_of(text) if not w[0].isupper())


def numbers_of(text: str) -> Counter[str]:
    return Counter(w.replace(",", "") for w in WORD.findall(text) if w[0].isdigit())


def letters_of(text: str) -> Counter[str]:
    """Runs of four letters, word boundaries included."""
    plain = f" {' '.join(w.lower() for w in WORD.findall(text))} "
    return Counter(plain[i : i + CHARACTERS] for i in range(len(plain) - CHARACTERS + 1))


class Bags:
    """Bags of things as one sparse row each, weighted by log(1 + N/df) (Salton & Buckley 1988).

    `unit` holds rows of length one, `plain` the weights of what is there, `total` their sums.
    """

    def __init__(self, bags: Sequence[Counter[str]], counted_in: Iterable[Counter[str]] | None = None) -> None:
        from scipy.sparse import csr_array

        seen: Counter[str] = Counter(key for bag in (bags if counted_in is None else counted_in) for key in bag)
        n = max(1, len(bags) if counted_in is None else sum(1 for _ in counted_in))
        number = {key: i for i, key in enumerate(dict.fromkeys(key for bag in bags for key in bag))}
        weight = np.log1p([n / max(1, seen[key]) for key in number]) if number else np.zeros(0)
        columns = np.array([number[key] for bag in bags for key in bag], dtype="int64")
        ends = np.concatenate([[0], np.cumsum([len(bag) for bag in bags])]).astype("int64")
        shape = (len(bags), max(1, len(number)))
        self.plain: csr_array[Any] = csr_array((weight[columns], columns, ends), shape=shape)
        self.total = np.asarray(self.plain.sum(axis=1)).ravel()
        lengths = np.sqrt(np.asarray(self.plain.multiply(self.plain).sum(axis=1)).ravel())
        values = self.plain.data / np.repeat(np.maximum(lengths, 1e-12), np.diff(ends))
        self.unit: csr_array[Any] = csr_array((values, columns, ends), shape=shape)
        self.root: csr_array[Any] = csr_array((np.sqrt(weight[columns]), columns, ends), shape=shape)

    def cosine(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The cosine of each pair of rows."""
        return np.asarray(self.unit[left].multiply(self.unit[right]).sum(axis=1)).ravel()

    def shared(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The weight of what both rows of each pair hold."""
        return np.asarray(self.root[left].multiply(self.root[right]).sum(axis=1)).ravel()

    def contained(self, left: np.ndarray, right: np.ndarray) -> np.ndarray:
        """The share of the smaller row's weight that the other holds."""
        smaller = np.minimum(self.total[left], self.total[right])
        return self.shared(left, right) / np.maximum(smaller, 1e-12)
