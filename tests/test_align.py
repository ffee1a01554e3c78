"""Facts, their coverage, and where they disagree, on small tables made by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_claims import DAY, SIGNED, articles, as_one, claim, dated, table

from mediakit.compare.align import align, score_pairs
from mediakit.compare.candidates import members
from mediakit.compare.carriers import carriers, compared
from mediakit.compare.coverage import coverage
from mediakit.compare.discrepancies import discrepancies
from mediakit.compare.labels import short
from mediakit.compare.likeness import Likeness
from mediakit.compare.matching import claim_pairs
from mediakit.compare.wording import Bags, concept, concepts_of, stem, stems_of
from mediakit.errors import TableError
from mediakit.measure.clusters import average_linkage
from mediakit.tables import FACTS

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
    # With half of the nearest pair, {0, 1} and 2 are linked by .5 * .45 + .5 * .8 = .625.
    assert average_linkage(3, left, right, value, alone, 0.62, nearest=0.5).tolist() == [0, 0, 0]
    assert average_linkage(3, left, right, value, alone, 0.63, nearest=0.5).tolist() == [0, 0, 1]


def test_only_claims_near_in_meaning_or_in_their_sentences_are_compared():
    # Claims 0 and 1 of sentence 0, 2 and 3 of sentence 1: 0 and 2 mean the same, the others nothing alike.
    vectors = np.array([[1.0, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]])
    sentence, one, other = np.array([0, 0, 1, 1]), np.array([0]), np.array([1])
    left, right, which = members(vectors, sentence, one, other, np.array([0.1]))
    assert (left.tolist(), right.tolist(), which.tolist()) == ([0], [2], [0])
    left, right, _ = members(vectors, sentence, one, other, np.array([0.5]))
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [(0, 2), (0, 3), (1, 2), (1, 3)]


def test_two_sums_of_unlike_acts_are_two_things_and_of_one_act_two_versions():
    def invested(key, text, act, value):
        return claim(key, 0, text, act, actor="Lakemond", object="harbour projects", value=value, unit="USD")

    rows = table(
        invested("a", "Lakemond will invest $550 billion in harbour projects", "invest", 550e9),
        invested("b", "Lakemond will invest $400 billion in harbour projects", "invest", 400e9),
        invested("c", "Lakemond firms want harbour projects worth $400 billion", "want", 400e9),
        invested("d", "Lakemond will invest $551 billion in harbour projects", "finance", 551e9),
    )
    pairs = claim_pairs(rows)
    apart = {(i, j) for i, j, o in zip(pairs.left.tolist(), pairs.right.tolist(), pairs.other_sum, strict=True) if o}
    assert apart == {(0, 2), (1, 3), (2, 3)}


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
