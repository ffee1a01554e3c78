"""Which runs of words any two articles of seeds/ share, by brute force.

    python benchmarks/gold_passages.py

Writes seeds/gold/passages.csv: every run of at least eight words (`\\w+`, without regard to case) that stands in two
articles and cannot be made longer in both. What it holds follows from the definition, so nobody coded it. It shares no
code with mediakit.measure, whose results are held to it.
"""

from __future__ import annotations

import re
import sys
from itertools import combinations

import pandas as pd
from gold import GOLD, SEEDS

from mediakit.read import read

FEWEST = 8

Word = tuple[str, int, int]


def main() -> int:
    """Write the table."""
    shared_passages().to_csv(GOLD / "passages.csv", index=False, lineterminator="\n")
    return 0


def shared_passages() -> pd.DataFrame:
    """A row a run and pair of articles, in the order of the articles' names and of their texts."""
    texts = dict(read(SEEDS).articles[["article_id", "text"]].itertuples(index=False))
    words = {
        article: [(m.group().casefold(), m.start(), m.end()) for m in re.finditer(r"\w+", text)]
        for article, text in texts.items()
    }
    rows = []
    for one, other in combinations(sorted(texts), 2):
        for i, j, n in _runs(words[one], words[other]):
            start, end = words[one][i][1], words[one][i + n - 1][2]
            other_start, other_end = words[other][j][1], words[other][j + n - 1][2]
            rows.append(
                {
                    "article_id": one,
                    "snippet": texts[one][start:end],
                    "start": start,
                    "end": end,
                    "other_id": other,
                    "other_snippet": texts[other][other_start:other_end],
                    "other_start": other_start,
                    "other_end": other_end,
                    "n_tokens": n,
                }
            )
    return pd.DataFrame(rows)


def _runs(one: list[Word], other: list[Word]) -> list[tuple[int, int, int]]:
    """First word here, first word there and length of every run that no word on either side makes longer."""
    found = []
    for i in range(len(one)):
        for j in range(len(other)):
            if one[i][0] != other[j][0] or (i and j and one[i - 1][0] == other[j - 1][0]):
                continue
            n = 1
            while i + n < len(one) and j + n < len(other) and one[i + n][0] == other[j + n][0]:
                n += 1
            if n >= FEWEST:
                found.append((i, j, n))
    return found


if __name__ == "__main__":
    sys.exit(main())
