"""How surely something is claimed: the words that hedge it, expect it, deny it or turn it round."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from mediakit.lexicons import entries
from mediakit.measure.clauses import Clause
from mediakit.measure.phrases import follows_comma
from mediakit.measure.predicates import (
    PLACES,
    SUBJECTS,
    WOULD,
    child,
    commits,
    denies,
    is_passive,
    promises,
    under_noun,
)
from mediakit.measure.tenses import auxiliaries, is_told, tense

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediakit.measure.tree import Word

KINDS = ("epistemic", "hearsay", "vague")
"""Sorts of hedge, the one that says most first."""
AHEAD = frozenset(("will", "'ll", "’ll", "shall", "should", "must"))
UNNAMED = frozenset("many some most others several".split())
OPINIONS = frozenset("see regard view consider believe think say describe call suspect fear argue claim".split())
TRUE, FALSE = frozenset("true correct accurate".split()), frozenset("false untrue incorrect baseless".split())
NEGATIONS = frozenset("no neither nor never none nobody nothing nowhere".split())


class Cue(NamedTuple):
    """Words that hedge: the sort of hedge, and their tokens."""

    kind: str
    tokens: tuple[Word, ...]

    @property
    def text(self) -> str:
        return self.tokens[0].doc.text(self.tokens[0], self.tokens[-1])


@cache
def _terms() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Cue words by their first word: all words, the sort of hedge, the tag the first word must have."""
    terms: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for term, kind, place in entries("hedges"):
        if place not in PLACES:
            words = tuple(term.split())
            terms.setdefault(words[0], []).append((words, kind, "" if place == "word" else place))
    for candidates in terms.values():
        candidates.sort(key=lambda candidate: -len(candidate[0]))
    return terms


def cues(sentence: list[Word]) -> Iterator[Cue]:
    """The cue words of a sentence, the longest at each place."""
    forms = [(t.lower_, t.lemma_.lower()) for t in sentence]
    terms, at = _terms(), 0
    while at < len(sentence):
        lower, lemma = forms[at]
        found = _longest(forms, sentence, at) if lower in terms or lemma in terms else None
        if found is None:
            at += 1
            continue
        words, kind = found
        yield Cue(kind, tuple(sentence[at : at + words]))
        at += words


def _longest(forms: list[tuple[str, str]], sentence: list[Word], at: int) -> tuple[int, str] | None:
    terms = _terms()
    for form in dict.fromkeys(forms[at]):
        for words, kind, tag in terms.get(form, ()):
            if len(words) > len(forms) - at or not sentence[at].tag_.startswith(tag):
                continue
            if tag == "VBN" and not is_passive(sentence[at]):
                continue
            if all(word in forms[at + i] for i, word in enumerate(words)):
                return len(words), kind
    return None


def framed(clause: Clause) -> Cue | None:
    """The governing words of a clause as a cue: "is expected to", "is believed to"."""
    if not clause.framing or clause.frame in (None, "fails", "future"):
        return None
    first, last = clause.framing[0], clause.framing[-1]
    start = min([first, *auxiliaries(first)], key=lambda t: t.i)
    stop = next((t for t in clause.head.children if t.tag_ == "TO" and t.i > last.i), last)
    if stop.i < start.i:
        return None
    return Cue(str(clause.frame), tuple(first.doc[start.i : stop.i + 1]))


def foreseen(clause: Clause) -> Cue | None:
    """What makes a clause one that is promised or planned and not said to be so: a verb or noun, or the bare "to"."""
    if clause.commitment is not None:
        return Cue("expected", (clause.commitment,))
    if clause.framing:
        return None
    if (governor := pledged(clause.chain[0])) is not None:
        return Cue("expected", (governor,))
    if (bare := subjunctive(clause.chain[0])) is not None:
        return Cue("expected", (bare,))
    if (so := intended(clause.chain[0])) is not None:
        return Cue("expected", (so,))
    if (would := backshifted(clause.chain[0])) is not None:
        return Cue("expected", (would,))
    to = next((t for t in auxiliaries(clause.chain[0]) if t.tag_ == "TO"), None)
    if to is None or is_told(clause.chain[0]):
        return None
    noun = clause.chain[0].head
    return Cue("expected", (noun, to) if promises(noun) and noun.i == to.i - 1 else (to,))


def held_by_some(clause: Clause) -> Cue | None:
    """An opinion of people without a name: "many see her as …"."""
    who, verb = clause.subject, clause.chain[0]
    if who is None or who.lower_ not in UNNAMED or verb.lemma_ not in OPINIONS or list(who.children):
        return None
    return Cue("hearsay", (who, verb)) if who.i + 1 == verb.i else Cue("hearsay", (who,))


def pledged(verb: Word) -> Word | None:
    """The verb or noun that promises, plans or asks for what a clause says, also where the clause has its own subject.

    "agreed that it will be built", "the goal of building", "the request that allies spend more", "the wish, in her
    speech, that the law be revised".
    """
    first = verb
    if verb.tag_ == "VBN" and child(verb, "nsubj") is not None and not auxiliaries(verb):
        return None  # "the target first set"
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX") and child(first, "mark") is None:
        first = first.head
    above = first.head
    if first.dep_ == "pcomp" and verb.tag_ == "VBG":
        above = under_noun(first) or above.head
        return above if promises(above) or (commits(above) and first.head.lower_ in ("to", "in")) else None
    if first.dep_ in ("acl", "relcl", "ccomp") and promises(above):
        if any(a.tag_ == "TO" for a in auxiliaries(first)):
            return above
        # "the assurance that peace awaits them" says so, "the request that they wait" asks for it
        indicative = any(t.tag_ == "VBZ" for t in (verb, *auxiliaries(verb)))
        return above if child(first, "mark") is not None and tense(verb) != "past" and not indicative else None
    if first.dep_ != "ccomp" or above.pos_ not in ("VERB", "AUX"):
        return None
    asked = child(above, "dobj")
    if asked is not None and promises(asked) and tense(verb) != "past":
        return asked
    if not commits(above):
        return None
    words = {a.lower_ for a in auxiliaries(verb)}
    bare = verb.tag_ == "VB" and not words - {"be", "not"}
    joined = child(first, "mark") is not None or not follows_comma(first)
    return above if joined and (bare or words & AHEAD) else None


def subjunctive(verb: Word) -> Word | None:
    """The bare "be" of what is asked for: "her wish that the law be revised"."""
    be = next((a for a in auxiliaries(verb) if a.lower_ == "be"), verb if verb.lower_ == "be" else None)
    if be is None or child(verb, *SUBJECTS) is None or any(a.tag_ in ("TO", "MD", "VBP") for a in auxiliaries(verb)):
        return None
    return be


def intended(verb: Word) -> Word | None:
    """The "so" of "so that markets develop"."""
    marks = [c for c in verb.children if c.dep_ == "mark"]
    so = verb.dep_ == "advcl" and [m.lower_ for m in marks] == ["so", "that"] and tense(verb) != "past"
    return marks[0] if so else None


def backshifted(verb: Word) -> Word | None:
    """The "would" of what is reported as still to come; neither a habit's ("would often speak") nor a wish's."""
    would = next((a for a in auxiliaries(verb) if a.tag_ == "MD" and a.lower_ in WOULD), None)
    past = any(a.lower_ == "have" for a in auxiliaries(verb)) or tense(verb) != "future"
    return None if past else would


def condition(clause: Clause) -> Cue | None:
    """The word that makes a clause a condition: "if", "unless"."""
    mark = child(clause.chain[0], "mark")
    if mark is None or clause.chain[0].dep_ != "advcl" or mark.lower_ not in ("if", "unless"):
        return None
    return Cue("condition", (mark,))


def is_negated(clause: Clause) -> bool:
    """Whether a clause says that something is not so: "not", "no figure was discussed", "failed to", "without"."""
    negations = sum(
        any(c.dep_ == "neg" or c.lower_ in ("never", "neither", "nor") for c in verb.children) for verb in clause.chain
    )
    negations += clause.frame == "fails"
    arguments = [clause.subject, *(child(clause.last, name) for name in ("dobj", "attr", "nsubjpass"))]
    for argument in {t.i: t for t in arguments if t is not None}.values():
        if argument.lower_ in NEGATIONS or any(
            c.lower_ in NEGATIONS and c.dep_ in ("det", "neg", "preconj") for c in argument.children
        ):
            negations += 1
    first = clause.chain[0]
    if first.dep_ == "pcomp" and first.head.lower_ == "without":
        negations += 1
    return negations % 2 == 1


def is_denied(clause: Clause) -> bool:
    """Whether a clause is what somebody denies, or what is said not to be true."""
    first = clause.chain[0]
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        first = first.head
    head = first.head
    if subjunctive(clause.chain[0]) is not None:
        return False  # "rejected the plea that it be changed"
    if first.dep_ not in ("ccomp", "xcomp", "pcomp", "acl") or head.i == first.i:
        return False
    if head.pos_ == "ADP":
        head = head.head
    if denies(head):
        return not is_passive(head) or first.dep_ == "xcomp"
    if head.pos_ == "NOUN":
        # to reject a plea is no denial of what it asks for
        return denies(head.head) and not promises(head)
    return first.dep_ == "ccomp" and head.lemma_ == "be" and _untrue(head)


def _untrue(be: Word) -> bool:
    """Whether a judgement calls a clause untrue: "it is false that", "it is not true that"."""
    judged = child(be, "acomp")
    if judged is None:
        return False
    negated = any(c.dep_ == "neg" for c in be.children)
    return judged.lemma_.lower() in FALSE or (negated and judged.lemma_.lower() in TRUE)
