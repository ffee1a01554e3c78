import math

import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.compare.collocates import collocates
from mediakit.errors import LexiconError, MediakitError, TableError
from mediakit.measure.contexts import contexts

TEXT = "Smith praised the alliance on Monday. The old alliances, he said, were strong.\n\nNothing more was said."


def test_a_word_in_its_contexts():
    table = contexts(corpus_of(TEXT), "alliance", 3)
    assert table[["outlet", "left", "text", "right"]].to_numpy().tolist() == [
        ["A", "Smith praised the", "alliance", "on Monday. The"],
        ["A", "Monday. The old", "alliances", ", he said, were"],
    ]
    assert list(table["sentence"]) == [0, 1]


def test_a_context_ends_where_the_article_does_and_shows_no_line_ends():
    table = contexts(corpus_of(TEXT), "strong", 50)
    assert table.loc[0, "right"] == ". Nothing more was said"
    assert table.loc[0, "left"].startswith("Smith praised")
    assert list(contexts(corpus_of(TEXT), "strong", 0)[["left", "right"]].loc[0]) == ["", ""]


@pytest.mark.parametrize(
    "pattern, texts",
    [
        ("ALLIANCE", ["alliance", "alliances"]),
        ("old alliance", ["old alliances"]),
        ("all*", ["alliance", "alliances"]),
        ("say", ["said", "said"]),
        ([{"POS": "ADJ"}, {"LEMMA": "alliance"}], ["old alliances"]),
        ([{"LEMMA": "the"}, {"POS": "ADJ", "OP": "*"}, {"LEMMA": "alliance"}], ["the alliance", "The old alliances"]),
        ("treaty", []),
    ],
)
def test_patterns(pattern, texts):
    table = contexts(corpus_of(TEXT), pattern)
    assert list(table["text"]) == texts
    assert list(table.columns) == [
        "article_id", "start", "end", "text", "sentence", "outlet", "left", "right", "voice", "part",
    ]  # fmt: skip


@pytest.mark.parametrize("pattern, message", [("", "contexts: the term is empty"), ("*", "contexts: a word of '*' is")])
def test_an_empty_pattern_is_refused(pattern, message):
    with pytest.raises(LexiconError, match=f"^{message.replace('*', '[*]')}"):
        contexts(corpus_of(TEXT), pattern)


def test_a_window_must_hold_something():
    with pytest.raises(MediakitError) as error:
        contexts(corpus_of(TEXT), "alliance", -1)
    assert str(error.value) == "contexts: window is -1; it must be at least 0"
    with pytest.raises(MediakitError) as error:
        collocates(corpus_of(TEXT), "alliance", window=0)
    assert str(error.value) == "collocates: window is 0; it must be at least 1"


@given(st.text(max_size=60), st.sampled_from(["a", "a*", "?b", "x y"]), st.integers(0, 3))
@settings(max_examples=25, deadline=None)
def test_no_text_breaks_contexts(text, pattern, window):
    for row in contexts(corpus_of(text), pattern, window).to_dict("records"):
        assert text[row["start"] : row["end"]] == row["text"]


def test_collocates_by_hand():
    # Content words, the term left out: A strong, old, broke, war; B strong, strong, peace, peace, came.
    corpus = mk.parse(
        corpus_of("The strong old alliance broke. War came.", "A strong, strong alliance. Peace and peace came.")
    )
    table = collocates(corpus, "alliance", min_count=1).set_index(["outlet", "collocate"])
    assert set(table.index) == {("A", "strong"), ("A", "old"), ("A", "break"), ("B", "strong")}
    row = table.loc[("B", "strong")]
    assert (row["n"], row["n_term"], row["n_collocate"], row["n_articles"]) == (2, 1, 2, 1)
    assert row["expected"] == pytest.approx(2 * 2 / 5)
    assert row["log_dice"] == pytest.approx(14 + math.log2(2 * 2 / 3))
    # Near: 2 of 2 are strong; elsewhere 0 of 3.
    assert row["g2"] == pytest.approx(2 * (2 * math.log(5 / 2) + 3 * math.log(5 / 3)))


def test_collocates_of_a_term_that_is_not_there_is_an_empty_table():
    table = collocates(corpus_of(TEXT), "treaty")
    assert table.empty and list(table.columns[:2]) == ["outlet", "collocate"]


def test_collocates_by_a_column_that_is_not_there():
    with pytest.raises(TableError, match=r"^collocates: no column 'topic' in articles; it has article_id, outlet, "):
        collocates(corpus_of(TEXT), "alliance", by="topic")
