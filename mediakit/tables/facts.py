"""Tables of facts, who has them, and where they differ."""

from mediakit.schema import Schema
from mediakit.tables.columns import (
    ARTICLE,
    END,
    START,
    flag_column,
    integer_column,
    name_column,
    offset_column,
    text_column,
)
from mediakit.tables.measures import CLAIMS

FACTS = Schema(
    "facts",
    "claims with the fact they report",
    CLAIMS.key,
    (*CLAIMS.columns, text_column("fact_id", "claims about one thing share it"), text_column("fact", "a short label")),
)

STATUSES = ("asserted", "attributed", "hedged", "expected", "denied", "not_found", "could_not_have")

COVERAGE = Schema(
    "coverage",
    "a row a fact and article",
    ("fact_id", "article_id"),
    (
        text_column("fact_id", "the fact"),
        ARTICLE,
        text_column("status", "how the article has it", values=STATUSES),
        flag_column("contradicted", "whether another article contradicts it"),
        integer_column("n_outlets", "outlets that report the fact"),
        integer_column("n_texts", "texts that report it, copies of one text counted once"),
        integer_column(
            "n_sources", "sources on whose word it rests: who is named, else the agency credited, else the text"
        ),
        text_column("fact", "a short label"),
        text_column("outlet", "who published the article"),
        name_column("attributed_to", "on whose word the article has it", null=True),
        text_column("cue", "the words that hedge, look ahead or attribute", null=True),
        offset_column("start", "first character of the claim that the status is read from"),
        offset_column("end", "one past its last character"),
        text_column("text", "that claim", null=True),
    ),
)

RELATIONS = ("contradiction", "update", "timezone", "alias", "translation", "coarser", "difference")

ATTRIBUTES = ("date", "quantity", "place", "actor", "object", "attribution", "certainty", "tense", "polarity")

DISCREPANCIES = Schema(
    "discrepancies",
    "where two articles report one fact differently",
    ("fact_id", "attribute", "article_id", "start", "other_id", "other_start"),
    (
        text_column("fact_id", "the fact"),
        text_column("attribute", "what differs", values=ATTRIBUTES),
        ARTICLE,
        START,
        END,
        text_column("other_id", "the other article"),
        integer_column("other_start", "first character there"),
        integer_column("other_end", "one past the last character there"),
        text_column("relation", "how the two versions stand to each other", values=RELATIONS),
        text_column("value", "normalised value here", null=True),
        text_column("other_value", "normalised value there", null=True),
        integer_column("rank", "1 is what a reader should look at first"),
        text_column("fact", "a short label"),
        text_column("text", "the claim here"),
        text_column("other_text", "the claim there"),
    ),
)
