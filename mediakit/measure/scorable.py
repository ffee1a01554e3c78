"""What text the models of sentiment can score, and why not where they cannot: they know English words alone."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from mediakit.parse import ParsedArticle

SURELY_ENGLISH, HARDLY_ENGLISH, ENOUGH_WORDS = 0.25, 0.15, 20
"""Shares of English function words: above the first a text is English, whatever language was guessed for it; below the
second, from so many words on, it is not, though nothing is said of its language. English prose has 0.4 to 0.6."""

OTHER_LANGUAGES = "ca cs da de es fi fr hr hu id it nb nl pl pt ro sv tr vi".split()
FEWEST_OTHER = 2
"""A text with few English function words is foreign where another language has so many in it, and more than English."""

LATIN = ("\u0250", "\u1e00", "\u1f00")
"""Latin letters stand before the first character, and from the second up to the third."""


def why_not(text: str) -> str | None:
    """Why a stretch cannot be scored for its letters; null where it can."""
    if text.isascii():
        return None if any(map(str.isalpha, text)) else "no words"
    letters = [character for character in text if character.isalpha()]
    latin = sum(letter < LATIN[0] or LATIN[1] <= letter < LATIN[2] for letter in letters)
    return "no words" if not letters else None if latin * 2 >= len(letters) else "not English"


def foreign(reading: ParsedArticle) -> str | None:
    """Why an article cannot be scored for its language: what is said of it, unless its function words are English."""
    language = (reading.article.language or "").lower()
    if language.split("-")[0] == "en":
        return None
    alphabetic, lower, function = reading.doc.to_array(["IS_ALPHA", "IS_LOWER", "IS_STOP"]).astype(bool).T
    words = alphabetic & lower  # names say nothing of it
    n_words, n_english = int(words.sum()), int((words & function).sum())
    share = n_english / max(1, n_words)
    if share >= SURELY_ENGLISH:
        return None
    if language:
        return f"not English ({language})"
    found = [token.lower_ for token, word in zip(reading.doc, words.tolist(), strict=True) if word]
    english, *others = (sum(word in known for word in found) for known in _function_words())
    scarce = n_words >= ENOUGH_WORDS and share < HARDLY_ENGLISH
    return "not English" if scarce or max(others) >= max(FEWEST_OTHER, english + 1) else None


@cache
def _function_words() -> list[frozenset[str]]:
    """The function words of English, and those of each other language that English does not have; of two letters on."""
    lists = [import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS for code in ("en", *OTHER_LANGUAGES)]
    english, *others = ({word for word in words if len(word) > 1} for words in lists)
    return [frozenset(english), *(frozenset(words - english) for words in others)]
