"""Inference against independent implementations and worked examples."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from mediakit.compare.inference import adjust, bootstrap, generator, permutation, too_few, units_of
from mediakit.errors import TableError


def test_bootstrap_of_a_ratio_agrees_with_scipy():
    random = np.random.default_rng(3)
    above, below = random.poisson(4, 40).astype(float), random.integers(200, 900, 40).astype(float)
    low, high = bootstrap(above[:, None], below[:, None], generator(1), resamples=9000)
    other = stats.bootstrap(
        (above, below),
        lambda a, b, axis=-1: a.sum(axis=axis) / b.sum(axis=axis),
        paired=True,
        method="percentile",
        n_resamples=9000,
        rng=np.random.default_rng(5),
    ).confidence_interval
    width = other.high - other.low
    assert abs(low[0] - other.low) < 0.04 * width and abs(high[0] - other.high) < 0.04 * width


def test_bootstrap_covers_the_truth_about_as_often_as_it_says():
    random = np.random.default_rng(11)
    hits = 0
    for trial in range(200):
        below = random.integers(300, 700, 30).astype(float)
        above = random.poisson(below * random.gamma(4, 0.01 / 4, 30)).astype(float)
        low, high = bootstrap(above[:, None], below[:, None], generator(trial), resamples=400)
        hits += low[0] <= 0.01 <= high[0]
    assert 0.88 <= hits / 200 <= 0.99


def test_permutation_agrees_with_every_permutation():
    above, below = (
        np.array([5.0, 9, 7, 8, 6, 2, 3, 4, 1, 5]),
        np.array([100.0, 120, 90, 110, 100, 80, 95, 130, 70, 100]),
    )

    def distance(chosen):
        inside = np.zeros(10, dtype=bool)
        inside[list(chosen)] = True
        return abs(above[inside].sum() / below[inside].sum() - above[~inside].sum() / below[~inside].sum())

    observed = distance(range(5))
    exact = np.mean([distance(chosen) >= observed - 1e-12 for chosen in combinations(range(10), 5)])
    member = np.arange(10) < 5
    args = (above[:, None], below[:, None], member, np.zeros(10, dtype="int64"))
    p = permutation(*args, generator(0), resamples=20_000)[0]
    assert p == pytest.approx(exact, abs=0.003)


def test_a_paired_permutation_changes_sides_within_a_block_only():
    # Six events, in each the group is one higher: 2 of 64 assignments are as extreme.
    above = np.array([[level + side] for level in (1.0, 10, 20, 40, 80, 160) for side in (1, 0)])
    member = np.tile([True, False], 6)
    block = np.repeat(np.arange(6), 2)
    p = permutation(above, np.ones_like(above), member, block, generator(0), resamples=20_000)[0]
    assert p == pytest.approx(2 / 64, abs=0.004)


@given(st.lists(st.floats(0, 1) | st.none(), max_size=20))
@settings(max_examples=60, deadline=None)
def test_benjamini_hochberg_as_its_authors_wrote_it(values):
    p = pd.Series(values, dtype="float64")
    known = p.dropna()
    m = len(known)
    expected = {}
    for i, value in known.items():
        later = [m / rank * q for rank, q in enumerate(sorted(known), 1) if q >= value]
        expected[i] = min([1.0, *later])
    adjusted = adjust(p)
    assert list(adjusted.isna()) == list(p.isna())
    for i, value in expected.items():
        assert adjusted[i] == pytest.approx(value, abs=1e-12)
    assert (adjust(p, "benjamini-yekutieli").dropna() >= adjusted.dropna() - 1e-12).all()


def test_corrections_are_named():
    with pytest.raises(TableError) as error:
        adjust(pd.Series([0.1]), "bonferroni")
    assert str(error.value) == "correction is 'bonferroni'; allowed are benjamini-hochberg, benjamini-yekutieli"


ARTICLES = pd.DataFrame(
    {
        "article_id": ["a", "b", "c", "d"],
        "outlet": ["A", "A", "B", "C"],
        "kind": ["agency", "agency", "newspaper", "newspaper"],
        "topic": ["x", "y", "x", "y"],
    }
)


@pytest.mark.parametrize("by, unit", [(["outlet"], "article"), (["kind"], "outlet"), (["topic"], "article")])
def test_the_design_names_its_unit(by, unit):
    assert units_of(ARTICLES, by).name == unit


def test_events_and_families_are_units_where_they_are_known():
    families = pd.Series({"a": "a", "b": "b", "c": "a", "d": "d"})
    assert units_of(ARTICLES, ["outlet"], families=families).name == "family"
    assert units_of(ARTICLES.assign(event="e"), ["outlet"], families=families).name == "event"


@pytest.mark.parametrize(
    "unit, message",
    [
        ("day", "unit is 'day'; allowed are article, family, event, outlet, paragraph"),
        ("family", "unit='family' needs the table of mk.reuse: give reuse="),
        ("event", "unit='event': articles has no column 'event'; it has outlet, kind, topic"),
    ],
)
def test_a_unit_that_cannot_be_had(unit, message):
    with pytest.raises(TableError) as error:
        units_of(ARTICLES, ["outlet"], unit=unit)
    assert str(error.value) == message


def test_reasons_are_said_in_words():
    units = units_of(ARTICLES, ["outlet"])
    assert too_few(5, units) is None
    assert too_few(0, units) == "no text or no value here"
    assert too_few(1, units) == "1 article: a census of what this corpus holds, not a sample"
    assert too_few(4, units, "the rest: ") == "the rest: 4 articles: too few to resample, 5 are needed"


def test_generators_depend_on_seed_and_names_alone():
    assert generator(1, "a").random() == generator(1, "a").random()
    assert len({generator(1, "a").random(), generator(1, "b").random(), generator(2, "a").random()}) == 3
