"""Reading: who reads what, and what is said when something cannot be read."""

from pathlib import Path

import pandas as pd
import pytest

from mediakit.corpus import Article
from mediakit.errors import ReadError, TableError
from mediakit.read import read

BODY = "The harbour council voted on Monday to close the old bridge. Lorries will take the coast road until spring."
OTHER = "A ferry will carry walkers across the harbour from next week, the council's engineer told the meeting."


def write(folder: Path, **texts: str | bytes) -> Path:
    for name, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / f"{name}.txt").write_bytes(data)
    return folder


def problems(corpus) -> list[tuple[str, str, str]]:
    return [(Path(p.source).name, p.place, p.reason) for p in corpus.unread]


def message(source, **options) -> str:
    with pytest.raises((ReadError, TableError)) as caught:
        read(source, **options)
    return str(caught.value)


# Sources


def test_a_folder_is_read_in_the_order_of_its_file_names_with_its_subfolders(tmp_path):
    (tmp_path / "more").mkdir()
    write(tmp_path, b=OTHER, a=BODY)
    write(tmp_path / "more", c=BODY)
    (tmp_path / ".hidden.txt").write_text(BODY)
    (tmp_path / "README.md").write_text("What these files are.")
    corpus = read(tmp_path)
    assert [article.article_id for article in corpus] == ["a", "b", "c"]
    assert [article.outlet for article in corpus] == ["a", "b", "c"]
    assert corpus.problems.empty


def test_a_file_a_list_and_an_article_are_read(tmp_path):
    write(tmp_path, a=BODY, b=OTHER)
    assert [a.text for a in read(tmp_path / "a.txt")] == [BODY]
    given = Article("c", "Given.", "The C")
    assert [a.article_id for a in read([str(tmp_path / "b.txt"), tmp_path / "a.txt", given])] == ["b", "a", "c"]
    assert read([tmp_path / "b.txt", given]).items[1] is given


def test_a_dataframe_is_read_with_its_own_columns_kept():
    table = pd.DataFrame(
        {
            "article_id": [1, 2],
            "outlet": ["Dawn", "Dusk"],
            "text": [BODY, BODY],
            "published": ["2024-03-05 07:30", None],
            "kind": ["newspaper", None],
            "score": [0.5, 0.7],
        }
    )
    corpus = read(table)
    assert list(corpus.articles["article_id"]) == ["1", "2"]  # equal texts under different ids are kept
    assert list(corpus.articles["kind"]) == ["newspaper", "other"]
    assert corpus.articles["published"][0] == pd.Timestamp("2024-03-05 07:30")
    assert list(corpus.articles["score"]) == [0.5, 0.7]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_table_file_named_itself_is_read_as_a_dataframe_is(tmp_path, suffix):
    table = pd.DataFrame({"article_id": ["x"], "outlet": ["Dawn"], "text": [BODY], "published": ["2024-03-05"]})
    path = tmp_path / f"table.{suffix}"
    if suffix == "csv":
        table.to_csv(path, index=False)
    elif suffix == "jsonl":
        table.to_json(path, orient="records", lines=True)
    else:
        table.to_parquet(path)
    (article,) = read(path)
    assert (article.text, article.outlet, f"{article.published:%d.%m.%Y}") == (BODY, "Dawn", "05.03.2024")


def test_without_cleaning_a_text_stays_exactly_as_given(tmp_path):
    raw = "A Headline Here\r\n\r\nBy Ann Other\r\n\r\n" + BODY + "  \u200b\r\n\r\nShare this\r\n"
    table = pd.DataFrame({"article_id": ["x"], "outlet": ["Dawn"], "text": [raw]})
    for source in (write(tmp_path, x=raw), table):
        (article,) = read(source, clean=False)
        assert article.text == raw
        assert article.furniture == () and article.title is None and article.published is None


# Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings_that_files_come_in(tmp_path, encoding):
    text = "“It’s a café,” said Zoë – the owner of the house beside the old bridge."
    assert [a.text for a in read(write(tmp_path, a=text.encode(encoding)))] == [text]


def test_old_line_ends_are_line_ends(tmp_path):
    for name, end in (("dos", "\r\n"), ("mac", "\r"), ("unix", "\n")):
        write(tmp_path, **{name: f"{BODY}{end}{end}{OTHER}{end}".encode()})
    assert {a.text for a in read(tmp_path)} == {f"{BODY}\n\n{OTHER}"}


# Bad input

BINARY = "this is a binary file, not text; save the article's text as a UTF-8 .txt file"


def test_one_bad_file_is_a_problem_and_the_others_are_read(tmp_path):
    (tmp_path / "again").mkdir()
    write(
        tmp_path,
        good=BODY,
        empty="",
        image=b"\x89PNG\r\n\x1a\n\0\0\0",
        binary=bytes(range(256)),
        broken=b"Caf\x81 \x8d at the bridge",
        furniture="Share this\n\nSign up\n\nAdvertisement",
    )
    write(tmp_path / "again", good=OTHER)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "sound.mp3").write_bytes(b"ID3")
    corpus = read(tmp_path)
    assert [a.text for a in corpus] == [OTHER]  # again/good.txt comes first
    first = tmp_path / "again" / "good.txt"
    assert problems(corpus) == [
        ("binary.txt", "", BINARY),
        (
            "broken.txt",
            "",
            "the encoding is unknown: byte 3 is not UTF-8 and the whole is not Windows-1252; save the file as UTF-8",
        ),
        ("empty.txt", "", "the file is empty; put the article's text into it or take it out"),
        (
            "furniture.txt",
            "",
            "no article found, only furniture (share prompt, newsletter prompt, advertisement); "
            "read it with clean=False to keep it all",
        ),
        ("good.txt", "", f"the id 'good' is taken by {first}; rename one, since every article needs its own"),
        ("image.txt", "", "this is a PNG image, not text; save the article's text as a UTF-8 .txt file"),
        ("scan.pdf", "", "mediakit does not read .pdf yet; save the article's text as a .txt file"),
        (
            "sound.mp3",
            "",
            "not a text file mediakit reads; it reads .txt, and tables of articles (.csv, .jsonl, .parquet)",
        ),
    ]
    assert len(corpus.problems) == len(corpus.unread)


def test_a_bad_file_alone_and_a_folder_of_bad_files_are_errors(tmp_path):
    write(tmp_path, image=b"\xff\xd8\xff\xe0\0")
    said = f"{tmp_path / 'image.txt'}: this is a JPEG image, not text; save the article's text as a UTF-8 .txt file"
    assert message(tmp_path / "image.txt") == said
    assert message(tmp_path) == said
    assert message([tmp_path / "image.txt"]) == said


def test_a_missing_path_is_an_error_also_in_a_list(tmp_path):
    write(tmp_path, a=BODY)
    said = f"{tmp_path / 'b.txt'}: no such file or folder; check the path (a text itself is read from a DataFrame)"
    assert message(tmp_path / "b.txt") == said
    assert message([tmp_path / "a.txt", tmp_path / "b.txt"]) == said


def test_things_that_are_no_source(tmp_path):
    how = "cannot be read; give a folder, a file, a list of them, or a DataFrame"
    assert message(None) == f"None: {how}"
    assert message(7) == f"int 7: {how}"
    assert message("") == f"str '': {how}"
    assert message([None]) == "list: item 0 of the list is None, not a path, an Article or a DataFrame"
    nothing = "nothing to read; give a folder with .txt files, a file, a list or a DataFrame"
    assert message([]) == f"an empty list: {nothing}"
    assert message(tmp_path) == f"{tmp_path}: no .txt file in this folder or below it; save each article as one"
    assert message("A whole text. " * 99).endswith("check the path (a text itself is read from a DataFrame)")


def test_a_table_without_its_columns_says_what_it_has():
    needed = "needed are article_id, outlet, text"
    table = pd.DataFrame({"id": ["x"], "text": [BODY]})
    assert message(table) == f"DataFrame: no column 'article_id'; it has id, text; {needed}"
    assert message(pd.DataFrame()) == f"DataFrame: no column 'article_id'; it has no column at all; {needed}"
    assert message(pd.DataFrame(columns=["article_id", "outlet", "text"])) == "DataFrame: the table has no row"


def test_odd_rows_of_a_table_are_problems():
    table = pd.DataFrame(
        {
            "article_id": ["a", "a", None, "c", "d", "e", "f"],
            "outlet": ["A", "A", "B", "C", "D", None, "F"],
            "text": [BODY, OTHER, BODY, None, 5, BODY, " \n"],
            "published": ["soon", None, None, None, None, None, None],
        }
    )
    corpus = read(table)
    assert [a.article_id for a in corpus] == ["a"]
    assert [(p.place, p.reason) for p in corpus.unread] == [
        ("row 0, a, published", "'soon' is not a day or time such as 2025-10-28 or 2025-10-28 19:55; it is left out"),
        ("row 1", "the id 'a' is taken by DataFrame, row 0; rename one, since every article needs its own"),
        ("row 2", "no article_id; the row is not read"),
        ("row 3, c", "the text is empty; the row is not read"),
        ("row 4, d", "the text is an int, not a string; the row is not read"),
        ("row 5, e", "no outlet; the row is not read"),
        ("row 6, f", "the text is empty; the row is not read"),
    ]


@pytest.mark.parametrize("unit", ['The mayor said, "We agree," and left. ', "x", '"a ', "By ", "a.b/"])
def test_a_line_of_a_megabyte_is_read_whole(tmp_path, unit):
    size = 999_000  # a quadratic rule would take hours
    write(tmp_path, a=unit * (size // len(unit)))
    (article,) = read(tmp_path)
    assert len(article.text) > 0.9 * size


def test_ten_megabytes_are_not_one_article(tmp_path):
    write(tmp_path, a="word " * 2_000_000, b=OTHER)
    corpus = read(tmp_path)
    assert [article.article_id for article in corpus] == ["b"]
    assert corpus.problems["reason"].tolist() == [
        "10,000,000 characters are more than one article has (1,000,000 at most); split the file, one article each"
    ]


# The sidecar


def test_the_sidecar_overrides_the_page(tmp_path):
    write(tmp_path, a=f"Bridge Closed for the Winter Months\n\nMarch 4, 2024\n\n{BODY}\n\n{OTHER}", b=OTHER)
    (tmp_path / "articles.csv").write_text(
        "article_id,outlet,published,utc_offset,kind,title\na,The Dawn,2024-03-05T06:00,60,newspaper,\n", "utf-8-sig"
    )
    a, b = read(tmp_path)
    assert (a.outlet, a.kind, a.utc_offset, f"{a.published:%d %H:%M}") == ("The Dawn", "newspaper", 60, "05 06:00")
    assert a.title == "Bridge Closed for the Winter Months"  # an empty cell says nothing
    assert b.outlet == "b"
    assert read(tmp_path / "a.txt").items[0].outlet == "The Dawn"


def test_what_is_wrong_with_a_sidecar_is_a_problem(tmp_path):
    write(tmp_path, a=BODY)
    (tmp_path / "articles.csv").write_text(
        "article_id,published,kind,mood\na,someday,blog,\nz,2024-01-01,,\na,2024-01-01,,\n,2024-01-01,,\n"
    )
    given = "outlet, kind, country, title, published, utc_offset, credit, language, url"
    assert problems(read(tmp_path)) == [
        (
            "articles.csv",
            "column mood",
            f"'mood' is not a column of articles that can be given; columns that can be: {given}",
        ),
        (
            "articles.csv",
            "line 2, published",
            "'someday' is not a day or time such as 2025-10-28 or 2025-10-28 19:55; it is left out",
        ),
        (
            "articles.csv",
            "line 2, kind",
            "'blog' is not one of newspaper, agency, republisher, aggregator, other; it is left out",
        ),
        ("articles.csv", "line 4", "a second row for 'a'; it is not used"),
        ("articles.csv", "line 5", "no article_id; the row is not used"),
        ("articles.csv", "line 3", "there is no article 'z'; the row is not used"),
    ]


def test_a_sidecar_without_ids_is_not_used(tmp_path):
    write(tmp_path, a=BODY)
    (tmp_path / "articles.csv").write_text("id,outlet\na,The Dawn\n")
    corpus = read(tmp_path)
    assert [a.outlet for a in corpus] == ["a"]
    assert problems(corpus) == [
        ("articles.csv", "", "no column 'article_id'; it has id, outlet; nothing of it is used")
    ]
