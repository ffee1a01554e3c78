"""Tunes the accurate model of sentiment and writes its weights to mediakit/data/sentiment/accurate.npz.

    python benchmarks/tune_transformer.py --gold DIR --minilm FOLDER

FOLDER holds all-MiniLM-L6-v2's model.safetensors and vocab.txt (Apache-2.0). Needs torch (2.13, CPU). The word
embeddings and the lower two layers stay as they are, and what they give is computed once; the upper four are tuned on
NewsMTSC, with vectors added that say where the target and its clause are, and at the same time on the ratings of the
editorials. It is done once for each of `SEEDS`, each in a process of its own with one thread, and the mean of their
weights is what is shipped. About twenty minutes of each of two cores.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import sentiment_gold as gold_sets
import torch
from encoder import compact, encoder_arrays
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from mediakit.measure.transformer import AT_TARGET, HEADS, PADDING, Transformer
from mediakit.measure.weights import FOLDER, Arrays, save, softmax

SEEDS = (1, 2)
FROZEN = 2
EPOCHS, BATCH, GROUP = 4, 24, 480
RATE, HEAD_RATE, DECAY_BY_LAYER, WEIGHT_DECAY, WARM_UP = 1e-4, 4e-4, 0.85, 0.01, 0.06
DROPOUT, TOKENS_HIDDEN, SMOOTHING, TONE_WEIGHT = 0.1, 0.1, 0.1, 4.0
AVERAGED, EVERY = 0.4, 5
"""Of each run the mean of the weights over the last share of the steps is taken (Izmailov et al. 2018), and the mean
of the runs is shipped (Wortsman et al. 2022)."""

KEPT = 12
"""One training text in so many is kept out, to find the temperature by."""

TONE_PENALTY = 100.0

Example = tuple[list[int], list[int], float]
"""Piece numbers, where each stands, seen from the target (empty: there is none), and the label or the rating."""

States = tuple[torch.Tensor, list[int], float]
"""An example after the frozen layers."""


class Tuned(torch.nn.Module):
    """The upper layers and the two heads; every parameter has the name of its array."""

    def __init__(self, arrays: Arrays):
        super().__init__()
        width = arrays["marker"].shape[1]
        fresh = torch.Generator().manual_seed(0)
        heads = {
            "toward": torch.randn(3, 3 * width, generator=fresh) * 0.02,
            "toward_bias": torch.zeros(3),
            "tone": torch.randn(1, 2 * width, generator=fresh) * 0.02,
            "tone_bias": torch.zeros(1),
        }
        upper = {n: torch.tensor(a) for n, a in arrays.items() if n.startswith("layer_") and layer_of(n) >= FROZEN}
        parameters = {**upper, "marker": torch.tensor(arrays["marker"]), **heads}
        self.tensors = torch.nn.ParameterDict({n.replace(".", "__"): t for n, t in parameters.items()})
        self.layers = 1 + max(layer_of(name) for name in upper)

    def forward(self, x: torch.Tensor, real: torch.Tensor, marks: torch.Tensor, head: str) -> torch.Tensor:
        tensors = {name.replace("__", "."): tensor for name, tensor in self.tensors.items()}
        if head == "toward":
            x = x + functional.embedding(marks, tensors["marker"], padding_idx=0)
        x = functional.dropout(x, DROPOUT, self.training)
        for layer in range(FROZEN, self.layers):
            x = transform(x, real, tensors, f"layer_{layer}.", DROPOUT if self.training else 0.0)
        mask = real[:, :, None].float()
        parts = [x[:, 0], (x * mask).sum(1) / mask.sum(1)]
        if head == "toward":
            parts.insert(0, x[marks == AT_TARGET])
        seen = functional.dropout(torch.cat(parts, 1), DROPOUT, self.training and head == "toward")
        return functional.linear(seen, tensors[head], tensors[head + "_bias"])


def layer_of(name: str) -> int:
    """The number in a name such as layer_3.query."""
    return int(name.split(".")[0].removeprefix("layer_"))


def transform(
    x: torch.Tensor, real: torch.Tensor, tensors: dict[str, torch.Tensor], name: str, dropout: float
) -> torch.Tensor:
    """One layer, as `Transformer._layer` computes it, with dropout."""

    def project(states: torch.Tensor, part: str) -> torch.Tensor:
        return functional.linear(states, tensors[name + part], tensors[name + part + "_bias"])

    def normalize(states: torch.Tensor, part: str) -> torch.Tensor:
        return functional.layer_norm(states, states.shape[-1:], *tensors[name + part], eps=1e-12)

    size, length, width = x.shape
    query, key, value = (
        project(x, part).view(size, length, HEADS, -1).transpose(1, 2) for part in ("query", "key", "value")
    )
    mixed = functional.scaled_dot_product_attention(query, key, value, real[:, None, None, :])
    mixed = project(mixed.transpose(1, 2).reshape(size, length, width), "mix")
    x = normalize(x + functional.dropout(mixed, dropout), "mix_norm")
    narrow = project(functional.gelu(project(x, "wide")), "narrow")
    return normalize(x + functional.dropout(narrow, dropout), "narrow_norm")


def lower(arrays: Arrays, examples: list[Example]) -> list[States]:
    """Examples with what the frozen layers give for them."""
    tensors = {n: torch.tensor(a) for n, a in arrays.items() if n != "vocabulary"}
    states: dict[int, torch.Tensor] = {}
    order = sorted(range(len(examples)), key=lambda i: len(examples[i][0]))
    with torch.no_grad():
        for first in range(0, len(order), 64):
            some = order[first : first + 64]
            padded = pad_sequence([torch.tensor(examples[i][0]) for i in some], True, PADDING)
            x = tensors["pieces"][padded] + tensors["positions"][: padded.shape[1]]
            x = functional.layer_norm(x, x.shape[-1:], *tensors["embedding_norm"], eps=1e-12)
            for layer in range(FROZEN):
                x = transform(x, padded != PADDING, tensors, f"layer_{layer}.", 0.0)
            states |= {i: one[: len(examples[i][0])].half() for i, one in zip(some, x, strict=True)}
    return [(states[i], marks, value) for i, (_, marks, value) in enumerate(examples)]


def batches(examples: list[States], dice: random.Random) -> Iterator[list[States]]:
    """All examples once, in batches of like length."""
    order = dice.sample(range(len(examples)), len(examples))
    for first in range(0, len(order), GROUP):
        group = sorted(order[first : first + GROUP], key=lambda i: len(examples[i][0]))
        yield from ([examples[i] for i in group[at : at + BATCH]] for at in range(0, len(group), BATCH))


def predict(model: Tuned, examples: list[States], head: str) -> torch.Tensor:
    """What a head says of some examples, in training: with some words hidden, never the first place nor the target."""
    states = pad_sequence([e[0] for e in examples], True).float()
    marks = pad_sequence([torch.tensor(e[1], dtype=torch.int64) for e in examples], True)
    if not marks.numel():
        marks = torch.zeros(states.shape[:2], dtype=torch.int64)
    real = torch.arange(states.shape[1]) < torch.tensor([len(e[0]) for e in examples])[:, None]
    hidden = (torch.rand(real.shape) < TOKENS_HIDDEN) & (marks != AT_TARGET)
    hidden[:, 0] = False
    return model(states, real & ~hidden, marks, head)


def tune(
    arrays: Arrays, toward_examples: list[Example], tone_examples: list[Example], seed: int
) -> dict[str, np.ndarray]:
    """The upper layers and heads, tuned on both sets in turn, in random order."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    toward, tone = lower(arrays, toward_examples), lower(arrays, tone_examples)
    dice = random.Random(seed)
    model = Tuned(arrays).train()
    groups = []
    for name, tensor in model.tensors.items():
        top = name.startswith("layer_")
        rate = RATE * DECAY_BY_LAYER ** (model.layers - 1 - layer_of(name.replace("__", "."))) if top else HEAD_RATE
        decay = WEIGHT_DECAY if tensor.dim() > 1 and not name.endswith("_norm") else 0.0
        groups.append({"params": [tensor], "lr": rate, "weight_decay": decay, "full_rate": rate})
    optimizer = torch.optim.AdamW(groups, fused=True)
    total = EPOCHS * sum(-(-len(e) // BATCH) for e in (toward, tone))
    averaged = torch.optim.swa_utils.AveragedModel(model)
    step = 0
    for epoch in range(EPOCHS):
        plan = [("toward", b) for b in batches(toward, dice)] + [("tone", b) for b in batches(tone, dice)]
        dice.shuffle(plan)
        for head, batch in plan:
            step += 1
            share = min(step / (WARM_UP * total), max(0.0, (total - step) / ((1 - WARM_UP) * total)))
            for group in optimizer.param_groups:
                group["lr"] = group["full_rate"] * share
            found = predict(model, batch, head)
            if head == "toward":
                labels = torch.tensor([int(e[2]) for e in batch])
                loss = functional.cross_entropy(found, labels, label_smoothing=SMOOTHING)
            else:
                loss = TONE_WEIGHT * functional.mse_loss(found[:, 0], torch.tensor([e[2] for e in batch]))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            if step > (1 - AVERAGED) * total and step % EVERY == 0:
                averaged.update_parameters(model)
            if step % 50 == 0:
                print(f"seed {seed}, epoch {epoch + 1}, step {step} of {total}, loss {loss.item():.3f}", flush=True)
    return {name.replace("__", "."): t.detach().numpy().copy() for name, t in averaged.module.tensors.items()}


def mean_of(runs: list[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The mean of the weights of runs that began alike."""
    return {name: np.mean([run[name] for run in runs], axis=0) for name in runs[0]}


def fit_tone(states: np.ndarray, means: np.ndarray) -> dict[str, np.ndarray]:
    """The tone head anew, as a ridge regression on the tuned states: steadier than the one tuned with them."""
    centred = states - states.mean(axis=0)
    inner = centred.T @ centred + TONE_PENALTY * np.eye(states.shape[1])
    slopes = np.linalg.solve(inner, centred.T @ (means - means.mean()))
    return {"tone": slopes[None, :], "tone_bias": np.array([means.mean() - states.mean(axis=0) @ slopes])}


def main(gold: Path, minilm: Path) -> None:
    """Tune, calibrate, write the weights and print held-out figures."""
    torch.set_num_threads(1)
    arrays = encoder_arrays(minilm)
    encoder = Transformer(arrays)
    train, test = gold_sets.targets(gold, "newsmtsc_train"), gold_sets.targets(gold, "newsmtsc_devtest_mt")
    tones = gold_sets.tones(gold)
    kept = np.array([gold_sets.checksum(text) % KEPT == 0 for text in train.texts])
    kept_items = [item for item, k in zip(train.items, kept, strict=True) if k]
    examples = zip(*encoder.target_numbers(train.items), map(float, train.labels), strict=True)
    toward = [example for example, k in zip(examples, kept, strict=True) if not k]
    numbers = encoder.sentence_numbers(tones.words)
    rated = [
        (line, [], float(mean))
        for line, mean, held in zip(numbers, tones.means, tones.held_out, strict=True)
        if not held
    ]
    with ProcessPoolExecutor(len(SEEDS), get_context("spawn")) as pool:
        runs = list(pool.map(partial(tune, arrays, toward, rated), SEEDS))
    for seed, run in zip(SEEDS, runs, strict=True):
        model = Transformer(compact(arrays | run))
        print(
            f"seed {seed}, kept:", gold_sets.figures(softmax(model.toward(kept_items)), train.labels[kept]), flush=True
        )
    tuned = mean_of(runs)
    model = Transformer(compact(arrays | tuned))
    probabilities = softmax(model.toward(kept_items).astype("float64"))
    print("mean of the runs, kept:", gold_sets.figures(probabilities, train.labels[kept]))
    temperature = gold_sets.temperature(probabilities, train.labels[kept])
    for name in ("toward", "toward_bias"):
        tuned[name] /= temperature
    rated_words = [w for w, h in zip(tones.words, tones.held_out, strict=True) if not h]
    tuned |= fit_tone(model.sentence_states(rated_words), tones.means[~tones.held_out])
    save(FOLDER / "accurate.npz", compact(arrays | tuned))
    model = Transformer(compact(arrays | tuned))
    print("devtest:", gold_sets.figures(softmax(model.toward(test.items)), test.labels))
    scores = model.tone([w for w, h in zip(tones.words, tones.held_out, strict=True) if h])
    print(f"tone, held-out articles: Pearson {np.corrcoef(scores, tones.means[tones.held_out])[0, 1]:.3f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    main(**vars(parser.parse_args()))
