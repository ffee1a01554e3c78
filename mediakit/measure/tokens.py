"""The tokens of a corpus as numbers: what text reuse is found on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

TOKEN = re.compile(r"\w+")
"""A token of text reuse; case-folded, so that punctuation, case and the kind of a mark make no difference."""

Integers = npt.NDArray[np.signedinteger[Any]]


class Vocabulary(dict[str, int]):
    """A number for each token as written; tokens alike but for case share it."""

    def __init__(self) -> None:
        super().__init__()
        self.folded: dict[str, int] = {}

    def __missing__(self, token: str) -> int:
        number = self.folded.setdefault(token.casefold(), len(self.folded))
        self[token] = number
        return number


@dataclass(frozen=True)
class Tokens:
    """The tokens of several texts, one text after the other.

    `ids` holds the number of each token, its place in `types`; `first[i]` to `first[i + 1]` are the tokens of text i,
    and `doc` is the text in which each stands.
    """

    ids: Integers
    first: Integers
    types: tuple[str, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Tokens:
        """The tokens of these texts."""
        vocabulary = Vocabulary()
        pieces = [np.fromiter(map(vocabulary.__getitem__, TOKEN.findall(text)), dtype="int32") for text in texts]
        first = np.concatenate([[0], np.cumsum([len(piece) for piece in pieces])]).astype("int64")
        ids = np.concatenate(pieces) if pieces else np.zeros(0, dtype="int32")
        return cls(ids, first, tuple(vocabulary.folded))

    @cached_property
    def doc(self) -> Integers:
        return np.repeat(np.arange(len(self.first) - 1, dtype="int32"), np.diff(self.first))


def token_spans(text: str) -> tuple[Integers, Integers]:
    """First character of each token, and one past its last: the spans of `TOKEN` in a text, found by array."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    inside = _ASCII[np.minimum(codes, 127)]
    beyond = codes > 127
    if beyond.any():
        kinds, which = np.unique(codes[beyond], return_inverse=True)
        inside[beyond] = np.array([chr(code).isalnum() for code in kinds])[which]
    edges = np.flatnonzero(np.diff(inside.astype("int8"), prepend=0, append=0))
    return edges[::2], edges[1::2]


_ASCII = np.array([chr(code).isalnum() or chr(code) == "_" for code in range(127)] + [False])
