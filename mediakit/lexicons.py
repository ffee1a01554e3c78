"""Reads and checks lexicons and word lists: plain files that say their source and licence."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from mediakit.errors import LexiconError

FOLDER = Path(__file__).parent / "data"
COLUMNS = ["term", "frame", "note"]


@dataclass(frozen=True)
class Term:
    """One term of a lexicon: lemmas separated by spaces, and the frames it is a cue of."""

    text: str
    frames: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class Lexicon:
    """A checked lexicon: its terms, and where they come from."""

    name: str
    source: str
    licence: str
    terms: tuple[Term, ...]

    @property
    def frames(self) -> list[str]:
        return sorted({frame for term in self.terms for frame in term.frames})

    @cached_property
    def _by_first(self) -> dict[str, list[tuple[list[str], Term]]]:
        by_first: dict[str, list[tuple[list[str], Term]]] = {}
        for term in self.terms:
            lemmas = term.text.split()
            by_first.setdefault(lemmas[0], []).append((lemmas, term))
        for candidates in by_first.values():
            candidates.sort(key=lambda candidate: -len(candidate[0]))
        return by_first

    def longest(self, lemmas: list[str], at: int) -> tuple[int, Term | None]:
        """The longest term that begins at one lemma of a text, with its number of lemmas."""
        for candidate, term in self._by_first.get(lemmas[at], ()):
            if lemmas[at : at + len(candidate)] == candidate:
                return len(candidate), term
        return 0, None


def names() -> list[str]:
    """The lexicons that mediakit ships."""
    return sorted(path.stem for path in (FOLDER / "lexicons").glob("*.csv"))


@lru_cache(maxsize=32)
def load(lexicon: str | Path) -> Lexicon:
    """A lexicon by name or path: a CSV file with columns term, frame, note after lines "# source:" and "# licence:".

    Raises
    ------
    LexiconError
        Naming file and line.
    """
    shipped = FOLDER / "lexicons" / f"{lexicon}.csv"
    path = shipped if shipped.is_file() else Path(lexicon)
    if not path.is_file():
        raise LexiconError(f"no lexicon {str(lexicon)!r}; mediakit ships {', '.join(names())}, or give a file's path")
    head, body = _read(path)
    terms: dict[str, Term] = {}
    for number, cells in body:
        if len(cells) not in (2, 3):
            raise LexiconError(f"{path.name}, line {number}: {len(cells)} columns where term,frame[,note] belong")
        text, frame = " ".join(cells[0].lower().split()), cells[1].strip()
        if not text or not frame:
            raise LexiconError(f"{path.name}, line {number}: the {'frame' if text else 'term'} is empty")
        before = terms.get(text)
        if before and frame in before.frames:
            raise LexiconError(f"{path.name}, line {number}: {text!r} already stands in frame {frame!r}")
        note = cells[2].strip() if len(cells) == 3 else ""
        terms[text] = Term(text, (*before.frames, frame), before.note) if before else Term(text, (frame,), note)
    if not terms:
        raise LexiconError(f"{path.name}: no terms; a lexicon has lines term,frame[,note] after its source and licence")
    return Lexicon(path.stem, head["source"], head["licence"], tuple(sorted(terms.values(), key=lambda t: t.text)))


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """A word list that mediakit ships: the first column of data/NAME.csv."""
    return frozenset(cells[0].strip() for _, cells in _read(FOLDER / f"{name}.csv")[1])


@lru_cache(maxsize=32)
def entries(name: str) -> tuple[tuple[str, ...], ...]:
    """The cells of every line of a data file that mediakit ships, data/NAME.csv, its header left out."""
    return tuple(tuple(cell.strip() for cell in cells) for _, cells in _read(FOLDER / f"{name}.csv")[1])


def _read(path: Path) -> tuple[dict[str, str], list[tuple[int, list[str]]]]:
    """The source and licence lines of a data file, and its cells with their line numbers, header left out."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path.name}: cannot be read as UTF-8 text ({error.__class__.__name__})") from None
    head: dict[str, str] = {}
    body: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            name, _, value = line[1:].partition(":")
            head[name.strip().lower()] = value.strip()
        elif line.strip():
            body.append((number, next(csv.reader([line]))))
    for name in ("source", "licence"):
        if not head.get(name):
            raise LexiconError(f"{path.name}: no line '# {name}: …' at its top")
    if body and body[0][1][:1] == COLUMNS[:1]:
        body = body[1:]
    return head, body
