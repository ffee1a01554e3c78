import math
import re
import textwrap
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT, corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

import mediakit as mk
from mediakit.errors import MediakitError
from mediakit.measure.judgements import Judgement, judgement_of
from mediakit.measure.masking import NAME, masked_sentences
from mediakit.measure.sentiment import sentiment, sentiment_toward
from mediakit.measure.stance import Sentence, Target

PRAISE = "Kowalski praised Lindqvist as a brilliant and courageous leader."
BLAME = "Kowalski denounced Lindqvist as a corrupt, incompetent liar."
PROBABILITIES = ["p_negative", "p_neutral", "p_positive"]


def target(text, name, article_id="a"):
    start = text.index(name)
    return pd.DataFrame([{"article_id": article_id, "start": start, "end": start + len(name), "text": name}])


def test_tone_has_the_sign_a_reader_would_give():
    table = sentiment(corpus_of("It is a wonderful, great day. It is a terrible, cruel crime. 12,000."))
    good, bad, number = table["score"]
    assert good > 0.1 and bad < -0.1 and math.isnan(number)
    assert table["reason"].isna().tolist() == [True, True, False]
    assert table["reason"][2] == "no words"


@pytest.mark.parametrize("model", ["default", "accurate"])
def test_praise_and_blame_go_to_whom_they_are_about(model):
    for text, label in ((PRAISE, "positive"), (BLAME, "negative")):
        row = sentiment_toward(corpus_of(text), target(text, "Lindqvist"), model=model).iloc[0]
        assert row["label"] == label
        assert np.sign(row["score"]) == {"positive": 1, "negative": -1}[label]
        assert row[PROBABILITIES].sum() == pytest.approx(1)
        assert row["score"] == pytest.approx(row["p_positive"] - row["p_negative"])


@pytest.mark.parametrize("model", ["default", "accurate"])
def test_the_name_does_not_matter(model):
    base = "{} accused {} of betraying the workers, but the mayor defended the plan."
    pairs = [("Anna Kowalski", "Peter Lindqvist"), ("Peter Lindqvist", "Anna Kowalski"), ("Maria Silva", "John Smith")]
    rows = []
    for pair in pairs:
        text = base.format(*pair)
        rows.append(sentiment_toward(corpus_of(text), target(text, pair[1]), model=model)[PROBABILITIES].to_numpy()[0])
    np.testing.assert_allclose(rows, np.tile(rows[0], (3, 1)), atol=1e-6)


def test_every_name_is_one_item_and_a_title_belongs_to_it():
    reading = next(iter(mk.parse(corpus_of("We saw President Anna Kowalski with Peter Lindqvist on Monday in Oslo."))))
    (masked,) = masked_sentences(reading)
    assert masked.words == ("we", "saw", NAME, "with", NAME, "on", "monday", "in", NAME, ".")
    start = reading.article.text.index("Kowalski")
    assert masked.place(start, start + 8) == (2, 3)
    assert masked.place(6, 7) == (0, 0)


def test_a_name_that_qualifies_another_is_a_target_of_its_own():
    text = "Norway Prime Minister Anna Kowalski praised Peter Lindqvist."
    (masked,) = masked_sentences(next(iter(mk.parse(corpus_of(text)))))
    assert masked.words == (NAME, "praised", NAME, ".")
    country = masked.parted(0, 6)
    assert country.words == (NAME, NAME, "praised", NAME, ".") and country.place(0, 6) == (0, 1)
    for name in ("Anna Kowalski", "Kowalski", "Anna", "Prime Minister", "Peter", "praised"):
        start = text.index(name)
        assert masked.parted(start, start + len(name)) is masked
    table = sentiment_toward(corpus_of(text), pd.concat([target(text, "Norway"), target(text, "Kowalski")]))
    assert table["p_neutral"][0] != table["p_neutral"][1]


def test_heads_of_items_form_a_tree():
    text = (
        "Kowalski of the Party of Work told Norway Prime Minister Lindqvist that Maria of Oslo's Silva Group had left."
    )
    whole = masked_sentences(next(iter(mk.parse(corpus_of(text)))))
    parted = [masked.parted(text.index("Norway"), text.index("Norway") + 6) for masked in whole]
    assert len(parted[0].words) == len(whole[0].words) + 1
    for masked in [*whole, *parted]:
        for item in range(len(masked.words)):
            seen = set()
            while masked.heads[item] != item:
                assert item not in seen
                seen.add(item)
                item = masked.heads[item]


def test_what_the_default_model_sees_of_a_target():
    text = "Critics did not attack Lindqvist."
    masked = masked_sentences(next(iter(mk.parse(corpus_of(text)))))[0]
    seen = Target(Sentence(masked), *masked.place(text.index("Lind"), text.index(".")))
    assert seen.role == "dobj"
    terms = seen.terms()
    assert {"head=-attack:dobj", "role=dobj", "<1 attack", "attack \N{WHITE SQUARE}"} <= set(terms)
    assert not [term for term in terms if "lindqvist" in term.lower()]


def test_default_targets_are_people_organisations_and_countries():
    table = sentiment_toward(corpus_of("Angela Merkel flew from Germany to the United Nations on Monday."))
    assert set(table["text"]) >= {"Angela Merkel", "Germany"}
    assert not table["text"].str.contains("Monday").any()
    assert table["score"].notna().all()


def test_reported_praise_is_the_speakers():
    text = 'The summit ended on Friday. "Lindqvist is a brilliant leader," Anna Kowalski said.'
    row = sentiment_toward(corpus_of(text), target(text, "Lindqvist")).iloc[0]
    assert (row["voice"], row["source"], row["label"]) == ("direct", "Anna Kowalski", "positive")
    own = sentiment_toward(corpus_of(PRAISE), target(PRAISE, "Kowalski")).iloc[0]
    assert own["voice"] == "unattributed" and pd.isna(own["source"])


def test_no_targets_give_an_empty_table_with_every_column():
    none = pd.DataFrame(
        {"article_id": pd.Series(dtype="str"), "start": pd.Series(dtype="int64"), "end": pd.Series(dtype="int64")}
    )
    table = sentiment_toward(corpus_of(PRAISE), none)
    assert len(table) == 0 and {"voice", "source", "reason", *PROBABILITIES} <= set(table)
    assert len(sentiment_toward(corpus_of("It rained all day."))) == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"article_id": "b", "start": 0, "end": 3}, "no article 'b' in the corpus; it has a"),
        ({"article_id": "a", "start": 0, "end": 999}, f"0 to 999 is not in a, which has {len(PRAISE)} characters"),
        ({"article_id": "a", "start": 5, "end": 5}, "its end, 5, is not after its start, 5"),
        ({"article_id": ["a"], "start": 0, "end": 3}, "no article ['a'] in the corpus; it has a"),
        ({"article_id": "a", "start": [0, 1], "end": 3}, "[0, 1] to 3 are no whole numbers of characters"),
        ({"article_id": "a", "start": 0, "end": True}, "0 to True are no whole numbers of characters"),
        ({"article_id": "a", "start": 0, "end": 3, "text": 5}, "a has 'Kow' at 0 to 3, not 5"),
        ({"article_id": "a", "start": 0, "end": 3, "text": "Lin"}, "a has 'Kow' at 0 to 3, not 'Lin'"),
        ({"article_id": "a", "start": None, "end": 3}, "start or end is empty"),
        ({"article_id": "a", "start": 0.5, "end": 8}, "0.5 to 8 are no whole numbers of characters"),
        ({"article_id": "a", "start": "zero", "end": 8}, "'zero' to 8 are no whole numbers of characters"),
    ],
)
def test_a_target_that_is_not_there_is_named(row, message):
    targets = pd.DataFrame([{"article_id": "a", "start": 0, "end": 8, "text": "Kowalski"}, row])
    with pytest.raises(MediakitError, match=re.escape(f"sentiment_toward: row 1 of targets: {message}") + "$"):
        sentiment_toward(corpus_of(PRAISE), targets)


def test_targets_without_a_column_are_refused():
    with pytest.raises(
        MediakitError, match=r"^sentiment_toward: targets has no column 'end'; it has article_id, start$"
    ):
        sentiment_toward(corpus_of(PRAISE), pd.DataFrame({"article_id": ["a"], "start": [0]}))
    twice = pd.DataFrame([["a", 0, 1, 8]], columns=["article_id", "start", "start", "end"])
    with pytest.raises(MediakitError, match=r"^sentiment_toward: targets has more than one column 'start'; it has "):
        sentiment_toward(corpus_of(PRAISE), twice)


def test_targets_that_are_no_table_are_refused():
    with pytest.raises(
        MediakitError,
        match=r"^sentiment_toward: targets is a list; it must be a table with article_id, start, end$",
    ):
        sentiment_toward(corpus_of(PRAISE), ["Lindqvist"])


def test_what_cannot_be_scored_says_why():
    german = (
        "Der Bundeskanzler lobte gestern die Arbeit der Kommission und kritisierte ihre Gegner scharf, weil sie "
        "seit vielen Jahren keine einzige brauchbare Antwort auf diese schwierigen Fragen gegeben haben."
    )
    for corpus in (corpus_of(german), corpus_of(german, language="de")):
        table = sentiment(corpus)
        assert table["score"].isna().all() and table["reason"].str.startswith("not English").all()
        table = sentiment_toward(corpus, target(german, "Kommission"))
        assert table["label"].isna().all() and table["reason"].str.startswith("not English").all()
    blank = pd.DataFrame([{"article_id": "a", "start": 8, "end": 9}])
    assert sentiment_toward(corpus_of(PRAISE), blank)["reason"].tolist() == ["no words"]
    assert len(sentiment(corpus_of(""))) == 0
    names = "Trump lawyer Michael Cohen tries to silence adult-film star Stormy Daniels"
    assert sentiment(corpus_of(names))["score"].notna().all()
    # A language that was guessed wrong does not hide an English text.
    assert (
        sentiment(corpus_of("He was not at all pleased with what she had done.", language="nl"))["score"].notna().all()
    )


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("Der Präsident lobte die Ministerin für ihre hervorragende Arbeit.", False),
        ("Le président a salué le courage de la ministre.", False),
        ("El presidente elogió a la ministra por su trabajo.", False),
        ("قال الرئيس إنه سعيد جدا.", False),
        ("特朗普称赞高市早苗。", False),
        ("Senate leaders denounced President Trump.", True),
        ("He met محمد and praised him.", True),
    ],
)
def test_a_short_text_whose_language_nobody_said(text, english):
    for table in (sentiment(corpus_of(text)), sentiment_toward(corpus_of(text), target(text, text[:2]))):
        assert set(table["reason"].fillna("English")) == {"English" if english else "not English"}
        assert table["score"].notna().all() == english


def test_a_span_that_is_no_mere_name_in_one_sentence():
    text = "Kowalski left. Lindqvist is a brilliant leader."
    toward = mk.parse(corpus_of(text))

    def rows(*spans, **options):
        given = pd.DataFrame([{"article_id": "a", "start": s, "end": e} for s, e in spans])
        return sentiment_toward(toward, given, **options)

    name = text.index("Lindqvist")
    crossing, exact = rows((name - 2, name + 9), (name, name + 9))[PROBABILITIES].to_numpy()
    assert crossing.tolist() == exact.tolist()
    assert len(rows((name, name + 9), (name, name + 9))) == 1
    assert rows((0, len(text)), (0, 14))["score"].notna().all()
    seen = []
    rows((name - 2, name + 9), (0, name + 4), model=lambda t, s: seen.extend(zip(t, s, strict=True)) or [0] * len(t))
    assert seen == [("Lindqvist is a brilliant leader.", (0, 9)), ("Kowalski left.", (0, 14))]


@pytest.mark.parametrize("model", ["default", "accurate"])
def test_a_very_long_sentence_has_a_score(model):
    text = "Kowalski praised Lindqvist " + "and the brave man saw that it was good " * 300
    for table in (
        sentiment(corpus_of(text), model=model),
        sentiment_toward(corpus_of(text), target(text, "Lindqvist"), model=model),
    ):
        assert table["score"].between(-1, 1).all()
    assert sentiment(corpus_of("\N{GRINNING FACE}\N{PARTY POPPER}"), model=model)["reason"].tolist() == ["no words"]


def test_a_model_of_ones_own_is_a_function_of_texts_and_spans():
    asked = []

    def scores(texts, spans):
        asked.extend(text[start:end] for text, (start, end) in zip(texts, spans, strict=True))
        return [0.9] * len(texts)

    text = "It rained. " + PRAISE
    table = sentiment_toward(corpus_of(text), target(text, "Lindqvist"), model=scores)
    assert asked == ["Lindqvist"]
    assert table[["score", "label"]].to_numpy().tolist() == [[0.9, "positive"]] and table["p_positive"].isna().all()
    table = sentiment_toward(corpus_of(text), target(text, "Lindqvist"), model=lambda t, s: [[0.7, 0.2, 0.1]])
    assert table.loc[0, "label"] == "negative" and table.loc[0, "score"] == pytest.approx(-0.6)
    assert sentiment(corpus_of(text), model=scores)["score"].tolist() == [0.9, 0.9]


def test_the_pipeline_that_the_docs_show_plugs_in():
    shown = textwrap.dedent(sentiment_toward.__doc__.split("::\n")[1].split("Raises")[0])
    assert textwrap.indent(shown.strip(), "    ") in (ROOT / "README.md").read_text(encoding="utf-8")
    asked = []

    def pipeline(task, model, top_k):
        """Answers as a text classifier of the library does: for each pair a list of labels with their scores."""

        def classify(pairs):
            asked.extend(pairs)
            return [[{"label": n, "score": s} for n, s in (("Neutral", 0.2), ("Positive", 0.7), ("Negative", 0.1))]]

        assert (task, top_k) == ("text-classification", None)
        return classify

    names = {"transformers": SimpleNamespace(pipeline=pipeline), "mk": mk, "parsed": mk.parse(corpus_of(PRAISE))}
    code, call = shown.strip().rsplit("\n", 1)
    exec(code, names)
    row = eval(call.replace("model=", "target, model="), names | {"target": target(PRAISE, "Lindqvist")}).iloc[0]
    assert asked == [{"text": PRAISE, "text_pair": "Lindqvist"}]
    assert row[PROBABILITIES].tolist() == [0.1, 0.2, 0.7] and row["label"] == "positive"


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([1.0, 2.0], "an array of shape (2,); it must give numbers in (1,) or (1, 3)"),
        ([[0.5, 0.5]], "an array of shape (1, 2); it must give numbers in (1,) or (1, 3)"),
        (["positive"], "what is no array of numbers (list); it must give numbers in (1,) or (1, 3)"),
        ([{"label": "positive"}], "what is no array of numbers (list); it must give numbers in (1,) or (1, 3)"),
        ([math.nan], f"a value that is no number for text 0, {PRAISE[:60]!r}"),
        ([[0.9, 0.9, 0.9]], "0.9, 0.9, 0.9 for text 0; it must give probabilities, which lie in 0 to 1 and sum to 1"),
        ([[-0.5, 1, 0.5]], "-0.5, 1, 0.5 for text 0; it must give probabilities, which lie in 0 to 1 and sum to 1"),
        ([7], "7 for text 0; it must give a score in -1 to 1"),
    ],
)
def test_a_model_of_ones_own_that_errs_is_told_how(given, message):
    with pytest.raises(MediakitError) as error:
        sentiment_toward(corpus_of(PRAISE), target(PRAISE, "Lindqvist"), model=lambda texts, spans: given)
    assert str(error.value) == f"sentiment_toward: for 1 texts the model gave {message}"


def test_what_is_no_model_or_no_corpus_is_refused():
    with pytest.raises(MediakitError) as error:
        sentiment(corpus_of(PRAISE), model="best")
    assert (
        str(error.value)
        == "sentiment: no model 'best'; there are default, accurate, or give a function of texts and spans"
    )
    with pytest.raises(MediakitError, match=r"^a str is no corpus; give what mk\.read or mk\.parse gives$"):
        sentiment(PRAISE)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=120), st.data())
def test_odd_text_never_raises(text, data):
    corpus = corpus_of(text)
    assert sentiment(corpus)["score"].dropna().between(-1, 1).all()
    if text:
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        table = sentiment_toward(corpus, pd.DataFrame([{"article_id": "a", "start": start, "end": end}]))
        assert (table["score"].isna() == table["reason"].notna()).all()
        assert table["text"].tolist() == [text[start:end]]


@pytest.mark.parametrize(
    ("text", "name", "voice", "source"),
    [
        ("Anna Kowalski praised Peter Lindqvist for his courage.", "Peter Lindqvist", "indirect", "Anna Kowalski"),
        ("Anna Kowalski praised Peter Lindqvist for his courage.", "Anna Kowalski", "unattributed", None),
        ("Peter Lindqvist was criticized by Anna Kowalski on Friday.", "Peter Lindqvist", "indirect", "Anna Kowalski"),
        ("Peter Lindqvist was criticized for the delay.", "Peter Lindqvist", "indirect", None),
        ("Anna Kowalski had praise for Germany.", "Germany", "indirect", "Anna Kowalski"),
        ("Angry voters denounced Peter Lindqvist.", "Peter Lindqvist", "indirect", "angry voters"),
        ("Anna Kowalski called Germany a vital partner.", "Germany", "indirect", "Anna Kowalski"),
        ("Peter Lindqvist, a corrupt politician, left.", "Peter Lindqvist", "unattributed", None),
    ],
)
def test_praise_that_is_told_is_the_judges_not_the_outlets(text, name, voice, source):
    row = sentiment_toward(corpus_of(text), target(text, name)).iloc[0]
    assert row["voice"] == voice
    assert row["source"] == source if source else pd.isna(row["source"])


def test_a_phone_call_is_no_judgement():
    text = "Anna Kowalski called Peter Lindqvist on Friday. She called Maria Silva a liar."
    reading = next(iter(mk.parse(corpus_of(text))))
    at = text.index("Peter")
    assert judgement_of(reading, at, at + 15) is None
    at = text.index("Maria")
    assert judgement_of(reading, at, at + 11) == Judgement("call", None)
