"""Keyness: the terms that set one group of articles apart from the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.compare.association import Numbers, chi2, g2, log_odds, log_ratio
from mediakit.compare.cells import grouped, named, require
from mediakit.compare.inference import CHUNK, FEWEST, Flags, Units, adjust, generator, too_few
from mediakit.errors import TableError
from mediakit.tables import KEYNESS

if TYPE_CHECKING:
    from scipy import sparse

PRIOR_SENSITIVITY = 10.0
"""`delta_weak_prior` and `delta_strong_prior` divide and multiply the prior by this."""


def compare_terms(
    terms: pd.DataFrame,
    by: str | Sequence[str] = "outlet",
    *,
    against: str = "rest",
    prior: float | None = None,
    min_count: int = 1,
    resamples: int = 2000,
    correction: str = "benjamini-hochberg",
    seed: int = 0,
) -> pd.DataFrame:
    """The terms that set each group apart: log-odds with an informative Dirichlet prior, and G² and χ² beside it.

    The prior is the vocabulary of the whole table (Monroe, Colaresi & Quinn 2008). What a group is held against
    leaves out the texts of its own reuse families, since a copy elsewhere would hide what the text is like. Below
    five articles (or families) a side there is no z and no p, only counts, effects and dispersion: terms come in
    texts, and a few texts say little of their outlet (Evert 2006; Lijffijt et al. 2016). p permutes texts.

    Parameters
    ----------
    terms
        What `terms` gives, or any table with article_id, term, n and the columns of `by`; n_weighted and family are
        used where they are there.
    by
        Columns that make groups. What a group is held against differs in the first and agrees in the others.
    against
        "rest": all others together; "each": every other group in turn; or the name of one group.
    prior
        How many terms the prior weighs; by default as many as an article has on average.
    min_count
        Terms that are rarer than this in group and reference together get no row.
    resamples, correction, seed
        As for `compare_rates`.

    Returns
    -------
    The columns of `by` and those of `mediakit.tables.KEYNESS`, the most typical terms of each group first: ranked by
    delta over its standard error, which is an order and not a test.

    Raises
    ------
    TableError
        For a missing column, a single group, an unknown reference, or a prior that is not positive.
    """
    names = [by] if isinstance(by, str) else list(by)
    require("compare_terms", terms, [*names, "article_id", "term", "n"])
    schema = grouped(KEYNESS, names)
    if not len(terms):
        return schema.build([])
    if prior is not None and not prior > 0:
        raise TableError(f"compare_terms: prior is {prior}; it must be above zero")
    counts = _Counts.of(terms, names)
    first = sorted(set(counts.groups[names[0]]))
    if len(first) < 2:
        raise TableError(f"compare_terms: {names[0]} has one value, {first[0]!r}; a comparison needs two")
    if against not in ("rest", "each", *first):
        raise TableError(f"compare_terms: against is {against!r}; allowed are rest, each, {', '.join(first)}")
    alpha = counts.background * (prior or counts.matrix.sum() / counts.matrix.shape[0])
    rows: list[dict[str, Any]] = []
    for group, reference, inside, outside in _sides(counts, names, first, against):
        compared = _compare(counts, inside, outside, alpha, generator(seed, *group, reference), resamples, min_count)
        for rank, row in enumerate(compared, 1):
            rows.append({**dict(zip(names, group, strict=True)), "reference": reference, "rank": rank, **row})
    p = pd.Series([row["p"] for row in rows], dtype="float64")
    adjusted, m = adjust(p, correction), int(p.notna().sum())
    for row, value in zip(rows, adjusted, strict=True):
        row |= {"p_adjusted": value, "family": f"terms by {', '.join(names)}, against {against}", "m": m}
    return schema.build(rows)


@dataclass(frozen=True)
class _Counts:
    """Counts of terms (columns) by text (rows: an article, or its part in one voice)."""

    groups: pd.DataFrame
    vocabulary: list[str]
    matrix: sparse.csr_array
    articles: np.ndarray
    families: np.ndarray
    unit: str

    @classmethod
    def of(cls, terms: pd.DataFrame, names: list[str]) -> _Counts:
        from scipy import sparse

        by = {name: named(terms[name]) for name in names}
        keys = pd.DataFrame({"article_id": terms["article_id"].astype("str"), **by})
        texts = keys.drop_duplicates().sort_values(list(keys.columns), ignore_index=True)
        vocabulary = sorted(set(terms["term"].astype("str")))
        at = pd.Series(np.arange(len(texts)), index=pd.MultiIndex.from_frame(texts))
        rows = at.reindex(pd.MultiIndex.from_frame(keys)).to_numpy()
        columns = pd.Index(vocabulary).get_indexer(pd.Index(terms["term"].astype("str")))
        values = terms["n_weighted" if "n_weighted" in terms else "n"].to_numpy("float64")
        shape = (len(texts), len(vocabulary))
        families = texts["article_id"]
        if "family" in terms:
            families = texts["article_id"].map(dict(zip(keys["article_id"], terms["family"], strict=True)))
        own = bool((families == texts["article_id"]).all())
        return cls(
            texts,
            vocabulary,
            sparse.csr_array((values, (rows, columns)), shape=shape),
            texts["article_id"].to_numpy(dtype=object).astype("str"),
            families.to_numpy(dtype=object).astype("str"),
            "article" if own else "family",
        )

    @property
    def background(self) -> Numbers:
        """The share of each term in all texts together."""
        sums = np.asarray(self.matrix.sum(axis=0), dtype="float64").ravel()
        return sums / max(sums.sum(), 1e-300)


def _sides(
    counts: _Counts, names: list[str], first: list[str], against: str
) -> Iterator[tuple[tuple[str, ...], str, Flags, Flags]]:
    """Each group with what it is held against: texts that agree in the other columns and are no copies of its own."""
    groups = counts.groups
    for values, _ in groups.groupby(names, sort=True):
        group = tuple(map(str, values))
        agree = np.ones(len(groups), dtype=bool)
        for name, value in zip(names[1:], group[1:], strict=True):
            agree &= (groups[name] == value).to_numpy()
        inside = agree & (groups[names[0]] == group[0]).to_numpy()
        foreign = agree & ~inside & ~np.isin(counts.families, counts.families[inside])
        others = [name for name in first if name != group[0]]
        for reference in ["rest"] if against == "rest" else others if against == "each" else [against]:
            if reference != group[0]:
                chosen = foreign if against == "rest" else foreign & (groups[names[0]] == reference).to_numpy()
                yield group, reference, inside, chosen


def _compare(
    counts: _Counts,
    inside: Flags,
    outside: Flags,
    alpha: Numbers,
    random: np.random.Generator,
    resamples: int,
    min_count: int,
) -> list[dict[str, Any]]:
    sides = [counts.matrix[side] for side in (inside, outside)]
    a, b = (np.asarray(side.sum(axis=0), dtype="float64").ravel() for side in sides)
    a_all, b_all = float(a.sum()), float(b.sum())
    n_units = [len(set(counts.families[side])) for side in (inside, outside)]
    units = Units(counts.unit, pd.Series(dtype="str"))
    short = too_few(n_units[0], units) or too_few(n_units[1], units, "the reference: ")
    known: dict[str, Any] = {"n": a, "n_reference": b}
    for name, side, sums in (("", sides[0], a), ("_reference", sides[1], b)):
        known[f"rate{name}"] = 1000 * sums / sums.sum() if sums.sum() else np.full(len(a), np.nan)
        known[f"n_articles{name}"] = _articles_with(side, counts.articles[inside if not name else outside])
        known[f"dispersion{name}"] = _dispersion(side, sums)
    empty = np.full(len(a), np.nan)
    known |= {
        name: empty for name in ("log_ratio", "delta", "delta_weak_prior", "delta_strong_prior", "z", "g2", "chi2")
    }
    weight = np.zeros(len(a))
    if a_all and b_all:
        delta, variance = log_odds(a, b, a_all, b_all, alpha)
        weight = np.round(delta / np.sqrt(variance), 9)
        known |= {
            "log_ratio": log_ratio(a, b, a_all, b_all),
            "delta": delta,
            "delta_weak_prior": log_odds(a, b, a_all, b_all, alpha / PRIOR_SENSITIVITY)[0],
            "delta_strong_prior": log_odds(a, b, a_all, b_all, alpha * PRIOR_SENSITIVITY)[0],
            "z": empty if short else delta / np.sqrt(variance),
            "g2": g2(a, b, a_all, b_all),
            "chi2": chi2(a, b, a_all, b_all),
        }
    kept = a + b >= max(min_count, 1e-12)
    tested = kept & (a + b >= FEWEST) if not short else np.zeros(len(a), dtype=bool)
    known["p"] = empty.copy()
    if tested.any():
        known["p"][tested] = _permuted(counts, inside, outside, alpha, tested, random, resamples)
    rare = f"fewer than {FEWEST} occurrences"
    known["p_reason"] = [short or (None if able else rare) for able in tested]
    order = sorted(np.flatnonzero(kept), key=lambda at: (-weight[at], counts.vocabulary[at]))
    same = {"unit": counts.unit, "n_units": n_units[0], "n_units_reference": n_units[1]}
    return [
        {"term": counts.vocabulary[at], **{name: values[at] for name, values in known.items()}, **same} for at in order
    ]


def _articles_with(side: sparse.csr_array, articles: np.ndarray) -> np.ndarray:
    """In how many articles each term stands; rows of one article count once."""
    cells = (_gather(articles) @ (side > 0).astype("float64")).tocoo()
    return np.bincount(cells.col, minlength=side.shape[1])


def _gather(names: np.ndarray) -> sparse.csr_array:
    """The matrix that adds up the rows of one name, names sorted."""
    from scipy import sparse

    unique, at = np.unique(names, return_inverse=True)
    return sparse.csr_array((np.ones(len(at)), (at, np.arange(len(at)))), shape=(len(unique), len(at)))


def _dispersion(side: sparse.csr_array, sums: Numbers) -> Numbers:
    """Gries's deviation of proportions: half the sum of |share of the term - share of the text| over texts."""
    lengths = np.asarray(side.sum(axis=1), dtype="float64").ravel()
    if len(lengths) < 2 or not lengths.sum():
        return np.full(len(sums), np.nan)
    share = lengths / lengths.sum()
    cells = side.tocoo()
    parts = cells.data / sums[cells.col]
    # Texts without the term add their own share; summed over all texts that is 1 before those with it are corrected.
    off = np.bincount(cells.col, np.abs(parts - share[cells.row]) - share[cells.row], minlength=len(sums))
    return np.where(sums > 0, np.clip(0.5 * (1 + off), 0, 1), np.nan)


def _permuted(
    counts: _Counts,
    inside: Flags,
    outside: Flags,
    alpha: Numbers,
    tested: Flags,
    random: np.random.Generator,
    resamples: int,
) -> Numbers:
    """Two-sided p of delta, whole families changing sides."""
    both = inside | outside
    names = np.unique(counts.families[both])
    by_unit = _gather(counts.families[both]) @ counts.matrix[both]
    lengths = np.asarray(by_unit.sum(axis=1), dtype="float64").ravel()
    by_unit = by_unit[:, np.flatnonzero(tested)]
    pseudo, total = alpha[tested], alpha.sum()
    member = np.isin(names, counts.families[inside]).astype("float64")
    sums = np.asarray(by_unit.sum(axis=0), dtype="float64").ravel()

    def distance(sides: Numbers) -> Numbers:
        a, a_all = sides @ by_unit, (sides @ lengths)[:, None]
        b, b_all = sums - a, lengths.sum() - a_all
        group = np.log((a + pseudo) / (a_all + total - a - pseudo))
        reference = np.log((b + pseudo) / (b_all + total - b - pseudo))
        return np.abs(group - reference)

    observed = distance(member[None, :])[0]
    extreme = np.zeros(len(sums))
    for start in range(0, resamples, CHUNK):
        size = min(CHUNK, resamples - start)
        sides = random.permuted(np.broadcast_to(member, (size, len(member))).copy(), axis=1)
        extreme += (distance(sides) >= observed - 1e-12).sum(axis=0)
    return (1 + extreme) / (1 + resamples)
