"""Reads and writes the weights of the shipped models: plain arrays in npz files, nothing that executes code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from mediakit.errors import ModelError

FOLDER = Path(__file__).parents[1] / "data" / "sentiment"

Arrays = Mapping[str, np.ndarray]


@cache
def weights(name: str) -> Arrays:
    """The arrays of a shipped model of sentiment, read once a process."""
    return read_arrays(FOLDER / f"{name}.npz")


def read_arrays(path: Path) -> Arrays:
    """The arrays of a file of weights.

    Raises
    ------
    ModelError
        When the file is missing or is not one.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            return {key: file[key] for key in file.files}
    except (OSError, ValueError) as error:
        raise ModelError(
            f"the weights {path.name} cannot be read ({error.__class__.__name__}); reinstall mediakit"
        ) from None


def save(path: Path, arrays: Arrays) -> None:
    """Write arrays as an npz file, compressed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **arrays)


def pack_strings(strings: Sequence[str]) -> np.ndarray:
    """Strings without line breaks as one array of bytes."""
    return np.frombuffer("\n".join(strings).encode(), dtype="uint8")


def unpack_strings(packed: np.ndarray) -> list[str]:
    """The strings that `pack_strings` has packed."""
    return packed.tobytes().decode().split("\n")


def quantize(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as 8-bit integers, and the scale of each row: matrix ≈ integers × scale."""
    scale = np.abs(matrix).max(axis=1, keepdims=True) / 127
    scale = np.where(scale > 0, scale, 1).astype("float32")
    return np.round(matrix / scale).astype("int8"), scale


def softmax(scores: np.ndarray) -> np.ndarray:
    """Scores of classes, a row each, as probabilities."""
    exponentials = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return exponentials / exponentials.sum(axis=-1, keepdims=True)
