"""Trains the default models of sentiment and writes their weights to mediakit/data/sentiment.

    python benchmarks/train_sentiment.py --gold DIR

Run it after `tune_transformer.py`: the vectors of single words are those of the tuned encoder, and its tone of unrated
sentences joins the ratings. Needs scikit-learn; nothing is random; about five minutes on one core.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import sentiment_gold as gold_sets
from encoder import SPECIAL
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression, Ridge

from mediakit.measure.stance import Sentence, Target
from mediakit.measure.tone import ToneModel, sentence_features, terms
from mediakit.measure.toward import CLASSES, TowardModel, as_in_news, window_features
from mediakit.measure.transformer import START, STOP, Transformer
from mediakit.measure.weights import FOLDER, Arrays, pack_strings, quantize, save, unpack_strings, weights
from mediakit.measure.word_vectors import WordVectors, word_vectors

DIMENSIONS = 192
DIRECTION_SCALE, VALENCE_SCALE, FLAG_SCALE = 4.0, 4.0, 0.3
WINDOW_PENALTY, TERM_PENALTY = 0.003, 2.0
TERM_SHARE = 0.4
TONE_PENALTY, UNRATED_WEIGHT = 15.0, 0.5


def train_vectors(encoder: Arrays) -> Arrays:
    """A vector for every word piece: the encoder's mean state for it alone, main components, rare pieces longer."""
    model = Transformer(encoder)
    vocabulary = unpack_strings(encoder["vocabulary"])
    numbers = np.arange(len(SPECIAL), len(vocabulary))
    states = [
        model.states(np.stack([np.full(len(some), START), some, np.full(len(some), STOP)], axis=1)).mean(axis=1)
        for some in np.array_split(numbers, len(numbers) // 128)
    ]
    centred = np.concatenate(states) - np.concatenate(states).mean(axis=0)
    _, components = np.linalg.eigh(centred.T @ centred)
    table = centred @ components[:, ::-1][:, :DIMENSIONS]
    table /= np.linalg.norm(table, axis=1).mean()
    # The vocabulary stands in order of frequency: a Zipf weight in place of counts (as in model2vec).
    table *= np.log(2 + np.arange(len(table)))[:, None] / 8
    integers, scale = quantize(np.concatenate([np.zeros((len(SPECIAL), DIMENSIONS)), table]))
    return {"vocabulary": encoder["vocabulary"], "table": integers, "scale": scale}


def train_toward(items: Sequence, labels: np.ndarray, vectors: WordVectors) -> Arrays:
    """The two regressions toward a target, not yet calibrated."""
    found = [Target(Sentence(masked), first, last) for masked, first, last in items]
    windows = np.array([window_features(t, vectors(t.sentence.words)) for t in found])
    scale = np.ones(windows.shape[1])
    count = len(found[0].windows())
    directions, valences = count * vectors.dimensions, count * 3
    scale[:directions] = 1 / DIRECTION_SCALE
    scale[directions : directions + valences] = windows[:, directions : directions + valences].std(axis=0)
    scale[directions + valences :] = 1 / FLAG_SCALE
    by_windows = LogisticRegression(C=WINDOW_PENALTY, max_iter=100, tol=1e-3).fit(windows / scale, labels)
    tfidf = TfidfVectorizer(analyzer=Target.terms, min_df=2, sublinear_tf=True)
    by_terms = LogisticRegression(C=TERM_PENALTY, max_iter=60, tol=1e-3).fit(tfidf.fit_transform(found), labels)
    return {
        "terms": pack_strings(tfidf.get_feature_names_out().tolist()),
        "idf": tfidf.idf_.astype("float16"),
        "term_weights": by_terms.coef_.T.astype("float16"),
        "term_bias": by_terms.intercept_,
        "window_weights": (by_windows.coef_ / scale).T.astype("float16"),
        "window_bias": by_windows.intercept_,
        "mixing": np.array([TERM_SHARE, 1.0]),
    }


def train_tone(words: Sequence[Sequence[str]], means: np.ndarray, sure: np.ndarray, vectors: WordVectors) -> Arrays:
    """The regression of tone over vectors, valences and the words' own weights; `sure` weighs the sentences."""
    dense = np.array([sentence_features(w, vectors) for w in words])
    scale = np.repeat([1.0, VALENCE_SCALE], [vectors.dimensions, dense.shape[1] - vectors.dimensions])
    tfidf = TfidfVectorizer(analyzer=lambda words: sorted(terms(words)), min_df=3, binary=True)
    both = hstack([csr_matrix(dense * scale), tfidf.fit_transform(words)]).tocsr()
    regression = Ridge(TONE_PENALTY, solver="sparse_cg").fit(both, means, sample_weight=sure)
    return {
        "terms": pack_strings(tfidf.get_feature_names_out().tolist()),
        "idf": tfidf.idf_.astype("float16"),
        "term_weights": regression.coef_[dense.shape[1] :].astype("float16"),
        "vector_weights": (regression.coef_[: dense.shape[1]] * scale).astype("float32"),
        "bias": np.array([regression.intercept_]),
    }


def cost_of_masking(gold: Path) -> None:
    """Print what the default model toward targets reaches, and would if it saw the other names; nothing is written."""
    vectors = word_vectors()
    for what, names_seen in (("masked", False), ("seen", True)):
        train, test = (gold_sets.targets(gold, f"newsmtsc_{part}", names_seen) for part in ("train", "devtest_mt"))
        model = train_toward(train.items, train.labels, vectors) | {"mixing": weights("toward")["mixing"]}
        found = as_in_news(TowardModel(model, vectors)(test.items))
        print(f"devtest, other names {what}:", gold_sets.figures(found, test.labels), flush=True)


def main(gold: Path) -> None:
    """Train, write the weights and print held-out figures."""
    arrays = weights("accurate")
    save(FOLDER / "vectors.npz", train_vectors(arrays))
    vectors = word_vectors()

    train = gold_sets.targets(gold, "newsmtsc_train")
    test = gold_sets.targets(gold, "newsmtsc_devtest_mt")
    for what, some in (("training", train), ("test", test)):
        neutral = (some.labels == CLASSES.index("neutral")).mean()
        print(f"{what}: {len(some.labels):,} targets in {len(set(some.texts)):,} sentences, {neutral:.0%} neutral")
    part = np.array([gold_sets.checksum(text) % 4 == 0 for text in train.texts])
    trial = train_toward([i for i, p in zip(train.items, part, strict=True) if not p], train.labels[~part], vectors)
    kept = TowardModel(trial, vectors)([i for i, p in zip(train.items, part, strict=True) if p])
    final = train_toward(train.items, train.labels, vectors)
    final["mixing"][1] = gold_sets.temperature(kept, train.labels[part])
    save(FOLDER / "toward.npz", final)
    print("devtest:", gold_sets.figures(TowardModel(final, vectors)(test.items), test.labels))

    tones = gold_sets.tones(gold)
    rated = [w for w, h in zip(tones.words, tones.held_out, strict=True) if not h]
    # The tuned encoder lends its ear: its tone of the sentences of NewsMTSC, which nobody has rated; half of
    # them are enough.
    unrated = sorted({masked.words for masked, _, _ in train.items})[::2]
    means = np.concatenate([tones.means[~tones.held_out], Transformer(arrays).tone(unrated)])
    sure = np.repeat([1.0, UNRATED_WEIGHT], [len(rated), len(unrated)])
    final = train_tone([*rated, *unrated], means, sure, vectors)
    save(FOLDER / "tone.npz", final)
    scores = ToneModel(final, vectors)([w for w, h in zip(tones.words, tones.held_out, strict=True) if h])
    print(f"tone, held-out articles: Pearson {np.corrcoef(scores, tones.means[tones.held_out])[0, 1]:.3f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--names", action="store_true", help="only say what masking names costs")
    options = parser.parse_args()
    (cost_of_masking if options.names else main)(options.gold)
