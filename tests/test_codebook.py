"""Codebooks: what a file may say, and what is refused."""

import pytest
from conftest import SEEDS

from mediakit.compare.codebook import codebook
from mediakit.errors import LexiconError

GOOD = """
name = "Voice and tone"
version = "1.2"
instructions = "Read the whole passage.\\nDecide alone."

[variable.voice]
definition = "In whose words the passage stands."
include = ["speech between marks", "speech in a headline"]
exclude = "titles of books"
example = "“We won,” she said.: direct"
values = { direct = "between quotation marks", indirect = "attributed, no marks", unattributed = "" }

[variable.certainty]
definition = "How surely it is said."
level = "ordinal"
values = ["denied", "hedged", "asserted"]

[variable.tone]
definition = "From hostile to friendly."
minimum = -1
maximum = 1
column = "score"

[variable.speaker]
definition = "Who speaks, as written."
"""


def written(tmp_path, text):
    path = tmp_path / "book.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_a_codebook_says(tmp_path):
    book = codebook(written(tmp_path, GOOD))
    assert (book.name, book.version, len(book.sha256)) == ("Voice and tone", "1.2", 64)
    assert [v.name for v in book] == ["voice", "certainty", "tone", "speaker"]
    assert [v.level for v in book] == ["nominal", "ordinal", "interval", "nominal"]
    assert [v.column for v in book] == ["voice", "certainty", "score", "speaker"]
    assert book["voice"].values == ("direct", "indirect", "unattributed")
    assert book["voice"].meanings == ("between quotation marks", "attributed, no marks", "")
    assert book["voice"].include == ("speech between marks", "speech in a headline")
    assert list(book.table["values"]) == [
        "direct, indirect, unattributed",
        "denied, hedged, asserted",
        "a number from -1 to 1",
        "any text",
    ]
    assert book.guide()[:9] == [
        "Voice and tone, version 1.2",
        "Read the whole passage.",
        "Decide alone.",
        "",
        "voice: In whose words the passage stands.",
        "  Allowed: direct, indirect, unattributed. Leave it empty where you did not decide.",
        "  direct: between quotation marks",
        "  indirect: attributed, no marks",
        "  Include: speech between marks",
    ]


def test_variables_may_be_a_list(tmp_path):
    text = 'version = 2\n[[variable]]\nname = "x"\ndefinition = "d"\nvalues = [true, false]\n'
    book = codebook(written(tmp_path, text))
    assert (book.name, book.version, book["x"].values) == ("book", "2", ("true", "false"))


def test_the_codebook_of_the_seeds_is_one():
    book = codebook(SEEDS / "codebook.toml")
    assert book["certainty"].values == ("asserted", "hedged", "expected", "denied")
    assert book["label"].level == "ordinal" and book["speaker"].allowed == "any text"


HEAD = 'version = "1"\n[variable.x]\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("version = '1'", "book.toml: no variable; a codebook has a [variable.NAME] for each thing to decide"),
        (
            "[variable.x]\ndefinition = 'd'",
            "book.toml: no version; codings can only be compared when it is known by which rules",
        ),
        (HEAD, "book.toml, variable 'x': no definition"),
        (
            HEAD + "defintion = 'd'",
            "book.toml, variable 'x': unknown entry 'defintion'; allowed are name, definition, include, exclude, "
            "example, values, minimum, maximum, level, column",
        ),
        (HEAD + "definition = 'd'\nvalues = ['a']", "book.toml, variable 'x': one value leaves nothing to decide"),
        (
            HEAD + "definition = 'd'\nvalues = ['a', 'A']",
            "book.toml, variable 'x': a value is empty, or stands there twice (capitals make no difference)",
        ),
        (
            HEAD + "definition = 'd'\nlevel = 'ordinal'",
            "book.toml, variable 'x': an ordinal variable lists its values in their order",
        ),
        (
            HEAD + "definition = 'd'\nlevel = 'ratio'",
            "book.toml, variable 'x': a ratio variable has a minimum of 0 or more",
        ),
        (
            HEAD + "definition = 'd'\nlevel = 'metric'",
            "book.toml, variable 'x': level is 'metric'; allowed are nominal, ordinal, interval, ratio",
        ),
        (
            HEAD + "definition = 'd'\nvalues = ['a', 'b']\nlevel = 'interval'",
            "book.toml, variable 'x': a list of values does not belong to a variable on the interval level",
        ),
        ("varsion = 1", "book.toml: unknown entry 'varsion'; allowed are name, version, source, licence, instructions, "
         "variable"),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, text, message):
    with pytest.raises(LexiconError) as error:
        codebook(written(tmp_path, text))
    assert str(error.value) == message


def test_files_that_are_none(tmp_path):
    with pytest.raises(LexiconError, match=r"^book.toml: not a TOML file in UTF-8: "):
        codebook(written(tmp_path, "= 1"))
    with pytest.raises(LexiconError, match=r"^gone.toml: cannot be read \(FileNotFoundError\)$"):
        codebook(tmp_path / "gone.toml")
    with pytest.raises(
        LexiconError, match=r"^Voice and tone: no variable 'x'; it has voice, certainty, tone, speaker$"
    ):
        codebook(written(tmp_path, GOOD))["x"]
