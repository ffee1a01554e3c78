"""Who a source is: names, roles, pronouns and relative pronouns resolved within one article."""

from __future__ import annotations

from collections import Counter

from mediakit.measure.attribution.bodies import (
    BODIES,
    COUNSEL,
    DOCUMENTS,
    LETTERS,
    MUTE,
    ORGANISATIONS,
    SPOKEN_FOR,
    TOGETHER,
    speaks,
)
from mediakit.measure.attribution.people import HE, SHE, Mention, People, joined, phrase_head, role_name
from mediakit.measure.attribution.words import Words
from mediakit.measure.entities import plain_name

THEY = frozenset("they them their both all".split())
IT = frozenset("it its".split())
WHO = frozenset("who which that whom whose".split())
FIRST_PERSON = frozenset("i we me us my our".split())
MEMORY = 12
"""Sentences back in which the antecedent of a pronoun is looked for."""


def speaker_of(words: Words, people: People, source: tuple[int, int]) -> str | None:
    """The canonical name within the article of a source, which is remembered for the pronouns after it."""
    name = resolve(words, people, source)
    if name is not None:
        head = phrase_head(words, *source)
        if words.lemma[head].lower() in DOCUMENTS and name == described(words, head):
            return name
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
    if site := _site(words, first, last):
        return site
    name = _named(words, people, head)
    if name is not None:
        others = [_named(words, people, i) for i in range(head + 1, last) if _conjoined(words, i, head)]
        persons = {other for other in others if other in people.gender or (other and " " in other)} - {name}
        pair = next((both for at, both in people.pairs if first <= at < last and name in both.split(" and ")), None)
        if pair is not None and not persons:
            return pair
        return joined(name, *persons) if persons and " " in name else name
    for c in words.children[head]:
        if words.dep[c] == "appos" and c in people.at and people.at[c].label in ("PERSON", "ORG"):
            return people.at[c].name
    lemma = words.lemma[head].lower()
    if (lemma in DOCUMENTS | SPOKEN_FOR or _counsel(words, people, head)) and (
        owner := _owner(words, people, head, depth)
    ):
        return owner
    if lemma in LETTERS and words.lower[words.left[head]] == "the" and people.history:
        at, before, _ = people.history[-1]
        if words.sentence[head] - words.sentence[at] <= 6:
            return before
    together = (words.tag[head] == "NNS" and lemma in TOGETHER) or lower in ("two", "pair", "duo")
    if together and people.pairs:
        earlier = [pair for at, pair in people.pairs if at < head]
        return earlier[-1] if earlier else people.pairs[0][1]
    if organisation := _organisation(words, people, head):
        return organisation
    return _role(words, people, head) or (described(words, head) if speaks(words, head) else None)


def _site(words: Words, first: int, last: int) -> str | None:
    """A name with a full stop inside ("News.Az"), which the parser splits there."""
    glued = all(words.end[i] == words.start[i + 1] for i in range(first, last - 1))
    return "".join(words.text[first:last]) if glued and last - first == 3 and words.text[first + 1] == "." else None


def _owner(words: Words, people: People, head: int, depth: int) -> str | None:
    """Whose a document is, or for whom a spokesperson speaks."""
    children = words.children[head]
    for c in children:
        if words.dep[c] == "poss":
            return resolve(words, people, (c, c + 1), depth + 1) if depth < 3 else None
    for c in children:
        if (
            words.dep[c] in ("compound", "nmod", "amod")
            and c in people.at
            and people.at[c].label in ("ORG", "GPE", "PERSON")
        ):
            return people.at[c].name
        if (
            words.dep[c] in ("compound", "nmod")
            and words.text[c].isupper()
            and (full := _abbreviated(words, people, c))
        ):
            return full
        if words.dep[c] == "compound" and (body := _organisation(words, people, c, bare=True)):
            return body
    for c in children:
        if words.dep[c] in ("prep", "agent") and words.lower[c] in ("for", "by", "from", "of"):
            inner = words.child(c, "pobj")
            if inner >= 0 and depth < 3 and (words.lower[c] != "of" or inner in people.at):
                return resolve(words, people, (words.left[inner], words.right[inner] + 1), depth + 1)
    return None


def _abbreviated(words: Words, people: People, i: int) -> str | None:
    """The organisation that a word in capitals stands for elsewhere in the article or abbreviates, or the word."""
    short = words.text[i]
    for mention in people.mentions:
        if mention.last - mention.first == 1 and words.text[mention.first] == short:
            return mention.name
    for mention in people.mentions:
        if mention.label == "ORG":
            parts = mention.name.split(" ")
            capitals = "".join(w[0] for w in parts if w[:1].isupper())
            if len(parts) > 1 and short.lower() in (capitals.lower(), "".join(w[0] for w in parts).lower()):
                return mention.name
    return short if len(short) > 1 else None


def _organisation(words: Words, people: People, head: int, bare: bool = False) -> str | None:
    """The organisation that "the company" or "the department" means: one so named, else the most named one."""
    lemma = words.lemma[head].lower()
    determiner = next((words.lower[c] for c in words.children[head] if words.dep[c] in ("det", "poss")), "")
    if words.tag[head] in ("NNS", "NNPS") or (determiner not in ("the", "this") and not bare):
        return None
    before = [m for m in people.mentions if m.first < head and m.label in ("ORG", "PRODUCT", "GPE", "PERSON", "NORP")]
    if lemma in ORGANISATIONS | BODIES:
        named = [m.name for m in before if m.label == "ORG" and lemma in m.name.lower().split(" ")]
        if named:
            return named[-1]
    if lemma in ORGANISATIONS and not any(words.dep[c] in ("relcl", "prep") for c in words.children[head] if c > head):
        firms = Counter(m.name for m in before if m.label in ("ORG", "PRODUCT") and _in_prose(words, m))
        spoke = [name for _, name, plural in people.history if name in firms and not plural]
        common = firms.most_common(1)
        return spoke[-1] if spoke else common[0][0] if common else None
    return None


def _counsel(words: Words, people: People, head: int) -> bool:
    """Whether lawyers are those of an organisation named before them ("Acme lawyers"), for which they speak."""
    named = [c for c in words.children[head] if words.dep[c] in ("compound", "nmod")]
    return words.lemma[head].lower() in COUNSEL and any(
        people.at[c].label == "ORG" if c in people.at else words.text[c].isupper() for c in named
    )


def _in_prose(words: Words, mention: Mention) -> bool:
    """Whether a name stands in a paragraph with a verb, and not in a line of credits."""
    return any(words.pos[i] in ("VERB", "AUX") for i in range(*words.paragraphs[words.paragraph[mention.first]]))


def _conjoined(words: Words, i: int, head: int) -> bool:
    return words.dep[i] == "conj" and (words.head[i] == head or _conjoined(words, words.head[i], head))


def _named(words: Words, people: People, i: int) -> str | None:
    """The name a token is part of."""
    mention = people.at.get(i)
    if mention is not None:
        # "… to the U.S. Trump said": the parser takes the end of one sentence and the start of the next for one name
        return (mention.name.startswith("U.S. ") and _surname(words, people, mention.last - 1)) or mention.name
    return _surname(words, people, i) if words.pos[i] == "PROPN" else None


def _surname(words: Words, people: People, i: int) -> str | None:
    """The person whose surname or given name a token is that the entity recogniser overlooked."""
    word = words.text[i]
    word = word.title() if word.isupper() and len(word) > 3 else word
    for mention in people.mentions:
        parts = mention.name.split(" ")
        if mention.label == "PERSON" and word in (parts[0], parts[-1]):
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
        if people.pairs and (both := _together(words, i)) >= 0:
            several.append((both, people.pairs[-1][1]))
        if several:
            return max(several)[1]
    if wanted == "t" and is_a_thing(words, i):
        return None
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
        if wanted == "t" and _where(words, mention):
            continue
        if gap > MEMORY or fit <= 0 or (mention.quoted and gap > 0 and mention.name != spoke):
            continue
        score = fit + 1.0 / (1 + gap) + (0.45 if mention.subject else 0) + (0.3 if mention.name == spoke else 0)
        score -= 0.3 if mention.quoted else 0
        score -= 0.25 if words.dep[phrase_head(words, mention.first, mention.last)] == "poss" else 0
        if best is None or score >= best[0]:
            best = (score, mention.name)
    return best[1] if best else None


def is_a_thing(words: Words, i: int) -> bool:
    """Whether the last subject in the sentence before an "it" is a thing: the accord holds; it commits them to X."""
    if words.lower[i] != "it":
        return False
    first = words.sentences[words.sentence[i]][0]
    subjects = (j for j in range(i - 1, first - 1, -1) if words.dep[j] in ("nsubj", "nsubjpass"))
    last = next(subjects, -1)
    return last >= 0 and words.pos[last] == "NOUN" and words.lemma[last].lower() in MUTE


def _together(words: Words, i: int) -> int:
    """The subject of this sentence or the last that means two people, "the leaders", before a "they"; or -1."""
    first = words.sentences[max(0, words.sentence[i] - 1)][0]
    two = (j for j in range(i - 1, first - 1, -1) if words.tag[j] == "NNS" and words.lemma[j].lower() in TOGETHER)
    return next((j for j in two if words.dep[j] in ("nsubj", "nsubjpass")), -1)


def _where(words: Words, mention: Mention) -> bool:
    """Whether a name tells where something is, and is nobody that "it" stands for: in the Indo-Pacific."""
    head = phrase_head(words, mention.first, mention.last)
    return words.dep[head] == "pobj" and words.lower[words.head[head]] in ("in", "at", "near", "across")


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
        paper = mention.name.rsplit(" ", 1)[-1].lower() in MUTE
        return 0.8 if mention.label in ("ORG", "GPE") and not paper else 0.0
    return 0.7 if mention.label in ("ORG", "NORP") else 0.0


def described(words: Words, head: int) -> str:
    """A source that has no name, as one noun phrase without article, possessive and clauses."""
    first = words.left[head]
    last = head + 1
    for c in words.children[head]:
        if c > head and words.dep[c] == "prep" and words.lower[c] in ("of", "for", "at", "in", "from", "with", "to"):
            if words.left[c] == last and words.right[c] - head <= 8:
                last = words.right[c] + 1
    for c in words.children[head]:
        if words.dep[c] == "conj" and words.pos[c] == "NOUN" and words.right[c] - first < 9:
            last = max(last, words.right[c] + 1)
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
    begins = words.left[head] == words.sentences[words.sentence[head]][0]
    if begins and not words.entity[first] and words.pos[first] != "PROPN" and pieces[1:2].islower():
        pieces = pieces[0].lower() + pieces[1:]
    shouted = head == first == last - 1 and words.pos[head] == "PROPN" and pieces.isupper() and len(pieces) > 4
    return plain_name(pieces, "PERSON" if shouted else "ORG")
