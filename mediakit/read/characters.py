"""The characters of a text made even: spaces, invisible characters, quotation marks that lost the space before them."""

from __future__ import annotations

import re
import unicodedata

SPACES = (
    "\t\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
"""Characters that stand for a space."""

INVISIBLE = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that show nothing: soft hyphen, zero-width space, marks of direction and joining, byte order mark."""

ICONS = (*range(0xE000, 0xF900), *range(0x00, 0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0))
"""Private-use characters, which web pages draw as icons, and control characters."""

TABLE = {
    **dict.fromkeys(map(ord, SPACES), " "),
    **dict.fromkeys(map(ord, INVISIBLE), None),
    **dict.fromkeys(ICONS, None),
}

JOINER = re.compile("(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])")
"""Zero-width joiners beside a plain letter; between other letters, as in Persian or Hindi, they are spelling."""

LETTER = "[^\\W\\d_]"
OPEN_CURLY = re.compile(r"(?<=[\w,.;:!?])“(?=\w)")
CLOSED_CURLY = re.compile(rf"(?<=[^\s“”])”(?={LETTER}{{2}})")
STRAIGHT = re.compile('"')


def even(text: str) -> str:
    """One paragraph with plain single spaces, nothing invisible, composed letters and whole quotation marks."""
    text = unicodedata.normalize("NFC", JOINER.sub("", text.translate(TABLE)))
    return spaced_quotes(" ".join(text.split()))


def spaced_quotes(text: str) -> str:
    """A paragraph in which `told him,"I am` and `the"old way"` have the space that belongs before the quotation.

    Curly marks say themselves whether they open or close. Straight ones are taken in turns; where a mark that should
    open is followed by a space, or one that should close is preceded by one, the turns cannot be trusted (an inch
    sign, a lost mark) and the paragraph stays as it is.
    """
    text = CLOSED_CURLY.sub("” ", OPEN_CURLY.sub(" “", text))
    if '"' not in text:
        return text
    marks = [found.start() for found in STRAIGHT.finditer(text)]
    missing: list[int] = []
    for turn, at in enumerate(marks):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if turn % 2 == 0:
            if not after.strip():
                return text
            if before.isalnum() or (before and before in ",.;:!?"):
                missing.append(at)
        else:
            if not before.strip():
                return text
            if after.isalpha() and text[at + 2 : at + 3].isalpha():
                missing.append(at + 1)
    parts = [text[start:end] for start, end in zip([0, *missing], [*missing, len(text)], strict=True)]
    return " ".join(parts)
