import re

import pytest
from conftest import ROOT

import mediakit
from mediakit.dictionary import renewed

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_data_dictionary_is_that_of_the_schemas():
    assert renewed(README) == README, "renew it with make renew"


def test_every_link_leads_somewhere():
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_every_notebook_is_named():
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{path.name}" in README


@pytest.mark.parametrize("name", ["pyproject.toml", "CITATION.cff", "CHANGELOG.md"])
def test_the_version_is_the_same_everywhere(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert mediakit.__version__ in text or "mediakit.version.VERSION" in text
