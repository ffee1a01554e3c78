import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.errors import TableError
from mediakit.schema import DTYPES, Column, Schema
from mediakit.tables import SCHEMAS

PEOPLE = Schema(
    "people",
    "for the tests",
    ("name",),
    (
        Column("name", "text", "who"),
        Column("age", "integer", "in years"),
        Column("seen", "time", "when", null=True),
        Column("at", "offset", "where", null=True),
        Column("mood", "text", "how", null=True, values=("good", "bad")),
    ),
)


def person(name="Ann", **known):
    return {"name": name, "age": 3, **known}


def test_a_table_has_declared_order_dtypes_and_sorting():
    table = PEOPLE.build([{"mood": "bad", "age": 3, "name": "Bo"}, person("Ann", at=4)])
    assert list(table) == ["name", "age", "seen", "at", "mood"]
    assert list(table["name"]) == ["Ann", "Bo"]
    assert [str(dtype) for dtype in table.dtypes] == ["str", "int64", "datetime64[us]", "Int64", "str"]


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_an_empty_table_has_the_dtypes_of_a_full_one(schema):
    table = schema.build([])
    assert {c.name: str(table[c.name].dtype) for c in schema.columns} == {
        c.name: DTYPES[c.kind] for c in schema.columns
    }


@pytest.mark.parametrize(
    "rows, message",
    [
        (
            [person(shoe=43)],
            "people: column 'shoe' is not declared; declared are name, age, seen, at, mood",
        ),
        ([{"age": 3}], "people: column 'name' is empty in row 0"),
        ([{"name": "Ann"}], "people: column 'age' is empty in row 0"),
        ([person(mood="odd")], "people: mood is 'odd'; allowed are good, bad"),
        ([person(), person()], "people: two rows share the key {'name': 'Ann'}"),
    ],
)
def test_what_a_schema_refuses(rows, message):
    with pytest.raises(TableError) as error:
        PEOPLE.build(rows)
    assert str(error.value) == message


def test_a_wrong_type_is_refused_by_name():
    with pytest.raises(TableError, match=r"people: column 'age' is not integer: "):
        PEOPLE.build([person(age="three")])


def test_check_says_what_is_there_and_lets_further_columns_through():
    table = PEOPLE.build([person()])
    assert PEOPLE.check(table.assign(shoe=43), "greet") is not None
    with pytest.raises(TableError, match="greet: no column 'age'; it has name, seen, at, mood"):
        PEOPLE.check(table.drop(columns="age"), "greet")


@given(st.lists(st.tuples(st.text(max_size=5), st.integers(0, 99)), unique_by=lambda pair: pair[0]))
def test_building_is_independent_of_the_order_of_rows(pairs):
    rows = [{"name": name, "age": age} for name, age in pairs]
    assert PEOPLE.build(rows).equals(PEOPLE.build(rows[::-1]))


@given(st.lists(st.tuples(st.text(max_size=5), st.integers(0, 99)), unique_by=lambda pair: pair[0]))
def test_a_built_table_rebuilds_to_itself(pairs):
    table = PEOPLE.build([{"name": name, "age": age} for name, age in pairs])
    again = PEOPLE.build(table.astype("object").where(table.notna(), None).to_dict("records"))
    pd.testing.assert_frame_equal(again, table)


def test_every_schema_describes_each_column_once():
    for schema in SCHEMAS.values():
        assert len(set(schema.names)) == len(schema.names), schema.name
        assert set(schema.key) <= set(schema.names), schema.name
        described = schema.describe()
        assert list(described["column"]) == schema.names
        assert described["description"].str.len().min() > 2, schema.name
