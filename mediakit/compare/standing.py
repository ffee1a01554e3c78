"""How two claims of one fact differ in standing: done or ahead, how surely and how firmly said, affirmed or negated."""

from __future__ import annotations

import re

from mediakit.compare.told import (
    Difference,
    Told,
    alike,
    comparable,
    is_quoted,
    near_in_words,
    predicate,
    same_act,
    same_actor,
)
from mediakit.compare.wording import WORD, stem
from mediakit.lexicons import words

DEGREES = {
    stem(word): degree
    for degree, named in {
        "promised": """vow pledge promise commit commits commitment assure assurance guarantee undertake swear agree
            agreement affirm reaffirm confirm""",
        "intended": "plan plans intend intends intention aim goal target mean prepare seek propose proposal consider",
        "wished": "hope wish want like love desire aspire dream",
    }.items()
    for word in named.split()
}
"""How firmly each word means what it looks ahead to."""


SUPPOSED = re.compile(r"\bwere to\b", re.IGNORECASE)
"""What is only supposed ("were the question to be put"), which nothing that is denied contradicts."""

CONDITIONAL = frozenset("would could might should may can whether".split())
"""Words with which a verb is neither ahead nor past."""


def tense(one: Told, other: Told) -> Difference | None:
    """What one has ahead and the other behind it: an update, since time has passed between them."""
    order = {"past": 0, "present": 1, "future": 2}
    here, there = one.get("tense"), other.get("tense")
    if here == there or here not in order or there not in order:
        return None
    if not (_finite(one) and _finite(other)) or is_quoted(one) or is_quoted(other):
        return None
    if not (same_act(one, other) or _same_deed(one, other)) or CONDITIONAL.intersection(
        f"{predicate(one)} {predicate(other)}".lower().split()
    ):
        return None
    common = alike(one.all_words, other.all_words)
    if "future" in (here, there):
        known = "past" in (here, there) and common >= 0.4
    else:
        # A present perfect is no other time than a past: only the bare present of the same verb is.
        known = one.get("act") == other.get("act") and common >= 0.6 and _bare(one, other) and same_actor(one, other)
    if not known:
        return None
    return Difference("tense", "update", predicate(one), predicate(other))


def _same_deed(one: Told, other: Told) -> bool:
    """Whether two claims with other verbs tell of one deed: "will fly by helicopter", "went by helicopter".

    Verbs of speech are none: what she pledged may be what she is expected to stress.
    """
    speech = words("reporting_verbs")
    spoken = any(verb in speech for claim in (one, other) for verb in str(claim.get("act") or "").split())
    return not spoken and near_in_words(one, other)


def certainty(one: Told, other: Told) -> Difference | None:
    """How surely each says it; what was expected of the past and is then reported is an update."""
    here, there = one.get("certainty"), other.get("certainty")
    values = (_surely(one), _surely(other))
    if here == there:
        degrees = {degree_of(one), degree_of(other)}
        apart = here == "expected" and None not in degrees and len(degrees) == 2
        known = apart and alike(one.all_words, other.all_words) >= 0.4
        return Difference("certainty", "difference", *values) if known else None
    if "denied" in (here, there):
        return Difference("certainty", "difference", *values)
    if {here, there} == {"expected", "asserted"}:
        foreseen = one if here == "expected" else other
        if foreseen.get("tense") == "past" and alike(one.all_words, other.all_words) >= 0.4:
            return Difference("certainty", "update", *values)
        return None
    if "hedged" in (here, there):
        return Difference("certainty", "difference", *values)
    return None


def degree_of(claim: Told) -> str | None:
    """How firmly what a claim expects is meant, by the word it rests on: promised, intended or wished."""
    cue = str(claim.get("hedge") or "")
    found = [DEGREES[word] for word in map(stem, WORD.findall(cue)) if word in DEGREES]
    return found[-1] if found else None


def polarity(one: Told, other: Told) -> Difference | None:
    """One affirms what the other negates, with the same act and much the same words."""
    here, there = one.get("polarity"), other.get("polarity")
    if here == there or not comparable(one, other) or any("whether" in c.row["text"] for c in (one, other)):
        return None
    if any(SUPPOSED.search(predicate(claim)) for claim in (one, other)):
        return None
    return Difference("polarity", "contradiction", f"{here}: {predicate(one)}", f"{there}: {predicate(other)}")


def _bare(one: Told, other: Told) -> bool:
    """Whether both predicates are single verbs, "comes" and "came"."""
    named = one.get("actor") is not None and other.get("actor") is not None
    return named and len(predicate(one).split()) == 1 == len(predicate(other).split())


def _finite(claim: Told) -> bool:
    """Whether a claim's tense is its own: a bare participle or infinitive takes that of its clause."""
    first = predicate(claim).split(" ")[0].lower()
    return not first.endswith("ing") and first != "to"


def _surely(claim: Told) -> str:
    cue = claim.get("hedge")
    return f"{claim.get('certainty')}{f' ({cue})' if cue else ''}"
