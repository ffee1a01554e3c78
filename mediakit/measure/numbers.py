"""Numbers as news writes them, in figures and in words, and what they are worth."""

from __future__ import annotations

import re

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
SCALES = {"hundred": 1e2, "dozen": 12.0, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
SUFFIXES = {
    "k": 1e3, "K": 1e3, "m": 1e6, "M": 1e6, "mn": 1e6, "mln": 1e6,
    "b": 1e9, "B": 1e9, "bn": 1e9, "T": 1e12, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
PARTS = {"half": 2, "halves": 2, "quarter": 4} | {
    f"{name}{ending}": value
    for value, name in {3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth", 9: "ninth",
                        10: "tenth"}.items()
    for ending in ("", "s")
}  # fmt: skip
VULGAR = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}

_word = "|".join(sorted((*SMALL, *SCALES), key=len, reverse=True))
_part = "|".join(sorted(PARTS, key=len, reverse=True))
_vulgar = "".join(VULGAR)
FIGURES = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?!\d)|\d{1,3}(?:\ \d{3})+(?![\w,])|\d+)(?:\.\d+)?"
NUMBER = rf"""(?ix:
  (?: (?:\d+\s)?\d+/[1-9]\d*(?![/\d]) | {FIGURES}\s?[{_vulgar}] | [{_vulgar}]
    | {FIGURES}(?:[-\s]?(?:{"|".join(SCALES)})\b)? )
  | \b(?:one|a)[-\s]half\b | \bhalf\sa\s(?:{"|".join(SCALES)})\b
  | \b(?:a\s)?(?:{_word})\b(?:(?:[-\s]|,\s|\s(?:and|&)\s)(?:{_word})\b)*(?:\sand\sa\shalf\b|[-\s](?:{_part})\b)?
)"""
"""A pattern for one number, without the letters that stand for a scale ("10M")."""
ANCHOR = re.compile(rf"[\d{_vulgar}]|\b(?:half|{_word})")
"""What every number has a token with, in lower case."""

_figures = re.compile(rf"(?P<figures>{FIGURES})[-\s]?(?P<scale>[A-Za-z]*)$")
_fraction = re.compile(r"(?:(?P<whole>\d+)\s)?(?P<over>\d+)/(?P<under>\d+)$")


def number_value(text: str) -> float:
    """What a number is worth: "550 billion" 5.5e11, "10M" 1e7, "two and a half" 2.5, "2 1/2" 2.5, "a dozen" 12.

    Raises
    ------
    ValueError
        When the text is not one that `NUMBER` matches.
    """
    text = text.strip()
    if fraction := _fraction.match(text):
        return float(fraction["whole"] or 0) + int(fraction["over"]) / int(fraction["under"])
    if text and text[-1] in VULGAR:
        return (number_value(text[:-1]) if text[:-1].strip() else 0.0) + VULGAR[text[-1]]
    if figures := _figures.match(text):
        scale = figures["scale"]
        factor = SCALES.get(scale.lower()) or SUFFIXES.get(scale) or (1.0 if not scale else None)
        if factor is not None:
            return round(float(re.sub(r"[,\s]", "", figures["figures"])) * factor, 9)
    return _spelled(re.findall(r"[a-z]+", text.lower()))


def _spelled(words: list[str]) -> float:
    if words[:2] in (["half", "a"], ["a", "half"], ["one", "half"]):
        return 0.5 * SCALES.get(words[-1], 1.0)
    if len(words) > 1 and words[-1] in PARTS:
        if words[-3:] == ["and", "a", "half"]:
            return _spelled(words[:-3]) + 0.5
        return _spelled(words[:-1]) / PARTS[words[-1]]
    total = group = 0.0
    for word in words:
        if word in ("a", "and"):
            continue
        if word in SMALL:
            group += SMALL[word]
        elif word in ("hundred", "dozen"):
            group = (group or 1) * SCALES[word]
        elif word in SCALES:
            total += (group or 1) * SCALES[word]
            group = 0.0
        else:
            raise ValueError(f"not a number: {' '.join(words)!r}")
    return total + group


def scale_of(text: str) -> float:
    """The factor a number ends in, as "billion" in "3 billion" or "bn" in "3bn"; 1 where there is none."""
    match = _figures.match(text.strip())
    scale = match["scale"] if match else ""
    return SCALES.get(scale.lower()) or SUFFIXES.get(scale) or 1.0
