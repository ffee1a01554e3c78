"""What mk.align has learned, as it lies in data/align."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "align"
TREES, ADDITIVE = "trees.json", "additive.json"


@cache
def learned(name: str) -> dict[str, Any]:
    """The weights of one file that mediakit ships, with their card."""
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
