"""Words into the pieces of BERT's uncased vocabulary (Devlin et al. 2019; Wu et al. 2016), one word at a time."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

LONGEST_WORD = 100


class WordPieces:
    """A vocabulary of word pieces, and what it makes of words.

    Parameters
    ----------
    vocabulary
        The pieces in the order of their numbers; those inside a word begin with "##".
    """

    def __init__(self, vocabulary: Sequence[str]):
        self.numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._known: dict[str, tuple[int, ...]] = {}

    def __call__(self, word: str) -> tuple[int, ...]:
        """The numbers of the pieces of one word: lower case, without accents, longest piece first."""
        pieces = self._known.get(word)
        if pieces is None:
            whole = self.numbers.get(word) if word.isalnum() else None
            pieces = (whole,) if whole is not None else tuple(n for p in _parts(word) for n in self._split(p))
            self._known[word] = pieces
        return pieces

    def _split(self, part: str) -> list[int]:
        unknown = [self.numbers["[UNK]"]]
        if len(part) > LONGEST_WORD:
            return unknown
        found, at = [], 0
        while at < len(part):
            mark = "##" if at else ""
            end = next((e for e in range(len(part), at, -1) if mark + part[at:e] in self.numbers), None)
            if end is None:
                return unknown
            found.append(self.numbers[mark + part[at:end]])
            at = end
        return found


def _parts(word: str) -> list[str]:
    """A word in lower case without accents, cut at punctuation and white space."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    parts: list[str] = []
    inside = False
    for character in plain:
        category = unicodedata.category(character)
        if character.isspace() or category in ("Cc", "Cf"):
            inside = False
        elif category[0] in "PS" or "\u4e00" <= character <= "\u9fff":
            parts.append(character)
            inside = False
        elif inside:
            parts[-1] += character
        else:
            parts.append(character)
            inside = True
    return parts
