"""The house as it is drawn: imports go downwards only, files stay small, heavy packages are imported when used."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mediakit

PACKAGE = Path(mediakit.__file__).parent
LADDER = [
    ["version"],
    ["errors", "markup"],
    ["schema"],
    ["tables"],
    ["corpus"],
    ["lexicons", "read"],
    ["parse"],
    ["measure"],
    ["compare"],
    ["plot"],
    ["side_by_side"],
    ["display"],
    ["export"],
    ["analyze"],
    ["notebooks", "dictionary", "methods"],
    ["cli"],
]
LEVEL = {name: level for level, names in enumerate(LADDER) for name in names}
FILES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"spacy", "matplotlib", "seaborn", "textstat", "nltk", "nbclient", "nbformat", "py3langid", "vaderSentiment"}


def imported(path):
    """Modules that a file imports, with whether the import runs when the file is loaded."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    checked = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        at_load = id(node) not in checked and id(node) not in inside
        if isinstance(node, ast.Import):
            yield from ((alias.name, at_load) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "mediakit":
                yield from ((f"mediakit.{alias.name}", at_load) for alias in node.names)
            yield node.module, at_load


def place(module):
    return LEVEL[module.split(".")[1]]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_downwards(path):
    if path == PACKAGE / "__init__.py":
        return
    mine = path.relative_to(PACKAGE).with_suffix("").parts[0]
    for module, _ in imported(path):
        if module.startswith("mediakit.") and module.split(".")[1] != mine:
            assert place(module) < LEVEL[mine], f"{mine} imports {module}, which is not below it"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_heavy_packages_are_imported_when_they_are_used(path):
    assert not [module for module, at_load in imported(path) if at_load and module.split(".")[0] in HEAVY]


def test_comparisons_know_no_spacy():
    for path in (PACKAGE / "compare").glob("*.py"):
        assert not [module for module, _ in imported(path) if module.split(".")[0] == "spacy"], path.name


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_file_outgrows_its_subject(path):
    assert path.read_text(encoding="utf-8").count("\n") <= 320


def test_importing_mediakit_imports_nothing_heavy():
    code = f"import sys, mediakit; print(sorted({HEAVY!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_public_names_are_functions_and_a_few_classes_with_a_docstring():
    for name in mediakit.__all__:
        value = getattr(mediakit, name)
        assert callable(value), name
        assert value.__doc__ and value.__doc__.strip().split("\n")[0].endswith((".", ":")), name
