"""Whether the share of reused running text tells copied articles from those that share quotations or phrases only.

    python benchmarks/reuse_pairs.py --gold DIR

DIR holds event_census.jsonl, event_spotify.jsonl (articles) and reuse_pairs_dev.jsonl (pairs with their relation).
Printed: the area under the ROC curve of copy and partial against the rest, beside that of the share of distinct
8-grams which the file gives; and the pairs of copies in different families, or of unrelated ones in one.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import pandas as pd
from scipy.stats import rankdata

from mediakit.compare.independence import independence
from mediakit.corpus import Article, Corpus
from mediakit.measure.reuse import reuse


def area(scores: pd.Series, copied: pd.Series) -> float:
    """Area under the ROC curve, by ranks."""
    ranks, n = rankdata(scores), int(copied.sum())
    return float((ranks[copied.to_numpy()].sum() - n * (n + 1) / 2) / (n * (len(copied) - n)))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--gold", type=Path, required=True, help="folder with the three files")
    gold = arguments.parse_args().gold
    pairs = pd.read_json(gold / "reuse_pairs_dev.jsonl", lines=True)
    shares: dict[tuple[str, str], float] = {}
    family: dict[str, tuple[str, int]] = {}
    for name in ("event_census", "event_spotify"):
        pages = [json.loads(line) for line in (gold / f"{name}.jsonl").read_text("utf-8").splitlines()]
        corpus = Corpus(
            tuple(Article(page["id"], "\n\n".join(page["paragraphs"]), page["publisher"]) for page in pages)
        )
        found = independence(reuse(corpus), corpus.articles)
        print(f"{name}: {found!r}")
        for link in found.links.itertuples():
            shares[link.article_id, link.other_id] = max(link.share, link.other_share)
        family.update({row.article_id: (name, row.family) for row in found.articles.itertuples()})
    copied = pairs["relation"].isin(["copy", "partial"])
    keys = [tuple(sorted(pair)) for pair in zip(pairs["a"], pairs["b"], strict=True)]
    score = pd.Series([shares.get(key, 0.0) for key in keys])
    print(f"share of running text   AUC {area(score, copied):.4f} ({len(pairs)} pairs, {int(copied.sum())} copied)")
    print(f"  without doubtful ones AUC {area(score[~pairs['doubtful']], copied[~pairs['doubtful']]):.4f}")
    print(f"share of 8-grams (peer) AUC {area(pairs['containment_min'], copied):.4f}")
    together = pd.Series([family[a] == family[b] for a, b in keys])
    print(f"copies in different families: {int((~together & (pairs['relation'] == 'copy')).sum())}")
    print(f"others in one family: {int((together & ~copied).sum())}")


if __name__ == "__main__":
    main()
