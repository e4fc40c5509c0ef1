"""Files of lines: one value is found by its key, and no other."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue.lines import Lines, packed_lines

KEYS = st.sets(st.text(st.characters(exclude_categories=["Cs"])))
HEAD = b'{"a": "line above"}\n'


@given(KEYS)
def test_each_line_is_found_by_its_key_and_no_other(keys: set[str]) -> None:
    text = packed_lines([key, len(key)] for key in keys)
    for lines in (Lines[list[object]](text), Lines[list[object]](HEAD + text, len(HEAD))):
        assert {key: lines.get(key) for key in keys} == {key: [key, len(key)] for key in keys}
        assert all(key in lines for key in keys)
        assert lines.get("no such key, surely") is None
        assert "no such key, surely" not in lines
        assert len(lines.all()) == len(keys)


@given(KEYS, st.text(st.characters(exclude_categories=["Cs"]), max_size=2))
def test_lines_are_found_by_the_beginning_of_their_keys(keys: set[str], start: str) -> None:
    lines = Lines[list[str]](HEAD + packed_lines([key, ""] for key in keys), len(HEAD))
    assert {key for key, _ in lines.beginning(start)} == {
        key for key in keys if key.startswith(start)
    }


def test_objects_are_found_by_their_id() -> None:
    lines = Lines[dict[str, object]](packed_lines([{"id": "b", "n": 1}, {"id": "a", "n": 2}]))
    assert lines.get("a") == {"id": "a", "n": 2}
    assert [row["id"] for row in lines.all()] == ["a", "b"]


def test_what_is_empty_holds_nothing() -> None:
    assert Lines[object](b"").get("") is None
    assert Lines[object](b"").all() == []
    assert list(Lines[object](b"").beginning("")) == []
