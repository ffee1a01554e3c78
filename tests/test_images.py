"""Every figure as a picture, against a committed one.

The tables are written out here, so that a picture changes only when the drawing does. Two pictures may differ by a root
mean square of 1 of 255 over all pixels, less than one mark of the coverage matrix: matplotlib brings its own fonts and
rasteriser, so that with the version in constraints.txt the same picture comes out everywhere. After a change that is
meant, look at the new ones: `pytest tests/test_images.py --mpl-generate-path=tests/baseline`.
"""

import json

import pandas as pd
import pytest
from conftest import corpus_of

import mediakit as mk
from mediakit.compare.speakers_toward import SPEAKERS_TOWARD
from mediakit.plot.style import nothing
from mediakit.tables import CONFUSION, COVERAGE, QUOTE_VARIANTS, SPEAKERS, STANCES

TOLERANCE = 1
picture = pytest.mark.mpl_image_compare(
    baseline_dir="baseline",
    tolerance=TOLERANCE,
    style="default",
    savefig_kwargs={"dpi": 60, "metadata": {"Software": None}},
)

OUTLETS = {"a": "Morning Post", "b": "Harbour News Agency", "c": "Blog"}
ARTICLES = pd.DataFrame(
    {"article_id": list(OUTLETS), "outlet": list(OUTLETS.values()), "n_words": [812, 455, 1240], "kind": "other"}
)
FAMILIES = pd.DataFrame({"articles": ["a | c", "b"], "credit": ["Harbour", None]})
FACTS = {
    "The mayor will open the new bridge on Friday": ("asserted", "attributed", "expected"),
    "The bridge cost 40 million crowns, a third more than the council had planned": ("asserted", "denied", "not_found"),
    "Engineers may close one lane": ("hedged", "could_not_have", "hedged"),
    "A dog crossed first": ("not_found", "not_found", "asserted"),
}


def coverage():
    texts = (3, 2, 1, 1)
    cues = {"hedged": "may", "expected": "will"}
    return COVERAGE.build(
        {
            "fact_id": f"F{i}", "fact": fact, "article_id": key, "outlet": OUTLETS[key], "status": status,
            "contradicted": i == 1 and status != "not_found", "n_texts": texts[i], "n_sources": texts[i],
            "n_outlets": sum(s not in ("not_found", "could_not_have") for s in row), "cue": cues.get(status),
            "attributed_to": "the mayor" if status in ("attributed", "denied") else None,
        }
        for i, (fact, row) in enumerate(FACTS.items())
        for key, status in zip(OUTLETS, row, strict=True)
    )  # fmt: skip


def figure(axes):
    return (axes[0] if isinstance(axes, list) else axes).figure


@picture
def test_coverage():
    return figure(mk.plot_coverage(coverage(), ARTICLES, families=FAMILIES))


def test_one_other_mark_is_more_than_the_tolerance(tmp_path):
    from matplotlib.testing.compare import compare_images

    table = coverage()
    figure(mk.plot_coverage(table, ARTICLES, families=FAMILIES)).savefig(tmp_path / "one.png", dpi=60)
    table.loc[table.index[0], "status"] = "attributed"
    figure(mk.plot_coverage(table, ARTICLES, families=FAMILIES)).savefig(tmp_path / "other.png", dpi=60)
    paths = str(tmp_path / "one.png"), str(tmp_path / "other.png")
    assert compare_images(paths[0], paths[0], TOLERANCE) is None
    assert "Error" in compare_images(*paths, TOLERANCE)


@picture
def test_coverage_of_many_articles():
    ids = [f"paper-{i:02}" for i in range(14)]
    table = COVERAGE.build(
        {
            "fact_id": f"F{fact}", "fact": f"Fact number {fact}", "article_id": key, "outlet": key.title(),
            "status": "asserted" if i <= fact * 3 else "not_found", "contradicted": False,
            "n_outlets": fact * 3 + 1, "n_texts": fact + 1, "n_sources": 1,
        }
        for fact in range(5) for i, key in enumerate(ids)
    )  # fmt: skip
    families = pd.DataFrame({"articles": ["paper-00 | paper-01 | paper-02"], "credit": [None]})
    return figure(mk.plot_coverage(table, families=families))


@picture
def test_certainty():
    update = {"fact_id": ["F0"], "relation": ["update"], "attribute": ["tense"], "article_id": ["c"], "other_id": ["a"]}
    return figure(mk.plot_certainty(coverage(), discrepancies=pd.DataFrame(update)))


@picture
def test_voices():
    rows = (("a", "Eva Holm", 60, 90), ("b", "Eva Holm", 20, 130), ("b", "Jan Bo", 45, 0), ("c", "a neighbour", 12, 40))
    speakers = SPEAKERS.build(
        {
            "article_id": key, "speaker": name, "type": "anonymous" if name.startswith("a ") else "government",
            "n_quotes": 1, "words_direct": direct, "words_indirect": indirect,
            **dict.fromkeys(STANCES, 0),
        }
        for key, name, direct, indirect in rows
    )  # fmt: skip
    articles = mk.read(ARTICLES.assign(text="word " * 3)).articles.assign(n_words=ARTICLES["n_words"])
    return figure(mk.plot_voices(speakers, articles, families=FAMILIES))


@picture
def test_variants():
    steps = [
        ["same", "The", "The"], ["changed", "new", "finished"], ["same", "bridge", "bridge"],
        ["only", "over the river", ""], ["same", "is", "is"], ["same", "safe", "safe"], ["other_only", "", "today"],
    ]  # fmt: skip
    rows = QUOTE_VARIANTS.build(
        {
            "article_id": "a", "start": 0, "end": 9, "text": "The new bridge over the river is safe", "other_id": other,
            "other_start": 0, "other_end": 9, "other_text": f"The finished bridge is safe today {other}",
            "statement_id": "a:0", "speaker_entity": "Eva Holm", "kind": "changed", "similarity": 0.7, "n_same": 4,
            "n_changed": 1, "n_only": 1, "n_other_only": 1, "alignment": json.dumps(steps),
        }
        for other in ("b", "c")
    )  # fmt: skip
    return figure(mk.plot_variants(rows, articles=ARTICLES))


@picture
def test_reuse():
    wire = "The mayor said on Friday that the new bridge would open after two years of work and much delay"
    own = "Nobody at the harbour had slept well when the first cars rolled over the shining steel of it"
    corpus = corpus_of(f"{wire}. {own}.", f"{own[:40]}. {wire}.", f'"{own}," she said.', credit="Harbour")
    return figure(mk.plot_reuse(mk.reuse(corpus), corpus.articles))


@picture
def test_pages():
    parts = (("a", "article", 812), ("a", "caption", 60), ("b", "article", 455), ("c", "article", 40))
    shares = pd.DataFrame(
        {"article_id": key, "outlet": OUTLETS[key], "part": part, "n_words": n, "share": 0.5} for key, part, n in parts
    )
    lengths = pd.DataFrame({"article_id": list(OUTLETS), "words_per_sentence": [21.4, 30.2, None]})
    return figure(mk.plot_pages(shares, lengths))


def rates():
    return pd.DataFrame(
        {
            "outlet": outlet, "frame": frame, "n": n, "rate": n * 2.5, "low": n * 2.5 - 1 if bounded else None,
            "high": n * 2.5 + 2 if bounded else None, "interval": "bootstrap" if bounded else None,
        }
        for frame, bounded in (("economy and trade", True), ("morality", False))
        for n, outlet in enumerate(OUTLETS.values())
    )  # fmt: skip


@picture
def test_rates():
    return figure(mk.plot_rates(rates(), xlabel="cues per 1,000 words (number: cues)"))


@picture
def test_rates_two_columns_wide():
    return figure(mk.plot_rates(rates(), width=183))


@picture
def test_sentiment():
    rows = (
        ("direct", "Eva Holm", "Harbour", 0, 1, 4), ("indirect", "Eva Holm", "Jan Bo", 3, 2, 0),
        ("unattributed", "Morning Post", "Eva Holm", 1, 6, 2),
    )  # fmt: skip
    table = SPEAKERS_TOWARD.build(
        {
            "outlet": "Morning Post", "voice": voice, "speaker": speaker, "entity": entity, "n": bad + none + good,
            "n_negative": bad, "n_neutral": none, "n_positive": good, "score": 0.0, "spans": "a:0-1",
        }
        for voice, speaker, entity, bad, none, good in rows
    )  # fmt: skip
    return figure(mk.plot_sentiment(table))


@picture
def test_accuracy():
    counts = {("yes", "yes"): 18, ("yes", "no"): 2, ("no", "yes"): 5, ("no", "no"): 25}
    table = CONFUSION.build(
        {
            "variable": "own voice", "group": "all", "coded": coded, "machine": machine, "n": n, "weighted": float(n),
            "share": n / (20 if coded == "yes" else 30),
        }
        for (coded, machine), n in counts.items()
    )  # fmt: skip
    return figure(mk.plot_accuracy(table))


@picture
def test_terms():
    from mediakit.compare.keyness import compare_terms

    words = (("bridge", 9, 2), ("river", 4, 4), ("mayor", 1, 8), ("steel", 5, 1))
    terms = pd.DataFrame(
        {"outlet": outlet, "article_id": outlet, "term": term, "n": float(n)}
        for term, one, two in words
        for outlet, n in (("A", one), ("B", two))
    )
    return figure(mk.plot_terms(compare_terms(terms)))


@picture
def test_nothing_to_draw():
    return figure(nothing("No statement was found in two articles."))
