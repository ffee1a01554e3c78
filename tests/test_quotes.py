from itertools import pairwise

from conftest import corpus_of
from hypothesis import given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.measure.quotations import paired


def marked(text):
    return [text[s:e] for s, e in paired(text, 0, len(text))]


def test_marks_are_paired_in_a_paragraph():
    assert marked('He said "one" and “two” and «three».') == ["one", "two", "three"]


def test_an_open_mark_costs_that_quotation_and_no_more():
    text = '"We go on\n\n"and on," she said. "Yes."'
    assert list(mk.quotations(corpus_of(text))["text"]) == ["We go on", "and on,", "Yes."]


def test_a_new_opening_mark_closes_an_open_one():
    assert marked("“one “two” three") == ["one ", "two"]


@given(st.text(alphabet='ab "“”«»', max_size=40))
def test_quotations_never_overlap(text):
    spans = list(paired(text, 0, len(text)))
    assert all(s < e for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


def test_a_quote_has_its_speaker_and_cue():
    table = mk.quotes(corpus_of("“We will build a strong alliance with our friends,” President Donald Trump said."))
    [row] = table.to_dict("records")
    assert (row["speaker_entity"], row["cue"], row["kind"]) == ("Donald Trump", "said", "direct")
    assert row["text"] == "We will build a strong alliance with our friends,"


def test_marked_words_that_nobody_says_are_no_quote():
    corpus = corpus_of("The “Golden Age” hotel stands in Tokyo.")
    assert mk.quotes(corpus).empty
    assert mk.quotations(corpus)["quote_id"].isna().all()
