"""Mends the errors that small parsers make most often in news, before anything is read from a tree.

Each repair looks for a shape that no right tree has (a past-tense verb that describes a noun, a finite verb without a
subject right behind a noun that hangs elsewhere) and moves the few words it takes. Sentences without such a shape are
left as the parser has them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediakit.lexicons import entries, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediakit.measure.tree import Word

NOUNS = frozenset(("NOUN", "PROPN", "PRON"))
SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj", "csubjpass", "expl"))
FINITE = frozenset(("VBD", "VBZ", "VBP"))
ABBREVIATIONS = frozenset("U.S. U.K. U.N. E.U. D.C.".split())
REGIONS = frozenset(("GPE", "LOC", "FAC"))
ATTENDING = frozenset("accompany back base chair dress flank follow join lead seat support surround".split())
"""Verbs whose participle behind a comma tells of the subject: "the king entered the hall, followed by"."""
SUBJUNCTIVE = frozenset(("be", "were"))


def repair(sentence: list[Word]) -> bool:
    """Mend one sentence; true when anything was moved."""
    moved = False
    for word in sentence:
        for mend in _mends().get(word.dep_, ()):
            if mend(word):
                moved = True
                break
    if moved:
        _measure(sentence)
    return moved


@cache
def _mends() -> dict[str, tuple[Callable[[Word], bool], ...]]:
    """Which repairs a word can need, by its relation."""
    return {
        "amod": (_verb_within_noun,),
        "compound": (_verb_within_noun, _next_sentence),
        "nmod": (_verb_within_noun,),
        "appos": (_speaker, _place),
        "ROOT": (_noun_as_verb, _inserted_speech, _turned, _contact, _conjunct_subject),
        "npadvmod": (_inserted_time,),
        "prep": (_circumstance,),
        "ccomp": (_noun_as_verb, _conjunct_subject),
        "advcl": (_inverted, _reduced, _gerund_subject, _conjunct_subject),
        "conj": (_reduced, _unequal, _absolute, _conjunct_subject),
        "parataxis": (_conjunct_subject,),
    }


def _verb_within_noun(verb: Word) -> bool:
    """A past tense read as an adjective, its subject as part of the same noun: "there Ann Lee promised more aid"."""
    noun = verb.head
    if verb.tag_ != "VBD" or noun.i < verb.i or noun.pos_ not in ("NOUN", "PROPN"):
        return False
    before = [c for c in noun.children if c.i < verb.i]
    subject = before[-1] if before else None
    if subject is None or subject.i != verb.i - 1 or subject.pos_ not in NOUNS:
        return False
    _take_place(verb, noun)
    _attach(subject, verb, "nsubj")
    for c in [c for c in noun.children if c.i < verb.i]:
        _attach(c, subject if c.dep_ in ("compound", "det", "nmod", "poss") else verb, c.dep_)
    for c in [c for c in noun.children if c.dep_ == "advcl"]:
        _attach(c, verb, "advcl")
    _attach(noun, verb, "dobj")
    verb.pos_ = "VERB"
    return True


def _next_sentence(short: Word) -> bool:
    """The next sentence's subject taken by an abbreviation at a sentence's end: "ties to the U.S. Lee praised her"."""
    name = short.head
    if short.text not in ABBREVIATIONS or name.i != short.i + 1 or not name.text[0].isupper():
        return False
    if name.ent_type_ not in ("PERSON", ""):
        return False
    after = name.nbor() if name.i + 1 < len(name.doc) else name
    above = next((t for t in after.ancestors if t.pos_ == "VERB"), after) if after.dep_ == "aux" else after
    if (after.tag_ not in FINITE and after.tag_ != "MD") or above.pos_ not in ("VERB", "AUX") or _has_subject(above):
        return False
    if not any(c.dep_ == "det" and c.i < short.i for c in name.children):
        return False
    _take_place(short, name)
    for c in [c for c in name.children if c.i < short.i]:
        _attach(c, short, c.dep_)
    above.head.children = [c for c in above.head.children if c is not above]
    above.head, above.dep_ = above, "ROOT"
    _attach(name, above, "nsubj")
    return True


def _speaker(noun: Word) -> bool:
    """Who said it, read as an apposition: "... the George Washington, an official said"."""
    if any(c.dep_ == "appos" for c in noun.children):
        return False
    at = noun.right_edge.i + 1
    verb = noun.doc[at] if at < len(noun.doc) else noun
    if verb.pos_ != "VERB" or verb.tag_ not in FINITE or _has_subject(verb) or verb.dep_ not in ("ROOT", "parataxis"):
        return False
    if verb.lemma_ not in words("reporting_verbs") or noun.i < noun.head.i or _is_under(verb, noun):
        return False
    if noun.doc[noun.left_edge.i - 1].text != "," or noun.head.head.lemma_ in words("reporting_verbs"):
        return False
    _attach(noun, verb, "nsubj")
    return True


def _place(noun: Word) -> bool:
    """An apposition to a place, hung on a noun further off: "a ship, the Ann, in Kobe, the port in the west"."""
    start = noun.left_edge.i
    if start < 2 or noun.doc[start - 1].text != "," or noun.lemma_ not in words("place_nouns"):
        return False
    place = noun.doc[start - 2]
    if place.ent_type_ not in REGIONS or place.dep_ != "pobj" or not noun.head.i < place.i < noun.i:
        return False
    if noun.head is place or noun.head.ent_type_ in REGIONS or _is_under(place, noun):
        return False
    _attach(noun, place, "appos")
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
    _take_place(verb, noun)
    for c in [c for c in noun.children if c.dep_ not in ("nsubj", "neg", "advmod")]:
        _attach(c, verb, c.dep_)
    _attach(noun, verb, "nsubj")
    _attach(signed, noun, "relcl")
    _attach(subject, signed, "nsubj")
    for c in [c for c in modifier.children if c.dep_ in ("det", "poss", "amod")]:
        _attach(c, noun, c.dep_)
    _attach(modifier, noun, "compound")
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
    _attach(following, adjective or said, "xcomp")
    return True


def _inverted(verb: Word) -> bool:
    """A participle before its auxiliary and subject: "Also discussed were details of the loan"."""
    if verb.tag_ != "VBN" or _has_subject(verb):
        return False
    be = next((c for c in verb.children if c.dep_ == "auxpass" and c.i > verb.i), None)
    subject = next((c for c in be.children if c.dep_ in ("attr", "nsubj") and c.i > be.i), None) if be else None
    if subject is None:
        return False
    _attach(subject, verb, "nsubjpass")
    return True


def _turned(verb: Word) -> bool:
    """A predicate before its verb and subject: "Central to the talks was trade"."""
    if verb.lemma_ != "be" or _has_subject(verb):
        return False
    subject = next((c for c in verb.children if c.dep_ == "attr" and c.i > verb.i and c.pos_ in NOUNS), None)
    before = next((c for c in verb.children if c.i < verb.i and c.tag_ in ("JJ", "JJR", "JJS")), None)
    if subject is None or before is None:
        return False
    _attach(subject, verb, "nsubj")
    _attach(before, verb, "acomp")
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
        or not _has_subject(main)
        or any(c.dep_ in ("mark", "advmod") and c.tag_ != "RB" for c in main.children)
    ):
        return False
    noun = next((t for t in main.subtree if t.right_edge.i == last and t.dep_ in ("pobj", "dobj", "attr")), None)
    if noun is None or noun.doc[last].text in (",", ";"):
        return False
    _take_place(main, verb)
    for c in [c for c in verb.children if c.dep_ == "punct" and c.i > verb.i]:
        _attach(c, main, "punct")
    _attach(verb, noun, "relcl")
    return True


def _inserted_time(when: Word) -> bool:
    """A time between commas behind one verb, hung on another: "since it rose, earlier this month, to a record"."""
    start, end = when.left_edge.i, when.right_edge.i
    if start < 2 or end + 1 >= len(when.doc) or when.doc[start - 1].text != "," or when.doc[end + 1].text != ",":
        return False
    verb = when.doc[start - 2]
    if verb.tag_ not in FINITE or verb.pos_ != "VERB" or verb is when.head or not _is_under(verb, when.head):
        return False
    following = next((c for c in when.head.children if c.dep_ == "advcl" and c.left_edge.i == end + 2), None)
    _attach(when, verb, "npadvmod")
    if following is not None and following.left_edge.tag_ == "TO":
        _attach(following, verb, "xcomp")
    return True


def _circumstance(preposition: Word) -> bool:
    """When or where a leading participle was, behind its comma: "Opening the talks, on Monday in Oslo, they said"."""
    verb = preposition.head
    if preposition.i < 2 or preposition.i > verb.i or preposition.nbor(-1).text != ",":
        return False
    leading = next((c for c in verb.children if c.dep_ == "advcl" and c.right_edge.i == preposition.i - 2), None)
    if leading is None or leading.tag_ != "VBG" or not any(t.ent_type_ == "DATE" for t in preposition.subtree):
        return False
    _attach(preposition, leading, "prep")
    at = preposition.right_edge.i + 1
    for c in [c for c in verb.children if c.dep_ == "prep" and c.left_edge.i == at and c.i < verb.i]:
        _attach(c, leading, "prep")
    return True


def _reduced(verb: Word) -> bool:
    """A participle behind a comma that describes the noun before it: "her plan, announced on Monday, of building"."""
    if verb.tag_ not in ("VBN", "VBD") or _has_subject(verb) or verb.lemma_ in ATTENDING or verb.i < 3:
        return False
    start = verb.left_edge.i if verb.dep_ == "advcl" else verb.i
    if start != verb.i or any(c.dep_ in ("aux", "auxpass", "mark", "dobj", "ccomp") for c in verb.children):
        return False
    noun = verb.nbor(-2)
    if verb.nbor(-1).text != "," or noun.pos_ not in ("NOUN", "PROPN") or not verb.head.i < noun.i:
        return False
    if not _is_under(noun, verb.head) or noun.dep_ not in ("dobj", "attr") or noun.ent_type_ in ("DATE", "TIME"):
        return False
    if verb.dep_ == "conj" and (verb.tag_ == "VBD" and any(c.dep_ in ("cc", "conj") for c in verb.children)):
        return False
    _attach(verb, noun, "acl")
    verb.tag_ = "VBN"
    return True


def _unequal(verb: Word) -> bool:
    """A verb joined to one of another time within a clause: "praised the part it plays and called it a friend"."""
    other = verb.head
    if _has_subject(verb) or other.pos_ not in ("VERB", "AUX") or other.dep_ not in ("relcl", "ccomp", "advcl", "acl"):
        return False
    if verb.tag_ not in FINITE or other.tag_ not in FINITE or any(c.dep_ in ("aux", "auxpass") for c in other.children):
        return False
    past = verb.tag_ == "VBD"
    if past == (other.tag_ == "VBD") or any(c.dep_ in ("aux", "auxpass") for c in verb.children):
        return False
    equal = next((t for t in other.ancestors if t.tag_ in FINITE and (t.tag_ == "VBD") == past), None)
    if equal is None or equal.i > verb.i:
        return False
    _attach(verb, equal, "conj")
    return True


def _gerund_subject(verb: Word) -> bool:
    """Who acts, read as an object alone: "she was fond of Norway buying more"."""
    if verb.tag_ != "VBG" or _has_subject(verb) or verb.left_edge is not verb or verb.i == 0:
        return False
    noun = verb.nbor(-1)
    while noun.head is not noun and noun.dep_ != "pobj" and noun.head.right_edge.i == verb.i - 1:
        noun = noun.head
    if noun.dep_ != "pobj" or noun.right_edge.i != verb.i - 1 or noun.head.head.dep_ != "acomp":
        return False
    _attach(verb, noun.head, "pcomp")
    _attach(noun, verb, "nsubj")
    return True


def _absolute(verb: Word) -> bool:
    """A participle parted from its subject: "with tariffs high and Norway holding the oil"."""
    if verb.tag_ != "VBG" or _has_subject(verb):
        return False
    noun = next((c for c in verb.head.children if c.dep_ == "conj" and c.right_edge.i == verb.i - 1), None)
    if noun is None or noun.pos_ not in NOUNS or verb.head.pos_ in ("VERB", "AUX"):
        return False
    _attach(noun, verb, "nsubj")
    return True


def _conjunct_subject(verb: Word) -> bool:
    """A subject read as the end of the object before: "wants spending to rise and three papers, among them one, be"."""
    if verb.pos_ not in ("VERB", "AUX") or _has_subject(verb):
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
    if noun.dep_ != "conj" or noun.pos_ not in NOUNS or not at <= noun.right_edge.i < first or _is_under(verb, noun):
        return False
    if at < first - 1 and not any(c.dep_ in ("appos", "relcl") for c in noun.children):
        return False  # a comma parts a noun from its verb only behind what is inserted
    joined = noun.left_edge.i - 1
    opening = joined >= 0 and noun.doc[joined].text == "," and verb.dep_ == "ROOT" and _is_under(noun, verb)
    if not opening and (joined < 0 or noun.doc[joined].tag_ != "CC" or noun.doc[joined].head is not noun.head):
        return False
    passive = any(t.dep_ == "auxpass" for t in group)
    _attach(noun, verb, "nsubjpass" if passive else "nsubj")
    return True


@cache
def _core_verbs() -> frozenset[str]:
    """Verbs that nearly always report speech."""
    return frozenset(
        term for term, word, strength, _ in entries("reporting_verbs") if (word, strength) == ("verb", "core")
    )


def _has_subject(verb: Word) -> bool:
    return any(c.dep_ in SUBJECTS for c in verb.children)


def _is_under(word: Word, other: Word) -> bool:
    return any(above is other for above in word.ancestors)


def _attach(word: Word, head: Word, relation: str) -> None:
    """Hang a word with all below it on another head."""
    if word.head is not word:
        word.head.children = [c for c in word.head.children if c is not word]
    word.head, word.dep_ = head, relation
    head.children = sorted([*head.children, word], key=lambda c: c.i)


def _take_place(word: Word, of: Word) -> None:
    """Hang a word where another one hangs, by the same relation; the other one is left to be hung anew."""
    if word.head is not word:
        word.head.children = [c for c in word.head.children if c is not word]
    if of.head is of:
        word.head, word.dep_ = word, "ROOT"
    else:
        head, word.dep_ = of.head, of.dep_
        head.children = sorted([*(c for c in head.children if c is not of), word], key=lambda c: c.i)
        word.head = head
        of.head = of


def _measure(sentence: list[Word]) -> None:
    """The edges of every subtree anew."""
    for word in sentence:
        word.set_edges(word.i, word.i)
    for word in sentence:
        left, right = word, word
        for above in word.ancestors:
            above.set_edges(min(above.left_edge.i, left.i), max(above.right_edge.i, right.i))
