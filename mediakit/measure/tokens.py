"""The tokens of a corpus as arrays: what text reuse is found on.

Texts are tokenised as arrays of characters, which takes less time than making a string of every token. A token is
known by its *fingerprint*, a polynomial of its case-folded characters modulo 2**64, short of one bit: two different
words of a corpus with 100,000 different ones share theirs with a chance below one in a thousand million.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

TOKEN = re.compile(r"\w+")
"""A token of text reuse; case-folded, so that punctuation, case and the kind of a mark make no difference."""

Integers = npt.NDArray[np.signedinteger[Any]]
Flags = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint32]

BASE = 0x9E3779B97F4A7C15
INVERSE = pow(BASE, -1, 2**64)
BATCH = 1 << 19
"""Characters tokenised at a time."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of several texts, one text after the other; one value a token.

    `ids` are fingerprints, alike for tokens alike but for case, and never negative. `starts` and `ends` are character
    offsets in the token's own text, `capital` says whether it begins with a capital or a digit. `first[i]` to
    `first[i + 1]` are the tokens of text i.
    """

    ids: Integers
    starts: Integers
    ends: Integers
    capital: Flags
    first: Integers

    @classmethod
    def of(cls, texts: Sequence[str]) -> Tokens:
        """The tokens of these texts."""
        parts = [cls._of_batch(batch) for batch in _batches(texts)] or [cls._of_batch([])]
        return cls(
            np.concatenate([part.ids for part in parts]),
            np.concatenate([part.starts for part in parts]),
            np.concatenate([part.ends for part in parts]),
            np.concatenate([part.capital for part in parts]),
            np.append(0, np.cumsum(np.concatenate([np.diff(part.first) for part in parts]))),
        )

    @classmethod
    def _of_batch(cls, texts: Sequence[str]) -> Tokens:
        offsets = np.fromiter(accumulate((len(text) + 1 for text in texts), initial=0), dtype="int64")
        codes = _codes("\n".join(texts))
        starts, ends = _spans(codes)
        first = np.searchsorted(starts, offsets)
        shift = np.repeat(offsets[:-1], np.diff(first))
        return cls(
            _fingerprints(codes, starts, ends),
            (starts - shift).astype("int32"),
            (ends - shift).astype("int32"),
            _capital(codes[starts]),
            first,
        )

    @cached_property
    def doc(self) -> Integers:
        """The number of the text in which each token stands."""
        return np.repeat(np.arange(len(self.first) - 1, dtype="int32"), np.diff(self.first))


def token_spans(text: str) -> tuple[Integers, Integers]:
    """First character of each token, and one past its last: the spans of `TOKEN` in a text."""
    return _spans(_codes(text))


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first = size = 0
    for i, text in enumerate(texts):
        size += len(text) + 1
        if size > BATCH or i + 1 == len(texts):
            yield texts[first : i + 1]
            first, size = i + 1, 0


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _spans(codes: Codes) -> tuple[Integers, Integers]:
    inside = np.concatenate([[False], _of_characters(codes, _is_word, bool), [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    return edges[::2], edges[1::2]


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _capital(codes: Codes) -> Flags:
    return _of_characters(codes, lambda character: character.isupper() or character.isdigit(), bool)


def _folded(character: str) -> int:
    """The case-folded character; 0 for the few that fold to several, such as ß."""
    folded = character.casefold()
    return ord(folded) if len(folded) == 1 else 0


def _of_characters(codes: Codes, property_of: Any, dtype: Any) -> npt.NDArray[Any]:
    """A property of each character: looked up for ASCII, found once for each other character of the text."""
    known = np.array([property_of(chr(code)) for code in range(128)], dtype=dtype)
    beyond = codes > 127
    if not beyond.any():
        return known[codes]
    values = known[np.minimum(codes, 127)]
    kinds, which = np.unique(codes[beyond], return_inverse=True)
    values[beyond] = np.array([property_of(chr(code)) for code in kinds], dtype=dtype)[which]
    return values


def _fingerprints(codes: Codes, starts: Integers, ends: Integers) -> Integers:
    folded = _of_characters(codes, _folded, "uint64")
    sums = np.append(np.uint64(0), np.cumsum(folded * _powers(BASE, len(codes))))
    prints = (sums[ends] - sums[starts]) * _powers(INVERSE, len(codes))[starts]
    several = np.flatnonzero(folded[codes > 127] == 0)
    if len(several):
        places = np.flatnonzero(codes > 127)[several]
        for token in np.unique(np.searchsorted(starts, places, side="right") - 1).tolist():
            if token >= 0:
                word = "".join(map(chr, codes[starts[token] : ends[token]])).casefold()
                prints[token] = sum(ord(c) * pow(BASE, i, 2**64) for i, c in enumerate(word)) % 2**64
    # Every bit is made to depend on every other before one is dropped (the finisher of splitmix64, Steele et al. 2014).
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        prints ^= prints >> np.uint64(shift)
        prints *= np.uint64(factor)
    return ((prints ^ (prints >> np.uint64(31))) >> np.uint64(1)).astype("int64")


def _powers(base: int, n: int) -> npt.NDArray[np.uint64]:
    """The first n powers of a number modulo 2**64."""
    if n > len(_POWERS[base]):
        _POWERS[base] = np.cumprod(np.append(np.uint64(1), np.full(max(n, 2 * BATCH), base, dtype="uint64")))
    return _POWERS[base][:n]


_POWERS: dict[int, npt.NDArray[np.uint64]] = {base: np.ones(1, dtype="uint64") for base in (BASE, INVERSE)}
"""Powers found so far, as many as the longest batch needed."""
