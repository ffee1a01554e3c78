"""Who a source is: names, roles, pronouns and relative pronouns resolved within one article."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from mediakit.lexicons import entries
from mediakit.measure.attribution.words import Words, words_of
from mediakit.measure.entities import entity_rows, plain_name
from mediakit.measure.rows import per_article
from mediakit.parse import ParsedArticle

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
THEY = frozenset("they them their both all".split())
IT = frozenset("it its".split())
WHO = frozenset("who which that whom whose".split())
FIRST_PERSON = frozenset("i we me us my our".split())
MALE_ROLES = frozenset(
    """mr sir lord king prince spokesman chairman congressman businessman salesman father son husband brother man actor
    waiter emperor pope duke gentleman boy mr. statesman""".split()
)
FEMALE_ROLES = frozenset(
    """mrs ms miss mrs. ms. lady queen princess spokeswoman chairwoman congresswoman businesswoman mother daughter wife
    sister woman actress waitress duchess girl""".split()
)
NAMED = ("PERSON", "ORG", "GPE", "NORP", "FAC", "PRODUCT", "WORK_OF_ART", "LOC", "LAW", "EVENT")
MEMORY = 12
"""Sentences back in which the antecedent of a pronoun is looked for."""


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
    written; `pairs` people named together; `history` who has spoken so far, with the token and whether several did.
    """

    mentions: list[Mention]
    at: dict[int, Mention]
    gender: dict[str, str]
    roles: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    titles: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pairs: list[tuple[int, str]] = field(default_factory=list)
    history: list[tuple[int, str, bool]] = field(default_factory=list)


@cache
def given_names() -> dict[str, str]:
    """Given names that are nearly always one gender, m or f."""
    return {cells[0]: cells[1] for cells in entries("given_names") if cells[1] in ("m", "f")}


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
    persons = {r["entity"] for r in rows if r["label"] == "PERSON"}
    counts = Counter((r["entity"], r["label"] == "PERSON") for r in rows)
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
    heads = []
    if words.dep[head] in ("appos",) and words.pos[words.head[head]] in ("NOUN", "PROPN"):
        heads.append(words.head[head])
    heads += [c for c in words.children[head] if words.dep[c] == "appos"]
    if words.dep[head] == "nsubj" and words.lemma[words.head[head]].lower() == "be":
        heads += [c for c in words.children[words.head[head]] if words.dep[c] == "attr"]
    for h in heads:
        if h in people.at or words.pos[h] not in ("NOUN", "PROPN"):
            continue
        role = role_name(words, h)
        people.roles[role.split(" ")[-1]].append((mention.first, mention.name))
        if " " in role:
            people.roles[role].append((mention.first, mention.name))
        people.titles[mention.name].append(_phrase(words, h))
    before = mention.first - 1
    inside = [i for i in range(mention.first, head + 1) if words.lower[i].strip(".") in ROLE_TITLES]
    title = [i for i in range(max(0, before - 3), mention.first) if words.paragraph[i] == words.paragraph[mention.first]]
    for i in [*title, *inside]:
        if i in inside or words.head[i] == head or words.right[i] == before or i == before:
            if words.pos[i] in ("NOUN", "PROPN") and i not in people.at or i in inside:
                word = words.lower[i].strip(".")
                gender = "m" if word in MALE_ROLES else "f" if word in FEMALE_ROLES else ""
                if gender and (i in inside or i == before):
                    votes[mention.name][gender] += 6
                if word in ROLE_TITLES or words.pos[i] == "NOUN":
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


def _phrase(words: Words, head: int) -> str:
    first, last = words.left[head], head + 1
    for c in words.children[head]:
        if c > head and words.dep[c] == "prep" and words.right[c] - head <= 8:
            last = max(last, words.right[c] + 1)
    return " ".join(words.text[first:last])


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
    for one, other in zip(persons, persons[1:], strict=False):
        if one.name == other.name or words.sentence[one.first] != words.sentence[other.first]:
            continue
        between = [words.lower[i] for i in range(one.last, other.first)]
        close = len(between) <= 6 and "and" in between and not any(words.tag[i][:2] == "VB" for i in range(one.last, other.first))
        if close:
            yield one.first, joined(one.name, other.name)


def joined(*names: str) -> str:
    """The name of several who speak as one, in alphabetical order."""
    return " and ".join(sorted(names))


def speaker_of(words: Words, people: People, source: tuple[int, int]) -> str | None:
    """The canonical name within the article of a source, which is remembered for the pronouns after it."""
    name = resolve(words, people, source)
    if name is not None:
        head = phrase_head(words, *source)
        plural = words.tag[head] in ("NNS", "NNPS") or words.lower[head] in THEY or " and " in name
        people.history.append((head, name, plural))
    return name


def resolve(words: Words, people: People, source: tuple[int, int], depth: int = 0) -> str | None:
    """The canonical name within the article of a source; None where a pronoun has no antecedent."""
    first, last = source
    if first < 0:
        return None
    head = phrase_head(words, first, last)
    lower = words.lower[head]
    if words.tag[head] in ("PRP", "PRP$", "WP", "WDT") or lower in WHO | HE | SHE | THEY | IT:
        return _pronoun(words, people, head, depth)
    named = people.at.get(head)
    if named is not None and named.label in NAMED:
        if named.label == "PERSON":
            for other in people.mentions:
                if named.last <= other.first < last and other.label == "PERSON" and other.name != named.name:
                    if any(words.dep[i] == "conj" and words.head[i] == head for i in range(other.first, other.last)):
                        return joined(named.name, other.name)
        return named.name
    if words.pos[head] == "PROPN" and (near := _surname(words, people, head)):
        return near
    for c in words.children[head]:
        if words.dep[c] == "appos" and c in people.at and people.at[c].label in ("PERSON", "ORG"):
            return people.at[c].name
    lemma = words.lemma[head].lower()
    if lemma in DOCUMENTS | SPOKEN_FOR and (owner := _owner(words, people, head, depth)):
        return owner
    if words.tag[head] in ("NNS", "CD") and (lemma in TOGETHER or lower in ("two", "pair")) and people.pairs:
        before = [name for at, name in people.pairs if at < head]
        return before[-1] if before else people.pairs[0][1]
    if organisation := _organisation(words, people, head):
        return organisation
    return _role(words, people, head) or described(words, head)


DOCUMENTS = frozenset(
    """statement filing letter lawsuit suit complaint brief motion email tweet post release memo report press study
    testimony document paper note message announcement communique readout speech article survey poll ad website blog
    response""".split()
)
SPOKEN_FOR = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen representative".split())
TOGETHER = frozenset("leader side president minister counterpart man woman country official candidate party".split())
ORGANISATIONS = frozenset(
    """company firm group organization organisation service platform startup maker giant retailer network newspaper
    paper site outlet union agency association nonprofit charity bank corporation automaker airline developer""".split()
)
BODIES = frozenset(
    """department ministry court administration campaign committee commission bureau council party university police
    board foundation institute office center centre fund house senate""".split()
)


def _owner(words: Words, people: People, head: int, depth: int) -> str | None:
    """Whose a document is, or for whom a spokesperson speaks."""
    children = words.children[head]
    for c in children:
        if words.dep[c] == "poss":
            return resolve(words, people, (c, c + 1), depth + 1) if depth < 3 else None
    for c in children:
        if words.dep[c] in ("compound", "nmod", "amod") and c in people.at and people.at[c].label in ("ORG", "GPE", "PERSON"):
            return people.at[c].name
        if words.dep[c] == "compound" and (body := _organisation(words, people, c, bare=True)):
            return body
    for c in children:
        if words.dep[c] in ("prep", "agent") and words.lower[c] in ("for", "by", "from", "of"):
            inner = words.child(c, "pobj")
            if inner >= 0 and depth < 3 and (words.lower[c] != "of" or inner in people.at):
                return resolve(words, people, (words.left[inner], words.right[inner] + 1), depth + 1)
    return None


def _organisation(words: Words, people: People, head: int, bare: bool = False) -> str | None:
    """The organisation that "the company" or "the department" means: one so named, else the most named one."""
    lemma = words.lemma[head].lower()
    determiner = next((words.lower[c] for c in words.children[head] if words.dep[c] in ("det", "poss")), "")
    if words.tag[head] in ("NNS", "NNPS") or determiner not in ("the", "this") and not bare:
        return None
    before = [m for m in people.mentions if m.first < head and m.label in ("ORG", "PRODUCT", "GPE", "PERSON", "NORP")]
    if lemma in ORGANISATIONS | BODIES:
        named = [m.name for m in before if m.label == "ORG" and lemma in m.name.lower().split(" ")]
        if named:
            return named[-1]
    if lemma in ORGANISATIONS and not any(words.dep[c] in ("relcl", "prep") for c in words.children[head] if c > head):
        firms = Counter(m.name for m in before if m.label in ("ORG", "PRODUCT"))
        spoke = [name for _, name, plural in people.history if name in firms and not plural]
        common = firms.most_common(1)
        return spoke[-1] if spoke else common[0][0] if common else None
    return None


def _surname(words: Words, people: People, i: int) -> str | None:
    """The person whose surname or given name a token is that the entity recogniser overlooked."""
    for mention in people.mentions:
        parts = mention.name.split(" ")
        if mention.label == "PERSON" and words.text[i] in (parts[0], parts[-1]):
            return mention.name
    return None


def _role(words: Words, people: People, head: int) -> str | None:
    """The last person said to have a role, for "the president"; a role of somebody else's is not his."""
    if words.pos[head] not in ("NOUN", "PROPN") or words.tag[head] in ("NNS", "NNPS"):
        return None
    determiner = next((words.lower[c] for c in words.children[head] if words.dep[c] in ("det", "poss")), "")
    if determiner not in ("the", ""):
        return None
    strict = any(words.dep[c] in ("nmod", "amod", "compound") and c in people.at for c in words.children[head])
    for role in (role_name(words, head), words.lemma[head].lower()):
        held = [(at, name) for at, name in people.roles.get(role, ()) if at < head]
        if held and not (strict and role != role_name(words, head)):
            return held[-1][1]
        later = people.roles.get(role, ())
        if later and " " in role:
            return later[0][1]
    return None


def _pronoun(words: Words, people: People, i: int, depth: int) -> str | None:
    word = words.lower[i]
    if word in WHO:
        return _antecedent(words, people, i, depth)
    if word in FIRST_PERSON or word == "you":
        return None
    wanted = "m" if word in HE else "f" if word in SHE else "p" if word in THEY else "t"
    here = words.sentence[i]
    spoke = people.history[-1][1] if people.history else None
    if wanted == "p":
        several = [(at, name) for at, name, plural in people.history if plural and here - words.sentence[at] <= MEMORY]
        several += [(at, name) for at, name in people.pairs if at < i and here - words.sentence[at] <= MEMORY]
        if several:
            return max(several)[1]
    if wanted == "t":
        bodies = [(at, name) for at, name, plural in people.history if not plural and name not in people.gender]
        if bodies and here - words.sentence[bodies[-1][0]] <= 3:
            return bodies[-1][1]
    best: tuple[float, str] | None = None
    for mention in people.mentions:
        if mention.first >= i:
            break
        gap = here - words.sentence[mention.first]
        fit = _fits(people, mention, wanted)
        if gap > MEMORY or fit <= 0 or mention.quoted and gap > 0 and mention.name != spoke:
            continue
        score = fit + 1.0 / (1 + gap) + (0.45 if mention.subject else 0) + (0.3 if mention.name == spoke else 0)
        score -= 0.3 if mention.quoted else 0
        score -= 0.25 if words.dep[phrase_head(words, mention.first, mention.last)] == "poss" else 0
        if best is None or score >= best[0]:
            best = (score, mention.name)
    return best[1] if best else None


def _antecedent(words: Words, people: People, i: int, depth: int) -> str | None:
    """Whom a relative pronoun stands for: the head of its clause."""
    for at in words.ancestors(i):
        if words.dep[at] in ("relcl", "acl") and words.head[at] not in (at, i) and depth < 3:
            head = words.head[at]
            return resolve(words, people, (head, head + 1), depth + 1)
    before = [m for m in people.mentions if m.last <= i and words.sentence[m.first] == words.sentence[i]]
    return before[-1].name if before else None


def _fits(people: People, mention: Mention, wanted: str) -> float:
    """How well a name agrees with a pronoun in gender and number; 0 when it does not."""
    if wanted in "mf":
        gender = people.gender.get(mention.name)
        if mention.label != "PERSON":
            return 0.0
        return 1.0 if gender == wanted else 0.55 if gender is None else 0.0
    if wanted == "t":
        return 0.8 if mention.label in ("ORG", "GPE") else 0.0
    return 0.7 if mention.label in ("ORG", "NORP") else 0.0


def described(words: Words, head: int) -> str:
    """A source that has no name, as one noun phrase without article, possessive and clauses."""
    first = words.left[head]
    last = head + 1
    for c in words.children[head]:
        if c > head and words.dep[c] == "prep" and words.lower[c] in ("of", "for", "at", "in", "from", "with", "to"):
            if words.left[c] == last and words.right[c] - head <= 8:
                last = words.right[c] + 1
    while first < head and (words.pos[first] in ("DET", "PUNCT", "SPACE", "CCONJ", "ADP")):
        first += 1
    while first < head and words.dep[first] in ("advmod", "predet", "prep"):
        first += 1
    parts = words.text[first:last]
    pieces = ""
    for k, part in enumerate(parts):
        i = first + k
        glued = k and words.end[i - 1] == words.start[i]
        pieces += ("" if glued or not k else " ") + part
    return plain_name(pieces, "ORG")
