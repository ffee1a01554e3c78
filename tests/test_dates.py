"""Dates: what expressions of time mean, counted from the day of publication."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.corpus import Article, Corpus
from mediakit.measure.dates import dates
from mediakit.measure.timeline import month, part, step, week, year
from mediakit.parse import parse

PUBLISHED = datetime(2025, 10, 28, 9, 30)  # a Tuesday


def found(text, published=PUBLISHED, country=None):
    article = Article("a", text, "outlet", published=published, country=country)
    table = dates(parse(Corpus((article,)), cache=False))
    return [
        (r.text, *(None if pd.isna(d) else d.date().isoformat() for d in (r.date_from, r.date_to)), r.grain)
        for r in table.itertuples()
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met on Tuesday.", ("Tuesday", "2025-10-28", "2025-10-28", "day")),
        ("They met on Friday.", ("Friday", "2025-10-24", "2025-10-24", "day")),
        ("They will meet on Thursday.", ("Thursday", "2025-10-30", "2025-10-30", "day")),
        ("He plans to meet them on Thursday.", ("Thursday", "2025-10-30", "2025-10-30", "day")),
        ("They met last week.", ("last week", "2025-10-20", "2025-10-26", "week")),
        ("They spoke on October 25.", ("October 25", "2025-10-25", "2025-10-25", "day")),
        ("They spoke on December 3.", ("December 3", "2024-12-03", "2024-12-03", "day")),
        ("They signed it in July.", ("July", "2025-07-01", "2025-07-31", "month")),
        ("They will raise it by March.", ("March", "2026-03-01", "2026-03-31", "month")),
        ("They will sign it next year.", ("next year", "2026-01-01", "2026-12-31", "year")),
        ("She took office earlier this month.", ("earlier this month", "2025-10-01", "2025-10-28", "month")),
        ("They revised it in late 2022.", ("late 2022", "2022-10-01", "2022-12-31", "quarter")),
        ("They revised it at the end of 2022.", ("the end of 2022", "2022-12-01", "2022-12-31", "month")),
        ("It began in the 1970s.", ("1970s", "1970-01-01", "1979-12-31", "year")),
        ("It fell in the third quarter of 2024.", ("third quarter of 2024", "2024-07-01", "2024-09-30", "quarter")),
        ("He left two weeks ago.", ("two weeks ago", "2025-10-13", "2025-10-19", "week")),
        ("They talked yesterday.", ("yesterday", "2025-10-27", "2025-10-27", "day")),
        ("It will cost more over the next three years.", ("next three years", "2025-10-28", "2028-10-28", "year")),
        ("Paris passed it in fiscal 2027.", ("fiscal 2027", "2027-01-01", "2027-12-31", "year")),
        ("Japan set its goal for fiscal 2027.", ("fiscal 2027", "2027-04-01", "2028-03-31", "year")),
        ("The U.S. set its goal for fiscal 2027.", ("fiscal 2027", "2026-10-01", "2027-09-30", "year")),
    ],
)
def test_one_date(text, expected):
    assert found(text) == [expected]


def test_without_publication_only_full_dates_have_a_range():
    assert found("They met on Tuesday, after talks on October 25, 2025.", published=None) == [
        ("Tuesday", None, None, "day"),
        ("October 25, 2025", "2025-10-25", "2025-10-25", "day"),
    ]


def test_seasons_differ_by_hemisphere():
    assert found("They met last summer.") == [("last summer", None, None, "quarter")]


@pytest.mark.parametrize("text", ["He may leave.", "They march on.", "It was February 30.", "He saw 2000 people.", ""])
def test_words_that_are_no_dates(text):
    assert found(text) == []


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-400, 400))
def test_steps_there_and_weeks_round(day, count):
    assert step("day", day, count) == day + timedelta(days=count)
    assert week(day).first <= day <= week(day).last
    assert (week(day).last - week(day).first).days == 6


@given(st.integers(1600, 2200), st.integers(1, 12))
def test_months_and_parts_lie_in_their_year(number, which):
    assert year(number).first <= month(which, number).first <= month(which, number).last <= year(number).last
    for name in ("early", "mid", "late", "the end of", "first half of"):
        inner = part(name, month(which, number))
        assert month(which, number).first <= inner.first <= inner.last <= month(which, number).last


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="0123456789 -/.,'’ next last week Friday March 31 Q1 FY early\n", max_size=60))
def test_odd_text_never_fails(text):
    for row in found(text):
        assert row[0] in text
