"""Accuracy of claims, hedges and quantities on development data, beside simple baselines measured in the same run.

    python benchmarks/claims.py --gold DIR

DIR holds carb_dev.jsonl, conll2010_wiki_a.jsonl, quantulum_tests.jsonl and their scorers. The benchmark prints

- claims: CaRB's lenient match of (actor, predicate, object + adjuncts), for the package, for the package with the
  actor and object of passives in the order of the sentence, as CaRB has them, and for a naive subject-verb-object
  reading of the same parse;
- hedges: the class "uncertain" of CoNLL-2010's Wikipedia sentences, a sentence with any `hedge_kind` being uncertain;
- quantities: the items of quantulum's own tests, exact value and unit; those that news does not write are named;
- speed: claims, quantities and dates as a share of the parse.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mediakit.corpus import Article, Corpus
from mediakit.lexicons import entries
from mediakit.measure.claims import claim_rows, claims
from mediakit.measure.dates import date_rows
from mediakit.measure.quantities import quantities, quantity_rows
from mediakit.measure.quotes import quotation_rows, quote_rows
from mediakit.parse import ParsedArticle, ParsedCorpus, parse

ARGUMENTS = frozenset("dobj attr oprd prep agent npadvmod dative ccomp xcomp acomp advmod".split())
"""What the baseline takes as arguments."""

SAME_UNIT = {
    "dollar": "USD", "pound sterling": "GBP", "euro": "EUR", "percentage": "%", "pound-mass": "pound",
    "cubic centimetre": "millilitre", "dollar per hour": "USD per hour", "dollar per kilogram": "USD per kilogram",
    "count per week": "time per week", "degree fahrenheit": "degree Fahrenheit",
}  # fmt: skip
"""quantulum's names of units, and ours."""

MEASURES = {unit for _, unit in entries("units")} | {
    f"{unit} per {time}" for unit in ("USD", "kilometre", "time") for time in ("hour", "week", "kilogram")
}

NOT_NEWS = {
    "physics or computing": "q_7 q_11 q_13 q_19 q_20 q_22 q_26 q_30 q_50 q_53 q_54 q_59 q_60 q_61 "
    "q_63 q_68 q_74 q_75 q_76",
    "a number in a name, a label or a year, with no unit": "q_3 q_4 q_47",
    "a number about numbers, with nothing counted": "q_52 q_69 q_86 q_96",
    "a or an, with no number": "q_23 q_39",
    "other convention here: a change from one number to another is two quantities": "q_24 q_94",
    "brackets as a minus sign, numbers side by side": "q_58 q_80",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--gold", type=Path, required=True, help="folder of the development data and scorers")
    gold: Path = options.parse_args().gold
    claims_accuracy(gold)
    hedge_accuracy(gold)
    quantity_accuracy(gold)
    speed(gold)


def load(gold: Path, name: str) -> list[dict[str, Any]]:
    """The records of one development set."""
    return [json.loads(line) for line in (gold / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def as_corpus(records: Iterable[dict[str, Any]]) -> ParsedCorpus:
    """One article a record, parsed."""
    return parse(Corpus(tuple(Article(r["id"], r["text"], "gold") for r in records)))


def score(gold: Path, scorer: str, name: str, predicted: Iterable[dict[str, Any]], *arguments: str) -> str:
    """What a scorer prints of predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in predicted)
        file.flush()
        command = [sys.executable, str(gold / scorer), str(gold / f"{name}.jsonl"), file.name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def claims_accuracy(gold: Path) -> None:
    """CaRB: the tuples of the claims beside subject, verb and object as the parse has them."""
    corpus = as_corpus(load(gold, "carb_dev"))
    ours: dict[str, list[dict[str, Any]]] = defaultdict(list)
    as_told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for r in claims(corpus).astype(object).where(lambda t: t.notna(), None).to_dict("records"):
        slots, adjuncts = [r["actor"], r["object"]], (r["adjuncts"] or "").split(" | ")
        ours[r["article_id"]].append({"rel": r["predicate"], "args": [p for p in (*slots, *adjuncts) if p]})
        if (
            all(slots)
            and r["predicate"].endswith(" by")
            and r["object_start"] < r["predicate_start"] < r["actor_start"]
        ):
            slots.reverse()  # a passive: CaRB has its grammatical subject first, claims who acted
        as_told[r["article_id"]].append({"rel": r["predicate"], "args": [p for p in (*slots, *adjuncts) if p]})
    naive = {reading.article.article_id: list(subject_verb_object(reading.doc)) for reading in corpus}
    labelled = (
        ("mediakit claims", ours),
        ("passives as they are told", as_told),
        ("naive subject-verb-object", naive),
    )
    for label, found in labelled:
        predicted = ({"id": name, "extractions": found.get(name, [])} for name in naive)
        print(f"claims      {label:26} {score(gold, 'score_oie.py', 'carb_dev', predicted)}")


def subject_verb_object(doc: Any) -> Iterable[dict[str, Any]]:
    """The baseline: each verb with a subject of its own, its auxiliaries, and all that depends on it besides clauses.

    What is said, and infinitives, are among its objects: without them the baseline would be a straw man.
    """
    for verb in doc:
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if verb.pos_ not in ("VERB", "AUX") or subject is None:
            continue
        group = [verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg", "prt"))]
        others = [c for c in verb.children if c.dep_ in ARGUMENTS]
        relation = " ".join(t.text for t in sorted(group, key=lambda t: t.i))
        phrases = (" ".join(t.text for t in c.subtree) for c in (subject, *others))
        yield {"rel": relation, "args": list(phrases)}


def hedge_accuracy(gold: Path) -> None:
    """CoNLL-2010: a sentence with any hedge is uncertain."""
    records = load(gold, "conll2010_wiki_a")
    table = claims(as_corpus(records))
    hedged = set(table.loc[table["hedge_kind"].notna(), "article_id"])
    predicted = ({"id": r["id"], "label": "uncertain" if r["id"] in hedged else "certain"} for r in records)
    scored = score(gold, "score_labels.py", "conll2010_wiki_a", predicted, "label", "uncertain")
    print(f"hedges      {'any hedge_kind':26} {scored}")


def quantity_accuracy(gold: Path) -> None:
    """quantulum's tests: how many items news could write are right, and which others there are."""
    records = load(gold, "quantulum_tests")
    table = quantities(as_corpus(records))
    excused = {name: why for why, names in NOT_NEWS.items() for name in names.split()}
    right, wrong = 0, []
    for record in records:
        if record["id"] in excused:
            continue
        expected = sorted(
            _comparable(q["value"], q["unit"])
            for q in record["quantities"]
            if not (q["unit"] == "dimensionless" and re.fullmatch(r"(?:1[5-9]\d\d|20\d\d)s?", q["surface"]))
        )
        rows = table[table["article_id"] == record["id"]].to_dict("records")
        found = sorted(
            _comparable((r["value"] + r["high"]) / 2 if r["high"] == r["high"] else r["value"], r["unit"]) for r in rows
        )
        if expected == found:
            right += 1
        else:
            wrong.append(f"{record['id']}: expected {expected}, found {found}")
    print(f"quantities  {'items news could write':26} right {right} of {right + len(wrong)}")
    for line in wrong:
        print(f"            {line}")
    for why, names in NOT_NEWS.items():
        print(f"            left out, {why}: {names}")


def _comparable(value: float, unit: Any) -> tuple[float, str]:
    """A quantity as both sides write it: quantulum has no unit for what is counted, and years are dates here."""
    if unit == "dozen":
        value, unit = 12 * value, "dimensionless"
    name = SAME_UNIT.get(str(unit), str(unit))
    return round(float(value), 6), name if name in MEASURES else "dimensionless"


def speed(gold: Path) -> None:
    """Claims, quantities and dates as a share of the parse, on the texts of one development set."""
    texts = ["\n\n".join(a["paragraphs"]) for a in load(gold, "event_spotify")]
    articles = Corpus(tuple(Article(str(i), text, "gold") for i, text in enumerate(texts)))
    parsing, measuring = [], []
    for _ in range(3):  # the least of three, since other work on the machine only adds
        started = time.process_time()
        corpus = parse(articles, cache=False)
        parsing.append(time.process_time() - started)
        for reading in corpus:
            quote_rows(reading)
            quotation_rows(reading)
        claim_rows(ParsedArticle(articles.items[0], corpus.readings[0].doc))  # reads data files, compiles patterns
        started = time.process_time()
        for reading in corpus:
            quantity_rows(reading)
            date_rows(reading)
            claim_rows(reading)
        measuring.append(time.process_time() - started)
    share = min(measuring) / min(parsing)
    print(f"speed       claims, quantities, dates: {share:.1%} of the parse ({min(parsing):.1f} s)")


if __name__ == "__main__":
    main()
