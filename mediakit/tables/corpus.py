"""Tables of what was read."""

from mediakit.schema import Schema
from mediakit.tables.columns import ARTICLE, integer_column, offset_column, text_column, time_column

KINDS = ("newspaper", "agency", "republisher", "aggregator", "other")

ARTICLES = Schema(
    "articles",
    "one row an article",
    ("article_id",),
    (
        ARTICLE,
        text_column("outlet", "who published it"),
        text_column("kind", "what sort of outlet", values=KINDS),
        text_column("country", "the outlet's country", null=True),
        text_column("title", "the headline", null=True),
        time_column("published", "local time as the page states it"),
        offset_column("utc_offset", "minutes east of UTC, where the page says it"),
        text_column("credit", "the agency the page credits", null=True),
        text_column("language", "ISO 639-1 code", null=True),
        text_column("url", "address of the page", null=True),
        integer_column("n_words", "words in text"),
        text_column("sha256", "of text, UTF-8"),
        text_column("text", "the body: no headline, byline, time stamp or caption"),
    ),
)

FURNITURE = Schema(
    "furniture",
    "what was cut from a page because it is not the article",
    ("article_id", "line", "start"),
    (
        ARTICLE,
        integer_column("line", "line in the raw file, from 1"),
        integer_column("start", "first character in that line"),
        integer_column("end", "one past the last character in that line"),
        text_column("text", "what was cut"),
        text_column("reason", "why it is not the article"),
    ),
)

PROBLEMS = Schema(
    "problems",
    "what could not be read, and why",
    ("source", "place"),
    (
        text_column("source", "file or record"),
        text_column("place", "line or record within it; empty for the whole"),
        text_column("reason", "what is wrong"),
    ),
)
