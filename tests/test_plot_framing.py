"""Every figure of framing is drawn, of one group and many, of no rows, and says what is missing."""

import pytest
from matplotlib.text import Annotation

import mediakit as mk
from mediakit.compare.frames import frame_actors, frame_pairs, frame_positions
from mediakit.compare.keyness import compare_terms
from mediakit.compare.rates import compare_means, compare_rates
from mediakit.compare.terms import terms
from mediakit.compare.word_shift import word_shift
from mediakit.errors import TableError
from mediakit.plot.frames import plot_frame_actors, plot_frame_pairs, plot_frame_positions
from mediakit.plot.rates import plot_rates
from mediakit.plot.terms import plot_terms, plot_word_shift


@pytest.fixture(scope="module")
def tables(seeds):
    framing, articles = mk.framing(seeds, lexicon="summit"), seeds.articles
    words = terms(seeds, unit="word")
    return {
        "articles": articles,
        "rates": compare_rates(framing, articles, label="frame", unit="paragraph", resamples=100),
        "voices": compare_rates(framing, articles, by=["outlet", "voice"], label="frame"),
        "means": compare_means(mk.sentiment(seeds), articles),
        "keyness": compare_terms(terms(seeds, content=True), min_count=2),
        "shift": word_shift(words, "Yomiuri", "Overview"),
        "positions": frame_positions(framing, articles),
        "pairs": frame_pairs(framing, mk.sentences(seeds), articles),
        "actors": frame_actors(framing, mk.claims(seeds), mk.entities(seeds)),
    }


def drawn(axes):
    """All words of a figure after it was laid out; a layout that fails warns, and warnings are errors here."""
    figure = axes[0].figure
    figure.canvas.draw()
    return [text.get_text() for ax in axes for text in ax.findobj(Annotation)]


def test_rates_show_a_panel_a_label_and_n_on_every_mark(tables):
    axes = plot_rates(tables["rates"])
    assert len(axes) == tables["rates"]["frame"].nunique()
    assert sorted(map(int, drawn(axes))) == sorted(tables["rates"]["n"])
    assert axes[0].get_title(loc="left").replace("\n", " ") == tables["rates"].groupby("frame")["n"].sum().idxmax()


def test_rates_in_colours_and_in_a_given_order(tables):
    axes = plot_rates(tables["voices"], colour="voice", order=["Yomiuri", "TTXVN"])
    assert [label.get_text() for label in axes[0].get_yticklabels()] == ["Yomiuri", "TTXVN"]
    assert len(axes) == tables["voices"]["frame"].nunique()
    drawn(axes)


def test_means_have_one_panel(tables):
    assert len(drawn(plot_rates(tables["means"]))) == 5


@pytest.mark.parametrize("kind", ["ranked", "funnel"])
@pytest.mark.parametrize("n_groups", [1, 2, 5])
def test_terms_of_any_number_of_groups(tables, kind, n_groups):
    table = tables["keyness"]
    some = table[table["outlet"].isin(sorted(table["outlet"].unique())[:n_groups])]
    axes = plot_terms(some, kind=kind, n=5)
    assert len(axes) == n_groups and drawn(axes)


def test_a_word_shift_shows_its_terms_and_the_sum_of_the_others(tables):
    words = drawn(plot_word_shift(tables["shift"], n=6))
    assert len(words) == 7 and words[-1] == f"{len(tables['shift']) - 6} other terms"


def test_framing_in_use(tables):
    assert drawn(plot_frame_positions(tables["positions"], tables["articles"])) == []
    drawn(plot_frame_pairs(tables["pairs"]))
    drawn(plot_frame_actors(tables["actors"]))


def test_tables_without_rows_are_drawn_empty(tables):
    for figure, name in [
        (plot_rates, "rates"), (plot_terms, "keyness"), (plot_word_shift, "shift"), (plot_frame_pairs, "pairs"),
        (plot_frame_actors, "actors"),
    ]:  # fmt: skip
        drawn(figure(tables[name].iloc[:0]))
    drawn(plot_frame_positions(tables["positions"].iloc[:0], tables["articles"]))


@pytest.mark.parametrize(
    "figure, message",
    [
        (lambda t: plot_rates(t["shift"]), "plot_rates: no column 'rate' or 'mean'; it has rank, term, score, "),
        (lambda t: plot_rates(t["rates"], colour="voice"), "plot_rates: colour is 'voice'; allowed are frame"),
        (lambda t: plot_terms(t["keyness"], kind="cloud"), "plot_terms: kind is 'cloud'; allowed are ranked, funnel"),
        (lambda t: plot_terms(t["keyness"], by="kind"), "plot_terms: no column 'kind'; it has outlet, reference, "),
        (lambda t: plot_word_shift(t["rates"]), "plot_word_shift: no column 'rank'; it has outlet, frame, n, "),
    ],
)
def test_what_is_missing_is_named(tables, figure, message):
    with pytest.raises(TableError) as error:
        figure(tables)
    assert str(error.value).startswith(message)
