"""Tunes the accurate model of sentiment and writes its weights to mediakit/data/sentiment/accurate.npz.

    python benchmarks/tune_transformer.py --gold DIR --minilm FOLDER

FOLDER holds all-MiniLM-L6-v2's model.safetensors and vocab.txt (Apache-2.0). Needs torch (2.13, CPU). The word
embeddings and the lower three layers stay as they are, and what they give is computed once; the upper three are tuned
on NewsMTSC, with a vector added to the target's states, and at the same time on the ratings of the editorials. One
thread, seeded; about twenty minutes on an idle core that knows bfloat16.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentiment_gold as gold_sets
import torch
from encoder import compact, encoder_arrays
from torch.nn import functional

from mediakit.measure.transformer import HEADS, PADDING, Transformer
from mediakit.measure.weights import FOLDER, Arrays, save, softmax

FROZEN = 3
EPOCHS, BATCH, GROUP = 2, 24, 480
RATE, HEAD_RATE, DECAY_BY_LAYER, WEIGHT_DECAY, WARM_UP = 8e-5, 4e-4, 0.85, 0.01, 0.06
DROPOUT, TOKENS_HIDDEN, SMOOTHING, TONE_WEIGHT = 0.1, 0.1, 0.1, 4.0
AVERAGED = 0.4
"""What is shipped is the mean of the weights over the last share of the steps (Izmailov et al. 2018)."""

KEPT = 12
"""One training text in so many is kept out, to find the temperature by."""

TONE_PENALTY = 100.0
SEED = 1

Example = tuple[torch.Tensor, int, float]
"""The states that the frozen layers give, the place of the target (0: none), and the label or the rating."""


class Tuned(torch.nn.Module):
    """The upper layers and the two heads; every parameter has the name of its array."""

    def __init__(self, arrays: Arrays):
        super().__init__()
        width = len(arrays["marker"])
        fresh = torch.Generator().manual_seed(SEED)
        heads = {
            "toward": torch.randn(3, 3 * width, generator=fresh) * 0.02,
            "toward_bias": torch.zeros(3),
            "tone": torch.randn(1, 2 * width, generator=fresh) * 0.02,
            "tone_bias": torch.zeros(1),
        }
        upper = {n: torch.tensor(a) for n, a in arrays.items() if n.startswith("layer_") and layer_of(n) >= FROZEN}
        marker = {"marker": torch.tensor(arrays["marker"])}
        self.tensors = torch.nn.ParameterDict(
            {n.replace(".", "__"): t for n, t in {**upper, **marker, **heads}.items()}
        )
        self.layers = 1 + max(layer_of(name) for name in upper)

    def forward(self, x: torch.Tensor, real: torch.Tensor, targets: torch.Tensor, head: str) -> torch.Tensor:
        tensors = {name.replace("__", "."): tensor for name, tensor in self.tensors.items()}
        rows = torch.arange(len(x))
        if head == "toward":
            x = x + functional.one_hot(targets, x.shape[1])[:, :, None] * tensors["marker"]
        x = functional.dropout(x, DROPOUT, self.training)
        for layer in range(FROZEN, self.layers):
            x = transform(x, real, tensors, f"layer_{layer}.", DROPOUT if self.training else 0.0)
        x = x.float()
        mask = real[:, :, None].float()
        parts = [x[:, 0], (x * mask).sum(1) / mask.sum(1)]
        if head == "toward":
            parts.insert(0, x[rows, targets])
        seen = functional.dropout(torch.cat(parts, 1), DROPOUT, self.training and head == "toward")
        return functional.linear(seen, tensors[head], tensors[head + "_bias"])

    def arrays(self) -> dict[str, np.ndarray]:
        """The parameters as arrays."""
        return {name.replace("__", "."): tensor.detach().numpy().copy() for name, tensor in self.tensors.items()}


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
    mixed = functional.scaled_dot_product_attention(query, key, value, real[:, None, None, :], dropout)
    mixed = project(mixed.transpose(1, 2).reshape(size, length, width), "mix")
    x = normalize(x + functional.dropout(mixed, dropout), "mix_norm")
    narrow = project(functional.gelu(project(x, "wide")), "narrow")
    return normalize(x + functional.dropout(narrow, dropout), "narrow_norm")


def lower(arrays: Arrays, numbers: list[list[int]]) -> list[torch.Tensor]:
    """What the frozen layers give for sequences of piece numbers."""
    tensors = {n: torch.tensor(a) for n, a in arrays.items() if n != "vocabulary"}
    found: list[torch.Tensor] = [torch.empty(0)] * len(numbers)
    order = sorted(range(len(numbers)), key=lambda i: len(numbers[i]))
    with torch.no_grad():
        for first in range(0, len(order), 64):
            some = order[first : first + 64]
            padded = torch.nn.utils.rnn.pad_sequence([torch.tensor(numbers[i]) for i in some], batch_first=True)
            x = tensors["pieces"][padded] + tensors["positions"][: padded.shape[1]]
            x = functional.layer_norm(x, x.shape[-1:], *tensors["embedding_norm"], eps=1e-12)
            for layer in range(FROZEN):
                x = transform(x, padded != PADDING, tensors, f"layer_{layer}.", 0.0)
            for i, states in zip(some, x, strict=True):
                found[i] = states[: len(numbers[i])].half()
    return found


def batches(examples: list[Example], dice: random.Random) -> Iterator[list[Example]]:
    """All examples once, in batches of like length."""
    order = dice.sample(range(len(examples)), len(examples))
    for first in range(0, len(order), GROUP):
        group = sorted(order[first : first + GROUP], key=lambda i: len(examples[i][0]))
        yield from ([examples[i] for i in group[at : at + BATCH]] for at in range(0, len(group), BATCH))


def predict(model: Tuned, examples: list[Example], head: str) -> torch.Tensor:
    """What a head says of some examples."""
    states = torch.nn.utils.rnn.pad_sequence([e[0] for e in examples], batch_first=True).float()
    real = torch.arange(states.shape[1]) < torch.tensor([len(e[0]) for e in examples])[:, None]
    if model.training:  # hide some words, never the first place nor the target
        hidden = torch.rand(real.shape) < TOKENS_HIDDEN
        hidden[:, 0] = False
        hidden[torch.arange(len(examples)), [e[1] for e in examples]] = False
        real = real & ~hidden
    with torch.autocast("cpu", torch.bfloat16):
        return model(states, real, torch.tensor([e[1] for e in examples]), head).float()


def tune(arrays: Arrays, toward: list[Example], tone: list[Example]) -> dict[str, np.ndarray]:
    """The upper layers and heads, tuned on both sets in turn, in random order."""
    torch.manual_seed(SEED)
    dice = random.Random(SEED)
    model = Tuned(arrays).train()
    groups = []
    for name, tensor in model.tensors.items():
        top = name.startswith("layer_")
        rate = RATE * DECAY_BY_LAYER ** (model.layers - 1 - layer_of(name.replace("__", "."))) if top else HEAD_RATE
        decay = WEIGHT_DECAY if tensor.dim() > 1 and not name.endswith("_norm") else 0.0
        groups.append({"params": [tensor], "lr": rate, "weight_decay": decay, "full_rate": rate})
    optimizer = torch.optim.AdamW(groups)
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
            if step > (1 - AVERAGED) * total:
                averaged.update_parameters(model)
            if step % 100 == 0:
                print(f"epoch {epoch + 1}, step {step} of {total}, loss {loss.item():.3f}", flush=True)
    return averaged.module.arrays()


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

    def toward_examples(some: gold_sets.Targets) -> list[Example]:
        numbers, places = encoder.target_numbers(some.items)
        return list(zip(lower(arrays, numbers), places, map(float, some.labels), strict=True))

    examples = toward_examples(train)
    numbers = encoder.sentence_numbers(tones.words)
    rated = list(zip(lower(arrays, numbers), [0] * len(numbers), map(float, tones.means), strict=True))
    kept = [gold_sets.checksum(text) % KEPT == 0 for text in train.texts]
    tuned = tune(
        arrays,
        [e for e, k in zip(examples, kept, strict=True) if not k],
        [e for e, h in zip(rated, tones.held_out, strict=True) if not h],
    )
    shipped = compact(arrays | tuned)
    model = Transformer(shipped)
    logits = model.toward([item for item, k in zip(train.items, kept, strict=True) if k])
    temperature = gold_sets.temperature(softmax(logits), train.labels[kept])
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
