"""MiniLM's published weights as the arrays that `mediakit.measure.transformer` reads."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np

from mediakit.measure.weights import Arrays, pack_strings, quantize
from mediakit.measure.wordpieces import WordPieces

SPECIAL = ("[PAD]", "[CLS]", "[SEP]", "[NAME]", "[TARGET]", "[UNK]")
NAME_LIKE = ("he", "they", "someone", "it", "john")
"""A name begins as the mean of these words."""

POSITIONS, MARKS = 128, 5
PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
NORMS = {"mix_norm": "attention.output.LayerNorm", "narrow_norm": "output.LayerNorm"}


def encoder_arrays(folder: Path, positions: int = POSITIONS) -> dict[str, np.ndarray]:
    """The encoder in 32-bit floats, its vocabulary cut to pieces in Latin letters, digits and marks.

    Sequences may be as long as `positions`.
    """
    from safetensors.numpy import load_file

    stored = load_file(folder / "model.safetensors")
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    known = {piece: number for number, piece in enumerate(pieces)}
    kept = [piece for piece in pieces if not piece.startswith("[") and all(map(_latin, piece.removeprefix("##")))]
    embeddings = stored["embeddings.word_embeddings.weight"]
    whole = WordPieces(pieces)
    name = np.mean([embeddings[whole(word)[0]] for word in NAME_LIKE], axis=0)
    special = [name if s in ("[NAME]", "[TARGET]") else embeddings[known[s]] for s in SPECIAL]
    position = stored["embeddings.position_embeddings.weight"][:positions]
    arrays = {
        "vocabulary": pack_strings([*SPECIAL, *kept]),
        "pieces": np.concatenate([np.stack(special), embeddings[[known[piece] for piece in kept]]]),
        "positions": position + stored["embeddings.token_type_embeddings.weight"][0],
        "embedding_norm": np.stack([stored[f"embeddings.LayerNorm.{w}"] for w in ("weight", "bias")]),
        "marker": np.zeros((MARKS, embeddings.shape[1]), "float32"),
    }
    for layer in range(sum(name.endswith("intermediate.dense.weight") for name in stored)):
        for part, source in PARTS.items():
            arrays[f"layer_{layer}.{part}"] = stored[f"encoder.layer.{layer}.{source}.weight"]
            arrays[f"layer_{layer}.{part}_bias"] = stored[f"encoder.layer.{layer}.{source}.bias"]
        for part, source in NORMS.items():
            stem = f"encoder.layer.{layer}.{source}"
            arrays[f"layer_{layer}.{part}"] = np.stack([stored[f"{stem}.weight"], stored[f"{stem}.bias"]])
    return arrays


def compact(arrays: Arrays) -> dict[str, np.ndarray]:
    """Arrays as they are shipped: matrices as 8-bit integers with a scale a row, the rest as 16-bit floats."""
    shipped: dict[str, np.ndarray] = {}
    for name, array in arrays.items():
        if name == "vocabulary":
            shipped[name] = array
        elif array.ndim == 2 and not name.endswith("_norm") and name != "positions":
            shipped[name], shipped[name + "_scale"] = quantize(array)
        else:
            shipped[name] = array.astype("float16")
    return shipped


def _latin(character: str) -> bool:
    return character < "\u0250" or unicodedata.category(character)[0] in "PS"
