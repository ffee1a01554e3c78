"""How long framing takes beside the parse, and beside spaCy's own PhraseMatcher and Matcher, in one run.

    python benchmarks/framing.py [PATH] [--terms 500] [--repeat 20]

PATH is anything `mk.read` takes; seeds/ by default. The goal: 500 terms in at most 1 % of the time of the parse.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import mediakit as mk
from mediakit.lexicons import Lexicon, load
from mediakit.measure.framing import framing_rows
from mediakit.measure.matching import TermMatcher
from mediakit.measure.quotes import quotation_rows, quote_rows
from mediakit.measure.rows import sentence_spans
from mediakit.parse import load_model

SEEDS = Path(__file__).parents[1] / "seeds"


def best(repeat: int, function: Callable[[], object]) -> float:
    """The shortest of several runs, in seconds of processor time."""
    times = []
    for _ in range(repeat):
        begin = time.process_time()
        function()
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("path", nargs="?", default=str(SEEDS))
    arguments.add_argument("--terms", type=int, default=500)
    arguments.add_argument("--repeat", type=int, default=20)
    options = arguments.parse_args()

    from spacy.matcher import Matcher, PhraseMatcher
    from spacy.tokens import Doc

    corpus, nlp = mk.read(options.path), load_model()
    mk.parse(corpus, cache=False)  # warm
    parse = best(2, lambda: mk.parse(corpus, cache=False))
    parsed = mk.parse(corpus, cache=False)
    docs = [reading.doc for reading in parsed]
    n_tokens = sum(map(len, docs))

    general = load("general")
    plain = [term for term in general.terms if term.words and not term.pattern][: options.terms]
    lexicon = Lexicon("benchmark", "benchmark", "", "", tuple(plain))
    phrases = PhraseMatcher(nlp.vocab, attr="LEMMA")
    patterns = Matcher(nlp.vocab)
    for term in plain:
        words = [word for word, _ in term.words]
        phrases.add(term.text, [Doc(nlp.vocab, words=words, lemmas=words)])
        patterns.add(term.text, [[{"LEMMA": word} for word in words]])
    fresh = best(options.repeat, lambda: [list(TermMatcher(lexicon).longest(doc)) for doc in docs[:1]])
    matcher = TermMatcher(lexicon)

    def framing() -> None:
        for reading in parsed:
            reading.memo.pop((framing_rows.__module__, framing_rows.__qualname__, (("lexicon", lexicon),)), None)
            framing_rows(reading, lexicon=lexicon)

    for reading in parsed:  # what framing uses of other measures is theirs to time
        sentence_spans(reading), quote_rows(reading), quotation_rows(reading)
    framing()
    rows = {
        "parse": parse,
        f"mediakit, {len(plain)} terms: matching": best(options.repeat, lambda: [matcher.longest(doc) for doc in docs]),
        f"mediakit, {len(plain)} terms: rows of framing, voice and part": best(options.repeat, framing),
        "mediakit: building the matcher, and one article": fresh,
        "spaCy PhraseMatcher, lemmas only": best(options.repeat, lambda: [phrases(doc) for doc in docs]),
        "spaCy Matcher, lemmas only": best(options.repeat, lambda: [patterns(doc) for doc in docs]),
    }
    print(f"{len(docs)} articles, {n_tokens:,} tokens, {len(plain)} terms; best of {options.repeat}")
    for name, seconds in rows.items():
        print(f"{name:<62}{seconds * 1000:>10.2f} ms{100 * seconds / parse:>9.2f} % of the parse")


if __name__ == "__main__":
    main()
