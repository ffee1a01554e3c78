"""What tests share: the seeds, read and parsed once, and corpora made of a line of text."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

# Tests never read or fill the user's own cache; xdist workers and notebooks share this one.
os.environ.setdefault("MEDIAKIT_CACHE", str(Path(tempfile.gettempdir()) / f"mediakit-tests-{os.getuid()}"))

import matplotlib
import matplotlib.pyplot as plt

import mediakit as mk
from mediakit.corpus import Article, Corpus

matplotlib.use("agg")

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "benchmarks"))  # benchmarks and tests read the gold of seeds/ by the same functions
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def seeds() -> mk.ParsedCorpus:
    return mk.parse(mk.read(SEEDS))


@pytest.fixture(autouse=True)
def _figures_closed():
    yield
    plt.close("all")


def corpus_of(*texts: str, **fields: object) -> Corpus:
    """A corpus of texts, outlets A, B, C, …"""
    return Corpus(
        tuple(Article(article_id=chr(97 + i), text=text, outlet=chr(65 + i), **fields) for i, text in enumerate(texts))
    )
