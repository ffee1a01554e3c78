"""Coding sheets: written blind and harmless, read back with all that spreadsheets do to them."""

import csv

import pandas as pd
import pytest
from conftest import corpus_of
from hypothesis import example, given
from hypothesis import strategies as st

import mediakit as mk
from mediakit.compare.codebook import codebook
from mediakit.compare.codes import consensus, read_codes
from mediakit.compare.coding import coding_sheet, read_sample
from mediakit.compare.sampling import sample
from mediakit.compare.sheets import RISKY, escape, read_cells, unescape, write_csv, write_xlsx
from mediakit.errors import MediakitError, ReadError, TableError

BOOK = """
version = "1"
[variable.voice]
definition = "In whose words."
values = ["direct", "indirect", "unattributed"]
[variable.extent]
definition = "How many sentences."
level = "ordinal"
values = ["1-2", "3-4", "more"]
[variable.tone]
definition = "From -1 to 1."
minimum = -1
maximum = 1
"""
TEXT = "=SUM(A1) he said.\n\n+1 for the plan.\n\nA plain sentence; with a semicolon.\n\n“Quoted”, she said."


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "book.toml"
    path.write_text(BOOK, encoding="utf-8")
    return codebook(path)


@pytest.fixture
def drawn():
    corpus = corpus_of(TEXT)
    rows, start = [], 0
    for paragraph in TEXT.split("\n\n"):
        end = start + len(paragraph)
        rows.append(
            {"article_id": "a", "start": start, "end": end, "text": paragraph, "voice": "indirect", "tone": 0.5}
        )
        start = end + 2
    return sample(pd.DataFrame(rows), 4, corpus.articles)


def fill(path, rows, separator=",", encoding="utf-8", header=("item", "voice", "extent", "tone")):
    lines = [header, *rows]
    path.write_bytes("\r\n".join(separator.join(map(str, line)) for line in lines).encode(encoding))
    return path


@given(st.text())
@example("=cmd|' /C calc'!A0")
@example("' leading apostrophe")
@example("\u00a0=1+1")
def test_no_cell_begins_as_a_formula_and_every_text_comes_back(text):
    assert unescape(escape(text)) == text
    assert unescape(text) in (text, text[1:])
    assert not escape(text).lstrip(" \u00a0\u3000").startswith(tuple(set(RISKY) - {"'"}))


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), min_size=1))
def test_csv_keeps_any_text(tmp_path_factory, cells):
    path = tmp_path_factory.mktemp("csv") / "x.csv"
    header = ["item", "note"]
    write_csv(path, [header, *cells])
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [[unescape(cell) for cell in row] for row in csv.reader(file)] == [header, *cells]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_sheet_shows_the_passage_and_nothing_of_the_machine(tmp_path, book, drawn, ending):
    path = coding_sheet(drawn, book, tmp_path / "sheets" / f"one.{ending}", coder="ann")
    header, *rows = read_cells(path)
    assert header == ["item", "coder", "before", "passage", "after", "voice", "extent", "tone", "note"]
    assert [row[0] for row in rows] == list(drawn["item"])
    assert [unescape(str(row[3])) for row in rows] == list(drawn["text"])
    assert {row[1] for row in rows} == {"ann"}
    assert not any(cell for row in rows for cell in row[5:])
    assert not any(str(cell)[:1] in ("=", "+") for row in rows for cell in row if cell)
    assert "outlet" not in path.read_bytes().decode("latin-1")


def test_a_workbook_offers_the_values_and_tells_the_rules(tmp_path, book, drawn):
    from openpyxl import load_workbook

    loaded = load_workbook(coding_sheet(drawn, book, tmp_path / "one.xlsx"))
    assert loaded.sheetnames == ["coding", "instructions", "values"]
    rules = {str(rule.sqref): rule.formula1 for rule in loaded["coding"].data_validations.dataValidation}
    assert rules == {"F2:F5": "values!$F$1:$F$3", "G2:G5": "values!$G$1:$G$3"}
    assert [cell.value for cell in loaded["values"]["G"]] == ["1-2", "3-4", "more"]
    assert {cell.number_format for row in loaded["coding"].iter_rows() for cell in row} == {"@"}
    assert loaded["instructions"]["A1"].value == "book, version 1"


def test_texts_that_no_workbook_can_hold_are_written_all_the_same(tmp_path):
    write_xlsx(tmp_path / "x.xlsx", [["item"], ["a\x00b\ud800c" + "d" * 40_000]], {}, [])
    assert read_cells(tmp_path / "x.xlsx")[1][0].startswith("a\ufffdb\ufffdc")


def test_the_sample_beside_the_sheet_is_the_sample(tmp_path, book, drawn):
    path = coding_sheet(drawn, book, tmp_path / "one.csv")
    again = read_sample(path.with_name("one.sample.csv"))
    columns = ["item", "key", "stratum", "n_stratum", "n_sampled", "inclusion", "before", "after", "text", "start"]
    pd.testing.assert_frame_equal(again[columns], drawn[columns])
    assert (tmp_path / "one.instructions.md").read_text(encoding="utf-8").startswith("book, version 1\n")
    with pytest.raises(ReadError, match=r"^one.csv: not the sample that coding_sheet wrote: "):
        read_sample(path)


def test_a_sheet_that_may_be_filled_is_not_overwritten(tmp_path, book, drawn):
    coding_sheet(drawn, book, tmp_path / "one.csv")
    with pytest.raises(MediakitError) as error:
        coding_sheet(drawn, book, tmp_path / "one.csv")
    assert str(error.value) == "coding_sheet: one.csv is already there, perhaps filled; replace=True overwrites it"
    coding_sheet(drawn, book, tmp_path / "one.csv", replace=True)
    with pytest.raises(MediakitError, match=r"^coding_sheet: one.ods ends in .ods; a sheet is .csv or .xlsx$"):
        coding_sheet(drawn, book, tmp_path / "one.ods")


def test_codes_of_several_coders_know_where_they_stand(tmp_path, book, drawn):
    path = coding_sheet(drawn, book, tmp_path / "one.csv")
    first, second, *_ = drawn["item"]
    ann = fill(tmp_path / "ann.csv", [(first, "direct", "", "0,5"), (second, "", "", "")], ";", "utf-8-sig")
    ben = fill(tmp_path / "ben.csv", [(first, " Indirect ", "more", "-1"), (second, "direct", "1-2", "1e-1")])
    codes = read_codes([ann, ben], book, sample=path.with_name("one.sample.csv"))
    assert codes[["item", "variable", "coder", "value"]].to_numpy().tolist() == sorted(
        [
            [first, "voice", "ann", "direct"],
            [first, "tone", "ann", "0.5"],
            [first, "voice", "ben", "indirect"],
            [first, "extent", "ben", "more"],
            [first, "tone", "ben", "-1"],
            [second, "voice", "ben", "direct"],
            [second, "extent", "ben", "1-2"],
            [second, "tone", "ben", "0.1"],
        ]
    , key=lambda row: (row[0], row[1], row[2]))  # fmt: skip
    assert set(codes["text"]) == set(drawn.loc[drawn["item"].isin([first, second]), "text"])
    assert set(codes["n_stratum"]) == {4} and set(codes["key"]) == {"article_id start"}
    assert set(codes.loc[codes["value"] == "more", "rank"]) == {2}
    assert set(read_codes({"Ann B.": ann}, book)["coder"]) == {"Ann B."}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_how_spreadsheets_save(tmp_path, book, encoding, separator):
    path = fill(tmp_path / "x.csv", [("k1", "DIRECT", "more", 1), (), ("", "", "", "")], separator, encoding)
    assert list(read_codes(path, book)["value"]) == ["more", "1", "direct"]
    path.write_bytes(b"sep=;\r\n" + b"item;voice;extent;tone;remarks of caf\xe9\r\nk1;direct;;;caf\xe9")
    assert list(read_codes(path, book)["value"]) == ["direct"]


def test_a_workbook_that_was_filled(tmp_path, book):
    from datetime import datetime

    from openpyxl import Workbook

    loaded = Workbook()
    loaded.active.append(["item", "voice", "extent", "tone"])
    loaded.active.append(["k1", "direct", "more", 1.0])
    loaded.save(tmp_path / "x.xlsx")
    assert list(read_codes(tmp_path / "x.xlsx", book)["value"]) == ["more", "1", "direct"]
    loaded.active.append(["k2", "direct", datetime(2026, 1, 2), 0])
    loaded.save(tmp_path / "x.xlsx")
    with pytest.raises(ReadError) as error:
        read_codes(tmp_path / "x.xlsx", book)
    assert str(error.value) == (
        "x.xlsx, row 3, column 'extent': '2026-01-02' is not one of 1-2, 3-4, more: the spreadsheet made it a "
        "date (2026-01-02); type it again in a cell of text"
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [("k1", "dirct", "", "")],
            "x.csv, row 2, column 'voice': 'dirct' is not one of direct, indirect, unattributed; is it 'direct'?",
        ),
        (
            [("k1", "", "02-Jan", "")],
            "x.csv, row 2, column 'extent': '02-Jan' is not one of 1-2, 3-4, more: it looks like a date, which "
            "spreadsheets make of other values; type it again in a cell of text",
        ),
        (
            [("k1", "#NAME?", "", "")],
            "x.csv, row 2, column 'voice': '#NAME?' is not one of direct, indirect, unattributed: the spreadsheet made "
            "it a formula with an error; type it again in a cell of text",
        ),
        ([("k1", "", "", "2")], "x.csv, row 2, column 'tone': '2' is not a number from -1 to 1"),
        ([("k1", "", "", "nan")], "x.csv, row 2, column 'tone': 'nan' is not a number from -1 to 1"),
        (
            [("k1", "direct", "", ""), ("k1", "indirect", "", "")],
            "x.csv, row 3, column 'voice': x coded item k1 'indirect' here and 'direct' in row 2; keep one",
        ),
        ([("", "direct", "", "")], "x.csv, row 2: voice coded, but no item; copy it from the sheet as it was written"),
        (
            [("k1", "x", "", ""), ("k1", "", "", "9")],
            "x.csv, row 2, column 'voice': 'x' is not one of direct, indirect, unattributed\n"
            "  row 3, column 'tone': '9' is not a number from -1 to 1",
        ),
    ],
)
def test_what_is_refused_says_where(tmp_path, book, rows, message):
    with pytest.raises(ReadError) as error:
        read_codes(fill(tmp_path / "x.csv", rows), book)
    assert str(error.value) == message


def test_many_faults_are_counted(tmp_path, book):
    with pytest.raises(ReadError) as error:
        read_codes(fill(tmp_path / "x.csv", [("k1", f"x{i}", "", "") for i in range(20)]), book)
    lines = str(error.value).splitlines()
    assert len(lines) == 9 and lines[-1] == "  and 12 more"


def test_rows_that_stand_there_twice_and_agree_count_once(tmp_path, book):
    path = fill(tmp_path / "x.csv", [("k1", "direct", "", ""), ("k1", "direct", "more", ""), ("k1", "", "", "")])
    assert list(read_codes([path, path], book)["value"]) == ["more", "direct"]


def test_items_that_are_not_in_the_sample(tmp_path, book, drawn):
    item = drawn["item"][0]

    def message(given_):
        with pytest.raises(ReadError) as error:
            read_codes(fill(tmp_path / "x.csv", [(given_, "direct", "", "")]), book, sample=drawn)
        return str(error.value)

    assert message(item[:9]) == f"x.csv, row 2, column 'item': {item[:9]!r} is not in the sample; is it {item!r}?"
    assert message("zz") == "x.csv, row 2, column 'item': 'zz' is not in the sample; was the sheet made from it?"
    own = drawn.assign(item=[f"00{n}" for n in range(1, 5)])
    with pytest.raises(ReadError) as error:
        read_codes(fill(tmp_path / "x.csv", [("1", "direct", "", "")]), book, sample=own)
    assert str(error.value) == (
        "x.csv, row 2, column 'item': '1' is not in the sample; '001' is: the spreadsheet has cut the zeros before it"
    )
    assert len(read_codes(fill(tmp_path / "x.csv", [(f" {item.upper()} ", "direct", "", "")]), book, sample=drawn)) == 1


def test_sheets_without_their_columns(tmp_path, book):
    path = fill(tmp_path / "x.csv", [], header=("item", "voice", "extend", "tone"))
    with pytest.raises(ReadError) as error:
        read_codes(path, book)
    assert str(error.value) == "x.csv, row 1: no column 'extent'; it has item, voice, extend, tone; is it 'extend'?"
    for content in (b"", b"\x00\x01\x02", b"PK\x03\x04nonsense", b"\xd0\xcf\x11\xe0", b"a,b\n1,2"):
        path.write_bytes(content)
        with pytest.raises(ReadError, match=r"^x.csv"):
            read_codes(path, book)
    with pytest.raises(ReadError, match=r"^gone.csv: cannot be read \(FileNotFoundError\)$"):
        read_codes(tmp_path / "gone.csv", book)


def test_before_anybody_has_coded_every_table_is_empty_and_says_so(tmp_path):
    book = codebook("voice")
    corpus = corpus_of("The mayor came. She said that it rained.")
    sentences = mk.sentences(corpus)
    codes = read_codes([], book, sample=tmp_path / "sample.csv")
    assert len(codes) == 0
    agreed, right = mk.agreement(codes, by=None), mk.accuracy(sentences, codes, corpus.articles, by=None)
    assert agreed.empty and right.empty
    [drawn] = mk.plot_accuracy(mk.confusion(sentences, codes, corpus.articles), "voice")
    assert [text.get_text() for text in drawn.texts] == ["No categories are coded yet, so there is no matrix to draw."]
    rates = mk.compare_rates(sentences, corpus.articles, by="outlet", label="voice", codes=codes)
    assert len(rates) and rates[["corrected", "corrected_low", "corrected_high"]].isna().all(axis=None)
    assert mk.validation_paragraph(book, codes, agreed, right, coders="two").startswith("No sample was coded")


@given(st.binary(max_size=200))
def test_any_file_is_read_or_refused(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("any")
    (folder / "book.toml").write_text(BOOK, encoding="utf-8")
    (folder / "x.csv").write_bytes(b"item,voice,extent,tone\n" + content)
    try:
        read_codes(folder / "x.csv", folder / "book.toml")
    except MediakitError as error:
        assert str(error).startswith("x.csv")


def test_what_most_coders_say(tmp_path, book):
    sheets = {
        "a": fill(tmp_path / "a.csv", [("k1", "direct", "", "0"), ("k2", "direct", "", "")]),
        "b": fill(tmp_path / "b.csv", [("k1", "direct", "", "1"), ("k2", "indirect", "", "")]),
        "c": fill(tmp_path / "c.csv", [("k1", "indirect", "", "0.5")]),
    }
    codes = read_codes(sheets, book)
    settled = consensus(codes).set_index(["item", "variable"])
    assert settled.loc[("k1", "voice"), "value"] == "direct" and settled.loc[("k1", "voice"), "n_coders"] == 3
    assert settled.loc[("k1", "tone"), "value"] == "0.5"
    assert pd.isna(settled.loc[("k2", "voice"), "value"])
    assert consensus(codes, "b").set_index(["item", "variable"])["value"].to_dict() == {
        ("k1", "tone"): "1",
        ("k1", "voice"): "direct",
        ("k2", "voice"): "indirect",
    }
    with pytest.raises(TableError, match=r"^consensus: no coder 'd'; there are a, b, c$"):
        consensus(codes, "d")
