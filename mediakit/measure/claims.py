"""What is claimed: one predicate with who, did what, to whom, how much, when, where, on whose word and how surely."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.certainty import KINDS, Cue, condition, cues, foreseen, framed, is_denied, is_negated
from mediakit.measure.clauses import Clause, auxiliaries, clauses, commits, tense
from mediakit.measure.dates import date_rows
from mediakit.measure.entities import tabulate
from mediakit.measure.places import place_of
from mediakit.measure.quantities import quantity_rows
from mediakit.measure.quotes import quote_rows
from mediakit.measure.rows import Row, per_article, row, sentence_spans
from mediakit.measure.slots import Extent, Slots, appositions, extent, fill
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import CLAIMS

if TYPE_CHECKING:
    from spacy.tokens import Token


def claims(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """One row a predicate: actor, relation, object, adjuncts, place, date and quantity, and how surely it is said.

    Verbs that share their subject make one relation ("agree to boost"); each of two conjoined verbs has its own row,
    conjoined objects stay one object. Relative clauses, participles and appositions give claims too; an apposition
    has no verb, and its predicate is given as "is". A passive's grammatical subject is the object, its agent the actor.

    `certainty` is denied for what somebody denies, hedged for epistemic cues and hearsay, expected for what is
    planned, promised or foreseen, else asserted; `hedge` keeps the cue. A cue of vagueness ("some"), and a cue that
    belongs to an adjunct alone ("apparently with China in mind"), is recorded and leaves certainty as it is. What is
    promised ("pledged to raise") has a row for the promise and one for what is expected of it. `attributed_to` is the
    speaker in whose words the predicate stands. Date and quantity are those that hang on the predicate itself, never
    a neighbouring clause's.
    """
    return tabulate(CLAIMS, claim_rows, corpus)


@per_article
def claim_rows(reading: ParsedArticle) -> Iterator[Row]:
    """The claims of one article."""
    context = _Context(reading)
    seen: set[int] = set()
    for span in sentence_spans(reading):
        sentence = list(span)
        found = [c for c in clauses(sentence) if c.head.idx not in seen]
        hedges = _owned_cues(sentence, found)
        for clause in found:
            claim = context.claim(clause, hedges.get(clause.head.i, []))
            if clause.head.idx not in seen and _says_something(clause, claim):
                seen.add(clause.head.idx)
                yield claim
        for noun, beside in appositions(sentence):
            if beside.idx not in seen:
                seen.add(beside.idx)
                yield from context.apposition(noun, beside)


def _owners(found: list[Clause]) -> dict[int, Clause]:
    """The clause each verb belongs to; the verbs of a promise's content belong to the content."""
    owners: dict[int, Clause] = {}
    for clause in found:
        for verb in clause.chain[clause.shared :]:
            if verb.i not in owners or clause.commitment is not None:
                owners[verb.i] = clause
    return owners


def _owned_cues(sentence: list[Token], found: list[Clause]) -> dict[int, list[tuple[Cue, bool]]]:
    """The hedges of each clause, by its head, each with whether it hedges the predicate itself."""
    owners = _owners(found)
    hedges: dict[int, list[tuple[Cue, bool]]] = {}
    for cue in cues(sentence):
        token, below = root(cue.tokens), None
        while token.i not in owners and token.head.i != token.i:
            token, below = token.head, token
        clause = owners.get(token.i) or (found[0] if found else None)
        if clause is not None:
            direct = below is None or below.i in {t.i for t in cue.tokens}
            hedges.setdefault(clause.head.i, []).append((cue, direct))
    return hedges


def root(tokens: tuple[Token, ...]) -> Token:
    """The token of a phrase that the others hang on."""
    inside = {t.i for t in tokens}
    return next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[0])


class _Context:
    """What the claims of one article draw on: its quotes, dates and quantities, by place in the text."""

    def __init__(self, reading: ParsedArticle) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.quotes = [(r["start"], r["end"], r.get("speaker_entity"), r.get("cue")) for r in quote_rows(reading)]
        self.dates = self._by_token(date_rows(reading))
        self.quantities = self._by_token(quantity_rows(reading))

    def _by_token(self, rows: tuple[Row, ...]) -> dict[int, tuple[Row, Token]]:
        """Rows by the index of their topmost token."""
        found = {}
        for r in rows:
            span = self.reading.doc.char_span(r["start"], r["end"], alignment_mode="expand")
            if span is not None:
                found[span.root.i] = (r, span.root)
        return found

    def claim(self, clause: Clause, hedges: list[tuple[Cue, bool]]) -> Row:
        """One clause as a row of `claims`."""
        slots = fill(clause)
        start, end = clause_extent(clause)
        certainty, hedge = _certainty(clause, hedges)
        place = place_of(clause)
        return row(
            self.reading,
            start,
            end,
            **self._slot("actor", slots.actor),
            predicate=" ".join(t.text for t in slots.relation),
            predicate_start=clause.head.idx,
            act=" ".join(t.lemma_.lower().strip(",.;:’'\"“”") or t.lower_ for t in slots.act),
            **self._slot("object", slots.object),
            adjuncts=" | ".join(self.text[slice(*span)] for span in slots.adjuncts) or None,
            polarity="negated" if is_negated(clause) else "affirmed",
            certainty=certainty,
            hedge=hedge.text if hedge else None,
            hedge_kind=hedge.kind if hedge and hedge.kind in KINDS else None,
            tense=clause_tense(clause),
            **self._attribution(clause.head),
            place=self.text[slice(*place)] if place else None,
            **self._date(clause),
            **self._quantity(clause, slots),
        )

    def apposition(self, noun: Token, beside: Token) -> Iterator[Row]:
        """What an apposition says of the noun it stands beside."""
        actor, goal = extent(noun), extent(beside)
        if actor is None or goal is None:
            return
        yield row(
            self.reading,
            min(actor[0], goal[0]),
            max(actor[1], goal[1]),
            **self._slot("actor", actor),
            predicate="is",
            predicate_start=beside.idx,
            act="be",
            **self._slot("object", goal),
            polarity="affirmed",
            certainty="asserted",
            tense="present",
            **self._attribution(beside),
        )

    def _slot(self, name: str, span: Extent | None) -> Row:
        start, end = span or (None, None)
        return {name: self.text[start:end] if span else None, f"{name}_start": start, f"{name}_end": end}

    def _attribution(self, head: Token) -> Row:
        around = [q for q in self.quotes if q[0] <= head.idx < q[1]]
        nearest = min(around, key=lambda q: q[1] - q[0], default=(0, 0, None, None))
        return {
            "voice": voice_at(self.reading, head.idx, head.idx + len(head)),
            "attributed_to": nearest[2],
            "attribution_cue": nearest[3],
        }

    def _date(self, clause: Clause) -> Row:
        verbs = clause.chain if clause.shared == 0 else clause.chain[clause.shared :]
        if len(clause.chain) > 1 and clause.commitment is None and commits(clause.chain[0]):
            verbs = clause.chain[:1]
        barred = {clause.subject.i} if clause.subject is not None else set()
        held = list(self._held(verbs, self.dates, barred, timed=True))
        if not held:
            return {}
        found = min(held, key=lambda h: (h[0], h[1]))[2]
        return {"date_from": found["date_from"], "date_to": found["date_to"]}

    def _quantity(self, clause: Clause, slots: Slots) -> Row:
        barred = {slots.actor_token.i} if slots.actor_token is not None else set()
        ranked = []
        for depth, at, found, edge in self._held(clause.chain, self.quantities, barred):
            rank = 0 if edge is None or edge.dep_ in ("dobj", "attr", "nsubjpass", "oprd") else 1
            if edge is not None and edge.dep_ == "prep":
                rank = {"to": 1, "from": 5}.get(edge.lower_, 2)
            elif edge is not None and edge.dep_ in ("npadvmod", "advmod"):
                rank = 3
            ranked.append((rank, depth, at, found))
        if not ranked:
            return {}
        found = min(ranked, key=lambda r: r[:3])[3]
        return {name: found[name] for name in ("value", "high", "unit")}

    def _held(
        self, verbs: tuple[Token, ...], rows: dict[int, tuple[Row, Token]], barred: set[int], timed: bool = False
    ) -> Iterator[tuple[int, int, Row, Token | None]]:
        """The rows that hang on these verbs with no other clause between: depth, place, row, and the verb's child.

        What stands in the actor is the actor's own and no part of the claim, but for the time of a `timed` claim that
        stands between actor and verb ("the government in late 2022 revised").
        """
        members = {verb.i for verb in verbs}
        first, last = min(v.left_edge.i for v in verbs), max(v.right_edge.i for v in verbs)
        for at in range(first, last + 1):
            if at not in rows:
                continue
            found, token = rows[at]
            depth, edge = 0, None
            while token.i not in members and token.head.i != token.i and not _begins_clause(token) and depth < 12:
                token, edge, depth = token.head, token, depth + 1
            aside = edge is not None and edge.i in barred
            if token.i in members and not (aside and not (timed and depth == 3)):
                yield depth, at, found, edge


def _says_something(clause: Clause, claim: Row) -> bool:
    """Whether a row tells more than that something exists: a finite verb needs one argument, a bare participle two."""
    filled = sum(bool(claim[slot]) for slot in ("actor", "object", "adjuncts"))
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for verb in clause.chain for t in (verb, *auxiliaries(verb)))
    return filled >= (1 if finite else 2)


def _begins_clause(token: Token) -> bool:
    """Whether a clause of its own begins here, so that nothing below it belongs to what stands above."""
    return token.dep_ in ("relcl", "advcl", "ccomp", "csubj", "parataxis", "pcomp", "acl") or (
        token.dep_ in ("conj", "xcomp") and token.pos_ in ("VERB", "AUX")
    )


def _certainty(clause: Clause, hedges: list[tuple[Cue, bool]]) -> tuple[str, Cue | None]:
    """How surely a clause is said, and the cue that says most about it."""
    frame = framed(clause)
    known = [*([(frame, True)] if frame else []), *hedges]
    ranked = sorted((pair for pair in known if pair[0].kind in KINDS), key=lambda p: (not p[1], KINDS.index(p[0].kind)))
    cue = ranked[0][0] if ranked else None
    if is_denied(clause):
        return "denied", cue
    if cue is not None and ranked[0][1] and cue.kind != "vague":
        return "hedged", cue
    if (supposed := condition(clause)) is not None:
        return "hedged", cue or supposed
    ahead = frame if frame is not None and frame.kind == "expected" else foreseen(clause)
    return ("expected", cue or ahead) if ahead is not None else ("asserted", cue)


def clause_tense(clause: Clause) -> str:
    """The tense of what is claimed: a frame looks ahead ("plans to meet"), unless what it takes is a perfect infinitive."""
    if foreseen(clause) is not None:
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
    verb = clause.head
    inside = [t for t in verb.subtree if not t.is_space and not _aside(t, clause)]
    if clause.subject is not None and clause.subject.head.i == clause.chain[0].i:
        inside += [t for t in clause.subject.subtree if not t.is_space]
    inside += [t for t in clause.chain]
    inside.sort(key=lambda t: t.i)
    while len(inside) > 1 and (inside[-1].is_punct or inside[-1].dep_ == "cc") and inside[-1].text not in "%$)":
        inside.pop()
    while len(inside) > 1 and (inside[0].is_punct or inside[0].dep_ == "cc") and inside[0].text not in "$(":
        inside.pop(0)
    return inside[0].idx, inside[-1].idx + len(inside[-1])


def _aside(token: Token, clause: Clause) -> bool:
    """Whether a token stands in a clause of its own beside this one."""
    members = {t.i for t in clause.chain}
    while token.i not in members and token.head.i != token.i:
        if token.dep_ in ("relcl", "advcl", "parataxis") or (token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")):
            return True
        token = token.head
    return False
