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
from mediakit.measure.sentences import sentences
from mediakit.measure.entities import entities
from mediakit.measure.quotes import quotations, quotes
from mediakit.measure.claims import claims
from mediakit.measure.framing import framing
from mediakit.measure.sentiment import sentiment
from mediakit.measure.readability import readability
from mediakit.compare.pages import page_shares
from mediakit.plot.pages import plot_pages
from mediakit.export import export_figure, export_table
from mediakit.analyze import analyze
from mediakit.errors import MediakitError

from mediakit.version import VERSION as __version__

__all__ = [
    "read",
    "Article",
    "Corpus",
    "parse",
    "ParsedCorpus",
    "sentences",
    "entities",
    "quotes",
    "quotations",
    "claims",
    "framing",
    "sentiment",
    "readability",
    "page_shares",
    "plot_pages",
    "export_figure",
    "export_table",
    "analyze",
    "MediakitError",
]
