"""Where a content ends: what behind it belongs to it, and what is somebody else's or tells when and where."""

from __future__ import annotations

from mediakit.measure.attribution.cues import BEFORE, INTERVIEWS, reporting
from mediakit.measure.attribution.words import Words

TITLE = 6
"""Words of the longest title of a work."""


def after_speech_cut(words: Words, tokens: set[int], cue: int) -> set[int]:
    """Content without what comes after a quotation that opens it behind the cue: said, “X,” before Y called Z “W.”"""
    if not tokens or min(tokens) < cue:
        return tokens
    order = sorted(tokens)
    opens = next((i for i in order if words.pos[i] not in ("PUNCT", "SPACE")), -1)
    if opens < 0:
        return tokens
    q = words.quotation[opens]
    if q < 0 or q == words.quotation[cue]:
        return tokens
    a, b = words.quotations[q]
    if b - a < 4 or words.text[b - 1] not in (",", ".", "?", "!"):
        return tokens
    cut = next((i for i in order if i >= b and words.quotation[i] < 0 and words.pos[i] in ("VERB", "AUX")), None)
    return tokens if cut is None else {i for i in tokens if i < b}


def before_next_clause(words: Words, tokens: set[int], cue: int) -> set[int]:
    """Content without the clause that a verb coordinated with the cue opens: vowed to X and asked Y."""
    for c in words.children[cue]:
        if is_reduced(words, c, cue):
            continue
        if words.dep[c] == "conj" and words.pos[c] in ("VERB", "AUX") and words.quotation[c] < 0 and c in tokens:
            opens = min(words.left[c], c)
            opens -= opens > 0 and words.dep[opens - 1] == "cc"
            rest = {i for i in tokens if i < opens}
            quoted = any(words.quotation[i] >= 0 for i in tokens - rest)
            if cue < min(tokens) and rest and (not quoted or any(words.quotation[i] >= 0 for i in rest)):
                tokens = rest
    return before_further_report(words, before_same_tense(words, tokens, cue), cue)


def is_reduced(words: Words, verb: int, cue: int) -> bool:
    """Whether a verb is a participle that the parser takes for a past tense: announced X, meant to bring Y."""
    past = verb > cue + 1 and words.dep[verb] == "conj" and words.tag[verb] == "VBD"
    return past and words.text[verb - 1] == "," and words.tag[verb + 1 : verb + 2] in (["TO"], ["IN"])


def before_further_report(words: Words, tokens: set[int], cue: int) -> set[int]:
    """Content behind a cue without the clause that reports on: noting that Y, and promising Y, while Z said Y."""
    if not tokens or cue > min(tokens):
        return tokens
    own = words.quotation[cue]
    for i in sorted(tokens):
        if words.quotation[i] != own or not words.tag[i].startswith("VB"):
            continue
        opens = _reports_on(words, i, cue)
        rest = {j for j in tokens if j < opens}
        if opens >= 0 and any(words.pos[j] not in ("PUNCT", "SPACE") for j in rest):
            return rest
    return tokens


def _reports_on(words: Words, verb: int, cue: int) -> int:
    """Where the clause of a verb opens that reports beside the cue, not inside what the cue reports; or -1."""
    entry, tag = reporting(words, verb), words.tag[verb]
    if entry is None or entry.strength != "core" or tag not in ("VBG", "VBD", "VBZ"):
        return -1
    opens = verb - 1
    while opens > cue and words.pos[opens] in ("ADV", "AUX", "PART"):
        opens -= 1
    aside = tag == "VBG" and words.text[opens] == "," and words.dep[verb] in ("advcl", "conj")
    beside = tag == words.tag[cue] and words.tag[opens] == "CC" and words.dep[verb] in ("conj", "advcl", "ccomp")
    if aside or beside:
        return opens
    first = words.left[verb]
    contrast = words.dep[verb] == "advcl" and words.lower[first] in ("while", "although", "though")
    return first - 1 if contrast and tag != "VBG" and first > cue and words.text[first - 1] == "," else -1


def before_same_tense(words: Words, tokens: set[int], cue: int) -> set[int]:
    """Content without a coordinated verb that has the tense of the cue, and another one than its own clause or a comma.

    In "said that it would rebound and praised efforts" it is the speaker who praised, and so in "said that it rose,
    and praised".
    """
    tense = words.tag[cue]
    if tense not in ("VBD", "VBZ") or not tokens or cue > min(tokens):
        return tokens
    for i in sorted(tokens):
        if words.dep[i] != "conj" or words.quotation[i] >= 0 or finite_tag(words, i) != tense:
            continue
        head = words.head[i]
        opens = min([i, *(c for c in words.children[i] if words.dep[c] in BEFORE)])
        apart = finite_tag(words, head) not in (tense, "") or words.text[opens - 2] == ","
        if head in tokens and words.tag[opens - 1] == "CC" and apart:
            rest = {j for j in tokens if j < opens - 1}
            return rest or tokens
    return tokens


def finite_tag(words: Words, verb: int) -> str:
    """The tag of a verb's finite form: its own, or that of its first auxiliary; empty where it has none."""
    forms = [words.tag[c] for c in words.children[verb] if words.dep[c] in ("aux", "auxpass") and words.tag[c] != "TO"]
    form = forms[0] if forms else words.tag[verb]
    return form if form in ("VBD", "VBZ", "VBP", "MD") else ""


def with_coordinated(words: Words, content: set[int], cue: int) -> set[int]:
    """Content that stops inside a list or before a further "that", with the rest: four votes for X | , 31 for Y."""
    while content and min(content) > cue:
        last = max(content)
        first = last + 1
        while first < min(len(words), last + 4) and (
            words.text[first] == "," or words.tag[first] == "CC" or words.mark[first]
        ):
            first += 1
        if first == last + 1 or first >= len(words) or words.quotation[first] != words.quotation[cue]:
            return content
        top = first
        while words.head[top] > last and words.head[top] != top:
            top = words.head[top]
        if words.dep[top] != "conj" or words.head[top] not in content or not _alike(words, first, top):
            return content
        content = content | set(range(first, words.right[top] + 1))
    return content


def _alike(words: Words, first: int, top: int) -> bool:
    """Whether what begins at `first` is of a kind with what it is joined to: infinitives, things, "that" clauses."""
    tag, before = words.tag[top], words.tag[words.head[top]]
    things = tag[:2] == before[:2] == "NN" and words.child(top, "nsubj", "relcl") < 0
    return things or tag == before in ("VB", "VBG") or (words.lower[first] == "that" and words.dep[first] == "mark")


def without_occasion(words: Words, content: set[int], cue: int) -> set[int]:
    """Content that is a thing without the phrase at its end that tells when or where: praised X | in May."""
    if not content or min(content) < cue:
        return content
    for i in sorted(content)[1:]:
        if words.dep[i] == "prep" and words.lower[i] in ("in", "on", "at", "during") and words.quotation[i] < 0:
            inner = words.child(i, "pobj")
            told = inner >= 0 and (words.lemma[inner].lower() in INTERVIEWS or words.entity[inner] in ("DATE", "TIME"))
            if told and words.right[i] >= max(content):
                return {j for j in content if j < i}
    return content


def without_aside(words: Words, content: set[int], cue: int) -> set[int]:
    """Content that is a thing without what a comma or a dash adds to it: the accord | , which was signed in May."""
    if not content or min(content) < cue or any(words.quotation[i] >= 0 for i in content):
        return content
    for i in sorted(content)[2:]:
        if words.text[i] in (",", "—") and i + 1 in content:
            adds = words.tag[i + 1] in ("WDT", "WP", "WP$", "WRB", "VBG") or words.lower[i + 1] in ADDING
            if adds or _names_again(words, i + 1, content):
                return {j for j in content if j < i}
    return content


def _names_again(words: Words, first: int, content: set[int]) -> bool:
    """Whether an apposition with an article begins here: Abe, the victim of."""
    opens = [i for i in [first, *words.ancestors(first)] if words.left[i] == first and i in content]
    return words.tag[first] == "DT" and any(words.dep[i] == "appos" for i in opens)


ADDING = frozenset("including as while after although".split())
"""Words after a comma that add something to a thing."""


def without_titles(words: Words, content: set[int], cue: int) -> set[int]:
    """Content of several quotations without the title of a work among them: “X,” he said on “Meet the Press.” “Y.”"""
    inside = {words.quotation[i] for i in content} - {words.quotation[cue], -1}
    titles = {q for q in inside if is_title(words, *words.quotations[q])} if len(inside) > 1 else set()
    rest = {i for i in content if words.quotation[i] not in titles}
    return rest if titles != inside else content


def is_title(words: Words, a: int, b: int) -> bool:
    """Whether a quotation is the title of a work: short, in capitals, an object (on “Meet the Press”)."""
    before = a - 2 if a > 1 and words.mark[a - 1] else a - 1
    while before > 0 and words.pos[before] == "SPACE":
        before -= 1
    inside = [i for i in range(a, b) if words.pos[i] != "PUNCT"]
    return (
        0 < len(inside) <= TITLE
        and words.tag[before] in ("IN", "POS", "NN", "NNP", "PRP$")
        and words.text[inside[0]][0].isupper()
        and words.text[inside[-1]][0].isupper()
    )
