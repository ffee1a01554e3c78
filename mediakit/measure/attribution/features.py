"""What the learned stages see of a candidate cue, as strings, and the window its arguments are looked for in."""

from __future__ import annotations

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
