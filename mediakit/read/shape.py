"""The look of a line: how long it is, how it ends, whether it has a finite verb, whether it reads like a headline."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"\w+(?:[.'’-]\w+)*")
SENTENCE_END = re.compile(r"""[.!?…][\"'”’“»)\] ]*(?:\[\d+\])?$""")
ABBREVIATION_END = re.compile(r"\b(?:U\.S|U\.K|U\.N|E\.U|Inc|Corp|Co|Ltd|Jr|Sr|St|No|vs|Bros|D\.C|a\.m|p\.m)\.$")

FINITE = frozenset(
    """am is are was were be been being has have had having do does did will would shall should can could may might must
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't couldn't
    cannot it's that's he's she's there's what's who's i'm you're we're they're i've you've we've they've i'll you'll
    he'll she'll we'll they'll let's
    says said say told tells asked asks added adds announced announces called calls warned warns argued argues wrote
    writes reported reports reports found finds showed shows means meant makes made makes takes took goes went gets got
    gave gives comes came sees saw knows knew thinks thought wants wanted needs needed keeps kept holds held became
    becomes began begins led leads left leaves lost loses met meets paid pays ran runs sent sends set sets sat stands
    stood told won wins rose rises fell falls grew grows hit hits put puts cut cuts let lets brings brought buys bought
    builds built seeks sought speaks spoke spent spends faces faced plans planned hopes hoped agrees agreed vows vowed
    rejects backs urges orders signs signed launches unveils opens closes closed ends ended starts started remains
    remained seems appears appeared happens happened works worked lives lived died dies""".split()
)
"""Verb forms that make a sentence, the commonest ones in news; enough to tell a sentence from a noun phrase."""

PLAIN_PAST = re.compile(r"^[a-z]{3,}ed$")
CLOSERS = "\"'”’“»)] "
SMALL_WORDS = frozenset(
    """a an the and or but nor for of in on at to by with from as into over after before than up off out about amid via
    is are be vs vs. it its not""".split()
)
LONG = 4000
"""Characters beyond which a line is a text, and its shape is not asked for."""


@dataclass(frozen=True)
class Look:
    """What one line looks like."""

    words: int
    ends: bool  # ends as a sentence does
    stopped: bool  # ends with a full stop
    lower: bool  # begins with a small letter
    finite: bool  # has a word that is a finite verb, or may be one
    capitals: float  # share of its longer words that begin with a capital
    sentences: bool  # more than one sentence

    @property
    def prose(self) -> bool:
        """Whether this is running text for certain: a whole sentence of some length, or several."""
        whole = (self.finite and (self.words >= 9 or self.sentences)) or self.words >= 15
        return self.ends and whole and not self.titled

    @property
    def titled(self) -> bool:
        """Whether nearly every word begins with a capital, as in some outlets' headlines."""
        return self.words >= 5 and self.capitals >= 0.85 and self.words <= 30

    @property
    def sentence(self) -> bool:
        """Whether this is a whole sentence, however short."""
        return self.prose or (self.stopped and self.words >= 3 and not self.titled)

    @property
    def headline(self) -> bool:
        """Whether this may be a headline: no full stop at its end, and neither a word nor a paragraph."""
        return 3 <= self.words <= 32 and (not self.stopped or self.titled)


def look(text: str) -> Look:
    """The look of one line with even characters."""
    if len(text) > LONG:
        return Look(words=LONG, ends=True, stopped=True, lower=False, finite=True, capitals=0.0, sentences=True)
    words = WORD.findall(text)
    ends = bool(SENTENCE_END.search(text)) and not (ABBREVIATION_END.search(text) and len(words) < 9)
    longer = [word for word in words if word.lower() not in SMALL_WORDS and word[0].isalpha()]
    return Look(
        words=len(words),
        ends=ends,
        stopped=ends and text.rstrip(CLOSERS)[-1:] in (".", "…"),
        lower=text[:1].islower(),
        finite=any(_finite(word) for word in words),
        capitals=sum(word[0].isupper() for word in longer) / max(1, len(longer)),
        sentences=len(re.findall(r"[a-z\d)”\"][.!?][\"”’]? +[\"“‘]?[A-Z]", text)) > 0,
    )


def _finite(word: str) -> bool:
    word = word.lower().replace("’", "'")
    return word in FINITE or bool(PLAIN_PAST.match(word)) or word.endswith("n't")


NAME_WORD = re.compile(r"^(?:[A-ZÀ-Þ][\w.'’-]*|de|da|van|von|der|den|al|bin|el|la|le|du|di|and|&|of|the|for)$")


def names_only(text: str) -> bool:
    """Whether a line is nothing but names: each word begins with a capital, save the small words inside names."""
    words = re.sub(r"[,/|]", " ", text).split()
    return bool(words) and all(NAME_WORD.match(word) for word in words) and words[0][0].isupper()


def squash(text: str) -> str:
    """A line reduced to its letters and digits, so that two printings of one headline are the same."""
    return re.sub(r"\W+", " ", text).strip().casefold()
