import pytest

from mediakit.corpus import Article, Corpus
from mediakit.measure.paraphrases import paraphrases
from mediakit.measure.reuse import reuse
from mediakit.plot.reuse import plot_reuse


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_the_seeds_show_who_carries_whose_text(seeds):
    axes = plot_reuse(reuse(seeds), seeds.articles, paraphrases=paraphrases(seeds))
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert len(labels) == 5
    family = seeds.articles.set_index("article_id").loc[["newsaz", "overview"], "outlet"]
    assert set(labels[:2]) == {f"{family['newsaz']}\ncredits Kyodo", family["overview"]}
    assert any(f"stands in {family['overview']}" in text for text in texts(axes))
    assert texts(axes)[labels.index("Talk of Nations")] == "stands here alone"
    footer = axes.figure.get_supxlabel()
    assert footer.startswith("5 articles of 5 outlets hold 4.")
    assert len(axes.lines) >= 4  # connectors between the two neighbours of one family


def test_articles_that_share_least_are_left_out_and_counted():
    story = " ".join(f"word{i}" for i in range(60))
    made = Corpus(
        tuple(
            Article(f"a{i}", story if i < 3 else " ".join(f"own{i}x{j}" for j in range(60)), f"outlet {i}")
            for i in range(10)
        )
    )
    axes = plot_reuse(reuse(made), made.articles, max_articles=4)
    assert [label.get_text() for label in axes.get_yticklabels()][:3] == ["outlet 0", "outlet 1", "outlet 2"]
    assert axes.figure.get_supxlabel().endswith("6 more articles, which share least, are not drawn.")


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_an_article_is_still_a_figure(count):
    made = Corpus(tuple(Article(f"a{i}", "A text alone.", "outlet") for i in range(count)))
    axes = plot_reuse(reuse(made), made.articles)
    assert len(axes.get_yticks()) == count
