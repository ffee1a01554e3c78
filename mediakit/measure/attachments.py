"""What hangs on a clause in the tree: hedges, dates and quantities, none borrowed from a clause beside it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from mediakit.measure.certainty import Cue, cues
from mediakit.measure.clauses import Clause
from mediakit.measure.predicates import child, commits
from mediakit.measure.rows import Row, token_starts
from mediakit.measure.tenses import auxiliaries
from mediakit.measure.tree import Word, topmost, tree_of
from mediakit.parse import ParsedArticle

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


Anchored = dict[int, tuple[Row, "Word"]]
"""Rows by the index of their topmost token, with that token."""
DEEPEST = 12
OBJECTS = ("dobj", "attr", "nsubjpass", "oprd")
TIMED = frozenset("in at during on after before since until by".split())
DASHES = frozenset(("—", "–", "-", "--", "("))
RANKS = {"to": 1, "from": 5}
"""How near a quantity behind a preposition is to what is claimed: "to 15 percent" before "from 27.5"."""


def anchored(reading: ParsedArticle, rows: Iterable[Row]) -> Anchored:
    """Rows about stretches of an article by where they hang in the tree."""
    starts, tree = token_starts(reading), next(iter(tree_of(reading)))
    found = {}
    for r in rows:
        first, last = max(0, bisect_right(starts, r["start"]) - 1), bisect_right(starts, r["end"] - 1)
        top = topmost(tree[first:last])
        found[top.i] = (r, top)
    return found


def hedges_by_clause(sentence: list[Word], found: list[Clause]) -> dict[int, list[tuple[Cue, bool]]]:
    """The hedges of each clause, by the index of its head, each with whether it hedges the predicate itself."""
    owners: dict[int, Clause] = {}
    for clause in found:
        for verb in clause.chain[clause.shared :]:
            if verb.i not in owners or clause.commitment is not None:
                owners[verb.i] = clause
    hedges: dict[int, list[tuple[Cue, bool]]] = {}
    for cue in cues(sentence):
        inside = {t.i for t in cue.tokens}
        token = topmost(cue.tokens)
        below = token.i
        while token.i not in owners and token.head.i != token.i:
            if token.pos_ == "NOUN" and (gerund := _gerund(token)) is not None and gerund.i in owners:
                token = gerund  # "apparently her way of saying so"
                below = next(iter(inside))
                break
            token, below = token.head, token.i
        owner = owners.get(token.i) or next(iter(found), None)
        if owner is not None:
            hedges.setdefault(owner.head.i, []).append((cue, below in inside))
        for clause in found if cue.tokens[0].tag_ == "MD" else ():
            # "may buy and sell": the second verb shares the first one's modal
            if clause is not owner and any(a.i in inside for a in auxiliaries(clause.chain[0])):
                hedges.setdefault(clause.head.i, []).append((cue, True))
    return hedges


def _gerund(noun: Word) -> Word | None:
    """The gerund that says what a noun is: "way of saying"."""
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ == "of"), None)
    return child(of, "pcomp") if of is not None else None


def held(
    verbs: tuple[Word, ...], rows: Anchored, actor: Word | None, timed: bool = False
) -> Iterator[tuple[int, int, Row, Word | None]]:
    """The rows that hang on these verbs with no other clause between: depth, place, row, and the verb's child.

    What stands in the actor is the actor's own and no part of the claim, but for the time of a `timed` claim that
    stands between actor and verb ("the government in late 2022 revised").
    """
    members = {verb.i for verb in verbs}
    first, last = min(v.left_edge.i for v in verbs), max(v.right_edge.i for v in verbs)
    for at, (found, token) in rows.items():
        if not first <= at <= last:
            continue
        depth, edge = 0, None
        while token.i not in members and token.head.i != token.i and not begins_clause(token) and depth < DEEPEST:
            token, edge, depth = token.head, token, depth + 1
        if edge is not None and edge.dep_ == "prep" and edge.i > 0 and edge.nbor(-1).text in DASHES:
            continue  # "the minister - since Monday the first to serve - announced"
        aside = edge is not None and actor is not None and edge.i == actor.i
        if token.i in members and not (aside and not (timed and depth == 3)):
            yield depth, at, found, edge


def begins_clause(token: Word) -> bool:
    """Whether a clause of its own begins here, so that nothing below it belongs to what stands above."""
    return token.dep_ in ("relcl", "advcl", "ccomp", "csubj", "parataxis", "pcomp", "acl", "appos") or (
        token.dep_ in ("conj", "xcomp") and token.pos_ in ("VERB", "AUX")
    )


def own_verbs(clause: Clause) -> tuple[Word, ...]:
    """The verbs whose dates and quantities are the claim's: of a promise not those of its content, which is a claim."""
    promise = len(clause.chain) > 1 and clause.commitment is None and commits(clause.chain[0])
    return clause.chain[:1] if promise else clause.chain


def date_of(clause: Clause, dates: Anchored, before: Row | None, published: date | None) -> Row:
    """The clause's own date, nearest to its verb; a promise's is the day it was made, its content has its own.

    `before` is the date in what stands before the first of several conjoined verbs, which holds for them all.
    """
    found = sorted(held(own_verbs(clause), dates, clause.subject, timed=True), key=lambda h: h[:2])
    found = [h for h in found if not _names_thing(dates[h[1]][1], h[3])]
    if commits(clause.chain[0]) and clause.commitment is None:
        # what lies ahead is the time of what is promised, not of the promise
        found = [h for h in found if not _is_ahead(h[2], published)]
    row = found[0][2] if found else before
    if row is None:
        return {}
    first, last = row["date_from"], row["date_to"]
    following = next((h[2] for h in found if h[1] in dates and dates[h[1]][1].dep_ == "conj"), None)
    if found and following is not None and following["date_to"] is not None and last is not None:
        last = max(last, following["date_to"])  # "in the 1970s and 1980s"
    if found and _begins(dates[found[0][1]][1]) and published is not None and first is not None and first <= published:
        last = max(last, published)  # "since Friday"
    return {"date_from": first, "date_to": last}


def _names_thing(when: Word, edge: Word | None) -> bool:
    """Whether a date tells one thing from others of its kind, and not when it was: "added it to the 2020 census"."""
    if when.dep_ not in ("nummod", "compound", "amod", "nmod") or when.head.ent_type_ in ("DATE", "TIME"):
        return False
    if when.head.pos_ not in ("NOUN", "PROPN") or edge is None:
        return False
    return edge.dep_ != "npadvmod" and edge.lower_ not in TIMED


def _behind_clause(phrase: Word) -> bool:
    """Whether a clause stands between a phrase and the verb it hangs on: "with the levy coming down, from 27.5"."""
    verb = phrase.head
    between = (c for c in verb.children if verb.i < c.i < phrase.i)
    return any(c.dep_ == "advcl" or (c.dep_ == "prep" and any(t.tag_ == "VBG" for t in c.subtree)) for c in between)


def _is_of(token: Word, noun: Word) -> bool:
    """Whether a quantity is a noun's own: the noun itself or what counts it."""
    return token.i == noun.i or (token.head.i == noun.i and token.dep_ in ("nummod", "quantmod", "amod"))


def _begins(token: Word) -> bool:
    """Whether a date is the beginning of a time that goes on: "since Friday"."""
    return token.dep_ == "pobj" and token.head.lower_ == "since"


def _is_ahead(row: Row, published: date | None) -> bool:
    return published is not None and row["date_to"] is not None and row["date_to"] > published


def quantity_of(clause: Clause, actor: Word | None, quantities: Anchored) -> Row:
    """The clause's own quantity: in its object, else behind "to", another preposition, or beside the verb."""
    ranked = []
    for depth, at, found, edge in held(own_verbs(clause), quantities, actor):
        if edge is not None and edge.dep_ == "prep" and _behind_clause(edge):
            continue
        if edge is not None and edge.dep_ == "prep":
            rank = RANKS.get(edge.lower_, 2)
        else:
            rank = 0 if edge is None or edge.dep_ in OBJECTS else 3 if edge.dep_ in ("npadvmod", "advmod") else 1
        ranked.append((rank, depth, at, found))
    if clause.moved is not None:
        ranked += [(0, 0, at, found) for at, (found, token) in quantities.items() if _is_of(token, clause.moved)]
    if not ranked:
        return {}
    nearest = min(ranked, key=lambda r: r[:3])[3]
    return {name: nearest[name] for name in ("value", "high", "unit")}
