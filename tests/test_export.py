import json

import pandas as pd
import pytest

import mediakit as mk
from mediakit.compare.pages import page_shares
from mediakit.errors import MediakitError
from mediakit.export import sha256


@pytest.fixture
def figure(seeds):
    shares = page_shares(seeds.articles, seeds.corpus.furniture)
    return mk.plot_pages(shares, mk.readability(seeds)), shares


def test_a_figure_comes_with_its_data_and_manifest(figure, seeds, tmp_path):
    axes, shares = figure
    files = mk.export_figure(axes, tmp_path / "new" / "pages", table=shares, articles=seeds.articles)
    assert [file.name for file in files] == ["pages.pdf", "pages.svg", "pages.png", "pages.csv", "pages.json"]
    manifest = json.loads(files[-1].read_text(encoding="utf-8"))
    assert manifest["data"]["sha256"] == sha256(files[3])
    assert {entry["sha256"] for entry in manifest["inputs"]} == set(seeds.articles["sha256"])
    pd.testing.assert_frame_equal(pd.read_csv(files[3]), shares, check_dtype=False, rtol=1e-9)


def test_the_same_figure_gives_the_same_bytes(figure, seeds, tmp_path):
    shares = figure[1]
    runs = [
        mk.export_figure(mk.plot_pages(shares, mk.readability(seeds)), tmp_path / str(i) / "pages", table=shares)
        for i in (1, 2)
    ]
    assert [file.read_bytes() for file in runs[0]] == [file.read_bytes() for file in runs[1]]


def test_a_figure_is_as_wide_as_a_journal_page(figure):
    assert figure[0][0].figure.get_size_inches()[0] * 25.4 == pytest.approx(183)


def test_an_ending_that_is_not_written_is_refused(tmp_path):
    with pytest.raises(MediakitError, match=r"export_table: 'x.xls' does not end in .csv"):
        mk.export_table(pd.DataFrame(), tmp_path / "x.xls")


def test_a_folder_that_cannot_be_made_is_said(tmp_path, figure):
    (tmp_path / "file").write_text("")
    with pytest.raises(MediakitError, match="the folder cannot be made"):
        mk.export_table(figure[1], tmp_path / "file" / "x.csv")


def test_shares_of_a_page_sum_to_one(figure):
    assert figure[1].groupby("article_id")["share"].sum().round(9).eq(1).all()
