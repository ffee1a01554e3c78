"""The notebooks as files: run by the project's own command, short cells, nothing in them that a run would change."""

import json
import shutil
import subprocess
import sys

import nbformat
import pytest
from conftest import ROOT

from mediakit.errors import MediakitError
from mediakit.notebooks import run_notebooks

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_a_notebook_is_short_and_executed_top_to_bottom(path):
    cells = [c for c in json.loads(path.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    assert len(cells) <= 15
    assert [c["execution_count"] for c in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        lines = "".join(cell["source"]).split("\n")
        assert len(lines) <= 8
        assert not [line for line in lines if line.lstrip().startswith(("def ", "for ", "while ", "import sys"))]
        assert not [o for o in cell["outputs"] if o.get("name") == "stderr" or o["output_type"] == "error"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_every_figure_that_is_exported_is_seen(path):
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        if "export_figure" in "".join(cell["source"]):
            assert any("image/png" in output.get("data", {}) for output in cell["outputs"])


def test_another_corpus_gets_the_same_notebooks_without_what_is_said_of_the_example(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("The leaders met in Tokyo. They signed a deal.", encoding="utf-8")
    written = run_notebooks(tmp_path / "out", corpus=tmp_path / "in")
    assert [path.name for path in written] == [path.name for path in NOTEBOOKS]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    assert not [name for name in ("re-told", "re-tellings", "Takaichi", "Yomiuri", "language-model") if name in text]
    for sentence in (
        "No two articles share a run of eight words.",
        "No two articles were found to differ in a fact.",
        "One outlet: there is nothing to compare its words with.",
        "No statement was found changed in another article.",
        "Nothing is coded yet, so nothing is validated.",
    ):
        assert sentence in text
    assert {path.stem for path in (tmp_path / "out" / "figures").glob("*.pdf")} >= {"coverage", "certainty", "variants"}


def test_a_failing_cell_is_named(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    (tmp_path / "in").mkdir()
    nbformat.write(notebook, tmp_path / "in" / "bad.ipynb")
    with pytest.raises(MediakitError, match=r"bad\.ipynb: a cell failed with ZeroDivisionError: division by zero"):
        run_notebooks(tmp_path / "out", folder=tmp_path / "in")


def test_a_folder_without_notebooks_is_said(tmp_path):
    with pytest.raises(MediakitError, match="no notebooks there"):
        run_notebooks(tmp_path / "out", folder=tmp_path)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_running_again_changes_no_byte(path, tmp_path):
    (tmp_path / "in").mkdir()
    shutil.copy(path, tmp_path / "in")
    shutil.copytree(ROOT / "seeds", tmp_path / "out" / "seeds")
    [written] = run_notebooks(tmp_path / "out", folder=tmp_path / "in")
    assert written.read_bytes() == path.read_bytes()
    for figure in (tmp_path / "out" / "figures").iterdir():
        assert figure.read_bytes() == (ROOT / "figures" / figure.name).read_bytes()


def test_a_changed_seed_fails_the_strict_comparison(tmp_path):
    for name in ("notebooks", "seeds"):
        shutil.copytree(ROOT / name, tmp_path / name)
    seed = tmp_path / "seeds" / "yomiuri.txt"
    seed.write_text(seed.read_text(encoding="utf-8").replace("Takaichi", "Nakamura"), encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-p", "no:cacheprovider", "-q"]
    done = subprocess.run(
        [*command, "--rootdir", str(tmp_path), str(tmp_path / "notebooks" / "01-corpus.ipynb")],
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert "failed" in done.stdout.splitlines()[-1] and "passed" in done.stdout.splitlines()[-1]


def test_progress_shows_in_a_live_notebook_and_nowhere_else(monkeypatch):
    from mediakit.parse import progress

    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert progress(3, "articles").disable
    monkeypatch.setenv("JPY_SESSION_NAME", "study.ipynb")
    with progress(3, "articles") as bar:
        assert not bar.disable
