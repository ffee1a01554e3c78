import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit import lexicons
from mediakit.errors import LexiconError
from mediakit.measure.framing import framing

HEAD = "# source: made for a test\n# licence: CC0-1.0\nterm,frame,note\n"


@pytest.fixture
def lexicon(tmp_path):
    def write(body, head=HEAD, name="mine.csv"):
        path = tmp_path / name
        path.write_text(head + body, encoding="utf-8")
        return str(path)

    return write


def found(table):
    return list(zip(table["text"], table["frame"], strict=True))


def test_the_longer_term_wins(lexicon):
    path = lexicon("security,security,\neconomic security,economic,\n")
    table = mk.framing(corpus_of("Economic security matters; security does too."), lexicon=path)
    assert found(table) == [("Economic security", "economic"), ("security", "security")]


def test_the_longer_term_wins_also_where_a_shorter_one_begins_earlier(lexicon):
    path = lexicon("national security,a\nsecurity council meeting,b\n")
    assert found(mk.framing(corpus_of("A national security council meeting."), lexicon=path)) == [
        ("security council meeting", "b")
    ]


def test_terms_are_lemmas_and_may_have_two_frames(lexicon):
    table = mk.framing(corpus_of("The tariffs were cut."), lexicon=lexicon("tariff,economic,\ntariff,conflict,\n"))
    assert list(table["frame"]) == ["conflict", "economic"]
    assert set(table["text"]) == {"tariffs"}


def test_hyphens_line_ends_and_plural_names_do_not_hide_a_term(lexicon):
    path = lexicon("rare earth,a\nindo pacific,b\nfree trade,c\nministry,d\n")
    text = "A rare-earth deal for the Indo-Pacific brings free\ntrade. The Defense Ministries agreed."
    assert [frame for _, frame in found(mk.framing(corpus_of(text), lexicon=path))] == ["a", "b", "c", "d"]


def test_a_term_does_not_run_from_one_paragraph_into_the_next(lexicon):
    assert mk.framing(corpus_of("This is free\n\ntrade is that"), lexicon=lexicon("free trade,c\n")).empty


def test_wildcards_parts_of_speech_and_token_patterns(lexicon):
    path = lexicon(
        "econom*,star\nwom?n,letter\n*ism,ending\nfair/ADJ,class\n"
        "\"[{'LEMMA': 'golden'}, {'LOWER': {'IN': ['age', 'era']}}]\",pattern\n"
    )
    text = "Economists met a woman at the fair. Their protectionism is not a fair policy in a golden era."
    assert found(mk.framing(corpus_of(text), lexicon=path)) == [
        ("Economists", "star"),
        ("woman", "letter"),
        ("protectionism", "ending"),
        ("fair", "class"),
        ("golden era", "pattern"),
    ]


def test_a_term_that_is_no_cue_keeps_its_words(lexicon):
    path = lexicon("right,law\nright away,-\nsecur*,security\nsecurity guard,-\n")
    text = "Right away the security guard left; the right to vote is secured."
    assert found(mk.framing(corpus_of(text), lexicon=path)) == [("right", "law"), ("secured", "security")]


def test_negated_cues_stay_and_are_marked(lexicon):
    path = lexicon("threat,threat\ntrade,trade\n")
    text = (
        "There is no threat. They did not discuss trade. They discussed trade. "
        "It is not only a threat. They left without trade."
    )
    assert list(mk.framing(corpus_of(text), lexicon=path)["negated"]) == [True, True, False, False, True]


def test_voice_and_part_of_each_cue(lexicon):
    text = "The threat grew.\n\n“The threat is real,” Smith said."
    table = mk.framing(corpus_of(text), lexicon=lexicon("threat,threat\n"))
    assert list(table["part"]) == ["lead", "body"]
    assert list(table["voice"]) == ["unattributed", "direct"]


def test_an_edited_lexicon_is_read_again(lexicon):
    corpus = mk.parse(corpus_of("Trade and war."))
    assert len(mk.framing(corpus, lexicon=lexicon("trade,a\n"))) == 1
    assert len(mk.framing(corpus, lexicon=lexicon("trade,a\nwar,b\n"))) == 2


def test_the_order_of_lines_makes_no_difference(lexicon):
    lines = ["trade,a\n", "trade war,b\n", "war,c\n", "tra*,d\n", "war,a\n", "war of words,-\n"]
    corpus = mk.parse(corpus_of("A trade war is a war of words; trade traps war."))
    one = lexicons.load(lexicon("".join(lines), name="one.csv"))
    other = lexicons.load(lexicon("".join(reversed(lines)), name="one.csv"))
    assert one == other
    assert mk.framing(corpus, lexicon=one).equals(mk.framing(corpus, lexicon=other))


WORDS = ["trade", "war", "deal", "free", "peace"]


@given(
    text=st.lists(st.sampled_from(WORDS), max_size=25),
    terms=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(tuple), min_size=1, unique=True),
)
@settings(max_examples=40, deadline=None)
def test_matches_agree_with_brute_force(text, terms):
    """Every stretch that is a term, longest first, then earliest, none on another's words."""
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from mediakit.lexicons import Lexicon, Term
    from mediakit.measure.matching import TermMatcher

    loaded = Lexicon("x", "", "", "", tuple(Term(" ".join(t), ("f",), tuple((w, None) for w in t)) for t in terms))
    doc = Doc(Vocab(), words=text, lemmas=text)
    stretches = [(a, b) for a in range(len(text)) for b in range(a + 1, len(text) + 1) if tuple(text[a:b]) in terms]
    expected, taken = [], set()
    for a, b in sorted(stretches, key=lambda s: (s[0] - s[1], s[0])):
        if not taken & set(range(a, b)):
            taken |= set(range(a, b))
            expected.append((a, b))
    assert [(a, b) for a, b, _ in TermMatcher(loaded).longest(doc)] == sorted(expected)


@pytest.mark.parametrize(
    "body, head, message",
    [
        ("", HEAD, "mine.csv: no terms; a lexicon has lines term,frame[,note] after its source and licence"),
        ("a,-\n", HEAD, "mine.csv: no terms; a lexicon has lines term,frame[,note] after its source and licence"),
        ("tariff\n", HEAD, "mine.csv, line 4: 1 columns where term,frame[,note] belong"),
        ("tariff,\n", HEAD, "mine.csv, line 4: the frame is empty"),
        (",economic\n", HEAD, "mine.csv, line 4: the term is empty"),
        ("tax,e\nTax,e\n", HEAD, "mine.csv, line 5: 'tax' already stands in frame 'e'"),
        ("tax,e\ntax,-\n", HEAD, "mine.csv, line 5: 'tax' cannot be a cue and, with frame '-', no cue"),
        ("the *,e\n", HEAD, "mine.csv, line 4: a word of 'the *' is nothing but wildcards"),
        (
            "fair/JJ,e\n",
            HEAD,
            "mine.csv, line 4: 'JJ' is no part of speech; there are ADJ, ADP, ADV, AUX, CCONJ, DET, INTJ, NOUN, NUM, "
            "PART, PRON, PROPN, SCONJ, SYM, VERB, X",
        ),
        ("tax,e\n", "# source: me\n", "mine.csv: no line '# licence: …' at its top"),
        ("tax,e\n", "", "mine.csv: no line '# source: …' at its top"),
    ],
)
def test_a_wrong_line_is_named(lexicon, body, head, message):
    with pytest.raises(LexiconError) as error:
        mk.framing(corpus_of("A text."), lexicon=lexicon(body, head))
    assert str(error.value) == message


@pytest.mark.parametrize("pattern", ["[{'LEMA': 'fair'}]", "[{'LEMMA': 'fair'", "[]", "['fair']"])
def test_a_wrong_token_pattern_is_named(lexicon, pattern):
    with pytest.raises(LexiconError, match=r"^mine\.csv, line 4: .* is not a spaCy token pattern \(.+\)$"):
        lexicons.load(lexicon(f'"{pattern}",a\n'))


def test_an_unknown_lexicon_names_those_there_are():
    with pytest.raises(LexiconError) as error:
        mk.framing(corpus_of("A text."), lexicon="nope")
    assert str(error.value) == "no lexicon 'nope'; mediakit ships general, summit, or give a file's path"


@pytest.mark.parametrize("name", lexicons.names())
def test_shipped_lexicons_are_sound(name):
    loaded = lexicons.load(name)
    assert loaded.source and loaded.licence == "CC0-1.0" and len(loaded.frames) > 3


def test_the_general_lexicon_has_the_fifteen_frames_of_the_codebook():
    general = lexicons.load("general")
    assert len(general.frames) == 15
    assert {
        frame: sum(frame in term.frames for term in general.terms) > 10 for frame in general.frames
    } == dict.fromkeys(general.frames, True)


@given(st.text(max_size=80))
@settings(max_examples=25, deadline=None)
def test_no_text_breaks_framing(text):
    corpus = corpus_of(text)
    for row in framing(corpus, lexicon="general").to_dict("records"):
        assert text[row["start"] : row["end"]] == row["text"]
