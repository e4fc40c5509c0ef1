from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading import Kind
from unitracker.screening.reading.decoding import LONGEST_LINE, guess_encoding

from .conftest import Reading

TABLE = "姓名,单位\r\n李,长春理工大学\r\n"
NAMES = [("长春理工大学",)]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"],
)
def test_encodings_are_recognised(read: Reading, encoding: str) -> None:
    seen = read(TABLE.encode(encoding), kind=Kind.CSV)
    assert (seen.columns, seen.texts, seen.problems) == (["姓名", "单位"], NAMES, [])


def test_western_letters_are_not_taken_for_chinese(read: Reading) -> None:
    seen = read("Université de Montréal\nKönigsberg\n".encode("cp1252"))
    assert seen.texts == [("Université de Montréal",), ("Königsberg",)]


def test_a_line_in_another_encoding_is_read_and_reported(read: Reading) -> None:
    good = "长春理工大学,吉林\n".encode()
    seen = read(good * 5 + "北京航空航天大学\n".encode("gb18030") + good)
    assert seen.texts[5] == ("北京航空航天大学",)
    assert seen.texts[6] == ("长春理工大学,吉林",)
    assert seen.problems == [("not UTF-8: read as GB18030", 6)]


def test_utf8_within_gb18030_is_read_as_such(read: Reading) -> None:
    seen = read("北京航空航天大学\n".encode("gb18030") * 5 + "长春理工大学\n".encode())
    assert seen.texts[-1] == ("长春理工大学",)


def test_broken_bytes_lose_no_line(read: Reading) -> None:
    seen = read("长春\n".encode() * 3 + b"Beihang \xff University\nlast\n")
    assert seen.texts[3] == ("Beihang \ufffd University",)
    assert seen.texts[4] == ("last",)
    assert [line for _, line in seen.problems] == [4]


def test_nuls_are_left_out_and_reported(read: Reading) -> None:
    seen = read(b"Bei\0hang\nx\n")
    assert seen.texts == [("Beihang",), ("x",)]
    assert seen.problems == [("NULs were left out", 1)]


def test_a_named_encoding_is_kept_to(read: Reading) -> None:
    assert read("Ł\n".encode("iso8859-2"), encoding="iso8859-2").texts == [("Ł",)]
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        read(b"x", encoding="klingon")


def test_packed_input_is_unpacked_by_its_first_bytes(read: Reading) -> None:
    assert read(gzip.compress(b"a\nb\n")).texts == [("a",), ("b",)]
    assert read(gzip.compress(b"a\n") + gzip.compress(b"b\n")).texts == [("a",), ("b",)]


def test_cut_packing_is_an_error_that_says_so(read: Reading) -> None:
    packed = gzip.compress(bytes(range(256)) * 1000)
    with pytest.raises(InputError, match="ends too early"):
        read(packed[: len(packed) // 2])


def test_of_an_endless_line_the_beginning_is_read(read: Reading) -> None:
    seen = read(b"x" * (LONGEST_LINE + 10) + b"\nnext\n")
    assert len(seen.texts[0][0]) == LONGEST_LINE
    assert seen.texts[1:] == [("next",)]
    assert [line for _, line in seen.problems] == [1]


def test_lines_of_old_macs_and_of_windows(read: Reading) -> None:
    assert read(b"a\rb\r").texts == [("a",), ("b",)]
    assert read(b"a\r\nb\r\n").texts == [("a",), ("b",)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert guess_encoding(text.encode()) in ("utf-8", "utf-8-sig")


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(content: bytes) -> None:
    import io

    from unitracker.screening.reading import Wanted, open_rows

    if content.startswith(b"\x1f\x8b"):
        return  # broken packing is told as such
    opened = open_rows(None, io.BytesIO(content), Wanted(), lambda *_: None)
    assert all(len(row.cells) == 1 for row in opened.rows)
