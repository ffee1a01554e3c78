"""What on a page is not the article: each block gets a reason to be cut, or none.

Reasons are plain English, and these are all: headline, repeated headline, standfirst, standfirst or caption, caption,
subheading, byline, time stamp, masthead, section label, related headlines, link to another page,
advertisement, app advertisement, newsletter prompt, share prompt, update notice, copyright line, sign-off, end mark,
interface, script, separator, pull quote, repeated paragraph.

The article's text is never the price: a block is cut because its words say what it is (source profiles and
`every_page.toml`), or because of where it stands and how it looks; a whole sentence between two paragraphs is never
cut for its looks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mediakit.read import shape, sources, stamps
from mediakit.read.lines import Block

TITLE_MOST = 32
HEAD_MOST = 70
"""Words beyond which a block before the time stamp is no caption."""

REPEATED_LEAST = 15
"""Words below which a sentence said twice may be meant so."""

CAPTION_MOST = 16
CLOSERS = "\"'”’“»)]"
BULLETS = "-–—•*·“\"'‘"

CLOSING = frozenset(
    (
        "related headlines",
        "copyright line",
        "sign-off",
        "app advertisement",
        "newsletter prompt",
        "share prompt",
        "interface",
    )
)
"""Reasons after which, past the last paragraph, nothing of the article follows."""


@dataclass(frozen=True)
class Verdict:
    """For each block the reason to cut it, or None; and which block is the headline, if any."""

    reasons: tuple[str | None, ...]
    title: int | None


def judge(blocks: Sequence[Block], profile: sources.Profile | None) -> Verdict:
    """What each block of a page is."""
    profile = profile or sources.Profile("none")
    reasons, leads = _by_words(blocks, profile)
    _between_stamps(blocks, reasons)
    prose = [i for i, block in enumerate(blocks) if reasons[i] is None and block.look.prose]
    if not prose:
        return Verdict(tuple(reasons), None)
    _rest(blocks, reasons, profile, prose[0])
    _repeats(blocks, reasons, prose[0])
    first = _before_stamp(blocks, reasons, profile)
    title = _title(blocks, reasons, first) if profile.headline else None
    _after_leads(blocks, reasons, leads)
    _head(blocks, reasons, first, title)
    last = max((i for i, block in enumerate(blocks) if reasons[i] is None and block.look.prose), default=first)
    _middle(blocks, reasons, first, last)
    _tail(blocks, reasons, last)
    return Verdict(tuple(reasons), title)


def _by_words(blocks: Sequence[Block], profile: sources.Profile) -> tuple[list[str | None], set[int]]:
    """The reasons that the words of a block give on their own, and which blocks announce headlines."""
    rules = (*profile.lines, *sources.every_page().lines)
    reasons: list[str | None] = []
    leads = set()
    for i, block in enumerate(blocks):
        reason = "time stamp" if stamps.is_stamp(block.text) else None
        if reason is None:
            rule = next((rule for rule in rules if rule.fits(block.text, block.look.words)), None)
            reason = rule.reason if rule else None
            if rule and rule.lead:
                leads.add(i)
        reasons.append(reason)
    return reasons, leads


def _between_stamps(blocks: Sequence[Block], reasons: list[str | None]) -> None:
    """Headlines in a list where each has its own time stamp."""
    for i in range(1, len(blocks) - 1):
        if reasons[i - 1] == reasons[i + 1] == "time stamp" and reasons[i] is None and not blocks[i].look.stopped:
            if blocks[i].look.words <= TITLE_MOST:
                reasons[i] = "related headlines"


def _rest(blocks: Sequence[Block], reasons: list[str | None], profile: sources.Profile, first: int) -> None:
    """Everything from a marker on that the outlet puts below its articles."""
    for i in range(first + 1, len(blocks)):
        rule = next((r for r in profile.rest if r.fits(blocks[i].text, blocks[i].look.words)), None)
        if rule:
            reasons[i:] = [rule.reason] * (len(blocks) - i)
            return


def _repeats(blocks: Sequence[Block], reasons: list[str | None], first: int) -> None:
    """Captions printed twice above the article, paragraphs printed twice, and sentences set large beside it."""
    texts = [shape.squash(block.text) if block.look.words < 400 else "" for block in blocks]
    seen: dict[str, int] = {}
    for i, text in enumerate(texts):
        if reasons[i] is not None or blocks[i].look.words < 8 or not blocks[i].look.ends:
            continue
        if text and text in seen:
            before = seen[text]
            near = i - before <= 2
            above = near and all(reasons[j] is not None or not blocks[j].look.prose for j in range(before))
            pictured = any(reasons[j] == "caption" for j in range(max(0, before - 2), min(i + 3, len(blocks))))
            if above and pictured:
                reasons[before] = reasons[i] = "caption"
            elif blocks[i].look.words >= REPEATED_LEAST and near:
                reasons[i] = "repeated paragraph"
        elif text:
            seen[text] = i


def _before_stamp(blocks: Sequence[Block], reasons: list[str | None], profile: sources.Profile) -> int:
    """The first block of the article: a sentence above the byline or time stamp is a caption or a standfirst."""
    sentences = [i for i, block in enumerate(blocks) if reasons[i] is None and block.look.sentence]
    if len(sentences) < 3 or blocks[sentences[0]].look.words > HEAD_MOST:
        return sentences[0] if sentences else 0
    first, second = sentences[:2]
    marked = any(reasons[i] in ("time stamp", "byline") for i in range(first + 1, second))
    headed = any(reasons[i] is None and blocks[i].look.headline for i in range(first))
    unmarked = not any(reasons[i] in ("time stamp", "byline") for i in range(first))
    if marked and headed and unmarked:
        reasons[first] = profile.before_time_stamp
        return second
    return first


def _title(blocks: Sequence[Block], reasons: list[str | None], first: int) -> int | None:
    """The headline: above the article, the one line that is printed twice, or else the first that reads like one."""
    able = [
        i
        for i in range(first)
        if reasons[i] is None
        and blocks[i].look.headline
        and blocks[i].look.words <= TITLE_MOST
        and not _label(blocks[i])
        and not (i and reasons[i - 1] == "caption" and not blocks[i].look.finite)
        and blocks[i].text[-1:] not in ":,;"
    ]
    texts = {i: shape.squash(blocks[i].text) for i in able}
    twice = [
        i for i in able if any(j != i and _same(texts[i], texts[j]) and len(texts[i]) <= len(texts[j]) for j in able)
    ]
    title = twice[-1] if twice else next(iter(able), None)
    if title is None:
        return None
    reasons[title] = "headline"
    for i in range(len(blocks)):
        if i != title and reasons[i] is None and not blocks[i].look.prose:
            if _same(texts[title], shape.squash(blocks[i].text)):
                reasons[i] = "repeated headline"
    return title


def _same(title: str, other: str) -> bool:
    """Whether a line is the headline again, perhaps with the section or the outlet before or after it."""
    if title == other:
        return True
    short, long = sorted((title, other), key=len)
    return len(short) >= 20 and (long.startswith(short) or long.endswith(short)) and len(long) - len(short) <= 30


def _label(block: Block) -> bool:
    """Whether a line is only a name or a section's name."""
    return block.look.words <= 3 and not block.look.finite and shape.names_only(block.text)


def _after_leads(blocks: Sequence[Block], reasons: list[str | None], leads: set[int]) -> None:
    """The headlines that follow a line announcing them."""
    for lead in sorted(leads):
        for i in range(lead + 1, len(blocks)):
            if reasons[i] is None:
                if not blocks[i].look.headline or blocks[i].look.prose or blocks[i].text[-1:] in ":,;":
                    break
                reasons[i] = "related headlines"
            elif reasons[i] not in ("separator", "time stamp", "related headlines", "byline"):
                break


def _head(blocks: Sequence[Block], reasons: list[str | None], first: int, title: int | None) -> None:
    """The short lines above the article: names, section labels, standfirsts, other headlines, captions."""
    left = [i for i in range(first) if reasons[i] is None and not blocks[i].look.ends]
    left = [i for i in left if blocks[i].text[-1:] not in ":,;" and blocks[i].look.words <= TITLE_MOST]
    headlines = [i for i in left if blocks[i].look.words >= 4 and not shape.names_only(blocks[i].text)]
    for i in left:
        text, look = blocks[i].text, blocks[i].look
        if look.lower or (i and reasons[i - 1] == "caption" and not look.finite):
            reasons[i] = "caption"
        elif text.isupper() and look.words <= 3 and i == first - 1:
            continue  # a dateline belongs to the article
        elif title is not None and i > title and look.words <= 8 and not look.finite and shape.names_only(text):
            reasons[i] = "byline"
        elif look.words <= 3:
            reasons[i] = "byline" if shape.names_only(text) and look.words > 1 else "section label"
        elif title is None:
            continue
        elif i == title + 1:
            reasons[i] = "standfirst"
        elif i in headlines and len(headlines) > 1:
            reasons[i] = "related headlines"
        else:
            reasons[i] = "standfirst" if i > title else "related headlines" if i in headlines else "section label"


def _middle(blocks: Sequence[Block], reasons: list[str | None], first: int, last: int) -> None:
    """Between the paragraphs: lists of headlines, and short lines alone that are no sentence."""
    run: list[int] = []
    for i in range(first, last + 1):
        look = blocks[i].look
        loose = (
            reasons[i] is None and not look.ends and blocks[i].text[-1:] not in ":,;–—-" and look.words <= TITLE_MOST
        )
        if loose:
            run.append(i)
        elif reasons[i] is None and run:
            _judge_run(blocks, reasons, run, i)
            run = []


def _judge_run(blocks: Sequence[Block], reasons: list[str | None], run: list[int], after: int) -> None:
    before = next((i for i in range(run[0] - 1, -1, -1) if reasons[i] is None), None)
    whole = (
        before is not None
        and blocks[before].look.ends
        and blocks[after].text[:1] not in ",.;:)"
        and not blocks[after].look.lower
    )
    if not whole:
        return
    looks = [blocks[i].look for i in run]
    if len(run) == 1:
        (look,) = looks
        text = blocks[run[0]].text
        if look.words <= 14 and look.lower:
            reasons[run[0]] = "caption"
        elif look.words <= 14 and not look.finite and text[:1] not in BULLETS and not any(map(str.isdigit, text)):
            reasons[run[0]] = "caption" if look.words >= 6 else "subheading"
        elif 8 <= look.words <= CAPTION_MOST and look.finite and text[:1] not in BULLETS and text[-1:] not in CLOSERS:
            # A sentence without a full stop, alone between paragraphs that have theirs, is set under a picture.
            reasons[run[0]] = "caption"
    if all(look.words >= 5 and look.capitals >= 0.8 and (look.finite or len(run) >= 3) for look in looks):
        for i in run:
            reasons[i] = reasons[i] or "related headlines"


def _tail(blocks: Sequence[Block], reasons: list[str | None], last: int) -> None:
    """Below the article: what follows its last paragraph and is neither a sentence nor a list that belongs to it."""
    closed = False
    loose: list[int] = []
    for i in range(last + 1, len(blocks)):
        look = blocks[i].look
        if reasons[i] is not None:
            closed = closed or reasons[i] in CLOSING
        elif closed and not (look.stopped and look.words >= 4):
            reasons[i] = "related headlines" if look.headline else "interface"
        elif not look.ends and blocks[i].text[-1:] not in ":,;":
            loose.append(i)
    titled = [i for i in loose if blocks[i].look.words >= 4 and blocks[i].look.capitals >= 0.7]
    if len(titled) >= 2:
        for i in titled:
            reasons[i] = "related headlines"
    elif len(loose) == 1 and blocks[loose[0]].look.words <= 4 and not blocks[loose[0]].look.finite:
        reasons[loose[0]] = "sign-off"
