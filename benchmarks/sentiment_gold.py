"""The labelled sets of sentiment as the models see them: masked sentences, targets, labels.

    python benchmarks/sentiment_gold.py --gold DIR

prints how NewsMTSC's crowd workers labelled those who do the praising, and those who agree and promise: what the models
learned from them to call positive.
"""

from __future__ import annotations

import argparse
import json
import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mediakit.corpus import Article, Corpus
from mediakit.measure.masking import MaskedSentence, masked_sentences
from mediakit.measure.stance import Sentence, Target
from mediakit.measure.toward import CLASSES
from mediakit.measure.weights import softmax
from mediakit.parse import ParsedCorpus, parse

HELD_OUT = 5
"""One article in so many of the editorials is kept out of training, chosen by a checksum of its number."""


@dataclass(frozen=True)
class Targets:
    """Targets in masked sentences with their labels (0 negative, 1 neutral, 2 positive), and whose text each is in."""

    items: list[tuple[MaskedSentence, int, int]]
    labels: np.ndarray
    texts: list[str]


@dataclass(frozen=True)
class Tones:
    """Sentences as masked words with the mean of their ratings (-1 to 1), and whether each is held out."""

    words: list[tuple[str, ...]]
    means: np.ndarray
    held_out: np.ndarray


def records(gold: Path, name: str) -> list[dict]:
    """The records of a set."""
    return [json.loads(line) for line in (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def checksum(text: str) -> int:
    """A number for a text, the same on every machine."""
    return zlib.crc32(text.encode())


def parsed_texts(sets: list[dict]) -> ParsedCorpus:
    """The texts of records, parsed, an article each."""
    return parse(Corpus(tuple(Article(r["id"], r["text"], "gold") for r in sets)))


def targets(gold: Path, name: str, names_seen: bool = False) -> Targets:
    """The targets of a NewsMTSC set; the other names of a sentence as written, where they are to be seen."""
    items, labels, texts = [], [], []
    sets = records(gold, name)
    for record, reading in zip(sets, parsed_texts(sets), strict=True):
        for target in record["targets"]:
            places = ((m, *m.place(target["start"], target["end"])) for m in masked_sentences(reading))
            masked, first, last = next(place for place in places if place[1] < place[2])
            items.append((unmasked(masked) if names_seen else masked, first, last))
            labels.append(CLASSES.index(target["label"]))
            texts.append(record["id"])
    return Targets(items, np.array(labels), texts)


def unmasked(masked: MaskedSentence) -> MaskedSentence:
    """A sentence with its names as written, each still one item."""
    names = (" ".join(token.lower_ for token in masked.run(item)) for item in range(len(masked.words)))
    return replace(masked, words=tuple(names))


def tones(gold: Path) -> Tones:
    """The sentences of the editorials."""
    sets = records(gold, "nyt_editorial_sentiment_a")
    words = [tuple(word for m in masked_sentences(r) for word in m.words) for r in parsed_texts(sets)]
    held_out = np.array([checksum(record["article"]) % HELD_OUT == 0 for record in sets])
    return Tones(words, np.array([record["mean"] for record in sets]) / 4, held_out)


def macro_f1(labels: np.ndarray, predicted: np.ndarray) -> float:
    """Mean F1 of the three classes."""
    hits = [
        2 * ((labels == c) & (predicted == c)).sum() / ((labels == c).sum() + (predicted == c).sum()) for c in range(3)
    ]
    return float(np.mean(hits))


def calibration_error(probabilities: np.ndarray, labels: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error of the most probable class, equal-width bins (Guo et al. 2017)."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == labels
    bin_of = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [(bin_of == b).mean() * abs(sure[bin_of == b].mean() - right[bin_of == b].mean()) for b in set(bin_of)]
    return float(sum(gaps))


def class_calibration(probability: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error of one class against the rest."""
    bin_of = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [
        (bin_of == b).mean() * abs(probability[bin_of == b].mean() - right[bin_of == b].mean()) for b in set(bin_of)
    ]
    return float(sum(gaps))


def temperature(probabilities: np.ndarray, labels: np.ndarray) -> float:
    """The temperature under which held-out labels are most probable (Guo et al. 2017)."""
    logs = np.log(probabilities)

    def loss(candidate: float) -> float:
        return -float(np.log(softmax(logs / candidate)[np.arange(len(labels)), labels]).mean())

    return float(min(np.arange(0.4, 2.0, 0.02), key=loss))


def figures(probabilities: np.ndarray, labels: np.ndarray) -> str:
    """Macro-F1 and calibration error, to print."""
    f1 = macro_f1(labels, probabilities.argmax(axis=1))
    return f"macro-F1 {f1:.3f}, calibration error {calibration_error(probabilities, labels):.3f}, n {len(labels)}"


PRAISING = frozenset("praise laud hail commend thank welcome applaud compliment salute congratulate".split())
COOPERATING = frozenset("agree pledge vow promise announce sign confirm affirm undertake commit offer give".split())


def main(gold: Path) -> None:
    """Print the labels of the subjects of verbs of praise and of cooperation."""
    for name in ("newsmtsc_train", "newsmtsc_devtest_mt"):
        found = targets(gold, name)
        seen = [Target(Sentence(masked), first, last) for masked, first, last in found.items]
        for what, verbs in (("praise", PRAISING), ("agree, promise, give", COOPERATING)):
            which = [t.role == "nsubj" and t.sentence.masked.lemmas[t.governor] in verbs for t in seen]
            labels = Counter(CLASSES[number] for number in found.labels[which])
            print(f"{name}: {sum(which)} who {what}:", ", ".join(f"{labels[c]} {c}" for c in CLASSES))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    main(**vars(parser.parse_args()))
