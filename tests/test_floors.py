"""What is measured on seeds/ does not sink below its floors, and floors do not sink."""

import pytest
from floors import Floor, FloorError, accepted, below, changed, gold_hash, raised, read_floors, rounded
from gold import GOLD
from measured import MEASURES

FLOORS = read_floors()


def floor(gold="g", **shares):
    return Floor(gold=gold, floors=shares)


@pytest.mark.parametrize("name", sorted(FLOORS.keys() | MEASURES.keys()))
def test_measures_hold_their_floors(name, seeds):
    assert name in MEASURES, f"{name} has floors in tests/floors.json and no measure"
    assert name in FLOORS, f"{name} has no floor yet: python tests/floors.py --raise"
    fault = changed(name, FLOORS[name], gold_hash(MEASURES[name]))
    assert fault is None, fault
    assert below(name, MEASURES[name].shares(seeds), FLOORS[name]) == []


def test_measures_name_tables_of_the_gold():
    for measure in MEASURES.values():
        for table in measure.tables:
            assert (GOLD / f"{table}.csv").exists()


def test_shares_are_rounded_down():
    assert rounded({"a": 0.12399, "b": 0.29, "c": 1.0, "d": 2 / 3}) == {"a": 0.123, "b": 0.29, "c": 1.0, "d": 0.666}


def test_below_says_what_sank():
    assert below("quotes", {"found": 0.5, "speaker": 0.7}, floor(found=0.5, speaker=0.75, cue=0.1)) == [
        "quotes.speaker is 0.700, below its floor 0.750",
        "quotes.cue is no longer measured",
    ]


def test_floors_rise_to_what_is_measured():
    now = {"quotes": floor(found=0.6, cue=0.4), "claims": floor(found=0.3)}
    assert raised({"quotes": floor(found=0.5)}, now) == now


@pytest.mark.parametrize(
    ("now", "message"),
    [
        ({"quotes": floor(found=0.499, cue=0.9)}, "quotes.found is 0.499, below its floor 0.500"),
        ({"quotes": floor(cue=0.9)}, "quotes.found is no longer measured"),
        ({}, "quotes.found is no longer measured"),
        (
            {"quotes": floor(gold="other", found=0.9)},
            "the gold of quotes has changed since its floors were set: see what is measured now "
            "(python tests/floors.py) and accept it with python tests/floors.py --accept quotes",
        ),
    ],
)
def test_floors_do_not_sink(now, message):
    with pytest.raises(FloorError) as caught:
        raised({"quotes": floor(found=0.5)}, now)
    assert str(caught.value) == message


def test_a_changed_gold_is_accepted_by_name():
    floors = {"quotes": floor(found=0.5), "claims": floor(found=0.5)}
    now = {"quotes": floor(gold="other", found=0.4), "claims": floor(found=0.4)}
    assert accepted(floors, now, ["quotes"]) == {"quotes": now["quotes"], "claims": floors["claims"]}
    with pytest.raises(FloorError, match="the gold of claims has not changed: its floors can only be raised"):
        accepted(floors, now, ["claims"])
    with pytest.raises(FloorError, match="no measure 'facts'; there are quotes, claims"):
        accepted(floors, now, ["facts"])


def test_the_hash_follows_the_gold(tmp_path):
    measure = MEASURES["quotes"]
    (tmp_path / "quotes.csv").write_text("article_id\n", "utf-8")
    first = gold_hash(measure, tmp_path)
    (tmp_path / "quotes.csv").write_text("article_id\na\n", "utf-8")
    assert gold_hash(measure, tmp_path) != first
