"""Tunes the encoder behind mk.align so that clauses which report one fact lie together.

    python benchmarks/train_encoder.py --minilm FOLDER [-o mediakit/data/align/encoder.npz]

FOLDER holds all-MiniLM-L6-v2's model.safetensors and vocab.txt (Apache-2.0). Learns from the invented events of
benchmarks/events/encoder. Needs torch (2.13, CPU). The word embeddings and the lower three layers stay as they are,
and what they give is computed once; the upper three are tuned, seeded, in about ten minutes on two cores.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from encoder import compact, encoder_arrays
from events import Event, read_events
from torch.nn import functional
from train_align import facts_of

import mediakit as mk
from mediakit.compare.carriers import compared
from mediakit.compare.matching import stitched
from mediakit.compare.meaning import PADDING, WEIGHTS, clause_places, pieces_of
from mediakit.measure.transformer import HEADS, Transformer
from mediakit.measure.weights import Arrays, save

ROOT = Path(__file__).parent.parent
FROZEN, POSITIONS = 3, 256
EPOCHS, RATE, LOGIT_RATE, WEIGHT_DECAY, WARM_UP, LAST = 6, 1.5e-4, 1e-2, 0.01, 30, 0.02
DROPOUT, CLIP, SEED = 0.1, 1.0, 0
CHUNK = 24
SCALE, NONE = 15.0, 9.0
"""What a cosine is multiplied by, and the logit of "no clause of this article"; both are learned from there."""

POSITIVE_WEIGHT = 2.0


@dataclass(frozen=True)
class Prepared:
    """An event as the upper layers need it: states of the lower ones, the words of each clause, and what is known.

    `chunks` holds sentences of like length, in the order of their length, and `sentence` says which is each claim's.
    `same` and `other` are pairs of claims (a row and a column each) of a common fact and of none; `groups` lists for
    each fact and pair of sentences the pairs of claims of which the nearest counts.
    """

    chunks: list[tuple[torch.Tensor, torch.Tensor]]
    sentence: torch.Tensor
    words: torch.Tensor
    article: torch.Tensor
    same: torch.Tensor
    other: torch.Tensor
    groups: list[list[tuple[int, int]]]


class Tuned(torch.nn.Module):
    """The upper layers, every parameter with the name of its array, and the two logits of the loss."""

    def __init__(self, arrays: Arrays):
        super().__init__()
        upper = {n: torch.tensor(a) for n, a in arrays.items() if n.startswith("layer_") and _layer(n) >= FROZEN}
        self.tensors = torch.nn.ParameterDict({n.replace(".", "__"): t for n, t in upper.items()})
        self.scale, self.none = torch.nn.Parameter(torch.tensor(SCALE)), torch.nn.Parameter(torch.tensor([NONE]))
        self.layers = 1 + max(_layer(name) for name in upper)

    def forward(self, event: Prepared) -> torch.Tensor:
        """The vector of each claim, of length one."""
        parts = []
        for x, real in event.chunks:
            for layer in range(FROZEN, self.layers):
                x = self._transform(x, real, f"layer_{layer}__")
            parts.append(functional.pad(x, (0, 0, 0, event.words.shape[1] - x.shape[1])))
        x = torch.cat(parts)
        return functional.normalize(torch.einsum("cl,cld->cd", event.words, x[event.sentence]), dim=1)

    def _transform(self, x: torch.Tensor, real: torch.Tensor, stem: str) -> torch.Tensor:
        tensors = self.tensors
        count, length, width = x.shape

        def part(name: str, values: torch.Tensor) -> torch.Tensor:
            return functional.linear(values, tensors[stem + name], tensors[stem + name + "_bias"])

        def norm(name: str, values: torch.Tensor) -> torch.Tensor:
            return functional.layer_norm(values, (width,), *tensors[stem + name], eps=1e-12)

        query, key, value = (
            part(name, x).view(count, length, HEADS, -1).transpose(1, 2) for name in ("query", "key", "value")
        )
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=real[:, None, None, :])
        mixed = part("mix", mixed.transpose(1, 2).reshape(count, length, width))
        x = norm("mix_norm", x + functional.dropout(mixed, DROPOUT, self.training))
        wide = part("narrow", functional.gelu(part("wide", x)))
        return norm("narrow_norm", x + functional.dropout(wide, DROPOUT, self.training))

    def arrays(self) -> dict[str, np.ndarray]:
        return {name.replace("__", "."): tensor.detach().numpy() for name, tensor in self.tensors.items()}


def prepared(event: Event, model: Transformer) -> Prepared:
    """The event's claims, less those that only carry another, read by the lower layers, which are all of `model`."""
    table = mk.claims(mk.parse(event.corpus)).sort_values(["article_id", "predicate_start"], ignore_index=True)
    cut, joined = compared(table)
    table = cut.drop(index=list(joined)).reset_index(drop=True)
    sentence = table.groupby(["article_id", "sentence"], sort=True).ngroup().to_numpy()
    texts = stitched(table, sentence)
    read = [pieces_of(model, text) for text in texts]
    lengths = np.array([len(numbers) for numbers, _ in read])
    longest, order = int(lengths.max()), np.argsort(lengths, kind="stable")
    chunks = []
    for some in np.split(order, range(CHUNK, len(order), CHUNK)):
        padded = np.full((len(some), lengths[some].max()), PADDING)
        for line, at in zip(padded, some, strict=True):
            line[: lengths[at]] = read[at][0]
        chunks.append((torch.tensor(model.states(padded).astype("float32")), torch.tensor(padded != PADDING)))
    words = np.zeros((len(table), longest), "float32")
    for row, at, (start, end) in zip(words, sentence, clause_places(texts, sentence, table["text"]), strict=True):
        held = [i for i, (first, last) in enumerate(read[at][1]) if first < end and last > start and last > first]
        row[held or range(len(read[at][0]))] = 1
    words /= words.sum(axis=1, keepdims=True)
    article = table["article_id"].factorize(sort=True)[0]
    own, near = facts_of(table, event.passages)
    n = len(table)
    same, other = np.zeros((n, n), bool), np.zeros((n, n), bool)
    groups: dict[tuple[str, int, int], list[tuple[int, int]]] = {}
    for i in range(n):
        for j in range(n):
            if article[i] == article[j]:
                continue
            for fact in own[i] & own[j]:
                same[i, j] = True
                groups.setdefault((fact, sentence[i], sentence[j]), []).append((i, j))
            if not own[i] & own[j]:
                other[i, j] = not near[i] & near[j] or bool(own[i] and own[j])
    return Prepared(
        chunks,
        torch.tensor(np.argsort(order)[sentence]),
        torch.tensor(words),
        torch.tensor(article),
        torch.tensor(same),
        torch.tensor(other),
        list(groups.values()),
    )


def loss_of(model: Tuned, event: Prepared) -> torch.Tensor:
    """For each claim and each other article, how surely its mates there are picked out, or that it has none."""
    vectors = model(event)
    logits = vectors @ vectors.T * model.scale
    mates = torch.zeros_like(event.same)
    value = logits.detach().numpy()
    for group in event.groups:
        one, other = max(group, key=lambda pair: float(value[pair]))
        mates[one, other] = mates[other, one] = True
    known = mates | event.other
    total, count = torch.zeros(()), 0.0
    for number in event.article.unique():
        columns, rows = (event.article == number).nonzero()[:, 0], (event.article != number).nonzero()[:, 0]
        here = logits[rows][:, columns].masked_fill(~known[rows][:, columns], -1e4)
        chances = functional.log_softmax(torch.cat([here, model.none.expand(len(rows), 1)], 1), 1)
        right = mates[rows][:, columns]
        told = right.any(1)
        nowhere = ~told & ~event.same[rows][:, columns].any(1)
        picked = torch.logsumexp(chances[:, :-1].masked_fill(~right, -1e4), 1)[told]
        total = total - POSITIVE_WEIGHT * picked.sum() - chances[nowhere, -1].sum()
        count += POSITIVE_WEIGHT * int(told.sum()) + int(nowhere.sum())
    return total / count


def tune(model: Tuned, events: list[Prepared]) -> None:
    logits = [model.scale, model.none]
    optimizer = torch.optim.AdamW(
        [{"params": list(model.tensors.values()), "lr": RATE}, {"params": logits, "lr": LOGIT_RATE}],
        weight_decay=WEIGHT_DECAY,
    )
    steps = EPOCHS * len(events)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / WARM_UP, max(LAST, 1 - step / steps))
    )
    order = list(range(len(events)))
    model.train()
    for epoch in range(EPOCHS):
        random.shuffle(order)
        losses = []
        for number in order:
            loss = loss_of(model, events[number])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {np.mean(losses):.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("-o", "--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    arrays = encoder_arrays(options.minilm, POSITIONS)
    del arrays["marker"]
    reader = Transformer({n: a for n, a in arrays.items() if not n.startswith("layer_") or _layer(n) < FROZEN})
    events = []
    for event in read_events(ROOT / "benchmarks/events/encoder"):
        events.append(prepared(event, reader))
        print(f"read {event.name}: {len(events[-1].words)} claims", flush=True)
    model = Tuned(arrays)
    tune(model, events)
    save(options.out, compact({**arrays, **model.arrays()}))
    print(f"{options.out}: learned from {len(events)} invented events")


def _layer(name: str) -> int:
    return int(name.split(".")[0].removeprefix("layer_"))


if __name__ == "__main__":
    main()
