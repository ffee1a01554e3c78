import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.compare.counting import exposures, span_weights
from mediakit.compare.independence import independence
from mediakit.corpus import Article, Corpus
from mediakit.errors import TableError
from mediakit.measure.reuse import reuse
from mediakit.tables import FAMILIES, INDEPENDENCE, LINKS


def words(name, n):
    """n different words that no other name has."""
    return " ".join(f"{name}{i}" for i in range(n))


def corpus(*texts, **fields):
    values = [{name: value[i] for name, value in fields.items()} for i in range(len(texts))]
    return Corpus(
        tuple(
            Article(**{"article_id": f"a{i}", "outlet": f"outlet {i}", "text": text, **value})
            for i, (text, value) in enumerate(zip(texts, values, strict=True))
        )
    )


def accounts(*texts, **fields):
    made = corpus(*texts, **fields)
    return independence(reuse(made), made.articles)


FEW = settings(max_examples=12, deadline=None)
lengths = st.integers(8, 60)


@FEW
@given(lengths, st.integers(1, 6))
def test_copies_of_one_text_are_one_account(n, copies):
    found = accounts(*[words("a", n)] * copies)
    assert found.effective_number == pytest.approx(1)
    assert (found.lower, found.upper) == (pytest.approx(1), pytest.approx(1))
    assert found.n_for_means == pytest.approx(1)


@pytest.mark.parametrize("text", ["word", "one two three", "“All that is said here is said by somebody else.”"])
def test_copies_too_short_or_quoted_to_be_passages_are_one_account_too(text):
    assert accounts(text, text, text).effective_number == pytest.approx(1)


@FEW
@given(st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_unrelated_texts_are_as_many_accounts_whatever_their_length(sizes):
    found = accounts(*(words(f"text{i}x", n) for i, n in enumerate(sizes)))
    assert found.effective_number == pytest.approx(len(sizes))
    assert found.n_for_means == pytest.approx(len(sizes))


shared = st.lists(st.tuples(st.sampled_from("pqr"), st.integers(0, 20), st.integers(10, 30)), max_size=2)
"""Passages of an article: of which source, from which word, how long."""


@st.composite
def related(draw):
    """Articles that take passages from three sources, with words of their own between."""
    made = []
    for i in range(draw(st.integers(1, 4))):
        parts = [words(f"own{i}x", draw(st.integers(1, 30)))]
        for number, (source, start, n) in enumerate(draw(shared)):
            parts.append(" ".join(f"{source}{start + j}" for j in range(n)))
            parts.append(words(f"own{i}y{number}x", draw(st.integers(1, 10))))
        made.append(" ".join(parts))
    return made


@FEW
@given(related(), st.data())
def test_an_added_exact_copy_changes_nothing(texts, data):
    before, after = accounts(*texts), accounts(*texts, data.draw(st.sampled_from(texts)))
    for name in ("effective_number", "lower", "upper"):
        assert getattr(after, name) == pytest.approx(getattr(before, name))


@FEW
@given(related(), related())
def test_families_without_a_common_text_add(one, other):
    other = [re.sub(r"(?=\b[a-z])", "z", text) for text in other]
    together, alone = accounts(*one, *other), (accounts(*one), accounts(*other))
    for name in ("effective_number", "lower", "upper"):
        assert getattr(together, name) == pytest.approx(sum(getattr(part, name) for part in alone))


@FEW
@given(related(), st.randoms())
def test_order_does_not_matter(texts, random):
    shuffled = random.sample(texts, len(texts))
    assert accounts(*shuffled).effective_number == pytest.approx(accounts(*texts).effective_number)


@FEW
@given(st.integers(20, 60), st.integers(20, 60), st.integers(8, 19), st.integers(8, 19))
def test_a_longer_overlap_never_raises_the_number(n, other_n, one, more):
    short, long = sorted((one, more))

    def number(overlap):
        passage = words("p", overlap)
        return accounts(
            f"{passage} {words('a', n - overlap)}", f"{passage} {words('b', other_n - overlap)}"
        ).effective_number

    assert number(long) <= number(short) + 1e-9


@FEW
@given(related())
def test_the_number_lies_between_its_bounds_and_between_one_and_all(texts):
    found = accounts(*texts)
    assert found.lower <= found.effective_number + 1e-9
    assert found.effective_number <= found.upper + 1e-9
    assert 1 - 1e-9 <= found.effective_number <= len(texts) + 1e-9
    assert found.articles["accounts"].sum() == pytest.approx(found.effective_number, abs=1e-3)


def test_a_hand_worked_number():
    # 20 of 40 words and 20 of 100 words are one passage: 1/40 (20/2 + 20) + 1/100 (20/2 + 80).
    passage = words("p", 20)
    found = accounts(f"{passage} {words('a', 20)}", f"{words('b', 80)} {passage}")
    assert found.effective_number == pytest.approx(0.75 + 0.9)
    assert found.lower == pytest.approx(0.5 + 0.8 + 20 / 100)
    assert found.upper == pytest.approx(0.5 + 0.8 + 20 / 40)
    assert found.n_for_means == pytest.approx(4 / (2 + 0.5 + 0.2))
    (link,) = found.links.to_dict("records")
    assert (link["n_tokens"], link["share"], link["other_share"]) == (20, 0.5, 0.2)
    assert (link["relation"], link["earlier"]) == ("unknown", None) or pd.isna(link["earlier"])
    assert found.families["articles"].tolist() == ["a0 | a1"]


def test_boilerplate_counts_with_all_its_carriers():
    line = "all rights to this page are kept by its owner and nobody else"  # 13 tokens
    made = corpus(*(f"{words(f'own{i}x', 13)} {line}" for i in range(20)))
    for most in (5, 100):
        found = independence(reuse(made, max_articles=most), made.articles)
        assert found.effective_number == pytest.approx(20 * 0.5 + 0.5)


def test_a_credited_article_is_the_origin_and_its_copies_add_nothing():
    passage = words("p", 30)
    found = accounts(
        f"{passage} {words('a', 10)}",
        passage,
        f"{passage} {words('c', 30)}",
        outlet=["Wire News", "Daily", "Evening"],
        credit=[None, "Wire", None],
    )
    link = found.links.set_index(["article_id", "other_id"]).loc[("a0", "a1")]
    assert (link["relation"], link["origin"], link["evidence"]) == ("copy", "a0", "a1 credits Wire")
    assert found.articles["accounts"].tolist() == [pytest.approx(0.625), 0.0, pytest.approx(0.75)]
    inferred = found.articles.set_index("article_id").loc["a2"]
    assert inferred["origin_inferred"] == "Wire"
    assert inferred["evidence"] == "50% of its tokens stand in a1, which credits Wire"


@pytest.mark.parametrize(
    ("fields", "relation", "evidence"),
    [
        ({"credit": ["Kyodo", "Kyodo"]}, "common source", "both credit Kyodo"),
        ({"credit": ["Kyodo", None]}, "unknown", "a0 credits Kyodo"),
        ({"outlet": ["Daily", "Daily"]}, "update", "both published by Daily"),
        ({}, "unknown", None),
    ],
)
def test_an_edge_says_what_the_pages_allow(fields, relation, evidence):
    found = accounts(words("p", 30), words("p", 30) + " more", **fields)
    (link,) = found.links.to_dict("records")
    assert link["relation"] == relation
    assert link["evidence"] == evidence or (evidence is None and pd.isna(link["evidence"]))
    assert found.articles["credit"].fillna("").tolist() == [c or "" for c in fields.get("credit", ["", ""])]


@pytest.mark.parametrize(
    ("one", "other", "offset", "earlier"),
    [
        ("2025-10-28 09:00", "2025-10-28 10:00", [0, 0], "a0"),
        ("2025-10-28 09:00", "2025-10-28 10:00", [0, 540], "a1"),
        ("2025-10-28 09:00", "2025-10-28 10:00", [None, None], None),  # zones unknown
        ("2025-10-28", "2025-10-28 10:00", [0, 0], None),  # hour unknown
        ("2025-10-28", "2025-10-31", [None, None], "a0"),
        (None, "2025-10-31", [None, None], None),
    ],
)
def test_an_article_is_earlier_only_beyond_doubt(one, other, offset, earlier):
    times = [None if time is None else pd.Timestamp(time).to_pydatetime() for time in (one, other)]
    found = accounts(words("p", 30), words("p", 30), published=times, utc_offset=offset)
    assert found.links["earlier"].fillna("").tolist() == [earlier or ""]


def test_the_version_that_speaks_of_things_ahead_is_inferred_to_be_earlier():
    tail = "to the northern island on the old ferry with the whole of the harbour board on deck"
    found = accounts(
        f"After lunch the mayor and the crew will sail {tail}", f"After lunch the mayor and the crew sailed {tail}"
    )
    (link,) = found.links.to_dict("records")
    assert link["earlier_inferred"] == "a0"
    assert link["evidence"] == "a0 speaks of it as ahead: 'the crew will sail to'"


def test_weights_and_exposures_of_each_count():
    passage = words("p", 10)
    made = corpus(f"{passage} {words('a', 10)}", passage)
    found = reuse(made)
    expected_weights = {"all": [1, 1, 1, 1], "shared": [0.5, 1, 0.75, 0.5], "original": [0, 1, 0, 0]}
    text = made.items[0].text
    starts = [0, text.index("a1"), text.index("p9"), 0]  # shared, own, half and half, shared
    ends = [2, text.index("a1") + 2, text.index("a0") + 2, 2]
    table = pd.DataFrame({"article_id": ["a0", "a0", "a0", "a1"], "start": starts, "end": ends})
    for count, expected in expected_weights.items():
        weight = span_weights(table, made.articles, count=count, reuse=found)
        assert weight.tolist() == pytest.approx(expected), count
    words_of = {c: exposures(made.articles, count=c, reuse=found).to_dict() for c in expected_weights}
    assert words_of == {"all": {"a0": 20, "a1": 10}, "shared": {"a0": 15, "a1": 5}, "original": {"a0": 10, "a1": 0}}


@FEW
@given(related(), st.sampled_from(["all", "shared", "original"]))
def test_weights_of_all_tokens_add_up_to_the_exposure(texts, count):
    made = corpus(*texts)
    found = reuse(made)
    spans = [
        {"article_id": a.article_id, "start": m.start(), "end": m.end()}
        for a in made
        for m in re.finditer(r"\w+", a.text)
    ]
    table = pd.DataFrame(spans)
    weight = span_weights(table, made.articles, count=count, reuse=found)
    sums = weight.groupby(table["article_id"]).sum()
    assert sums.to_dict() == pytest.approx(exposures(made.articles, count=count, reuse=found).to_dict())


def test_wrong_counts_say_what_is_wrong():
    made = corpus("one", "two")
    table = pd.DataFrame({"article_id": ["x"], "start": [0], "end": [1]})
    with pytest.raises(TableError, match=r"^count is 'half'; allowed are all, shared, original$"):
        span_weights(table, made.articles, count="half")
    with pytest.raises(TableError, match=r"^count='shared' needs the table of mk.reuse: give reuse=$"):
        exposures(made.articles, count="shared")
    with pytest.raises(TableError, match=r"^the article 'x' is not in articles$"):
        span_weights(table, made.articles, count="shared", reuse=reuse(made))
    with pytest.raises(TableError, match=r"^independence: articles has no column 'text'; it has article_id, "):
        independence(reuse(made), made.articles.drop(columns="text"))


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["word"], ["word", ""], ["東京で会談した。"]])
def test_odd_corpora_give_sensible_numbers(texts):
    found = accounts(*texts)
    assert found.effective_number == pytest.approx(sum(bool(text) for text in texts))
    for table, schema in ((found.articles, INDEPENDENCE), (found.links, LINKS), (found.families, FAMILIES)):
        assert schema.check(table) is table
    assert len(found.articles) == len(texts)


def test_a_composite_of_two_texts_does_not_make_one_family_of_both():
    wire, other = words("p", 60), words("q", 60)
    composite = f"{words('p', 60)} {words('c', 60)} {words('q', 20)}"
    found = accounts(wire, wire + " so", other, other + " then", composite)
    assert found.families["articles"].tolist() == ["a0 | a1 | a4", "a2 | a3"]
    assert found.families["n_outlets"].tolist() == [3, 2]
