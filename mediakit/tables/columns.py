"""Columns that many tables share, and the makers of columns."""

from mediakit.schema import Column

VOICES = ("direct", "indirect", "unattributed")

PARTS = ("lead", "body")


def text_column(name: str, description: str, null: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", description, null, values)


def name_column(name: str, description: str, null: bool = False) -> Column:
    return Column(name, "text", description, null, named=True)


def integer_column(name: str, description: str) -> Column:
    return Column(name, "integer", description)


def offset_column(name: str, description: str) -> Column:
    return Column(name, "offset", description, null=True)


def number_column(name: str, description: str, null: bool = False) -> Column:
    return Column(name, "number", description, null)


def flag_column(name: str, description: str) -> Column:
    return Column(name, "flag", description)


def time_column(name: str, description: str) -> Column:
    return Column(name, "time", description, null=True)


ARTICLE = text_column("article_id", "the article: its file's stem, or the record's id")

START = integer_column("start", "first character in articles.text")

END = integer_column("end", "one past the last character in articles.text")

TEXT = text_column("text", "articles.text[start:end]")

SENTENCE = integer_column("sentence", "ordinal of the sentence in the article, from 0")

SPAN = (ARTICLE, START, END, TEXT, SENTENCE)

VOICE = text_column(
    "voice", "in whose words: direct, attributed without quotation marks, or unattributed", values=VOICES
)

PART = text_column("part", "lead is the first paragraph", values=PARTS)
