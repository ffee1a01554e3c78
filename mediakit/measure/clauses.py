"""Clauses: where predicates stand in a dependency tree, who acts in them, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediakit.lexicons import words
from mediakit.measure.predicates import (
    SUBJECTS,
    carried_out,
    child,
    commits,
    complement,
    denies,
    frames,
    is_infinitive,
    is_passive,
    is_predicate,
    is_purpose,
    needed,
    promises,
    singled_out,
    under_noun,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediakit.measure.tree import Word

RELATIVES = frozenset(("who", "whom", "which", "that"))
PERSONAL = frozenset(("who", "whom"))
CONTROLLED = frozenset("before after while by without when since in upon despite besides through on".split())


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
        called = needed(chain[-1] if len(chain) > 1 else verb)
        if called is not None:  # "it is vital to build and to repair": both are called for, of nobody by name
            if not governing:
                yield Clause(tuple(chain), subject_of(verb), is_passive(chain[-1]))
            yield Clause(tuple(chain[1:] or chain), None, is_passive(chain[-1]), commitment=called)
            continue
        yield from _clause((*governing, *chain), len(governing))
        if not governing and len(chain) > 1 and (commits(verb) or denies(verb)):
            content = tuple(chain[1:])
            yield Clause(content, subject_of(verb), is_passive(chain[-1]), commitment=verb if commits(verb) else None)


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
                personal = any(t.lower_ in PERSONAL for t in last.children)
                moved = antecedent(_person(relative.head) if personal else relative.head)
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
            return antecedent(_person(relative) if own.lower_ in PERSONAL else relative)
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
        if is_infinitive(verb) and not is_passive(verb) and not singled_out(verb):
            return child(head, "poss") or (subject_of(head.head, depth + 1) if carried_out(verb) else None)
        return antecedent(head)
    if verb.dep_ == "relcl":
        if is_infinitive(verb) and not singled_out(verb):
            return child(head, "poss")
        return antecedent(head)
    if is_infinitive(verb) and (whose := _named_with_for(verb)) is not None:
        return whose
    if verb.dep_ in ("xcomp", "advcl") and head.pos_ in ("VERB", "AUX"):
        controlled = child(head, "dobj") if verb.dep_ == "xcomp" and not is_purpose(verb) else None
        return controlled if controlled is not None else subject_of(head, depth + 1)
    if verb.dep_ == "xcomp" and head.dep_ == "acomp":
        return subject_of(head.head, depth + 1)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and (noun := under_noun(verb)) is not None:
        if denies(noun.head) and noun.dep_ == "dobj":
            return child(noun, "poss") or subject_of(noun.head, depth + 1)  # "denied accusations of taking bribes"
        return child(noun, "poss") or (_described(noun) if head.lower_ == "for" else None)
    if verb.dep_ == "pcomp" and verb.tag_ == "VBG" and head.lower_ == "as" and head.nbor(-1).lower_ == "such":
        return _whose(head.nbor(-1))
    if verb.dep_ == "pcomp" and head.lower_ == "to" and commits(head.head):
        return subject_of(head.head, depth + 1)  # "committed his troops to guarding the border"
    if verb.dep_ == "pcomp" and head.lower_ in CONTROLLED and head.head.pos_ in ("VERB", "AUX"):
        return subject_of(head.head, depth + 1)
    return None


def _named_with_for(verb: Word) -> Word | None:
    """Who is to act, behind "for" before an infinitive: "a call for banks to lend"."""
    first = verb.left_edge
    if first.i < 2 or first.tag_ != "TO" or first.nbor(-1).ent_type_ in ("DATE", "TIME"):
        return None
    who = next((t for t in (first.nbor(-1), *first.nbor(-1).ancestors) if t.dep_ == "pobj"), None)
    if who is None or who.right_edge.i != first.i - 1 or who.head.lower_ != "for" or who.head.i != who.left_edge.i - 1:
        return None
    return who if who.head.head.i in (verb.head.i, verb.head.head.i) else None


def _described(noun: Word) -> Word | None:
    """Whom a predicate noun is about: "called Oslo a partner for keeping the peace"."""
    if noun.dep_ == "oprd":
        return child(noun.head, "nsubjpass" if is_passive(noun.head) else "dobj")
    found = antecedent(noun)
    return found if noun.dep_ in ("attr", "appos") and found is not noun else None


def _whose(word: Word) -> Word | None:
    """Whose are the deeds that "such as" gives examples of: "her deeds such as", "deeds of Lee 's such as"."""
    for before in (word.doc[i] for i in range(word.i - 1, max(-1, word.i - 6), -1)):
        if before.tag_ == "POS":
            return before.nbor(-1)
        if before.pos_ == "NOUN":
            return child(before, "poss")
    return None


def _relative(verb: Word) -> Word | None:
    """The noun a relative clause hangs on, also for a verb that is conjoined to the clause's own."""
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.head if verb.dep_ == "relcl" else None


def _person(noun: Word) -> Word:
    """The noun that "who" is about: of a named person, not of a thing ("a judge with views on art, whom many know")."""
    above = noun.head.head
    described = noun.dep_ == "pobj" and noun.ent_type_ != "PERSON" and above.pos_ in ("NOUN", "PROPN")
    return above if described and antecedent(above).ent_type_ == "PERSON" else noun


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
