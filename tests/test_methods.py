import json

import pytest
from conftest import SEEDS

import mediakit as mk
from mediakit.errors import MediakitError


def test_every_figure_of_the_paragraph_stands_in_the_manifest(tmp_path):
    mk.analyze(SEEDS, tmp_path)
    text = mk.methods_paragraph(tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    for name in ("sentences", "quotes", "claims"):
        assert f"{manifest['tables'][name]['rows']:,} {name}" in text
    assert f"mediakit {manifest['versions']['mediakit']}" in text and "were not validated" in text
    assert "not validated" not in mk.methods_paragraph(tmp_path, validation="Two readers coded 50 sentences.")


def test_a_folder_without_a_manifest_is_said(tmp_path):
    with pytest.raises(MediakitError, match="no manifest there; `analyze` writes one"):
        mk.methods_paragraph(tmp_path)
