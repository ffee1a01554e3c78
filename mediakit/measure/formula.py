"""Which tokens only name: names, titles, dates, numbers, and the small words between them."""

from __future__ import annotations


import numpy as np
import numpy.typing as npt

from mediakit.measure.entities import TITLES
from mediakit.measure.tokens import Integers

ROLES = frozenset(
    """acting administration agency assistant attorney board chair co commissioner company corp court deputy
    department director executive federal first foreign founder head inc incoming interior joint
    lieutenant llc ltd major managing mayor member met ministry minister national new news now officer official party
    press president presidential secretary senior sergeant speaker state supreme treasury under us veteran white
    house""".split()
)
TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday tomorrow morning afternoon evening night noon midnight week
    month year day early late last next this ago am pm a.m p.m gmt utc jst edt est a m p""".split()
)
SMALL = frozenset(
    """a an and as at by de del der di du for from his her his in its la le of on or s that the their to
    van von who with""".split()
)
NAMING = TITLES | ROLES | TIMES | SMALL


def mentions(text: str, starts: Integers, ends: Integers) -> npt.NDArray[np.bool_]:
    """For each token, whether it is a name, title, date, number or a word that joins such.

    A name is told by its capital, so the measure needs no model; scripts without case have no formulas.
    """
    words = [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return np.array([word[0].isupper() or word[0].isdigit() or word.casefold() in NAMING for word in words], dtype=bool)
