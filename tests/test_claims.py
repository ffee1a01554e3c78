"""Claims: slots, certainty, tense and polarity, and what each claim owns."""

from datetime import datetime

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.corpus import Article, Corpus
from mediakit.lexicons import entries
from mediakit.measure.claims import claims
from mediakit.parse import parse

PUBLISHED = datetime(2025, 10, 28)


def table(text, published=PUBLISHED):
    return claims(parse(Corpus((Article("a", text, "outlet", published=published),)), cache=False))


def claim(text, act):
    """The one claim of a text with that act."""
    rows = table(text)
    rows = rows[rows["act"] == act]
    assert len(rows) == 1, rows[["predicate", "act"]]
    return rows.iloc[0]


def slots(text):
    rows = table(text)
    return [
        tuple(None if pd.isna(v) else v for v in values)
        for values in zip(rows["actor"], rows["predicate"], rows["object"], strict=True)
    ]


def test_actor_relation_object_and_adjuncts():
    row = claim("The mayor thanked him in Tokyo on Friday.", "thank")
    assert (row.actor, row.predicate, row.object) == ("The mayor", "thanked", "him")
    assert row.adjuncts == "in Tokyo | on Friday"
    assert (row.place, row.date_from) == ("Tokyo", pd.Timestamp("2025-10-24"))


def test_offsets_give_the_slots_back():
    text = "Ann Lee, a former judge, told reporters that the court, which sits in Bern, will hear the case on Monday."
    rows = table(text)
    assert len(rows) >= 4
    for row in rows.itertuples():
        assert text[row.start : row.end] == row.text
        assert row.start <= row.predicate_start
        for name in ("actor", "object"):
            value = getattr(row, name)
            if not pd.isna(value):
                assert text[getattr(row, f"{name}_start") : getattr(row, f"{name}_end")] == value


def test_a_passive_has_its_agent_as_actor():
    row = claim("The bill was rejected by the senate.", "reject")
    assert (row.actor, row.object) == ("the senate", "The bill")


def test_conjoined_verbs_are_rows_and_conjoined_objects_one_object():
    assert slots("The minister visited Oslo and Bergen and signed a treaty.") == [
        ("The minister", "visited", "Oslo and Bergen"),
        ("The minister", "signed", "a treaty"),
    ]


def test_relative_clauses_participles_and_appositions_are_claims():
    found = slots("Ann Lee, a former judge, who won the vote, leads a party founded by students.")
    assert ("Ann Lee", "is", "a former judge") in found
    assert ("Ann Lee", "won", "the vote") in found
    assert ("students", "founded by", "a party") in found


def test_a_chain_is_one_relation_and_its_content_is_expected():
    text = "The premier agreed to boost trade and to cut tariffs."
    assert claim(text, "agree boost").certainty == "asserted"
    assert claim(text, "agree cut").predicate == "agreed to cut"
    row = claim(text, "boost")
    assert (row.actor, row.certainty, row.tense, row.hedge) == ("The premier", "expected", "future", "agreed")


@pytest.mark.parametrize(
    ("text", "act", "certainty", "kind", "hedge", "tense"),
    [
        ("The premier likely touched on trade.", "touch", "hedged", "epistemic", "likely", "past"),
        ("The premier touched on trade.", "touch", "asserted", None, None, "past"),
        ("She is believed to have explained the plan.", "explain", "hedged", "epistemic", "is believed to", "past"),
        ("They are said to have reaffirmed the deal.", "reaffirm", "hedged", "hearsay", "are said to", "past"),
        ("She is expected to stress the plan.", "stress", "expected", None, "is expected to", "future"),
        ("They are expected to have affirmed the deal.", "affirm", "expected", None, "are expected to", "past"),
        ("He plans to meet the king.", "meet", "expected", None, "plans", "future"),
        ("They will fly to the base.", "fly", "asserted", None, None, "future"),
        ("The firm may buy the port.", "buy", "hedged", "epistemic", "may", "present"),
        ("Allegedly the firm bought the port.", "buy", "hedged", "hearsay", "Allegedly", "past"),
        ("She is widely regarded as a protege of the king.", "regard", "asserted", "vague", "widely", "present"),
        ("Some ministers signed the deal.", "sign", "asserted", "vague", "Some", "past"),
        ("If the talks collapse on Friday, prices rise.", "collapse", "hedged", None, "If", "present"),
        ("The country has been raising its budget.", "raise", "asserted", None, None, "present"),
        ("The country has raised its budget.", "raise", "asserted", None, None, "past"),
    ],
)
def test_how_surely_and_when(text, act, certainty, kind, hedge, tense):
    row = claim(text, act)
    found = (row.certainty, None if pd.isna(row.hedge_kind) else row.hedge_kind, row.tense)
    assert found == (certainty, kind, tense)
    assert (None if pd.isna(row.hedge) else row.hedge) == hedge


@pytest.mark.parametrize(
    ("text", "act", "certainty", "tense"),
    [
        ("They restated their commitment to settling the dispute.", "settle", "expected", "future"),
        ("He repeated his request that allies spend more on arms.", "spend", "expected", "future"),
        ("They agreed that the accord should be signed.", "sign", "expected", "future"),
        ("The mayor said the bridge would reopen in May.", "reopen", "expected", "future"),
        ("We would like to build a new port.", "build", "expected", "future"),
        ("We would like to build a new port.", "like build", "asserted", "present"),
        ("The ministers coordinate so that prices fall.", "fall", "expected", "future"),
        ("The court met to hear the case.", "hear", "expected", "future"),
        ("He committed his troops to guarding the border.", "guard", "expected", "future"),
        ("The minister praised his part in ending the war.", "end", "asserted", "past"),
        ("He remembered how the king would often speak of peace.", "speak", "asserted", "past"),
        ("The two countries have become close friends.", "become", "asserted", "present"),
        ("The dispute has long been a burden.", "be", "asserted", "present"),
        ("Many see the minister as a reformer.", "see", "hedged", "present"),
        ("The minister will visit Oslo.", "visit", "asserted", "future"),
    ],
)
def test_what_is_planned_and_what_lasts(text, act, certainty, tense):
    row = claim(text, act)
    assert (row.certainty, row.tense) == (certainty, tense)


def test_circumstances_and_small_clauses_are_claims_and_a_plot_does_not_act():
    found = slots("As the meeting began, the minister called the deal a success.")
    assert ("the meeting", "began", None) in found
    assert ("the deal", "is", "a success") in found
    found = slots("They discovered a plot to kill the king. She became the first woman to lead the bank.")
    assert "a plot" not in [actor for actor, _, _ in found]


def test_measures_lists_and_dates_have_no_appositions():
    rows = table("She was born on July 17, 1949, the day of the vote. Three states: Ohio, Iowa and Utah.")
    assert not ((rows["predicate"] == "is") & (rows["act"] == "be") & rows["object"].eq("the day of the vote")).any()


def test_dates_of_a_promise_are_not_those_of_what_is_promised():
    row = claim("He plans a meeting with the king on Thursday.", "plan")
    assert pd.isna(row.date_from)
    row = claim("The delegation has been on tour since Friday.", "be")
    assert (row.date_from, row.date_to) == (pd.Timestamp("2025-10-24"), pd.Timestamp("2025-10-28"))
    row = claim("Agents kidnapped them in the 1970s and 1980s.", "kidnap")
    assert (row.date_from, row.date_to) == (pd.Timestamp("1970-01-01"), pd.Timestamp("1989-12-31"))


def test_quantities_follow_a_relative_clause_and_stop_at_a_clause_between():
    assert claim("The 40 billion dollars Japan is to invest were discussed.", "invest").value == 4e10
    cut = claim("The premier cut tariffs, with the levy coming down to 15 percent, from 27.5 percent.", "cut")
    assert pd.isna(cut.value)


def test_a_hedged_adjunct_leaves_the_claim_asserted():
    row = claim("The leaders reaffirmed the pact, apparently with the border in mind.", "reaffirm")
    assert (row.certainty, row.hedge) == ("asserted", "apparently")


@pytest.mark.parametrize(
    ("text", "act", "certainty"),
    [
        ("The firm denied that it paid the minister.", "pay", "denied"),
        ("The firm denied that it paid the minister.", "deny", "asserted"),
        ("He denied that he had lied and that he had taken the money.", "take", "denied"),
        ("The company denied paying bribes.", "pay", "denied"),
        ("The company rejected claims that it had hidden the report.", "hide", "denied"),
        ("He has denied accusations of stealing the funds.", "steal", "denied"),
        ("It was not true that the bank failed, the minister said.", "fail", "denied"),
        ("She never denied that she met him.", "meet", "asserted"),
        ("The court rejected his plea that the law be changed.", "change", "expected"),
    ],
)
def test_what_is_denied(text, act, certainty):
    assert claim(text, act).certainty == certainty


def test_a_purpose_that_was_carried_out_is_told_and_one_ahead_is_expected():
    row = claim("He travelled to Rio to attend the summit.", "attend")
    assert (row.actor, row.certainty, row.tense) == ("He", "asserted", "past")
    row = claim("She became the first woman to lead the bank.", "lead")
    assert (row.certainty, row.tense) == ("asserted", "past")
    row = claim("The mayor used the visit to promote the port.", "promote")
    assert (row.actor, row.certainty) == ("The mayor", "expected")


def test_what_a_judgement_calls_for_is_expected_of_nobody_by_name():
    row = claim("It is vital to protect the river, the mayor said.", "protect")
    assert pd.isna(row.actor) and (row.certainty, row.tense) == ("expected", "future")


def test_a_possessor_acts_without_its_mark_and_what_is_said_before_its_verb_is_the_object():
    assert claim("Critics praised Lee's part in ending the war.", "end").actor == "Lee"
    assert claim("“Prices will fall,” the minister said.", "say").object == "Prices will fall"


def test_dates_name_things_or_lie_ahead():
    assert pd.isna(claim("He proposed to add a question to the 2020 census.", "add").date_from)
    assert claim("The judge scheduled a hearing for November 5.", "schedule").date_from == pd.Timestamp("2025-11-05")
    row = claim("The firm looks forward to answering in its filing on Monday.", "look answer")
    assert row.date_from == pd.Timestamp("2025-11-03")


@pytest.mark.parametrize(
    ("text", "act", "polarity"),
    [
        ("She did not sign the deal.", "sign", "negated"),
        ("No figure was discussed at the talks.", "discuss", "negated"),
        ("He failed to reach the summit.", "reach", "negated"),
        ("He left without signing the deal.", "sign", "negated"),
        ("They have no official ties.", "have", "negated"),
        ("Nobody denied the report.", "deny", "negated"),
        ("She signed the deal.", "sign", "affirmed"),
    ],
)
def test_polarity(text, act, polarity):
    assert claim(text, act).polarity == polarity


def test_quantities_and_dates_are_not_borrowed_from_a_neighbour():
    text = "Trump cut the levy to 15 percent from 27.5 percent after Tokyo, which spent $5 billion in July, signed."
    cut = claim(text, "cut")
    assert (cut.value, cut.unit) == (15, "%")
    assert pd.isna(cut.date_from)
    spent = claim(text, "spend")
    assert (spent.value, spent.unit, spent.date_to) == (5e9, "USD", pd.Timestamp("2025-07-31"))


def test_a_promise_and_its_content_have_their_own_dates():
    text = "She pledged last week to raise spending to 2 percent of output by March."
    assert claim(text, "pledge raise").date_from == pd.Timestamp("2025-10-20")
    assert claim(text, "raise").date_from == pd.Timestamp("2026-03-01")
    assert claim(text, "raise").value == 2


def test_what_stands_before_conjoined_verbs_holds_for_all():
    assert claim("On Friday she met the king and signed a treaty.", "sign").date_from == pd.Timestamp("2025-10-24")


def test_without_publication_dates_are_null():
    rows = table("They met on Tuesday.", published=None)
    assert rows["date_from"].isna().all() and len(rows) == 1


@pytest.mark.parametrize("text", ["Tokyo, Osaka, Kyoto.", "A new era", "- one\n- two\n- three", "!!!", "”"])
def test_text_without_a_predicate_has_no_claim(text):
    assert table(text).empty


def test_a_headline_has_nulls_and_no_invented_slot():
    rows = table("Leaders agree to boost trade")
    assert rows["place"].isna().all() and rows["date_from"].isna().all() and rows["value"].isna().all()
    assert set(rows["attributed_to"].dropna()) <= {"leaders"}  # whose promise it is


def test_hedge_cues_are_well_formed():
    kinds = {"epistemic", "hearsay", "vague", "expected", "denied", "fails", "commits"}
    cues = entries("hedges")
    assert len(set(cues)) == len(cues)
    assert {kind for _, kind, _ in cues} <= kinds


PIECES = (
    "She said", '"', "that", "Tokyo", "will", "not", "agree to", "pay $5 billion", "which", "was", "signed", ",", ".",
    "and", "by", "last week", "(", "”", "“", "\n\n", "of", "some", "denied", "to be", "—", "if", "2025", "there is",
)  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(PIECES), max_size=18).map(" ".join))
def test_odd_text_never_fails(text):
    for row in table(text).itertuples():
        assert text[row.start : row.end] == row.text
        for name in ("actor", "object"):
            value = getattr(row, name)
            assert pd.isna(value) or text[getattr(row, f"{name}_start") : getattr(row, f"{name}_end")] == value
