import pytest
from conftest import corpus_of

import mediakit as mk
from mediakit.compare.speakers_toward import speakers_toward
from mediakit.errors import TableError
from mediakit.measure.sentiment import sentiment, sentiment_toward
from mediakit.plot.sentiment import plot_sentiment
from mediakit.tables import VOICES

TEXTS = (
    '"Angela Merkel is a brilliant leader," Barack Obama said. Angela Merkel flew home.',
    "Barack Obama said Angela Merkel had shamefully betrayed her voters.",
)


@pytest.fixture(scope="module")
def parsed():
    return mk.parse(corpus_of(*TEXTS))


def test_speakers_are_counted_by_voice_and_open_to_their_spans(parsed):
    toward = sentiment_toward(parsed)
    table = speakers_toward(toward, parsed.articles)
    assert table["n"].sum() == len(toward)
    assert (table[["n_negative", "n_neutral", "n_positive"]].sum(axis=1) == table["n"]).all()
    direct = table[(table["voice"] == "direct") & (table["entity"] == "Angela Merkel")].iloc[0]
    assert (direct["outlet"], direct["speaker"], direct["n_positive"]) == ("A", "Barack Obama", 1)
    assert direct["spans"] == "a:1-14"
    own = table[table["voice"] == "unattributed"]
    assert (own["speaker"] == own["outlet"]).all()


def test_a_panel_for_each_voice(parsed):
    lead = plot_sentiment(speakers_toward(sentiment_toward(parsed), parsed.articles))
    tones = plot_sentiment(sentiment(parsed), parsed.articles)
    assert len(lead) == len(tones) == len(VOICES)
    assert "Barack Obama → Angela Merkel" in [t.get_text() for t in lead[0].get_yticklabels()]


def test_empty_tables_draw_empty_panels(parsed):
    toward = sentiment_toward(parsed)
    assert len(plot_sentiment(speakers_toward(toward.head(0), parsed.articles))) == 3
    assert len(plot_sentiment(sentiment(parsed).head(0), parsed.articles)) == 3


def test_the_tone_needs_to_know_whose_articles_they_are(parsed):
    with pytest.raises(TableError) as error:
        plot_sentiment(sentiment(parsed))
    assert str(error.value) == ("plot_sentiment: the tone of sentences needs the articles table too, for their outlets")
