"""Which words a formula is made of beside names: titles, dates, numbers, and the small words between them.

Names are told by their capital, so that the measure needs no model; a script without case has no formulas.
"""

from __future__ import annotations

from collections.abc import Iterable

from mediakit.measure.entities import TITLES

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


def naming_words(words: Iterable[str]) -> list[bool]:
    """For each word, whether it may stand in a formula however it is written: a title, a date, a link."""
    return [word.casefold() in NAMING for word in words]
