import re
from html import unescape

import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given
from hypothesis import strategies as st

from mediakit.display import show_article, show_discrepancies, show_page, show_pair, show_pairs, show_table
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


def test_both_sides_of_a_pair_are_marked_and_named_after_the_other_article():
    pairs = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [4], "other_id": ["b"]}).assign(
        other_start=2, other_end=6
    )
    articles = corpus_of("Same words.", "A Same.").articles
    marks = [re.findall(r"<mark[^>]*>([^<]*)</mark>", show_article(articles, a, pairs).html) for a in "ab"]
    assert marks == [["b", "Same"], ["a", "Same"]]


def test_paragraphs_that_are_not_shown_are_counted():
    assert "2 more paragraphs" in show_article(corpus_of("One.\n\nTwo.\n\nThree.").articles, "a", most=1).html


def test_a_page_shows_what_was_cut_and_why(seeds):
    shown = show_page(seeds.corpus, "yomiuri")
    struck = re.findall(r"<s [^>]*>([^<]*)</s>", shown.html)
    cut = seeds.corpus.furniture.query("article_id == 'yomiuri'")
    assert [unescape(text) for text in struck] == list(cut["text"])
    assert set(re.findall(r"<span [^>]*>([^<]*) </span>", shown.html)) == set(cut["reason"])
    article = next(a for a in seeds.corpus if a.article_id == "yomiuri")
    assert all(" ".join(line.split()) in words(shown.html) for line in article.text.split("\n\n"))
    with pytest.raises(TableError, match="show_page: no article 'z'; there are newsaz"):
        show_page(seeds.corpus, "z")


def test_pairs_say_how_many_there_are_and_what_was_read_from_them():
    table = pd.DataFrame(
        {"article_id": "a", "text": ["it opens then", "two"], "other_id": "b", "other_text": ["on Friday", "two"]}
        | {"value": ["2025-01-03", "two"], "other_value": [None, "two"]}
    )
    assert repr(show_pairs(table, most=1)) == "a (2025-01-03): it opens then\nb: on Friday\n\n1 of 2 pairs"
    assert repr(show_pairs(table.head(0), empty="None at all.")) == "None at all."
    with pytest.raises(TableError, match="show_pairs: no column 'frame'"):
        show_pairs(table, heads=["frame"])


def test_a_table_is_read_without_nulls_and_with_one_number_of_decimals():
    table = pd.DataFrame(
        {"name": ["x", None], "n": [1, 2000], "rate": [1.0, 2.25], "day": pd.to_datetime(["2025-10-28", None])}
        | {"yes": [True, False], "object": pd.Series([None, 3], dtype="object")}
    )
    assert repr(show_table(table)).split("\n") == [
        "name | n | rate | day | yes | object",
        "x | 1 | 1.00 | 2025-10-28 | yes |",
        " | 2,000 | 2.25 |  | no | 3",
    ]
    assert repr(show_table(table, most=1)).endswith("1 of 2 rows")
    assert repr(show_table(table.head(0), empty="Nothing.")) == "Nothing."
    assert repr(show_table(table.groupby("name").size().rename("rows"))) == "name | rows\nx | 1"


def test_dollars_are_no_formula():
    shown = (show_table(pd.DataFrame({"a": ["$1 and $2"]})), show_pair("$1", "$2"), corpus_of("$1 or $2"))
    assert all("mathjax_ignore" in one._repr_html_() for one in shown)


def test_a_corpus_and_an_article_show_themselves():
    corpus = corpus_of("One <b>.\n\nTwo.", "Three.", title="It's & on")
    assert repr(corpus) == "Corpus: 2 articles of 2 outlets, 4 words"
    assert "It&#x27;s &amp; on" in corpus._repr_html_() and "<b>" not in corpus._repr_html_()
    article = next(iter(corpus))
    assert words(article._repr_html_()) == "A · a · 3 words It's & on One <b>. Two."
