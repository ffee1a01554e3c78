"""What is claimed: one predicate with who, did what, to whom, how much, when, where, on whose word and how surely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.attachments import Anchored, anchored, date_of, hedges_by_clause, quantity_of
from mediakit.measure.certainty import (
    KINDS,
    Cue,
    condition,
    foreseen,
    framed,
    held_by_some,
    intended,
    is_denied,
    is_negated,
    pledged,
)
from mediakit.measure.clauses import Clause, clauses
from mediakit.measure.dates import date_rows, day_of
from mediakit.measure.entities import tabulate
from mediakit.measure.phrases import Extent, extent, follows_comma
from mediakit.measure.places import place_of
from mediakit.measure.predicates import SUBJECTS, child
from mediakit.measure.quantities import quantity_rows
from mediakit.measure.quotes import quote_rows
from mediakit.measure.rows import Row, per_article, row
from mediakit.measure.slots import Slots, appositions, fill, leading, small_clauses
from mediakit.measure.tenses import auxiliaries, tense
from mediakit.measure.tree import tree_sentences
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import CLAIMS

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

BESIDE = frozenset(("relcl", "advcl", "parataxis"))
"""Relations of clauses that are no part of the one they hang on."""


def claims(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """One row a predicate: actor, relation, object, adjuncts, place, date and quantity, and how surely it is said.

    Verbs that share their subject make one relation ("agree to boost"); each of two conjoined verbs has its own row,
    conjoined objects stay one object. Relative clauses, participles and appositions give claims too; an apposition
    has no verb, and its predicate is given as "is". A passive's grammatical subject is the object, its agent the actor.

    `certainty` is denied for what somebody denies, hedged for epistemic cues and hearsay, expected for what is
    planned, promised or foreseen, else asserted; `hedge` keeps the cue. A cue of vagueness ("some"), and a cue that
    belongs to an adjunct alone ("apparently with China in mind"), is recorded and leaves certainty as it is. What is
    promised ("pledged to raise") has a row for the promise and one for what is expected of it. `attributed_to` is the
    innermost speaker in whose words the predicate stands. Date and quantity are those that hang on the predicate
    itself, never a neighbouring clause's.
    """
    return tabulate(CLAIMS, claim_rows, corpus)


@per_article
def claim_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The claims of one article."""
    sources = Sources(
        anchored(reading, date_rows(reading)),
        anchored(reading, quantity_rows(reading)),
        tuple(quote_rows(reading, nested=True)),
        day_of(reading),
    )
    for sentence in tree_sentences(reading):
        yield from _claims_of(reading, sentence, sources)


@dataclass(frozen=True)
class Sources:
    """What is known of an article: dates and quantities by token, quotes with speaker and cue, and its day."""

    dates: Anchored
    quantities: Anchored
    quotes: tuple[Row, ...]
    published: date | None


def _claims_of(reading: ParsedArticle, sentence: list[Word], sources: Sources) -> Iterator[Row]:
    """The claims of one sentence, no two with the same head."""
    found: dict[int, tuple[Clause, Slots]] = {}
    for clause in clauses(sentence):
        slots = fill(clause)
        if clause.head.i not in found and says_something(clause, slots):
            found[clause.head.i] = (clause, slots)
    hedges = hedges_by_clause(sentence, [clause for clause, _ in found.values()])
    for head, (clause, slots) in found.items():
        yield _claim(reading, clause, slots, hedges.get(head, []), sources)
    for noun, beside in (*appositions(sentence), *small_clauses(sentence)):
        if beside.i not in found:
            yield from _apposition(reading, noun, beside, sources)


def _claim(
    reading: ParsedArticle, clause: Clause, slots: Slots, hedges: list[tuple[Cue, bool]], sources: Sources
) -> Row:
    """One clause as a row of `claims`."""
    text = reading.article.text
    ahead = foreseen(clause)
    certainty, hedge = how_surely(clause, hedges, ahead)
    place = place_of(clause)
    before = [sources.dates[t.i][0] for lead in leading(clause) for t in lead.subtree if t.i in sources.dates]
    start, end = clause_extent(clause)
    return row(
        reading,
        start,
        end,
        **_slot(text, "actor", slots.actor),
        predicate=" ".join(t.text.rstrip(",;:") or t.text for t in slots.relation),
        predicate_start=clause.head.idx,
        act=" ".join(t.lemma_.lower().strip(",.;:’'\"“”") or t.lower_ for t in slots.act),
        **_slot(text, "object", slots.object),
        adjuncts=" | ".join(text[slice(*span)] for span in slots.adjuncts) or None,
        polarity="negated" if is_negated(clause) else "affirmed",
        certainty=certainty,
        hedge=hedge.text if hedge else None,
        hedge_kind=hedge.kind if hedge and hedge.kind in KINDS else None,
        tense=clause_tense(clause, ahead),
        **_attribution(reading, clause.head, sources),
        place=text[slice(*place)] if place else None,
        **date_of(clause, sources.dates, next(iter(before), None), sources.published),
        **quantity_of(clause, slots.actor_token, sources.quantities),
    )


def _apposition(reading: ParsedArticle, noun: Word, beside: Word, sources: Sources) -> Iterator[Row]:
    """What an apposition says of the noun it stands beside."""
    actor, goal = extent(noun), extent(beside)
    if actor is None or goal is None:
        return
    yield row(
        reading,
        min(actor[0], goal[0]),
        max(actor[1], goal[1]),
        **_slot(reading.article.text, "actor", actor),
        predicate="is",
        predicate_start=beside.idx,
        act="be",
        **_slot(reading.article.text, "object", goal),
        polarity="affirmed",
        certainty="asserted",
        tense="present",
        **_attribution(reading, beside, sources),
    )


def _slot(text: str, name: str, span: Extent | None) -> Row:
    start, end = span or (None, None)
    return {name: text[start:end] if span else None, f"{name}_start": start, f"{name}_end": end}


def _attribution(reading: ParsedArticle, head: Word, sources: Sources) -> Row:
    """In whose words the head of a claim stands: the innermost statement's with a speaker, of two alike the inner's."""
    around = [q for q in sources.quotes if q["start"] <= head.idx < q["end"]]
    around.sort(key=lambda q: (q["speaker_entity"] is None, q["end"] - q["start"], q["within"] is None))
    return {
        "voice": voice_at(reading, head.idx, head.idx + len(head)),
        "attributed_to": around[0]["speaker_entity"] if around else None,
        "attribution_cue": around[0]["cue"] if around else None,
    }


def says_something(clause: Clause, slots: Slots) -> bool:
    """Whether a clause tells enough to be a claim.

    One argument is enough in a sentence's own clause, a statement reported in it or a relative clause after a comma,
    for a circumstance that is told ("after it left"), and for what somebody pledges. A bare participle or a
    question within a sentence needs two, and a participle in -ing behind a noun or preposition an object.
    """
    first = clause.chain[0]
    filled = sum(map(bool, (slots.actor, slots.object, slots.adjuncts)))
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for verb in clause.chain for t in (verb, *auxiliaries(verb)))
    finite = finite or (first.tag_ == "VBN" and child(first, *SUBJECTS) is not None)
    asks = first.dep_ == "ccomp" and any(t.tag_ in ("WP", "WRB") for t in first.children)
    own = first.dep_ in ("ROOT", "conj", "ccomp", "parataxis") or (first.dep_ == "relcl" and follows_comma(first))
    own = own or (first.dep_ == "acl" and child(first, "mark") is not None)
    acting = child(first, *SUBJECTS) is not None
    told = first.dep_ == "advcl" and acting and (tense(first) == "past" or intended(first) is not None)
    content = bool(slots.object) and (clause.commitment is not None or pledged(first) is not None)
    bare = first.tag_ == "VBG" and first.dep_ in ("acl", "pcomp")
    if not slots.object and (clause.last.lemma_ == "do" or bare):
        return False  # "it does" stands for another verb, "people living there" describes
    return filled >= (1 if (finite and (own or told) and not asks) or content else 2)


def how_surely(clause: Clause, hedges: list[tuple[Cue, bool]], foresight: Cue | None) -> tuple[str, Cue | None]:
    """How surely a clause is said, and the cue that says most about it."""
    frame = framed(clause) or held_by_some(clause)
    known = [*([(frame, True)] if frame else []), *hedges]
    ranked = sorted((pair for pair in known if pair[0].kind in KINDS), key=lambda p: (not p[1], KINDS.index(p[0].kind)))
    cue = ranked[0][0] if ranked else None
    if is_denied(clause):
        return "denied", cue
    if cue is not None and ranked[0][1] and cue.kind != "vague":
        return "hedged", cue
    if (supposed := condition(clause)) is not None:
        return "hedged", cue or supposed
    ahead = frame if frame is not None and frame.kind == "expected" else foresight
    return ("expected", cue or ahead) if ahead is not None else ("asserted", cue)


def clause_tense(clause: Clause, foresight: Cue | None) -> str:
    """The tense of what is claimed: a frame looks ahead ("plans to meet"), but not to a perfect ("to have met")."""
    if foresight is not None:
        return "past" if any(a.lower_ == "have" for a in auxiliaries(clause.chain[0])) else "future"
    if clause.framing:
        inner = auxiliaries(clause.head)
        if clause.frame == "expected" or clause.frame == "future":
            return "past" if any(a.lower_ == "have" for a in inner) else "future"
        if any(a.lower_ == "have" for a in inner):
            return "past"
        return tense(clause.framing[0])
    return tense(clause.chain[0])


def clause_extent(clause: Clause) -> Extent:
    """First and one past the last character of a clause, without the clauses beside it at its edges."""
    members = {t.i for t in clause.chain}
    inside: dict[int, Word] = {}
    beyond = -1
    for token in clause.head.subtree:
        i, name = token.i, token.dep_
        if (name in BESIDE or (name == "conj" and token.pos_ in ("VERB", "AUX"))) and i not in members:
            # a clause beside this one: neither its words before the verb nor those after it
            left, beyond = token.left_edge.i, max(beyond, token.right_edge.i)
            while inside and (latest := next(reversed(inside))) >= left:
                del inside[latest]
        elif i > beyond:
            inside[i] = token
    if clause.subject is not None and clause.subject.head.i == clause.chain[0].i:
        inside.update((t.i, t) for t in clause.subject.subtree)
    inside.update((t.i, t) for t in clause.chain)
    order = sorted(inside)
    while len(order) > 1 and _is_loose(inside[order[-1]]) and inside[order[-1]].text not in ("%", "$", ")"):
        order.pop()
    first = 0
    while first < len(order) - 1 and _is_loose(inside[order[first]]) and inside[order[first]].text not in ("$", "("):
        first += 1
    last = inside[order[-1]]
    return inside[order[first]].idx, last.idx + len(last.text)


def _is_loose(word: Word) -> bool:
    return word.dep_ == "cc" or word.is_punct or word.is_space
