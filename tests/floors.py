"""Floors under what the package measures on seeds/: they only rise.

    python tests/floors.py              prints what is measured beside the floors
    python tests/floors.py --raise      raises each floor to what is measured now; refuses, and writes nothing, when
                                        one would sink
    python tests/floors.py --accept quotes [--accept claims ...]
                                        sets the floors of measures whose gold has changed to what is measured now

floors.json says of every measure on which gold its floors were set (a hash of its tables), so that a changed gold is
noticed and has to be accepted by name. Floors are rounded down to three decimals.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TypedDict

from conftest import SEEDS
from gold import GOLD
from measured import MEASURES, Measure, Shares

import mediakit as mk

PATH = Path(__file__).with_name("floors.json")


class Floor(TypedDict):
    """The floors of one measure, and the hash of the gold that they were set on."""

    gold: str
    floors: Shares


Floors = dict[str, Floor]


class FloorError(ValueError):
    """Floors that cannot be set as asked."""


def read_floors(path: Path = PATH) -> Floors:
    """The floors as they stand."""
    return json.loads(path.read_text("utf-8"))


def gold_hash(measure: Measure, folder: Path = GOLD) -> str:
    """SHA-256 of the tables that a measure is held to."""
    content = b"".join((folder / f"{table}.csv").read_bytes() for table in measure.tables)
    return hashlib.sha256(content).hexdigest()


def rounded(shares: Shares) -> Shares:
    """The shares, rounded down to three decimals."""
    return {name: math.floor(value * 1000 + 1e-6) / 1000 for name, value in shares.items()}


def below(name: str, shares: Shares, floor: Floor) -> list[str]:
    """What is below its floor, or no longer measured, in words."""
    faults = [
        f"{name}.{share} is {shares[share]:.3f}, below its floor {least:.3f}"
        for share, least in floor["floors"].items()
        if share in shares and rounded(shares)[share] < least
    ]
    return faults + [f"{name}.{share} is no longer measured" for share in floor["floors"] if share not in shares]


def changed(name: str, floor: Floor, gold: str) -> str | None:
    """That the gold is another than the one that floors were set on, in words."""
    if floor["gold"] == gold:
        return None
    return (
        f"the gold of {name} has changed since its floors were set: see what is measured now (python tests/floors.py) "
        f"and accept it with python tests/floors.py --accept {name}"
    )


def raised(floors: Floors, now: dict[str, Floor]) -> Floors:
    """The floors, each raised to what is measured now; measures and shares without a floor get one."""
    faults = [
        fault for name in floors.keys() & now.keys() for fault in [changed(name, floors[name], now[name]["gold"])]
    ]
    faults = [fault for fault in faults if fault]
    for name in sorted(floors):
        faults += below(name, now[name]["floors"] if name in now else {}, floors[name])
    if faults:
        raise FloorError("\n".join(faults))
    return now


def accepted(floors: Floors, now: dict[str, Floor], names: Iterable[str]) -> Floors:
    """The floors, those of the named measures set anew on their changed gold."""
    result = dict(floors)
    for name in names:
        if name not in now:
            raise FloorError(f"no measure {name!r}; there are {', '.join(now)}")
        if name in floors and floors[name]["gold"] == now[name]["gold"]:
            raise FloorError(f"the gold of {name} has not changed: its floors can only be raised")
        result[name] = now[name]
    return result


def measure_now(parsed: mk.ParsedCorpus) -> dict[str, Floor]:
    """What is measured now, as floors."""
    return {name: Floor(gold=gold_hash(m), floors=rounded(m.shares(parsed))) for name, m in MEASURES.items()}


def main() -> int:
    """Print, raise or accept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what is measured now")
    parser.add_argument("--accept", action="append", default=[], metavar="MEASURE", help="set floors on a changed gold")
    arguments = parser.parse_args()
    floors = read_floors() if PATH.exists() else {}
    now = measure_now(mk.parse(mk.read(SEEDS)))
    try:
        new = accepted(floors, now, arguments.accept)
        new = raised(new, now) if arguments.lift else new
    except FloorError as error:
        print(f"nothing written:\n{error}", file=sys.stderr)
        return 1
    for name, measure in now.items():
        for share, value in measure["floors"].items():
            least = floors.get(name, Floor(gold="", floors={}))["floors"].get(share)
            print(f"{name}.{share:24} {value:.3f}  floor {'–' if least is None else f'{least:.3f}'}")
    if new != floors:
        PATH.write_text(json.dumps(new, indent=2, sort_keys=True) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
