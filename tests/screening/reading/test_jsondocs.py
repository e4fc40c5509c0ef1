from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading.jsonpaths import texts_at

from .conftest import Reading


def lines(*items: Any) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


def test_a_path_leads_into_objects_and_all_items_of_arrays(read: Reading) -> None:
    work = {"id": "W1", "authorships": [{"raw": ["A", "B"]}, {"raw": ["C"]}, {}]}
    seen = read(lines(work), field="authorships.raw", id_column="id")
    assert seen.texts == [("A", "B", "C")]
    assert seen.rows[0].identifiers == ("W1",)
    assert seen.rows[0].content == work


def test_what_is_no_object_is_skipped_and_reported(read: Reading) -> None:
    seen = read(b'{"a":"x"}\nnot json\n\n[1]\n{"a":"y"}\n', field="a")
    assert seen.texts == [("x",), ("y",)]
    assert [line for _, line in seen.problems] == [2, 4]


def test_a_line_without_the_field_stays_a_row(read: Reading) -> None:
    seen = read(b'{"a":"x"}\n{"b":"y"}\n{"a":null}\n', field="a")
    assert seen.texts == [("x",), (), ()]
    assert [line for _, line in seen.problems] == [2, 3]


def test_a_field_that_no_line_has_is_told_with_those_that_exist(read: Reading) -> None:
    with pytest.raises(InputError, match=r"'affil'; fields: affiliation, id"):
        read(lines({"id": 1, "affiliation": "x"}), field="affil")


ITEMS = [{"affiliation": "A"}, {"affiliation": "B"}]


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ITEMS),
        json.dumps(ITEMS, indent=1),
        "[" + ",\n".join(map(json.dumps, ITEMS)) + "]",
        "[\n" + "\n,\n".join(map(json.dumps, ITEMS)) + "\n]\n",
        "\n".join(map(json.dumps, ITEMS)),
        json.dumps({"meta": {}, "results": ITEMS}, indent=1),
        json.dumps({"items": ITEMS}),
        json.dumps({"message": {"items": ITEMS}}),
        "\n".join(json.dumps({"results": [item]}) for item in ITEMS),
    ],
)
def test_objects_are_found_however_they_are_put_together(read: Reading, content: str) -> None:
    seen = read(content.encode())
    assert seen.texts == [("A",), ("B",)]
    assert [row.content for row in seen.rows] == ITEMS
    assert read(content.encode("utf-16")).texts == seen.texts


def test_a_path_may_begin_at_the_top_of_a_page(read: Reading) -> None:
    page = {"results": [{"who": {"where": "A"}}, {"who": {"where": "B"}}]}
    assert read(json.dumps(page).encode(), field="results.who.where").texts == [("A",), ("B",)]
    assert read(json.dumps(page).encode(), field="who.where").texts == [("A",), ("B",)]


@pytest.mark.parametrize(
    "content", [b'{"a":1},\n{"a":2},\n', b'{"a":1}x', b'[{"a":1}', b"{", b"[]"]
)
def test_broken_json_is_refused(read: Reading, content: bytes) -> None:
    with pytest.raises(InputError):
        read(content, input_format="json", field="a")


def test_a_first_line_that_is_broken_takes_no_other_with_it(read: Reading) -> None:
    seen = read(b'{"affiliation": \n{"affiliation":"B"}\n', input_format="json")
    assert seen.texts == [("B",)]
    assert [line for _, line in seen.problems] == [1]


def test_fields_are_found_by_their_names(read: Reading) -> None:
    people = {"people": [{"name": "Li", "employer": {"name": "A", "city": "B"}}], "title": "T"}
    seen = read(json.dumps(people).encode())
    assert seen.texts == [("A",)]
    assert seen.screened == "people.employer.name"
    with pytest.raises(InputError, match="--field; fields: title"):
        read(b'{"title": "Beihang University"}')


def test_each_identifier_of_each_author_counts(read: Reading) -> None:
    work = {"authors": [{"where": "A", "ids": ["r1", "r2"]}, {"where": "B", "ids": ["r3", "r1"]}]}
    (row,) = read(lines(work), field="authors.where", id_column="authors.ids").rows
    assert row.identifiers == ("r1", "r2", "r3")


def test_a_key_with_dots_is_found_as_it_is() -> None:
    assert list(texts_at({"a.b": "x", "a": {"b": "y"}}, "a.b")) == ["x"]
    assert list(texts_at({"a": {"b": True}}, "a.b")) == []
    assert list(texts_at({"a": {"b": 5}}, "a.b")) == ["5"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(JSON, st.text(alphabet="ab.", max_size=5))
def test_any_path_can_be_asked_of_any_value(value: Any, path: str) -> None:
    assert all(isinstance(text, str) for text in texts_at(value, path))


def test_texts_alone_are_affiliations(read: Reading) -> None:
    assert read(b'["A", "B", 3]').texts == [("A",), ("B",)]
    assert read(b'"A"\n"B"\n', input_format="json").texts == [("A",), ("B",)]


def test_the_date_of_a_known_shape_may_stand_anywhere(read: Reading) -> None:
    work = {"authorships": [{"raw_affiliation_strings": ["A"]}], "made": {"on": "2001-02"}}
    (row,) = read(lines(work), date_column="made.on").rows
    assert row.date == "2001-02"
