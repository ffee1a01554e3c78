"""Finds the terms of a lexicon in a doc: longer terms win, and every word counts once."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import translate
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from mediakit.lexicons import NO_CUE, Lexicon, Term

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

Found = tuple[int, int, Term]
"""First token, one past the last token, and the term."""

Path = tuple[tuple[str, str | None], ...]
"""Words of the lexicon that one token stands for: one, or for a hyphenated token ("Indo-Pacific") several."""

MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype="uint64")
"""Odd numbers that mix the attributes of a token into one key of 64 bits."""

DETERMINERS = ("no", "neither")
ONLY = ("only", "just", "merely", "solely")


class TermMatcher:
    """The terms of one lexicon as a tree of words, each remembered with the tokens it was seen to match."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._tree: dict[Any, Any] = {}
        self._limits: dict[str, set[str | None]] = {}
        self._patterns = [term for term in lexicon.terms if term.pattern]
        self._matchers: dict[Vocab, Matcher] = {}
        self._idle = np.zeros(1, dtype="uint64")
        self._starts: dict[int, tuple[Path, ...]] = {}
        self._known: dict[tuple[int, int, int, int], tuple[Path, ...]] = {}
        for term in lexicon.terms:
            if term.words:
                node = self._tree
                for word in term.words:
                    self._limits.setdefault(word[0], set()).add(word[1])
                    node = node.setdefault(word, {})
                node.setdefault(None, []).append(term)
        globs = [word for word in self._limits if "*" in word or "?" in word]
        self._prefixes = {word[:-1]: word for word in globs if "*" not in word[:-1] and "?" not in word}
        self._lengths = sorted({len(prefix) for prefix in self._prefixes})
        self._globs = [(re.compile(translate(word)), word) for word in globs if word[:-1] not in self._prefixes]

    def all(self, doc: Doc) -> Iterator[Found]:
        """Every match of every term, overlapping ones too."""
        for at, paths in self._beginnings(doc):
            for path in paths:
                yield from self._walk(doc, at, at, path, self._tree)
        if self._patterns:
            for number, first, last in self._matcher(doc.vocab)(doc):
                yield first, last, self._patterns[int(doc.vocab.strings[number])]

    def longest(self, doc: Doc) -> list[tuple[int, int, tuple[Term, ...]]]:
        """The matches that stand when longer ones win, then earlier ones; terms of one stretch share it."""
        spans: dict[tuple[int, int], list[Term]] = {}
        for first, last, term in self.all(doc):
            spans.setdefault((first, last), []).append(term)
        taken: set[int] = set()
        kept = []
        for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                terms = _cues(spans[first, last])
                if terms:
                    kept.append((first, last, terms))
        return sorted(kept, key=lambda match: match[:2])

    def _beginnings(self, doc: Doc) -> Iterator[tuple[int, tuple[Path, ...]]]:
        """The tokens at which a term may begin, each with the words it can begin with.

        Most words of a text begin no term: a sorted array of those seen so far passes over them all at once.
        """
        from spacy.attrs import LEMMA, LOWER, POS, TAG

        if not len(doc):
            return
        keys = (doc.to_array([LEMMA, LOWER, TAG, POS]) * MIX).sum(axis=1, dtype="uint64")
        places = np.minimum(np.searchsorted(self._idle, keys), len(self._idle) - 1)
        idle = set()
        for at in np.flatnonzero(self._idle[places] != keys).tolist():
            key = int(keys[at])
            if key not in self._starts:
                self._starts[key] = tuple(path for path in self._paths(doc[at]) if path[0] in self._tree)
            if self._starts[key]:
                yield at, self._starts[key]
            else:
                idle.add(key)
        if idle:
            self._idle = np.union1d(self._idle, np.array(sorted(idle), dtype="uint64"))

    def _walk(self, doc: Doc, first: int, at: int, path: Path, node: dict[Any, Any]) -> Iterator[Found]:
        """The terms that go on with one token read as the words of a path."""
        for word in path:
            if word not in node:
                return
            node = node[word]
        at += 1
        for term in node.get(None, ()):
            yield first, at, term
        if len(node) > (None in node):
            while at < len(doc) and _joins(token := doc[at]):
                at += 1
            if at < len(doc):
                for following in self._paths(token):
                    yield from self._walk(doc, first, at, following, node)

    def _paths(self, token: Token) -> tuple[Path, ...]:
        """The words of the lexicon that a token can stand for, remembered."""
        key = (token.lemma, token.lower, token.tag, token.pos)
        if key not in self._known:
            lower = token.lower_.replace("’", "'")
            forms = {lower, token.lemma_.lower().replace("’", "'")}
            if token.tag_ == "NNPS":  # the lemma of a plural name is the plural: "Allies", "Tariffs"
                forms.add(re.sub(r"ies$", "y", lower) if lower.endswith("ies") else lower.removesuffix("s"))
            paths: list[Path] = [(word,) for word in self._words(forms, lower, token.pos_)]
            if "-" in lower.strip("-"):
                parts = [self._words({part, part.removesuffix("s")}, part, None) for part in lower.split("-")]
                paths += product(*parts)
            self._known[key] = tuple(paths)
        return self._known[key]

    def _words(self, forms: set[str], lower: str, part_of_speech: str | None) -> list[tuple[str, str | None]]:
        """The words of the lexicon that a form of a token is or that a wildcard covers, each with its limit."""
        words = {form for form in forms if form in self._limits}
        words |= {self._prefixes[lower[:n]] for n in self._lengths if lower[:n] in self._prefixes}
        words |= {word for glob, word in self._globs if glob.match(lower)}
        return [
            (word, limit)
            for word in sorted(words)
            for limit in sorted(self._limits[word], key=str)
            if limit is None or limit == part_of_speech
        ]

    def _matcher(self, vocab: Vocab) -> Matcher:
        if vocab not in self._matchers:
            from spacy.matcher import Matcher

            matcher = self._matchers[vocab] = Matcher(vocab)
            for number, term in enumerate(self._patterns):
                matcher.add(str(number), [ast.literal_eval(term.pattern)])
        return self._matchers[vocab]


def _cues(terms: list[Term]) -> tuple[Term, ...]:
    """The terms for the same words that make them a cue, the most specific first; that one decides whether they are."""
    if len(terms) > 1:
        terms = sorted(set(terms), key=lambda term: (term.rank, term.text))
        if any(term.frames == (NO_CUE,) and term.rank == terms[0].rank for term in terms):
            return ()
    return tuple(term for term in terms if term.frames != (NO_CUE,))


@lru_cache(maxsize=32)
def matcher_of(lexicon: Lexicon) -> TermMatcher:
    """The matcher of a lexicon, built once."""
    return TermMatcher(lexicon)


def negated_heads(doc: Doc) -> frozenset[int]:
    """The words that a negation hangs on: "not", "never", "no", "neither"; "not only" negates nothing."""
    from spacy.attrs import DEP, LOWER

    strings = doc.vocab.strings
    deps, lowers = doc.to_array([DEP, LOWER]).reshape(-1, 2).T
    places = np.flatnonzero((deps == strings["neg"]) | np.isin(lowers, [strings[word] for word in DETERMINERS]))
    tokens = [doc[at] for at in places.tolist()]
    return frozenset(
        token.head.i
        for token in tokens
        if (token.dep_ == "neg" and not (token.i + 1 < len(doc) and doc[token.i + 1].lower_ in ONLY))
        or (token.dep_ == "det" and token.lower_ in DETERMINERS)
    )


def negated(doc: Doc, first: int, last: int, heads: frozenset[int]) -> bool:
    """Whether a match stands under a negation: "no threat", "without security", "did not discuss trade".

    Looked at are the head of the match and the words above it up to its verb.

    Parameters
    ----------
    heads
        The words of the doc that a negation hangs on.
    """
    token = doc[first] if last - first == 1 else doc[first:last].root
    while True:
        if token.i in heads or token.lower_ in ("without", "lack"):
            return True
        if token.pos_ in ("VERB", "AUX") or token.head.i == token.i:
            return False
        token = token.head


def _joins(token: Token) -> bool:
    """Whether a token may stand between the words of a term: a hyphen, or the end of a line within a paragraph."""
    return (len(token) == 1 and token.text == "-") or (token.is_space and token.text.count("\n") < 2)
