import pytest
from conftest import corpus_of

import mediakit as mk


def claim(text):
    return mk.claims(corpus_of(text)).iloc[0]


def test_who_does_what():
    row = claim("Japan signed an agreement with the United States on Tuesday.")
    assert (row["actor"], row["act"], row["object"]) == ("Japan", "sign", "an agreement with the United States")


def test_a_passive_has_its_agent_as_actor():
    row = claim("The agreement was signed by both leaders.")
    assert (row["actor"], row["act"], row["object"]) == ("both leaders", "sign", "The agreement")


@pytest.mark.parametrize(
    "text, tense", [("Trump flew to Seoul.", "past"), ("Trump will fly to Seoul.", "future"), ("He flies.", "present")]
)
def test_tense(text, tense):
    assert claim(text)["tense"] == tense


def test_polarity():
    assert claim("Japan did not sign the deal.")["polarity"] == "negated"
    assert claim("Japan signed the deal.")["polarity"] == "affirmed"
