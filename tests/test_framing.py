import pytest
from conftest import corpus_of

import mediakit as mk
from mediakit import lexicons
from mediakit.errors import LexiconError

HEAD = "# source: made for a test\n# licence: CC0-1.0\nterm,frame,note\n"


@pytest.fixture
def lexicon(tmp_path):
    def write(body, head=HEAD):
        path = tmp_path / "mine.csv"
        path.write_text(head + body, encoding="utf-8")
        return str(path)

    lexicons.load.cache_clear()
    return write


def test_the_longer_term_wins(lexicon):
    path = lexicon("security,security,\neconomic security,economic,\n")
    table = mk.framing(corpus_of("Economic security matters; security does too."), lexicon=path)
    assert list(zip(table["text"], table["frame"], strict=True)) == [
        ("Economic security", "economic"),
        ("security", "security"),
    ]


def test_terms_are_lemmas_and_may_have_two_frames(lexicon):
    table = mk.framing(corpus_of("The tariffs were cut."), lexicon=lexicon("tariff,economic,\ntariff,conflict,\n"))
    assert list(table["frame"]) == ["conflict", "economic"]
    assert set(table["text"]) == {"tariffs"}


@pytest.mark.parametrize(
    "body, head, message",
    [
        ("", HEAD, "mine.csv: no terms; a lexicon has lines term,frame[,note] after its source and licence"),
        ("tariff\n", HEAD, "mine.csv, line 4: 1 columns where term,frame[,note] belong"),
        ("tariff,\n", HEAD, "mine.csv, line 4: the frame is empty"),
        (",economic\n", HEAD, "mine.csv, line 4: the term is empty"),
        ("tax,e\nTax,e\n", HEAD, "mine.csv, line 5: 'tax' already stands in frame 'e'"),
        ("tax,e\n", "# source: me\n", "mine.csv: no line '# licence: …' at its top"),
        ("tax,e\n", "", "mine.csv: no line '# source: …' at its top"),
    ],
)
def test_a_wrong_line_is_named(lexicon, body, head, message):
    with pytest.raises(LexiconError) as error:
        mk.framing(corpus_of("A text."), lexicon=lexicon(body, head))
    assert str(error.value) == message


def test_an_unknown_lexicon_names_those_there_are():
    with pytest.raises(LexiconError, match=r"no lexicon 'nope'; mediakit ships general"):
        mk.framing(corpus_of("A text."), lexicon="nope")


@pytest.mark.parametrize("name", lexicons.names())
def test_shipped_lexicons_are_sound(name):
    loaded = lexicons.load(name)
    assert loaded.source and loaded.licence and len(loaded.frames) > 3
