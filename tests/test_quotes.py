"""Who says what: pairs of marks, quotes by rules and by model, and who the speaker is."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.measure.attribution.cues import lexicon
from mediakit.measure.attribution.hearsay import hearsay
from mediakit.measure.attribution.model import WEIGHTS, load_weights, viterbi
from mediakit.measure.attribution.words import words_of
from mediakit.measure.entities import article_names, fullest_names, plain_name
from mediakit.measure.quotations import paired
from mediakit.measure.quotes import METHODS

BOTH = pytest.mark.parametrize("method", METHODS)


def marked(text):
    return [text[s:e] for s, e in paired(text, 0, len(text))]


def quotes(text, method="model"):
    return mk.quotes(corpus_of(text), method=method).to_dict("records")


def said(text, method="model"):
    """Speaker, cue and kind of each statement, with its parts joined."""
    table = mk.quotes(corpus_of(text), method=method)
    found = []
    for _, parts in table.groupby("quote_id", sort=False):
        first = parts.iloc[0]
        found.append((first["speaker_entity"], first["cue"], first["kind"], " … ".join(parts["text"])))
    return found


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "one" and “two” and «three».', ["one", "two", "three"]),
        ("“one “two” three", ["one ", "two"]),
        ("He's 'not going,' said the boys' father, 'today.'", ["not going,", "today."]),
        ("The leaders’ plan and the ’90s", []),
        ("‘We like the leaders’ plan,’ he said.", ["We like the leaders’ plan,"]),
        ("“She said ‘no’ to me,” he said.", ["She said ‘no’ to me,"]),
        ('called it"a friend," and', ["a friend,"]),
        ('and on," she said.', ["and on,"]),
        ('"We go on', ["We go on"]),
        ('A 6" pipe and 5\'10" of rope', []),
    ],
)
def test_marks_are_paired_in_a_paragraph(text, inside):
    assert marked(text) == inside


def test_an_open_mark_costs_that_quotation_and_no_more():
    text = '"We go on\n\n"and on," she said. "Yes."'
    assert list(mk.quotations(corpus_of(text))["text"]) == ["We go on", "and on,", "Yes."]


def test_a_quotation_reaches_over_paragraphs_to_its_closing_mark():
    text = "“We begin.\n\nWe go on.\n\nWe end,” she said."
    assert list(mk.quotations(corpus_of(text))["text"]) == ["We begin.", "We go on.", "We end,"]


@given(st.text(alphabet="ab .,\"'“”‘’«»", max_size=40))
def test_quotations_never_overlap(text):
    spans = list(paired(text, 0, len(text)))
    assert all(s < e for s, e in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@BOTH
@pytest.mark.parametrize(
    ("text", "speaker", "cue", "kind", "content"),
    [
        (
            "“We will build a strong alliance with our friends,” President Donald Trump said.",
            "Donald Trump",
            "said",
            "direct",
            "We will build a strong alliance with our friends,",
        ),
        (
            "Mayor Anna Berg said that the bridge will open in May.",
            "Anna Berg",
            "said",
            "indirect",
            "the bridge will open in May",
        ),
        (
            "According to Anna Berg, the bridge will open in May.",
            "Anna Berg",
            "According to",
            "indirect",
            "the bridge will open in May",
        ),
        (
            "The bridge will open in May, according to the Finnish government.",
            "Finnish government",
            "according to",
            "indirect",
            "The bridge will open in May",
        ),
        (
            "“The bridge is late,” said Anna Berg, the mayor. “We are sorry.”",
            "Anna Berg",
            "said",
            "direct",
            "The bridge is late, … We are sorry.",
        ),
        (
            "Anna Berg told reporters that the bridge was a “national disgrace.”",
            "Anna Berg",
            "told",
            "partial",
            "the bridge was a “national disgrace",
        ),
    ],
)
def test_a_quote_has_its_speaker_cue_and_content(text, speaker, cue, kind, content, method):
    [(who, how, sort, what)] = said(text, method)
    assert (who, how, sort) == (speaker, cue, kind)
    assert what.strip(",.”") == content.strip(",.”")


@BOTH
def test_pronouns_roles_and_recency_find_the_speaker(method):
    text = (
        "Prime Minister Anna Berg met President Carl Dahl in Oslo on Monday.\n\n"
        "“We agree on nearly everything today,” she said.\n\n“That is not true at all,” he said.\n\n"
        "The prime minister said that talks would go on. Berg added that she was glad."
    )
    assert [who for who, *_ in said(text, method)] == ["Anna Berg", "Carl Dahl", "Anna Berg", "Anna Berg"]


@BOTH
def test_two_who_speak_as_one_have_a_common_name(method):
    text = "Anna Berg and Carl Dahl said that the talks were good. They added that more would follow."
    assert {who for who, *_ in said(text, method)} == {"Anna Berg and Carl Dahl"}


@BOTH
def test_a_spokesperson_without_a_name_and_a_document_speak_for_their_body(method):
    text = "A Justice Department spokesman said that the claim was false. A White House statement said it was true."
    names = [who for who, *_ in said(text, method)]
    assert names == ["Justice Department", "White House"]


@BOTH
def test_a_paragraph_of_speech_alone_is_of_the_speaker_before(method):
    text = "“We begin with the bridge today,” Anna Berg said.\n\n“Then we go on to the road and the tunnel.”"
    table = mk.quotes(corpus_of(text), method=method)
    assert list(table["speaker_entity"]) == ["Anna Berg", "Anna Berg"]
    assert table["quote_id"].nunique() == 1  # a floating quotation goes on with the statement before


@BOTH
def test_speech_goes_on_behind_the_title_of_a_programme(method):
    text = "“We begin with the bridge,” Anna Berg said on “Meet the Mayor.” “The tunnel has to wait until May.”"
    parts = mk.quotes(corpus_of(text), method=method)
    assert parts["quote_id"].nunique() == 1
    assert "The tunnel has to wait until May" in parts["text"].iloc[-1]


@BOTH
def test_what_is_added_is_not_what_was_said_before(method):
    text = "Berg said, “We are going to build a long tunnel, I think,” adding that the accord was a “very fair deal.”"
    parts = {row.cue: row.text for row in mk.quotes(corpus_of(text), method=method).itertuples()}
    assert "very fair deal" in parts["adding"] and "tunnel" not in parts["adding"]


@BOTH
def test_a_goal_that_two_share_is_what_both_say(method):
    text = (
        "Anna Berg and Ole Lind met in Oslo. Berg described it as “great,” with both sharing the goal of a “free” port."
    )
    *_, row = mk.quotes(corpus_of(text), method=method).itertuples()
    assert row.cue == "sharing the goal of" and "free" in row.text
    assert set(row.speaker_entity.split(" and ")) == {"Anna Berg", "Ole Lind"}


@BOTH
def test_a_speaker_behind_what_is_said_is_no_apposition_to_it(method):
    text = "They will fly to the port and board an aircraft carrier, the George Washington, a Navy source said."
    names = [who for who, *_ in said(text, method)]
    assert names == ["Navy source"]


def test_a_plan_told_in_between_keeps_what_it_is_of():
    text = "Berg is expected to defend her plan, pledged last week when addressing parliament, of building a tunnel."
    outer, inner = mk.quotes(corpus_of(text), nested=True).itertuples()
    assert outer.text.startswith("to defend her plan") and outer.text.endswith("of building a tunnel")
    assert (inner.cue, inner.text, inner.within) == ("pledged", "building a tunnel", outer.quote_id)


def test_a_report_that_is_handed_on_is_also_whose_report_it_was():
    text = "The ministers signed three papers on the loan in Oslo on Monday, Herald reports, citing Reuters."
    outer, inner = mk.quotes(corpus_of(text), nested=True).itertuples()
    assert (outer.speaker_entity, outer.cue) == ("Herald", "reports")
    assert (inner.speaker_entity, inner.cue) == ("Reuters", "citing")
    assert (inner.start, inner.end, inner.within) == (outer.start, outer.end, outer.quote_id)


@BOTH
def test_speech_over_paragraphs_is_one_statement(method):
    text = "Anna Berg said, “We begin with the bridge.\n\n“Then we go on to the road.”"
    assert mk.quotes(corpus_of(text), method=method)["quote_id"].nunique() == 1


@BOTH
def test_marked_words_that_nobody_says_are_no_quote(method):
    corpus = corpus_of("The “Golden Age” hotel stands in Tokyo.")
    assert mk.quotes(corpus, method=method).empty
    assert mk.quotations(corpus)["quote_id"].isna().all()


@BOTH
def test_speaker_labels_and_signatures_attribute(method):
    assert said("Anna Berg sat.\n\nBERG: We have nothing to add today.", method)[0][:3] == (
        "Anna Berg",
        ":",
        "indirect",
    )
    assert said("“We have nothing to add to this today.” — Anna Berg", method)[0][:2] == ("Anna Berg", "—")


def test_hearsay_has_nobody_who_says_it():
    text = "The leaders are said to have met. She reportedly left. He is believed by aides to know."
    words = words_of(next(iter(mk.parse(corpus_of(text)))))[0]
    found = [(" ".join(words.text[h.first : h.last]), words.text[h.verb]) for h in hearsay(words)]
    assert found == [("are said", "met"), ("reportedly", "left")]


def test_an_unknown_method_is_named():
    with pytest.raises(mk.TableError if hasattr(mk, "TableError") else Exception) as caught:
        mk.quotes(corpus_of("Yes."), method="guess")
    assert str(caught.value) == "quotes: no method 'guess'; there are model, rules"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "“ ” \" ' said told according to Anna Berg , . : — she HE THE LEADERS who is believed that\n\n of (".split(
                " "
            )
        ),
        max_size=70,
    ).map(" ".join)
)
def test_odd_text_gives_rows_that_slice_back_and_never_nest(text):
    parsed = mk.parse(corpus_of(text), cache=False)
    for method in METHODS:
        table = mk.quotes(parsed, method=method)
        assert all(text[r.start : r.end] == r.text for r in table.itertuples())
        spans = sorted(zip(table["start"], table["end"], strict=True))
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        assert table["confidence"].between(0, 1).all()


@BOTH
@pytest.mark.parametrize("text", ["", "WE GO ON, SHE SAID. " * 3, "“" * 50, "word " * 500, '"Yes." "No." "Yes."'])
def test_extreme_texts_are_tables(text, method):
    assert isinstance(mk.quotes(corpus_of(text or " "), method=method), pd.DataFrame)


@BOTH
@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“We will build a long bridge,” Anna Berg said on Sunday.", "said on Sunday"),
        ("“We will build a long bridge,” Anna Berg said to loud cheers.", "said to loud cheers"),
        ("“We will build a long bridge,” Anna Berg said at the time, and the council agreed.", "said at the time"),
        ("Anna Berg said that on Sunday the bridge will open.", "said"),
        ("“We will build a long bridge,” Anna Berg said.", "said"),
    ],
)
def test_a_cue_has_the_day_and_the_occasion_behind_it(text, cue, method):
    assert cue in [how for _, how, _, _ in said(text, method)]


def test_the_weights_are_small_and_hold_no_code():
    assert WEIGHTS.stat().st_size < 3_000_000
    with np.load(WEIGHTS, allow_pickle=False) as data:
        assert {data[name].dtype.kind for name in data.files} <= {"f", "u"}
    assert len(load_weights().token.index) > 1000


def test_the_decoder_finds_the_best_of_all_paths():
    from itertools import product

    draw = np.random.default_rng(3)
    transitions = draw.normal(size=(4, 4))
    emissions = [draw.normal(size=(n, 4)) for n in (1, 3, 5)]
    for scores, (labels, logarithm) in zip(emissions, viterbi(emissions, transitions), strict=True):
        paths = {
            path: sum(scores[t, label] for t, label in enumerate(path))
            + sum(transitions[a, b] for a, b in pairwise(path))
            for path in product(range(4), repeat=len(scores))
        }
        best = max(paths, key=paths.get)
        assert tuple(labels) == best
        assert logarithm == pytest.approx(paths[best] - np.log(np.exp(list(paths.values())).sum()))


def test_every_reporting_word_has_word_strength_and_stance():
    from mediakit.tables import STANCES

    assert {entry.word for entry in lexicon().values()} == {
        "verb",
        "noun",
        "adjective",
        "phrase",
        "light verb",
        "clausal",
        "quoting",
        "addressing",
    }
    assert {entry.strength for entry in lexicon().values()} == {"core", "wide"}
    assert {entry.stance for entry in lexicon().values()} <= set(STANCES)


def test_names_are_plain():
    assert plain_name("President Donald Trump’s") == "Donald Trump"
    assert plain_name("HANSI LO WANG") == "Hansi Lo Wang"
    assert plain_name("the U.S.", "GPE") == "United States"


def test_names_of_an_article_and_of_a_corpus():
    assert fullest_names({"Donald J. Trump": 1, "Donald Trump": 5, "Trump": 9}) == {
        "Donald J. Trump": "Donald Trump",
        "Trump": "Donald Trump",
    }
    assert fullest_names({"Anna Berg": 20, "Carl Berg": 1, "Berg": 3}) == {"Berg": "Anna Berg"}
    assert fullest_names({"Anna Berg": 2, "Carl Berg": 1, "Berg": 3}) == {}
    counts = {("Anna Berg", "PERSON"): 1, ("Berg", "ORG"): 2, ("Department of Justice", "ORG"): 1, ("DOJ", "ORG"): 1}
    assert article_names(counts) == {"Berg": "Anna Berg", "DOJ": "Department of Justice"}


def test_no_name_becomes_another_persons():
    table = mk.entities(corpus_of("Sanae Takaichi met Donald Trump. Takaichi smiled. He, Trump, took Takaichi's map."))
    people = table[table["entity"].isin(["Sanae Takaichi", "Donald Trump"])]
    assert all(row.text.split()[-1] == row.entity.split()[-1] for row in people.itertuples())
    assert len(people) == 5


SAID = Path(__file__).parent / "seed_quotes.csv"


def test_quotations_of_the_seeds_have_the_right_speaker(seeds):
    """Floor: the quotations of the five seeds, coded by one language-model reader; one of 33 is known to be missed."""
    gold = pd.read_csv(SAID)
    statement = mk.quotes(seeds).drop_duplicates("quote_id").set_index("quote_id")["speaker_entity"]
    found = mk.quotations(seeds)
    found["speaker"] = found["quote_id"].map(statement)
    both = gold.merge(found, on=["article_id", "text"], how="left", suffixes=("_gold", ""))
    wrong = both[both["speaker"] != both["speaker_gold"]]
    assert list(wrong["text"]) == []


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        (
            "Anna Berg gave the assurance that the bridge will open in May.",
            "gave the assurance",
            "the bridge will open",
        ),
        ("Anna Berg voiced opposition to any change of the plan.", "voiced opposition to", "any change of the plan"),
        ("Anna Berg was confident that the bridge will open in May.", "was confident", "the bridge will open in May"),
        ("In the view of Anna Berg, the bridge is late.", "In the view of", "the bridge is late"),
        ("Anna Berg made known in the talks that the bridge is late.", "made known in the talks", "the bridge is late"),
    ],
)
def test_fixed_phrases_attribute(text, cue, content):
    assert [(who, how) for who, how, _, what in said(text) if content in what] == [("Anna Berg", cue)]


def test_who_told_goes_on_saying():
    text = 'Lindqvist told Kowalski that they would have "a splendid year," saying, "I have always liked this town."'
    rows = mk.quotes(corpus_of(text))
    assert set(rows["speaker"]) == {"Lindqvist"}
    assert rows["text"].tolist() == ['they would have "a splendid year,', "I have always liked this town."]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("''We start in May,'' Berg said. ''It is late.''", ["We start in May,", "It is late."]),
        ("“We start in May,“ Berg said. “It is late.”", ["We start in May,", "It is late."]),
        ('“We start in May," Berg said. "It is late.”', ["We start in May,", "It is late."]),
    ],
)
def test_marks_as_databases_and_slips_leave_them(text, spans):
    assert mk.quotations(corpus_of(text))["text"].tolist() == spans


@pytest.mark.parametrize("method", ["rules", "model"])
def test_direct_speech_needs_no_good_parse(method):
    text = "“Not a penny more for that bridge,” Anna Berg, wearing a “Vote Now” cap, said as rain fell. “Never again.”"
    rows = mk.quotes(corpus_of(text), method=method)
    rows = rows[rows["kind"] == "direct"]
    assert rows["text"].tolist() == ["Not a penny more for that bridge,", "Never again."]
    assert set(rows["speaker_entity"]) == {"Anna Berg"} and rows["quote_id"].nunique() == 1


def test_a_clause_of_saying_stands_inside_what_it_attributes():
    rows = mk.quotes(corpus_of("The good news for farmers, Berg said, is that rain is coming to the valley."))
    assert rows["text"].tolist() == ["The good news for farmers", "is that rain is coming to the valley"]


def test_what_the_speaker_does_next_is_not_said():
    rows = mk.quotes(corpus_of("Mr. Berg said that the economy would rebound and praised the efforts of Ms. Lind."))
    assert "the economy would rebound" in rows["text"].tolist()


INSIDE = "Anna Berg said that Carl Lind hopes the bridge will open in May."


@BOTH
def test_speech_within_speech_has_rows_when_asked_for(method):
    outer = mk.quotes(corpus_of(INSIDE), method=method)
    nested = mk.quotes(corpus_of(INSIDE), method=method, nested=True)
    assert outer["within"].isna().all() and outer["text"].tolist() == ["Carl Lind hopes the bridge will open in May"]
    pd.testing.assert_frame_equal(nested[nested["within"].isna()].reset_index(drop=True), outer)
    inner = nested.dropna(subset="within")
    assert inner["text"].tolist() == ["the bridge will open in May"]
    assert inner["speaker_entity"].tolist() == ["Carl Lind"]
    assert inner["within"].tolist() == outer["quote_id"].tolist()


@BOTH
def test_what_speakers_tell_of_themselves_is_no_speech_within_speech(method):
    text = "“I hope that the bridge will open in May, and I think it is fine,” Anna Berg said."
    assert mk.quotes(corpus_of(text), method=method, nested=True)["within"].isna().all()


@BOTH
@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Anna Berg maintained that the bridge was safe.", ["maintained"]),
        ("Anna Berg maintained a comfortable lead in the vote.", []),
        ("Anna Berg spoke to the workers of the mill.", []),
        ("Anna Berg began building houses for the poor.", []),
    ],
)
def test_verbs_of_saying_that_take_a_thing_say_nothing(text, cue, method):
    assert [how for _, how, _, _ in said(text, method)] == cue


@BOTH
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "It came too early - Anna Berg: “The votes were not yet counted in the north.” [Morning Post]",
            ("Anna Berg", ":", "direct", "The votes were not yet counted in the north."),
        ),
        (
            "Anna Berg responded Friday, saying the bridge was safe.",
            ("Anna Berg", "responded Friday, saying", "indirect", "the bridge was safe"),
        ),
        (
            "The bill won the support of Anna Berg.",
            ("Anna Berg", "won the support of", "indirect", "The bill"),
        ),
    ],
)
def test_labels_participles_and_approval(text, expected, method):
    assert expected in said(text, method)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Berg said the bridge was safe, noting that nobody had ever fallen from it.", "the bridge was safe"),
        ("Berg said the bridge was safe and added that nobody had ever fallen from it.", "the bridge was safe"),
        ("Berg praised the new bridge in an interview.", "the new bridge"),
        ("Berg praised the new bridge, which opened in May.", "the new bridge"),
    ],
)
def test_where_a_content_ends(text, content):
    assert content in [what for _, _, _, what in said(text)]


def test_the_form_of_a_verb_proves_its_lemma():
    words = words_of(next(iter(mk.parse(corpus_of("Berg hoped for rain. Lind is hoping for snow. Kowalski hopped.")))))[
        0
    ]
    assert [lemma for lemma in words.lemma if lemma.startswith("hop")] == ["hope", "hope", "hop"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tokyo said that the bridge will open in May.", "Japanese government"),
        ("Japan said that the bridge will open in May.", "Japanese government"),
        ("The government of Japan said that the bridge will open in May.", "Japanese government"),
        (
            "France and Spain met in May. Both governments said that the bridge will open.",
            "French government and Spanish government",
        ),
    ],
)
def test_a_country_speaks_as_its_government(text, speaker):
    assert [who for who, _, _, _ in said(text)] == [speaker]
