"""All measures in one pass over the docs, to disk."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.compare.align import align
from mediakit.compare.discrepancies import discrepancies
from mediakit.compare.independence import independence
from mediakit.corpus import Corpus
from mediakit.errors import MediakitError
from mediakit.export import export_table, inputs, sha256, versions, write_json
from mediakit.measure.claims import claim_rows
from mediakit.measure.dates import date_rows
from mediakit.measure.entities import canonical_names, entity_rows, name_counts
from mediakit.measure.framing import framing_rows
from mediakit.measure.quantities import quantity_rows
from mediakit.measure.quotes import quotation_rows, quote_rows
from mediakit.measure.readability import readability_rows
from mediakit.measure.reuse import reuse
from mediakit.measure.rows import rename
from mediakit.measure.sentences import sentence_rows
from mediakit.measure.sentiment import sentiment_rows, sentiment_toward_rows
from mediakit.measure.speakers import settled, speaker_rows
from mediakit.parse import ParsedArticle, load_model, model_name, stream
from mediakit.read import read
from mediakit.tables import SCHEMAS

MEASURES: dict[str, Callable[[ParsedArticle], Iterable[dict[str, Any]]]] = {
    "sentences": sentence_rows,
    "entities": entity_rows,
    "quotations": quotation_rows,
    "quotes": quote_rows,
    "quantities": quantity_rows,
    "dates": date_rows,
    "claims": claim_rows,
    "speakers": speaker_rows,
    "framing": framing_rows,
    "sentiment": sentiment_rows,
    "sentiment_toward": sentiment_toward_rows,
    "readability": readability_rows,
}
"""The tables made article by article."""

WHOLE = ("articles", "furniture", "problems", "reuse", "independence", "links", "families")
"""The tables made from all articles at once."""

JOINED = ("facts", "discrepancies")
"""The tables made from the claims of all articles."""

WRITTEN = (*WHOLE, *MEASURES, *JOINED)
"""Every table that an analysis writes."""

SETTLED = {"speakers": settled}
"""What is done to a table once all articles are in it."""

FORMATS = ("parquet", "csv")
BATCH = 64


@dataclass(frozen=True)
class Analysis:
    """Where an analysis lies, and how many rows each table has."""

    folder: Path
    rows: dict[str, int]


def analyze(
    source: Any,
    out: str | Path,
    *,
    processes: int = 1,
    model: str | None = None,
    format: str = "parquet",
    cache: bool = True,
    facts: bool = True,
) -> Analysis:
    """Write every table of a corpus to a folder, with a manifest.

    Each article is parsed once, measured and let go, so that memory does not grow with the corpus; tables are
    written in the order of article_id.

    Parameters
    ----------
    source
        A corpus, or anything that `read` takes.
    out
        The folder: OUT/tables/NAME.parquet or .csv and OUT/manifest.json. Tables of an earlier run are replaced.
    processes, model, cache
        As for `parse`.
    format
        `parquet` or `csv`.
    facts
        Whether claims are joined into facts, with their discrepancies: the one step that holds all claims in memory.
    """
    if format not in FORMATS:
        raise MediakitError(f"analyze: format {format!r} is not one of {', '.join(FORMATS)}")
    corpus = source if isinstance(source, Corpus) else read(source)
    folder = Path(out)
    tables, parts = folder / "tables", folder / "tables" / ".parts"
    try:
        shutil.rmtree(parts, ignore_errors=True)
        parts.mkdir(parents=True)
    except OSError as error:
        raise MediakitError(
            f"{folder}: tables cannot be written there ({error.strerror}); choose another output"
        ) from None
    for name, ending in ((name, ending) for name in WRITTEN for ending in FORMATS):
        (tables / f"{name}.{ending}").unlink(missing_ok=True)
    try:
        names, n_batches = _measure(corpus, parts, processes, model, cache)
        whole = _whole(corpus)
        rows = {name: _write([whole[name]], tables / f"{name}.{format}") for name in WHOLE}
        for name in MEASURES:
            rows[name] = _write(_named(parts, name, n_batches, names), tables / f"{name}.{format}")
        if facts:
            told = align(pd.concat(_named(parts, "claims", n_batches, names), ignore_index=True), corpus.articles)
            found = {"facts": told, "discrepancies": discrepancies(told, corpus.articles)}
            rows |= {name: _write([found[name]], tables / f"{name}.{format}") for name in JOINED}
    finally:
        shutil.rmtree(parts, ignore_errors=True)
    write_json(
        {
            "parameters": {"model": model_name(load_model(model)), "format": format, "lexicon": "general"},
            "versions": versions(),
            "inputs": inputs(corpus.articles),
            "problems": len(corpus.problems),
            "tables": {
                name: {"rows": n, "sha256": sha256(tables / f"{name}.{format}")} for name, n in sorted(rows.items())
            },
        },
        folder / "manifest.json",
    )
    return Analysis(folder, rows)


def _whole(corpus: Corpus) -> dict[str, pd.DataFrame]:
    """What the corpus knows of itself, and which passages its articles share."""
    shared = reuse(corpus)
    found = independence(shared, corpus.articles)
    return {
        "articles": corpus.articles,
        "furniture": corpus.furniture,
        "problems": corpus.problems,
        "reuse": shared,
        "independence": found.articles,
        "links": found.links,
        "families": found.families,
    }


def _measure(corpus: Corpus, parts: Path, processes: int, model: str | None, cache: bool) -> tuple[dict[str, str], int]:
    """Measure every article, a batch of rows to a file; the canonical names come out at the end."""
    articles = sorted(corpus, key=lambda article: article.article_id)
    readings = stream(articles, model=model, processes=processes, cache=cache)
    counts: Counter[tuple[str, str]] = Counter()
    n_batches = 0
    # An empty corpus still has one (empty) batch, so that every table is written.
    while (batch := list(islice(readings, BATCH))) or n_batches == 0:
        for name, rows in MEASURES.items():
            table = SCHEMAS[name].build(row for reading in batch for row in rows(reading))
            table.to_parquet(parts / f"{name}-{n_batches}.parquet", index=False)
        for reading in batch:
            counts.update(name_counts(reading))
        n_batches += 1
    return canonical_names(counts), n_batches


def _named(parts: Path, name: str, n_batches: int, names: dict[str, str]) -> Iterator[pd.DataFrame]:
    """The batches of one table, with the names they have across the corpus."""
    batches = (rename(pd.read_parquet(parts / f"{name}-{i}.parquet"), SCHEMAS[name], names) for i in range(n_batches))
    if name in SETTLED:
        yield SETTLED[name](pd.concat(batches, ignore_index=True))
    else:
        yield from batches


def _write(pieces: Iterable[pd.DataFrame], path: Path) -> int:
    """Write the pieces of a table one after the other, and say how many rows they had."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    total = 0
    if path.suffix == ".csv":
        for i, piece in enumerate(pieces):
            export_table(piece, path) if i == 0 else piece.to_csv(
                path, mode="a", header=False, index=False, lineterminator="\n", float_format="%.10g"
            )
            total += len(piece)
        return total
    writer = None
    for piece in pieces:
        data = pa.Table.from_pandas(piece, schema=writer.schema if writer else None, preserve_index=False)
        writer = writer or pq.ParquetWriter(path, data.schema)
        writer.write_table(data)
        total += len(piece)
    if writer:
        writer.close()
    return total
