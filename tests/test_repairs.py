"""Repairs of parse errors, on trees written down by hand as the parser has been seen to give them."""

from mediakit.measure.repairs import repair
from mediakit.measure.tree import Tree, Word
from mediakit.measure.tree_edits import hang, take_place


def tree(*tokens):
    """A sentence of tokens (text, tag, word class, relation, place of the head), and entity types after a slash."""
    words, at = Tree(" ".join(t[0].split("/")[0] for t in tokens)), 0
    for i, (text, tag, pos, dep, _) in enumerate(tokens):
        text, _, entity = text.partition("/")
        lemma = {"said": "say", "be": "be", "was": "be", "were": "be"}.get(text.lower(), text.lower())
        words.append(Word(words, i, at, text, (text.lower(), lemma, tag, pos, dep, entity), (i, i)))
        at += len(text) + 1
    for word, (*_, head) in zip(words, tokens, strict=True):
        word.head = words[head]
        word.children = [words[i] for i, t in enumerate(tokens) if t[4] == word.i and i != word.i]
    for word in words:
        for above in word.ancestors:
            above.set_edges(min(above.left_edge.i, word.i), max(above.right_edge.i, word.i))
    return words


def edges(words):
    return {w.text: (w.dep_, w.head.text) for w in words}


def test_a_past_tense_within_a_noun_is_its_verb():
    words = tree(
        ("there", "RB", "ADV", "advmod", 3),
        ("Lee", "NNP", "PROPN", "compound", 3),
        ("promised", "VBD", "VERB", "amod", 3),
        ("aid", "NN", "NOUN", "ROOT", 3),
    )
    assert repair(words)
    found = edges(words)
    assert found["promised"] == ("ROOT", "promised")
    assert (found["Lee"], found["aid"]) == (("nsubj", "promised"), ("dobj", "promised"))
    assert words[2].left_edge.text == "there" and words[2].right_edge.text == "aid"


def test_who_said_it_is_no_apposition():
    words = tree(
        ("They", "PRP", "PRON", "nsubj", 1),
        ("board", "VBP", "VERB", "ccomp", 6),
        ("Ann", "NNP", "PROPN", "dobj", 1),
        (",", ",", "PUNCT", "punct", 2),
        ("an", "DT", "DET", "det", 5),
        ("official", "NN", "NOUN", "appos", 2),
        ("said", "VBD", "VERB", "ROOT", 6),
    )
    assert repair(words)
    assert edges(words)["official"] == ("nsubj", "said")


def test_the_next_sentence_gets_its_subject_back():
    words = tree(
        ("Ties", "NNS", "NOUN", "nsubj", 1),
        ("bind", "VBP", "VERB", "ROOT", 1),
        ("the", "DT", "DET", "det", 4),
        ("U.S.", "NNP", "PROPN", "compound", 4),
        ("Lee/PERSON", "NNP", "PROPN", "dobj", 1),
        ("praised", "VBD", "VERB", "conj", 1),
        ("her", "PRP", "PRON", "dobj", 5),
    )
    assert repair(words)
    found = edges(words)
    assert found["U.S."] == ("dobj", "bind") and found["the"] == ("det", "U.S.")
    assert found["Lee"] == ("nsubj", "praised") and found["praised"] == ("ROOT", "praised")


def test_a_participle_before_its_subject_has_it():
    words = tree(
        ("Also", "RB", "ADV", "advmod", 1),
        ("discussed", "VBN", "VERB", "advcl", 5),
        ("were", "VBD", "AUX", "auxpass", 1),
        ("loans", "NNS", "NOUN", "attr", 2),
        ("Oslo", "NNP", "PROPN", "nsubj", 5),
        ("grants", "VBZ", "VERB", "ROOT", 5),
    )
    assert repair(words)
    found = edges(words)
    assert found["loans"] == ("nsubjpass", "discussed")
    assert found["discussed"] == ("ROOT", "discussed") and found["grants"] == ("relcl", "loans")


def test_a_verb_joins_one_of_its_own_time():
    words = tree(
        ("He", "PRP", "PRON", "nsubj", 1),
        ("praised", "VBD", "VERB", "ROOT", 1),
        ("the", "DT", "DET", "det", 3),
        ("part", "NN", "NOUN", "dobj", 1),
        ("Oslo", "NNP", "PROPN", "nsubj", 5),
        ("plays", "VBZ", "VERB", "relcl", 3),
        ("and", "CC", "CCONJ", "cc", 5),
        ("called", "VBD", "VERB", "conj", 5),
        ("it", "PRP", "PRON", "dobj", 7),
    )
    assert repair(words)
    assert edges(words)["called"] == ("conj", "praised")


def test_a_sound_tree_is_left_alone():
    words = tree(
        ("He", "PRP", "PRON", "nsubj", 1),
        ("praised", "VBD", "VERB", "ROOT", 1),
        ("the", "DT", "DET", "det", 4),
        ("promised", "VBN", "VERB", "amod", 4),
        ("aid", "NN", "NOUN", "dobj", 1),
    )
    before = edges(words)
    assert not repair(words)
    assert edges(words) == before


def test_a_participle_between_names_and_a_noun_is_the_verb():
    words = tree(
        ("Lee", "NNP", "PROPN", "nmod", 4),
        ("and", "CC", "CCONJ", "cc", 0),
        ("Berg", "NNP", "PROPN", "conj", 0),
        ("signed", "VBN", "VERB", "amod", 4),
        ("papers", "NNS", "NOUN", "ROOT", 4),
        ("and", "CC", "CCONJ", "cc", 4),
        ("left", "VBD", "VERB", "conj", 4),
    )
    assert repair(words)
    found = edges(words)
    assert (found["Lee"], found["papers"]) == (("nsubj", "signed"), ("dobj", "signed"))
    assert (found["signed"], found["left"]) == (("ROOT", "signed"), ("conj", "signed"))


def test_a_participle_that_describes_a_noun_stays():
    words = tree(
        ("Steel", "NN", "NOUN", "nmod", 2),
        ("coated", "VBN", "VERB", "amod", 2),
        ("plates", "NNS", "NOUN", "nsubj", 3),
        ("rust", "VBP", "VERB", "ROOT", 3),
    )
    assert not repair(words)


def test_a_modal_finds_the_verb_read_as_a_noun():
    words = tree(
        ("She", "PRP", "PRON", "nsubj", 2),
        ("will", "MD", "AUX", "aux", 2),
        ("next", "JJ", "ADJ", "ROOT", 2),
        ("tour", "NN", "NOUN", "dobj", 2),
        ("Oslo", "NNP", "PROPN", "dobj", 3),
    )
    assert repair(words)
    found = edges(words)
    assert found["tour"] == ("ROOT", "tour")
    assert (found["She"], found["will"], found["Oslo"]) == (("nsubj", "tour"), ("aux", "tour"), ("dobj", "tour"))

    words = tree(
        ("They", "PRP", "PRON", "nsubj", 5),
        ("will", "MD", "AUX", "aux", 5),
        ("no", "RB", "ADV", "neg", 3),
        ("longer", "RB", "ADV", "advmod", 5),
        ("police", "NN", "NOUN", "compound", 5),
        ("trade", "NN", "NOUN", "ROOT", 5),
    )
    assert repair(words)
    found = edges(words)
    assert (found["police"], found["trade"]) == (("ROOT", "police"), ("dobj", "police"))


def test_a_clause_put_in_before_a_participle_keeps_its_object():
    # "Leaks were noted and, when they crossed the line, renamed as slips": the line is within the participle's clause.
    words = tree(
        ("Leaks", "NNS", "NOUN", "nsubjpass", 2),
        ("were", "VBD", "AUX", "auxpass", 2),
        ("noted", "VBN", "VERB", "ROOT", 2),
        ("and", "CC", "CCONJ", "cc", 2),
        ("when", "WRB", "SCONJ", "advmod", 6),
        ("they", "PRP", "PRON", "nsubj", 6),
        ("crossed", "VBD", "VERB", "advcl", 10),
        ("the", "DT", "DET", "det", 8),
        ("line", "NN", "NOUN", "dobj", 6),
        (",", ",", "PUNCT", "punct", 10),
        ("renamed", "VBN", "VERB", "conj", 2),
        ("as", "IN", "ADP", "prep", 10),
        ("slips", "NNS", "NOUN", "pobj", 11),
    )
    repair(words)
    assert edges(words)["renamed"] == ("conj", "noted")


def test_a_tree_never_becomes_a_circle():
    words = tree(
        ("Lee", "NNP", "PROPN", "nsubj", 1),
        ("saw", "VBD", "VERB", "ROOT", 1),
        ("her", "PRP", "PRON", "dobj", 1),
    )
    before = edges(words)
    hang(words[1], words[2], "acl")
    take_place(words[1], words[0])
    assert edges(words) == before
    take_place(words[2], words[1])
    hang(words[1], words[2], "acl")
    assert edges(words) == {"Lee": ("nsubj", "saw"), "her": ("ROOT", "her"), "saw": ("acl", "her")}
