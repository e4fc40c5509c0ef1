from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading.jsonlines import inside

from .conftest import Reading


def lines(*items: Any) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


def test_a_path_leads_into_objects_and_all_items_of_arrays(read: Reading) -> None:
    work = {"id": "W1", "authorships": [{"raw": ["A", "B"]}, {"raw": ["C"]}, {}]}
    seen = read(lines(work), field="authorships.raw", id_column="id")
    assert seen.texts == [("A", "B", "C")]
    assert seen.rows[0].key == "W1"
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


@pytest.mark.parametrize("content", [b'[{"a":1}]', b'[\n{"a":1}\n]'])
def test_one_array_is_told_how_to_be_cut(read: Reading, content: bytes) -> None:
    with pytest.raises(InputError, match="jq -c"):
        read(content, field="a")


def test_a_key_with_dots_is_found_as_it_is() -> None:
    assert list(inside({"a.b": "x", "a": {"b": "y"}}, "a.b")) == ["x"]
    assert list(inside({"a": {"b": True}}, "a.b")) == []
    assert list(inside({"a": {"b": 5}}, "a.b")) == ["5"]


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(JSON, st.text(alphabet="ab.", max_size=5))
def test_any_path_can_be_asked_of_any_value(value: Any, path: str) -> None:
    assert all(isinstance(text, str) for text in inside(value, path))
