"""Syllables of a word, by textstat, from a pronouncing dictionary that is shipped and never fetched."""

from __future__ import annotations

import tempfile
import warnings
import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from mediakit.parse import cache_folder

DICTIONARY = Path(__file__).parents[1] / "data" / "cmudict.zip"
"""The CMU Pronouncing Dictionary (BSD licence, inside the file) in the line format of NLTK's corpus reader."""


@lru_cache(maxsize=100_000)
def syllables_in(word: str) -> int:
    """Syllables of a word, at least one: the dictionary's count, else as many as its hyphenation has parts."""
    return max(1, int(_textstat().syllable_count(word)))


@cache
def _textstat() -> Any:
    """An instance of textstat whose dictionary lies where NLTK agrees to read it."""
    import nltk

    with warnings.catch_warnings():
        # NLTK warns of a folder it refuses; the next one is tried then.
        warnings.simplefilter("ignore", RuntimeWarning)
        for folder in (cache_folder() / "nltk_data", None):
            if _offered(nltk, folder):
                break
    from textstat.textstat import textstatistics

    return textstatistics()


def _offered(nltk: Any, folder: Path | None) -> bool:
    """Whether NLTK finds the dictionary once it is laid into the folder: a private one, since NLTK reads no other."""
    try:
        target = Path(tempfile.mkdtemp(prefix="mediakit-")) if folder is None else folder
        corpora = target / "corpora" / "cmudict"
        if not (corpora / "cmudict").exists():
            corpora.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(DICTIONARY) as archive:
                part = corpora / "cmudict.part"
                part.write_bytes(archive.read("cmudict/cmudict"))
                part.chmod(0o600)
                part.replace(corpora / "cmudict")
        for path in (target, target / "corpora", corpora):
            path.chmod(0o700)
        nltk.data.path.insert(0, str(target))
        nltk.data.find("corpora/cmudict")
    except (OSError, LookupError):
        return False
    return True
