"""Sentences with their names masked, so that no model of sentiment can know who is spoken of.

A name is a maximal run of tokens that the parser takes for (part of) the name of a person, group, place or work. Every
run becomes one item, however many words it has, and whatever kind of name it is: two names can then be swapped without
changing what a model sees, as long as the parser takes both for names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mediakit.measure.rows import per_article
from mediakit.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAME = "\N{FULL BLOCK}"
"""The word that stands for every name."""

NAME_TYPES = frozenset("PERSON ORG GPE NORP LOC FAC PRODUCT EVENT WORK_OF_ART LAW".split())
NAME_TAGS = frozenset(("NNP", "NNPS"))
INNER_WORDS = frozenset(("the", "'s", "’s", "'", "’"))
TITLE_CASE_SHARE = 0.7
"""A sentence is a headline in title case where a larger share of its longer words outside entities has a capital."""

SENTENCE_ENDS = ".!?\"”’')…"


@dataclass(frozen=True)
class MaskedSentence:
    """A sentence as items: its words in lower case, and each name as one item `NAME`.

    `runs` holds the tokens of each item. What the parser says of the items is looked up when it is asked for.
    """

    words: tuple[str, ...]
    runs: tuple[list[Token], ...]

    @cached_property
    def starts(self) -> list[int]:
        """The first character of each item in the article."""
        return [run[0].idx for run in self.runs]

    @cached_property
    def ends(self) -> list[int]:
        """One past the last character of each item in the article."""
        return [run[-1].idx + len(run[-1]) for run in self.runs]

    @cached_property
    def main_tokens(self) -> list[Token]:
        """The token of each item nearest to the root: heads of items then form a tree, as those of words do."""
        return [run[0] if len(run) == 1 else min(run, key=_depth) for run in self.runs]

    @cached_property
    def heads(self) -> list[int]:
        """The item that governs each one; itself at the root."""
        item_of = {token.i: number for number, run in enumerate(self.runs) for token in run}
        return [item_of.get(token.head.i, number) for number, token in enumerate(self.main_tokens)]

    @cached_property
    def relations(self) -> list[str]:
        """By which dependency each item is governed."""
        return [token.dep_ for token in self.main_tokens]

    @cached_property
    def tags(self) -> list[str]:
        """The part-of-speech tag of each item."""
        return [token.tag_ for token in self.main_tokens]

    @cached_property
    def lemmas(self) -> list[str]:
        """The lemma of each word; a name has none, and keeps its mask."""
        tokens = zip(self.words, self.main_tokens, strict=True)
        return [NAME if word == NAME else token.lemma_.lower() for word, token in tokens]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The items, from and up to, on which a stretch of the article touches; equal when it touches none.

        A name that a target is part of belongs to the target whole: "President" to "Trump" in "President Trump". A
        possessive at its end does not.
        """
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if last <= first:
            return 0, 0
        if last - first > 1 and self.words[last - 1] in INNER_WORDS:
            last -= 1
        return first, last

    def parted(self, start: int, end: int) -> MaskedSentence:
        """The sentence with a name that only qualifies another one as an item of its own.

        "Norway" in "Norway Prime Minister Anna Kowalski" is an entity by itself, and what is said of her is not said of
        it. A stretch that holds the main word of the name, or is of one entity with it, leaves the sentence as it is.
        """
        first, last = self.place(start, end)
        if last - first != 1 or self.words[first] != NAME or len(self.runs[first]) == 1:
            return self
        run = self.runs[first]
        inside = [number for number, token in enumerate(run) if start < token.idx + len(token) and token.idx < end]
        left, right = inside[0], inside[-1] + 1
        # An entity is numbered by where it begins, a token outside all of them by itself.
        entities: list[int] = []
        for number, token in enumerate(run):
            entities.append(entities[-1] if token.ent_iob_ == "I" and entities else number)
        main = entities[run.index(self.main_tokens[first])]
        if not all(run[number].ent_type_ and entities[number] != main for number in inside):
            return self
        parts = [part for part in (run[:left], run[left:right], run[right:]) if part]
        words = (*self.words[:first], *[NAME] * len(parts), *self.words[last:])
        return MaskedSentence(words, (*self.runs[:first], *parts, *self.runs[last:]))


@per_article
def masked_sentences(reading: ParsedArticle) -> Iterator[MaskedSentence]:
    """The sentences of an article with their names masked, in order.

    A sentence that the parser broke off without a full stop is joined to the next one.
    """
    doc = reading.doc
    first = None
    for sentence in doc.sents:
        first = sentence.start if first is None else first
        if sentence.end == len(doc) or _ends(doc, sentence.end):
            yield _masked(doc, first, sentence.end)
            first = None


def _ends(doc: Doc, end: int) -> bool:
    """Whether a sentence ends before a token: there is a closing mark, or a blank line."""
    last = doc[end - 1]
    if last.is_space:
        return "\n\n" in last.text or end < 2 or doc[end - 2].text[-1] in SENTENCE_ENDS
    return last.text[-1] in SENTENCE_ENDS


def _masked(doc: Doc, first: int, last: int) -> MaskedSentence:
    tokens = [token for token in doc[first:last] if not token.is_space]
    # In a headline in title case every word is tagged as a name: there, only what is recognised as an entity counts.
    other = [token for token in tokens if token.is_alpha and len(token) > 3 and not token.ent_type_]
    headline = len(other) > 1 and sum(t.text[0].isupper() for t in other) > TITLE_CASE_SHARE * len(other)
    runs: list[list[Token]] = []
    words: list[str] = []
    for token in tokens:
        name = _is_name(token, headline)
        if name and words and words[-1] == NAME:
            runs[-1].append(token)
        else:
            runs.append([token])
            words.append(NAME if name else token.lower_)
    return MaskedSentence(tuple(words), tuple(runs))


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _is_name(token: Token, headline: bool) -> bool:
    if token.ent_type_:
        return token.ent_type_ in NAME_TYPES and token.lower_ not in INNER_WORDS and not token.is_quote
    return not headline and token.tag_ in NAME_TAGS and token.text[0].isupper()
