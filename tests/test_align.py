"""Facts, their coverage, and where they disagree, on small tables made by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.align import align, score_pairs
from mediakit.compare.carriers import carriers, compared
from mediakit.compare.coverage import coverage
from mediakit.compare.discrepancies import discrepancies
from mediakit.compare.labels import short
from mediakit.compare.likeness import Likeness
from mediakit.compare.wording import Bags, concept, concepts_of, stem, stems_of
from mediakit.errors import TableError
from mediakit.measure.clusters import average_linkage
from mediakit.tables import CLAIMS, FACTS


def claim(article_id, sentence, text, act, **known):
    start = 1000 * sentence + known.pop("at", 0)
    return {
        "article_id": article_id, "start": start, "end": start + len(text), "text": text, "sentence": sentence,
        "predicate": known.pop("predicate", act), "predicate_start": start + known.pop("head", 5), "act": act,
        "polarity": "affirmed", "certainty": "asserted", "tense": "past", "voice": "unattributed", **known,
    }  # fmt: skip


def table(*claims):
    return CLAIMS.build(claims)


def articles(*ids, **columns):
    rows = {"article_id": list(ids), "outlet": [f"The {key.title()}" for key in ids]}
    return pd.DataFrame({**rows, "published": pd.NaT, "utc_offset": pd.NA, **columns})


def as_one(*claims):
    """The claims as one fact."""
    return FACTS.build({**row, "fact_id": "F0001", "fact": "a fact"} for row in claims)


FIRE = "A fire destroyed the old theatre in Lakemond on Monday"
BLAZE = "the blaze destroyed the theatre in Lakemond"
TAX = "The council lowered the parking tax to 3 percent"


def three():
    return table(
        claim("alpha", 0, FIRE, "destroy", actor="A fire", object="the old theatre"),
        claim("alpha", 1, TAX, "lower", actor="The council", object="the parking tax"),
        claim("beta", 0, "Officials said " + BLAZE, "destroy", actor="the blaze", object="the theatre"),
        claim("beta", 1, "Schools reopen after the holidays", "reopen", actor="Schools"),
        claim("gamma", 0, "The parking tax was lowered to 3 percent by the council", "lower", object="The parking tax"),
        claim("gamma", 1, "A museum plans to buy a painting", "buy", object="a painting"),
    )


def test_claims_about_one_thing_share_a_fact_and_others_do_not():
    facts = align(three())
    of = dict(zip(zip(facts["article_id"], facts["sentence"], strict=True), facts["fact_id"], strict=True))
    assert of["alpha", 0] == of["beta", 0]
    assert of["alpha", 1] == of["gamma", 0]
    assert len(set(of.values())) == 4
    assert set(facts["fact_id"]) == {"F0001", "F0002", "F0003", "F0004"}


def test_facts_of_most_articles_come_first_and_every_claim_has_one():
    facts = align(three())
    assert list(facts.columns) == FACTS.names
    n = facts.groupby("fact_id")["article_id"].nunique()
    assert n.is_monotonic_decreasing
    assert facts["fact"].str.len().gt(0).all()


def test_the_order_of_rows_makes_no_difference():
    claims = three()
    mixed = claims.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(align(claims), align(mixed))


def test_an_empty_table_gives_an_empty_table():
    facts = align(table())
    assert facts.empty and list(facts.columns) == FACTS.names
    assert discrepancies(facts).empty
    assert coverage(facts, articles("alpha")).empty


def test_what_only_carries_a_claim_joins_its_fact():
    said = f"Officials said {BLAZE}"
    claims = table(
        claim("beta", 0, said, "say", actor="Officials", object=BLAZE),
        claim("beta", 0, BLAZE, "destroy", at=15, actor="the blaze", object="the theatre"),
    )
    assert carriers(claims) == {0: 1}
    assert align(claims)["fact_id"].nunique() == 1


def test_a_promise_and_its_content_are_one_report():
    claims = table(
        claim("a", 0, "She vowed to build a bridge", "vow build", object="a bridge"),
        claim("a", 0, "to build a bridge", "build", at=10, object="a bridge"),
    )
    assert carriers(claims) == {0: 1}


def test_average_linkage_by_hand():
    # 0-1 .9, 1-2 .8, 0-2 .1: {0, 1} and 2 have a mean of .45.
    left, right, value = np.array([0, 1, 0]), np.array([1, 2, 2]), np.array([0.9, 0.8, 0.1])
    alone = np.arange(3)
    assert average_linkage(3, left, right, value, alone, 0.5).tolist() == [0, 0, 1]
    assert average_linkage(3, left, right, value, alone, 0.4).tolist() == [0, 0, 0]
    assert average_linkage(3, left, right, value, np.array([7, 7, 8]), 0.4).tolist() == [0, 1, 1]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.floats(0, 1)), max_size=25), st.data())
def test_clusters_never_hold_two_things_that_must_stay_apart(edges, data):
    edges = list({(min(a, b), max(a, b)): v for a, b, v in edges if a != b}.items())
    apart = np.array(data.draw(st.lists(st.integers(0, 4), min_size=8, max_size=8)))
    left, right = (np.array([pair[i] for pair, _ in edges], dtype="int64") for i in (0, 1))
    found = average_linkage(8, left, right, np.array([v for _, v in edges]), apart, 0.3)
    for number in set(found.tolist()):
        marks = apart[found == number].tolist()
        assert len(marks) == len(set(marks))


def test_words_are_known_in_their_forms_and_by_what_they_stand_for():
    assert stem("invested") == stem("investment") == stem("invests")
    assert concept("summit") == concept("meetings")
    assert concept("era") == concept("age")
    assert concept("theatre") != concept("parliament")


def test_cosines_agree_with_scikit_learn():
    text = pytest.importorskip("sklearn.feature_extraction.text")
    texts = ["the red house burned", "a red barn burned down", "parliament voted"]
    ours = Bags([stems_of(t) for t in texts])
    plain = text.CountVectorizer(analyzer=lambda t: list(stems_of(t))).fit(texts)
    counts = plain.transform(texts).toarray().astype(float)
    weighted = counts * np.log1p(3 / counts.sum(axis=0))
    weighted /= np.linalg.norm(weighted, axis=1, keepdims=True)
    assert ours.cosine(np.array([0, 0]), np.array([1, 2])) == pytest.approx((weighted @ weighted.T)[0, 1:])


def test_a_third_report_that_resembles_both_speaks_for_a_pair():
    texts = [
        "storm floods harbour town",
        "storm floods streets boats",
        "sailors lost boats streets",
        "council tax vote",
    ]
    found = Likeness(texts, np.arange(4))
    a, b = found(np.array([0, 0]), np.array([2, 3]))
    assert a > 0.1 and b == 0


def test_score_pairs_ranks_same_above_other():
    left = [FIRE, TAX, FIRE]
    right = ["The theatre in Lakemond burned down in a fire on Monday", "The parking tax was cut to 3 percent", TAX]
    same, cut, other = score_pairs(left, right)
    assert 0 <= other < min(same, cut) <= 1
    assert score_pairs([], []).shape == (0,)
    assert score_pairs(["", "!!!"], ["x", ""]).tolist() == [0, 0]


def test_score_pairs_needs_as_many_on_either_side():
    with pytest.raises(TableError, match=r"^score_pairs: 1 sentences on the left, 2 on the right$"):
        score_pairs(["a"], ["b", "c"])


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), max_size=6))
def test_score_pairs_takes_any_text(pairs):
    scores = score_pairs([a for a, _ in pairs], [b for _, b in pairs])
    assert ((scores >= 0) & (scores <= 1)).all()


DAY = pd.Timestamp
SIGNED = "Leaders signed the harbour accord"


def differ(one, other, pages=None):
    found = discrepancies(as_one(one, other), pages)
    return [tuple(row) for row in found[["attribute", "relation", "value", "other_value"]].itertuples(index=False)]


def dated(article_id, first, last=None, **known):
    days = {"date_from": DAY(first), "date_to": DAY(last or first)}
    return claim(article_id, 0, SIGNED, "sign", object="the harbour accord", **days, **known)


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


def test_coverage_has_a_row_a_fact_and_article():
    facts = align(three())
    pages = articles("alpha", "beta", "gamma")
    found = coverage(facts, pages)
    assert len(found) == facts["fact_id"].nunique() * 3
    first = found[found["fact_id"] == "F0001"]
    assert first["article_id"].tolist() == ["alpha", "beta", "gamma"]
    assert sorted(first["status"]) == ["asserted", "asserted", "not_found"]
    assert found["n_texts"].is_monotonic_decreasing


@pytest.mark.parametrize(
    ("known", "status"),
    [
        ({}, "asserted"),
        ({"attributed_to": "Ann Lee", "voice": "indirect"}, "attributed"),
        ({"certainty": "hedged", "hedge": "may"}, "hedged"),
        ({"certainty": "expected", "tense": "future"}, "expected"),
        ({"certainty": "denied"}, "denied"),
    ],
)
def test_status_says_how_surely_and_on_whose_word(known, status):
    found = coverage(as_one(claim("a", 0, SIGNED, "sign", **known)), articles("a"))
    assert found["status"].tolist() == [status]


def test_copies_of_one_text_count_once_and_sources_apart():
    facts = as_one(*(claim(key, 0, SIGNED, "sign") for key in "abc"))
    row = {
        "kind": "verbatim",
        "n_tokens": 9,
        "similarity": 1.0,
        "quoted": 0.0,
        "n_articles": 2,
        "text": "",
        "other_text": "",
    }
    reuse = pd.DataFrame(
        [{**row, "article_id": "a", "start": 0, "end": 60, "other_id": "b", "other_start": 0, "other_end": 60}]
    )
    found = coverage(facts, articles("a", "b", "c", credit=["Kyodo", "Kyodo", None]), reuse=reuse).iloc[0]
    assert (found["n_outlets"], found["n_texts"], found["n_sources"]) == (3, 2, 2)


def test_could_not_have_needs_an_hour_and_a_time_zone():
    facts = as_one(dated("b", "2024-05-09"))
    times = [DAY("2024-05-08 08:00"), DAY("2024-05-09 20:00"), DAY("2024-05-08")]
    pages = articles("a", "b", "c", published=times, utc_offset=pd.array([0, 0, 0], dtype="Int64"))
    found = coverage(facts, pages).set_index("article_id")["status"]
    assert found.to_dict() == {"a": "could_not_have", "b": "asserted", "c": "not_found"}


def test_coverage_names_an_article_it_does_not_know():
    with pytest.raises(TableError, match=r"^coverage: the article 'a' of facts is not in articles$"):
        coverage(as_one(claim("a", 0, SIGNED, "sign")), articles("b"))


@settings(max_examples=8, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
def test_any_text_can_be_aligned(texts):
    claims = table(*(claim(f"a{i % 3}", i, text, text[:9]) for i, text in enumerate(texts)))
    facts = align(claims)
    assert len(facts) == len(texts)
    assert len(coverage(facts, articles("a0", "a1", "a2"))) == 3 * facts["fact_id"].nunique()


def test_concepts_stand_in_one_line_each():
    assert concepts_of("the leaders' summit") == {"=leader": 1, "=meet": 1}


def test_the_frame_of_a_plan_holds_the_plan_and_no_circumstance_does():
    plan = "to plant 90 oaks along the river"
    told = f"The mayor repeated a plan {plan}"
    claims = table(
        claim("a", 0, told, "repeat", actor="The mayor", object=f"a plan {plan}"),
        claim("a", 0, plan, "plant", at=26, object="90 oaks"),
    ).assign(adjuncts=None)
    assert compared(claims)[1] == {0: 1}
    sharing = "both sharing the wish for peace"
    claims = table(
        claim("a", 0, f"She described the pact as old, with {sharing}", "describe", object="the pact as old"),
        claim("a", 0, sharing, "share", at=36, object="the wish for peace"),
    ).assign(adjuncts=[f"with {sharing}", None])
    assert compared(claims)[1] == {}


def test_a_frame_that_tells_of_an_occasion_is_compared_without_its_content():
    lied = "that the adviser had lied about 90 oaks"
    told = f"Lawyers alleged in a court filing on Thursday {lied}"
    claims = table(
        claim("a", 0, told, "allege", predicate="alleged", head=8, actor="Lawyers", object=lied, value=90, unit="oak"),
        claim("a", 0, lied, "lie", at=len(told) - len(lied), actor="the adviser"),
    ).assign(adjuncts=None)
    cut, joined = compared(claims)
    assert joined == {} == carriers(claims)
    assert cut["text"].tolist() == ["Lawyers alleged in a court filing on Thursday", lied]
    assert cut["end"][0] == len("Lawyers alleged in a court filing on Thursday")
    assert cut["value"].isna().all(), "the number stands in the content"
    bare = claims.assign(text=claims["text"].str.replace(" in a court filing", ""))
    bare.loc[0, "end"] -= len(" in a court filing")
    bare.loc[1, ["start", "end", "predicate_start"]] -= len(" in a court filing")
    assert compared(bare)[1] == {0: 1} == carriers(bare), "a day alone is no occasion"


def test_rare_words_in_quotation_marks_join_claims():
    one, other = '"a lantern in the long night"', "“a lantern in the long night”"
    claims = table(
        claim("a", 0, f"The choir called the hall {one}", "call", object="the hall"),
        claim("b", 0, f"its home is {other}, singers say", "be", object="home"),
    )
    facts = align(claims)
    assert facts["fact_id"].nunique() == 1


def row_of(text, actor):
    at = text.index("agreed")
    return pd.Series(
        {
            "text": text,
            "actor": actor,
            "object": None,
            "predicate": "agreed to build",
            "predicate_start": at,
            "start": 0,
        }
    )


def test_long_labels_leave_out_what_is_put_beside_the_subject():
    text = "Ann Berg, a former mayor of the port town and a friend of the king, agreed to build a tunnel"
    assert short(row_of(text, "Ann Berg")) == "Ann Berg agreed to build a tunnel"


@pytest.mark.parametrize(
    "name, brief",
    [
        ("U.S. President Ann Berg", "Ann Berg"),
        ("Prime Minister Ole Lind of Norway", "Ole Lind"),
        ("Foreign Minister Ole Lind, her new deputy", "Ole Lind"),
        ("a White House source", "a White House source"),
        ("the Finance Ministry", "the Finance Ministry"),
    ],
)
def test_long_labels_name_people_without_their_roles(name, brief):
    told = "agreed at the first summit in Oslo on Tuesday to build a long tunnel under the strait"
    row = row_of(f"{name} {told}", name)
    assert short(row).startswith(f"{brief[0].upper()}{brief[1:]} agreed")
