"""Tone of each sentence, and sentiment toward whoever is named in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mediakit.corpus import Corpus
from mediakit.errors import MediakitError
from mediakit.measure.entities import entity_rows, tabulate
from mediakit.measure.judgements import judgement_of
from mediakit.measure.masking import MaskedSentence, masked_sentences
from mediakit.measure.quotes import quote_rows
from mediakit.measure.rows import Row, parsed, per_article, row, sentence_spans
from mediakit.measure.scorable import foreign, why_not
from mediakit.measure.targets import spans_of
from mediakit.measure.toward import CLASSES, as_in_news
from mediakit.measure.voice import voice_at
from mediakit.parse import ParsedArticle, ParsedCorpus
from mediakit.tables import SENTIMENT, SENTIMENT_TOWARD

Span = tuple[int, int]
OwnModel = Callable[[list[str], list[Span]], Any]
"""A model of the user's own: texts and a span in each of them, to a score each or a row of three probabilities."""

MODELS = ("default", "accurate")
TARGET_LABELS = frozenset(("PERSON", "ORG", "GPE"))
SCORE_CUT = 1 / 3
"""A score of the user's own model nearer to zero than this is neutral: the scale in three equal parts."""

SUM_TOLERANCE = 0.01
"""How far the three probabilities of the user's own model may be from one: half precision rounds them."""


def sentiment(corpus: Corpus | ParsedCorpus, *, model: str | OwnModel = "default") -> pd.DataFrame:
    """Tone of each sentence, from -1 (negative) to 1 (positive), as readers of a newspaper would rate it.

    Names are masked: no score depends on who is spoken of. Tone is what a sentence sounds like, a grim topic
    included; it says nothing of a stance toward anybody, for which there is `sentiment_toward`. Compare by `voice`:
    a quoted sentence is its speaker's.

    Parameters
    ----------
    corpus
        Parsed or not.
    model
        `default` is a regression over word vectors, VADER's valences and words; `accurate` adds a small transformer
        and takes about six times as long as parsing. Or a function that takes a list of sentences and a list of
        spans (each the whole sentence) and gives a score for each, -1 to 1; it sees names.

    Returns
    -------
    DataFrame
        A row a sentence. `score` is null, with a `reason`, for a sentence without words or not in English. The scale
        is that of the mean of 20 ratings of sentences of editorials (Hutto & Gilbert 2014), divided by 4: most
        sentences lie within ±0.5.

    Raises
    ------
    MediakitError
        For an unknown model, or one that does not give a score a sentence.
    """
    _check(model, "sentiment")
    return tabulate(SENTIMENT, sentiment_rows, corpus, model=model)


def sentiment_toward(
    corpus: Corpus | ParsedCorpus, targets: pd.DataFrame | None = None, *, model: str | OwnModel = "default"
) -> pd.DataFrame:
    """Sentiment toward each person, organisation and country or city mentioned, or toward the spans given.

    The target and all other names are masked before scoring, so that the name itself cannot matter. What is measured
    is the sentiment of the sentence toward the target; whose it is says `voice`, and `source` where somebody is
    quoted or reported: praise in a quotation is its speaker's, not the outlet's.

    Parameters
    ----------
    corpus
        Parsed or not.
    targets
        A table with article_id, start, end (characters in `articles.text`), and maybe text, which is then checked
        against the article; by default every entity labelled PERSON, ORG or GPE.
    model
        `default` needs nothing but numpy; `accurate` adds a small transformer, run in numpy too, and takes about
        fifteen times as long as parsing. Or a function that takes a list of sentences and a list of spans (start and
        end of the target in the sentence) and gives for each a score, -1 to 1, or three probabilities: negative,
        neutral, positive. It sees names.

    Returns
    -------
    DataFrame
        A row a target: probabilities, the most probable class as `label`, and `score` = p_positive - p_negative. They
        are null, with a `reason`, where the text cannot be scored: no word in the span, or not in English. A span that
        runs over the end of a sentence is scored in the one that holds its first letter; one given twice has one row.

    Notes
    -----
    A Hugging Face model that takes a sentence and a target plugs in as a function::

        classify = transformers.pipeline("text-classification", "yangheng/deberta-v3-base-absa-v1.1", top_k=None)

        def absa(texts, spans):
            pairs = [{"text": text, "text_pair": text[start:end]} for text, (start, end) in zip(texts, spans)]
            found = [{one["label"]: one["score"] for one in each} for each in classify(pairs)]
            return [[each["Negative"], each["Neutral"], each["Positive"]] for each in found]

        mk.sentiment_toward(parsed, model=absa)

    Raises
    ------
    MediakitError
        For an unknown model, one that does not give a score a target, or a row of `targets` that is not in a text.
    """
    _check(model, "sentiment_toward")
    ready = parsed(corpus)
    if targets is None:
        return tabulate(SENTIMENT_TOWARD, sentiment_toward_rows, ready, model=model)
    spans = spans_of(targets, {reading.article.article_id: reading.article.text for reading in ready})

    def rows(reading: ParsedArticle) -> tuple[Row, ...]:
        return sentiment_toward_rows(reading, spans=spans.get(reading.article.article_id, ()), model=model)

    return tabulate(SENTIMENT_TOWARD, rows, ready)


@per_article
def sentiment_rows(reading: ParsedArticle, *, model: str | OwnModel = "default") -> Iterator[Row]:
    """The tone of the sentences of one article."""
    sentences = [(span.start_char, span.end_char) for span in sentence_spans(reading)]
    abroad, text = foreign(reading), reading.article.text
    reasons = [abroad or why_not(text[start:end]) for start, end in sentences]
    scorable = [sentence for sentence, reason in zip(sentences, reasons, strict=True) if reason is None]
    scores = iter(_tones(reading, scorable, model))
    for (start, end), reason in zip(sentences, reasons, strict=True):
        score = None if reason else float(next(scores))
        yield row(reading, start, end, score=score, voice=voice_at(reading, start, end), reason=reason)


@per_article
def sentiment_toward_rows(
    reading: ParsedArticle, *, spans: tuple[Span, ...] | None = None, model: str | OwnModel = "default"
) -> Iterator[Row]:
    """The sentiment toward the mentions of one article, or the stretches given."""
    if spans is None:
        spans = tuple((e["start"], e["end"]) for e in entity_rows(reading) if e["label"] in TARGET_LABELS)
    text, abroad = reading.article.text, foreign(reading)
    worded = [span for span in spans if any(map(str.isalpha, text[slice(*span)]))]
    places = {span: masked.parted(*span) for span, masked in zip(worded, _sentences_of(reading, worded), strict=True)}
    reasons = {span: abroad or _unscorable(text, places[span]) if span in places else "no words" for span in spans}
    scorable = [(places[span], span) for span in spans if reasons[span] is None]
    scores = iter(_stances(text, scorable, model))
    for start, end in spans:
        reason = reasons[start, end]
        yield row(
            reading,
            start,
            end,
            entity=_entity(reading, start, end),
            **_whose(reading, start, end),
            reason=reason,
            **({} if reason else next(scores)),
        )


def _unscorable(text: str, masked: MaskedSentence) -> str | None:
    """Why a sentence cannot be scored for its letters."""
    return why_not(text[masked.starts[0] : masked.ends[-1]])


def _tones(reading: ParsedArticle, sentences: list[Span], model: str | OwnModel) -> np.ndarray:
    if not sentences:
        return np.zeros(0)
    if callable(model):
        texts = [reading.article.text[start:end] for start, end in sentences]
        return _own(model, texts, [(0, len(text)) for text in texts], "sentiment")[:, 0]
    held = _sentences_of(reading, sentences)
    places = [masked.place(*sentence) for masked, sentence in zip(held, sentences, strict=True)]
    words = [masked.words[first:last] for masked, (first, last) in zip(held, places, strict=True)]
    if model == "accurate":
        from mediakit.measure.accurate import accurate_tone

        return accurate_tone(words)
    from mediakit.measure.tone import tone_model

    return tone_model()(words)


def _stances(text: str, targets: list[tuple[MaskedSentence, Span]], model: str | OwnModel) -> list[Row]:
    if not targets:
        return []
    if callable(model):
        sentences = [(masked.starts[0], masked.ends[-1]) for masked, _ in targets]
        inside = [
            (max(start, first) - first, min(end, last) - first)
            for (first, last), (_, (start, end)) in zip(sentences, targets, strict=True)
        ]
        found = _own(model, [text[slice(*sentence)] for sentence in sentences], inside, "sentiment_toward")
        if found.shape[1] == 1:
            labels = [CLASSES[1 + int(score > SCORE_CUT) - int(score < -SCORE_CUT)] for score in found[:, 0]]
            return [{"score": float(score), "label": label} for score, label in zip(found[:, 0], labels, strict=True)]
        return [_stance(p) for p in found]
    places = [(masked, *masked.place(*span)) for masked, span in targets]
    if model == "accurate":
        from mediakit.measure.accurate import accurate_toward

        return [_stance(p) for p in as_in_news(accurate_toward(places))]
    from mediakit.measure.toward import toward_model

    return [_stance(p) for p in as_in_news(toward_model()(places))]


def _stance(probabilities: np.ndarray) -> Row:
    negative, neutral, positive = map(float, probabilities)
    return {
        "score": positive - negative,
        "label": CLASSES[int(probabilities.argmax())],
        "p_negative": negative,
        "p_neutral": neutral,
        "p_positive": positive,
    }


def _own(model: OwnModel, texts: list[str], spans: list[Span], caller: str) -> np.ndarray:
    """What the user's own model gives, a row a text, one or three columns."""
    given = model(texts, spans)
    allowed = [(len(texts),)] + ([(len(texts), 3)] if caller == "sentiment_toward" else [])
    what = f"{caller}: for {len(texts)} texts the model gave"
    must = f"it must give numbers in {' or '.join(map(str, allowed))}"
    try:
        found = np.asarray(given, dtype="float64")
    except (TypeError, ValueError):
        raise MediakitError(f"{what} what is no array of numbers ({type(given).__name__}); {must}") from None
    if found.shape not in allowed:
        raise MediakitError(f"{what} an array of shape {found.shape}; {must}")
    if not np.isfinite(found).all():
        number = int(np.flatnonzero(~np.isfinite(found.reshape(len(texts), -1)).all(axis=1))[0])
        raise MediakitError(f"{what} a value that is no number for text {number}, {texts[number][:60]!r}")
    least, rows = (0, found) if found.ndim == 2 else (-1, found[:, None])
    odd = ((rows < least) | (rows > 1)).any(axis=1)
    if found.ndim == 2:
        odd |= np.abs(rows.sum(axis=1) - 1) > SUM_TOLERANCE
    if odd.any():
        values = ", ".join(f"{value:g}" for value in rows[odd.argmax()])
        wanted = "probabilities, which lie in 0 to 1 and sum to 1" if least == 0 else "a score in -1 to 1"
        raise MediakitError(f"{what} {values} for text {odd.argmax()}; it must give {wanted}")
    return rows


def _check(model: str | OwnModel, caller: str) -> None:
    if not callable(model) and model not in MODELS:
        raise MediakitError(
            f"{caller}: no model {model!r}; there are {', '.join(MODELS)}, or give a function of texts and spans"
        )


def _sentences_of(reading: ParsedArticle, spans: Sequence[Span]) -> list[MaskedSentence]:
    """For each stretch the masked sentence that holds its first letter."""
    text = reading.article.text
    sentences = [masked for masked in masked_sentences(reading) if masked.words]
    ends = [masked.ends[-1] for masked in sentences]
    firsts = (next(at for at in range(start, end) if text[at].isalpha()) for start, end in spans)
    return [sentences[bisect_right(ends, first)] for first in firsts]


def _entity(reading: ParsedArticle, start: int, end: int) -> str | None:
    """The name of the entity that a stretch overlaps first."""
    return next((e["entity"] for e in entity_rows(reading) if e["start"] < end and start < e["end"]), None)


def _whose(reading: ParsedArticle, start: int, end: int) -> Row:
    """In whose voice a stretch stands, and who speaks.

    What somebody says, in quotation marks or without, is theirs; so is praise or blame that the reporter's words tell.
    """
    voice = voice_at(reading, start, end)
    holding = [q for q in quote_rows(reading) if q["start"] <= start and end <= q["end"]]
    if voice != "unattributed":
        return {"voice": voice, "source": holding[-1]["speaker_entity"] if holding else None}
    judgement = judgement_of(reading, start, end)
    return {"voice": "indirect", "source": judgement.source} if judgement else {"voice": voice}
