"""The words, lemmas, bigrams or entities of an article, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, get_args

from mediakit.measure.entities import entity_rows
from mediakit.measure.rows import Row, part_at, per_article, row, sentence_spans
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

Unit = Literal["word", "lemma", "bigram", "entity"]
UNITS: tuple[str, ...] = get_args(Unit)
GLUED = ',;:!?"“”„«»()[]'
CONTENT = ("NOUN", "PROPN", "VERB", "ADJ", "ADV")


@per_article
def term_rows(
    reading: ParsedArticle, unit: Unit = "lemma", content: bool = False, placed: bool = False
) -> Iterator[Row]:
    """Every occurrence of every term of one article.

    Parameters
    ----------
    unit
        "word" (as written, lower case), "lemma", "bigram" (two words side by side in a sentence, with nothing but a
        hyphen between), "entity" (canonical name within the article).
    content
        Whether only nouns, names, verbs, adjectives and adverbs that are no stop words count; no part of a bigram
        may then be anything else.
    placed
        Whether each occurrence says its voice and part.
    """
    for start, end, term in _occurrences(reading, unit, content):
        place = {"voice": voice_at(reading, start, end), "part": part_at(reading, start)} if placed else {}
        yield row(reading, start, end, term=term, **place)


def _occurrences(reading: ParsedArticle, unit: Unit, content: bool) -> Iterator[tuple[int, int, str]]:
    if unit == "entity":
        yield from ((found["start"], found["end"], found["entity"]) for found in entity_rows(reading))
        return
    for sentence in sentence_spans(reading):
        before: Token | None = None
        for token in sentence:
            if not is_word(token):
                before = before if token.text == "-" else None
                continue
            wanted = not content or is_content(token)
            if unit == "bigram":
                if before is not None and wanted:
                    yield before.idx, token.idx + len(token), f"{written(before, False)} {written(token, False)}"
                before = token if wanted else None
            elif wanted:
                yield token.idx, token.idx + len(token), written(token, unit == "lemma")


def written(token: Token, lemma: bool) -> str:
    """A word or its lemma in lower case, without marks that the page glued to it."""
    return (token.lemma_ if lemma else token.text).lower().strip(GLUED) or token.lower_


def is_word(token: Token) -> bool:
    """Whether a token holds a letter or a digit; a lone "'s" is no word."""
    return token.tag_ != "POS" and any(character.isalnum() for character in token.text)


def is_content(token: Token) -> bool:
    """Whether a token is a noun, name, verb, adjective or adverb, and no stop word."""
    return token.pos_ in CONTENT and not token.is_stop
