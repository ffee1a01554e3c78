import subprocess
import sys

import pytest
from conftest import SEEDS

from mediakit.cli import main

GOOD = "Takaichi met Trump in Tokyo on Tuesday, and the two leaders signed an agreement on trade.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(GOOD, encoding="utf-8")
    return tmp_path / "in"


def run(capsys, *arguments):
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = stop.code
    return code, *capsys.readouterr()


def test_analyze_ends_with_a_summary(capsys, tmp_path):
    code, out, err = run(capsys, "analyze", SEEDS, "-o", tmp_path)
    assert (code, err) == (0, "")
    assert out.startswith("5 articles, ")
    assert str(tmp_path / "tables") in out


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["analyze", "nowhere", "-o", "OUT"], "nowhere"),
        (["analyze", "IN", "-o", "OUT", "--processes", "0"], "'0' is not a whole number above 0"),
        (["analyze", "IN", "-o", "OUT", "--format", "xlsx"], "invalid choice: 'xlsx'"),
        (["analyze", "IN", "-o", "OUT", "--model", "xx_none"], "no spaCy model 'xx_none' is installed"),
        (["analyze", "IN"], "the following arguments are required: -o/--out"),
        (["analyse"], "invalid choice: 'analyse'"),
        ([], "the following arguments are required: COMMAND"),
        (["notebooks", "--corpus", "nowhere", "-o", "OUT"], "nowhere: there is no such file or folder"),
        (["analyze", "IN", "-o", "IN/good.txt"], "tables cannot be written there"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_2(capsys, folder, arguments, message):
    filled = [a.replace("IN", str(folder)).replace("OUT", str(folder.parent / "out")) for a in arguments]
    code, out, err = run(capsys, *filled)
    assert (code, out) == (2, "")
    assert err.startswith("mediakit: ") and message in err and err.count("\n") == 1


def test_bad_files_are_listed_and_the_others_analysed(capsys, folder, tmp_path):
    (folder / "empty.txt").write_text("")
    (folder / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    (folder / "line.txt").write_text("word " * 2_000_000)
    code, out, err = run(capsys, "analyze", folder, "-o", tmp_path / "out", "--format", "csv")
    assert (code, err) == (0, "")
    assert out.startswith("1 articles, ")
    problems = (tmp_path / "out" / "tables" / "problems.csv").read_text(encoding="utf-8")
    assert all(name in problems for name in ("empty.txt", "image.txt", "line.txt"))


def test_the_command_is_installed_and_knows_its_version():
    done = subprocess.run([sys.executable, "-m", "mediakit.cli", "--version"], capture_output=True, text=True)
    assert done.stdout.startswith("mediakit ")
