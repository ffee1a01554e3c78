import json
import os
import subprocess
import sys

import pandas as pd
import pytest
from conftest import ROOT, SEEDS, corpus_of

import mediakit as mk
from mediakit.analyze import BATCH, MEASURES
from mediakit.errors import MediakitError
from mediakit.tables import SCHEMAS


def read(folder, name):
    return pd.read_parquet(folder / "tables" / f"{name}.parquet")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    mk.analyze(SEEDS, folder)
    return folder


@pytest.mark.parametrize("name", [*MEASURES, "articles", "furniture"])
def test_the_tables_on_disk_are_those_of_the_package(out, seeds, name):
    table = read(out, name)
    mine = getattr(seeds.corpus, name) if name in ("articles", "furniture") else getattr(mk, name)(seeds)
    assert len(table) > 0
    SCHEMAS[name].check(table)
    pd.testing.assert_frame_equal(table, mine)


def test_a_second_run_gives_the_same_bytes(out, tmp_path):
    mk.analyze(SEEDS, tmp_path, cache=False)
    files = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert all((out / file).read_bytes() == (tmp_path / file).read_bytes() for file in files)


def test_the_manifest_says_what_went_in_and_came_out(out, seeds):
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["article_id"] for entry in manifest["inputs"]] == sorted(seeds.articles["article_id"])
    assert manifest["tables"]["sentences"]["rows"] == len(mk.sentences(seeds))
    assert manifest["parameters"]["model"] == seeds.model


def test_names_are_made_the_same_across_batches(tmp_path):
    texts = ["President Donald Trump spoke."] + ["Nobody was there."] * BATCH + ["Yesterday Trump spoke in Tokyo."]
    corpus = mk.Corpus(tuple(mk.Article(article_id=f"{i:03}", text=text, outlet="A") for i, text in enumerate(texts)))
    mk.analyze(corpus, tmp_path, format="csv")
    entities = pd.read_csv(tmp_path / "tables" / "entities.csv", dtype={"article_id": str})
    assert set(entities[entities["label"] == "PERSON"]["entity"]) == {"Donald Trump"}
    pd.testing.assert_frame_equal(entities, mk.entities(corpus), check_dtype=False)


def test_an_empty_corpus_has_every_table(tmp_path):
    mk.analyze(mk.Corpus(()), tmp_path)
    for name in MEASURES:
        SCHEMAS[name].check(read(tmp_path, name))


def test_tables_of_an_earlier_run_do_not_stay(tmp_path):
    mk.analyze(corpus_of("A text."), tmp_path, format="csv")
    mk.analyze(corpus_of("A text."), tmp_path)
    assert not list((tmp_path / "tables").glob("*.csv"))


def test_an_unknown_format_is_refused(tmp_path):
    with pytest.raises(MediakitError, match="analyze: format 'xlsx' is not one of parquet, csv"):
        mk.analyze(corpus_of("A text."), tmp_path, format="xlsx")


def test_facts_are_those_of_the_package_and_can_be_left_out(out, seeds, tmp_path):
    facts = mk.align(mk.claims(seeds), seeds.articles)
    table = read(out, "facts")
    assert table[["article_id", "predicate_start", "fact_id"]].equals(
        facts[["article_id", "predicate_start", "fact_id"]]
    )
    assert len(read(out, "discrepancies")) == len(mk.discrepancies(facts, seeds.articles))
    mk.analyze(corpus_of("A text."), tmp_path, facts=False)
    assert not (tmp_path / "tables" / "facts.parquet").exists()


OTHER_PROCESSOR = {
    "OPENBLAS_CORETYPE": "Nehalem",
    "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3 AVX512F AVX512CD AVX512_SKX X86_V3 X86_V4",
}


def test_neither_threads_nor_an_older_processor_change_a_byte(tmp_path):
    def tables(name, **environment):
        command = [sys.executable, "-W", "ignore", "-m", "mediakit.cli", "analyze", str(ROOT / "seeds")]
        where = os.environ | {"OMP_NUM_THREADS": "1"} | environment
        subprocess.run([*command, "-o", str(tmp_path / name), "--format", "csv"], check=True, env=where)
        return {path.name: path.read_bytes() for path in (tmp_path / name / "tables").iterdir()}

    one = tables("one")
    assert len(one) > 15
    assert tables("two", OMP_NUM_THREADS="2") == one
    assert tables("older", **OTHER_PROCESSOR) == one
