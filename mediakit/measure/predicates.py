"""Predicates: which words of a tree say something, and what their forms and neighbours make of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediakit.lexicons import entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediakit.measure.tree import Word

PLACES = frozenset(("passive", "active", "noun", "would", "needed", "denies"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
WOULD = frozenset(("would", "'d", "’d"))
PREPOSITIONS = frozenset(
    """including excluding following concerning regarding according depending considering involving given based
    compared""".split()
)
MOTION = frozenset(
    "go travel fly head move come return arrive drive sail march walk run depart land ride rush flee".split()
)
OCCASIONS = frozenset("time opportunity occasion moment chance trouble".split())
SINGLED_OUT = frozenset("first second third last only next".split())
"""What makes a noun the subject of an infinitive behind it: "the first woman to lead"."""
CONTROLLING = frozenset(
    """allow ask authorise authorize beg cause challenge compel convince direct empower enable encourage forbid force
    help inspire instruct invite lead oblige order permit persuade press pressure prompt push request require see teach
    tell tempt train urge watch hear let make warn call hire retain appoint elect choose select nominate recruit name
    employ commission contract enlist pay task charge trust send""".split()
)


@cache
def frames() -> dict[tuple[str, str], str]:
    """What a governing word makes of its complement, by lemma and place (passive, active, noun)."""
    return {(term, place): kind for term, kind, place in entries("hedges") if place in PLACES}


def is_predicate(token: Word) -> bool:
    """Whether a token is a verb that says something: no auxiliary, no adjective or preposition made of a verb."""
    if token.pos_ not in ("VERB", "AUX") or token.tag_ in ("MD", "TO"):
        return False
    if token.lower_ in PREPOSITIONS and token.tag_ in ("VBG", "VBN") and child(token, *SUBJECTS) is None:
        return token.dep_ == "acl" and token.head.dep_ == "appos"  # "two treaties, one concerning fish"
    return token.dep_ not in (
        "aux",
        "auxpass",
        "amod",
        "compound",
        "prep",
        "case",
        "mark",
        "nmod",
        "agent",
        "advmod",
        "cc",
        "det",
        "quantmod",
        "pobj",
        "poss",
        "punct",
        "npadvmod",
        "attr",
        "intj",
        "dobj",
        "acomp",
        "nsubj",
    )


def is_purpose(token: Word) -> bool:
    """Whether a verb says what something is done for ("to warm the water"), which is an adjunct of what is done."""
    if token.tag_ != "VB":
        return False
    if token.dep_ == "conj" and token.head.tag_ == "VB":
        return is_purpose(token.head)
    if not is_infinitive(token):
        return False
    if token.dep_ == "xcomp" and child(token.head, "dobj") is not None:
        return token.head.lemma_.lower() not in CONTROLLING
    continued = complement(token.head)
    return token.dep_ == "advcl" and (continued is None or continued.i != token.i)


def is_infinitive(verb: Word) -> bool:
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def child(token: Word, *names: str) -> Word | None:
    """The first child with one of these relations."""
    for c in token.children:
        if c.dep_ in names:
            return c
    return None


def complement(verb: Word) -> Word | None:
    """The verb that continues a relation with the same subject: "agreed to boost", "is ready to go"."""
    goal = child(verb, "dobj", "dative")
    if goal is not None and not goal.lower_.endswith(("self", "selves")):
        return None
    if verb.lemma_ == "be" and child(verb, "attr") is not None:
        return None  # "it is their aim to build": the building is no act of "it"
    governs = (verb.lemma_.lower(), "passive" if is_passive(verb) else "active") in frames()
    for c in verb.children:
        if governs and c.dep_ == "advcl" and is_infinitive(c) and c.i > verb.i and child(c, *SUBJECTS) is None:
            return c  # "agreed during their summit to boost"
        if c.tag_ == "VBG" and any(t.is_punct for t in verb.doc[verb.i + 1 : c.i]):
            continue
        if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX") and c.i > verb.i and child(c, *SUBJECTS) is None:
            return c
        if c.dep_ == "acomp" and verb.lemma_ == "be":
            inner = child(c, "xcomp")
            if inner is not None and inner.pos_ in ("VERB", "AUX") and child(inner, *SUBJECTS) is None:
                return inner
        if c.dep_ == "prep" and c.lower_ in ("to", "in", "from") and verb.i < c.i <= verb.i + (5 if governs else 2):
            inner = child(c, "pcomp")
            if inner is not None and inner.tag_ == "VBG" and child(inner, *SUBJECTS) is None:
                return inner
    return None


def needed(verb: Word) -> Word | None:
    """The adjective that calls for what an infinitive says: "it is vital to build and to repair"."""
    while verb.dep_ == "conj" and verb.head.tag_ == verb.tag_:
        verb = verb.head
    if not is_infinitive(verb) or verb.dep_ not in ("xcomp", "advcl", "ccomp"):
        return None
    head = verb.head
    if head.lemma_ == "be" and (judged := child(head, "acomp")) is not None:
        head = judged
    return head if (head.lemma_.lower(), "needed") in frames() else None


def singled_out(verb: Word) -> bool:
    """Whether an infinitive says what sets its noun apart: "the first woman to lead", "the youngest to win"."""
    if verb.dep_ == "conj" and verb.head.tag_ == "VB":
        return singled_out(verb.head)
    named = is_infinitive(verb) and verb.dep_ in ("relcl", "acl")
    return named and any(c.lower_ in SINGLED_OUT or c.tag_ == "JJS" for c in (verb.head, *verb.head.children))


def carried_out(verb: Word) -> bool:
    """Whether a purpose is told as what was done: "travelled to attend the talks", "took the time to thank them"."""
    if verb.dep_ == "conj" and verb.head.tag_ == "VB":
        return carried_out(verb.head)
    if not is_infinitive(verb):
        return False
    above = verb.head
    if verb.dep_ == "acl" and above.lemma_ in OCCASIONS and above.dep_ == "dobj":
        return above.head.lemma_ == "take"
    if verb.dep_ not in ("advcl", "xcomp") or above.pos_ != "VERB":
        return False
    goal = child(above, "dobj")
    return above.lemma_ in MOTION or (above.lemma_ == "take" and goal is not None and goal.lemma_ in OCCASIONS)


def denies(verb: Word) -> bool:
    """Whether a verb denies what it governs, itself not negated: "denied having met him", not "never denied it"."""
    if (verb.lemma_.lower(), "denies") not in frames():
        return False
    return not any(c.dep_ == "neg" or c.lower_ == "never" for c in verb.children)


def promises(noun: Word) -> bool:
    """Whether a noun names something planned, promised or asked for: "plan", "pledge"."""
    return (noun.lemma_.lower(), "noun") in frames()


def is_passive(verb: Word) -> bool:
    """Whether the verb's grammatical subject is the one acted upon."""
    if child(verb, "auxpass", "nsubjpass", "csubjpass") is not None:
        return True
    if verb.tag_ != "VBN" or child(verb, "aux") is not None:
        return False
    if child(verb, "nsubj") is not None:
        # "the target first set"; "the minister gone, ..." and mistagged past tenses have no object either way
        return verb.dep_ == "conj" and child(verb, "dobj", "ccomp", "xcomp", "prep", "prt") is None
    if verb.dep_ in ("acl", "advcl", "relcl"):
        return True
    return verb.dep_ == "conj" and child(verb, *SUBJECTS) is None and is_passive(verb.head)


def commits(verb: Word) -> bool:
    """Whether a verb promises what follows it: "pledge", "agree"."""
    lemma = verb.lemma_.lower()
    places = ["passive" if is_passive(verb) else "active"]
    if any(c.dep_ == "aux" and c.lower_ in WOULD for c in verb.children):
        places.append("would")  # "would like to build"
    return any(frames().get((lemma, place)) == "commits" for place in places)


def under_noun(verb: Word) -> Word | None:
    """The noun that a gerund behind a preposition hangs on: "commitment to settling".

    A noun of promise is found also where the parser has hung the preposition on a verb ("sign a pact on settling"),
    past what is inserted ("her plan, told on Monday, of settling") and behind "one" ("two pacts, one on settling").
    """
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    preposition = verb.head
    above = preposition.head
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or preposition.i == 0:
        return None
    before = preposition.nbor(-1)
    if before.lower_ == "one" and before.tag_ == "CD":
        return next((t for t in _before(before) if t.tag_ == "NNS" and promises(t)), None)
    if before.text == "," and preposition.lower_ == "of" and above.pos_ == "VERB":
        return next((t for t in _before(before) if t.pos_ == "NOUN" and promises(t)), None)
    agreed = preposition.lower_ in ("on", "of", "to", "for", "about") and before.pos_ == "NOUN" and promises(before)
    if above.pos_ in ("VERB", "AUX") and agreed:
        return before
    return above if above.pos_ in ("NOUN", "PROPN") else None


def _before(word: Word) -> Iterator[Word]:
    """The words of the sentence before one, nearest first."""
    top = word
    while top.head is not top:
        top = top.head
    return (word.doc[i] for i in range(word.i - 1, top.left_edge.i - 1, -1))
