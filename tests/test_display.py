import re
from html import unescape

import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given
from hypothesis import strategies as st

from mediakit.display import show_article, show_discrepancies, show_pair
from mediakit.errors import TableError

SPANS = pd.DataFrame({"article_id": ["a", "a", "b"], "start": [0, 4, 0], "end": [3, 9, 1], "frame": ["x", "y", "x"]})


def words(html):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_spans_of_the_article_are_marked():
    shown = show_article(corpus_of("The <sum> & more.").articles, "a", SPANS, label="frame")
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", shown.html) == ["x", "y", "The", "&lt;sum&gt;"]
    assert repr(shown) == "A · a: 2 spans marked in 17 characters"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=5))
def test_nothing_of_a_text_is_lost_and_nothing_of_it_becomes_markup(text, spans):
    articles = corpus_of(text).articles
    table = pd.DataFrame({"article_id": "a", "start": [min(s) for s in spans], "end": [max(s) for s in spans]})
    shown = show_article(articles, "a", table if spans else None)
    assert "".join(words(shown.html).split()).endswith("".join(text.split()))


def test_what_is_missing_is_said():
    articles = corpus_of("A text.").articles
    with pytest.raises(TableError, match="show_article: no article 'z'; there are a"):
        show_article(articles, "z")
    with pytest.raises(TableError, match="show_article: no column 'mood'; it has article_id, start, end, frame"):
        show_article(articles, "a", SPANS, label="mood")


def test_words_that_differ_are_marked_on_both_sides():
    shown = show_pair("Trump will fly to Tokyo,", "Trump flew to Tokyo.", titles=("A", "B"))
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", shown.html) == ["will", "fly", "flew"]
    assert repr(shown) == "A: Trump will fly to Tokyo,\nB: Trump flew to Tokyo."


@given(st.text(max_size=40), st.text(max_size=40))
def test_two_passages_keep_their_words(left, right):
    assert "".join(words(show_pair(left, right).html).split()) == "".join((left + right).split())


def test_discrepancies_stand_side_by_side():
    table = pd.DataFrame(
        {"article_id": ["a"], "other_id": ["b"], "attribute": ["tense"], "relation": ["update"]}
        | {"text": ["will fly"], "other_text": ["flew"]}
    )
    assert repr(show_discrepancies(table)) == "tense: update\na: will fly\nb: flew"
    assert repr(show_discrepancies(table.head(0))) == "No discrepancy was found."
    with pytest.raises(TableError, match="show_discrepancies: no column 'other_text'"):
        show_discrepancies(table.drop(columns="other_text"))
