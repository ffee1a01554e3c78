"""The slots of a clause: actor, relation, object and adjuncts, as the text writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediakit.lexicons import words
from mediakit.measure.clauses import RELATIVES, Clause
from mediakit.measure.phrases import Extent, extent, whole
from mediakit.measure.predicates import SUBJECTS, child, is_passive, is_purpose
from mediakit.measure.tenses import auxiliaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediakit.measure.tree import Word

OBJECTS = ("dobj", "attr", "oprd", "acomp")
COMPLEMENTS = frozenset((*OBJECTS, "ccomp"))
ADJUNCTS = frozenset(("prep", "npadvmod", "dative", "advmod", "prt", "agent"))
CALLS = frozenset("call consider deem declare label brand term describe".split())
CONNECTING = frozenset(
    """accordingly also consequently furthermore hence however indeed instead meanwhile moreover nevertheless
    nonetheless otherwise then thereby therefore thus too""".split()
)
"""Adverbs that join sentences and say nothing of what happened."""
JUDGEMENTS = frozenset("praise describe hail regard see view dismiss portray depict laud".split())
MEASURED = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "CARDINAL", "ORDINAL"))
GOVERNED = frozenset("as for to with of into upon about against from on".split())
"""Prepositions that belong to a passive verb rather than to time or place: "regarded as", "based on"."""


@dataclass(frozen=True)
class Slots:
    """What fills a clause: first and one past the last character of each slot, and the relation's words."""

    actor: Extent | None
    object: Extent | None
    relation: tuple[Word, ...]
    act: tuple[Word, ...]
    adjuncts: tuple[Extent, ...]
    actor_token: Word | None


def fill(clause: Clause) -> Slots:
    """The slots of one clause.

    A passive's grammatical subject is the object, and its agent the actor. Where a verb has no object, its first
    preposition joins the relation and what it governs becomes the object ("met with", "leaders").
    """
    last = clause.last
    goal, joined = _goal(clause)
    actor = clause.subject
    if clause.passive:
        agent = child(last, "agent")
        actor = child(agent, "pobj") if agent is not None else None
        goal, joined = clause.subject, [agent] if agent is not None else []
        if agent is None and (governed := _joined(last)) and governed[0].lower_ in GOVERNED:
            joined = [governed[0]]
    relation = {t.i: t for t in (*_group(clause), *joined)}
    taken = {t.i for t in (*clause.chain, actor, goal) if t is not None}
    adjuncts = list(_adjuncts(clause, relation, taken))
    if not adjuncts and (goal is None or actor is None):
        beside = whole(child(last, "advcl"))
        adjuncts = [beside] if beside else []
    return Slots(
        _with_second(clause, actor, extent(actor, before=clause)),
        extent(goal, before=clause),
        tuple(relation[i] for i in sorted(relation)),
        tuple(_act(clause)),
        tuple(adjuncts),
        actor,
    )


def _with_second(clause: Clause, actor: Word | None, span: Extent | None) -> Extent | None:
    """The actor with a second subject that the parse has left beside it: "the minister, Ann Lee, and the president"."""
    if actor is None or span is None or clause.passive or actor.head.i != clause.chain[0].i:
        return span
    others = [c for c in clause.chain[0].children if c.dep_ == "nsubj" and actor.i < c.i < clause.chain[0].i]
    if not others or not any(t.tag_ == "CC" for t in actor.doc[actor.i : others[-1].i]):
        return span
    second = extent(others[-1])
    return (span[0], second[1]) if second else span


def _goal(clause: Clause) -> tuple[Word | None, list[Word]]:
    """What an active clause is about, besides its subject, and the words between that join the relation."""
    last = clause.last
    after = [c for name in OBJECTS for c in last.children if c.dep_ == name and c.lower_ not in RELATIVES]
    direct = next((c for c in after if c.i > last.i), after[0] if after else None)
    content = next((c for c in last.children if c.dep_ == "ccomp" and (c.i > last.i or _is_said(c, last))), None)
    if direct is None and clause.moved is not None:
        return clause.moved, []
    if direct is not None and direct.dep_ == "acomp":
        # "was aware of the goal": the adjective belongs to the relation
        preposition, inner = _joined(direct) or (None, None)
        if preposition is not None and inner is not None:
            return inner, [
                direct,
                *(c for c in direct.children if c.dep_ in ("advmod", "neg") and c.i < direct.i),
                preposition,
            ]
    if direct is None and content is not None:
        addressed = child(last, "dative")
        if addressed is not None and addressed.pos_ != "ADP":
            return addressed, []
        return content, [c for c in content.children if c.dep_ == "mark" and c.lower_ == "that"]
    if direct is None:
        direct = _shared_object(last)
    if direct is None:
        preposition, inner = _joined(last) or (None, None)
        return inner, [preposition] if preposition is not None else []
    return direct, []


def _adjuncts(clause: Clause, relation: dict[int, Word], taken: set[int]) -> Iterator[Extent]:
    """The clause's other arguments, in the order of the text; one whose preposition joined the relation lacks it."""
    found = [(t.i, extent(t)) for t in leading(clause)]
    around = setting(clause)
    if around is not None:
        found.append((around.i, extent(around, before=clause)))
    for verb in clause.chain:
        for c in verb.children:
            if c.i in taken:
                continue
            name = c.dep_
            if name in ADJUNCTS:
                inner = c if c.i not in relation else child(c, "pobj") if name == "prep" else None
            else:
                argues = (
                    name in COMPLEMENTS and verb.i == clause.last.i and c.i not in relation and not _beside(c, verb)
                )
                inner = c if argues or is_purpose(c) else None
            if name == "advmod" and c.lower_ in CONNECTING:
                continue
            if inner is not None and inner.i not in taken and not _stray(c):
                found.append((c.i, extent(inner)))
    yield from (inside for _, inside in sorted(found, key=lambda pair: pair[0]) if inside is not None)


def _beside(said: Word, verb: Word) -> bool:
    """Whether a clause before a verb stands beside it: "prices fell; shares rose"."""
    return said.i < verb.i and any(t.text in (";", ":") for t in said.doc[said.right_edge.i : verb.i])


def _is_said(content: Word, verb: Word) -> bool:
    """Whether what stands before a verb of speech is what is said: "Prices fell, she added"."""
    return verb.lemma_ in words("reporting_verbs") and not _beside(content, verb)


def setting(clause: Clause) -> Word | None:
    """The noun outside that a relative clause takes place in: "Yokosuka, where they spoke"."""
    first = clause.chain[0]
    if first.dep_ != "relcl":
        return None
    for c in first.children:
        if (
            first.head.pos_ in ("NOUN", "PROPN")
            and c.i < first.i
            and (c.tag_ == "WRB" or (c.dep_ == "prep" and any(t.tag_ == "WDT" for t in c.children)))
        ):
            return first.head
    return None


def leading(clause: Clause) -> list[Word]:
    """What stands before the subject of the first of several conjoined verbs holds for them all: "On Tuesday …"."""
    verb = clause.chain[0]
    while child(verb, *SUBJECTS) is None:
        above = verb.head.head if verb.dep_ == "pcomp" and verb.head.lower_ in ("in", "by") else verb.head
        if verb.dep_ not in ("conj", "pcomp") or above.pos_ not in ("VERB", "AUX"):
            break
        verb = above
    subject = child(verb, *SUBJECTS)
    if subject is None or verb.i == clause.chain[0].i:
        return []
    return [c for c in verb.children if c.dep_ in ("prep", "npadvmod") and c.i < subject.left_edge.i and not _stray(c)]


def _shared_object(verb: Word) -> Word | None:
    """The object that the next verb of a row has for both: "sell or merge thrifts"."""
    following = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.tag_ == verb.tag_), None)
    if following is None or child(following, "nsubj", "nsubjpass") is not None:
        return None
    between = verb.doc[verb.i + 1 : following.i]
    return child(following, "dobj") if all(t.dep_ in ("cc", "punct", "advmod", "aux") for t in between) else None


def _stray(token: Word) -> bool:
    return (
        token.lower_ in RELATIVES
        or token.tag_ in ("WRB", "WP", "WDT")
        or (token.dep_ == "prep" and any(c.lower_ in RELATIVES for c in token.children))
    )


def _joined(verb: Word) -> tuple[Word, Word] | None:
    for c in verb.children:
        if c.dep_ == "prep" and c.i > verb.i:
            inner = child(c, "pobj")
            if inner is not None and inner.lower_ not in RELATIVES and inner.ent_type_ not in ("DATE", "TIME"):
                return c, inner
            return None
    return None


def _group(clause: Clause) -> list[Word]:
    """The relation's words: verbs with auxiliaries, negation, particles, adverbs before them, and what links them."""
    found: dict[int, Word] = {}
    for verb in clause.chain:
        found[verb.i] = verb
        for token in (*verb.children, *auxiliaries(verb)):
            before = (
                token.dep_ == "advmod" and clause.chain[0].i - 4 < token.i < clause.last.i + 2 and not token.children
            )
            kept = token.dep_ in ("aux", "auxpass", "neg", "expl") or _is_particle(token) or before
            if kept and not token.tag_.startswith("W"):
                found[token.i] = token
    for verb, following in zip(clause.chain, clause.chain[1:], strict=False):
        between = following.head
        if verb.lemma_ == "be" and between is verb and (judged := child(verb, "acomp")) is not None:
            found |= {judged.i: judged} if judged.i > verb.i else {}  # "is vital to build"
        while between.i != verb.i and between.i not in found and between.head.i != between.i:
            if between.pos_ not in ("VERB", "AUX"):
                found[between.i] = between
            between = between.head
    return list(found.values())


def _act(clause: Clause) -> list[Word]:
    """The verbs that are said to happen, with their particles; governing frames ("is expected to") are left out."""
    kept: list[Word] = []
    for verb in clause.chain[len(clause.framing) :] or clause.chain[-1:]:
        kept += [verb, *filter(_is_particle, verb.children)]
    return kept


def _is_particle(token: Word) -> bool:
    return token.dep_ == "prt" and token.tag_ in ("RP", "IN", "RB")


def _is_close(beside: Word) -> bool:
    """Whether an apposition is part of the name, without a comma: "the aircraft carrier George Washington"."""
    return beside.left_edge.i > 0 and not beside.left_edge.nbor(-1).is_punct


def small_clauses(sentence: list[Word]) -> list[tuple[Word, Word]]:
    """Nouns with what somebody calls them: "called the step a success"."""
    found = []
    for t in sentence:
        if t.tag_ == "JJ" and t.head.lower_ == "as" and t.head.dep_ == "prep" and (of := _praised(t.head)) is not None:
            found.append((of, t))
        if t.dep_ == "oprd" and t.head.lemma_ in CALLS and t.pos_ in ("NOUN", "PROPN", "ADJ"):
            named = child(t.head, "nsubjpass" if is_passive(t.head) else "dobj")
            if named is not None and named.lower_ not in RELATIVES:
                found.append((named, t))
    return found


def _praised(preposition: Word) -> Word | None:
    """Whom somebody speaks of as being something: "had praise for Lee as close to her mentor"."""
    verb = preposition.head
    goal = child(verb, "dobj") if verb.pos_ == "VERB" else verb
    if goal is None or goal.lemma_.lower() not in JUDGEMENTS:
        return goal if verb.lemma_.lower() in JUDGEMENTS else None
    towards = next((c for c in (*goal.children, *verb.children) if c.dep_ == "prep" and c.lower_ == "for"), None)
    return child(towards, "pobj") if towards is not None else None


def appositions(sentence: list[Word]) -> list[tuple[Word, Word]]:
    """Nouns in apposition with what they stand beside: "Takaichi, a security hawk"."""
    named = ("NOUN", "PROPN")
    return [
        (t.head, t)
        for t in sentence
        if t.dep_ == "appos"
        and t.i > t.head.i
        and t.pos_ in named
        and t.head.pos_ in named
        and not _is_close(t)
        and t.left_edge.nbor(-1).text not in ("-", "–", "(", ":", ";")
        and not {t.ent_type_, t.head.ent_type_} & MEASURED
        and not (t.head.tag_ == "NNS" and t.tag_ != "NNS")
        and any(c.dep_ in ("det", "poss", "compound", "amod", "nummod") for c in t.lefts)
    ]
