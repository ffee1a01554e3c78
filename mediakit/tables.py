"""The data dictionary: every table's schema, and nothing else.

Offsets are 0-based characters into `articles.text`, end exclusive; for every row about a stretch of text
`articles.text[start:end] == row.text`.
"""

from mediakit.schema import Column, Schema

VOICES = ("direct", "indirect", "unattributed")
PARTS = ("lead", "body")
KINDS = ("newspaper", "agency", "republisher", "aggregator", "other")


def _text(name: str, description: str, null: bool = False, values: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", description, null, values)


def _name(name: str, description: str, null: bool = False) -> Column:
    return Column(name, "text", description, null, named=True)


def _integer(name: str, description: str) -> Column:
    return Column(name, "integer", description)


def _offset(name: str, description: str) -> Column:
    return Column(name, "offset", description, null=True)


def _number(name: str, description: str, null: bool = False) -> Column:
    return Column(name, "number", description, null)


def _flag(name: str, description: str) -> Column:
    return Column(name, "flag", description)


def _time(name: str, description: str) -> Column:
    return Column(name, "time", description, null=True)


ARTICLE = _text("article_id", "the article: its file's stem, or the record's id")
START = _integer("start", "first character in articles.text")
END = _integer("end", "one past the last character in articles.text")
TEXT = _text("text", "articles.text[start:end]")
SENTENCE = _integer("sentence", "ordinal of the sentence in the article, from 0")
SPAN = (ARTICLE, START, END, TEXT, SENTENCE)
VOICE = _text("voice", "in whose words: direct, attributed without quotation marks, or unattributed", values=VOICES)
PART = _text("part", "lead is the first paragraph", values=PARTS)

ARTICLES = Schema(
    "articles",
    "one row an article",
    ("article_id",),
    (
        ARTICLE,
        _text("outlet", "who published it"),
        _text("kind", "what sort of outlet", values=KINDS),
        _text("country", "the outlet's country", null=True),
        _text("title", "the headline", null=True),
        _time("published", "local time as the page states it"),
        _offset("utc_offset", "minutes east of UTC, where the page says it"),
        _text("credit", "the agency the page credits", null=True),
        _text("language", "ISO 639-1 code", null=True),
        _text("url", "address of the page", null=True),
        _integer("n_words", "words in text"),
        _text("sha256", "of text, UTF-8"),
        _text("text", "the body: no headline, byline, time stamp or caption"),
    ),
)

FURNITURE = Schema(
    "furniture",
    "what was cut from a page because it is not the article",
    ("article_id", "line", "start"),
    (
        ARTICLE,
        _integer("line", "line in the raw file, from 1"),
        _integer("start", "first character in that line"),
        _integer("end", "one past the last character in that line"),
        _text("text", "what was cut"),
        _text("reason", "why it is not the article"),
    ),
)

PROBLEMS = Schema(
    "problems",
    "what could not be read, and why",
    ("source", "place"),
    (
        _text("source", "file or record"),
        _text("place", "line or record within it; empty for the whole"),
        _text("reason", "what is wrong"),
    ),
)

SENTENCES = Schema(
    "sentences",
    "one row a sentence",
    ("article_id", "start"),
    (
        *SPAN,
        _integer("paragraph", "ordinal of the paragraph, from 0"),
        _number("quoted", "share of its characters inside quotation marks"),
        VOICE,
        PART,
    ),
)

ENTITIES = Schema(
    "entities",
    "named entities",
    ("article_id", "start"),
    (*SPAN, _text("label", "spaCy's entity type"), _name("entity", "canonical name across the corpus")),
)

QUOTATIONS = Schema(
    "quotations",
    "what stands between one pair of quotation marks",
    ("article_id", "start"),
    (*SPAN, _text("quote_id", "the statement it belongs to; null when it is nobody's statement", null=True)),
)

QUOTES = Schema(
    "quotes",
    "contiguous parts of what is attributed to a speaker, without the marks",
    ("article_id", "start"),
    (
        *SPAN,
        _text("quote_id", "parts of one statement share it"),
        _text("kind", "direct, partly in marks, or without", values=("direct", "partial", "indirect")),
        _text("rule", "which rule or model found it"),
        _number("confidence", "how sure, 0 to 1"),
        _text("speaker", "the speaker as written", null=True),
        _offset("speaker_start", "first character of speaker"),
        _offset("speaker_end", "one past the last character of speaker"),
        _name("speaker_entity", "canonical name of the speaker across the corpus", null=True),
        _text("cue", "the words that attribute", null=True),
        _offset("cue_start", "first character of cue"),
        _offset("cue_end", "one past the last character of cue"),
        _text("cue_lemma", "lemma of the cue's head", null=True),
    ),
)

CLAIMS = Schema(
    "claims",
    "one predicate with its slots",
    ("article_id", "predicate_start"),
    (
        *SPAN,
        _text("actor", "who, as written", null=True),
        _offset("actor_start", "first character of actor"),
        _offset("actor_end", "one past the last character of actor"),
        _text("predicate", "the relation's words as written"),
        _integer("predicate_start", "first character of the predicate's head"),
        _text("act", "the relation, lemmatised"),
        _text("object", "to whom or what, as written", null=True),
        _offset("object_start", "first character of object"),
        _offset("object_end", "one past the last character of object"),
        _text("adjuncts", "other arguments as written, separated by ' | '", null=True),
        _text("polarity", "whether it is said to be so", values=("affirmed", "negated")),
        _text("certainty", "how surely", values=("asserted", "hedged", "expected", "denied")),
        _text("hedge", "the words that hedge", null=True),
        _text("hedge_kind", "what sort of hedge", null=True, values=("epistemic", "vague", "hearsay")),
        _text("tense", "of the predicate", values=("past", "present", "future")),
        VOICE,
        _name("attributed_to", "on whose word it stands; null in the outlet's own voice", null=True),
        _text("attribution_cue", "the words that attribute it", null=True),
        _text("place", "where, as written", null=True),
        _time("date_from", "first day of the claim's own date"),
        _time("date_to", "last day of the claim's own date"),
        _number("value", "the claim's own quantity", null=True),
        _number("high", "upper end where the quantity is a range", null=True),
        _text("unit", "of value: ISO 4217 currency, %, or a count noun", null=True),
    ),
)

QUANTITIES = Schema(
    "quantities",
    "numbers with a unit",
    ("article_id", "start"),
    (
        *SPAN,
        _number("value", "normalised"),
        _number("high", "upper end of a range", null=True),
        _text("unit", "ISO 4217 currency, %, or a count noun", null=True),
        _flag("approximate", "about, nearly, more than"),
    ),
)

DATES = Schema(
    "dates",
    "expressions of time, resolved against the publication date",
    ("article_id", "start"),
    (
        *SPAN,
        _time("date_from", "first day"),
        _time("date_to", "last day"),
        _text("grain", "how fine", values=("day", "week", "month", "quarter", "year")),
    ),
)

FRAMING = Schema(
    "framing",
    "frame cues: matches of a lexicon's terms",
    ("article_id", "start", "frame"),
    (
        *SPAN,
        _text("frame", "the frame the lexicon gives the term"),
        _text("term", "the lexicon's term"),
        _text("lexicon", "which lexicon"),
        VOICE,
        PART,
    ),
)

SENTIMENT = Schema(
    "sentiment",
    "tone of each sentence",
    ("article_id", "start"),
    (*SPAN, _number("score", "-1 to 1", null=True), VOICE),
)

SENTIMENT_TOWARD = Schema(
    "sentiment_toward",
    "sentiment toward a named target",
    ("article_id", "start"),
    (
        *SPAN,
        _name("entity", "canonical name of the target", null=True),
        _number("score", "p_positive - p_negative", null=True),
        _text("label", "the most probable class", null=True, values=("negative", "neutral", "positive")),
        _number("p_negative", "probability", null=True),
        _number("p_neutral", "probability", null=True),
        _number("p_positive", "probability", null=True),
        VOICE,
        _name("source", "who speaks; null in the outlet's own voice", null=True),
    ),
)

READABILITY = Schema(
    "readability",
    "how hard each text is to read",
    ("article_id",),
    (
        ARTICLE,
        _integer("n_words", "words, as in articles"),
        _integer("n_sentences", "sentences as spaCy splits them"),
        _number("words_per_sentence", "mean", null=True),
        _number("characters_per_word", "mean", null=True),
        _number("syllables_per_word", "mean, syllables as textstat counts them", null=True),
        _number("flesch_reading_ease", "Flesch 1948; null below 100 words", null=True),
        _number("flesch_kincaid_grade", "Kincaid et al. 1975; null below 100 words", null=True),
        _number("gunning_fog", "Gunning 1952; null below 100 words", null=True),
        _number("automated_readability_index", "Senter & Smith 1967; null below 100 words", null=True),
        _number("coleman_liau_index", "Coleman & Liau 1975; null below 100 words", null=True),
        _number("smog_index", "McLaughlin 1969; null below 30 sentences", null=True),
    ),
)

REUSE = Schema(
    "reuse",
    "passages that stand in two articles, each unordered pair of articles once",
    ("article_id", "start", "other_id", "other_start"),
    (
        ARTICLE,
        START,
        END,
        TEXT,
        _text("other_id", "the other article"),
        _integer("other_start", "first character there"),
        _integer("other_end", "one past the last character there"),
        _text("other_text", "the passage there"),
        _integer("n_tokens", "word tokens of the passage in the first article"),
        _number("similarity", "share of tokens alike, 0 to 1"),
        _number("quoted", "share of its tokens inside quotation marks, in the article that marks more of it"),
        _text("kind", "what is shared", values=("verbatim", "edited", "quotation", "formula")),
        _integer("n_articles", "articles that carry the whole passage, these two among them"),
    ),
)

PARAPHRASES = Schema(
    "paraphrases",
    "sentences of two articles that seem to say the same in other words; an estimate, kept apart from shared passages",
    ("article_id", "start", "other_id", "other_start"),
    (
        *SPAN,
        _text("other_id", "the other article"),
        _integer("other_start", "first character there"),
        _integer("other_end", "one past the last character there"),
        _text("other_text", "the sentence there"),
        _number("similarity", "of the two sentences, 0 to 1; a score and no probability"),
        _number("verbatim", "share of the sentence's tokens that a shared passage of the two carries already"),
        _flag("likely", "whether similarity is at least 0.4"),
    ),
)

INDEPENDENCE = Schema(
    "independence",
    "how much of each article other articles carry",
    ("article_id",),
    (
        ARTICLE,
        _text("outlet", "who published it"),
        _integer("n_tokens", "word tokens of the article"),
        _number("shared", "share of its tokens that stand in another article", null=True),
        _number("shared_elsewhere", "share that stands in an article of another outlet", null=True),
        _number("credited", "share that stands in another article which is an agency's or credits one", null=True),
        _integer("n_carriers", "other articles that carry some of it"),
        _text("largest_id", "the article that carries most of it", null=True),
        _number("largest_share", "share of its tokens that stands there", null=True),
        _text("credit", "the agency the page credits", null=True),
        _text("origin_inferred", "the agency whose text it seems to carry; the page does not say so", null=True),
        _text("evidence", "what origin_inferred rests on", null=True),
        _number("accounts", "its part of the effective number of independent accounts"),
        _integer("family", "the family it belongs to; an article by itself is a family"),
    ),
)

LINKS = Schema(
    "links",
    "pairs of articles that share text, and what is known of the direction",
    ("article_id", "other_id"),
    (
        ARTICLE,
        _text("other_id", "the other article"),
        _integer("n_tokens", "tokens of the first article in shared passages"),
        _number("share", "of the first article's tokens"),
        _number("other_share", "of the other article's tokens"),
        _flag("same_outlet", "whether one outlet published both"),
        _text(
            "relation",
            "what the pages allow to say; two articles may always share an origin that is not here",
            values=("copy", "common source", "update", "unknown"),
        ),
        _text("origin", "the article that the other one credits", null=True),
        _text("earlier", "the one published earlier, where the times leave no doubt", null=True),
        _text("earlier_inferred", "the one that speaks of things ahead where the other reports them", null=True),
        _text("evidence", "what relation, origin and direction rest on", null=True),
    ),
)

FAMILIES = Schema(
    "families",
    "articles that carry one source text",
    ("family",),
    (
        _integer("family", "the largest first, from 0"),
        _integer("n_articles", "how many"),
        _integer("n_outlets", "from how many outlets"),
        _text("articles", "their ids, separated by ' | '"),
        _text("credit", "the agencies their pages credit, separated by ' | '", null=True),
        _number("accounts", "the part of the effective number of independent accounts that they make up"),
    ),
)

FACTS = Schema(
    "facts",
    "claims with the fact they report",
    CLAIMS.key,
    (*CLAIMS.columns, _text("fact_id", "claims about one thing share it"), _text("fact", "a short label")),
)

STATUSES = ("asserted", "attributed", "hedged", "expected", "denied", "not_found", "could_not_have")

COVERAGE = Schema(
    "coverage",
    "a row a fact and article",
    ("fact_id", "article_id"),
    (
        _text("fact_id", "the fact"),
        ARTICLE,
        _text("status", "how the article has it", values=STATUSES),
        _flag("contradicted", "whether another article contradicts it"),
        _integer("n_outlets", "outlets that report the fact"),
        _integer("n_texts", "texts that report it, copies of one text counted once"),
        _integer("n_sources", "sources on whose word it rests: who is named, else the agency credited, else the text"),
        _text("fact", "a short label"),
        _text("outlet", "who published the article"),
        _name("attributed_to", "on whose word the article has it", null=True),
        _text("cue", "the words that hedge, look ahead or attribute", null=True),
        _offset("start", "first character of the claim that the status is read from"),
        _offset("end", "one past its last character"),
        _text("text", "that claim", null=True),
    ),
)

RELATIONS = ("contradiction", "update", "timezone", "alias", "translation", "coarser", "difference")
ATTRIBUTES = ("date", "quantity", "place", "actor", "object", "attribution", "certainty", "tense", "polarity")

DISCREPANCIES = Schema(
    "discrepancies",
    "where two articles report one fact differently",
    ("fact_id", "attribute", "article_id", "start", "other_id", "other_start"),
    (
        _text("fact_id", "the fact"),
        _text("attribute", "what differs", values=ATTRIBUTES),
        ARTICLE,
        START,
        END,
        _text("other_id", "the other article"),
        _integer("other_start", "first character there"),
        _integer("other_end", "one past the last character there"),
        _text("relation", "how the two versions stand to each other", values=RELATIONS),
        _text("value", "normalised value here", null=True),
        _text("other_value", "normalised value there", null=True),
        _integer("rank", "1 is what a reader should look at first"),
        _text("fact", "a short label"),
        _text("text", "the claim here"),
        _text("other_text", "the claim there"),
    ),
)

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
