"""How much furniture is cut, and how surely, on pages of outlets that mediakit has no profile of.

    python benchmarks/furniture.py --gold DIR

DIR holds furniture_dev.jsonl (one page a line: id, paragraphs, and which of them are furniture) and
score_furniture.py, which does the counting. Each page is written as a .txt file with its paragraphs joined by a blank
line, the folder is read, and what was read is handed to the scorer.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from mediakit.read import read


def main() -> int:
    """Read the pages and call the scorer."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    arguments.add_argument("--gold", type=Path, required=True, help="folder with furniture_dev.jsonl and its scorer")
    gold = arguments.parse_args().gold
    pages = gold / "furniture_dev.jsonl"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for line in pages.read_text("utf-8").splitlines():
            page = json.loads(line)
            (folder / f"{page['id']}.txt").write_text("\n\n".join(page["paragraphs"]), "utf-8")
        articles = read(folder).articles
        table = folder / "read.csv"
        articles[["article_id", "title", "text"]].to_csv(table, index=False)
        return subprocess.run([sys.executable, gold / "score_furniture.py", pages, table], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
