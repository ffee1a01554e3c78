"""The slots of a clause: actor, relation, object and adjuncts, as the text writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediakit.measure.clauses import RELATIVES, Clause, auxiliaries, child, is_purpose

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSAL = frozenset(("relcl", "appos", "advcl", "parataxis", "intj"))
OBJECTS = ("dobj", "attr", "oprd", "acomp")
ADJUNCTS = frozenset(("prep", "npadvmod", "dative", "advmod", "prt", "agent"))
Extent = tuple[int, int]


@dataclass(frozen=True)
class Slots:
    """What fills a clause: first and one past the last character of each slot, and the relation's words."""

    actor: Extent | None
    object: Extent | None
    relation: tuple[Token, ...]
    act: tuple[Token, ...]
    adjuncts: tuple[Extent, ...]
    object_token: Token | None
    actor_token: Token | None


def fill(clause: Clause) -> Slots:
    """The slots of one clause.

    A passive's grammatical subject is the object, and its agent the actor. Where a verb has no object, its first
    preposition joins the relation and what it governs becomes the object ("met with", "leaders").
    """
    last = clause.last
    direct = next((c for name in OBJECTS for c in last.children if c.dep_ == name and c.i > last.i), None)
    if direct is None:
        direct = next((c for c in last.children if c.dep_ in OBJECTS and c.lower_ not in RELATIVES), None)
    content = next((c for c in last.children if c.dep_ == "ccomp" and c.i > last.i), None)
    if direct is None and content is None and not clause.passive:
        direct = _shared_object(last)
    relation = _group(clause)
    actor, goal, used = clause.subject, direct if direct is not None else content, []
    indirect = child(last, "dative")
    if direct is None and indirect is not None and content is not None and indirect.pos_ != "ADP":
        goal = indirect
    if clause.passive:
        agent = child(last, "agent")
        inner = child(agent, "pobj") if agent is not None else None
        actor, goal = inner, clause.subject
        if agent is not None:
            used.append(agent.i)
            relation.append(agent)
    elif clause.moved is not None and (goal is None or goal.lower_ in RELATIVES):
        goal = clause.moved
    if goal is None:
        joined = _joined(last)
        if joined is not None:
            preposition, goal = joined
            relation.append(preposition)
            used.append(preposition.i)
    if goal is not None and content is not None and goal.i == content.i:
        relation += [c for c in content.children if c.dep_ == "mark" and c.lower_ == "that"]
    filled = (t for t in (actor, goal) if t is not None)
    taken = {t.i for t in (*relation, *clause.chain, *filled)} | set(used)
    adjuncts = []
    for verb in clause.chain:
        for c in verb.children:
            side = c.dep_ in ADJUNCTS or (c.dep_ in (*OBJECTS, "ccomp") and verb.i == last.i)
            side = side or is_purpose(c)
            if side and c.i not in taken and not _stray(c):
                inside = extent(c)
                if inside:
                    adjuncts.append((c.i, inside))
    if not adjuncts and (goal is None or actor is None):
        beside = next((c for c in last.children if c.dep_ == "advcl" and c.i not in taken), None)
        inside = _whole(beside)
        if beside is not None and inside:
            adjuncts.append((beside.i, inside))
    return Slots(
        extent(actor, before=clause),
        extent(goal, before=clause),
        tuple(sorted(relation, key=lambda t: t.i)),
        tuple(_act(clause)),
        tuple(span for _, span in sorted(adjuncts)),
        goal,
        actor,
    )


def _whole(clause: Token | None) -> Extent | None:
    """A clause beside the verb with its conjunction, for a verb that has nothing else: "if the talks fail"."""
    inside = [t for t in clause.subtree if not t.is_space] if clause is not None else []
    while inside and inside[-1].is_punct:
        inside.pop()
    return (inside[0].idx, inside[-1].idx + len(inside[-1])) if inside else None


def _shared_object(verb: Token) -> Token | None:
    """The object that the next verb of a row has for both: "sell or merge thrifts"."""
    following = next((c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and c.tag_ == verb.tag_), None)
    if following is None or child(following, "nsubj", "nsubjpass") is not None:
        return None
    between = verb.doc[verb.i + 1 : following.i]
    return child(following, "dobj") if all(t.dep_ in ("cc", "punct", "advmod", "aux") for t in between) else None


def _stray(token: Token) -> bool:
    return (
        token.lower_ in RELATIVES
        or token.tag_ in ("WRB", "WP", "WDT")
        or (token.dep_ == "prep" and any(c.lower_ in RELATIVES for c in token.children))
    )


def _joined(verb: Token) -> tuple[Token, Token] | None:
    for c in verb.children:
        if c.dep_ == "prep" and c.i > verb.i:
            inner = child(c, "pobj")
            if inner is not None and inner.lower_ not in RELATIVES and inner.ent_type_ not in ("DATE", "TIME"):
                return c, inner
            return None
    return None


def _group(clause: Clause) -> list[Token]:
    """The relation's words: verbs with auxiliaries, negation, particles, adverbs before them, and what links them."""
    words: dict[int, Token] = {}
    for verb in clause.chain:
        words[verb.i] = verb
        for token in (*verb.children, *auxiliaries(verb)):
            before = (
                token.dep_ == "advmod" and clause.chain[0].i - 4 < token.i < clause.last.i and not list(token.children)
            )
            kept = token.dep_ in ("aux", "auxpass", "neg") or _is_particle(token) or before
            if kept and not token.tag_.startswith("W"):
                words[token.i] = token
    for verb, following in zip(clause.chain, clause.chain[1:], strict=False):
        between = following.head
        while between.i != verb.i and between.i not in words and between.head.i != between.i:
            words[between.i] = between
            between = between.head
    return list(words.values())


def _act(clause: Clause) -> list[Token]:
    """The verbs that are said to happen, with their particles; governing frames ("is expected to") are left out."""
    kept: list[Token] = []
    for verb in clause.chain[len(clause.framing) :] or clause.chain[-1:]:
        kept += [verb, *filter(_is_particle, verb.children)]
    return kept


def _is_particle(token: Token) -> bool:
    return token.dep_ == "prt" and token.tag_ in ("RP", "IN", "RB")


def extent(token: Token | None, before: Clause | None = None) -> Extent | None:
    """First and one past the last character of a phrase, without clauses beside it.

    What follows in apposition, as a relative clause or as a participle after a comma is left out, and of a noun that
    a clause takes from outside what comes `before` that clause is kept.
    """
    if token is None:
        return None
    left, right = token.left_edge.i, token.i
    inside = [t for t in token.subtree if not t.is_space]
    cut = [t for t in token.subtree if t.i > token.i and ((t.dep_ in CLAUSAL and _hangs(t, token)) or _loose(t))]
    if before is not None:
        cut += [t for t in token.subtree if t.dep_ in ("acl", "relcl") and t.i == before.chain[0].i]
    stop = min((t.left_edge.i for t in cut), default=token.right_edge.i + 1)
    kept = [t for t in inside if left <= t.i < max(stop, right + 1)]
    while (
        kept
        and (kept[-1].is_punct or kept[-1].dep_ in ("cc", "mark"))
        and kept[-1].i != token.i
        and kept[-1].text not in "%$)"
    ):
        kept.pop()
    while (
        kept
        and (kept[0].is_punct or kept[0].dep_ in ("cc", "mark"))
        and kept[0].i != token.i
        and kept[0].text not in "$("
    ):
        kept.pop(0)
    if not kept:
        return None
    start, end = kept[0].idx, kept[-1].idx + len(kept[-1])
    return start, end + _closing(kept[0].doc.text, start, end)


def _closing(text: str, start: int, end: int) -> int:
    """1 where a quotation mark that opens in a phrase closes right behind it."""
    inside, following = text[start:end], text[end : end + 1]
    opened = inside.count("“") > inside.count("”") if following == "”" else following == '"' and inside.count('"') % 2
    return int(bool(opened))


def _hangs(token: Token, top: Token) -> bool:
    """Whether a clause beside a phrase belongs to the phrase itself, or to a noun at its right edge."""
    if token.dep_ == "appos":
        return not _is_close(token)
    return token.dep_ != "advcl" or token.head.i == top.i


def _is_close(beside: Token) -> bool:
    """Whether an apposition is part of the name, without a comma: "the aircraft carrier George Washington"."""
    return beside.left_edge.i > 0 and not beside.left_edge.nbor(-1).is_punct


def _loose(token: Token) -> bool:
    """Whether a participle stands after a comma, as something said beside."""
    return token.dep_ == "acl" and token.left_edge.i > 0 and token.left_edge.nbor(-1).text in (",", "–", "—", "(")


def appositions(sentence: list[Token]) -> list[tuple[Token, Token]]:
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
        and t.left_edge.nbor(-1).text not in ("-", "–", "(")
        and any(c.dep_ in ("det", "poss", "compound", "amod", "nummod") for c in t.lefts)
    ]
