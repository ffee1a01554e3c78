"""Quantities: values, units, ranges, and the numbers that are none."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.corpus import Article, Corpus
from mediakit.measure.numbers import number_value
from mediakit.measure.quantities import quantities
from mediakit.parse import parse


def found(text):
    table = quantities(parse(Corpus((Article("a", text, "outlet"),)), cache=False))
    return [
        (r.text, r.value, None if math.isnan(r.high) else r.high, None if r.unit != r.unit else r.unit, r.approximate)
        for r in table.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("550 billion", 5.5e11),
        ("1,250,000", 1_250_000),
        ("27.5", 27.5),
        ("twenty-one", 21),
        ("a hundred and two", 102),
        ("three million, two hundred", 3_000_200),
        ("two and a half", 2.5),
        ("2 1/2", 2.5),
        ("½", 0.5),
        ("two thirds", 2 / 3),
        ("half a million", 500_000),
        ("a dozen", 12),
        ("10M", 1e7),
        ("3bn", 3e9),
    ],
)
def test_what_a_number_is_worth(text, value):
    assert number_value(text) == pytest.approx(value)


@given(st.integers(0, 10**12))
def test_figures_with_and_without_separators_are_worth_the_same(number):
    assert number_value(str(number)) == number_value(f"{number:,}") == number


def test_no_number_is_an_error():
    with pytest.raises(ValueError, match=r"^not a number: 'no number'$"):
        number_value("no number")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fund lent $550 billion.", ("$550 billion", 5.5e11, None, "USD", False)),
        ("The fund lent 550 billion dollars.", ("550 billion dollars", 5.5e11, None, "USD", False)),
        ("It cost about ¥84 trillion.", ("¥84 trillion", 8.4e13, None, "JPY", True)),
        ("Rates rose by 2 percent.", ("2 percent", 2, None, "%", False)),
        ("Rates rose by two percent.", ("two percent", 2, None, "%", False)),
        ("Rates rose by 27.5%.", ("27.5%", 27.5, None, "%", False)),
        ("They planted 250 cherry trees.", ("250 cherry trees", 250, None, "cherry tree", False)),
        ("The talks lasted nearly 40 minutes.", ("40 minutes", 40, None, "minute", True)),
        ("The trip takes 10 to 15 hours.", ("10 to 15 hours", 10, 15, "hour", True)),
        ("It will spend $2-3 billion.", ("$2-3 billion", 2e9, 3e9, "USD", True)),
        ("It takes between 44 and 50 litres.", ("44 and 50 litres", 44, 50, "litre", True)),
        ("The job pays $15.40 per hour.", ("$15.40 per hour", 15.4, None, "USD per hour", False)),
        ("She owns more than 30 horses.", ("30 horses", 30, None, "horse", True)),
        ("About 40 were killed in the fire.", ("40", 40, None, None, True)),
    ],
)
def test_one_quantity(text, expected):
    assert found(text) == [expected]


def test_a_change_is_two_quantities_not_a_range():
    assert [q[1:4] for q in found("They cut the levy to 15 percent from 27.5 percent.")] == [
        (15, None, "%"),
        (27.5, None, "%"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 he went to the G20 summit of the Group of 20.",
        "The two leaders met at 2:15 p.m. on October 25.",
        "The first and the 250th anniversary fell together.",
        "Voyager 2 passed Flight 370 and the F-35.",
        "",
        "No number at all.",
    ],
)
def test_numbers_that_are_no_quantities(text):
    assert found(text) == []


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet='0123456789 .,-–$€%()/ two half dozen million kg\n"', max_size=60))
def test_odd_text_never_fails(text):
    for row in found(text):
        assert row[0] in text
