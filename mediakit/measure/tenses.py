"""When: the tense of a verb, and whether it points back or ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediakit.measure.clauses import adds_to_speech
from mediakit.measure.predicates import SUBJECTS, WOULD, carried_out, child, commits, promises, singled_out, under_noun

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

WILL = frozenset(("will", "shall", "'ll", "’ll", "wo", "would", "'d", "’d"))

STATES = frozenset("be become have know love live remain stay mean need want".split())
LASTING = frozenset("known based located situated stationed".split())
PROSPECTIVE = frozenset("await loom".split())
HABITS = frozenset("often sometimes always usually frequently regularly occasionally".split())
WISHES = frozenset("like love prefer".split())


def auxiliaries(verb: Word) -> list[Word]:
    """The verb's auxiliaries; a bare verb in a row shares those of the first ("will fly and board")."""
    if verb.auxiliaries is None:
        verb.auxiliaries = _auxiliaries(verb)
    return verb.auxiliaries


def _auxiliaries(verb: Word) -> list[Word]:
    own = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if (
        not own
        and verb.dep_ == "conj"
        and verb.head.pos_ in ("VERB", "AUX")
        and child(verb, *SUBJECTS) is None
        and verb.tag_ == verb.head.tag_
    ):
        return auxiliaries(verb.head)
    return own


def tense(verb: Word, depth: int = 0) -> str:
    """past, present or future, as the verb's form and the verbs it hangs on say it.

    The present perfect is past, unless it goes on or says what is so ("has been raising", "have become friends");
    "would" is future, also where it is the backshifted "will" of reported speech, but past in a habit ("would often
    call") and present in a wish ("would like to"); an infinitive looks ahead, unless it is a perfect one ("to have
    met").
    """
    aux = auxiliaries(verb)
    words = [a.lower_ for a in aux]
    if any(w in WOULD for w in words) and aux[0].tag_ == "MD":
        if verb.lemma_ in WISHES:
            return "present"
        if any(c.lower_ in HABITS for c in verb.children):
            return "past"
    if any(w in WILL for w in words):
        return "future"
    if "have" in words and "to" in words:
        return "past"
    if any(a.tag_ == "MD" for a in aux):
        return "past" if "have" in words else "present"
    if any(a.lemma_ == "have" for a in aux) or (aux and aux[0].lower_ in ("has", "have", "had", "'ve", "’ve", "'d")):
        lasting = verb.tag_ == "VBG" or (verb.lemma_ in STATES and len(aux) == 1)
        return "present" if lasting and aux[0].lower_ not in ("had", "'d", "’d") else "past"
    if "to" in words:
        return _infinitive(verb, depth)
    finite = next((t for t in (*aux, verb) if t.tag_ in ("VBD", "VBZ", "VBP")), None)
    if finite is not None:
        return "past" if finite.tag_ == "VBD" else "future" if verb.lemma_ in PROSPECTIVE else "present"
    if verb.tag_ == "VBG" and _goes_on(verb):
        return "present"
    if verb.tag_ == "VBN" and verb.lower_ in LASTING:
        return "present"
    if verb.tag_ == "VBN" and (verb.dep_ in ("acl", "relcl") or (not aux and child(verb, "nsubj") is not None)):
        return "past"
    head = verb.head.head if adds_to_speech(verb) else verb.head
    while head.pos_ not in ("VERB", "AUX") and head.head.i != head.i:
        head = head.head
    if head.i != verb.i and head.pos_ in ("VERB", "AUX") and depth < 8:
        return tense(head, depth + 1)
    return "past" if verb.tag_ in ("VBN", "VBD") else "present"


def _goes_on(verb: Word) -> bool:
    """Whether a participle with its own subject tells what lasts: "With prices rising, …", "glad of prices rising"."""
    preposition = verb.head
    if verb.dep_ == "pcomp" and preposition.lower_ == "for" and preposition.head.dep_ == "oprd":
        return True  # "called the country a partner for keeping the peace"
    if verb.dep_ != "pcomp" or child(verb, "nsubj") is None or preposition.lower_ not in ("with", "of", "about"):
        return False
    return preposition.head.dep_ == "acomp" or preposition.i < verb.i < preposition.head.i


def _infinitive(verb: Word, depth: int) -> str:
    head = verb.head
    if verb.dep_ == "conj" and head.tag_ == "VB" and depth < 8:
        return _infinitive(head, depth + 1)
    told = is_told(verb)
    if verb.dep_ in ("xcomp", "ccomp", "acl", "acomp", "relcl") and not told:
        return "future"
    while told and head.pos_ not in ("VERB", "AUX") and head.head is not head:
        head = head.head
    return tense(head, depth + 1) if head.pos_ in ("VERB", "AUX") and head.i != verb.i and depth < 8 else "future"


def is_told(verb: Word) -> bool:
    """Whether an infinitive tells what is or was so and not what is planned: it has its tense from the verb above."""
    if singled_out(verb):
        return True
    above = _above(verb) if carried_out(verb) else None
    return above is not None and tense(above) == "past"


def _above(word: Word) -> Word | None:
    """The nearest verb above a word that has a tense of its own; a headline ("To win") and a fragment have none."""
    verbs = (t for t in word.ancestors if t.pos_ in ("VERB", "AUX"))
    return next((t for t in verbs if t.tag_ != "VB" or any(a.tag_ == "MD" for a in auxiliaries(t))), None)


def direction(token: Word) -> int:
    """Whether the verb above a word points back (-1), ahead (1) or neither way (0)."""
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX") and above.dep_ not in ("aux", "auxpass", "amod"):
            if above.dep_ in ("pcomp", "conj") and (noun := under_noun(above)) is not None and promises(noun):
                return 1  # "her plan of building it by March"
            near = (above, above.head, above.head.head)
            if any(v.lemma_ == "look" and any(c.lower_ == "forward" for c in v.children) for v in near):
                return 1  # "looks forward to answering on Monday"
            if token.dep_ == "poss" and above.tag_ == "VB":
                continue  # "appeared ready in April's hearing to overturn it"
            found = tense(above)
            if found == "present" and commits(above):
                return 1  # "plans a meeting on Thursday"
            return {"past": -1, "future": 1}.get(found, 0)
        if above.tag_ == "VBN":
            return -1
    return 0
