"""Everybody named in one article: mentions, roles, titles, gender, and who is named together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from mediakit.measure.attribution.words import Words, words_of
from mediakit.measure.entities import entity_rows, given_names, is_person
from mediakit.measure.rows import per_article
from mediakit.parse import ParsedArticle

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
MALE_ROLES = frozenset(
    """mr sir lord king prince spokesman chairman congressman businessman salesman father son husband brother man actor
    waiter emperor pope duke gentleman boy mr. statesman""".split()
)
FEMALE_ROLES = frozenset(
    """mrs ms miss mrs. ms. lady queen princess spokeswoman chairwoman congresswoman businesswoman mother daughter wife
    sister woman actress waitress duchess girl""".split()
)
NAMED = ("PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LOC", "LAW", "EVENT")


@dataclass
class Mention:
    """One mention of a named person or organisation, in token numbers."""

    first: int
    last: int
    name: str
    label: str
    subject: bool
    quoted: bool


@dataclass
class People:
    """Everybody named in one article: mentions in order, and what is known of each name.

    `gender` is m or f; `roles` are the people a role was said of, with the token where; `titles` the roles as
    written, in token numbers; `pairs` people named together; `history` who has spoken so far, with the token and
    whether several did.
    """

    mentions: list[Mention]
    at: dict[int, Mention]
    gender: dict[str, str]
    roles: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    pairs: list[tuple[int, str]] = field(default_factory=list)
    history: list[tuple[int, str, bool]] = field(default_factory=list)


@per_article
def people_of(reading: ParsedArticle) -> Iterator[People]:
    """The people of one article; there is just one in the tuple."""
    words = next(iter(words_of(reading)))
    mentions = list(_mentions(reading, words))
    people = People(mentions, {i: m for m in mentions for i in range(m.first, m.last)}, {})
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in mentions:
        _learn_roles(words, people, mention, votes)
    _learn_pronouns(words, people, votes)
    for mention in mentions:
        given = given_names().get(mention.name.lower().split(" ")[0]) if " " in mention.name else None
        if given:
            votes[mention.name][given] += 5
    people.pairs.extend(_pairs(words, people))
    people.gender.update({name: count.most_common(1)[0][0] for name, count in votes.items() if count})
    yield people


def _mentions(reading: ParsedArticle, words: Words) -> Iterator[Mention]:
    rows = [r for r in entity_rows(reading) if r["label"] in NAMED]
    persons = {r["entity"] for r in rows if is_person(r["entity"], r["label"])}
    counts = Counter((r["entity"], is_person(r["entity"], r["label"])) for r in rows)
    seen: set[int] = set()
    for r in rows:
        first = bisect_left(words.start, r["start"] + 1) - 1
        last = max(first + 1, bisect_left(words.start, r["end"]))
        name = r["entity"]
        person = name in persons and (" " in name or counts[name, True] >= counts[name, False])
        seen.update(range(first, last))
        yield _mention(words, first, last, name, "PERSON" if person else r["label"])


def _mention(words: Words, first: int, last: int, name: str, label: str) -> Mention:
    head = phrase_head(words, first, last)
    return Mention(first, last, name, label, words.dep[head] in ("nsubj", "nsubjpass"), words.quotation[first] >= 0)


def phrase_head(words: Words, first: int, last: int) -> int:
    """The token of a phrase that the others depend on."""
    return next((i for i in range(first, last) if not first <= words.head[i] < last or words.head[i] == i), last - 1)


def _learn_roles(words: Words, people: People, mention: Mention, votes: dict[str, Counter[str]]) -> None:
    """Roles that stand before a name ("Prime Minister X") or beside it ("X, the senator", "the senator, X")."""
    if mention.label != "PERSON":
        return
    head = phrase_head(words, mention.first, mention.last)
    if title := _title_before(words, people, mention):
        people.titles[mention.name].insert(0, title)
    heads = []
    if words.dep[head] in ("appos",) and words.pos[words.head[head]] in ("NOUN", "PROPN"):
        heads.append(words.head[head])
    heads += [c for c in words.children[head] if words.dep[c] == "appos"]
    if words.dep[head] == "nsubj" and words.lemma[words.head[head]].lower() == "be":
        heads += [c for c in words.children[words.head[head]] if words.dep[c] == "attr"]
    for h in heads:
        if h in people.at or words.pos[h] not in ("NOUN", "PROPN"):
            continue
        if _former(words, h):
            continue
        role = role_name(words, h)
        people.roles[role.split(" ")[-1]].append((mention.first, mention.name))
        if " " in role:
            people.roles[role].append((mention.first, mention.name))
        people.titles[mention.name].append((words.left[h], _phrase_end(words, h)))
    before = mention.first - 1
    inside = [i for i in range(mention.first, head + 1) if words.lower[i].strip(".") in ROLE_TITLES]
    paragraph = words.paragraph[mention.first]
    near = [i for i in range(max(0, before - 3), mention.first) if words.paragraph[i] == paragraph]
    for i in [*near, *inside]:
        if i in inside or words.head[i] == head or words.right[i] == before or i == before:
            if (words.pos[i] in ("NOUN", "PROPN") and i not in people.at) or i in inside:
                word = words.lower[i].strip(".")
                gender = "m" if word in MALE_ROLES else "f" if word in FEMALE_ROLES else ""
                if gender and (i in inside or i == before):
                    votes[mention.name][gender] += 6
                if (word in ROLE_TITLES or words.pos[i] == "NOUN") and not _former(words, i):
                    role = ROLE_TITLES.get(word, words.lemma[i].lower())
                    people.roles[role].append((mention.first, mention.name))
                    if role == "minister" and words.lower[i - 1] == "prime":
                        people.roles["prime minister"].append((mention.first, mention.name))
    for h in heads:
        for i in words.subtree(h):
            if words.lower[i] in ("female", "woman", *FEMALE_ROLES):
                votes[mention.name]["f"] += 3
            elif words.lower[i] in MALE_ROLES:
                votes[mention.name]["m"] += 3


def _former(words: Words, i: int) -> bool:
    """Whether a role is one that somebody has no longer: the former, late or ex-president."""
    near = range(max(0, i - 3), i)
    return any(words.lower[j] in ("former", "late", "ex", "then", "onetime", "previous") for j in near)


ROLE_TITLES = {
    **{
        word: word
        for word in """president minister premier chancellor king queen prince princess senator representative governor
        secretary chairman chairwoman chair general colonel captain judge justice professor spokesman spokeswoman
        spokesperson leader ceo emperor pope speaker congressman congresswoman mayor attorney ambassador director
        commissioner sheriff candidate nominee mr mrs ms miss dr sir lady lord""".split()
    },
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "prof": "professor",
}


def role_name(words: Words, head: int) -> str:
    """The lemma of a role with its compound: prime minister, press secretary."""
    before = [i for i in words.children[head] if words.dep[i] == "compound" and i == head - 1]
    lemma = words.lemma[head].lower()
    return f"{words.lower[before[0]]} {lemma}" if before else lemma


def _phrase_end(words: Words, head: int) -> int:
    """One past the last token of a role, with a short "of" phrase: a member of the committee."""
    return max(
        [
            head + 1,
            *(
                words.right[c] + 1
                for c in words.children[head]
                if c > head and words.dep[c] == "prep" and words.right[c] - head <= 8
            ),
        ]
    )


def _title_before(words: Words, people: People, mention: Mention) -> tuple[int, int] | None:
    """The title that stands right before a name: Prime Minister, White House spokeswoman."""
    first = mention.first
    while first > 0 and mention.first - first < 6 and words.pos[first - 1] in ("NOUN", "PROPN", "ADJ"):
        if words.paragraph[first - 1] != words.paragraph[mention.first] or words.mark[first - 1]:
            break
        other = people.at.get(first - 1)
        if other is not None and other.label == "PERSON":
            break
        first -= 1
    titled = any(words.lower[i].strip(".") in ROLE_TITLES for i in range(first, mention.first))
    return (first, mention.first) if titled else None


def _learn_pronouns(words: Words, people: People, votes: dict[str, Counter[str]]) -> None:
    """A pronoun after the only person of its sentence tells that person's gender."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in people.mentions:
        if mention.label == "PERSON" and not mention.quoted:
            by_sentence[words.sentence[mention.first]].append(mention)
    for s, mentions in by_sentence.items():
        if len({m.name for m in mentions}) == 1:
            for i in range(mentions[0].last, words.sentences[s][1]):
                if words.quotation[i] < 0 and words.lower[i] in HE | SHE:
                    votes[mentions[0].name]["m" if words.lower[i] in HE else "f"] += 1


def _pairs(words: Words, people: People) -> Iterator[tuple[int, str]]:
    """People named side by side, "X and Y", whom "the two leaders" and "they" mean later."""
    persons = [m for m in people.mentions if m.label == "PERSON"]
    for one, other in pairwise(persons):
        if one.name == other.name or words.sentence[one.first] != words.sentence[other.first]:
            continue
        between = [words.lower[i] for i in range(one.last, other.first)]
        close = (
            len(between) <= 6
            and "and" in between
            and not any(words.tag[i][:2] == "VB" for i in range(one.last, other.first))
        )
        if close:
            yield one.first, joined(one.name, other.name)


def joined(*names: str) -> str:
    """The name of several who speak as one, in alphabetical order."""
    return " and ".join(sorted(names))
