"""The source and the content of a cue, by dependency rules."""

from __future__ import annotations

from mediakit.measure.attribution.cues import is_according, lexicon, reporting
from mediakit.measure.attribution.ends import finite_tag, is_reduced
from mediakit.measure.attribution.words import Words

SUBJECT = ("nsubj", "nsubjpass", "csubj")
CLIMB = ("conj", "xcomp", "advcl", "ccomp", "pcomp", "prep", "dep")
CLAUSE = ("ccomp", "parataxis")
WEAK = ("xcomp", "dobj", "acl", "attr", "oprd", "acomp")
PREPOSITIONS = frozenset("for on about against of to as over that with in".split())
CONTENT_PREPOSITIONS = frozenset("for on about against of to as".split())
ADDRESSING = frozenset("tell inform assure remind notify".split())
BARE = frozenset("PRP PRP$ WP WP$ WDT IN CC".split())
"""Tags of pronouns, prepositions and conjunctions, which alone say nothing that somebody has said."""
LONGEST_STEP = 12
"""Tokens between the parts of a sentence a subject is inherited over."""


def source_head(words: Words, cue: int) -> int:
    """The head of the noun phrase that a cue's content is ascribed to, or -1."""
    if is_according(words, cue):
        to = words.child(cue, "prep")
        return words.child(to, "pobj", "pcomp") if to >= 0 else -1
    if words.tag[cue].startswith("VB"):
        return _subject(words, cue)
    if words.tag[cue].startswith("JJ"):
        return _subject(words, words.head[cue] if words.dep[cue] == "acomp" else cue)
    return _possessor(words, cue)


def _subject(words: Words, cue: int) -> int:
    at, seen = cue, 0
    while seen < 5:
        passive = any(words.dep[c] in ("auxpass", "nsubjpass") for c in words.children[at])
        if passive and at == cue:
            return _agent(words, at)
        own = words.child(at, *SUBJECT)
        if own >= 0 and not (words.tag[at] == "VBG" and own > at):
            return own
        if at == cue:
            turned = _inverted(words, cue)
            if turned >= 0:
                return turned
        if words.tag[at] == "VBN" and words.dep[at] == "acl":
            return _agent(words, at)
        dep, head = words.dep[at], words.head[at]
        if at == cue and _joins_speaker(words, cue):
            head = words.head[head]
        elif at == cue and shifted(words, cue):
            head = next(
                (i for i in words.ancestors(head) if words.tag[i] == "VBD" and words.child(i, "nsubj") >= 0), head
            )
        if at == cue and dep == "advcl" and words.tag[cue] == "VBG" and words.dep[head] == "ccomp" and head < cue:
            # "He told her that they would win, saying …": who told says it, not who would win.
            above = words.head[head]
            head = above if words.pos[above] == "VERB" and words.child(above, "nsubj") >= 0 else head
        if dep in ("acl", "relcl"):
            return head if words.pos[head] in ("NOUN", "PROPN", "PRON") else -1
        if head == at or dep not in CLIMB:
            return -1
        if words.pos[head] in ("NOUN", "PROPN") and dep in ("prep", "pcomp", "ccomp", "xcomp", "advcl"):
            return _possessor(words, head)
        at, seen = head, seen + 1
    return -1


def _joins_speaker(words: Words, verb: int) -> bool:
    """Whether a verb hung on what is told is the teller's, by comma or tense: said X would rise and praised Y."""
    told = words.head[verb]
    tells = words.head[told]
    entry = reporting(words, tells)
    if words.dep[verb] != "conj" or words.dep[told] != "ccomp" or entry is None or entry.strength != "core":
        return False
    apart = words.text[verb - 2] == "," or finite_tag(words, told) not in (words.tag[verb], "")
    joined = words.tag[verb - 1] == "CC" and apart and words.child(verb, *SUBJECT) < 0
    return joined and tells < told and words.tag[verb] == words.tag[tells] and words.tag[verb] in ("VBD", "VBZ")


def main_subject(words: Words, i: int) -> int:
    """The subject of the main verb above a token, or -1."""
    top = next((j for j in words.ancestors(i) if words.head[j] == j), -1)
    subject = words.child(top, "nsubj") if top >= 0 else -1
    return subject if subject < i else -1


def shifted(words: Words, verb: int) -> bool:
    """Whether a past verb hangs on a present one of a relative clause as its equal, which is the parser's slip."""
    head = words.head[verb]
    present = words.tag[head] in ("VBZ", "VBP") and words.dep[head] in ("relcl", "acl")
    return words.tag[verb] == "VBD" and words.dep[verb] == "conj" and present and words.child(verb, *SUBJECT) < 0


def _agent(words: Words, verb: int) -> int:
    by = words.child(verb, "agent")
    return words.child(by, "pobj") if by >= 0 else -1


def _inverted(words: Words, cue: int) -> int:
    """The noun phrase after "said" where what is said stands before it, which parsers take for an object."""
    entry = reporting(words, cue)
    after = words.child(cue, "dobj", "attr", "npadvmod", "oprd")
    if entry is None or entry.strength != "core" or (after != -1 and after < cue) or after < 0:
        return -1
    before = cue - 1
    closes = before >= 0 and (words.mark[before] or words.text[before] in (",", "?", "!", ".", "—", "--"))
    name = words.pos[after] in ("PROPN", "PRON") or words.entity[after] in ("PERSON", "ORG", "GPE", "NORP")
    role = words.pos[after] == "NOUN" and words.left[after] <= cue + 1
    return after if closes and (name or role) and words.quotation[after] < 0 else -1


def _possessor(words: Words, noun: int) -> int:
    own = words.child(noun, "poss")
    if own >= 0:
        return own
    by = words.child(noun, "agent")
    if by >= 0:
        return words.child(by, "pobj")
    nation = next((c for c in words.children[noun] if words.dep[c] == "amod" and words.entity[c] == "NORP"), -1)
    if nation >= 0:
        return nation
    for c in words.children[noun]:
        if words.dep[c] == "prep" and words.lower[c] in ("by", "from"):
            return words.child(c, "pobj")
    # "issued a statement that", "made the case": the subject of the verb the noun is the object of
    verb = words.head[noun]
    if words.dep[noun] in ("dobj", "attr", "pobj") and verb != noun:
        if words.dep[noun] == "pobj":
            verb = words.head[verb]
        if words.tag[verb].startswith("VB"):
            return _subject(words, verb)
    return -1


def source_tokens(words: Words, head: int) -> tuple[int, int]:
    """First and one past the last token of a source: the whole noun phrase of its head."""
    if head < 0:
        return -1, -1
    if words.dep[head] == "poss":
        first, last = words.left[head], words.right[head] + 1
        while last > first + 1 and words.tag[last - 1] == "POS":
            last -= 1
        return first, last
    first, last = next((a, b) for a, b in words.runs(words.subtree(head)) if a <= head < b)
    limit = words.paragraphs[words.paragraph[head]][1] if words.paragraphs else len(words)
    if "(" in words.text[first:last] and ")" not in words.text[first:last]:
        close = next((i for i in range(last, min(limit, last + 6)) if words.text[i] == ")"), -1)
        last = close + 1 if close >= 0 else last
    while last - 1 > head and words.pos[last - 1] in ("PUNCT", "CCONJ", "SPACE") and words.text[last - 1] != ")":
        last -= 1
    while first < head and words.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    return first, last


def content_tokens(words: Words, cue: int, span: tuple[int, int], source: tuple[int, int]) -> tuple[set[int], str]:
    """The tokens a cue attributes by the dependency rules, and the name of the rule; empty where none applies."""
    children = words.children[cue]
    gone = set(range(*span)) | (set(range(*source)) if source[0] >= 0 else set())
    if is_according(words, cue):
        return _governed(words, cue, gone), "according to"
    if words.tag[cue][:2] in ("VB", "JJ"):
        clauses = [c for c in children if words.dep[c] in CLAUSE and not _closed(words, c, cue)]
        if clauses:
            tokens: set[int] = set()
            for clause in clauses:
                tokens |= words.subtree(clause)
                for c in words.children[clause]:
                    # ", saying …" goes on with a statement of its own.
                    if c > clause and words.dep[c] == "advcl" and words.tag[c] == "VBG" and reporting(words, c):
                        tokens -= words.subtree(c)
                if clause > cue and words.child(clause, *SUBJECT) < 0:
                    # "demanding the president resign": the clause's subject, taken for the verb's object
                    tokens |= {
                        i for c in children if words.dep[c] == "dobj" and cue < c < clause for i in words.subtree(c)
                    }
            return (tokens | _reduced_clauses(words, cue)) - gone, "clause complement"
        if words.dep[cue] in CLAUSE and words.head[cue] != cue and _inserted(words, cue):
            return _governed(words, cue, gone), "parataxis"
    tokens = set()
    told = words.lemma[cue].lower() in ADDRESSING and words.child(cue, "xcomp") >= 0
    for c in children:
        if told and words.dep[c] == "dobj":
            continue
        if (words.dep[c] in WEAK or _for_to(words, c)) and not source[0] <= c < source[1]:
            tokens |= words.subtree(c)
        elif words.dep[c] in ("prep", "dative") and c > cue and words.lower[c] in CONTENT_PREPOSITIONS:
            if not (words.lower[c] == "to" and words.tag[cue].startswith("VB") and words.dep[c] == "dative"):
                tokens |= words.subtree(c)
    rule = "noun complement" if words.tag[cue].startswith("NN") else "object"
    return tokens - gone, rule


def _reduced_clauses(words: Words, cue: int) -> set[int]:
    return {i for c in words.children[cue] if is_reduced(words, c, cue) for i in words.subtree(c)}


def _for_to(words: Words, clause: int) -> bool:
    """Whether a clause is one of "for" and an infinitive, which tells what is to be: plan for ministers to meet."""
    marks = {words.lower[c] for c in words.children[clause] if words.dep[c] in ("mark", "aux")}
    return words.dep[clause] == "advcl" and {"for", "to"} <= marks


def _closed(words: Words, clause: int, cue: int) -> bool:
    """Whether a clause before a cue is a main clause of its own, ended by a semicolon."""
    return clause < cue and words.quotation[clause] < 0 and ";" in words.text[clause:cue]


def _inserted(words: Words, cue: int) -> bool:
    """Whether "he said" stands inside or after what it attributes, set off by a comma."""
    before = words.left[cue] - 1
    after = words.right[cue] + 1
    edge = [words.text[i] for i in (before, after) if 0 <= i < len(words)]
    return any(e in (",", "—", "–", "--", "-", "(", "”", '"', "?", "!") for e in edge)


def _governed(words: Words, cue: int, gone: set[int]) -> set[int]:
    head = words.head[cue]
    if head == cue:
        return set()
    while words.dep[head] in ("prep", "pobj", "pcomp", "nsubj", "dobj", "poss", "compound", "amod") and (
        words.head[head] != head
    ):
        head = words.head[head]
    return words.subtree(head) - words.subtree(cue) - gone


def commits(words: Words, cue: int) -> bool:
    """Whether a verb tells what somebody undertakes, so that when and where are part of it: pledged | aid | in May."""
    entry = reporting(words, cue)
    return entry is not None and entry.stance == "commissive" and words.tag[cue].startswith("VB")


def says_nothing(words: Words, cue: int, tokens: set[int]) -> bool:
    """Whether the content of a verb is a thing, or who hears it: maintain a lead, speak to voters."""
    lemma = words.lemma[cue].lower()
    if not tokens or not words.tag[cue].startswith("VB") or any(words.quotation[i] >= 0 for i in tokens):
        return False
    clausal = any(words.dep[c] in (*CLAUSE, "xcomp") and c in tokens for c in words.children[cue])
    if (lemma, "quoting") in lexicon():
        return True
    if (lemma, "addressing") in lexicon() and not clausal:
        return words.lower[min(tokens) - 1] == "to" or words.lower[min(tokens)] == "to"
    return (lemma, "clausal") in lexicon() and not clausal and words.dep[cue] not in CLAUSE


def with_modifiers(words: Words, tokens: set[int], cue: int) -> set[int]:
    """Content with the prepositional phrases that follow it and hang on it or on the cue: a win | for the workers."""
    while tokens:
        last = max(tokens)
        after = last + 1
        if after >= len(words) or words.dep[after] != "prep" or words.quotation[after] >= 0 or last < cue:
            return tokens
        pledged = words.head[after] == cue and commits(words, cue)
        if not (pledged or words.head[after] in tokens) or words.lower[after] == "according":
            return tokens
        tokens = tokens | {i for i in words.subtree(after) if i >= after}
    return tokens


def _left_over(words: Words, i: int) -> bool:
    """Whether a token is the "and" of a clause that is left out."""
    return words.tag[i] == "CC" and words.quotation[i] < 0


def trimmed(words: Words, tokens: set[int]) -> list[tuple[int, int]]:
    """Runs of content without "that" before them, punctuation and marks at their edges, and strays; a comma joins."""
    runs = []
    commas = {i + 1 for i in tokens if i + 2 in tokens and words.text[i + 1] == "," and words.quotation[i + 1] < 0}
    for first, last in words.runs(tokens | commas):
        while first < last and (words.pos[first] in ("PUNCT", "SPACE") or words.mark[first]):
            if words.text[first] in "([$#@-" and not words.mark[first]:
                break
            first += 1
        while last > first and (
            words.pos[last - 1] in ("PUNCT", "SPACE") or words.mark[last - 1] or _left_over(words, last - 1)
        ):
            if words.text[last - 1] in ")]%" and not words.mark[last - 1]:
                break
            last -= 1
        if first < last:
            runs.append((first, last))
    if runs and runs[0][1] - runs[0][0] == 1 and words.tag[runs[0][0]] in BARE:
        runs = runs[1:]
    if runs and words.lower[runs[0][0]] == "that" and words.dep[runs[0][0]] == "mark" and runs[0][1] - runs[0][0] > 1:
        runs[0] = (runs[0][0] + 1, runs[0][1])
    return runs
