"""The methods paragraph of a study, from the manifest that its analysis wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mediakit.errors import MediakitError

TOLD = {"sentences": "sentences", "quotes": "quotes", "claims": "claims", "framing": "frame cues"}
"""The tables whose rows the paragraph counts, and what it calls them."""


def methods_paragraph(folder: str | Path, *, validation: str | None = None) -> str:
    """What was analysed, with what, and what that cannot bear, in prose for a paper.

    Parameters
    ----------
    folder
        Where `analyze` wrote: its manifest.json gives every figure, version and parameter in the text.
    validation
        From `validation_paragraph`; without it the text says that nothing was validated.

    Raises
    ------
    MediakitError
        When there is no manifest.
    """
    path = Path(folder) / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise MediakitError(f"{path}: no manifest there; `analyze` writes one") from None
    except ValueError as error:
        raise MediakitError(f"{path}: not a manifest ({error})") from None
    n_articles = len(manifest["inputs"])
    words = sum(entry["n_words"] for entry in manifest["inputs"])
    counts = ", ".join(f"{manifest['tables'][name]['rows']:,} {called}" for name, called in TOLD.items())
    versions, parameters = manifest["versions"], manifest["parameters"]
    unread = manifest["problems"]
    parts = [
        f"We analysed {n_articles} article{'' if n_articles == 1 else 's'} ({words:,} words of body text, page "
        "furniture removed) with "
        f"mediakit {versions['mediakit']}, which parsed them with spaCy {versions['spacy']} ({parameters['model']}) "
        f"and found {counts}; the cues come from its lexicon {parameters['lexicon']!r}.",
        f"{unread} sources could not be read and are listed with the reason." if unread else "",
        "Passages shared between articles were identified first, so that copies of one text can be counted once.",
        validation or "No sample was coded: the figures are a machine's and were not validated on these texts.",
        "Absence of a fact from an article is reported as not found, not as left out; with one article an outlet, "
        "differences describe these texts and are no inference about the outlets.",
    ]
    return " ".join(part for part in parts if part)
