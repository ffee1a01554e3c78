"""The coverage matrix and the certainty ladder: every fact and article has its mark."""

import pandas as pd
import pytest

from mediakit.plot.certainty import plot_certainty
from mediakit.plot.coverage import plot_coverage
from mediakit.tables import COVERAGE

pytestmark = pytest.mark.filterwarnings("ignore:.*non-interactive:UserWarning")


@pytest.fixture(autouse=True)
def quiet():
    import matplotlib.pyplot as plt

    plt.switch_backend("agg")
    yield
    plt.close("all")


def cells():
    statuses = {"F1": ["asserted", "attributed", "hedged"], "F2": ["expected", "denied", "could_not_have"],
                "F3": ["asserted", "not_found", "not_found"]}  # fmt: skip
    return COVERAGE.build(
        {
            "fact_id": fact, "article_id": key, "status": status, "contradicted": fact == "F2" and key == "a",
            "n_outlets": 1 if fact == "F3" else 3,
            "n_texts": 1 if fact == "F3" else 2, "n_sources": 1, "fact": f"Fact {fact}",
            "outlet": key.upper(), "cue": "may" if status == "hedged" else None,
        }
        for fact, row in statuses.items()
        for key, status in zip("abc", row, strict=True)
    )  # fmt: skip


def test_each_fact_has_a_row_with_its_label_and_each_article_a_column_with_its_length():
    axes = plot_coverage(cells(), pd.DataFrame({"article_id": list("abc"), "n_words": [1200, 3, 40]}))
    headings = ["In all outlets: 2 facts", "In one text only: 1 fact"]
    assert [t.get_text() for t in axes.get_yticklabels()] == [*headings, "Fact F1", "Fact F2", "Fact F3"]
    assert [t.get_text() for t in axes.get_xticklabels()] == ["A\n1,200 words", "B\n3 words", "C\n40 words"]
    written = [t.get_text() for t in axes.texts]
    assert "3 outlets · 2 texts · 1 source" in written and "1 outlet · 1 text · 1 source" in written
    assert axes.figure.get_figwidth() * 25.4 == pytest.approx(183)


def test_single_texts_are_bounded_and_taken_from_each_article_in_turn():
    told = [("a", 5), ("b", 2), ("c", 1)]
    table = COVERAGE.build(
        {
            "fact_id": f"{key}{i}", "article_id": other, "status": "asserted" if key == other else "not_found",
            "contradicted": False, "n_outlets": 1, "n_texts": 1, "n_sources": 1, "fact": f"{key}{i}", "outlet": other,
        }
        for key, n in told for i in range(n) for other in "abc"
    )  # fmt: skip
    axes = plot_coverage(table, most_single=5)
    assert [t.get_text() for t in axes.get_yticklabels()] == [
        "In one text only: 5 of 8 facts", "a0", "a1", "b0", "b1", "c0",
    ]  # fmt: skip


def test_an_update_is_an_arrow_from_the_less_sure_to_the_surer():
    update = {"fact_id": ["F1"], "relation": ["update"], "attribute": ["tense"], "article_id": ["a"], "other_id": ["c"]}
    panels = plot_certainty(cells(), discrepancies=pd.DataFrame(update))
    [arrow] = [text for text in panels[0].texts if getattr(text, "arrow_patch", None)]
    assert (arrow.xyann, arrow.xy) == ((2, 2), (4, 0))


def test_families_stand_side_by_side():
    axes = plot_coverage(cells(), families=pd.DataFrame({"articles": ["a | c", "b"]}))
    assert [t.get_text() for t in axes.get_xticklabels()] == ["A", "C", "B"]


def test_the_ladder_shows_cues_and_leaves_out_facts_all_tell_alike():
    panels = plot_certainty(cells())
    assert [p.get_title("left") for p in panels] == ["Fact F1", "Fact F2"]
    assert "may" in [t.get_text() for t in panels[0].texts]


def test_no_facts_make_a_sentence():
    [panel] = plot_certainty(COVERAGE.build([]))
    assert "No two articles" in panel.texts[0].get_text()
