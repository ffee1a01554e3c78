"""Clauses: where predicates stand in a dependency tree, who acts in them, and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from mediakit.lexicons import entries, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediakit.measure.tree import Word

PLACES = frozenset(("passive", "active", "noun", "would"))
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
WOULD = frozenset(("would", "'d", "’d"))
RELATIVES = frozenset(("who", "whom", "which", "that"))
SINGLED_OUT = frozenset("first second third last only next".split())
"""What makes a noun the subject of an infinitive behind it: \"the first woman to lead\"."""
PREPOSITIONS = frozenset(
    """including excluding following concerning regarding according depending considering involving given based
    compared""".split()
)
CONTROLLING = frozenset(
    """allow ask authorise authorize beg cause challenge compel convince direct empower enable encourage forbid force
    help inspire instruct invite lead oblige order permit persuade press pressure prompt push request require see teach
    tell tempt train urge watch hear let make warn call""".split()
)
CONTROLLED = frozenset("before after while by without when since in upon despite besides through on".split())


@cache
def frames() -> dict[tuple[str, str], str]:
    """What a governing word makes of its complement, by lemma and place (passive, active, noun)."""
    return {(term, place): kind for term, kind, place in entries("hedges") if place in PLACES}


@dataclass(frozen=True)
class Clause:
    """One predicate in the tree.

    `chain` holds its verbs from the governing to the last one ("agreed", "boost"), whose arguments are the clause's;
    `subject` is the grammatical subject, `passive` whether it is the one acted upon; `moved` is what a relative
    clause takes as its object from outside; `frame` says what a governing word ("is expected to") makes of it, and
    `framing` which verbs of the chain that word takes up. The first `shared` verbs of the chain are those of an
    earlier clause ("agreed" in "agreed to boost and to enhance"); `commitment` is the verb that promises the clause.
    """

    chain: tuple[Word, ...]
    subject: Word | None
    passive: bool
    moved: Word | None = None
    frame: str | None = None
    framing: tuple[Word, ...] = ()
    shared: int = 0
    commitment: Word | None = None

    @property
    def last(self) -> Word:
        return self.chain[-1]

    @property
    def head(self) -> Word:
        """The verb that makes the claim its own: the first one that neither a frame nor an earlier clause has given."""
        return self.chain[max(len(self.framing), self.shared)]


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
    if not _is_infinitive(token):
        return False
    if token.dep_ == "xcomp" and child(token.head, "dobj") is not None:
        return token.head.lemma_.lower() not in CONTROLLING
    continued = complement(token.head)
    return token.dep_ == "advcl" and (continued is None or continued.i != token.i)


def _is_infinitive(verb: Word) -> bool:
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
        if governs and c.dep_ == "advcl" and _is_infinitive(c) and c.i > verb.i and child(c, *SUBJECTS) is None:
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


def clauses(sentence: list[Word]) -> Iterator[Clause]:
    """The clauses of one sentence, from its first verb to its last."""
    inside: set[int] = set()
    for verb in sentence:
        if not is_predicate(verb) or verb.i in inside:
            continue
        chain = [verb]
        while (following := complement(chain[-1])) is not None and following.i not in inside and len(chain) < 6:
            chain.append(following)
            inside.add(following.i)
        governing = _governing(verb)
        yield from _clause((*governing, *chain), len(governing))
        if not governing and len(chain) > 1 and commits(verb):
            yield Clause(tuple(chain[1:]), subject_of(verb), is_passive(chain[-1]), commitment=verb)


def commits(verb: Word) -> bool:
    """Whether a verb promises what follows it: "pledge", "agree"."""
    lemma = verb.lemma_.lower()
    places = ["passive" if is_passive(verb) else "active"]
    if any(c.dep_ == "aux" and c.lower_ in WOULD for c in verb.children):
        places.append("would")  # "would like to build"
    return any(frames().get((lemma, place)) == "commits" for place in places)


def _governing(verb: Word) -> tuple[Word, ...]:
    """The verbs before a conjoined complement: "agreed" for "enhance" in "agreed to boost and to enhance"."""
    if verb.dep_ != "conj" or child(verb, *SUBJECTS) is not None or verb.tag_ not in ("VB", "VBG"):
        return ()
    first = verb.head
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    if first.dep_ not in ("xcomp", "pcomp", "advcl") or first.tag_ != verb.tag_ or is_purpose(first):
        return ()
    governor = first.head
    while governor.pos_ not in ("VERB", "AUX") and governor.head.i != governor.i:
        governor = governor.head
    found: list[Word] = []
    while complement(governor) is not None and governor.pos_ in ("VERB", "AUX"):
        found.insert(0, governor)
        if governor.dep_ != "xcomp":
            break
        governor = governor.head
    return tuple(found)


def _clause(chain: tuple[Word, ...], shared: int) -> Iterator[Clause]:
    first, last = chain[0], chain[-1]
    subject, moved = subject_of(first), None
    if subject is None and not _stands_alone(first):
        return
    frame, framing = None, 0
    for at, verb in enumerate(chain[:-1]):
        kind = _frame(verb)
        if kind is None:
            break
        frame, framing = (kind if frame in (None, "expected") else frame), at + 1
    relative = first if first.dep_ == "relcl" else None
    if relative is not None and subject is not None and subject.i != antecedent(relative.head).i:
        used = [t for t in (child(last, "dobj"), child(last, "attr")) if t is not None]
        if not used or used[0].lower_ in RELATIVES:
            gap = next((p for p in last.children if p.dep_ == "prep" and not list(p.children)), None)
            if gap is None and child(last, "advmod") is not None and child(last, "advmod").lower_ in ("where", "when"):  # type: ignore[union-attr]
                pass
            elif not any(c.dep_ == "prep" and any(g.lower_ in RELATIVES for g in c.children) for c in last.children):
                moved = antecedent(relative.head)
    passive = is_passive(last)
    yield Clause(chain, subject, passive, moved, frame, chain[:framing], shared)


def _stands_alone(verb: Word) -> bool:
    """Whether a verb without a subject claims something: a finite one, or what a noun promises ("plan to build")."""
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return True
    if verb.tag_ == "VBG" and verb.dep_ in ("pcomp", "conj"):
        noun = under_noun(verb)
        return noun is not None and promises(noun)
    if child(verb, "aux", "auxpass") is None:
        return False
    return verb.dep_ != "acl" or promises(verb.head)


def _frame(verb: Word) -> str | None:
    """What a governing verb makes of its complement ("expected", "epistemic"); None when it is an act itself."""
    adjective = child(verb, "acomp")
    if verb.lemma_ == "be" and adjective is not None:
        kind = frames().get((adjective.lemma_.lower(), "passive"))
    elif verb.lemma_ == "be" or (verb.lower_ == "going" and verb.tag_ == "VBG"):
        kind = "expected" if verb.lemma_ == "be" and complement(verb) is not None else "future"
    else:
        kind = frames().get((verb.lemma_.lower(), "passive" if is_passive(verb) else "active"))
    return None if kind == "commits" else kind


def subject_of(verb: Word, depth: int = 0) -> Word | None:
    """The grammatical subject: the verb's own, else the one it shares with the verb or noun it hangs on."""
    own = child(verb, *SUBJECTS)
    relative = _relative(verb)
    if own is not None:
        if own.lower_ in RELATIVES and relative is not None:
            return antecedent(relative)
        return None if own.dep_.startswith("csubj") else own
    if child(verb, "expl") is not None or depth > 8 or verb.head.i == verb.i:
        return None
    head = verb.head
    if adds_to_speech(verb):
        return subject_of(head.head, depth + 1)
    if verb.dep_ == "conj":
        return subject_of(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "acl":
        if head.pos_ in ("VERB", "AUX"):
            return subject_of(head, depth + 1)
        if _is_infinitive(verb) and not is_passive(verb):
            return child(head, "poss")
        return antecedent(head)
    if verb.dep_ == "relcl":
        if _is_infinitive(verb) and not any(c.lower_ in SINGLED_OUT or c.tag_ == "JJS" for c in head.children):
            return child(head, "poss")
        return antecedent(head)
    if verb.dep_ in ("xcomp", "advcl") and head.pos_ in ("VERB", "AUX"):
        controlled = child(head, "dobj") if verb.dep_ == "xcomp" else None
        return controlled if controlled is not None else subject_of(head, depth + 1)
    if verb.dep_ == "xcomp" and head.dep_ == "acomp":
        return subject_of(head.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and (noun := under_noun(verb)) is not None:
        return child(noun, "poss")
    if verb.dep_ == "pcomp" and head.lower_ == "to" and commits(head.head):
        return subject_of(head.head, depth + 1)  # "committed his troops to guarding the border"
    if verb.dep_ == "pcomp" and head.lower_ in CONTROLLED and head.head.pos_ in ("VERB", "AUX"):
        return subject_of(head.head, depth + 1)
    return None


def under_noun(verb: Word) -> Word | None:
    """The noun that a gerund behind a preposition hangs on: "commitment to settling"."""
    while verb.dep_ == "conj" and verb.head.tag_ == "VBG":
        verb = verb.head
    above = verb.head.head
    return above if verb.dep_ == "pcomp" and above.pos_ in ("NOUN", "PROPN") else None


def _relative(verb: Word) -> Word | None:
    """The noun a relative clause hangs on, also for a verb that is conjoined to the clause's own."""
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else None


def adds_to_speech(verb: Word) -> bool:
    """Whether a participle goes on with speech, beside what is said and not within it: "said that …, adding that …"."""
    return (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBG"
        and verb.head.dep_ == "ccomp"
        and verb.lemma_ in words("reporting_verbs")
    )


def antecedent(noun: Word) -> Word:
    """Whom a relative clause or participle is about: not the predicate noun ("is a hawk who"), but its subject."""
    if noun.ent_type_ in ("DATE", "TIME"):
        # "an agreement struck in July, which includes": what the date stands beside
        return next((t for t in noun.ancestors if t.pos_ in ("NOUN", "PROPN") and t.ent_type_ != "DATE"), noun)
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ == "attr" and noun.head.lemma_ == "be":
        return child(noun.head, "nsubj") or noun
    return noun
