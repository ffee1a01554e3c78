"""Tables of samples, codings, agreement and corrected estimates."""

from mediakit.schema import Schema
from mediakit.tables.columns import ARTICLE, END, START, TEXT, integer_column, number_column, offset_column, text_column

LEVELS = ("nominal", "ordinal", "interval", "ratio")

ITEM = text_column("item", "a sampled row: short, opaque, and not changed by a spreadsheet")

KEY = text_column("key", "the columns that tell rows of the sampled table apart, separated by spaces")

VARIABLE = text_column("variable", "the codebook's variable")

GROUP = text_column("group", "the outlet, or whatever was compared by; 'all' is all of them together")

VALUE = text_column("value", "the value as the codebook writes it; 'all' is all values together")

N_CODED = integer_column("n_coded", "rows coded")

REASON = text_column("reason", "why an estimate is missing, or what limits it", null=True)

SAMPLE = Schema(
    "sample",
    "rows drawn for coding and how surely each could be drawn; the sampled table's own columns follow",
    ("item",),
    (
        ITEM,
        KEY,
        text_column("stratum", "what the sample was stratified by, as 'column=value; …', or 'all'"),
        integer_column("n_stratum", "rows of the table in the stratum"),
        integer_column("n_sampled", "rows drawn from the stratum"),
        number_column("inclusion", "probability with which the row was drawn, n_sampled / n_stratum"),
        text_column("outlet", "who published it", null=True),
        text_column("before", "what stands before the passage", null=True),
        text_column("after", "what stands after the passage", null=True),
    ),
)

CODEBOOK = Schema(
    "codebook",
    "what is coded, a row a variable",
    ("variable",),
    (
        VARIABLE,
        text_column("level", "level of measurement", values=LEVELS),
        text_column("values", "allowed values in their order, or the range", null=True),
        text_column("definition", "what is coded"),
        text_column("include", "what counts", null=True),
        text_column("exclude", "what does not count", null=True),
        text_column("example", "passages, with their value", null=True),
        text_column("column", "the machine's column that the variable checks"),
    ),
)

CODES = Schema(
    "codes",
    "what coders decided, one row an item, variable and coder",
    ("item", "variable", "coder"),
    (
        ITEM,
        VARIABLE,
        text_column("coder", "who coded"),
        text_column("value", "the value given, as the codebook writes it"),
        offset_column("rank", "place of the value in the codebook's list, from 0; null for a number"),
        text_column("level", "level of measurement", values=LEVELS),
        text_column("column", "the machine's column that the variable checks"),
        text_column("source", "the sheet's file"),
        text_column("place", "the row in the sheet, its header being row 1"),
        text_column("note", "what the coder remarked", null=True),
        text_column("key", KEY.description, null=True),
        text_column("stratum", "the stratum it was drawn from", null=True),
        offset_column("n_stratum", "rows of the table in the stratum"),
        text_column("article_id", ARTICLE.description, null=True),
        offset_column("start", START.description),
        offset_column("end", END.description),
        text_column("text", TEXT.description, null=True),
        text_column("outlet", "who published it", null=True),
    ),
)

AGREEMENT = Schema(
    "agreement",
    "how far coders agree, one row a variable, group and coefficient",
    ("variable", "group", "coefficient"),
    (
        VARIABLE,
        GROUP,
        text_column(
            "coefficient",
            "alpha of coded items; for spans binary_u_alpha (what is marked at all), cu_alpha (values of what both "
            "marked), u_alpha (both at once)",
            values=("alpha", "binary_u_alpha", "cu_alpha", "u_alpha"),
        ),
        text_column("level", "level of measurement, which decides how far apart two values are", values=LEVELS),
        number_column(
            "alpha", "Krippendorff's alpha: 1 perfect, 0 as by chance; null where it is undefined", null=True
        ),
        number_column("lower", "lower end of the bootstrap interval", null=True),
        number_column("upper", "upper end of the bootstrap interval", null=True),
        number_column(
            "percent",
            "share of coder pairs that agree, 0 to 1, averaged over items (of characters for spans)",
            null=True,
        ),
        integer_column("n_items", "items with at least two codings; for spans, spans"),
        integer_column("n_coders", "coders"),
        integer_column("n_values", "different values given"),
        text_column("resampled", "the unit that the bootstrap draws"),
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
        number_column("precision", _MEASURED.format("share of the machine's rows that coders confirm"), null=True),
        number_column("precision_lower", "lower end of its interval", null=True),
        number_column("precision_upper", "upper end of its interval", null=True),
        number_column("recall", _MEASURED.format("share of the coders' rows that the machine finds"), null=True),
        number_column("recall_lower", "lower end of its interval", null=True),
        number_column("recall_upper", "upper end of its interval", null=True),
        number_column("f1", "harmonic mean of precision and recall", null=True),
        number_column("f1_lower", "lower end of its interval", null=True),
        number_column("f1_upper", "upper end of its interval", null=True),
        integer_column("n_machine", "coded rows to which the machine gave the value"),
        integer_column("n_true", "coded rows to which the coders gave the value"),
        integer_column("n_both", "coded rows to which both gave it"),
        N_CODED,
        integer_column("n_undecided", "coded rows left out because the coders are equally divided"),
        offset_column(
            "more_precision", "further codings of the machine's rows until the precision interval is narrow enough"
        ),
        offset_column("more_recall", "further codings of the coders' rows until the recall interval is narrow enough"),
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
        text_column("coded", "the coders' value"),
        text_column("machine", "the machine's value"),
        integer_column("n", "coded rows"),
        number_column("weighted", "rows of the sampled table for which they stand"),
        number_column("share", "of the rows with this coded value, weighted", null=True),
    ),
)

CORRECTED = Schema(
    "corrected",
    "shares, counts, rates and means corrected for measured error, beside the raw ones",
    ("variable", "group", "value"),
    (
        VARIABLE,
        GROUP,
        text_column("value", "the value whose share is estimated; 'mean' for a number"),
        number_column("raw", "the machine's share of the group's rows, or the machine's mean", null=True),
        number_column("corrected", "the same, corrected by the coded rows", null=True),
        number_column("lower", "lower end of the interval of corrected", null=True),
        number_column("upper", "upper end of the interval of corrected", null=True),
        number_column("coded_only", "the estimate from the coded rows alone", null=True),
        number_column("tuning", "how much the machine's values count: 1 in full, 0 not at all", null=True),
        integer_column("n_rows", "rows of the table in the group"),
        N_CODED,
        number_column("raw_count", "rows to which the machine gave the value", null=True),
        number_column("count", "rows that have it, corrected", null=True),
        number_column("count_lower", "lower end of its interval", null=True),
        number_column("count_upper", "upper end of its interval", null=True),
        offset_column("n_words", "words of the group's articles"),
        number_column("raw_rate", "raw_count per 1,000 words", null=True),
        number_column("rate", "count per 1,000 words", null=True),
        number_column("rate_lower", "lower end of its interval", null=True),
        number_column("rate_upper", "upper end of its interval", null=True),
        REASON,
    ),
)
