"""Krippendorff's alpha: published figures, a second implementation, and what makes it undefined."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mediakit.compare.agreement import agreement
from mediakit.errors import TableError
from mediakit.tables import CODES


def codes_of(*coders, level="nominal", outlets=None):
    """Codes from one string or list a coder; a full stop is not coded."""
    given_ = sorted({value for codings in coders for value in codings if value != "."}, key=str)
    rows = [
        {
            "item": f"i{i:03}",
            "variable": "x",
            "coder": f"c{c}",
            "value": value,
            "rank": given_.index(value) if level == "ordinal" else None,
            "level": level,
            "column": "x",
            "source": "-",
            "place": "-",
            "outlet": outlets[i] if outlets else None,
        }
        for c, codings in enumerate(coders)
        for i, value in enumerate(codings)
        if value != "."
    ]
    return CODES.build(rows)


def alpha_of(*coders, level="nominal"):
    return agreement(codes_of(*coders, level=level), by=None, draws=5)["alpha"][0]


# Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. Parts A (two observers, two values), B (two
# observers, many values), C and D (four observers, twelve units, missing values; all metrics).
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


def test_published_examples():
    assert round(alpha_of("0100000010", "1110010000"), 3) == 0.095
    assert round(alpha_of("aabbdcccedda", "babbbccceddd"), 3) == 0.692
    assert [len(coder) for coder in FOUR] == [12] * 4
    figures = [round(alpha_of(*FOUR, level=level), 3) for level in ("nominal", "ordinal", "interval", "ratio")]
    assert figures == [0.743, 0.815, 0.849, 0.797]


def test_the_example_of_three_coders_and_fifteen_units():
    # The worked example of the encyclopedia article on the coefficient, computed there step by step.
    three = (".....34121133.3", "1.213343.......", "..21344.21133.4")
    assert [len(coder) for coder in three] == [15] * 3
    assert round(alpha_of(*three), 3) == 0.691
    assert round(alpha_of(*three, level="interval"), 3) == 0.811


def test_a_coefficient_computed_by_hand():
    # Items ab, aa, bb: coincidences ab 1, ba 1, aa 2, bb 2, so n_a = n_b = 3 of n = 6.
    # Observed 2 / 6; expected 2 * 3 * 3 / (6 * 5) = 18 / 30; alpha = 1 - (1 / 3) / (3 / 5) = 4 / 9.
    assert alpha_of("aab", "bab") == pytest.approx(4 / 9)


def naive_alpha(units, level):
    """Alpha from its definition: the mean difference within units over the mean difference of any two codings."""
    units = [unit for unit in units if len(unit) > 1]
    pooled = [value for unit in units for value in unit]

    def difference(a, b):
        if level == "nominal":
            return float(a != b)
        if level == "interval":
            return (a - b) ** 2
        if level == "ratio":
            return ((a - b) / (a + b)) ** 2 if a + b else 0.0
        low, high = min(a, b), max(a, b)
        between = sum(low <= value <= high for value in pooled)
        return (between - (pooled.count(low) + pooled.count(high)) / 2) ** 2

    within = sum(difference(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2))
    anyhow = sum(difference(a, b) for a, b in permutations(pooled, 2))
    return 1 - (len(pooled) - 1) * within / anyhow if anyhow else None


grids = st.integers(1, 4).flatmap(
    lambda coders: st.lists(
        st.lists(st.sampled_from("01234."), min_size=coders, max_size=coders), min_size=1, max_size=9
    )
)


@given(grids, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
@settings(max_examples=50, deadline=None)
def test_a_second_implementation_agrees(units, level):
    assume(any(value != "." for unit in units for value in unit))
    codes = codes_of(*("".join(column) for column in zip(*units, strict=True)), level=level)
    row = agreement(codes, by=None, draws=5).iloc[0]
    wanted = naive_alpha([[int(value) for value in unit if value != "."] for unit in units], level)
    if wanted is None:
        assert pd.isna(row["alpha"]) and row["reason"]
    else:
        assert row["alpha"] == pytest.approx(wanted)
    assert row["n_items"] == sum(len([v for v in unit if v != "."]) > 1 for unit in units)


@given(grids)
@settings(max_examples=25, deadline=None)
def test_coders_values_and_items_are_exchangeable(units):
    columns = ["".join(column) for column in zip(*units, strict=True)]
    assume(any(set(column) - {"."} for column in columns))
    first = alpha_of(*columns)
    renamed = [column.translate(str.maketrans("01234", "30142"))[::-1] for column in reversed(columns)]
    assert alpha_of(*renamed) == pytest.approx(first, nan_ok=True)


def test_what_leaves_it_undefined_is_said():
    one_value = agreement(codes_of("aaaa", "aaaa"), by=None).iloc[0]
    assert pd.isna(one_value["alpha"]) and pd.isna(one_value["lower"]) and one_value["percent"] == 1
    assert one_value["reason"] == (
        "one value only: alpha is undefined, since nothing shows that coders could tell it from another"
    )
    assert agreement(codes_of("abc"), by=None)["reason"][0] == "one coder: agreement needs a second"
    assert agreement(codes_of("ab..", "..ab"), by=None)["reason"][0] == "no item was coded twice"


def test_coders_who_never_differ_get_a_lower_end_below_one():
    row = agreement(codes_of("ab" * 10, "ab" * 10), by=None).iloc[0]
    # 20 items without a difference: the exact 97.5 % limit of the share that differs is 1 - .025 ** (1 / 20).
    assert (row["alpha"], row["upper"]) == (1, 1)
    assert row["lower"] == pytest.approx(1 - (1 - 0.025 ** (1 / 20)) / 0.5)


def test_outlets_have_their_own_rows_and_share_the_scale():
    codes = codes_of("1122", "1121", level="ordinal", outlets=["A", "A", "B", "B"])
    table = agreement(codes, draws=50).set_index("group")
    assert list(table["n_items"]) == [2, 2, 4]
    assert list(table["reason"].str.slice(0, 9)) == ["one value", "2 items: ", "4 items: "]
    with pytest.raises(TableError, match=r"^agreement: no column 'kind'; it has item, variable, "):
        agreement(codes, by="kind")


def test_the_interval_is_the_same_again_and_narrows_with_more_items():
    rng = np.random.default_rng(0)
    truth = rng.choice(list("ab"), 400)
    second = np.where(rng.random(400) < 0.85, truth, np.where(truth == "a", "b", "a"))
    widths = []
    for n in (50, 400):
        row = agreement(codes_of("".join(truth[:n]), "".join(second[:n])), by=None, draws=200).iloc[0]
        assert row["lower"] < row["alpha"] < row["upper"]
        widths.append(row["upper"] - row["lower"])
    assert widths[1] < widths[0] / 2
    codes = codes_of("".join(truth), "".join(second))
    pd.testing.assert_frame_equal(agreement(codes, draws=50), agreement(codes.sample(frac=1), draws=50))
