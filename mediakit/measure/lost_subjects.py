"""Repairs that give a verb the subject which the parser has hung elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediakit.lexicons import words
from mediakit.measure.tree_edits import FINITE, NOUNS, hang, has_subject, is_under, take_place

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

ABBREVIATIONS = frozenset("U.S. U.K. U.N. E.U. D.C.".split())
SUBJUNCTIVE = frozenset(("be", "were"))


def speaker(noun: Word) -> bool:
    """Who said it, read as an apposition: "... the George Washington, an official said"."""
    if any(c.dep_ == "appos" for c in noun.children):
        return False
    at = noun.right_edge.i + 1
    verb = noun.doc[at] if at < len(noun.doc) else noun
    if verb.pos_ != "VERB" or verb.tag_ not in FINITE or has_subject(verb) or verb.dep_ not in ("ROOT", "parataxis"):
        return False
    if verb.lemma_ not in words("reporting_verbs") or noun.i < noun.head.i or is_under(verb, noun):
        return False
    if noun.doc[noun.left_edge.i - 1].text != "," or noun.head.head.lemma_ in words("reporting_verbs"):
        return False
    hang(noun, verb, "nsubj")
    return True


def next_sentence(short: Word) -> bool:
    """The next sentence's subject taken by an abbreviation at a sentence's end: "ties to the U.S. Lee praised her"."""
    name = short.head
    if short.text not in ABBREVIATIONS or name.i != short.i + 1 or not name.text[0].isupper():
        return False
    if name.ent_type_ not in ("PERSON", ""):
        return False
    after = name.nbor() if name.i + 1 < len(name.doc) else name
    above = next((t for t in after.ancestors if t.pos_ == "VERB"), after) if after.dep_ == "aux" else after
    if (after.tag_ not in FINITE and after.tag_ != "MD") or above.pos_ not in ("VERB", "AUX") or has_subject(above):
        return False
    if not any(c.dep_ == "det" and c.i < short.i for c in name.children):
        return False
    take_place(short, name)
    for c in [c for c in name.children if c.i < short.i]:
        hang(c, short, c.dep_)
    above.head.children = [c for c in above.head.children if c is not above]
    above.head, above.dep_ = above, "ROOT"
    hang(name, above, "nsubj")
    return True


def inverted(verb: Word) -> bool:
    """A participle before its auxiliary and subject: "Also discussed were details of the loan"."""
    if verb.tag_ != "VBN" or has_subject(verb):
        return False
    be = next((c for c in verb.children if c.dep_ == "auxpass" and c.i > verb.i), None)
    subject = next((c for c in be.children if c.dep_ in ("attr", "nsubj") and c.i > be.i), None) if be else None
    if subject is None:
        return False
    hang(subject, verb, "nsubjpass")
    return True


def turned(verb: Word) -> bool:
    """A predicate before its verb and subject: "Central to the talks was trade"."""
    if verb.lemma_ != "be" or has_subject(verb):
        return False
    subject = next((c for c in verb.children if c.dep_ == "attr" and c.i > verb.i and c.pos_ in NOUNS), None)
    before = next((c for c in verb.children if c.i < verb.i and c.tag_ in ("JJ", "JJR", "JJS")), None)
    if subject is None or before is None:
        return False
    hang(subject, verb, "nsubj")
    hang(before, verb, "acomp")
    return True


def absolute(verb: Word) -> bool:
    """A participle parted from its subject: "with tariffs high and Norway holding the oil"."""
    if verb.tag_ != "VBG" or has_subject(verb):
        return False
    noun = next((c for c in verb.head.children if c.dep_ == "conj" and c.right_edge.i == verb.i - 1), None)
    if noun is None or noun.pos_ not in NOUNS or verb.head.pos_ in ("VERB", "AUX"):
        return False
    hang(noun, verb, "nsubj")
    return True


def gerund_subject(verb: Word) -> bool:
    """Who acts, read as an object alone: "she was fond of Norway buying more"."""
    if verb.tag_ != "VBG" or has_subject(verb) or verb.left_edge is not verb or verb.i == 0:
        return False
    noun = verb.nbor(-1)
    while noun.head is not noun and noun.dep_ != "pobj" and noun.head.right_edge.i == verb.i - 1:
        noun = noun.head
    if noun.dep_ != "pobj" or noun.right_edge.i != verb.i - 1 or noun.head.head.dep_ != "acomp":
        return False
    hang(verb, noun.head, "pcomp")
    hang(noun, verb, "nsubj")
    return True


def conjunct_subject(verb: Word) -> bool:
    """A subject read as the end of the object before: "wants spending to rise and three papers, among them one, be"."""
    if verb.pos_ not in ("VERB", "AUX") or has_subject(verb):
        return False
    group = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg"))]
    finite = any(t.tag_ in FINITE or t.tag_ == "MD" for t in group)
    bare = any(t.lower_ in SUBJUNCTIVE and t.dep_ == "auxpass" for t in group)
    if not (finite or bare) or any(t.tag_ == "TO" for t in group):
        return False
    first = min(t.i for t in group)
    at = first - 1
    while at > 0 and verb.doc[at].text == ",":
        at -= 1
    noun = verb.doc[max(at, 0)]
    while noun.head is not noun and noun.right_edge.i <= first and noun.dep_ != "conj":
        noun = noun.head
    if noun.dep_ != "conj" or noun.pos_ not in NOUNS or not at <= noun.right_edge.i < first or is_under(verb, noun):
        return False
    if at < first - 1 and not any(c.dep_ in ("appos", "relcl") for c in noun.children):
        return False  # a comma parts a noun from its verb only behind what is inserted
    joined = noun.left_edge.i - 1
    opening = joined >= 0 and noun.doc[joined].text == "," and verb.dep_ == "ROOT" and is_under(noun, verb)
    if not opening and (joined < 0 or noun.doc[joined].tag_ != "CC" or noun.doc[joined].head is not noun.head):
        return False
    passive = any(t.dep_ == "auxpass" for t in group)
    hang(noun, verb, "nsubjpass" if passive else "nsubj")
    return True
