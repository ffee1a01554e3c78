"""Tables of comparisons between groups."""

from mediakit.schema import Schema
from mediakit.tables.columns import (
    ARTICLE,
    PART,
    SPAN,
    VOICE,
    integer_column,
    name_column,
    number_column,
    offset_column,
    text_column,
)
from mediakit.tables.measures import FRAMING

_N_ARTICLES = integer_column("n_articles", "articles of the group")

_INFERENCE = (
    number_column("level", "confidence of the interval"),
    number_column("low", "lower limit; null where the design bears no interval", null=True),
    number_column("high", "upper limit; null where the design bears no interval", null=True),
    text_column("interval", "how the interval was made", null=True),
    text_column("unit", "what was resampled", values=("article", "family", "event", "outlet", "paragraph")),
    integer_column("n_units", "how many of them the group has"),
    text_column("reason", "why there is no interval", null=True),
)

_TEST = (
    number_column("p", "two-sided permutation p of the difference; null where the design bears none", null=True),
    number_column("p_adjusted", "p, adjusted for m tests", null=True),
    text_column("family", "the tests that were adjusted together"),
    integer_column("m", "how many they were"),
    text_column("p_reason", "why there is no p", null=True),
)

RATES = Schema(
    "rates",
    "how often something occurs in each group, beside the rest",
    (),
    (
        integer_column("n", "rows counted"),
        number_column("n_weighted", "the same, shared text weighted as `count` says"),
        number_column("n_words", "words they were counted in, weighted alike"),
        number_column("rate", "n_weighted per so many words; null without text", null=True),
        *_INFERENCE,
        _N_ARTICLES,
        integer_column("n_articles_with", "articles of the group with at least one"),
        integer_column("rest_n", "rows counted in the rest"),
        number_column("rest_words", "words of the rest, weighted"),
        number_column("rest_rate", "rate of the rest", null=True),
        number_column("difference", "rate - rest_rate", null=True),
        *_TEST,
    ),
)

MEANS = Schema(
    "means",
    "how high a value is in each group, beside the rest",
    (),
    (
        integer_column("n", "values"),
        number_column("n_weighted", "sum of their weights, as `count` says"),
        number_column("mean", "weighted mean; null without a value", null=True),
        *_INFERENCE,
        _N_ARTICLES,
        integer_column("n_articles_with", "articles of the group with at least one value"),
        integer_column("rest_n", "values of the rest"),
        number_column("rest_mean", "weighted mean of the rest", null=True),
        number_column("difference", "mean - rest_mean", null=True),
        *_TEST,
    ),
)

TERMS = Schema(
    "terms",
    "counts of words, lemmas, bigrams or entities in each article",
    ("article_id", "term"),
    (
        ARTICLE,
        text_column("term", "word, lemma or bigram in lower case, or the entity's canonical name"),
        integer_column("n", "how often"),
        number_column("n_weighted", "the same, shared text weighted as `count` says"),
        text_column("family", "the article's reuse family; the article itself where reuse was not given"),
    ),
)

CONTEXTS = Schema(
    "contexts",
    "a keyword in its contexts",
    ("article_id", "start"),
    (
        *SPAN,
        text_column("outlet", "who published it"),
        text_column("left", "the words before, line ends as spaces"),
        text_column("right", "the words after, line ends as spaces"),
        VOICE,
        PART,
    ),
)

COLLOCATES = Schema(
    "collocates",
    "words that stand near a term",
    ("collocate",),
    (
        text_column("collocate", "lemma in lower case"),
        integer_column("n", "its occurrences near the term"),
        number_column("expected", "occurrences near the term if it stood anywhere alike"),
        integer_column("n_term", "occurrences of the term in the group"),
        integer_column("n_collocate", "occurrences of the collocate in the group"),
        integer_column("n_articles", "articles in which both meet"),
        number_column("log_dice", "14 + log2(2 n / (n_term + n_collocate)); at most about 14 (Rychlý 2008)"),
        number_column("g2", "log-likelihood ratio against chance (Dunning 1993); 0 where n is as expected"),
    ),
)

KEYNESS = Schema(
    "keyness",
    "terms that set a group apart",
    ("reference", "rank"),
    (
        text_column("reference", "what the group is held against: rest, or another group"),
        integer_column("rank", "1 for the highest delta over its standard error: an order, not a test"),
        text_column("term", "the term"),
        number_column("n", "occurrences in the group, weighted as in terms"),
        number_column("n_reference", "occurrences in the reference, weighted as in terms"),
        number_column("rate", "per 1,000 terms of the group", null=True),
        number_column("rate_reference", "per 1,000 terms of the reference", null=True),
        integer_column("n_articles", "articles of the group that have it"),
        integer_column("n_articles_reference", "articles of the reference that have it"),
        number_column(
            "dispersion", "DP in the group, 0 even to 1 uneven (Gries 2008); null for one article", null=True
        ),
        number_column("dispersion_reference", "DP in the reference", null=True),
        number_column("log_ratio", "log2 of the ratio of rates, 0.5 for a count of zero (Hardie 2014)", null=True),
        number_column("delta", "log-odds ratio with an informative Dirichlet prior (Monroe et al. 2008)", null=True),
        number_column("delta_weak_prior", "the same with a tenth of the prior", null=True),
        number_column("delta_strong_prior", "the same with ten times the prior", null=True),
        number_column("z", "delta over its standard error; null below five units a side", null=True),
        number_column("g2", "log-likelihood ratio, both columns of the table (Dunning 1993)", null=True),
        number_column("chi2", "Pearson's, without continuity correction", null=True),
        text_column("unit", "what was permuted: article or reuse family", values=("article", "family")),
        integer_column("n_units", "how many of them the group has"),
        integer_column("n_units_reference", "how many of them the reference has"),
        *_TEST,
    ),
)

WORD_SHIFT = Schema(
    "word_shift",
    "which terms drive the difference of a mean score between two groups",
    ("rank",),
    (
        integer_column("rank", "1 for the largest contribution"),
        text_column("term", "the term"),
        number_column("score", "its score"),
        number_column("n_left", "occurrences on the left"),
        number_column("n_right", "occurrences on the right"),
        number_column("p_left", "share of the scored terms on the left"),
        number_column("p_right", "share of the scored terms on the right"),
        number_column("contribution", "what it adds to right mean - left mean; contributions sum to that difference"),
        number_column("share", "contribution over the sum of all absolute contributions"),
        text_column(
            "kind",
            "whether its score is above or below the reference, and whether the right has more or less of it",
            values=("above more", "above less", "below more", "below less", "none"),
        ),
        text_column("left", "the group on the left"),
        text_column("right", "the group on the right"),
        number_column("mean_left", "mean score of the left"),
        number_column("mean_right", "mean score of the right"),
    ),
)

FRAME_ACTORS = Schema(
    "frame_actors",
    "frame cues with the claim they stand in",
    ("article_id", "start", "frame"),
    (
        *FRAMING.columns,
        offset_column("predicate_start", "the claim's key; null when the cue stands in no claim"),
        text_column("actor", "who, as written", null=True),
        name_column("actor_entity", "canonical names of the actor joined by '; ', where entities name it", null=True),
        text_column("act", "the claim's relation, lemmatised", null=True),
        text_column("object", "to whom or what, as written", null=True),
        text_column(
            "slot", "where the cue stands in the claim", null=True, values=("actor", "object", "predicate", "other")
        ),
        name_column("attributed_to", "on whose word the claim stands; null in the outlet's own voice", null=True),
    ),
)

FRAME_PAIRS = Schema(
    "frame_pairs",
    "frames whose cues stand in one sentence, each unordered pair once",
    ("frame", "other_frame"),
    (
        text_column("frame", "a frame"),
        text_column("other_frame", "another, later in the alphabet"),
        integer_column("n", "sentences with cues of both"),
        number_column("expected", "such sentences if the two were independent"),
        integer_column("n_frame", "sentences with the frame"),
        integer_column("n_other", "sentences with the other frame"),
        integer_column("n_sentences", "sentences of the group"),
        integer_column("n_articles", "articles with such a sentence"),
        number_column("log_dice", "14 + log2(2 n / (n_frame + n_other)); null where they never meet", null=True),
    ),
)

FRAME_POSITIONS = Schema(
    "frame_positions",
    "where in the article each frame cue stands",
    ("article_id", "start", "frame"),
    (
        *FRAMING.columns,
        integer_column("word", "words of the article before the cue"),
        integer_column("n_words", "words of the article"),
        number_column("position", "word / n_words, 0 at the top to 1 at the end"),
    ),
)
