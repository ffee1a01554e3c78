import math

import pandas as pd
import pytest
from conftest import corpus_of

import mediakit as mk
from mediakit.compare.frames import frame_actors, frame_pairs, frame_positions
from mediakit.errors import TableError
from mediakit.tables import CLAIMS, FRAMING

TEXT = "Tokyo and Washington face a threat. Trade grew."


def cue(text, frame, sentence=0, start=None, article_id="a"):
    start = TEXT.index(text) if start is None else start
    return {
        "article_id": article_id, "start": start, "end": start + len(text), "text": text, "sentence": sentence,
        "frame": frame, "term": text, "lexicon": "x", "voice": "unattributed", "part": "lead", "negated": False,
    }  # fmt: skip


def claim(text, actor, predicate, object_=None):
    start, at = TEXT.index(text), TEXT.index(predicate)
    row = {
        "article_id": "a", "start": start, "end": start + len(text), "text": text, "sentence": 0, "actor": actor,
        "actor_start": TEXT.index(actor), "actor_end": TEXT.index(actor) + len(actor), "predicate": predicate,
        "predicate_start": at, "act": predicate, "polarity": "affirmed", "certainty": "asserted", "tense": "present",
        "voice": "unattributed",
    }  # fmt: skip
    if object_:
        row |= {
            "object": object_,
            "object_start": TEXT.index(object_),
            "object_end": TEXT.index(object_) + len(object_),
        }
    return row


def entities_of(*names):
    return pd.DataFrame(
        [
            {
                "article_id": "a", "start": TEXT.index(name), "end": TEXT.index(name) + len(name), "text": name,
                "sentence": 0, "label": "GPE", "entity": name,
            }
            for name in names
        ]
    )  # fmt: skip


def test_a_cue_is_attached_to_the_innermost_claim_and_its_actors():
    claims = CLAIMS.build([claim("Tokyo and Washington face a threat", "Tokyo and Washington", "face", "a threat")])
    framing = FRAMING.build([cue("threat", "threat"), cue("face", "other"), cue("Trade", "trade", sentence=1)])
    table = frame_actors(framing, claims, entities_of("Tokyo", "Washington")).set_index("frame")
    assert table.loc["threat", ["actor", "actor_entity", "act", "slot"]].tolist() == [
        "Tokyo and Washington", "Tokyo; Washington", "face", "object",
    ]  # fmt: skip
    assert table.loc["other", "slot"] == "predicate"
    assert table.loc["trade", ["actor", "act", "slot"]].isna().all()


def test_half_an_actor_is_none():
    claims = CLAIMS.build([claim("Tokyo and Washington face a threat", "Tokyo and Washington", "face")])
    framing = FRAMING.build([cue("threat", "threat")])
    assert frame_actors(framing, claims, entities_of("Washington"))["actor_entity"].isna().all()
    assert frame_actors(framing, claims)["actor_entity"].isna().all()


def test_pairs_by_hand():
    framing = FRAMING.build(
        [
            cue("x", "p", 0, 0), cue("x", "q", 0, 4), cue("x", "p", 1, 8), cue("x", "p", 1, 12),
            cue("x", "q", 2, 16), cue("x", "r", 2, 20), cue("x", "p", 0, 0, "b"),
        ]
    )  # fmt: skip
    sentences = pd.DataFrame({"article_id": ["a"] * 4 + ["b"], "sentence": [0, 1, 2, 3, 0]})
    articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["A", "B"]})
    table = frame_pairs(framing, sentences, articles).set_index(["outlet", "frame", "other_frame"])
    row = table.loc[("A", "p", "q")]
    assert (row["n"], row["n_frame"], row["n_other"], row["n_sentences"], row["n_articles"]) == (1, 2, 2, 4, 1)
    assert row["expected"] == 1 and row["log_dice"] == pytest.approx(14 + math.log2(2 * 1 / 4))
    assert table.loc[("A", "p", "r"), "n"] == 0 and pd.isna(table.loc[("A", "p", "r"), "log_dice"])
    together = frame_pairs(framing, sentences, articles, by=None)
    assert list(together.columns[:2]) == ["frame", "other_frame"] and together["n_sentences"].tolist() == [5] * 3


def test_positions_are_words_from_the_top():
    corpus = corpus_of(TEXT)
    table = frame_positions(
        FRAMING.build([cue("Tokyo", "x"), cue("threat", "x"), cue("grew", "x", 1)]), corpus.articles
    )
    assert table["word"].tolist() == [0, 5, 7] and set(table["n_words"]) == {8}
    assert table["position"].tolist() == [0, 5 / 8, 7 / 8]


def test_a_cue_of_an_unknown_article_is_refused():
    with pytest.raises(TableError) as error:
        frame_positions(FRAMING.build([cue("Tokyo", "x")]), corpus_of(TEXT).articles.iloc[:0])
    assert str(error.value) == "frame_positions: the article 'a' is not in articles"


def test_empty_tables_give_empty_tables(seeds):
    framing = mk.framing(seeds, lexicon="summit")
    none = framing.iloc[:0]
    assert frame_actors(none, mk.claims(seeds)).empty and frame_positions(none, seeds.articles).empty
    assert frame_pairs(none, mk.sentences(seeds), seeds.articles).empty
    attached = frame_actors(framing, mk.claims(seeds), mk.entities(seeds))
    assert len(attached) == len(framing) and attached["actor"].notna().mean() > 0.5
