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


ODD = pd.DataFrame(
    {"a_b": ["50 % & more", "x|y\nz", None], "n": [1.23456, 2.0, None], "day": pd.to_datetime(["2025-10-28"] * 3)}
)


def test_a_latex_table_is_escaped_and_uses_booktabs(tmp_path):
    assert mk.export_table(ODD, tmp_path / "t.tex", caption="One_two").read_text(encoding="utf-8") == (
        "\\begin{table}\n\\caption{One\\_two}\n\\begin{tabular}{lrl}\n\\toprule\na\\_b & n & day \\\\\n\\midrule\n"
        "50 \\% \\& more & 1.235 & 2025-10-28 \\\\\nx|y z & 2.000 & 2025-10-28 \\\\\n &  & 2025-10-28 \\\\\n"
        "\\bottomrule\n\\end{tabular}\n\\end{table}\n"
    )


def test_a_markdown_table(tmp_path):
    assert mk.export_table(ODD, tmp_path / "t.md").read_text(encoding="utf-8") == (
        "| a_b | n | day |\n| --- | ---: | --- |\n| 50 % & more | 1.235 | 2025-10-28 |\n"
        "| x\\|y z | 2.000 | 2025-10-28 |\n"
        "|  |  | 2025-10-28 |\n"
    )


def test_a_word_table_reads_back_and_has_the_same_bytes(tmp_path):
    from docx import Document

    one, two = (mk.export_table(ODD, tmp_path / name, caption="Odd") for name in ("1.docx", "2.docx"))
    [grid] = Document(str(one)).tables
    assert [[cell.text for cell in row.cells] for row in grid.rows][:2] == [
        ["a_b", "n", "day"],
        ["50 % & more", "1.235", "2025-10-28"],
    ]
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("ending", ["csv", "tex", "md", "docx"])
def test_an_empty_table_can_be_written(tmp_path, ending):
    assert mk.export_table(ODD.head(0), tmp_path / f"t.{ending}").stat().st_size > 0


def test_an_ending_that_is_not_written_is_refused(tmp_path):
    with pytest.raises(MediakitError) as error:
        mk.export_table(pd.DataFrame(), tmp_path / "x.xls")
    assert str(error.value) == "export_table: 'x.xls' ends in none of .csv, .tex, .md, .docx"


def test_a_folder_that_cannot_be_made_is_said(tmp_path, figure):
    (tmp_path / "file").write_text("")
    with pytest.raises(MediakitError, match="the folder cannot be made"):
        mk.export_table(figure[1], tmp_path / "file" / "x.csv")


def test_shares_of_a_page_sum_to_one(figure):
    assert figure[1].groupby("article_id")["share"].sum().round(9).eq(1).all()


def test_the_manifest_names_the_codings(figure, tmp_path):
    axes, shares = figure
    codes = pd.DataFrame(
        {"source": ["x/coder_a.csv"] * 2, "coder": ["a"] * 2, "variable": ["voice"] * 2, "item": ["k1", "k2"]}
    )
    manifest = json.loads(mk.export_figure(axes, tmp_path / "f", table=shares, codes=codes)[-1].read_text("utf-8"))
    assert manifest["codes"] == {"sheets": ["coder_a.csv"], "coders": ["a"], "variables": ["voice"], "items": 2}
