"""What the default model of sentiment toward a target looks at: words, windows and roles round the target.

Two views of a masked sentence (`mediakit.measure.masking`): sparse terms, strings such as ``head=+criticize:dobj``, and
windows, each a stretch or a part of the parse whose words are averaged as vectors. Everything is counted from the
target; no name is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from mediakit.measure.masking import NAME, MaskedSentence

TARGET = "\N{WHITE SQUARE}"
"""The word that stands for the target among the terms."""

CLAUSES = frozenset("ROOT ccomp advcl relcl acl parataxis csubj csubjpass".split())
ROLES = (
    *("nsubj", "nsubjpass", "dobj", "dative", "attr", "agent", "appos", "poss", "compound", "ROOT"),
    *("pobj:of", "pobj:by", "pobj:to", "pobj:for", "pobj:with", "pobj:against", "pobj:in", "pobj:from", "pobj:on"),
    *("pobj", "conj", "npadvmod", "nmod", "dep"),
)
WINDOWS = (
    *("sentence", "left", "right", "left_8", "right_8", "near", "clause", "core_clause", "own", "governor"),
    *("head", "outside"),
)
NEGATIONS = frozenset("not n't n’t no never neither nor without hardly barely".split())
LONGEST_PATH = 4


class Sentence:
    """A masked sentence with what all its targets share."""

    def __init__(self, masked: MaskedSentence):
        self.masked = masked
        self.words = masked.words
        self.heads = masked.heads
        self.children: list[list[int]] = [[] for _ in masked.words]
        for item, head in enumerate(masked.heads):
            if item != head:
                self.children[head].append(item)
        self.negated = [
            any(masked.relations[c] == "neg" or masked.words[c] in NEGATIONS for c in children)
            for children in self.children
        ]

    def subtree(self, item: int, without: frozenset[str] = frozenset()) -> list[int]:
        """An item and all that depends on it, clauses by certain relations left out."""
        found, waiting = [], [item]
        while waiting:
            at = waiting.pop()
            found.append(at)
            waiting.extend(c for c in self.children[at] if self.masked.relations[c] not in without)
        return found

    def up(self, item: int) -> list[int]:
        """The items that govern one, from its head to the root."""
        found: list[int] = []
        while self.heads[item] != item and len(found) < 60:
            item = self.heads[item]
            found.append(item)
        return found


class Target:
    """One target in a sentence: the items `first` up to `last`, exclusive, taken together."""

    def __init__(self, sentence: Sentence, first: int, last: int):
        self.sentence = sentence
        self.first, self.last = first, last
        inside = range(first, last)
        self.root = next((i for i in inside if sentence.heads[i] not in inside), first)

    @cached_property
    def role(self) -> str:
        """The relation of the target to what governs it; with the preposition where there is one."""
        relations, heads = self.sentence.masked.relations, self.sentence.heads
        at = self.root
        while relations[at] == "conj" and heads[at] != at:
            at = heads[at]
        if relations[at] == "pobj":
            full = f"pobj:{self.sentence.words[heads[at]]}"
            return full if full in ROLES else "pobj"
        return relations[at] if relations[at] in ROLES else "dep"

    @cached_property
    def governor(self) -> int:
        """The item that governs the target: past the conjuncts before it, and past its preposition."""
        relations, heads = self.sentence.masked.relations, self.sentence.heads
        at = self.root
        while relations[at] == "conj" and heads[at] != at:
            at = heads[at]
        at = heads[at]
        if relations[at] in ("prep", "agent", "dative"):
            at = heads[at]
        return at

    @cached_property
    def clause(self) -> int:
        """The head of the clause in which the target stands."""
        relations, tags = self.sentence.masked.relations, self.sentence.masked.tags
        for item in self.sentence.up(self.root):
            if relations[item] in CLAUSES or (relations[item] == "conj" and tags[item].startswith("V")):
                return item
        return self.root

    def core_clause(self) -> list[int]:
        """The items of the clause in which the target stands, clauses inside it left out."""
        return self.sentence.subtree(self.clause, CLAUSES)

    def windows(self) -> list[list[int]]:
        """For each of `WINDOWS`, the items that stand in it; the target in none."""
        sentence, n = self.sentence, len(self.sentence.words)
        clause = set(sentence.subtree(self.clause))
        core = set(self.core_clause())
        governor = [self.governor, *sentence.children[self.governor]]
        left, right = range(self.first), range(self.last, n)
        groups: Sequence[Sequence[int]] = (
            [*left, *right],
            left,
            right,
            range(max(0, self.first - 8), self.first),
            range(self.last, min(n, self.last + 8)),
            [*range(max(0, self.first - 3), self.first), *range(self.last, min(n, self.last + 3))],
            list(clause),
            list(core),
            sentence.subtree(self.root),
            governor,
            [self.governor],
            [item for item in range(n) if item not in clause],
        )
        return [[item for item in group if not self.first <= item < self.last] for group in groups]

    def flags(self) -> list[float]:
        """The target's role, one of `ROLES`, and a few plain facts about where it stands."""
        sentence, n = self.sentence, len(self.sentence.words)
        quotes = sum(word in ('"', "“", "”") for word in sentence.words[: self.first])
        return [
            *(float(self.role == role) for role in ROLES),
            float(sentence.negated[self.governor]),
            float(sentence.masked.relations[self.root] == "conj"),
            self.first / n,
            float(quotes % 2),
            min(n, 60) / 60,
            min(5, sum(word == NAME for word in sentence.words)) / 5,
        ]

    def terms(self) -> list[str]:
        """Sparse features: words and their sequences, words by side and distance, heads, children and paths."""
        sentence, masked = self.sentence, self.sentence.masked
        words = (*sentence.words[: self.first], TARGET, *sentence.words[self.last :])
        at, n = self.first, len(words)
        found = list(words)
        found += [f"{a} {b}" for a, b in pairwise(words)]
        found += [f"{a} {b} {c}" for a, b, c in zip(words, words[1:], words[2:], strict=False)]
        for distance in range(1, 9):
            near = distance if distance < 4 else 8
            if at >= distance:
                found.append(f"<{near} {words[at - distance]}")
            if at + distance < n:
                found.append(f">{near} {words[at + distance]}")
        found += [f"l={masked.lemmas[i]}" for i in range(len(masked.lemmas)) if not self.first <= i < self.last]
        head, role = self.governor, self.role
        sign = "-" if sentence.negated[head] else "+"
        found += [f"role={role}", f"head={masked.lemmas[head]}", f"head={sign}{masked.lemmas[head]}:{role}"]
        for child in sentence.children[head]:
            if not self.first <= child < self.last:
                relation = masked.relations[child]
                found.append(f"sibling={relation}:{masked.lemmas[child]}:{role}")
                if relation in ("dobj", "attr", "acomp", "xcomp", "ccomp", "prt", "prep", "oprd"):
                    found.append(f"frame={masked.lemmas[head]}:{role}:{masked.lemmas[child]}")
        found += [f"child={masked.relations[c]}:{masked.lemmas[c]}" for c in sentence.children[self.root]]
        for step, item in enumerate(sentence.up(self.root)[:LONGEST_PATH]):
            found += [f"up{step}={masked.lemmas[item]}", f"up={masked.lemmas[item]}"]
        return found
