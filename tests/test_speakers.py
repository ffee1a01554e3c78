"""Who speaks and how much, and how the figure counts it."""

from conftest import corpus_of

import mediakit as mk
from mediakit.measure.speakers import speaker_type, speakers
from mediakit.plot.voices import plot_voices, voice_words

TEXT = (
    "Prime Minister Anna Berg said, “We will build the new bridge.” She added that it is late.\n\n"
    "A senior government official said the bridge would cost more.\n\nNothing else happened in the town."
)


def test_speakers_have_role_type_words_and_stances():
    table = speakers(corpus_of(TEXT)).set_index("speaker")
    berg = table.loc["Anna Berg"]
    assert (berg["role"], berg["type"], berg["n_quotes"]) == ("Prime Minister", "government", 2)
    assert (berg["words_direct"], berg["words_indirect"]) == (6, 3)
    assert berg["neutral"] == 2
    assert table.loc["senior government official", "type"] == "anonymous"


def test_an_empty_text_has_no_speakers():
    assert speakers(corpus_of("Nothing else happened in the town.")).empty


def test_a_type_follows_from_role_and_name():
    assert speaker_type(None, None) == "unknown"
    assert speaker_type("people familiar with the talks", None) == "anonymous"
    assert speaker_type("Carl Dahl", "chief executive", "PERSON") == "business"
    assert speaker_type("Carl Dahl", None, "PERSON") == "other"
    assert speaker_type("Bank Workers Union", None, "ORG") == "civil society"


def test_what_one_article_does_not_tell_another_does():
    table = speakers(corpus_of("Prime Minister Anna Berg said it is late.", "Anna Berg said that it is early."))
    assert set(table["type"]) == {"government"}


def test_the_words_of_the_figure_are_the_words_of_the_articles(seeds):
    table = speakers(seeds)
    words = voice_words(table, seeds.articles)
    assert (words.iloc[:, 1:].sum(axis=1) == seeds.articles["n_words"]).all()
    assert (words.iloc[:, 1:] >= 0).all(axis=None)
    ax = plot_voices(table, seeds.articles)
    assert [label.get_text() for label in ax.get_yticklabels()] == list(seeds.articles["outlet"])
    assert round(ax.figure.get_size_inches()[0] * 25.4) == 89


def test_the_figure_of_silence_is_drawn():
    parsed = mk.parse(corpus_of("Nothing else happened in the town."))
    assert plot_voices(speakers(parsed), parsed.articles).has_data()
