"""Pairs of claims that may be one fact, what speaks for each pair, and the probability that follows from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.compare import evidence
from mediakit.compare.additive import additive_probability
from mediakit.compare.candidates import members, sentence_pairs
from mediakit.compare.counterparts import COUNTERPARTS, of_counterparts, of_slots
from mediakit.compare.learned import ADDITIVE, TREES, learned
from mediakit.compare.likeness import Integers, Likeness, Numbers, nearest, profile_cosines, walked
from mediakit.compare.meaning import Span, clause_places, meaning, settled
from mediakit.compare.rivals import rivals
from mediakit.compare.trees import probability
from mediakit.compare.whitening import whitened
from mediakit.compare.wording import concepts_of

OWN = 0.3
"""Share of what a pair itself says in its log-odds, the rest being where its sentences lead."""

BOOSTED = 0.6
"""Share of the trees, the rest being the curves', in the log-odds that two claims are one fact by themselves."""

LEAST_PROBABILITY = 1e-4

RUN = 4
"""Words between quotation marks that tell a statement from a term."""

QUOTED = re.compile(r"""(?:"|“|(?<!\w)[‘'])([^"”]+?)(?:["”]|[’'](?!\w)|$)""")

SAME_ACT, ROUNDED = 0.3, 0.1
"""Cosine of acts from which they are one, and the share by which a rounded number may differ."""

FEW, RARE = 10, 0.01
"""Claims, or share of all claims, that may give one sum or quotation for it to tell that they are about one thing."""


@dataclass(frozen=True)
class Pairs:
    """Pairs of claims, by their places in the table, with the features of each pair, and each claim's whereabouts.

    `sentences` holds pairs of sentences, a column each, `alike_words` how alike their words are, and `which` the
    pair of sentences that each pair of claims is of. `same_slot` says whether both give the same sum of money, share
    or large number, or the same words in quotation marks, and few other claims do; `other_sum` whether both give a
    number of one unit, another one, of another act: two sums, not two versions of one.
    """

    left: Integers
    right: Integers
    features: Numbers
    names: tuple[str, ...]
    sentence: Integers
    article: Integers
    sentences: Integers
    alike_words: Numbers
    which: Integers
    same_slot: npt.NDArray[np.bool_]
    other_sum: npt.NDArray[np.bool_]

    def __getitem__(self, name: str) -> Numbers:
        return self.features[:, self.names.index(name)]


def claim_pairs(table: pd.DataFrame) -> Pairs:
    """The pairs of claims of two articles whose sentences are alike in words, or whose clauses are in meaning.

    Sentences are compared first, since a clause has few words; then each claim of the one with each of the other.
    """
    rows = table.reset_index(drop=True)
    sentence = rows.groupby(["article_id", "sentence"], sort=True).ngroup().to_numpy().astype("int64")
    texts = stitched(rows, sentence)
    article = rows["article_id"].factorize(sort=True)[0].astype("int64")
    group = np.zeros(len(texts), dtype="int64")
    group[sentence] = article
    likeness = Likeness(texts, group)
    plain = meaning(texts, sentence.tolist(), rows["text"].tolist(), slot_spans(rows, texts, sentence))
    read = whitened(plain)
    one, other, alike = sentence_pairs(likeness, read.own, sentence, group)
    left, right, which = members(read.own, sentence, one, other, alike)
    between = {
        "alike": alike,
        "alike_words": likeness.direct(one, other),
        **evidence.of_sentences(texts, one, other),
        "sentence_rank": evidence.rank(alike, one, other, group),
    }
    before = evidence.of_meaning(plain.own, plain.whole, sentence, article, left, right)
    columns = (
        {name: value[which] for name, value in between.items()}
        | evidence.of_clauses(rows, left, right, which)
        | evidence.of_form(rows, sentence, left, right)
        | evidence.of_repetition(rows, sentence, article, left, right)
        | evidence.of_meaning(read.own, read.whole, sentence, article, left, right)
        | {f"plain_{name}": value for name, value in before.items()}
        | of_slots(read, left, right)
    )
    columns |= dict(zip(COUNTERPARTS, of_counterparts(read, sentence, article, left, right).T, strict=True))
    same_slot = _same_sum(rows, left, right) & (columns["clause_contained"] > 0)
    same_slot |= _same_quotation(rows, left, right)
    other_sum = _other_sum(rows, left, right) & (columns["same_act"] < SAME_ACT)
    return Pairs(
        left, right, np.column_stack(list(columns.values())), tuple(columns), sentence, article,
        np.stack([one, other]), between["alike_words"], which, same_slot, other_sum,
    )  # fmt: skip


def probabilities(pairs: Pairs) -> Numbers:
    """The probability that each pair is about one fact: what the pair itself says, and where its sentences lead."""
    if not len(pairs.left):
        return np.zeros(0)
    own = judged(pairs)
    return settled(_blended((OWN, own), (1 - OWN, led_alike(pairs, own))))


def judged(pairs: Pairs) -> Numbers:
    """The probability of each pair from what its two claims have in common.

    A first set of boosted trees judges each pair by itself; a second one also sees how the pair stands among its
    rivals and what third articles say (stacking, Wolpert 1992). The mean of a few such pairs of sets is taken (bagging,
    Breiman 1996), and blended with an additive model, which knows no interplay of features and so errs in
    other ways on events unlike those that were learned from.
    """
    told = [
        probability(member["second"], with_rivals(pairs, probability(member["first"], pairs.features)))
        for member in learned(TREES)["members"]
    ]
    curves = additive_probability(learned(ADDITIVE), pairs.features)
    return _blended((BOOSTED, np.mean(told, axis=0)), (1 - BOOSTED, curves))


def led_alike(pairs: Pairs, p: Numbers) -> Numbers:
    """How alike the sentences of each pair are by where a walk from each leads, along sentences that may share a fact.

    Two sentences are joined by the mean of how alike their words are and of the best probability of their claims
    (`likeness.walked`): a pair that third articles' sentences bring together is likelier than one they do not.
    """
    one, other = pairs.sentences
    best = np.zeros(len(one))
    np.maximum.at(best, pairs.which, p)
    joined = np.concatenate([one, other]), np.concatenate([other, one]), np.tile((pairs.alike_words + best) / 2, 2)
    profiles = walked(*nearest(*joined), int(pairs.sentence.max()) + 1)
    return profile_cosines(profiles, one, other)[pairs.which]


def _blended(*parts: tuple[float, Numbers]) -> Numbers:
    """Probabilities whose log-odds are the weighted mean of others'."""
    held = [(weight, np.clip(p, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY)) for weight, p in parts]
    return 1 / (1 + np.exp(-np.sum([weight * np.log(p / (1 - p)) for weight, p in held], axis=0)))


def with_rivals(pairs: Pairs, first: Numbers) -> Numbers:
    """The features of the pairs, and the columns of `rivals` beside them."""
    return np.hstack([pairs.features, rivals(first, pairs.left, pairs.right, pairs.sentence, pairs.article)])


def slot_spans(rows: pd.DataFrame, texts: Sequence[str], sentence: Integers) -> dict[str, list[Span | None]]:
    """Where act, actor and object of each claim stand, counted from its first character, if its sentence has them."""
    places = clause_places(texts, sentence.tolist(), rows["text"].tolist())
    found: dict[str, list[Span | None]] = {}
    for name, column in {"act": "predicate", "actor": "actor", "object": "object"}.items():
        spans: list[Span | None] = []
        starts = rows[f"{column}_start"] - rows["start"]
        for first, text, at, (begin, _) in zip(starts, rows[column], sentence.tolist(), places, strict=True):
            known = not pd.isna(first) and isinstance(text, str) and begin + first >= 0
            head = text.split(" ")[0] if known else ""
            here = known and texts[at].startswith(head, begin + int(first))
            spans.append((int(first), int(first) + len(text)) if here else None)
        found[name] = spans
    return found


def _same_sum(rows: pd.DataFrame, left: Integers, right: Integers) -> npt.NDArray[np.bool_]:
    told = (rows["unit"].str.fullmatch(r"[A-Z]{3}|%").fillna(False) | (rows["value"] >= 100)) & rows["value"].notna()
    sums = pd.Series(list(zip(rows["value"], rows["unit"].fillna(""), strict=True)))
    number = sums.factorize()[0]
    rare = pd.Series(number).groupby(number).transform("size").to_numpy() <= max(FEW, RARE * len(rows))
    telling = told.to_numpy(dtype=bool) & rare
    return telling[left] & telling[right] & (number[left] == number[right])


def _other_sum(rows: pd.DataFrame, left: Integers, right: Integers) -> npt.NDArray[np.bool_]:
    value = rows["value"].to_numpy(dtype="float64", na_value=np.nan)
    unit = rows["unit"].fillna("").to_numpy(dtype=object)
    known = ~np.isnan(value[left]) & ~np.isnan(value[right]) & (unit[left] == unit[right])
    larger = np.maximum(np.abs(value[left]), np.abs(value[right]))
    return np.asarray(known & (np.abs(value[left] - value[right]) > ROUNDED * larger))


def _same_quotation(rows: pd.DataFrame, left: Integers, right: Integers) -> npt.NDArray[np.bool_]:
    """Whether two claims have the same run of words, `RUN` or more, between quotation marks."""
    runs = [
        frozenset(frozenset(concepts_of(run)) for run in QUOTED.findall(text) if len(run.split()) >= RUN)
        for text in rows["text"]
    ]
    often = Counter(run for told in runs for run in told)
    most = max(FEW, RARE * len(rows))
    rare = [frozenset(run for run in told if len(run) > 1 and often[run] <= most) for told in runs]
    return np.array([bool(rare[i] & rare[j]) for i, j in zip(left.tolist(), right.tolist(), strict=True)], dtype=bool)


def stitched(rows: pd.DataFrame, sentence: Integers) -> list[str]:
    """For each sentence what its claims together cover of it."""
    parts: dict[int, list[tuple[int, int, str]]] = {}
    for number, start, end, text in zip(sentence.tolist(), rows["start"], rows["end"], rows["text"], strict=True):
        parts.setdefault(number, []).append((int(start), int(end), text))
    whole: dict[int, str] = {}
    for number, spans in parts.items():
        pieces: list[str] = []
        at = -1
        for start, end, text in sorted(spans, key=lambda span: (span[0], -span[1])):
            if end > at:
                pieces.append(text[max(0, at - start) :] if start < at else f" {text}")
                at = end
        whole[number] = "".join(pieces).strip()
    return [whole[number] for number in range(len(whole))]
