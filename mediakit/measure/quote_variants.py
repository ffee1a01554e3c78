"""Which quoted statement appears in which articles, and how it was cut or put differently."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf, log

import numpy as np
import pandas as pd

from mediakit.corpus import WORD, Corpus
from mediakit.measure.clusters import average_linkage
from mediakit.measure.quotations import quotation_spans
from mediakit.measure.quotes import quotes
from mediakit.measure.rows import Row, parsed
from mediakit.measure.voice import overlap
from mediakit.parse import ParsedCorpus
from mediakit.tables import QUOTE_VARIANTS

ALIKE = 0.5
"""Share of the shorter span's word weight that must be aligned for two spans to be one statement."""
OF_LONGER = 0.2
"""Share of the longer one's weight, at least: that both speak of one topic makes no statement."""
FEWEST = 3
"""Aligned words that carry meaning, at least."""
SAME, SWAP, GAP = 2.0, -0.6, -0.5
"""Scores of the alignment: two equal words, two different ones side by side, a word with nothing opposite."""
FUNCTION_WORDS = frozenset(
    """a an the and or but of to in on at for with by from as that this it its is are was were be been has have had
    will would can could may might do does did not no i we you he she they his her their our my your him them us me so
    than then there which who what""".split()
)


@dataclass(frozen=True)
class Statement:
    """One row of quotes as words: offsets, and the words' lower-case stems."""

    row: Row
    spans: tuple[tuple[int, int], ...]
    stems: tuple[str, ...]
    quoted: float


def quote_variants(corpus: Corpus | ParsedCorpus) -> pd.DataFrame:
    """Pairs of spans of different articles that are one statement, with their words aligned.

    Two spans of `quotes` are one statement when they have the same speaker, or one has none, and words that make
    up at least half of the shorter one's weight and a fifth of the longer one's (rare words weigh more: inverse
    document frequency over the quotes) can be aligned in order (Needleman & Wunsch 1970, over word stems). `kind` is
    verbatim; marks, where one has words in quotation marks that the other reports without; cut, where one is a part
    of the other; or changed. `statement_id` joins spans that are one statement, each with each other or nearly
    (average linkage over the share of weight aligned), so that no chain of lookalikes grows.
    """
    ready = parsed(corpus)
    marked = {r.article.article_id: (r.article.text, list(quotation_spans(r))) for r in ready}
    rows = [{str(k): v for k, v in row.items()} for row in quotes(ready).to_dict("records")]
    statements = [s for s in (_statement(row, *marked[row["article_id"]]) for row in rows) if len(s.stems) >= FEWEST]
    weights = _weights(statements)
    links = {}
    for i, j in _candidates(statements):
        if (found := _linked(statements[i], statements[j], weights)) is not None:
            links[i, j] = found
    names = _groups(statements, {pair: share for pair, (_, share) in links.items()})
    return QUOTE_VARIANTS.build(
        _row(statements[i], statements[j], pairs, names[i], marked)
        for (i, j), (pairs, _) in links.items()
        if names[i] == names[j]
    )


def stem(word: str) -> str:
    """A word in lower case without the endings of plural, past and possessive."""
    word = word.lower().replace("’", "'")
    for ending in ("'s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _statement(row: Row, text: str, marked: list[tuple[int, int]]) -> Statement:
    found = list(WORD.finditer(text, row["start"], row["end"]))
    inside = overlap(row["start"], row["end"], marked) / max(1, row["end"] - row["start"])
    return Statement(row, tuple(m.span() for m in found), tuple(stem(m.group()) for m in found), inside)


def _weights(statements: Sequence[Statement]) -> dict[str, float]:
    counts = Counter(word for s in statements for word in set(s.stems))
    n = len(statements) + 1
    return {word: 0.1 if word in FUNCTION_WORDS else log(1 + n / count) for word, count in counts.items()}


def _candidates(statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs that share at least FEWEST words that carry meaning, found over an index of words."""
    index: dict[str, list[int]] = defaultdict(list)
    for i, s in enumerate(statements):
        for word in set(s.stems) - FUNCTION_WORDS:
            index[word].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for places in index.values():
        if len(places) <= 400:  # a word of every quote tells nothing, and pairs grow with its square
            shared.update(combinations(places, 2))
    for (i, j), n in sorted(shared.items()):
        one, other = statements[i].row, statements[j].row
        if n >= FEWEST and one["article_id"] != other["article_id"] and _same_speaker(one, other):
            yield i, j


def _same_speaker(one: Row, other: Row) -> bool:
    names = [row["speaker_entity"] for row in (one, other)]
    if any(not isinstance(name, str) for name in names):
        return True
    first, second = (set(name.split(" and ")) for name in names)
    return bool(first & second)


def align_words(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """The best alignment of two sequences of words: pairs of places, -1 where a word has nothing opposite."""
    n, m = len(one), len(other)
    score = np.zeros((n + 1, m + 1))
    score[:, 0], score[0, :] = GAP * np.arange(n + 1), GAP * np.arange(m + 1)
    for i in range(1, n + 1):
        for j in range(1, m + 1):
            score[i, j] = max(
                score[i - 1, j - 1] + (SAME if one[i - 1] == other[j - 1] else SWAP),
                score[i - 1, j] + GAP,
                score[i, j - 1] + GAP,
            )
    pairs = []
    i, j = n, m
    while i or j:
        if i and j and score[i, j] == score[i - 1, j - 1] + (SAME if one[i - 1] == other[j - 1] else SWAP):
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif i and score[i, j] == score[i - 1, j] + GAP:
            i -= 1
            pairs.append((i, -1))
        else:
            j -= 1
            pairs.append((-1, j))
    return pairs[::-1]


def _linked(one: Statement, other: Statement, weights: dict[str, float]) -> tuple[list[tuple[int, int]], float] | None:
    """The alignment of two statements and the share of the shorter one's weight in it, if they are one, else None."""
    if len(one.stems) * len(other.stems) > 40_000:
        return None
    pairs = align_words(one.stems, other.stems)
    same = [one.stems[i] for i, j in pairs if i >= 0 and j >= 0 and one.stems[i] == other.stems[j]]
    shorter, longer = sorted(sum(weights[w] for w in stems) for stems in (one.stems, other.stems))
    alike = sum(weights[w] for w in same)
    share = alike / max(0.1, shorter)
    if share < ALIKE or alike < OF_LONGER * longer or sum(w not in FUNCTION_WORDS for w in same) < FEWEST:
        return None
    return pairs, share


def _groups(statements: Sequence[Statement], shares: dict[tuple[int, int], float]) -> dict[int, str]:
    """The statement each span belongs to, named after the first of its spans.

    Two groups join while the mean share between their spans, 0 for those not linked, reaches `ALIKE`.
    """
    n = len(statements)
    left, right = (np.array([pair[side] for pair in shares], dtype="int64") for side in (0, 1))
    value = np.array(list(shares.values()), dtype="float64")
    group = average_linkage(n, left, right, value, np.arange(n), ALIKE, full=inf).tolist()
    first: dict[int, str] = {}
    for number, statement in zip(group, statements, strict=True):
        first.setdefault(number, f"{statement.row['article_id']}:{statement.row['start']}")
    return {i: first[number] for i, number in enumerate(group)}


def _row(
    one: Statement,
    other: Statement,
    pairs: list[tuple[int, int]],
    name: str,
    marked: dict[str, tuple[str, list[tuple[int, int]]]],
) -> Row:
    texts = [marked[s.row["article_id"]][0] for s in (one, other)]

    def word(side: int, statement: Statement, i: int) -> str:
        return texts[side][slice(*statement.spans[i])] if i >= 0 else ""

    steps: list[list[str]] = []
    for i, j in pairs:
        kind = "only" if j < 0 else "other_only" if i < 0 else "same" if one.stems[i] == other.stems[j] else "changed"
        steps.append([kind, word(0, one, i), word(1, other, j)])
    counts = Counter(step[0] for step in steps)
    if counts["same"] == len(steps):
        how = "verbatim" if (one.quoted > 0.5) == (other.quoted > 0.5) else "marks"
    else:
        cut = not counts["changed"] and (not counts["only"] or not counts["other_only"])
        how = "cut" if cut else "changed"
    speaker = next((s.row["speaker_entity"] for s in (one, other) if isinstance(s.row["speaker_entity"], str)), None)
    return {
        **{key: one.row[key] for key in ("article_id", "start", "end", "text")},
        **{f"other_{key}": other.row["article_id" if key == "id" else key] for key in ("id", "start", "end", "text")},
        "statement_id": name,
        "speaker_entity": speaker,
        "kind": how,
        "similarity": round(2 * counts["same"] / (len(one.stems) + len(other.stems)), 4),
        "n_same": counts["same"],
        "n_changed": counts["changed"],
        "n_only": counts["only"],
        "n_other_only": counts["other_only"],
        "alignment": json.dumps(steps, ensure_ascii=False),
    }
