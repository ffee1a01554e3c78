"""The layouts of lexicons that researchers bring; all of the content here is made up."""

import pytest

from mediakit.errors import LexiconError
from mediakit.lexicons import load

LIWC = "%\n1\tmoney\n22\tpower (Power words)\n%\nbank*\t1\nrule\t1\t22\nin charge\t22\n:)\t1\n"
QUANTEDA = """policy:
  trade:
    - tariff*
    - free trade
  'no':
    - "yes"
war: [fight, no]
"""
NRC_LONG = "storm\tfear\t1\nstorm\tjoy\t0\nsun\tjoy\t1\n"
NRC_WIDE = "English (en),Fear,Joy\nstorm,1,0\nsun,0,1\ncloud,0,0\n"
MFD_LONG = "word,category\nkind,care\ncheat,fairness\nkind,virtue\n"
MFD_WIDE = (
    "word,care_p,fairness_p,care_sent,fairness_sent\nkind,0.7,0.1,0.5,0.2\ncheat,0.1,0.4,-0.5,-0.3\nnil,0,0,0,0\n"
)


def terms(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return {term.text: term.frames for term in load(path).terms}


@pytest.mark.parametrize(
    "name, content, expected",
    [
        (
            "a.dic",
            LIWC,
            {
                "bank*": ("money",),
                "rule": ("money", "power (Power words)"),
                "in charge": ("power (Power words)",),
                ":)": ("money",),
            },
        ),
        (
            "a.yml",
            QUANTEDA,
            {
                "tariff*": ("policy.trade",),
                "free trade": ("policy.trade",),
                "yes": ("policy.no",),
                "fight": ("war",),
                "no": ("war",),
            },
        ),
        ("a.txt", NRC_LONG, {"storm": ("fear",), "sun": ("joy",)}),
        ("a.csv", NRC_WIDE, {"storm": ("Fear",), "sun": ("Joy",)}),
        ("a.tsv", NRC_WIDE.replace(",", "\t"), {"storm": ("Fear",), "sun": ("Joy",)}),
        ("a.csv", MFD_LONG, {"kind": ("care", "virtue"), "cheat": ("fairness",)}),
        ("a.csv", MFD_WIDE, {"kind": ("care",), "cheat": ("fairness",)}),
    ],
)
def test_a_layout_is_read(tmp_path, name, content, expected):
    assert terms(tmp_path, name, content) == expected


def test_a_file_of_others_may_repeat_an_entry(tmp_path):
    assert terms(tmp_path, "a.dic", "%\n1\tm\n%\nMay\t1\nmay\t1\n") == {"may": ("m",)}


def test_source_and_licence_may_be_given_for_a_file_that_does_not_say_them(tmp_path):
    (tmp_path / "a.dic").write_text(LIWC, encoding="utf-8")
    assert load(tmp_path / "a.dic").licence == "not stated"
    loaded = load(tmp_path / "a.dic", source="Smith 2020", licence="by permission")
    assert (loaded.source, loaded.licence) == ("Smith 2020", "by permission")


@pytest.mark.parametrize(
    "name, content, message",
    [
        (
            "a.dic",
            "bank\t1\n",
            "a.dic: not a LIWC dictionary: its categories must stand between two lines '%'",
        ),
        ("a.dic", "%\nmoney\n%\nbank\t1\n", "a.dic, line 2: 'money' where number<tab>category belongs"),
        ("a.dic", "%\n1\tmoney\n%\nbank\t2\n", "a.dic, line 4: there is no category '2'; categories are 1"),
        ("a.dic", "%\n1\tmoney\n%\nbank\n", "a.dic, line 4: the term has no category; categories are 1"),
        (
            "a.dic",
            "%\n1\tmoney\n%\nlike\t(02 134)125/464\n",
            "a.dic, line 4: the conditional entry 'like\\t(02 134)125/464' is not read; write it as plain entries or "
            "leave it out",
        ),
        ("a.yml", "trade\n", "a.yml, line 1: 'trade' stands in no category"),
        ("a.yml", "a:\n  - [b\n", "a.yml, line 3: not YAML (expected ',' or ']', but got '<stream end>')"),
        ("a.yml", "", "a.yml: no terms; a lexicon has lines term,frame[,note] after its source and licence"),
        ("a.txt", "storm\tfear\tmuch\n", "a.txt, line 1: 3 columns where word, category and perhaps 0 or 1 belong"),
        ("a.csv", "word,a,b,c\nstorm,1,0\n", "a.csv, line 2: 3 columns where the header has 4"),
        ("a.csv", "word,a,b,c\nstorm,1,0,x\n", "a.csv, line 2: 'x' where a number belongs"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, name, content, message):
    with pytest.raises(LexiconError) as error:
        terms(tmp_path, name, content)
    assert str(error.value) == message


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "a.dic").write_bytes(b"%\n\xff\xfe")
    with pytest.raises(LexiconError) as error:
        load(tmp_path / "a.dic")
    assert str(error.value) == "a.dic: cannot be read as UTF-8 text (UnicodeDecodeError)"
