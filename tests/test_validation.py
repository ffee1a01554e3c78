"""The paragraph: every figure in it comes from a table."""

import pandas as pd
from test_accuracy import codes_of, machine

from mediakit.compare.accuracy import accuracy
from mediakit.compare.agreement import agreement
from mediakit.compare.codebook import Codebook, Variable
from mediakit.compare.sampling import sample
from mediakit.compare.validation import validation_paragraph

BOOK = Codebook("Voice", "1.0", (Variable("x", "d", "nominal", "x", ("n", "y"), ("", "")),), sha256="0123456789abcdef")


def test_what_it_says():
    table = machine("y" * 20 + "n" * 20, outlets=["A", "B"] * 20)
    drawn = sample(table, 20, by="outlet")
    said = dict(zip(table["start"], table["x"], strict=True))
    first = codes_of(drawn, said, coder="a")
    second = codes_of(drawn, said | {drawn["start"][0]: "y" if drawn["x"][0] == "n" else "n"}, coder="b")
    codes = pd.concat([first, second])
    text = validation_paragraph(
        BOOK, codes, agreement(codes), accuracy(table, codes, coder="a"), coders="two runs of a program, not by people"
    )
    row = agreement(codes, by=None).iloc[0]
    right = accuracy(table, codes, coder="a").query("group == 'all' and value == 'all'").iloc[0]
    assert text == (
        "Of 40 rows, 20 were drawn at random within 2 strata (outlet) and coded by the codebook Voice, version 1.0, "
        "sha256 0123456789ab, without sight of the machine's answers. They were coded independently by two runs of a "
        "program, not by people. For x, coders agreed on 95 % of 20 items (Krippendorff's α, nominal, "
        f"{row['alpha']:.2f}, 95 % interval {row['lower']:.2f} to {row['upper']:.2f}). Weighted by the sampling "
        "design, the machine's x is right in 100 % of rows (95 % interval "
        f"{100 * right['precision_lower']:.0f} % to 100 %; 20 codings). These figures hold for the rows that were "
        "sampled from; what the machine never made a row of is not among them."
    )


def test_what_cannot_be_said_is_said():
    table = machine("yy")
    drawn = sample(table, 2)
    codes = codes_of(drawn, "yy").assign(stratum=None, n_stratum=pd.NA)
    text = validation_paragraph(BOOK, codes, agreement(codes, by=None), coders="one person")
    assert text.startswith("2 rows were coded by the codebook Voice, version 1.0")
    assert "For x, coders agreed on no share of 0 items (α not defined: one coder: agreement needs a second)." in text
