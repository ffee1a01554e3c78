"""Sentences of two articles that seem to say the same in other words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.corpus import Corpus
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.reuse import reuse
from mediakit.measure.rows import Row, parsed, per_article, row, sentence_spans
from mediakit.measure.scope import scope_of
from mediakit.measure.tokens import Integers, token_spans
from mediakit.measure.voice import overlap
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import PARAPHRASES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LIKELY = 0.4
"""Similarity from which a reader of the reference pages mostly agrees that one text underlies two sentences."""

CONTENT = frozenset("NOUN PROPN VERB ADJ NUM".split())
ALIKE_IN_WORDS = 0.2
"""Cosine of content words that two sentences need to be compared any further."""

FEWEST_WORDS = 4
CHARACTERS = 4
CHUNK = 2_000


def paraphrases(
    corpus: Corpus | ParsedCorpus,
    *,
    threshold: float = 0.3,
    passages: pd.DataFrame | None = None,
    within: str | None = None,
    by: str | None = None,
) -> pd.DataFrame:
    """Sentences that seem to say the same in other words, each unordered pair of articles once.

    An estimate, unlike the passages of `reuse`, and never mixed with them. Sentences are compared by the mean of two
    cosines, of the lemmas of their content words and of character 4-grams, each weighted by log(1 + N/df) (Salton &
    Buckley 1988). Static sentence embeddings were tried and told paraphrases no better. Two independent reports of one
    event have some sentences in common as well, usually their first: what tells of a shared text is that many
    sentences of one article stand in the other.

    Parameters
    ----------
    corpus
        What `read` or `parse` gives.
    threshold
        The least similarity. Pairs from 0.4 on are marked `likely`; the ones below are there so that it can be seen
        how much depends on that line.
    passages
        The table of `reuse`, found anew when it is not given. Sentences that stand to more than half in a passage of
        the two articles are copied and not paraphrased, and left out; so are sentences mostly inside quotation marks.
    within, by
        Which articles are compared, as for `reuse`.

    Returns
    -------
    The table `paraphrases`. Of the sentences of the other article only the nearest is listed for each sentence, on
    either side.
    """
    ready = parsed(corpus)
    if passages is None:
        passages = reuse(ready, within=within, by=by)
    readings = sorted(ready, key=lambda reading: reading.article.article_id)
    rows = [(number, r) for number, reading in enumerate(readings) for r in _sentences(reading)]
    if not rows:
        return PARAPHRASES.build([])
    article = np.array([number for number, _ in rows])
    scope = scope_of([reading.article for reading in readings], within, by)
    copied = _Copied(passages)
    found: list[Row] = []
    for one, other, similarity in _nearest(article, *_vectors([r for _, r in rows]), threshold):
        a, b = article[one], article[other]
        if scope.group[a] != scope.group[b] or not scope.near(a, b):
            continue
        here, there = rows[one][1], rows[other][1]
        verbatim = copied.share(here, there["article_id"])
        if max(verbatim, copied.share(there, here["article_id"])) <= 0.5:
            found.append(
                {
                    **{name: here[name] for name in ("article_id", "start", "end", "text", "sentence")},
                    "other_id": there["article_id"],
                    "other_start": there["start"],
                    "other_end": there["end"],
                    "other_text": there["text"],
                    "similarity": round(float(similarity), 4),
                    "verbatim": round(verbatim, 4),
                    "likely": bool(similarity >= LIKELY),
                }
            )
    return PARAPHRASES.build(found)


@per_article
def _sentences(reading: ParsedArticle) -> Iterator[Row]:
    """The sentences of one article that are the article's own words, with the words and characters they consist of."""
    marked = list(quotation_spans(reading))
    for span in sentence_spans(reading):
        start, end = span.start_char, span.end_char
        words = [t.lemma_.casefold() for t in span if t.pos_ in CONTENT and not t.is_stop]
        if len(words) < FEWEST_WORDS or 2 * overlap(start, end, marked) > end - start:
            continue
        letters = " ".join(t.lower_ for t in span if not t.is_space and not t.is_punct)
        pieces = (letters[i : i + CHARACTERS] for i in range(len(letters) - CHARACTERS + 1))
        yield row(reading, start, end, words=Counter(words), pieces=Counter(pieces))


def _vectors(rows: list[Row]) -> tuple[csr_array[Any], csr_array[Any]]:
    return _weighted([r["words"] for r in rows]), _weighted([r["pieces"] for r in rows])


def _weighted(bags: list[Counter[str]]) -> csr_array[Any]:
    """One row of unit length a bag: (1 + log count) times log(1 + N/df)."""
    from scipy.sparse import csr_array

    number: dict[str, int] = {}
    columns = np.array([number.setdefault(key, len(number)) for bag in bags for key in bag], dtype="int64")
    counts = np.array([count for bag in bags for count in bag.values()], dtype="float64")
    ends = np.concatenate([[0], np.cumsum([len(bag) for bag in bags])])
    values = (1 + np.log(counts)) * np.log1p(len(bags) / np.bincount(columns))[columns]
    lengths = np.sqrt(np.bincount(np.repeat(np.arange(len(bags)), np.diff(ends)), values**2, minlength=len(bags)))
    values /= np.repeat(lengths, np.diff(ends))
    return csr_array((values, columns, ends), shape=(len(bags), len(number)))


def _nearest(
    article: Integers, words: csr_array[Any], pieces: csr_array[Any], threshold: float
) -> Iterable[tuple[int, int, float]]:
    """Pairs of sentences of two articles, from the threshold on, that are nearest for one of the two."""
    sides = []
    for first in range(0, len(article), CHUNK):
        near = (words[first : first + CHUNK] @ words.T).tocoo()
        one, other = near.row + first, near.col
        kept = (article[one] < article[other]) & (near.data >= ALIKE_IN_WORDS)
        one, other = one[kept], other[kept]
        letters = np.asarray(pieces[one].multiply(pieces[other]).sum(axis=1)).ravel()
        similarity = (near.data[kept] + letters) / 2
        likely = similarity >= threshold
        sides.append(pd.DataFrame({"one": one[likely], "other": other[likely], "similarity": similarity[likely]}))
    pairs = pd.concat(sides, ignore_index=True)
    pairs["a"], pairs["b"] = article[pairs["one"]], article[pairs["other"]]
    best = pairs.groupby(["one", "b"])["similarity"].transform("max")
    other_best = pairs.groupby(["other", "a"])["similarity"].transform("max")
    chosen = pairs[(pairs["similarity"] == best) | (pairs["similarity"] == other_best)]
    return zip(chosen["one"], chosen["other"], chosen["similarity"], strict=True)


class _Copied:
    """How much of a sentence stands in a passage that its article shares with another."""

    def __init__(self, passages: pd.DataFrame) -> None:
        self.spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for here, start, end, there in (
            ("article_id", "start", "end", "other_id"),
            ("other_id", "other_start", "other_end", "article_id"),
        ):
            for key, other, left, right in zip(*(passages[n] for n in (here, there, start, end)), strict=True):
                self.spans.setdefault((key, other), []).append((left, right))

    def share(self, sentence: Row, other_id: str) -> float:
        spans = self.spans.get((sentence["article_id"], other_id))
        if not spans:
            return 0.0
        starts, ends = token_spans(sentence["text"])
        places = zip(starts + sentence["start"], ends + sentence["start"], strict=True)
        return sum(overlap(start, end, spans) > 0 for start, end in places) / len(starts)
