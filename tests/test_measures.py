"""What holds for every measure, and hand-read examples of the first ones."""

import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.analyze import MEASURES
from mediakit.corpus import Corpus

TABLES = [name for name in MEASURES]
SLOTS = [("start", "end", "text")] + [
    (f"{slot}_start", f"{slot}_end", slot) for slot in ("speaker", "cue", "actor", "object")
]
ODD = st.text(
    alphabet=st.sampled_from(list("abcXYZ .,?!\"“”‘’'«»-—()\n\t0123456789$%€é中文")) | st.characters(codec="utf-8"),
    max_size=120,
)
NEWS = st.lists(
    st.sampled_from(
        'Takaichi Trump said that "the alliance” “is great," he told She reporters. will not have signed $550 billion '
        "on Tuesday \n\n ( — the leaders according to, who was THE PRESIDENT '".split(" ")
    ),
    max_size=60,
).map(" ".join)


def slices_back(table: pd.DataFrame, corpus: Corpus) -> None:
    text_of = {article.article_id: article.text for article in corpus}
    for start, end, text in SLOTS:
        if start in table and text in table:
            for row in table[table[start].notna()].to_dict("records"):
                assert text_of[row["article_id"]][int(row[start]) : int(row[end])] == row[text]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_slices_back_to_its_words(seeds, name):
    table = getattr(mk, name)(seeds)
    assert len(table) > 0
    slices_back(table, seeds.corpus)


@settings(max_examples=60, deadline=None)
@given(ODD | NEWS)
def test_odd_text_gives_tables_and_no_exception(text):
    parsed = mk.parse(corpus_of(text), cache=False)
    for name in TABLES:
        slices_back(getattr(mk, name)(parsed), parsed.corpus)


@pytest.mark.parametrize("name", TABLES)
def test_the_order_of_articles_does_not_matter(seeds, name):
    turned = mk.parse(Corpus(seeds.corpus.items[::-1]))
    pd.testing.assert_frame_equal(getattr(mk, name)(turned), getattr(mk, name)(seeds))


@pytest.mark.parametrize("name", TABLES)
def test_an_empty_corpus_gives_an_empty_table(name):
    assert len(getattr(mk, name)(mk.parse(Corpus(())))) == 0


def test_an_unparsed_corpus_is_parsed_first():
    corpus = corpus_of("Takaichi met Trump.")
    assert mk.sentences(corpus).equals(mk.sentences(mk.parse(corpus)))


def test_sentences_know_paragraph_part_and_quoted_share():
    table = mk.sentences(corpus_of('One. "Two two," she said.\n\nThree.'))
    assert list(table["paragraph"]) == [0, 0, 1]
    assert list(table["part"]) == ["lead", "lead", "body"]
    assert table["quoted"].tolist()[0] == 0
    assert table["quoted"].tolist()[1] == pytest.approx(len("Two two,") / len('"Two two," she said.'), abs=1e-4)


def test_a_person_has_one_name_across_the_corpus():
    table = mk.entities(
        corpus_of(
            "President Donald Trump visited Tokyo. Trump's aides left.",
            "Yesterday Trump spoke in Tokyo. He likes the U.S. very much.",
        )
    )
    people = table[table["label"] == "PERSON"]
    assert set(people["entity"]) == {"Donald Trump"}
    assert set(table[table["text"].str.contains("U.S.", regex=False)]["entity"]) == {"United States"}


def test_two_people_of_one_surname_stay_apart():
    from mediakit.measure.entities import fullest_names

    assert fullest_names({"Shinzo Abe": 2, "Akie Abe": 1, "Abe": 3}) == {}
    assert fullest_names({"Shinzo Abe": 2, "Abe": 3}) == {"Abe": "Shinzo Abe"}


def test_readability_by_hand():
    text = "The cat sat on the mat. " * 20
    row = mk.readability(corpus_of(text.strip())).iloc[0]
    assert (row["n_words"], row["n_sentences"], row["words_per_sentence"]) == (120, 20, 6)
    assert row["syllables_per_word"] == 1
    assert row["flesch_reading_ease"] == pytest.approx(206.835 - 1.015 * 6 - 84.6)
    assert row["flesch_kincaid_grade"] == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert row["gunning_fog"] == pytest.approx(2.4)
    assert pd.isna(row["smog_index"])


def test_a_score_below_its_floor_is_null():
    row = mk.readability(corpus_of("The cat sat on the mat.")).iloc[0]
    assert row["words_per_sentence"] == 6
    assert row[["flesch_reading_ease", "gunning_fog", "smog_index"]].isna().all()


def test_syllables_come_from_the_dictionary_and_need_no_network():
    from mediakit.measure.syllables import syllables_in

    assert [syllables_in(word) for word in ("alliance", "summit", "the", "…", "")] == [3, 2, 1, 1, 1]


def test_an_office_of_state_has_one_name_in_either_order():
    from mediakit.measure.entities import article_names

    counts = {(name, "ORG"): n for name, n in (("Justice Department", 3), ("U.S. Department of Justice", 1))}
    counts |= {("Department of Justice", "ORG"): 2, ("Ministry of Justice", "ORG"): 1, ("Fire Department", "ORG"): 1}
    names = article_names(counts)
    assert {name: names.get(name, name) for name, _ in counts} == {
        "Justice Department": "Justice Department",
        "U.S. Department of Justice": "Justice Department",
        "Department of Justice": "Justice Department",
        "Ministry of Justice": "Ministry of Justice",
        "Fire Department": "Fire Department",
    }


def test_a_speaker_whose_names_the_corpus_joins_has_one_row_an_article():
    sure = "The Justice Department said it was sure. "
    texts = {
        "a": f"{sure}{sure}Lawyers of the Department of Justice came. The DOJ said it would appeal.",
        "b": f"{sure}The Justice Department said it would wait. {sure}",
    }
    corpus = mk.read(pd.DataFrame([{"article_id": k, "outlet": k, "text": t} for k, t in texts.items()]), clean=False)
    table = mk.speakers(mk.parse(corpus))
    assert not table.duplicated(["article_id", "speaker"]).any()
    assert set(table.loc[table["article_id"] == "b", "speaker"]) <= set(
        table.loc[table["article_id"] == "a", "speaker"]
    )
