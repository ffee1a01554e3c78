"""Tables of who carries whose text."""

from mediakit.schema import Schema
from mediakit.tables.columns import (
    ARTICLE,
    END,
    SPAN,
    START,
    TEXT,
    flag_column,
    integer_column,
    number_column,
    text_column,
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
        text_column("other_id", "the other article"),
        integer_column("other_start", "first character there"),
        integer_column("other_end", "one past the last character there"),
        text_column("other_text", "the passage there"),
        integer_column("n_tokens", "word tokens of the passage in the first article"),
        number_column("similarity", "share of tokens alike, 0 to 1"),
        number_column("quoted", "share of its tokens inside quotation marks, in the article that marks more of it"),
        text_column("kind", "what is shared", values=("verbatim", "edited", "quotation", "formula")),
        integer_column("n_articles", "articles that carry the whole passage, these two among them"),
    ),
)

PARAPHRASES = Schema(
    "paraphrases",
    "sentences of two articles that seem to say the same in other words; an estimate, kept apart from shared passages",
    ("article_id", "start", "other_id", "other_start"),
    (
        *SPAN,
        text_column("other_id", "the other article"),
        integer_column("other_start", "first character there"),
        integer_column("other_end", "one past the last character there"),
        text_column("other_text", "the sentence there"),
        number_column("similarity", "of the two sentences, 0 to 1; a score and no probability"),
        number_column("verbatim", "share of the sentence's tokens that a shared passage of the two carries already"),
        flag_column("likely", "whether similarity is at least 0.4"),
    ),
)

INDEPENDENCE = Schema(
    "independence",
    "how much of each article other articles carry",
    ("article_id",),
    (
        ARTICLE,
        text_column("outlet", "who published it"),
        integer_column("n_tokens", "word tokens of the article"),
        number_column("shared", "share of its tokens that stand in another article", null=True),
        number_column("shared_elsewhere", "share that stands in an article of another outlet", null=True),
        number_column(
            "credited", "share that stands in another article which is an agency's or credits one", null=True
        ),
        integer_column("n_carriers", "other articles that carry some of it"),
        text_column("largest_id", "the article that carries most of it", null=True),
        number_column("largest_share", "share of its tokens that stands there", null=True),
        number_column("paraphrased", "further share that the nearest article says in likely paraphrase", null=True),
        text_column("paraphrased_id", "that article", null=True),
        text_column("credit", "the agency the page credits", null=True),
        text_column("origin_inferred", "the agency whose text it seems to carry; the page does not say so", null=True),
        text_column("evidence", "what origin_inferred rests on", null=True),
        number_column("accounts", "its part of the effective number of independent accounts"),
        integer_column("family", "the family it belongs to; an article by itself is a family"),
    ),
)

LINKS = Schema(
    "links",
    "pairs of articles that share text, and what is known of the direction",
    ("article_id", "other_id"),
    (
        ARTICLE,
        text_column("other_id", "the other article"),
        integer_column("n_tokens", "tokens of the first article in shared passages"),
        number_column("share", "of the first article's tokens"),
        number_column("other_share", "of the other article's tokens"),
        flag_column("same_outlet", "whether one outlet published both"),
        text_column(
            "relation",
            "what the pages allow to say; two articles may always share an origin that is not here",
            values=("copy", "common source", "update", "unknown"),
        ),
        text_column("origin", "the article that the other one credits", null=True),
        text_column("earlier", "the one published earlier, where the times leave no doubt", null=True),
        text_column("earlier_inferred", "the one that speaks of things ahead where the other reports them", null=True),
        text_column("evidence", "what relation, origin and direction rest on", null=True),
    ),
)

FAMILIES = Schema(
    "families",
    "articles that carry one source text",
    ("family",),
    (
        integer_column("family", "the largest first, from 0"),
        integer_column("n_articles", "how many"),
        integer_column("n_outlets", "from how many outlets"),
        text_column("articles", "their ids, separated by ' | '"),
        text_column("credit", "the agencies their pages credit, separated by ' | '", null=True),
        number_column("accounts", "the part of the effective number of independent accounts that they make up"),
    ),
)
