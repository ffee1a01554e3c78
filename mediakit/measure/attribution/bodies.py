"""Nouns that can speak, and nouns that cannot."""

from __future__ import annotations

from mediakit.measure.attribution.words import Words

ABSTRACT = ("tion", "sion", "ment", "ship", "ness", "ity", "ance", "ence", "ism", "ure")
"""Endings of nouns that name what somebody does or how something is."""
OTHER_BODIES = frozenset(
    """government parliament delegation opposition coalition corporation federation population generation prosecution
    management establishment regiment institution community authority minority majority city university leadership
    membership audience alliance conference intelligence security congregation constitution section division legislature
    judiciary resident""".split()
)
MUTE = frozenset(
    """visit meeting trip summit talk tour step move deal plan law bill policy evidence file fact result figure thing
    decision goal aim change event rule case number size sign signal war attack crisis issue idea problem way budget
    tariff tax trade price cost data term time year week day month past history vote ballot finding feeling ruling
    warning mission task role job work world life death strategy act treaty accord agreement""".split()
)
"""Nouns of acts, events and things that show and mean something, and say nothing."""
DOCUMENTS = frozenset(
    """statement filing letter lawsuit suit complaint brief motion email tweet post release memo report press study
    testimony document paper note message announcement communique readout speech article survey poll ad website blog
    response""".split()
)
LETTERS = frozenset("filing letter lawsuit suit complaint brief motion statement memo tweet post email release".split())
"""Documents that, once named, are somebody's words: "the filing" is that of who spoke before."""
SPOKEN_FOR = frozenset("spokesman spokeswoman spokesperson spokespeople spokesmen representative".split())
COUNSEL = frozenset("lawyer attorney counsel".split())
"""Who speaks for an organisation; a person's lawyers are somebody else."""
TOGETHER = frozenset("leader side president minister counterpart man woman country official candidate party".split())
ORGANISATIONS = frozenset(
    """company firm group organization organisation service platform startup maker giant retailer network newspaper
    paper site outlet union agency association nonprofit charity bank corporation automaker airline developer""".split()
)
BODIES = frozenset(
    """department ministry court administration campaign committee commission bureau council party university police
    board foundation institute office center centre fund house senate""".split()
)


def speaks(words: Words, head: int) -> bool:
    """Whether a noun can be somebody or a body, and not an act, an event or a state of affairs."""
    lemma = words.lemma[head].lower()
    if words.tag[head][:2] in ("VB", "RB", "IN") or lemma in ("each", "%", "that", "this"):
        return False
    if lemma in BODIES | ORGANISATIONS | DOCUMENTS | OTHER_BODIES or words.pos[head] == "PROPN":
        return True
    return lemma not in MUTE and not lemma.endswith(ABSTRACT)
