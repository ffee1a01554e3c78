"""The data dictionary: every table's schema, and nothing else.

Offsets are 0-based characters into `articles.text`, end exclusive; for every row about a stretch of text
`articles.text[start:end] == row.text`.
"""

from mediakit.tables.columns import ARTICLE, END, PART, PARTS, SENTENCE, SPAN, START, TEXT, VOICE, VOICES
from mediakit.tables.comparisons import (
    COLLOCATES,
    CONTEXTS,
    FRAME_ACTORS,
    FRAME_PAIRS,
    FRAME_POSITIONS,
    KEYNESS,
    MEANS,
    RATES,
    TERMS,
    WORD_SHIFT,
)
from mediakit.tables.corpus import ARTICLES, FURNITURE, KINDS, PROBLEMS
from mediakit.tables.facts import ATTRIBUTES, COVERAGE, DISCREPANCIES, FACTS, RELATIONS, STATUSES
from mediakit.tables.measures import (
    CLAIMS,
    DATES,
    ENTITIES,
    FRAMING,
    QUANTITIES,
    QUOTATIONS,
    QUOTE_VARIANTS,
    QUOTES,
    READABILITY,
    SENTENCES,
    SENTIMENT,
    SENTIMENT_TOWARD,
    SPEAKER_TYPES,
    SPEAKERS,
    STANCES,
)
from mediakit.tables.provenance import FAMILIES, INDEPENDENCE, LINKS, PARAPHRASES, REUSE
from mediakit.tables.validation import (
    ACCURACY,
    AGREEMENT,
    CODEBOOK,
    CODES,
    CONFUSION,
    CORRECTED,
    GROUP,
    ITEM,
    KEY,
    LEVELS,
    N_CODED,
    REASON,
    SAMPLE,
    VALUE,
    VARIABLE,
)

__all__ = [
    "ACCURACY",
    "AGREEMENT",
    "ARTICLE",
    "ARTICLES",
    "ATTRIBUTES",
    "CLAIMS",
    "CODEBOOK",
    "CODES",
    "COLLOCATES",
    "COMPARISONS",
    "CONFUSION",
    "CONTEXTS",
    "CORRECTED",
    "COVERAGE",
    "DATES",
    "DISCREPANCIES",
    "END",
    "ENTITIES",
    "FACTS",
    "FAMILIES",
    "FRAME_ACTORS",
    "FRAME_PAIRS",
    "FRAME_POSITIONS",
    "FRAMING",
    "FURNITURE",
    "GROUP",
    "INDEPENDENCE",
    "ITEM",
    "KEY",
    "KEYNESS",
    "KINDS",
    "LEVELS",
    "LINKS",
    "MEANS",
    "N_CODED",
    "PARAPHRASES",
    "PART",
    "PARTS",
    "PROBLEMS",
    "QUANTITIES",
    "QUOTATIONS",
    "QUOTES",
    "QUOTE_VARIANTS",
    "RATES",
    "READABILITY",
    "REASON",
    "RELATIONS",
    "REUSE",
    "SAMPLE",
    "SCHEMAS",
    "SENTENCE",
    "SENTENCES",
    "SENTIMENT",
    "SENTIMENT_TOWARD",
    "SPAN",
    "SPEAKERS",
    "SPEAKER_TYPES",
    "STANCES",
    "START",
    "STATUSES",
    "TERMS",
    "TEXT",
    "VALIDATION",
    "VALUE",
    "VARIABLE",
    "VOICE",
    "VOICES",
    "WORD_SHIFT",
]

SCHEMAS = {
    schema.name: schema
    for schema in (
        ARTICLES,
        FURNITURE,
        PROBLEMS,
        SENTENCES,
        ENTITIES,
        QUOTATIONS,
        QUOTES,
        SPEAKERS,
        QUOTE_VARIANTS,
        CLAIMS,
        QUANTITIES,
        DATES,
        FRAMING,
        SENTIMENT,
        SENTIMENT_TOWARD,
        READABILITY,
        REUSE,
        PARAPHRASES,
        INDEPENDENCE,
        LINKS,
        FAMILIES,
        FACTS,
        COVERAGE,
        DISCREPANCIES,
    )
}
"""Every table by name, in the order in which a study meets them."""

VALIDATION = {schema.name: schema for schema in (SAMPLE, CODEBOOK, CODES, AGREEMENT, ACCURACY, CONFUSION, CORRECTED)}
"""The tables of a validation, by name, in the order in which they come about. What people have coded is among them, so
they stand apart from `SCHEMAS`, whose tables are made anew, and removed, on every run of `analyze`."""

COMPARISONS = {
    schema.name: schema
    for schema in (
        TERMS,
        CONTEXTS,
        COLLOCATES,
        RATES,
        MEANS,
        KEYNESS,
        WORD_SHIFT,
        FRAME_ACTORS,
        FRAME_PAIRS,
        FRAME_POSITIONS,
    )
}
"""The tables of comparisons; most have the columns that make their groups in front of those declared."""
