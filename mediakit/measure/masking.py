"""Sentences with their names masked, so that no model of sentiment can know who is spoken of.

A name is a maximal run of tokens that the parser takes for (part of) the name of a person, group, place or work. Every
run becomes one item, however many words it has, and whatever kind of name it is: two names can then be swapped without
changing what a model sees, as long as the parser takes both for names.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from mediakit.measure.rows import per_article, token_starts
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

WORD_OF: dict[int, str] = {}
"""Words in lower case by spaCy's hash of them, which is the same in every vocabulary."""

SENTENCE_ENDS = ".!?\"”’')…"


@dataclass(frozen=True)
class MaskedSentence:
    """A sentence as items: its words in lower case, and each name as one item `NAME`.

    Item i is made of the tokens `bounds[i]` up to `bounds[i + 1]` of `article`. What the parser says of the items is
    looked up when it is asked for.
    """

    words: tuple[str, ...]
    bounds: tuple[int, ...]
    article: ArticleTokens

    @cached_property
    def starts(self) -> list[int]:
        """The first character of each item in the article."""
        starts = self.article.starts
        return [starts[bound] for bound in self.bounds[:-1]]

    @cached_property
    def ends(self) -> list[int]:
        """One past the last character of each item in the article."""
        ends = self.article.ends
        return [ends[bound - 1] for bound in self.bounds[1:]]

    def run(self, item: int) -> list[Token]:
        """The tokens of an item."""
        doc, numbers = self.article.doc, self.article.numbers
        return [doc[number] for number in numbers[self.bounds[item] : self.bounds[item + 1]]]

    @cached_property
    def main_tokens(self) -> list[Token]:
        """The token of each item nearest to the root: heads of items then form a tree, as those of words do."""
        runs = map(self.run, range(len(self.words)))
        return [run[0] if len(run) == 1 else min(run, key=_depth) for run in runs]

    @cached_property
    def heads(self) -> list[int]:
        """The item that governs each one; itself at the root."""
        numbers = self.article.numbers
        places = pairwise(self.bounds)
        item_of = {numbers[at]: item for item, (first, last) in enumerate(places) for at in range(first, last)}
        return [item_of.get(token.head.i, item) for item, token in enumerate(self.main_tokens)]

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
        if last - first != 1 or self.words[first] != NAME or self.bounds[last] - self.bounds[first] == 1:
            return self
        run = self.run(first)
        inside = [number for number, token in enumerate(run) if start < token.idx + len(token) and token.idx < end]
        left, right = inside[0], inside[-1] + 1
        # An entity is numbered by where it begins, a token outside all of them by itself.
        entities: list[int] = []
        for number, token in enumerate(run):
            entities.append(entities[-1] if token.ent_iob_ == "I" and entities else number)
        main = entities[run.index(self.main_tokens[first])]
        if not all(run[number].ent_type_ and entities[number] != main for number in inside):
            return self
        edges = [self.bounds[first] + at for at in (left, right) if 0 < at < len(run)]
        words = (*self.words[:first], *[NAME] * (1 + len(edges)), *self.words[last:])
        return MaskedSentence(words, (*self.bounds[:last], *edges, *self.bounds[last:]), self.article)


@dataclass(frozen=True)
class ArticleTokens:
    """The tokens of an article but white space: their numbers in `doc`, first characters, and one past the last."""

    doc: Doc
    numbers: list[int]
    starts: list[int]
    ends: list[int]


@per_article
def masked_sentences(reading: ParsedArticle) -> Iterator[MaskedSentence]:
    """The sentences of an article with their names masked, in order.

    A sentence that the parser broke off without a full stop is joined to the next one. What is asked of the tokens is
    looked up for all of an article at once.
    """
    doc = reading.doc
    edges = [0]
    for sentence in doc.sents:
        if sentence.end == len(doc) or _ends(doc, sentence.end):
            edges.append(sentence.end)
    if len(edges) == 1:
        return
    names = "LOWER ENT_TYPE TAG LENGTH IS_SPACE IS_ALPHA IS_QUOTE".split()
    columns = dict(zip(names, doc.to_array([*names]).T, strict=True))
    shown = np.flatnonzero(columns["IS_SPACE"] == 0)
    columns = {name: column[shown] for name, column in columns.items()}
    starts = np.array(token_starts(reading), dtype="int64")[shown]
    tokens = ArticleTokens(doc, shown.tolist(), starts.tolist(), (starts + columns["LENGTH"].astype("int64")).tolist())

    sentence_of = np.searchsorted(edges, shown, side="right") - 1
    name = _names(reading, columns, tokens.starts, sentence_of)
    inside = name[1:] & name[:-1] & (sentence_of[1:] == sentence_of[:-1])
    items = np.flatnonzero(np.concatenate([[True], ~inside])[: len(shown)])
    bounds = [*items.tolist(), len(shown)]
    words = _words(doc, columns["LOWER"][items].tolist(), name[items].tolist())
    firsts = np.searchsorted(sentence_of[items], np.arange(len(edges))).tolist()
    for first, last in pairwise(firsts):
        yield MaskedSentence(tuple(words[first:last]), tuple(bounds[first : last + 1]), tokens)


def _ends(doc: Doc, end: int) -> bool:
    """Whether a sentence ends before a token: there is a closing mark, or a blank line."""
    last = doc[end - 1]
    if last.is_space:
        return "\n\n" in last.text or end < 2 or doc[end - 2].text[-1] in SENTENCE_ENDS
    return last.text[-1] in SENTENCE_ENDS


def _names(
    reading: ParsedArticle, columns: Mapping[str, np.ndarray], starts: list[int], sentence_of: np.ndarray
) -> np.ndarray:
    """Whether each token is (part of) a name: recognised as one, or tagged as one outside headlines."""
    strings, text = reading.doc.vocab.strings, reading.article.text

    def among(column: str, names: frozenset[str]) -> np.ndarray:
        wanted = np.array([strings[name] for name in names], dtype=columns[column].dtype)
        return (columns[column][:, None] == wanted).any(axis=1)

    outside = columns["ENT_TYPE"] == 0
    recognised = among("ENT_TYPE", NAME_TYPES) & ~among("LOWER", INNER_WORDS) & (columns["IS_QUOTE"] == 0)
    tagged = outside & among("TAG", NAME_TAGS)
    longer = outside & (columns["IS_ALPHA"] != 0) & (columns["LENGTH"] > 3)
    capital = np.zeros(len(starts), dtype=bool)
    asked = np.flatnonzero(tagged | longer)
    capital[asked] = [text[starts[number]].isupper() for number in asked.tolist()]
    # In a headline in title case every word is tagged as a name: there, only what is recognised as an entity counts.
    n_longer, n_capital = (np.bincount(sentence_of, weights=which) for which in (longer, longer & capital))
    headline = (n_longer > 1) & (n_capital > TITLE_CASE_SHARE * n_longer)
    return recognised | (tagged & capital & ~headline[sentence_of])


def _words(doc: Doc, codes: list[int], names: list[bool]) -> list[str]:
    """The words that some hashes stand for, each name masked."""
    for code in set(codes):
        if code not in WORD_OF:
            WORD_OF[code] = doc.vocab.strings[code]
    return [NAME if name else WORD_OF[code] for code, name in zip(codes, names, strict=True)]


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
