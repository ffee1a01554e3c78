"""Speed of the matcher behind mk.reuse, beside tokenising alone and a Python dict of 8-grams, on a made corpus.

    python benchmarks/reuse.py [--articles 500 2000 10000]

Articles are random words, as frequent as words are (Zipf); each carries two passages that another one carries too, and
a line that all carry. Each measurement runs in a process of its own: seconds of CPU, the least of three runs, and the
most memory held beyond the texts themselves.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import resource
import subprocess
import sys
import time
from collections import defaultdict
from itertools import combinations, pairwise

import numpy as np

WORDS, VOCABULARY, K = 600, 50_000, 8
LINE = "copyright by the owner of this page all rights reserved nothing on it may be used again"


def made(n: int) -> list[str]:
    """A corpus of n articles with two planted passages each, of 10 to 60 words."""
    random = np.random.default_rng(n)
    frequency = 1 / (np.arange(VOCABULARY) + 10.0)  # Zipf and Mandelbrot: the commonest word is 1.2 %
    words = random.choice(VOCABULARY, size=(n, WORDS), p=frequency / frequency.sum())
    for one, other in random.permutation(np.repeat(np.arange(n), 2))[: 2 * (n // 2) * 2].reshape(-1, 2):
        length = int(random.integers(10, 61))
        start, other_start = random.integers(0, WORDS - length, 2)
        words[other, other_start : other_start + length] = words[one, start : start + length]
    names = np.array([f"w{i}" for i in range(VOCABULARY)])
    return [" ".join(names[row]) + ". " + LINE for row in words]


def tokenise(texts: list[str]) -> int:
    return sum(len(re.findall(r"\w+", text.casefold())) for text in texts)


def dictionary(texts: list[str]) -> int:
    """Maximal passages by a dict of 8-grams: positions of each, pairs across articles, diagonals merged."""
    tokens = [re.findall(r"\w+", text.casefold()) for text in texts]
    places = defaultdict(list)
    for number, words in enumerate(tokens):
        for i in range(len(words) - K + 1):
            places[tuple(words[i : i + K])].append((number, i))
    diagonals = defaultdict(list)
    for found in places.values():
        if 1 < len(found) <= 100:  # without a cap the line in every article makes it quadratic
            for (a, i), (b, j) in combinations(found, 2):
                if a != b:
                    diagonals[a, b, j - i].append(i)
    passages = 0
    for starts in diagonals.values():
        starts.sort()
        passages += 1 + sum(after != before + 1 for before, after in pairwise(starts))
    return passages


def matcher(texts: list[str]) -> int:
    from mediakit.measure.passages import find_passages
    from mediakit.measure.tokens import Tokens

    return len(find_passages(Tokens.of(texts), K))


def table(texts: list[str]) -> int:
    from mediakit.corpus import Article, Corpus
    from mediakit.measure.reuse import reuse

    corpus = Corpus(tuple(Article(f"{i:06}", text, "outlet") for i, text in enumerate(texts)))
    return len(reuse(corpus))


SYSTEMS = {"tokenise": tokenise, "dict of 8-grams": dictionary, "matcher": matcher, "reuse table": table}


def measure(name: str, n: int) -> dict[str, float]:
    texts = made(n)
    system = SYSTEMS[name]
    system(texts[:20])  # imports
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds = math.inf
    for _ in range(3 if n <= 2_000 else 1):
        start = time.process_time()
        found = system(texts)
        seconds = min(seconds, time.process_time() - start)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "megabytes": (most - before) / 1024, "found": found}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[500, 2_000, 10_000])
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options.one[0], int(options.one[1]))))
        return
    seconds: dict[str, dict[int, float]] = defaultdict(dict)
    print(f"{'':16} {'articles':>8} {'found':>9} {'CPU s':>8} {'/ tokenise':>10} {'/ dict':>7} {'MB':>7} {'/ dict':>7}")
    for n in options.articles:
        rows = {}
        for name in SYSTEMS:
            run = [sys.executable, __file__, "--one", name, str(n)]
            rows[name] = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
        base, peer = rows["tokenise"], rows["dict of 8-grams"]
        for name, row in rows.items():
            seconds[name][n] = row["seconds"]
            print(
                f"{name:16} {n:>8,} {row['found']:>9,} {row['seconds']:>8.2f} "
                f"{row['seconds'] / base['seconds']:>10.2f} {row['seconds'] / peer['seconds']:>7.2f} "
                f"{row['megabytes']:>7.0f} "
                f"{row['megabytes'] / max(1, peer['megabytes']):>7.2f}"
            )
    least, most = min(options.articles), max(options.articles)
    for name, times in seconds.items():
        if most > least:
            print(f"{name}: grows with articles ** {math.log(times[most] / times[least], most / least):.2f}")


if __name__ == "__main__":
    main()
