import pandas as pd
import pytest

import mediakit as mk
from mediakit.compare.independence import independence
from mediakit.corpus import Article, Corpus
from mediakit.measure.paraphrases import paraphrases
from mediakit.measure.reuse import reuse
from mediakit.tables import PARAPHRASES

WIRE = (
    "The harbour board closed the northern ferry line on Friday after two winters of heavy losses. "
    "Mayor Ingrid Solberg promised every islander a seat on the new bus to the mainland hospital. "
    "Fishermen from three villages blocked the main quay with forty boats for most of the morning."
)
REWRITTEN = (
    "On Friday the northern ferry line was closed by the harbour board, which had made heavy losses in two winters. "
    "Each islander will have a seat on a new bus to the hospital on the mainland, Mayor Ingrid Solberg has promised. "
    "Schools in the capital reopen on Monday with new rules for telephones in the classroom."
)
OTHER = "A football club from the capital won its first cup final in thirty years with a goal in the last minute."


def corpus(*texts):
    return Corpus(tuple(Article(f"a{i}", text, f"outlet {i}") for i, text in enumerate(texts)))


@pytest.fixture(scope="module")
def parsed():
    return mk.parse(corpus(WIRE, REWRITTEN, OTHER))


def test_rewritten_sentences_are_found_and_others_are_not(parsed):
    found = paraphrases(parsed)
    assert len(reuse(parsed)) == 0
    likely = found[found["likely"]]
    assert list(zip(likely["article_id"], likely["sentence"], likely["other_id"], strict=True)) == [
        ("a0", 0, "a1"),
        ("a0", 1, "a1"),
    ]
    assert likely["other_text"].str.split().str[0].tolist() == ["On", "Each"]
    text = parsed.articles.set_index("article_id")["text"]
    for row in found.itertuples():
        assert text[row.article_id][row.start : row.end] == row.text
        assert text[row.other_id][row.other_start : row.other_end] == row.other_text


def test_copied_sentences_and_quotations_are_no_paraphrases():
    quoted = "“We shall never again send a boat out into such a storm at night,” the captain told the court."
    again = "The captain: “We shall never again send a boat out into a storm like this one at night, believe me.”"
    assert len(paraphrases(corpus(WIRE, WIRE + " And more."))) == 0
    assert len(paraphrases(corpus(quoted, again))) == 0


def test_paraphrase_enters_its_own_figures_only(parsed):
    found = paraphrases(parsed)
    plain = independence(reuse(parsed), parsed.articles)
    both = independence(reuse(parsed), parsed.articles, paraphrases=found)
    assert plain.n_with_paraphrase is None
    assert plain.effective_number == both.effective_number == pytest.approx(3)
    assert both.n_for_means == pytest.approx(3)
    assert both.n_with_paraphrase_lower <= both.n_with_paraphrase <= both.n_with_paraphrase_upper
    assert 1.5 < both.n_with_paraphrase < 2.7
    table = both.articles.set_index("article_id")
    assert table["paraphrased_id"].fillna("").to_dict() == {"a0": "a1", "a1": "a0", "a2": ""}
    assert table.loc["a0", "paraphrased"] == pytest.approx(2 / 3, abs=0.05)


def test_only_articles_in_scope_are_compared(parsed):
    times = {"a0": "2025-10-01", "a1": "2025-10-09"}
    dated = Corpus(
        tuple(
            Article(a.article_id, a.text, a.outlet, published=pd.Timestamp(times[a.article_id]).to_pydatetime())
            for a in parsed.corpus
            if a.article_id in times
        )
    )
    assert len(paraphrases(dated, within="48h")) == 0
    assert len(paraphrases(dated, within="10D")) > 0


@pytest.mark.parametrize(
    "texts", [[], [""], ["Word."], [WIRE], ["!!!", "..."], ["東京で会談した。", "東京で会談した。"]]
)
def test_odd_corpora_give_empty_tables(texts):
    found = paraphrases(corpus(*texts))
    assert len(found) == 0
    assert PARAPHRASES.check(found) is found


def test_the_text_that_rewrites_the_wire_stands_out(seeds):
    found = independence(reuse(seeds), seeds.articles, paraphrases=paraphrases(seeds))
    share = found.articles.set_index("article_id")["paraphrased"]
    assert share["ttxvn"] > 0.25
    assert share[["talk-of-nations", "yomiuri"]].max() < 0.1
    assert found.n_with_paraphrase < found.n_for_means < found.effective_number < 5
