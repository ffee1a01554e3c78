"""Predicates: which words of a tree say something, and what their forms and neighbours make of them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from mediakit.lexicons import entries

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

PLACES = frozenset(("passive", "active", "noun", "would"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
WOULD = frozenset(("would", "'d", "’d"))
PREPOSITIONS = frozenset(
    """including excluding following concerning regarding according depending considering involving given based
    compared""".split()
)
CONTROLLING = frozenset(
    """allow ask authorise authorize beg cause challenge compel convince direct empower enable encourage forbid force
    help inspire instruct invite lead oblige order permit persuade press pressure prompt push request require see teach
    tell tempt train urge watch hear let make warn call""".split()
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
        return False
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


def promises(noun: Word) -> bool:
    """Whether a noun names something planned, promised or asked for: "plan", "pledge"."""
    return (noun.lemma_.lower(), "noun") in frames()


def is_passive(verb: Word) -> bool:
    """Whether the verb's grammatical subject is the one acted upon."""
    if child(verb, "auxpass", "nsubjpass", "csubjpass") is not None:
        return True
    if verb.tag_ != "VBN" or child(verb, "aux", "nsubj") is not None:
        return False
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
    """The noun that a gerund behind a preposition hangs on: "commitment to settling"."""
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    above = verb.head.head
    return above if verb.dep_ == "pcomp" and above.pos_ in ("NOUN", "PROPN") else None
