"""Facts, discrepancies and sentence pairs against coded data, beside TF-IDF, and what aligning costs.

usage: facts.py --gold FOLDER [--cost]

FOLDER holds census8, spotify6, ecb_pairs_dev, msrp_train and the scorers score_facts.py and score_pairs.py. --cost
times mk.align on growing numbers of articles and prints the exponent of time against articles.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import mediakit as mk
from mediakit.compare.align import align, score_pairs
from mediakit.compare.discrepancies import discrepancies
from mediakit.compare.wording import Bags, stems_of
from mediakit.measure.clusters import average_linkage

EVENTS, PAIRS = ("census8", "spotify6"), ("ecb_pairs_dev", "msrp_train")
SIZES = (50, 100, 200, 400)


def read_lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def corpus_of(path: Path) -> mk.Corpus:
    """The articles of an event, text as given."""
    columns = {"id": "article_id", "outlet": "outlet", "text": "text", "published": "published"}
    return mk.read(pd.DataFrame(read_lines(path)).rename(columns=columns)[list(columns.values())], clean=False)


def by_tfidf(claims: pd.DataFrame, threshold: float = 0.3) -> pd.DataFrame:
    """The baseline: claims joined by the TF-IDF cosine of their clauses, the rest as in align."""
    table = claims.sort_values(["article_id", "predicate_start"], ignore_index=True)
    bags = Bags([stems_of(text) for text in table["text"]])
    near = (bags.unit @ bags.unit.T).tocoo()
    article = table["article_id"].factorize()[0]
    sentence = table.groupby(["article_id", "sentence"]).ngroup().to_numpy()
    kept = (near.row < near.col) & (article[near.row] != article[near.col])
    number = average_linkage(len(table), near.row[kept], near.col[kept], near.data[kept], sentence, threshold)
    return table.assign(fact_id=number)


def score(scorer: Path, *arguments: Path) -> list[str]:
    command = [sys.executable, str(scorer), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def events(gold: Path) -> None:
    for name in EVENTS:
        parsed = mk.parse(corpus_of(gold / f"{name}.jsonl"))
        claims = mk.claims(parsed)
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder)
            mk.sentences(parsed).to_csv(out / "sentences.csv", index=False)
            for system, facts in (("TF-IDF", by_tfidf(claims)), ("align", align(claims, parsed.articles))):
                facts.to_csv(out / "facts.csv", index=False)
                if system == "align":
                    discrepancies(facts, parsed.articles).to_csv(out / "discrepancies.csv", index=False)
                lines = score(gold / "score_facts.py", gold / f"{name}_gold.json", out)
                print(f"{name:10} {system:7} {lines[0].removeprefix('facts: ')}")
            print(f"{name:10} align   {lines[1]}")


def pairs(gold: Path) -> None:
    for name in PAIRS:
        rows = read_lines(gold / f"{name}.jsonl")
        left, right = [row["text_a"] for row in rows], [row["text_b"] for row in rows]
        texts = list(dict.fromkeys(left + right))
        place = {text: i for i, text in enumerate(texts)}
        bags = Bags([stems_of(text) for text in texts])
        cosine = bags.cosine(np.array([place[t] for t in left]), np.array([place[t] for t in right]))
        for system, values in (("TF-IDF", cosine), ("align", score_pairs(left, right))):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "pred.jsonl"
                lines = (json.dumps({"id": r["id"], "score": float(v)}) for r, v in zip(rows, values, strict=True))
                path.write_text("\n".join(lines), encoding="utf-8")
                print(f"{name:14} {system:7} {score(gold / 'score_pairs.py', gold / f'{name}.jsonl', path)[0]}")


def cost(gold: Path) -> None:
    """Seconds of align on articles of many events, each event told with words of its own by ten articles."""
    claims = mk.claims(mk.parse(corpus_of(gold / "census8.jsonl")))
    one = claims[claims["article_id"].isin(sorted(claims["article_id"].unique())[:5])]
    spent = []
    for size in SIZES:
        copies = []
        for n in range(size // 5):
            copy = one.copy()
            copy["article_id"] = [f"{key}-{n}" for key in copy["article_id"]]
            for column in ("text", "object", "actor", "act"):
                # Half of the words are the event's own, so that events differ as those of one week do.
                copy[column] = copy[column].map(lambda t, n=n: _own(t, n), na_action="ignore")
            copies.append(copy)
        table = pd.concat(copies, ignore_index=True)
        start = time.process_time()
        align(table)
        spent.append(time.process_time() - start)
        print(f"{size:5} articles {len(table):6} claims {spent[-1]:7.1f} s")
    exponent = np.polyfit(np.log(SIZES), np.log(spent), 1)[0]
    print(f"exponent {exponent:.2f}")


def _own(text: str, number: int) -> str:
    return re.sub(r"\b([A-Za-z]{5,})\b", lambda m: f"{m[1]}{chr(97 + number % 26)}{chr(97 + number // 26)}q", text)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--cost", action="store_true")
    options = parser.parse_args()
    events(options.gold)
    pairs(options.gold)
    if options.cost:
        cost(options.gold)


if __name__ == "__main__":
    main()
