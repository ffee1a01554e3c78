"""Reads and checks lexicons and word lists: plain files that say their source and licence."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from mediakit.errors import LexiconError
from mediakit.lexicons.formats import Entry, read_entries, read_table

FOLDER = Path(__file__).parent.parent / "data"
NO_CUE = "-"
"""The frame of a term that is a cue of nothing: it keeps its words from shorter terms ("right away", "job title")."""

PARTS_OF_SPEECH = frozenset("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN SCONJ SYM VERB X".split())
_CLASS = re.compile(r"/([A-Z]+)$")


@dataclass(frozen=True)
class Term:
    """One term of a lexicon and the frames it is a cue of.

    `words` are its words in lower case, each with the part of speech it is limited to, or None; a word may hold `*`
    (any letters) and `?` (one letter). `pattern` is its spaCy token pattern instead, as written, or empty.
    """

    text: str
    frames: tuple[str, ...]
    words: tuple[tuple[str, str | None], ...] = ()
    pattern: str = ""
    note: str = ""

    @property
    def rank(self) -> int:
        """How specific the term is: 0 a token pattern or a part of speech, 1 plain words, 2 with a wildcard."""
        if self.pattern or any(limit for _, limit in self.words):
            return 0
        return 2 if any("*" in word or "?" in word for word, _ in self.words) else 1


@dataclass(frozen=True)
class Lexicon:
    """A checked lexicon: its terms, sorted, and where they come from. Two with the same content are equal."""

    name: str
    sha256: str
    source: str = field(compare=False)
    licence: str = field(compare=False)
    terms: tuple[Term, ...] = field(compare=False, repr=False)

    @property
    def frames(self) -> list[str]:
        """The frames it gives, sorted."""
        return sorted({frame for term in self.terms for frame in term.frames} - {NO_CUE})


def names() -> list[str]:
    """The lexicons that mediakit ships."""
    return sorted(path.stem for path in (FOLDER / "lexicons").glob("*.csv"))


def load(lexicon: str | Path | Lexicon, *, source: str | None = None, licence: str | None = None) -> Lexicon:
    """A lexicon by name, or from a file in mediakit's layout or in one that researchers bring.

    mediakit's own layout is a CSV file with columns term, frame and note after lines "# source:" and "# licence:".
    Read as well: LIWC dictionaries (.dic), quanteda and Lexicoder dictionaries (.yml, .yaml), and the layouts of the
    NRC and Moral Foundations lexicons (.csv, .tsv, .txt). See `mediakit.lexicons.formats`.

    A term is a word or phrase that matches lemmas and word forms without regard to case; a hyphen in the text counts
    as a space. `econom*` stands for any ending; `fair/ADJ` matches only where the parser takes the word for that part
    of speech (Universal POS); a cell such as `[{'LEMMA': 'fair'}, {'LOWER': 'share'}]` is a spaCy token pattern. The
    frame "-" makes a term that is no cue and keeps its words from shorter terms.

    Parameters
    ----------
    lexicon
        Name of a lexicon that mediakit ships, path of a file, or a lexicon, which is given back.
    source, licence
        Where a file comes from that does not say so itself; mediakit's own layout has to say it.

    Raises
    ------
    LexiconError
        Naming file and line.
    """
    if isinstance(lexicon, Lexicon):
        return lexicon
    shipped = FOLDER / "lexicons" / f"{lexicon}.csv"
    path = shipped if shipped.is_file() else Path(lexicon)
    if not path.is_file():
        raise LexiconError(f"no lexicon {str(lexicon)!r}; mediakit ships {', '.join(names())}, or give a file's path")
    # Size and time are part of the memory's key: a lexicon that was edited is read again.
    state = path.stat()
    return _load(path, state.st_mtime_ns, state.st_size, source, licence)


@lru_cache(maxsize=32)
def _load(path: Path, modified: int, size: int, source: str | None, licence: str | None) -> Lexicon:
    head, entries = read_entries(path)
    head = {"source": source or "", "licence": licence or ""} | head
    return _build(path.stem, path.name, head, entries)


def lexicon_of_term(term: str, name: str) -> Lexicon:
    """A lexicon of one term, written as in a lexicon file; its frame is "match"."""
    return _build(name, name, {"source": "", "licence": ""}, [Entry(0, term, "match")])


def _build(name: str, where: str, head: dict[str, str], entries: list[Entry]) -> Lexicon:
    terms: dict[str, Term] = {}
    for entry in entries:
        place = f"{where}, line {entry.line}" if entry.line else where
        term, frame = _term(entry, place), entry.frame.strip()
        if not term.text or not frame:
            raise LexiconError(f"{place}: the {'frame' if term.text else 'term'} is empty")
        before = terms.get(term.text)
        if before and frame in before.frames:
            raise LexiconError(f"{place}: {term.text!r} already stands in frame {frame!r}")
        if before and NO_CUE in (frame, *before.frames):
            raise LexiconError(f"{place}: {term.text!r} cannot be a cue and, with frame {NO_CUE!r}, no cue")
        frames = tuple(sorted((*(before.frames if before else ()), frame)))
        terms[term.text] = Term(term.text, frames, term.words, term.pattern, (before or term).note)
    if not any(term.frames != (NO_CUE,) for term in terms.values()):
        raise LexiconError(f"{where}: no terms; a lexicon has lines term,frame[,note] after its source and licence")
    ordered = tuple(terms[text] for text in sorted(terms))
    content = "\n".join(f"{term.text}\t{'|'.join(term.frames)}" for term in ordered)
    digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    return Lexicon(name, digest, head["source"] or "not stated", head["licence"] or "not stated", ordered)


def _term(entry: Entry, place: str) -> Term:
    text = " ".join(entry.term.split())
    if text.startswith("["):
        return Term(text, (), pattern=_pattern(text, place))
    words = []
    for word in text.replace("’", "'").replace("-", " ").replace("'s ", " 's ").split():
        limit = _CLASS.search(word)
        if limit and limit[1] not in PARTS_OF_SPEECH:
            raise LexiconError(
                f"{place}: {limit[1]!r} is no part of speech; there are {', '.join(sorted(PARTS_OF_SPEECH))}"
            )
        words.append((_CLASS.sub("", word).lower(), limit[1] if limit else None))
    if any(not word.strip("*?") for word, _ in words):
        raise LexiconError(f"{place}: a word of {text!r} is nothing but wildcards")
    written = " ".join(f"{word}/{limit}" if limit else word for word, limit in words)
    return Term(written, (), tuple(words), note=entry.note)


def _pattern(text: str, place: str) -> str:
    """The token pattern as written, if spaCy takes it."""
    import ast

    from spacy.errors import MatchPatternError
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    try:
        Matcher(Vocab(), validate=True).add("term", [ast.literal_eval(text)])
    except (SyntaxError, ValueError, TypeError, MatchPatternError) as error:
        reason = " ".join(str(error).split())
        raise LexiconError(f"{place}: {text} is not a spaCy token pattern ({reason})") from None
    return text


@lru_cache(maxsize=32)
def words(name: str) -> frozenset[str]:
    """A word list that mediakit ships: the first column of data/NAME.csv."""
    return frozenset(cells[0].strip() for _, cells in read_table(FOLDER / f"{name}.csv")[1])


@lru_cache(maxsize=32)
def entries(name: str) -> tuple[tuple[str, ...], ...]:
    """The lines of data/NAME.csv, cell by cell, its header (which begins with "term") left out."""
    return tuple(tuple(cell.strip() for cell in cells) for _, cells in read_table(FOLDER / f"{name}.csv")[1])
