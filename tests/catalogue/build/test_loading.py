"""Reading files: what is wrong is said with its place and its mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ProfileFactory
from unitracker.catalogue.build.loading import read_json, read_list, read_profile, read_records
from unitracker.errors import DataError
from unitracker.schema import City


def mistakes(read: Callable[[Path], Any], path: Path) -> list[str]:
    """Return what is said of a file, without its path, which must stand first."""
    with pytest.raises(DataError) as caught:
        read(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    return [line.removeprefix(f"{path}: ") for line in lines]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"id": "x",}', "not JSON at line 1, column"),
        (b'{\n "id": oops}', "not JSON at line 2, column"),
        (b"", "is empty"),
        (b"\xff\xfe{}", "not UTF-8 at byte 0: save it as UTF-8"),
        ('{"name": "é"}'.encode("latin-1"), "not UTF-8 at byte 10"),
        (b"[" * 100_000, "not JSON"),
        (b"1" * 10_000, "not JSON"),
    ],
)
def test_what_is_no_json(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    (said,) = mistakes(read_json, path)
    assert said.startswith(message)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}')
    assert read_json(path) == {"a": 1}


def test_missing_files_and_directories(tmp_path: Path) -> None:
    assert mistakes(read_json, tmp_path / "x.json")[0].startswith("can't be read: ")
    assert mistakes(read_json, tmp_path)[0].startswith("can't be read: ")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nmae": "A"}, ["nmae: no such key: remove it or mend its spelling"]),
        ({"name_zh": 7}, ["name_zh: Input should be a valid string, not 7"]),
        ({"laboratories": [{"sources": ["own"]}]}, ["laboratories[0].name: is missing: add it"]),
        (
            {"name": "A ", "category": "college"},
            ["name: remove white space", "category: Input should be 'military', 'security'"],
        ),
        (
            {"location": {"city": "A", "province": "B", "latitude": 1.5, "longitude": 100}},
            ["location.latitude: Input should be greater than or equal to 3, not 1.5"],
        ),
        ({"risk": "high"}, ["whole file: a stated risk needs"]),
    ],
)
def test_mistakes_name_place_and_mend(
    tmp_path: Path, make_profile: ProfileFactory, changes: dict[str, Any], said: list[str]
) -> None:
    path = tmp_path / "test-university.json"
    path.write_text(json.dumps(make_profile(**changes)), encoding="utf-8")
    lines = mistakes(read_profile, path)
    assert len(lines) == len(said)
    for line, start in zip(lines, said, strict=True):
        assert line.startswith(start)


def test_long_values_are_cut_in_messages(tmp_path: Path, make_profile: ProfileFactory) -> None:
    path = tmp_path / "test-university.json"
    path.write_text(json.dumps(make_profile(name="long" * 1000)), encoding="utf-8")
    (line,) = mistakes(read_profile, path)
    assert len(line) < 200


@pytest.mark.parametrize("content", ["[]", "null", '"text"', "1"])
@pytest.mark.parametrize("read", [read_profile, read_list])
def test_other_json_than_an_object(
    tmp_path: Path, content: str, read: Callable[[Path], Any]
) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    assert mistakes(read, path)[0].startswith("whole file: ")


def test_the_file_is_named_after_the_id(tmp_path: Path, make_profile: ProfileFactory) -> None:
    path = tmp_path / "other.json"
    path.write_text(json.dumps(make_profile()), encoding="utf-8")
    assert mistakes(read_profile, path) == ["id: must be 'other', the name of the file"]


def test_vocabularies_name_every_broken_record(tmp_path: Path) -> None:
    path = tmp_path / "cities.json"
    path.write_text('[{"name": "A"}, {"nam": "B"}, {"name": ""}]', encoding="utf-8")
    places = [line.partition(":")[0] for line in mistakes(lambda p: read_records(City, p), path)]
    assert places == ["[1].name", "[1].nam", "[2].name"]
    path.write_text("{}", encoding="utf-8")
    assert mistakes(lambda p: read_records(City, p), path) == ["must be a JSON array"]
