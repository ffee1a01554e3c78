from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.corpus import Article, Corpus
from mediakit.errors import TableError
from mediakit.measure.reuse import reuse
from mediakit.measure.tokens import TOKEN
from mediakit.tables import REUSE

STORY = (
    "The harbour board voted late at night to close the northern ferry line after two winters of losses, and the "
    "last boat will leave the island before the ice comes in. "
)


def corpus(*texts, **fields):
    """Articles a0, a1, …; a field is a list with a value for each."""
    values = [{name: value[i] for name, value in fields.items()} for i in range(len(texts))]
    return Corpus(
        tuple(
            Article(**{"article_id": f"a{i}", "outlet": f"outlet {i}", "text": text, **value})
            for i, (text, value) in enumerate(zip(texts, values, strict=True))
        )
    )


def test_a_shared_passage_with_its_places_on_both_sides():
    found = reuse(corpus("Before it. " + STORY, STORY.upper() + "And after it."))
    (row,) = found.to_dict("records")
    assert row["text"] == STORY.strip().rstrip(".")
    assert row["other_text"] == row["text"].upper()
    assert (row["article_id"], row["other_id"], row["start"], row["other_start"]) == ("a0", "a1", 11, 0)
    assert (row["n_tokens"], row["similarity"], row["quoted"]) == (31, 1.0, 0.0)
    assert (row["kind"], row["n_articles"]) == ("verbatim", 2)


def test_quotation_marks_of_any_kind_are_no_difference():
    speech = "we shall miss the boats when they have gone for good"
    found = reuse(corpus(f"“{speech},” she said.", f"On the quay: '{speech}'.", f'It was "{speech}" there.'))
    assert set(found["n_tokens"]) == {11}
    assert set(found["kind"]) == {"quotation"}
    assert found["quoted"].min() == 1.0


def test_prose_round_a_quotation_is_copied_prose():
    text = "The mayor walked out of the meeting and told the waiting crowd: “This is not the end of our boats.”"
    assert reuse(corpus(text, "Yesterday. " + text))["kind"].tolist() == ["verbatim"]


@pytest.mark.parametrize(
    "names",
    [
        "Prime Minister Ingrid Solberg and Finance Minister Paul van der Meer",
        "Ingrid Solberg, the former president of the Northern Ferry Board, on Tuesday",
        "President Ingrid Solberg and Prime Minister Paul van der Meer agreed",
    ],
)
def test_names_titles_and_dates_are_a_formula(names):
    found = reuse(corpus(f"There stood {names} beside everyone.", f"Nobody saw {names} leave."))
    assert found["kind"].tolist() == ["formula"]


def test_passages_are_joined_over_small_edits():
    first = "The two old leaders are expected to have affirmed the steady growth of a trade pact signed in July by both"
    second = "The two old leaders affirmed the steady growth of a trade pact struck in July by both"
    (row,) = reuse(corpus(first, second)).to_dict("records")
    assert (row["kind"], row["text"], row["other_text"]) == ("edited", first, second)
    assert row["similarity"] == pytest.approx(16 / 21, abs=1e-4)
    exact = reuse(corpus(first, second), edited=False)
    assert exact["text"].tolist() == ["affirmed the steady growth of a trade pact"]


def test_runs_far_apart_are_not_joined():
    left, right = STORY.split(", and ")
    middle = "nobody had thought of what might happen to the old lighthouse keeper and his three dogs"
    found = reuse(corpus(STORY, f"{left}, {middle} {right}"))
    assert found["kind"].tolist() == ["verbatim", "verbatim"]


def test_the_lesser_id_comes_first_whatever_the_order():
    one, other = corpus(STORY, STORY + "More.").items
    assert reuse(Corpus((one, other))).equals(reuse(Corpus((other, one))))


def test_within_and_by_limit_what_is_compared():
    times = [datetime(2025, 10, 28, 9), datetime(2025, 10, 28, 21), datetime(2025, 10, 30, 20), None]
    dated = corpus(*[STORY] * 4, published=times)

    def pairs(table):
        return list(zip(table["article_id"], table["other_id"], strict=True))

    undated = [("a0", "a3"), ("a1", "a3"), ("a2", "a3")]
    assert pairs(reuse(dated)) == sorted([("a0", "a1"), ("a0", "a2"), ("a1", "a2"), *undated])
    assert pairs(reuse(dated, within="48h")) == sorted([("a0", "a1"), ("a1", "a2"), *undated])
    assert pairs(reuse(dated, within="day")) == sorted([("a0", "a1"), *undated])
    assert reuse(dated, within="day")["n_articles"].tolist() == [3, 3, 3, 2]
    events = corpus(*[STORY] * 4, extra=[(("event", name),) for name in ("x", "y", "x", None)])
    assert pairs(reuse(events, by="event")) == [("a0", "a2")]


def test_times_of_two_zones_are_compared_in_one():
    times = [datetime(2025, 10, 28, 9), datetime(2025, 10, 28, 1)]
    zoned = corpus(STORY, STORY, published=times, utc_offset=[540, 0])
    assert len(reuse(zoned, within="1h")) == 1
    assert len(reuse(corpus(STORY, STORY, published=times), within="1h")) == 0


def test_a_line_in_every_article_is_linked_once_an_article():
    line = " All rights to this page are kept by its owner and nobody else."
    texts = [f"Story {i} alone, x{i} y{i} z{i}.{line}" for i in range(40)]
    found = reuse(corpus(*texts), max_articles=10)
    assert len(found) == 39
    assert set(found["n_articles"]) == {40}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_tokens": 0}, "reuse: min_tokens is 0; it has to be at least 1"),
        ({"within": "soon"}, "reuse: within is 'soon'; give a length of time such as '48h', or 'day'"),
    ],
)
def test_wrong_options_say_what_is_wrong(options, message):
    with pytest.raises(TableError) as error:
        reuse(corpus(STORY, STORY), **options)
    assert str(error.value) == message


def test_an_unknown_column_to_group_by_is_named():
    with pytest.raises(TableError, match=r"^reuse: no column 'topic' to group by; articles has article_id, country, "):
        reuse(corpus(STORY), by="topic")


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        ([], 0),
        ([STORY], 0),
        (["", ""], 0),
        (["word", "word"], 0),
        ([STORY] * 3, 3),
        (["高市首相とトランプ大統領は会談した。" * 3] * 2, 0),  # one token a sentence: no spaces
        (["Премьер и президент встретились вчера в столице на первом саммите двух стран."] * 2, 1),
        (["رئيس الوزراء والرئيس اجتمعا أمس في العاصمة في أول قمة بين البلدين"] * 2, 1),
    ],
)
def test_odd_corpora_give_sensible_tables(texts, rows):
    found = reuse(corpus(*texts))
    assert len(found) == rows
    assert REUSE.check(found) is found


words = st.lists(st.sampled_from("a b B c 'd “e f” . Ç 3".split()), max_size=40).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, max_size=5), st.integers(1, 8), st.integers(2, 4), st.booleans())
def test_every_row_points_into_both_texts(texts, k, most, edited):
    made = corpus(*texts)
    text = {article.article_id: article.text for article in made}
    found = reuse(made, min_tokens=k, max_articles=most, edited=edited)
    for row in found.itertuples():
        assert row.article_id < row.other_id
        assert text[row.article_id][row.start : row.end] == row.text
        assert text[row.other_id][row.other_start : row.other_end] == row.other_text
        assert 0 < row.similarity <= 1 and 2 <= row.n_articles
        if row.kind == "verbatim":
            assert tokens_of(row.text) == tokens_of(row.other_text)


@settings(max_examples=40, deadline=None)
@given(st.lists(words, max_size=4), st.integers(4, 8))
def test_joining_loses_no_exact_passage(texts, k):
    made = corpus(*texts)
    joined = reuse(made, min_tokens=k)
    for exact in reuse(made, min_tokens=k, edited=False).itertuples():
        rows = joined[(joined["article_id"] == exact.article_id) & (joined["other_id"] == exact.other_id)]
        assert ((rows["start"] <= exact.start) & (rows["end"] >= exact.end)).any()
        assert ((rows["other_start"] <= exact.other_start) & (rows["other_end"] >= exact.other_end)).any()


def tokens_of(text):
    return [word.casefold() for word in TOKEN.findall(text)]


def test_the_seeds_hold_one_family(seeds):
    found = reuse(seeds)
    prose = found[found["kind"].isin(["verbatim", "edited"])]
    words = prose.groupby(["article_id", "other_id"])["n_tokens"].sum()
    assert words["newsaz", "overview"] > 300
    assert words.drop(("newsaz", "overview")).max() < 60
    assert "talk-of-nations" not in set(prose["article_id"]) | set(prose["other_id"])
