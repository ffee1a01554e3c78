"""Word shifts: which terms drive the difference of a mean score between two groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.compare.cells import named, require
from mediakit.errors import TableError
from mediakit.schema import records
from mediakit.tables import WORD_SHIFT


def word_shift(
    terms: pd.DataFrame,
    left: str,
    right: str,
    scores: Mapping[str, float] | pd.Series | pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    reference: float | None = None,
    missing: float | None = None,
) -> pd.DataFrame:
    """Which terms make the mean score of one group differ from another's (Gallagher et al. 2021, eq. 8).

    A term contributes (p_right - p_left) · (score - reference), p being its share of the scored terms of a group;
    the contributions sum to the difference of the two means, whatever the reference.

    Parameters
    ----------
    terms
        What `terms` gives, or any table with article_id, term, n and the column `by`; n_weighted is used if there.
    left, right
        The two groups: values of `by`. A positive contribution makes the right's mean higher.
    scores
        A score for each term: a mapping, a series, or a table with columns term and score. By default the valences
        of VADER's lexicon (Hutto & Gilbert 2014), for tone; they are of word forms, so count with unit="word".
    by
        The column of `terms` that holds the groups.
    reference
        The score from which terms count as high or low; by default the mean of the left.
    missing
        The score of terms that have none. By default they are left out, as in the source; 0 keeps them in, so that
        a lexicon scored 1 gives shifts of its share of all terms.

    Returns
    -------
    `mediakit.tables.WORD_SHIFT`, the largest contribution first.

    Raises
    ------
    TableError
        When a column or a group is missing, or a group has no scored term.
    """
    require("word_shift", terms, [by, "term", "n"])
    known = _scores(scores)
    groups = named(terms[by])
    for name in (left, right):
        if name not in set(groups):
            raise TableError(f"word_shift: {by} has no {name!r}; it has {', '.join(sorted(set(groups)))}")
    weight = terms["n_weighted" if "n_weighted" in terms else "n"].astype("float64")
    counts = pd.DataFrame({"group": groups, "term": terms["term"].astype("str"), "n": weight})
    counts = counts[counts["group"].isin([left, right])]
    if missing is None:
        counts = counts[counts["term"].isin(list(known))]
    table = counts.sort_values(["term", "group", "n"]).groupby(["term", "group"])["n"].sum().unstack().fillna(0.0)
    table = table.reindex(columns=list(dict.fromkeys([left, right])), fill_value=0.0)
    sides = {name: table[name].to_numpy("float64") for name in (left, right)}
    for name, n in sides.items():
        if not n.sum():
            raise TableError(f"word_shift: no term of {name!r} has a score")
    score = np.array([known.get(term, missing) for term in table.index], dtype="float64")
    shares = {name: n / n.sum() for name, n in sides.items()}
    means = {name: float(share @ score) for name, share in shares.items()}
    from_ = means[left] if reference is None else reference
    more = shares[right] - shares[left]
    found = pd.DataFrame(
        {
            "term": table.index,
            "score": score,
            "n_left": sides[left],
            "n_right": sides[right],
            "p_left": shares[left],
            "p_right": shares[right],
            "contribution": more * (score - from_),
        }
    )
    total = found["contribution"].abs().sum()
    found["share"] = found["contribution"] / total if total else 0.0
    found["kind"] = [_kind(above, grows) for above, grows in zip(score - from_, more, strict=True)]
    found = found.assign(left=left, right=right, mean_left=means[left], mean_right=means[right])
    found["size"] = -found["contribution"].abs()
    found = found.sort_values(["size", "term"], kind="stable", ignore_index=True).drop(columns="size")
    found["rank"] = np.arange(1, len(found) + 1)
    return WORD_SHIFT.build(records(found))


def _kind(above: float, more: float) -> str:
    if above == 0 or more == 0:
        return "none"
    return f"{'above' if above > 0 else 'below'} {'more' if more > 0 else 'less'}"


def _scores(scores: Mapping[str, float] | pd.Series | pd.DataFrame | None) -> dict[str, float]:
    if scores is None:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

        return dict(SentimentIntensityAnalyzer().lexicon)
    if isinstance(scores, pd.DataFrame):
        require("word_shift, scores", scores, ["term", "score"])
        pairs: Sequence[tuple[Any, Any]] = list(zip(scores["term"], scores["score"], strict=True))
    else:
        pairs = list(scores.items())
    return {str(term): float(score) for term, score in pairs if pd.notna(score)}
