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
        _text("stance", "what the cue says of attitude, from data/reporting_verbs.csv", null=True),
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
        _name("speaker", "canonical name; null for statements of nobody named", null=True),
        _text("role", "the role as written, where the article gives one", null=True),
        _text("type", "what sort of speaker, from role and name", values=SPEAKER_TYPES),
        _integer("n_quotes", "statements"),
        _integer("words_direct", "words inside quotation marks"),
        _integer("words_indirect", "words attributed without marks"),
        *(_integer(stance, f"statements whose cue is {stance}") for stance in STANCES),
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
        _text("other_id", "the other article"),
        _integer("other_start", "first character there"),
        _integer("other_end", "one past the last character there"),
        _text("other_text", "the words there"),
        _text("statement_id", "all spans of one statement share it"),
        _name("speaker_entity", "who said it", null=True),
        _text("kind", "how the two differ", values=("verbatim", "cut", "changed", "marks")),
        _number("similarity", "share of words alike, 0 to 1"),
        _integer("n_same", "words alike"),
        _integer("n_changed", "words put differently"),
        _integer("n_only", "words that stand here alone"),
        _integer("n_other_only", "words that stand there alone"),
        _text("alignment", "JSON: a list of [same, changed, only or other_only, words here, words there]"),
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
        _flag("negated", 'whether it stands under a negation: "no threat"'),
    ),
)

SENTIMENT = Schema(
    "sentiment",
    "tone of each sentence",
    ("article_id", "start"),
    (
        *SPAN,
        _number("score", "-1 (negative) to 1 (positive), the mean rating a reader would give", null=True),
        VOICE,
        _text("reason", "why there is no score", null=True),
    ),
)

SENTIMENT_TOWARD = Schema(
    "sentiment_toward",
    "sentiment toward a named target",
    ("article_id", "start", "end"),
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
        _text("reason", "why there is no score", null=True),
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
        _number("paraphrased", "further share that the nearest article says in likely paraphrase", null=True),
        _text("paraphrased_id", "that article", null=True),
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

LEVELS = ("nominal", "ordinal", "interval", "ratio")
ITEM = _text("item", "a sampled row: short, opaque, and not changed by a spreadsheet")
KEY = _text("key", "the columns that tell rows of the sampled table apart, separated by spaces")
VARIABLE = _text("variable", "the codebook's variable")
GROUP = _text("group", "the outlet, or whatever was compared by; 'all' is all of them together")
VALUE = _text("value", "the value as the codebook writes it; 'all' is all values together")
N_CODED = _integer("n_coded", "rows coded")
REASON = _text("reason", "why an estimate is missing, or what limits it", null=True)

SAMPLE = Schema(
    "sample",
    "rows drawn for coding and how surely each could be drawn; the sampled table's own columns follow",
    ("item",),
    (
        ITEM,
        KEY,
        _text("stratum", "what the sample was stratified by, as 'column=value; …', or 'all'"),
        _integer("n_stratum", "rows of the table in the stratum"),
        _integer("n_sampled", "rows drawn from the stratum"),
        _number("inclusion", "probability with which the row was drawn, n_sampled / n_stratum"),
        _text("outlet", "who published it", null=True),
        _text("before", "what stands before the passage", null=True),
        _text("after", "what stands after the passage", null=True),
    ),
)

CODEBOOK = Schema(
    "codebook",
    "what is coded, a row a variable",
    ("variable",),
    (
        VARIABLE,
        _text("level", "level of measurement", values=LEVELS),
        _text("values", "allowed values in their order, or the range", null=True),
        _text("definition", "what is coded"),
        _text("include", "what counts", null=True),
        _text("exclude", "what does not count", null=True),
        _text("example", "passages, with their value", null=True),
        _text("column", "the machine's column that the variable checks"),
    ),
)

CODES = Schema(
    "codes",
    "what coders decided, one row an item, variable and coder",
    ("item", "variable", "coder"),
    (
        ITEM,
        VARIABLE,
        _text("coder", "who coded"),
        _text("value", "the value given, as the codebook writes it"),
        _offset("rank", "place of the value in the codebook's list, from 0; null for a number"),
        _text("level", "level of measurement", values=LEVELS),
        _text("column", "the machine's column that the variable checks"),
        _text("source", "the sheet's file"),
        _text("place", "the row in the sheet, its header being row 1"),
        _text("note", "what the coder remarked", null=True),
        _text("key", KEY.description, null=True),
        _text("stratum", "the stratum it was drawn from", null=True),
        _offset("n_stratum", "rows of the table in the stratum"),
        _text("article_id", ARTICLE.description, null=True),
        _offset("start", START.description),
        _offset("end", END.description),
        _text("text", TEXT.description, null=True),
        _text("outlet", "who published it", null=True),
    ),
)

AGREEMENT = Schema(
    "agreement",
    "how far coders agree, one row a variable, group and coefficient",
    ("variable", "group", "coefficient"),
    (
        VARIABLE,
        GROUP,
        _text(
            "coefficient",
            "alpha of coded items; for spans binary_u_alpha (what is marked at all), cu_alpha (values of what both "
            "marked), u_alpha (both at once)",
            values=("alpha", "binary_u_alpha", "cu_alpha", "u_alpha"),
        ),
        _text("level", "level of measurement, which decides how far apart two values are", values=LEVELS),
        _number("alpha", "Krippendorff's alpha: 1 perfect, 0 as by chance; null where it is undefined", null=True),
        _number("lower", "lower end of the bootstrap interval", null=True),
        _number("upper", "upper end of the bootstrap interval", null=True),
        _number(
            "percent",
            "share of coder pairs that agree, 0 to 1, averaged over items (of characters for spans)",
            null=True,
        ),
        _integer("n_items", "items with at least two codings; for spans, spans"),
        _integer("n_coders", "coders"),
        _integer("n_values", "different values given"),
        _text("resampled", "the unit that the bootstrap draws"),
        REASON,
    ),
)

_MEASURED = "{} in the table that was sampled, weighted by the sampling design"

ACCURACY = Schema(
    "accuracy",
    "how often the machine is right, one row a variable, group and value",
    ("variable", "group", "value"),
    (
        VARIABLE,
        GROUP,
        VALUE,
        _number("precision", _MEASURED.format("share of the machine's rows that coders confirm"), null=True),
        _number("precision_lower", "lower end of its interval", null=True),
        _number("precision_upper", "upper end of its interval", null=True),
        _number("recall", _MEASURED.format("share of the coders' rows that the machine finds"), null=True),
        _number("recall_lower", "lower end of its interval", null=True),
        _number("recall_upper", "upper end of its interval", null=True),
        _number("f1", "harmonic mean of precision and recall", null=True),
        _number("f1_lower", "lower end of its interval", null=True),
        _number("f1_upper", "upper end of its interval", null=True),
        _integer("n_machine", "coded rows to which the machine gave the value"),
        _integer("n_true", "coded rows to which the coders gave the value"),
        _integer("n_both", "coded rows to which both gave it"),
        N_CODED,
        _integer("n_undecided", "coded rows left out because the coders are equally divided"),
        _offset(
            "more_precision", "further codings of the machine's rows until the precision interval is narrow enough"
        ),
        _offset("more_recall", "further codings of the coders' rows until the recall interval is narrow enough"),
        REASON,
    ),
)

CONFUSION = Schema(
    "confusion",
    "what the machine said against what coders said, one row a pair of values",
    ("variable", "group", "coded", "machine"),
    (
        VARIABLE,
        GROUP,
        _text("coded", "the coders' value"),
        _text("machine", "the machine's value"),
        _integer("n", "coded rows"),
        _number("weighted", "rows of the sampled table for which they stand"),
        _number("share", "of the rows with this coded value, weighted", null=True),
    ),
)

CORRECTED = Schema(
    "corrected",
    "shares, counts, rates and means corrected for measured error, beside the raw ones",
    ("variable", "group", "value"),
    (
        VARIABLE,
        GROUP,
        _text("value", "the value whose share is estimated; 'mean' for a number"),
        _number("raw", "the machine's share of the group's rows, or the machine's mean", null=True),
        _number("corrected", "the same, corrected by the coded rows", null=True),
        _number("lower", "lower end of the interval of corrected", null=True),
        _number("upper", "upper end of the interval of corrected", null=True),
        _number("coded_only", "the estimate from the coded rows alone", null=True),
        _number("tuning", "how much the machine's values count: 1 in full, 0 not at all", null=True),
        _integer("n_rows", "rows of the table in the group"),
        N_CODED,
        _number("raw_count", "rows to which the machine gave the value", null=True),
        _number("count", "rows that have it, corrected", null=True),
        _number("count_lower", "lower end of its interval", null=True),
        _number("count_upper", "upper end of its interval", null=True),
        _offset("n_words", "words of the group's articles"),
        _number("raw_rate", "raw_count per 1,000 words", null=True),
        _number("rate", "count per 1,000 words", null=True),
        _number("rate_lower", "lower end of its interval", null=True),
        _number("rate_upper", "upper end of its interval", null=True),
        REASON,
    ),
)

_N_ARTICLES = _integer("n_articles", "articles of the group")
_INFERENCE = (
    _number("level", "confidence of the interval"),
    _number("low", "lower limit; null where the design bears no interval", null=True),
    _number("high", "upper limit; null where the design bears no interval", null=True),
    _text("interval", "how the interval was made", null=True),
    _text("unit", "what was resampled", values=("article", "family", "event", "outlet", "paragraph")),
    _integer("n_units", "how many of them the group has"),
    _text("reason", "why there is no interval", null=True),
)
_TEST = (
    _number("p", "two-sided permutation p of the difference; null where the design bears none", null=True),
    _number("p_adjusted", "p, adjusted for m tests", null=True),
    _text("family", "the tests that were adjusted together"),
    _integer("m", "how many they were"),
    _text("p_reason", "why there is no p", null=True),
)

RATES = Schema(
    "rates",
    "how often something occurs in each group, beside the rest",
    (),
    (
        _integer("n", "rows counted"),
        _number("n_weighted", "the same, shared text weighted as `count` says"),
        _number("n_words", "words they were counted in, weighted alike"),
        _number("rate", "n_weighted per so many words; null without text", null=True),
        *_INFERENCE,
        _N_ARTICLES,
        _integer("n_articles_with", "articles of the group with at least one"),
        _integer("rest_n", "rows counted in the rest"),
        _number("rest_words", "words of the rest, weighted"),
        _number("rest_rate", "rate of the rest", null=True),
        _number("difference", "rate - rest_rate", null=True),
        *_TEST,
    ),
)

MEANS = Schema(
    "means",
    "how high a value is in each group, beside the rest",
    (),
    (
        _integer("n", "values"),
        _number("n_weighted", "sum of their weights, as `count` says"),
        _number("mean", "weighted mean; null without a value", null=True),
        *_INFERENCE,
        _N_ARTICLES,
        _integer("n_articles_with", "articles of the group with at least one value"),
        _integer("rest_n", "values of the rest"),
        _number("rest_mean", "weighted mean of the rest", null=True),
        _number("difference", "mean - rest_mean", null=True),
        *_TEST,
    ),
)

TERMS = Schema(
    "terms",
    "counts of words, lemmas, bigrams or entities in each article",
    ("article_id", "term"),
    (
        ARTICLE,
        _text("term", "word, lemma or bigram in lower case, or the entity's canonical name"),
        _integer("n", "how often"),
        _number("n_weighted", "the same, shared text weighted as `count` says"),
        _text("family", "the article's reuse family; the article itself where reuse was not given"),
    ),
)

CONTEXTS = Schema(
    "contexts",
    "a keyword in its contexts",
    ("article_id", "start"),
    (
        *SPAN,
        _text("outlet", "who published it"),
        _text("left", "the words before, line ends as spaces"),
        _text("right", "the words after, line ends as spaces"),
        VOICE,
        PART,
    ),
)

COLLOCATES = Schema(
    "collocates",
    "words that stand near a term",
    ("collocate",),
    (
        _text("collocate", "lemma in lower case"),
        _integer("n", "its occurrences near the term"),
        _number("expected", "occurrences near the term if it stood anywhere alike"),
        _integer("n_term", "occurrences of the term in the group"),
        _integer("n_collocate", "occurrences of the collocate in the group"),
        _integer("n_articles", "articles in which both meet"),
        _number("log_dice", "14 + log2(2 n / (n_term + n_collocate)); at most about 14 (Rychlý 2008)"),
        _number("g2", "log-likelihood ratio against chance (Dunning 1993); 0 where n is as expected"),
    ),
)

KEYNESS = Schema(
    "keyness",
    "terms that set a group apart",
    ("reference", "rank"),
    (
        _text("reference", "what the group is held against: rest, or another group"),
        _integer("rank", "1 for the highest delta over its standard error: an order, not a test"),
        _text("term", "the term"),
        _number("n", "occurrences in the group, weighted as in terms"),
        _number("n_reference", "occurrences in the reference, weighted as in terms"),
        _number("rate", "per 1,000 terms of the group", null=True),
        _number("rate_reference", "per 1,000 terms of the reference", null=True),
        _integer("n_articles", "articles of the group that have it"),
        _integer("n_articles_reference", "articles of the reference that have it"),
        _number("dispersion", "DP in the group, 0 even to 1 uneven (Gries 2008); null for one article", null=True),
        _number("dispersion_reference", "DP in the reference", null=True),
        _number("log_ratio", "log2 of the ratio of rates, 0.5 for a count of zero (Hardie 2014)", null=True),
        _number("delta", "log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)", null=True),
        _number("delta_weak_prior", "the same with a tenth of the prior", null=True),
        _number("delta_strong_prior", "the same with ten times the prior", null=True),
        _number("z", "delta over its standard error; null below five units a side", null=True),
        _number("g2", "log-likelihood ratio, both columns of the table (Dunning 1993)", null=True),
        _number("chi2", "Pearson's, without continuity correction", null=True),
        _text("unit", "what was permuted: article or reuse family", values=("article", "family")),
        _integer("n_units", "how many of them the group has"),
        _integer("n_units_reference", "how many of them the reference has"),
        *_TEST,
    ),
)

WORD_SHIFT = Schema(
    "word_shift",
    "which terms drive the difference of a mean score between two groups",
    ("rank",),
    (
        _integer("rank", "1 for the largest contribution"),
        _text("term", "the term"),
        _number("score", "its score"),
        _number("n_left", "occurrences on the left"),
        _number("n_right", "occurrences on the right"),
        _number("p_left", "share of the scored terms on the left"),
        _number("p_right", "share of the scored terms on the right"),
        _number("contribution", "what it adds to right mean - left mean; contributions sum to that difference"),
        _number("share", "contribution over the sum of all absolute contributions"),
        _text(
            "kind",
            "whether its score is above or below the reference, and whether the right has more or less of it",
            values=("above more", "above less", "below more", "below less", "none"),
        ),
        _text("left", "the group on the left"),
        _text("right", "the group on the right"),
        _number("mean_left", "mean score of the left"),
        _number("mean_right", "mean score of the right"),
    ),
)

FRAME_ACTORS = Schema(
    "frame_actors",
    "frame cues with the claim they stand in",
    ("article_id", "start", "frame"),
    (
        *FRAMING.columns,
        _offset("predicate_start", "the claim's key; null when the cue stands in no claim"),
        _text("actor", "who, as written", null=True),
        _name("actor_entity", "canonical names of the actor joined by '; ', where entities name it", null=True),
        _text("act", "the claim's relation, lemmatised", null=True),
        _text("object", "to whom or what, as written", null=True),
        _text("slot", "where the cue stands in the claim", null=True, values=("actor", "object", "predicate", "other")),
        _name("attributed_to", "on whose word the claim stands; null in the outlet's own voice", null=True),
    ),
)

FRAME_PAIRS = Schema(
    "frame_pairs",
    "frames whose cues stand in one sentence, each unordered pair once",
    ("frame", "other_frame"),
    (
        _text("frame", "a frame"),
        _text("other_frame", "another, later in the alphabet"),
        _integer("n", "sentences with cues of both"),
        _number("expected", "such sentences if the two were independent"),
        _integer("n_frame", "sentences with the frame"),
        _integer("n_other", "sentences with the other frame"),
        _integer("n_sentences", "sentences of the group"),
        _integer("n_articles", "articles with such a sentence"),
        _number("log_dice", "14 + log2(2 n / (n_frame + n_other)); null where they never meet", null=True),
    ),
)

FRAME_POSITIONS = Schema(
    "frame_positions",
    "where in the article each frame cue stands",
    ("article_id", "start", "frame"),
    (
        *FRAMING.columns,
        _integer("word", "words of the article before the cue"),
        _integer("n_words", "words of the article"),
        _number("position", "word / n_words, 0 at the top to 1 at the end"),
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
