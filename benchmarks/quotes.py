"""Accuracy and speed of mediakit.quotes: python benchmarks/quotes.py --gold DIR.

On PolNeAR's development part with the scorer of that folder: both methods of mediakit and, in the same run, a
baseline (each pair of quotation marks with the nearest reporting verb and its subject). The printed limits are
textacy's and two people's agreement, as the folder's README states them for the set kept elsewhere.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mediakit.corpus import Article, Corpus
from mediakit.measure.attribution.cues import reporting
from mediakit.measure.attribution.words import words_of
from mediakit.measure.quotes import quote_rows
from mediakit.parse import ParsedArticle, parse

KINDS = {"all": None, "direct": "direct", "partial": "mixed", "indirect": "indirect"}
Rows = Iterable[dict[str, Any]]


def nearest_verb(reading: ParsedArticle) -> Rows:
    """The baseline: a quotation, the nearest reporting verb within twelve tokens, and that verb's subject."""
    words = words_of(reading)[0]
    for number, (a, b) in enumerate(words.quotations):
        near = [i for i in range(max(0, a - 12), min(len(words), b + 12)) if not a <= i < b]
        verbs = [i for i in near if words.tag[i].startswith("VB") and reporting(words, i)]
        cue = min(verbs, key=lambda i: min(abs(i - a), abs(i - b)), default=-1)
        subject = words.child(cue, "nsubj") if cue >= 0 else -1
        if subject >= 0:
            start, end = words.quotation_offsets[number]
            yield {
                "quote_id": str(number),
                "kind": "direct",
                "start": start,
                "end": end,
                "speaker_start": words.start[words.left[subject]],
                "speaker_end": words.end[words.right[subject]],
                "cue_start": words.start[cue],
                "cue_end": words.end[cue],
            }


def attributions(rows: Rows, kind: str | None) -> list[dict[str, list[list[int]]]]:
    """Rows of quotes as the scorer reads them: parts of one statement joined, one kind or all."""
    parts: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if kind is None or row["kind"] == kind:
            parts[row["quote_id"]].append(row)
    return [
        {
            "content": [[row["start"], row["end"]] for row in rows],
            "source": [[rows[0]["speaker_start"], rows[0]["speaker_end"]]] if rows[0].get("speaker_end") else [],
            "cue": [[rows[0]["cue_start"], rows[0]["cue_end"]]] if rows[0].get("cue_end") else [],
        }
        for rows in parts.values()
    ]


def scored(gold: Path, found: dict[str, Rows], label: str) -> dict[str, str]:
    """The scorer's lines content and full, for rows of one kind against gold of that kind."""
    kind = None if label == "all" else label
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "predictions.jsonl"
        lines = (json.dumps({"id": i, "attributions": attributions(rows, kind)}) for i, rows in found.items())
        path.write_text("\n".join(lines), encoding="utf8")
        command = [sys.executable, str(gold / "score_quotes.py"), str(gold / "polnear_dev.jsonl"), str(path)]
        output = subprocess.run(
            [*command, *([KINDS[label]] if KINDS[label] else [])], capture_output=True, text=True, check=True
        )
    return {
        line.split()[0]: line.split(maxsplit=1)[1]
        for line in output.stdout.splitlines()
        if line.startswith(("content", "full"))
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with polnear_dev.jsonl and score_quotes.py")
    options = parser.parse_args()
    with (options.gold / "polnear_dev.jsonl").open(encoding="utf8") as lines:
        corpus = Corpus(tuple(Article(d["id"], d["text"], d["publisher"]) for d in map(json.loads, lines)))
    parsed = parse(corpus)
    methods: dict[str, Callable[[ParsedArticle], Rows]] = {
        "nearest verb": lambda reading: list(nearest_verb(reading)),
        "mediakit rules": lambda reading: quote_rows(reading, method="rules"),
        "mediakit model": quote_rows,
    }
    for name, method in methods.items():
        found = {reading.article.article_id: method(reading) for reading in parsed}
        for label in KINDS if name != "nearest verb" else ("all", "direct"):
            lines_of = scored(options.gold, found, label)
            print(f"{name:15} {label:9} content {lines_of['content']}   full {lines_of['full']}")
    print("limits (other data, stated): textacy content F1 .275 full .193; two people .786 and .683")
    part = Corpus(corpus.items[:30])
    parse(Corpus(corpus.items[:2]), cache=False)
    quote_rows(parsed.readings[40])  # weights loaded before the clock runs
    start = time.process_time()
    fresh = parse(part, cache=False)
    middle = time.process_time()
    for reading in fresh:
        quote_rows(reading)
    end = time.process_time()
    parsing, quoting = middle - start, end - middle
    print(f"time: parse {parsing:.2f} s, quotes {quoting:.2f} s of CPU: {quoting / parsing:.1%} of the parse")


if __name__ == "__main__":
    main()
