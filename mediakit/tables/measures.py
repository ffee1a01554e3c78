"""Tables of what is measured in each article."""

from mediakit.schema import Schema
from mediakit.tables.columns import (
    ARTICLE,
    END,
    PART,
    SPAN,
    START,
    TEXT,
    VOICE,
    flag_column,
    integer_column,
    name_column,
    number_column,
    offset_column,
    text_column,
    time_column,
)

SENTENCES = Schema(
    "sentences",
    "one row a sentence",
    ("article_id", "start"),
    (
        *SPAN,
        integer_column("paragraph", "ordinal of the paragraph, from 0"),
        number_column("quoted", "share of its characters inside quotation marks"),
        VOICE,
        PART,
    ),
)

ENTITIES = Schema(
    "entities",
    "named entities",
    ("article_id", "start"),
    (*SPAN, text_column("label", "spaCy's entity type"), name_column("entity", "canonical name across the corpus")),
)

QUOTATIONS = Schema(
    "quotations",
    "what stands between one pair of quotation marks",
    ("article_id", "start"),
    (*SPAN, text_column("quote_id", "the statement it belongs to; null when it is nobody's statement", null=True)),
)

QUOTES = Schema(
    "quotes",
    "contiguous parts of what is attributed to a speaker, without the marks",
    ("article_id", "start", "end", "quote_id"),
    (
        *SPAN,
        text_column("quote_id", "parts of one statement share it"),
        text_column("within", "the statement that it stands inside; null for the outermost", null=True),
        text_column("kind", "direct, partly in marks, or without", values=("direct", "partial", "indirect")),
        text_column("rule", "which rule or model found it"),
        number_column("confidence", "how sure, 0 to 1"),
        text_column("speaker", "the speaker as written", null=True),
        offset_column("speaker_start", "first character of speaker"),
        offset_column("speaker_end", "one past the last character of speaker"),
        name_column("speaker_entity", "canonical name of the speaker across the corpus", null=True),
        text_column("cue", "the words that attribute", null=True),
        offset_column("cue_start", "first character of cue"),
        offset_column("cue_end", "one past the last character of cue"),
        text_column("cue_lemma", "lemma of the cue's head", null=True),
        text_column("stance", "what the cue says of attitude, from data/reporting_verbs.csv", null=True),
    ),
)

SPEAKER_TYPES = (
    "government",
    "politics",
    "business",
    "civil society",
    "expert",
    "law",
    "media",
    "public",
    "anonymous",
    "other",
    "unknown",
)

STANCES = (
    "neutral",
    "assertive",
    "positive",
    "negative",
    "sceptical",
    "concessive",
    "commissive",
    "directive",
    "question",
    "cognitive",
    "evidential",
)

SPEAKERS = Schema(
    "speakers",
    "who speaks in each article, and how much",
    ("article_id", "speaker"),
    (
        ARTICLE,
        name_column("speaker", "canonical name; null for statements of nobody named", null=True),
        text_column("role", "the role as written, where the article gives one", null=True),
        text_column("type", "what sort of speaker, from role and name", values=SPEAKER_TYPES),
        integer_column("n_quotes", "statements"),
        integer_column("words_direct", "words inside quotation marks"),
        integer_column("words_indirect", "words attributed without marks"),
        *(integer_column(stance, f"statements whose cue is {stance}") for stance in STANCES),
    ),
)

QUOTE_VARIANTS = Schema(
    "quote_variants",
    "two spans of different articles that are one statement",
    ("article_id", "start", "other_id", "other_start"),
    (
        ARTICLE,
        START,
        END,
        TEXT,
        text_column("other_id", "the other article"),
        integer_column("other_start", "first character there"),
        integer_column("other_end", "one past the last character there"),
        text_column("other_text", "the words there"),
        text_column("statement_id", "all spans of one statement share it"),
        name_column("speaker_entity", "who said it", null=True),
        text_column("kind", "how the two differ", values=("verbatim", "cut", "changed", "marks")),
        number_column("similarity", "share of words alike, 0 to 1"),
        integer_column("n_same", "words alike"),
        integer_column("n_changed", "words put differently"),
        integer_column("n_only", "words that stand here alone"),
        integer_column("n_other_only", "words that stand there alone"),
        text_column("alignment", "JSON: a list of [same, changed, only or other_only, words here, words there]"),
    ),
)

CLAIMS = Schema(
    "claims",
    "one predicate with its slots",
    ("article_id", "predicate_start"),
    (
        *SPAN,
        text_column("actor", "who, as written", null=True),
        offset_column("actor_start", "first character of actor"),
        offset_column("actor_end", "one past the last character of actor"),
        text_column("predicate", "the relation's words as written"),
        integer_column("predicate_start", "first character of the predicate's head"),
        text_column("act", "the relation, lemmatised"),
        text_column("object", "to whom or what, as written", null=True),
        offset_column("object_start", "first character of object"),
        offset_column("object_end", "one past the last character of object"),
        text_column("adjuncts", "other arguments as written, separated by ' | '", null=True),
        text_column("polarity", "whether it is said to be so", values=("affirmed", "negated")),
        text_column("certainty", "how surely", values=("asserted", "hedged", "expected", "denied")),
        text_column("hedge", "the words that hedge", null=True),
        text_column("hedge_kind", "what sort of hedge", null=True, values=("epistemic", "vague", "hearsay")),
        text_column("tense", "of the predicate", values=("past", "present", "future")),
        VOICE,
        name_column("attributed_to", "on whose word it stands; null in the outlet's own voice", null=True),
        text_column("attribution_cue", "the words that attribute it", null=True),
        text_column("place", "where, as written", null=True),
        time_column("date_from", "first day of the claim's own date"),
        time_column("date_to", "last day of the claim's own date"),
        number_column("value", "the claim's own quantity", null=True),
        number_column("high", "upper end where the quantity is a range", null=True),
        text_column("unit", "of value: ISO 4217 currency, %, or a count noun", null=True),
    ),
)

QUANTITIES = Schema(
    "quantities",
    "numbers with a unit",
    ("article_id", "start"),
    (
        *SPAN,
        number_column("value", "normalised"),
        number_column("high", "upper end of a range", null=True),
        text_column("unit", "ISO 4217 currency, %, or a count noun", null=True),
        flag_column("approximate", "about, nearly, more than"),
    ),
)

DATES = Schema(
    "dates",
    "expressions of time, resolved against the publication date",
    ("article_id", "start"),
    (
        *SPAN,
        time_column("date_from", "first day"),
        time_column("date_to", "last day"),
        text_column("grain", "how fine", values=("day", "week", "month", "quarter", "year")),
    ),
)

FRAMING = Schema(
    "framing",
    "frame cues: matches of a lexicon's terms",
    ("article_id", "start", "frame"),
    (
        *SPAN,
        text_column("frame", "the frame the lexicon gives the term"),
        text_column("term", "the lexicon's term"),
        text_column("lexicon", "which lexicon"),
        VOICE,
        PART,
        flag_column("negated", 'whether it stands under a negation: "no threat"'),
    ),
)

SENTIMENT = Schema(
    "sentiment",
    "tone of each sentence",
    ("article_id", "start"),
    (
        *SPAN,
        number_column("score", "-1 (negative) to 1 (positive), the mean rating a reader would give", null=True),
        VOICE,
        text_column("reason", "why there is no score", null=True),
    ),
)

SENTIMENT_TOWARD = Schema(
    "sentiment_toward",
    "sentiment toward a named target",
    ("article_id", "start", "end"),
    (
        *SPAN,
        name_column("entity", "canonical name of the target", null=True),
        number_column("score", "p_positive - p_negative", null=True),
        text_column("label", "the most probable class", null=True, values=("negative", "neutral", "positive")),
        number_column("p_negative", "probability", null=True),
        number_column("p_neutral", "probability", null=True),
        number_column("p_positive", "probability", null=True),
        VOICE,
        name_column("source", "who speaks; null in the outlet's own voice", null=True),
        text_column("reason", "why there is no score", null=True),
    ),
)

READABILITY = Schema(
    "readability",
    "how hard each text is to read",
    ("article_id",),
    (
        ARTICLE,
        integer_column("n_words", "words, as in articles"),
        integer_column("n_sentences", "sentences as spaCy splits them"),
        number_column("words_per_sentence", "mean", null=True),
        number_column("characters_per_word", "mean", null=True),
        number_column("syllables_per_word", "mean, syllables as textstat counts them", null=True),
        number_column("flesch_reading_ease", "Flesch 1948; null below 100 words", null=True),
        number_column("flesch_kincaid_grade", "Kincaid et al. 1975; null below 100 words", null=True),
        number_column("gunning_fog", "Gunning 1952; null below 100 words", null=True),
        number_column("automated_readability_index", "Senter & Smith 1967; null below 100 words", null=True),
        number_column("coleman_liau_index", "Coleman & Liau 1975; null below 100 words", null=True),
        number_column("smog_index", "McLaughlin 1969; null below 30 sentences", null=True),
    ),
)
