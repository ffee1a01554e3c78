"""Edits of a dependency tree: hanging words elsewhere, and what the repairs ask of a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))


def has_subject(verb: Word) -> bool:
    return any(c.dep_ in SUBJECTS for c in verb.children)


def is_under(word: Word, other: Word) -> bool:
    return any(above is other for above in word.ancestors)


def hang(word: Word, head: Word, relation: str) -> None:
    """Hang a word with all below it on another head; on one that is itself below it, nothing is moved."""
    if head is word or is_under(head, word):
        return
    if word.head is not word:
        word.head.children = [c for c in word.head.children if c is not word]
    word.head, word.dep_ = head, relation
    head.children = sorted([*head.children, word], key=lambda c: c.i)


def take_place(word: Word, of: Word) -> None:
    """Hang a word where another one hangs, by the same relation; the other one is left to be hung anew.

    Nothing is moved where the other one hangs below the word.
    """
    if of is word or is_under(of, word):
        return
    if word.head is not word:
        word.head.children = [c for c in word.head.children if c is not word]
    if of.head is of:
        word.head, word.dep_ = word, "ROOT"
    else:
        head, word.dep_ = of.head, of.dep_
        head.children = sorted([*(c for c in head.children if c is not of), word], key=lambda c: c.i)
        word.head = head
        of.head = of


def measure_edges(sentence: list[Word]) -> None:
    """The edges of every subtree anew."""
    for word in sentence:
        word.set_edges(word.i, word.i)
    for word in sentence:
        left, right = word, word
        for above in word.ancestors:
            above.set_edges(min(above.left_edge.i, left.i), max(above.right_edge.i, right.i))
