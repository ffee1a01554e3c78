"""mediakit: compare how outlets cover the same event.

Text goes in once; everything after is a table whose rows point back into the text::

    corpus = mk.read("seeds")
    parsed = mk.parse(corpus)
    mk.quotes(parsed)

The names below stand in the order in which a study meets them. spaCy, matplotlib and the models are imported when they
are first used.
"""

from mediakit.read import read
from mediakit.corpus import Article, Corpus
from mediakit.parse import ParsedCorpus, parse
from mediakit.compare.pages import page_shares
from mediakit.measure.sentences import sentences
from mediakit.measure.entities import entities
from mediakit.measure.quotes import quotations, quotes
from mediakit.measure.speakers import speakers
from mediakit.measure.quote_variants import quote_variants
from mediakit.measure.quantities import quantities
from mediakit.measure.dates import dates
from mediakit.measure.claims import claims
from mediakit.measure.framing import framing
from mediakit.measure.sentiment import sentiment, sentiment_toward
from mediakit.measure.readability import readability
from mediakit.measure.contexts import contexts
from mediakit.measure.reuse import reuse
from mediakit.measure.paraphrases import paraphrases
from mediakit.compare.independence import Independence, independence
from mediakit.compare.align import align
from mediakit.compare.coverage import coverage
from mediakit.compare.discrepancies import discrepancies
from mediakit.compare.terms import terms
from mediakit.compare.collocates import collocates
from mediakit.compare.rates import compare_means, compare_rates
from mediakit.compare.keyness import compare_terms
from mediakit.compare.word_shift import word_shift
from mediakit.compare.frames import frame_actors, frame_pairs, frame_positions
from mediakit.compare.speakers_toward import speakers_toward
from mediakit.compare.codebook import Codebook, codebook
from mediakit.compare.sampling import sample
from mediakit.compare.coding import coding_sheet
from mediakit.compare.codes import consensus, read_codes
from mediakit.compare.agreement import agreement
from mediakit.compare.unitizing import span_agreement
from mediakit.compare.accuracy import accuracy, confusion
from mediakit.compare.correction import correct
from mediakit.compare.estimators import codings_needed
from mediakit.compare.validation import validation_paragraph
from mediakit.plot.pages import plot_pages
from mediakit.plot.reuse import plot_reuse
from mediakit.plot.coverage import plot_coverage
from mediakit.plot.certainty import plot_certainty
from mediakit.plot.voices import plot_voices
from mediakit.plot.variants import plot_variants
from mediakit.plot.rates import plot_rates
from mediakit.plot.terms import plot_terms, plot_word_shift
from mediakit.plot.frames import plot_frame_actors, plot_frame_pairs, plot_frame_positions
from mediakit.plot.sentiment import plot_sentiment
from mediakit.plot.accuracy import plot_accuracy
from mediakit.display import show_article, show_discrepancies, show_page, show_pair, show_pairs, show_table
from mediakit.export import export_figure, export_table
from mediakit.analyze import analyze
from mediakit.methods import methods_paragraph
from mediakit.errors import MediakitError
from mediakit.version import VERSION as __version__

__all__ = [
    "read",
    "Article",
    "Corpus",
    "ParsedCorpus",
    "parse",
    "page_shares",
    "sentences",
    "entities",
    "quotations",
    "quotes",
    "speakers",
    "quote_variants",
    "quantities",
    "dates",
    "claims",
    "framing",
    "sentiment",
    "sentiment_toward",
    "readability",
    "contexts",
    "reuse",
    "paraphrases",
    "Independence",
    "independence",
    "align",
    "coverage",
    "discrepancies",
    "terms",
    "collocates",
    "compare_means",
    "compare_rates",
    "compare_terms",
    "word_shift",
    "frame_actors",
    "frame_pairs",
    "frame_positions",
    "speakers_toward",
    "Codebook",
    "codebook",
    "sample",
    "coding_sheet",
    "read_codes",
    "consensus",
    "agreement",
    "span_agreement",
    "accuracy",
    "confusion",
    "correct",
    "codings_needed",
    "validation_paragraph",
    "plot_pages",
    "plot_reuse",
    "plot_coverage",
    "plot_certainty",
    "plot_voices",
    "plot_variants",
    "plot_rates",
    "plot_terms",
    "plot_word_shift",
    "plot_frame_actors",
    "plot_frame_pairs",
    "plot_frame_positions",
    "plot_sentiment",
    "plot_accuracy",
    "show_article",
    "show_discrepancies",
    "show_page",
    "show_pair",
    "show_pairs",
    "show_table",
    "export_figure",
    "export_table",
    "analyze",
    "methods_paragraph",
    "MediakitError",
]
