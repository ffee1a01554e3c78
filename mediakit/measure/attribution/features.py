"""What the learned stages see of a candidate cue and of the tokens round it, as strings."""

from __future__ import annotations

from collections.abc import Iterator

from mediakit.measure.attribution.cues import reporting
from mediakit.measure.attribution.found import Attribution
from mediakit.measure.attribution.rules import rule_confidence
from mediakit.measure.attribution.words import Words

FIRST_SECOND = frozenset("i we you us me my our your".split())
WINDOW = 60
"""Tokens beyond the cue's own sentence that are looked at, on each side."""
OTHER, CONTENT, SOURCE, CUE = range(4)
LABELS = ("other", "content", "source", "cue")


EDGES = (0, 1, 2, 3, 5, 8, 13, 21, 34)
BUCKETS = tuple(sum(n > edge for edge in EDGES) for n in range(36))


def bucket(n: int) -> int:
    """A number on a scale of ten steps, coarser upwards."""
    return BUCKETS[n] if 0 <= n < 36 else 0 if n < 0 else 9


def cue_features(words: Words, rule: Attribution) -> list[str]:
    """Features of a candidate cue: the word, its surroundings, its arguments, and what the rules think of it."""
    i = rule.cue
    lemma, tag, dep = words.lemma[i].lower(), words.tag[i], words.dep[i]
    head = words.head[i]
    entry = reporting(words, i)
    kind = f"{entry.word}/{entry.strength}/{entry.stance}" if entry else "unknown"
    strength = f"{entry.word}/{entry.strength}" if entry else f"unknown/{tag[:2]}"
    quoted = any(words.quotation[t] >= 0 for a, b in rule.content for t in range(a, b))
    length = sum(b - a for a, b in rule.content)
    found = [
        "bias",
        f"lemma={lemma}",
        f"lemma={lemma}|{tag}",
        f"tag={tag}",
        f"dep={dep}",
        f"lemma={lemma}|{dep}",
        f"kind={kind}",
    ]
    found += [
        f"strength={strength}|{dep}",
        f"rule={rule.rule}",
        f"rule={rule.rule}|{strength}",
        f"kind={kind}|{rule.rule}",
    ]
    found += [
        f"confidence={rule_confidence(words, rule)}",
        f"length={bucket(length)}",
        f"length={bucket(length)}|{strength}",
    ]
    found += [f"quoted={quoted}|{strength}", f"quoted={quoted}|{lemma}", f"inside={words.quotation[i] >= 0}"]
    found += [f"inside={words.quotation[i] >= 0}|{strength}", f"suffix={lemma[-3:]}"]
    found += [f"head={words.lemma[head].lower()}|{dep}", f"headpos={words.pos[head]}|{dep}"]
    deps = [words.dep[c] for c in words.children[i]]
    for c in words.children[i]:
        d = words.dep[c]
        found.append(f"child={d}|{strength}")
        if d in ("prep", "prt", "neg", "aux", "advmod", "mark", "dative"):
            found += [f"child={d}|{words.lower[c]}", f"child={d}|{words.lower[c]}|{lemma}"]
        elif d in ("ccomp", "xcomp", "acl"):
            marked = next((words.lower[m] for m in words.children[c] if words.dep[m] in ("mark", "aux")), "")
            found += [f"child={d}|{marked}|{tag[:2]}", f"child={d}|{lemma}"]
        elif d in ("dobj", "pobj", "attr", "acomp"):
            found += [
                f"child={d}|{words.lemma[c].lower()}",
                f"childpos={d}|{words.pos[c]}|{words.entity[c]}|{strength}",
            ]
    found.append(f"passive={'auxpass' in deps}|{strength}")
    if rule.source[0] >= 0:
        s = _source_head(words, rule)
        person = "first" if words.lower[s] in FIRST_SECOND else words.entity[s] or words.pos[s]
        found += [f"source={person}", f"source={person}|{strength}", f"source={words.lemma[s].lower()}"]
        found += [f"source={person}|{rule.rule}", f"sourceside={rule.source[0] < i}|{strength}"]
    else:
        found += ["source=none", f"source=none|{strength}", f"source=none|{rule.rule}"]
    if rule.content:
        t = rule.content[0][0]
        found += [f"first={words.lower[t]}", f"first={words.tag[t]}|{strength}", f"side={t < i}|{strength}"]
    for offset in (-2, -1, 1, 2):
        t = i + offset
        word = words.lower[t] if 0 <= t < len(words) else ""
        found += [f"word{offset}={word}", f"tag{offset}={words.tag[t] if word else ''}|{strength}"]
    found.append(f"quotations={bucket(abs(_nearest_quotation(words, i)))}|{strength}")
    return found


def _source_head(words: Words, rule: Attribution) -> int:
    first, last = rule.source
    return next((i for i in range(first, last) if not first <= words.head[i] < last or words.head[i] == i), last - 1)


def _nearest_quotation(words: Words, i: int) -> int:
    paragraph = words.paragraph[i]
    gaps = [
        a - i if a > i else max(0, i - b + 1) for a, b in words.quotations if b > a and words.paragraph[a] == paragraph
    ]
    return min(gaps, default=99)


def window(words: Words, rule: Attribution) -> tuple[int, int]:
    """The stretch a cue's arguments are looked for in: its sentence, and neighbours with quotations or cut short."""
    i = rule.cue
    low, high = words.paragraphs[words.paragraph[i]]
    s = words.sentence[i]
    first, last = words.sentences[s]
    first, last = max(low, first), min(high, last)
    if first > low:
        a = max(low, words.sentences[s - 1][0])
        if _quoted(words, a, first) or words.text[first - 1] not in STOPS or first - a < 5:
            first = max(a, first - WINDOW)
    if last < high:
        b = min(high, words.sentences[s + 1][1])
        if _quoted(words, last, b) or words.text[last - 1] not in STOPS or b - last < 5:
            last = min(b, last + WINDOW)
    for a, b in rule.content:
        if low <= a and b <= high:
            first, last = min(first, a), max(last, b)
    return first, last


STOPS = frozenset('.?!”"')


def _quoted(words: Words, a: int, b: int) -> bool:
    return max(words.quotation[a:b], default=-1) >= 0


def rule_labels(rule: Attribution, first: int, last: int) -> list[int]:
    """The rules' label of each token of a window."""
    labels = [OTHER] * (last - first)
    for a, b in rule.content:
        for i in range(max(a, first), min(b, last)):
            labels[i - first] = CONTENT
    for (a, b), label in ((rule.source, SOURCE), (rule.span, CUE)):
        for i in range(max(a, first), min(b, last)):
            labels[i - first] = label
    return labels


def static_features(words: Words, i: int) -> list[str]:
    """Features of a token that are the same for every cue."""
    inside = "q" if words.quotation[i] >= 0 else "m" if words.mark[i] else "o"
    return [f"t={words.tag[i]}|{inside}", f"w={words.lower[i]}", f"d={words.dep[i]}"]


def paths(words: Words, cue: int, first: int, last: int) -> list[str]:
    """The dependency path from a cue to each token of its window: steps up, then the labels down."""
    up: dict[int, str] = {cue: "."}
    at, steps = cue, "."
    for _ in range(3):
        if words.head[at] == at:
            break
        steps += "^" + words.dep[at]
        at = words.head[at]
        up[at] = steps
    known: dict[int, str] = dict(up)

    def path(i: int) -> str:
        chain: list[int] = []
        while i not in known and words.head[i] != i and len(chain) < 60:
            chain.append(i)
            i = words.head[i]
        base = known.get(i, "none")
        for j in reversed(chain):
            if base != "none" and base.count("/") < 2:
                base = f"{base}/{words.dep[j]}"
            known[j] = base
        return base

    return [path(i) for i in range(first, last)]


def token_features(words: Words, rule: Attribution, first: int, last: int) -> Iterator[tuple[str, ...]]:
    """Features of each token of a cue's window."""
    labels = rule_labels(rule, first, last)
    cue = rule.cue
    lemma = words.lemma[cue].lower()
    entry = reporting(words, cue)
    kind = f"{entry.word[0]}{entry.strength[0]}" if entry else words.tag[cue][:2]
    way = paths(words, cue, first, last)
    here = words.sentence[cue]
    before = "b"
    n = last - first
    own = words.quotation[cue]
    # whether another reporting verb stands between a token and the cue: what is beyond it is likely that one's
    beyond = ["0"] * n
    for step, start, stop in ((-1, rule.span[0] - 1, first - 1), (1, rule.span[1], last)):
        seen = "0"
        for i in range(start, stop, step):
            beyond[i - first] = seen
            if seen == "0" and words.quotation[i] < 0 and words.tag[i].startswith("VB"):
                other = reporting(words, i)
                if other is not None and other.strength == "core":
                    seen = "1"
    start, end = rule.span
    for k in range(n):
        i = first + k
        label = labels[k]
        after = labels[k + 1] if k + 1 < n else "e"
        side = "l" if i < start else "r" if i >= end else "c"
        q = words.quotation[i]
        inside = "m" if words.mark[i] else "o" if q < 0 else "s" if q == own else "q"
        offset = words.sentence[i] - here
        gap = i - cue if i > cue else cue - i
        distance = BUCKETS[gap] if gap < 36 else 9
        lower = words.lower[i]
        r = f"r={label}|"
        p = f"p={way[k]}|"
        yield (
            f"r={before}{label}{after}",
            f"{r}{inside}|{side}|{offset}",
            f"{r}w={lower}",
            f"{r}t={words.tag[i]}|{side}",
            f"{r}d={words.dep[i]}|{side}",
            f"{r}k={kind}|{inside}",
            f"{r}x={lemma}",
            f"{p}{kind}",
            f"{p}r={label}",
            f"{p}x={lemma}",
            f"{p}{lower}" if gap < 4 else f"{r}{rule.rule}|{inside}|{side}",
            f"s={side}{distance}|r={label}",
            f"b={beyond[k]}|{inside}|{side}|r={label}",
        )
        before = str(label)
