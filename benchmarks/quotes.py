"""Accuracy and speed of mediakit.quotes: python benchmarks/quotes.py --gold DIR.

On PolNeAR's development part with the scorer of that folder: both methods of mediakit and, in the same run, a
baseline (each pair of quotation marks with the nearest reporting verb and its subject). The same on two random
halves of its training part: rules were read and mended on the first, the second only measured. The printed limits are
textacy's and two people's agreement, as the folder's README states them for the set kept elsewhere. Then speakers: on
census8 and spotify6 with score_facts.py, and on BASIL's spans that quote a named person.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

import mediakit as mk
from mediakit.corpus import Article, Corpus
from mediakit.measure.attribution.cues import reporting
from mediakit.measure.attribution.words import words_of
from mediakit.measure.entities import entity_rows
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


def scored(gold: Path, coded: list[dict[str, Any]], found: dict[str, Rows], label: str) -> dict[str, str]:
    """The scorer's lines content and full, for rows of one kind against gold of that kind."""
    kind = None if label == "all" else label
    with tempfile.TemporaryDirectory() as folder:
        path, right = Path(folder) / "predictions.jsonl", Path(folder) / "gold.jsonl"
        lines = (json.dumps({"id": i, "attributions": attributions(rows, kind)}) for i, rows in found.items())
        path.write_text("\n".join(lines), encoding="utf8")
        right.write_text("\n".join(map(json.dumps, coded)), encoding="utf8")
        command = [sys.executable, str(gold / "score_quotes.py"), str(right), str(path)]
        output = subprocess.run(
            [*command, *([KINDS[label]] if KINDS[label] else [])], capture_output=True, text=True, check=True
        )
    return {
        line.split()[0]: line.split(maxsplit=1)[1]
        for line in output.stdout.splitlines()
        if line.startswith(("content", "full"))
    }


METHODS: dict[str, Callable[[ParsedArticle], Rows]] = {
    "nearest verb": lambda reading: list(nearest_verb(reading)),
    "mediakit rules": lambda reading: quote_rows(reading, method="rules"),
    "mediakit model": quote_rows,
}


def read_lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def articles(coded: list[dict[str, Any]]) -> Corpus:
    return Corpus(tuple(Article(d["id"], d["text"], d["publisher"]) for d in coded))


def compare(gold: Path, name: str, coded: list[dict[str, Any]]) -> None:
    """Prints content and full of each method on one part of PolNeAR."""
    parsed = parse(articles(coded))
    for method, find in METHODS.items():
        found = {reading.article.article_id: find(reading) for reading in parsed}
        for label in KINDS if method != "nearest verb" else ("all", "direct"):
            lines = scored(gold, coded, found, label)
            print(f"{name:12} {method:15} {label:9} content {lines['content']}   full {lines['full']}")


def halves(gold: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """PolNeAR's training part in two random halves."""
    coded = read_lines(gold / "polnear_train.jsonl")
    random.Random(HALVES).shuffle(coded)
    return coded[: len(coded) // 2], coded[len(coded) // 2 :]


HALVES = 2024
"""Seed of the two halves."""


def event(gold: Path, name: str) -> None:
    """Prints how many coded quotes of one event are found, and how many with the right speaker."""
    columns = {"id": "article_id", "outlet": "outlet", "text": "text"}
    table = pd.DataFrame(read_lines(gold / f"{name}.jsonl")).rename(columns=columns)[list(columns.values())]
    with tempfile.TemporaryDirectory() as folder:
        mk.quotes(mk.read(table, clean=False)).to_csv(Path(folder) / "quotes.csv", index=False)
        command = [sys.executable, str(gold / "score_facts.py"), str(gold / f"{name}_gold.json"), folder]
        print(
            f"{name:12} {subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]}"
        )


def basil(gold: Path) -> None:
    """Prints how many of BASIL's quoted spans are ascribed to the person coded, by surname.

    A span counts where its speaker is one person: somebody whose surname the article has as a person's.
    """
    spans, items = [], []
    for d in read_lines(gold / "basil_even.jsonl"):
        text = ""
        for sentence in d["sentences"]:
            text += " " if text else ""
            at = len(text)
            spans += [
                (d["id"], at + a["start"], at + a["end"], a["speaker"].split()[-1])
                for a in sentence["annotations"]
                if a["quote"] == "Yes" and a["speaker"].strip()
            ]
            text += sentence["text"]
        items.append(Article(d["id"], text, d["outlet"]))
    parsed = parse(Corpus(tuple(items)))
    persons = {
        (r.article.article_id, e["entity"].split()[-1])
        for r in parsed
        for e in entity_rows(r)
        if e["label"] == "PERSON"
    }
    rows = {r.article.article_id: quote_rows(r) for r in parsed}
    named = found = right = 0
    for article, start, end, surname in spans:
        if (article, surname) not in persons:
            continue
        near = [r for r in rows[article] if r["start"] < end and r["end"] > start]
        best = max(near, key=lambda r: min(r["end"], end) - max(r["start"], start), default=None)
        named, found = named + 1, found + (best is not None)
        right += best is not None and surname in (best["speaker_entity"] or "")
    print(f"{'BASIL':12} quoted spans of named persons: found {found}/{named}, speaker right {right}/{named}")


def speed(corpus: Corpus) -> None:
    """Prints the time of quotes beside that of the parse, the shortest of several runs of each."""
    part = Corpus(corpus.items[:30])
    parse(Corpus(corpus.items[:2]), cache=False)
    parsing, quoting = [], []
    for _ in range(3):
        start = time.process_time()
        fresh = parse(part, cache=False)
        parsing.append(time.process_time() - start)
    for _ in range(6):
        for reading in fresh:
            reading.memo.clear()
        start = time.process_time()
        for reading in fresh:
            quote_rows(reading)
        quoting.append(time.process_time() - start)
    share = min(quoting) / min(parsing)
    print(f"time: parse {min(parsing):.2f} s, quotes {min(quoting):.2f} s of CPU: {share:.1%} of the parse")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--gold", type=Path, required=True, help="folder with PolNeAR, BASIL, the events, the scorers")
    gold = parser.parse_args().gold
    development = read_lines(gold / "polnear_dev.jsonl")
    first, second = halves(gold)
    for name, coded in (("development", development), ("first half", first), ("second half", second)):
        compare(gold, name, coded)
    print("limits (other data, stated): textacy content F1 .275 full .193; two people .786 and .683")
    event(gold, "census8")
    event(gold, "spotify6")
    basil(gold)
    speed(articles(development))


if __name__ == "__main__":
    main()
