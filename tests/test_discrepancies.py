"""How two claims differ, on small tables made by hand."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import DAY, SIGNED, articles, as_one, claim, dated, differ

from mediakit.compare.coverage import coverage
from mediakit.compare.discrepancies import discrepancies
from mediakit.tables import FACTS, RELATIONS


def test_a_month_and_a_day_of_it_are_coarser_and_finer():
    assert differ(dated("a", "2024-05-07"), dated("b", "2024-05-01", "2024-05-31")) == [
        ("date", "coarser", "2024-05-07", "2024-05-01/2024-05-31")
    ]


def test_the_same_day_is_no_discrepancy_however_it_is_written():
    assert differ(dated("a", "2024-05-07"), dated("b", "2024-05-07")) == []


def test_neighbouring_days_may_be_two_time_zones_unless_the_pages_share_one():
    one, other = dated("a", "2024-05-07"), dated("b", "2024-05-08")
    assert [d[1] for d in differ(one, other)] == ["timezone"]
    times = [DAY("2024-05-08 10:00"), DAY("2024-05-08 11:00")]
    pages = articles("a", "b", published=times, utc_offset=pd.array([120, 120], dtype="Int64"))
    assert [d[1] for d in differ(one, other, pages)] == ["contradiction"]


def test_days_that_exclude_each_other_are_a_contradiction():
    assert differ(dated("a", "2024-05-07"), dated("b", "2024-05-20")) == [
        ("date", "contradiction", "2024-05-07", "2024-05-20")
    ]


def counted(article_id, text, value, **known):
    return claim(article_id, 0, text, "kill", value=value, unit="miner", object="miners", **known)


@pytest.mark.parametrize(
    ("there", "value", "relation"),
    [
        ("The blast killed about 50 miners", 50.0, "coarser"),
        ("The blast killed 12 miners", 12.0, "contradiction"),
        ("The blast killed 48 miners", 48.0, None),
    ],
)
def test_rough_numbers_are_coarser_and_others_conflict(there, value, relation):
    found = differ(counted("a", "The blast killed 48 miners", 48.0), counted("b", there, value))
    assert [d[:2] for d in found] == ([("quantity", relation)] if relation else [])


def test_will_fly_and_flew_are_an_update_not_a_conflict_of_certainty():
    one = claim("a", 0, "The leaders will fly to the base", "fly", tense="future", predicate="will fly",
                certainty="expected")  # fmt: skip
    other = claim("b", 0, "The leaders flew to the base", "fly", predicate="flew")
    assert differ(one, other) == [("tense", "update", "will fly", "flew")]
    earlier = articles("a", "b", published=[DAY("2024-05-09"), DAY("2024-05-08")])
    assert differ(one, other, earlier) == []


def test_two_names_of_one_building_and_a_town_and_its_building():
    held = {"act": "hold", "text": "Talks were held", "object": "talks"}
    palace, house, town = (
        claim(key, 0, held["text"], held["act"], object=held["object"], place=place)
        for key, place in (("a", "the Rose Palace"), ("b", "State Guest House"), ("c", "Lakemond"))
    )
    assert differ(palace, house) == [("place", "alias", "the Rose Palace", "State Guest House")]
    assert differ(house, town) == [("place", "coarser", "State Guest House", "Lakemond")]


def test_a_word_put_otherwise_inside_quotation_marks_may_be_a_translation():
    one = claim("a", 0, "She vowed a “new golden era” of trade", "vow")
    other = claim("b", 0, "She hailed a “new golden age” of trade", "hail")
    assert ("object", "translation", "era", "age") in differ(one, other)


def test_what_is_affirmed_and_negated_is_a_contradiction():
    one = claim("a", 0, "The minister signed the harbour accord", "sign", object="the harbour accord")
    other = claim("b", 0, "The minister did not sign the harbour accord", "sign", object="the harbour accord",
                  polarity="negated", predicate="did not sign")  # fmt: skip
    assert [d[:2] for d in differ(one, other)] == [("polarity", "contradiction")]


def test_rows_say_where_and_are_ranked_with_conflicts_first():
    found = discrepancies(as_one(dated("a", "2024-05-07"), dated("b", "2024-05-20", attributed_to="Ann Lee",
                                                                   voice="indirect")))  # fmt: skip
    assert found["relation"].tolist() == ["contradiction", "difference"]
    assert found["rank"].tolist() == [1, 2]
    assert (found["text"] == SIGNED).all() and (found["end"] - found["start"] == len(SIGNED)).all()


def pledged(article_id, text, cue, **known):
    return claim(article_id, 0, text, "build", predicate="to build", certainty="expected", tense="future", hedge=cue,
                 object="a new harbour", **known)  # fmt: skip


def test_a_promise_a_plan_and_a_wish_are_meant_more_and_less_firmly():
    vowed, plans, like, pledge = (
        pledged(key, "to build a new harbour in Lakemond", cue)
        for key, cue in (("a", "vowed"), ("b", "plans to"), ("c", "would like"), ("d", "pledge"))
    )
    assert differ(vowed, like) == [("certainty", "difference", "expected (vowed)", "expected (would like)")]
    assert [d[1] for d in differ(vowed, plans)] == [d[1] for d in differ(plans, like)] == ["difference"]
    assert differ(vowed, pledge) == []


def test_frames_are_compared_by_how_surely_they_are_told_and_only_with_frames():
    def told(key, certainty, words):
        text = f"The leaders {words} the accord will be kept"
        return (
            claim(key, 0, text, "affirm", actor="The leaders", object="the accord will be kept", certainty=certainty),
            claim(key, 0, "the accord will be kept", "keep", at=len(text) - 23, object="the accord", tense="future",
                  certainty="expected"),
        )  # fmt: skip

    facts = as_one(*told("a", "asserted", "affirmed that"), *told("b", "hedged", "are said to have affirmed that"))
    found = discrepancies(facts)
    assert found["attribute"].tolist() == ["certainty"]
    assert found["value"].tolist() == ["asserted"] and found["other_value"].tolist() == ["hedged"]


def test_going_by_helicopter_may_be_flying_in_it_but_pledging_is_not_stressing():
    one = claim("a", 0, "The leaders will fly by helicopter to the Lakemond base", "fly", actor="The leaders",
                tense="future", predicate="will fly")  # fmt: skip
    other = claim("b", 0, "The leaders went by helicopter to the base at Lakemond", "go", actor="The leaders",
                  predicate="went")  # fmt: skip
    assert differ(one, other) == [("tense", "update", "will fly", "went")]
    stress = claim("a", 0, "Lee will stress her plan to raise spending on the Lakemond harbour", "stress", actor="Lee",
                   tense="future", predicate="will stress")  # fmt: skip
    pledge = claim("b", 0, "Lee pledged to raise spending on the Lakemond harbour", "pledge", actor="Lee")
    assert differ(stress, pledge) == []


def test_a_stretch_of_days_that_the_other_leaves_out_is_finer():
    built = {"object": "the harbour", "tense": "future"}
    one = claim("a", 0, "to build the harbour by March", "build", date_from=DAY("2024-03-01"),
                date_to=DAY("2024-03-31"), **built)  # fmt: skip
    other = claim("b", 0, "to build the harbour", "build", **built)
    assert differ(one, other) == [("date", "coarser", "2024-03-01/2024-03-31", "no date")]
    elsewhere = claim("b", 0, "to build the March harbour", "build", **built)
    assert differ(one, elsewhere) == []


def test_a_rough_sum_beside_an_exact_one_makes_it_no_rough_one():
    def sum_of(key, text):
        return claim(key, 0, text, "invest", value=550e9, unit="USD", object="it")

    exact, rough = (
        "Lakemond is to invest $550 billion (about 84 trillion yen)",
        "Lakemond is to invest about $550 billion",
    )
    assert [d[:2] for d in differ(sum_of("a", exact), sum_of("b", rough))] == [("quantity", "coarser")]
    assert differ(sum_of("a", exact), sum_of("b", "Lakemond is to invest $550 billion")) == []


def test_quoted_words_in_another_order_may_be_a_translation_but_what_is_left_out_is_none():
    def quote(key, words):
        return claim(key, 0, f"He said it was “{words}”", "say", predicate="said")

    greatest = "the greatest alliance in the whole world"
    assert differ(quote("a", greatest), quote("b", "the whole world’s greatest alliance"))[0][:2] == (
        "object", "translation",
    )  # fmt: skip
    assert differ(quote("a", greatest), quote("b", "the greatest alliance")) == []


def test_a_group_is_known_by_its_number_and_a_longer_list_holds_a_shorter_one():
    one = claim("a", 0, "The summit of the Group of 20 took place in Lakemond", "take")
    other = claim("b", 0, "The G20 summit took place in Lakemond", "take")
    assert ("object", "alias", "Group of 20", "G20") in differ(one, other)
    both = claim("a", 0, "They condemned the nuclear and missile programs", "condemn",
                 object="the nuclear and missile programs")  # fmt: skip
    single = claim("b", 0, "They condemned the missile program", "condemn", object="the missile program")
    assert differ(both, single) == [("object", "coarser", "the nuclear and missile programs", "the missile program")]
    later = claim(
        "b", 0, "They condemned the missile program, a nuclear one too", "condemn", object="the missile program"
    )
    assert differ(both, later) == []


def test_what_a_sum_is_for_begins_behind_the_same_sum_in_another_currency():
    def invested(key, text):
        return claim(key, 0, text, "invest", value=550e9, unit="USD", object="$550 billion")

    one = invested("a", "to invest $550 billion (about 84 trillion yen) in schools and roads of Lakemond")
    other = invested("b", "to invest $550 billion in ships, chips and rare minerals")
    assert differ(one, other) == [
        ("object", "difference", "in schools and roads of Lakemond", "in ships, chips and rare minerals")
    ]


def found_beyond(*claims):
    """Attribute, relation and values of what differs between claims of no common fact."""
    rows = [{**row, "fact_id": f"F{n:04}", "fact": "a fact"} for n, row in enumerate(claims, 1)]
    found = discrepancies(FACTS.build(rows))
    return [tuple(row) for row in found[["attribute", "relation", "value", "other_value"]].itertuples(index=False)]


def named(key, name, sentence=0):
    return claim(key, sentence, f"A court heard Commerce Secretary {name} in Lakemond", "hear")


def test_a_given_name_that_one_article_has_alone_is_a_slip():
    told = [named("a", "Wilbur Ross"), named("b", "Wilbur Ross"), named("c", "William Ross")]
    assert found_beyond(*told) == [("actor", "contradiction", "William", "Wilbur")]
    assert found_beyond(*told[::2]) == []  # of two articles nothing says which one slipped
    assert found_beyond(named("a", "Ann Ross"), named("b", "Ann Ross"), named("c", "Anna Ross")) == []
    senators = [claim(k, 0, f"The vote of Republican Senator {n} was late", "be") for k, n in
                (("a", "Tim Scott"), ("b", "Tim Scott"), ("c", "Rick Scott"))]  # fmt: skip
    assert found_beyond(*senators) == []


def test_a_slip_is_contradicted_in_its_own_fact_and_the_other_in_its():
    told = [named("a", "Wilbur Ross"), named("b", "Wilbur Ross"), named("c", "William Ross")]
    facts = FACTS.build({**row, "fact_id": f"F{n}", "fact": "a fact"} for n, row in enumerate(told, 1))
    cells = coverage(facts, articles("a", "b", "c")).query("contradicted")
    assert sorted(zip(cells["fact_id"], cells["article_id"], strict=True)) == [("F1", "a"), ("F3", "c")]


@pytest.mark.parametrize(
    ("quoted", "other", "slip"),
    [
        ("hated or violence", "music that incites hatred or violence is removed", ("hated", "hatred")),
        ("labour of love", "it was a labor of love for both", None),
        ("organise the work", "to organize the work in time", None),
        ("promise of peace", "the promises of peace were kept", None),
        ("house of cards", "a mouse of cards was drawn", None),
    ],
)
def test_a_quoted_word_of_another_spelling_is_a_slip_but_no_form_of_it(quoted, other, slip):
    found = found_beyond(claim("a", 0, f"They banned “{quoted}” at once", "ban"), claim("b", 0, other, "be"))
    assert found == ([("object", "contradiction", *slip)] if slip else [])


def test_who_did_not_answer_one_article_and_is_quoted_in_another_is_news():
    silent = claim("a", 0, "The Justice Department did not respond to questions", "respond", polarity="negated",
                   actor="The Justice Department")  # fmt: skip
    spoke = claim("b", 0, "A Justice Department spokesperson said the claims were false", "say",
                  actor="A Justice Department spokesperson")  # fmt: skip
    wrote = claim("c", 0, "The Justice Department wrote in 2017", "write", actor="The Justice Department")
    assert found_beyond(silent, spoke, wrote) == [
        ("attribution", "update", "no answer", "A Justice Department spokesperson")
    ]
    one_question = claim("a", 0, "The Justice Department declined to comment on whether it agrees", "decline comment",
                         actor="The Justice Department")  # fmt: skip
    assert found_beyond(one_question, spoke) == []


def test_one_occasion_in_two_buildings_is_two_names_of_one():
    met = [claim(key, 0, "The leaders held a summit in Lakemond", "hold", object="a summit") for key in "abc"]
    palace = claim("a", 1, "The meeting, held at the Rose Palace, was short", "hold", object="The meeting",
                   place="the Rose Palace")  # fmt: skip
    house = claim("b", 1, "The summit at the State Guest House came late", "come", place="the State Guest House")
    elsewhere = claim("c", 1, "A lunch at the Old Hotel came late", "come", place="the Old Hotel")
    facts = [{**row, "fact_id": "F1", "fact": "a fact"} for row in met]
    facts += [{**row, "fact_id": f"F{n}", "fact": "a fact"} for n, row in enumerate((palace, house, elsewhere), 2)]
    found = discrepancies(FACTS.build(facts))
    assert found[["relation", "value", "other_value"]].to_numpy().tolist() == [
        ["alias", "the Rose Palace", "the State Guest House"]
    ]
    apart = discrepancies(FACTS.build(facts[3:]))  # nothing says that both tell of one summit
    assert apart.empty


def test_purposes_and_relative_clauses_have_no_source_of_their_own_and_a_country_acts_through_people():
    def spend(key, text, actor, **known):
        return claim(key, 0, text, "raise", actor=actor, object="harbour spending", **known)

    told = {"attributed_to": "Ann Lee", "voice": "indirect"}
    main = "Lakemond will raise harbour spending"
    assert [d[0] for d in differ(spend("a", main, "Lakemond", **told), spend("b", main, "Lakemond"))] == ["attribution"]
    for text in ("to raise harbour spending", "which will raise harbour spending"):
        assert differ(spend("a", text, "Lakemond", **told), spend("b", text, "Lakemond")) == []
    assert differ(spend("a", main, "Japan"), spend("b", main, "Sanae Takaichi")) == []
    assert [d[0] for d in differ(spend("a", main, "Ann Lee"), spend("b", main, "Bo Berg"))] == ["actor"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60), min_size=2, max_size=6))
def test_any_words_can_be_compared(texts):
    rows = [claim(str(n), n, text, "say") for n, text in enumerate(texts)]
    assert set(discrepancies(as_one(*rows))["relation"]) <= set(RELATIONS)
