"""Who judges whom in the reporter's words: "A praised B" is A's praise, though no statement of A is given."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mediakit import lexicons
from mediakit.measure.entities import entity_rows
from mediakit.parse import ParsedArticle

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = frozenset(("nsubj", "csubj"))
NOT_JUDGED = SUBJECTS | {"agent", "poss", "conj"}
NAMES_GIVEN = frozenset(("oprd", "ccomp", "xcomp", "attr"))
RELATIVE = frozenset(("who", "that", "which", "whom"))


@dataclass(frozen=True)
class Judgement:
    """Somebody's praise or blame of a target: the word that says so, and who judges where that is said."""

    cue: str
    source: str | None


def judgement_of(reading: ParsedArticle, start: int, end: int) -> Judgement | None:
    """The judgement of which a stretch of an article is the object, or a part of the object; the nearest one."""
    span = reading.doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    below = span.root
    for governor in span.root.ancestors:
        cue = _cue(governor, below)
        passive = any(child.dep_ == "nsubjpass" for child in governor.children)
        judged = below.dep_ not in NOT_JUDGED and (below.dep_ != "nsubjpass" or passive)
        if cue is not None and judged:
            return Judgement(cue.lemma_, _named(reading, _judge(cue)))
        below = governor
    return None


@cache
def _frames() -> dict[str, tuple[str, ...]]:
    return {term.text: term.frames for term in lexicons.load(lexicons.FOLDER / "judgements.csv").terms}


def _cue(governor: Token, below: Token) -> Token | None:
    """The word of judgement, if any, by which a governor judges what hangs on it by the token `below`."""
    frames = _frames().get(governor.lemma_.lower(), ())
    if governor.pos_ == "NOUN":
        return governor if "noun" in frames else None
    if governor.pos_ != "VERB":
        return None
    if below.dep_ == "prep":  # "had praise for B"
        for child in governor.children:
            if child.dep_ == "dobj" and "noun" in _frames().get(child.lemma_.lower(), ()):
                return child
    if "naming" in frames and below.dep_ != "oprd":
        named = (c.dep_ in NAMES_GIVEN or (c.dep_ == "prep" and c.lower_ == "as") for c in governor.children)
        return governor if any(named) else None
    return governor if "verb" in frames else None


def _judge(cue: Token) -> Token | None:
    """Whose judgement it is: the subject or agent of a verb, the possessor of a noun, or who its verb's subject is."""
    for child in cue.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    for child in cue.children:
        if child.dep_ in SUBJECTS or (child.dep_ == "poss" and cue.pos_ == "NOUN"):
            if child.lower_ in RELATIVE and cue.dep_ == "relcl":
                return cue.head
            return child
    if any(child.dep_ == "nsubjpass" for child in cue.children) or cue.head.i == cue.i:
        return None
    if cue.dep_ in ("acl", "relcl"):
        return cue.head if cue.tag_ == "VBG" else None
    return _judge(cue.head) if cue.head.pos_ in ("VERB", "AUX") else None


def _named(reading: ParsedArticle, judge: Token | None) -> str | None:
    """The judge's name across the article, else the words for the judge; a pronoun names nobody."""
    if judge is None or judge.pos_ == "PRON":
        return None
    start, end = judge.idx, judge.idx + len(judge)
    for entity in entity_rows(reading):
        if entity["start"] < end and start < entity["end"]:
            return str(entity["entity"])
    words = [t for t in judge.doc[judge.left_edge.i : judge.i + 1] if t.dep_ in ("amod", "compound") or t == judge]
    return " ".join(t.lower_ for t in words)
