"""Mends the errors that small parsers make most often in news, before anything is read from a tree.

Each repair looks for a shape that no right tree has (a past-tense verb that describes a noun, a finite verb without a
subject right behind a noun that hangs elsewhere) and moves the few words it takes. Sentences without such a shape are
left as the parser has them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediakit.lexicons import entries, words
from mediakit.measure.lost_subjects import (
    absolute,
    conjunct_subject,
    gerund_subject,
    inverted,
    next_sentence,
    speaker,
    turned,
)
from mediakit.measure.tree_edits import FINITE, NOUNS, hang, has_subject, is_under, measure_edges, take_place

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediakit.measure.tree import Word

REGIONS = frozenset(("GPE", "LOC", "FAC"))
ATTENDING = frozenset("accompany back base chair dress flank follow join lead seat support surround".split())
"""Verbs whose participle behind a comma tells of the subject: "the king entered the hall, followed by"."""


def repair(sentence: list[Word]) -> bool:
    """Mend one sentence; true when anything was moved."""
    moved = False
    mends = _mends()
    for word in [w for w in sentence if w.dep_ in mends]:
        for mend in mends.get(word.dep_, ()):
            if mend(word):
                moved = True
                break
    if moved:
        measure_edges(sentence)
    return moved


@cache
def _mends() -> dict[str, tuple[Callable[[Word], bool], ...]]:
    """Which repairs a word can need, by its relation."""
    return {
        "amod": (_verb_within_noun,),
        "compound": (_verb_within_noun, next_sentence),
        "nmod": (_verb_within_noun,),
        "appos": (speaker, _place),
        "ROOT": (_modal_without_verb, _noun_as_verb, _inserted_speech, turned, _contact, conjunct_subject),
        "npadvmod": (_inserted_time,),
        "prep": (_circumstance,),
        "ccomp": (_modal_without_verb, _noun_as_verb, conjunct_subject),
        "advcl": (inverted, _reduced, gerund_subject, conjunct_subject),
        "conj": (_reduced, _unequal, absolute, conjunct_subject),
        "parataxis": (conjunct_subject,),
    }


def _verb_within_noun(verb: Word) -> bool:
    """A past tense read as an adjective, its subject as part of the same noun: "there Ann Lee promised more aid".

    Where it could be a participle ("Lee and Berg signed papers") the noun has to be all that the sentence would be.
    """
    noun = verb.head
    if verb.tag_ not in ("VBD", "VBN") or noun.i < verb.i or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    before = [c for c in noun.children if c.i < verb.i]
    subject = before[-1] if before else None
    if subject is None or subject.right_edge.i != verb.i - 1 or subject.pos_ not in NOUNS:
        return False
    if verb.tag_ == "VBN" and (noun.dep_ != "ROOT" or subject.pos_ != "PROPN" or verb.nbor(-1).pos_ != "PROPN"):
        return False
    take_place(verb, noun)
    hang(subject, verb, "nsubj")
    for c in [c for c in noun.children if c.i < verb.i]:
        hang(c, subject if c.dep_ in ("compound", "det", "nmod", "poss") else verb, c.dep_)
    for c in [c for c in noun.children if c.dep_ == "advcl"]:
        hang(c, verb, "advcl")
    hang(noun, verb, "dobj")
    for c in [c for c in noun.children if c.dep_ == "conj" and c.tag_ in FINITE]:
        hang(c, verb, "conj")
    verb.tag_, verb.pos_ = "VBD", "VERB"
    return True


def _modal_without_verb(word: Word) -> bool:
    """A bare verb behind its modal read as a noun: "she will next tour Oslo", "will no longer police trade"."""
    if word.pos_ in ("VERB", "AUX") or not has_subject(word):
        return False
    modal = next((c for c in word.children if c.tag_ == "MD"), None)
    if modal is None:
        return False
    verb = next((c for c in word.children if c.i > modal.i and c.tag_ == "NN" and c.left_edge.i == c.i), None)
    if verb is None or verb.dep_ not in ("dobj", "compound", "nmod", "attr"):
        return False
    object_ = word if word.i > verb.i else None
    take_place(verb, word)
    for c in [c for c in word.children if c.i < verb.i or c.dep_ == "punct"]:
        hang(c, verb, c.dep_)
    if object_ is not None:
        hang(object_, verb, "dobj")
    else:
        hang(word, verb, "advmod")
    verb.tag_, verb.pos_ = "VB", "VERB"
    return True


def _place(noun: Word) -> bool:
    """An apposition to a place, hung on a noun further off: "a ship, the Ann, in Kobe, the port in the west"."""
    start = noun.left_edge.i
    if start < 2 or noun.doc[start - 1].text != "," or noun.lemma_ not in words("place_nouns"):
        return False
    place = noun.doc[start - 2]
    if place.ent_type_ not in REGIONS or place.dep_ != "pobj" or not noun.head.i < place.i < noun.i:
        return False
    if noun.head is place or noun.head.ent_type_ in REGIONS or is_under(place, noun):
        return False
    hang(noun, place, "appos")
    return True


def _noun_as_verb(noun: Word) -> bool:
    """A plural noun read as a verb before a clause that describes it: "the papers the ministers signed include"."""
    if noun.tag_ != "VBZ" or noun.lemma_ in _core_verbs():
        return False
    modifier = next((c for c in noun.children if c.dep_ == "nsubj" and c.right_edge.i == noun.i - 1), None)
    verb = next((c for c in noun.children if c.dep_ == "ccomp" and c.i > noun.i), None)
    if modifier is None or verb is None:
        return False
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.left_edge.i == noun.i + 1), None)
    signed = next((c for c in subject.children if c.dep_ == "acl" and c.i == subject.i + 1), None) if subject else None
    if subject is None or signed is None or signed.tag_ not in ("VBN", "VBD"):
        return False
    take_place(verb, noun)
    for c in [c for c in noun.children if c.dep_ not in ("nsubj", "neg", "advmod")]:
        hang(c, verb, c.dep_)
    hang(noun, verb, "nsubj")
    hang(signed, noun, "relcl")
    hang(subject, signed, "nsubj")
    for c in [c for c in modifier.children if c.dep_ in ("det", "poss", "amod")]:
        hang(c, noun, c.dep_)
    hang(modifier, noun, "compound")
    noun.tag_, noun.pos_, signed.tag_ = "NNS", "NOUN", "VBD"
    return True


def _inserted_speech(verb: Word) -> bool:
    """Speech inserted in what is said, and what follows hung on the speech: "It is vital, both said, to build"."""
    if verb.lemma_ not in words("reporting_verbs"):
        return False
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < verb.i), None)
    following = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if said is None or following is None or following.left_edge.nbor(-1).text != ",":
        return False
    if not any(c.dep_ == "aux" and c.tag_ == "TO" for c in following.children):
        return False
    adjective = next((c for c in said.children if c.dep_ == "acomp"), None)
    hang(following, adjective or said, "xcomp")
    return True


def _contact(verb: Word) -> bool:
    """A relative clause without a pronoun read as the main clause: "Also discussed were the loans Oslo is to grant"."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < verb.i), None)
    if subject is None:
        return False
    last = subject.left_edge.i - 1
    main = next((c for c in verb.children if c.dep_ == "advcl" and c.right_edge.i == last), None)
    if (
        main is None
        or not has_subject(main)
        or any(c.dep_ in ("mark", "advmod") and c.tag_ != "RB" for c in main.children)
    ):
        return False
    noun = next(
        (t for t in main.subtree if t.right_edge.i == last and t.dep_ in ("pobj", "dobj", "attr", "nsubjpass")), None
    )
    if noun is None or noun.doc[last].text in (",", ";"):
        return False
    take_place(main, verb)
    for c in [c for c in verb.children if c.dep_ == "punct" and c.i > verb.i]:
        hang(c, main, "punct")
    hang(verb, noun, "relcl")
    return True


def _inserted_time(when: Word) -> bool:
    """A time between commas behind one verb, hung on another: "since it rose, earlier this month, to a record"."""
    start, end = when.left_edge.i, when.right_edge.i
    if start < 2 or end + 1 >= len(when.doc) or when.doc[start - 1].text != "," or when.doc[end + 1].text != ",":
        return False
    verb = when.doc[start - 2]
    if verb.tag_ not in FINITE or verb.pos_ != "VERB" or verb is when.head or not is_under(verb, when.head):
        return False
    following = next((c for c in when.head.children if c.dep_ == "advcl" and c.left_edge.i == end + 2), None)
    hang(when, verb, "npadvmod")
    if following is not None and following.left_edge.tag_ == "TO":
        hang(following, verb, "xcomp")
    return True


def _circumstance(preposition: Word) -> bool:
    """When or where a leading participle was, behind its comma: "Opening the talks, on Monday in Oslo, they said"."""
    verb = preposition.head
    if preposition.i < 2 or preposition.i > verb.i or preposition.nbor(-1).text != ",":
        return False
    leading = next((c for c in verb.children if c.dep_ == "advcl" and c.right_edge.i == preposition.i - 2), None)
    if leading is None or leading.tag_ != "VBG" or not any(t.ent_type_ == "DATE" for t in preposition.subtree):
        return False
    hang(preposition, leading, "prep")
    at = preposition.right_edge.i + 1
    for c in [c for c in verb.children if c.dep_ == "prep" and c.left_edge.i == at and c.i < verb.i]:
        hang(c, leading, "prep")
    return True


def _reduced(verb: Word) -> bool:
    """A participle behind a comma that describes the noun before it: "her plan, announced on Monday, of building"."""
    if verb.tag_ not in ("VBN", "VBD") or has_subject(verb) or verb.lemma_ in ATTENDING or verb.i < 3:
        return False
    start = verb.left_edge.i if verb.dep_ == "advcl" else verb.i
    if start != verb.i or any(c.dep_ in ("aux", "auxpass", "mark", "dobj", "ccomp") for c in verb.children):
        return False
    noun = verb.nbor(-2)
    if verb.nbor(-1).text != "," or noun.pos_ not in ("NOUN", "PROPN") or not verb.head.i < noun.i:
        return False
    if not is_under(noun, verb.head) or noun.dep_ not in ("dobj", "attr") or noun.ent_type_ in ("DATE", "TIME"):
        return False
    if is_under(noun, verb):  # the object of a clause put in before the verb, which is the verb's own
        return False
    if verb.dep_ == "conj" and (verb.tag_ == "VBD" and any(c.dep_ in ("cc", "conj") for c in verb.children)):
        return False
    hang(verb, noun, "acl")
    verb.tag_ = "VBN"
    return True


def _unequal(verb: Word) -> bool:
    """A verb joined to one of another time within a clause: "praised the part it plays and called it a friend"."""
    other = verb.head
    if has_subject(verb) or other.pos_ not in ("VERB", "AUX") or other.dep_ not in ("relcl", "ccomp", "advcl", "acl"):
        return False
    if verb.tag_ not in FINITE or other.tag_ not in FINITE or any(c.dep_ in ("aux", "auxpass") for c in other.children):
        return False
    past = verb.tag_ == "VBD"
    if past == (other.tag_ == "VBD") or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    equal = next((t for t in other.ancestors if t.tag_ in FINITE and (t.tag_ == "VBD") == past), None)
    if equal is None or equal.i > verb.i:
        return False
    hang(verb, equal, "conj")
    return True


@cache
def _core_verbs() -> frozenset[str]:
    """Verbs that nearly always report speech."""
    return frozenset(
        term for term, word, strength, _ in entries("reporting_verbs") if (word, strength) == ("verb", "core")
    )
