"""Phrases: where the words that hang on one token begin and end in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediakit.measure.clauses import Clause

if TYPE_CHECKING:
    from mediakit.measure.tree import Word

CUT = frozenset(("relcl", "appos", "advcl", "parataxis", "intj", "acl"))
Extent = tuple[int, int]
OPENS, CLOSES = frozenset(("“", "``", "`", '"', "‘")), frozenset(("”", "''", '"', "’"))


def extent(token: Word | None, before: Clause | None = None) -> Extent | None:
    """First and one past the last character of a phrase, without clauses beside it.

    What follows in apposition, as a relative clause or as a participle after a comma is left out, and of a noun that
    a clause takes from outside what comes `before` that clause is kept.
    """
    if token is None or token.tag_ == "WP":
        return None
    if token.dep_ == "poss" and token.right_edge.tag_ == "POS":
        return _edges([t for t in token.subtree if t.i < token.right_edge.i])  # "Lee's" part in it: Lee
    if token.dep_ == "ccomp":
        return whole(token)
    left, right = token.left_edge.i, token.i
    if left == token.right_edge.i:
        return _edges([token])
    inside = [t for t in token.subtree if not t.is_space]
    cut = [
        t
        for t in inside
        if t.dep_ in CUT and t.i > token.i and (_hangs(t, token) if t.dep_ != "acl" else follows_comma(t))
    ]
    stop = right_edge = token.right_edge.i + 1
    if cut:
        stop = min(t.left_edge.i for t in cut)
        gone = {t.i for top in cut for t in top.subtree}
        if any(t.i > stop and t.i not in gone and not t.is_punct and t.dep_ != "cc" for t in inside):
            stop = right_edge  # "the minister, Ann Lee, and the president": the cut would lose the second
    if before is not None and before.chain[0].dep_ in ("acl", "relcl") and before.chain[0].head.i >= left:
        stop = min(stop, max(before.chain[0].left_edge.i, right + 1))
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
    return _edges(kept)


def whole(clause: Word | None) -> Extent | None:
    """A clause with its conjunction ("if the talks fail"), without a participle after a comma ("…, adding that")."""
    if clause is None:
        return None
    beside = [t for t in clause.children if t.dep_ == "advcl" and t.tag_ == "VBG" and follows_comma(t)]
    stop = min((t.left_edge.i for t in beside if t.i > clause.i), default=clause.right_edge.i + 1)
    inside = [t for t in clause.subtree if not t.is_space and t.i < stop]
    while inside and (inside[-1].is_punct or inside[-1].dep_ == "cc"):
        inside.pop()
    while inside and (inside[0].is_punct or inside[0].lower_ == "that"):
        inside.pop(0)
    if not inside:
        return None
    return _edges(inside)


def _edges(kept: list[Word]) -> Extent:
    """First and one past the last character of a phrase, with its quotation marks and without a glued comma."""
    first, last = _quoted(kept[0], kept[-1])
    return first.idx, last.idx + max(1, len(last.text.rstrip(",;:")))


def _quoted(first: Word, last: Word) -> tuple[Word, Word]:
    """The edges of a phrase with the quotation marks that belong to it: both round it, or the one that it lacks."""
    before = first.nbor(-1) if first.i > 0 else None
    after = last.nbor() if last.i + 1 < len(last.doc) else None
    if not any(t is not None and t.is_quote for t in (before, after)):
        return first, last
    inside = [t.text for t in first.doc[first.i : last.i + 1]]
    straight = inside.count('"') % 2
    opened = sum(t in ("“", "``", "`") for t in inside) - inside.count("`") // 2  # "``" may come as two tokens
    closed = sum(t in ("”", "''") for t in inside)
    lacks_end, lacks_start = straight or opened > closed, straight or opened < closed
    opening = before is not None and before.text in OPENS
    closing = after is not None and after.text in CLOSES
    if before is not None and opening and (lacks_start or (closing and not lacks_end)):
        first = before.nbor(-1) if before.text == "`" and before.i > 0 and before.nbor(-1).text == "`" else before
    if after is not None and closing and (lacks_end or (opening and not lacks_start)):
        last = after
    return first, last


def _hangs(token: Word, top: Word) -> bool:
    """Whether a clause beside a phrase belongs to the phrase itself, or to a noun at its right edge."""
    if token.dep_ in ("appos", "relcl"):
        return follows_comma(token)
    return token.dep_ != "advcl" or token.head.i == top.i


def follows_comma(token: Word) -> bool:
    """Whether a comma, dash or bracket sets a clause apart from what it hangs on."""
    before = token.left_edge
    while before.i > 0 and before.nbor(-1).is_quote:
        before = before.nbor(-1)
    return before.i > 0 and before.nbor(-1).text in (",", "-", "–", "—", "--", "(")
