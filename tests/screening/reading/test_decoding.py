from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections import deque
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading import ReadOptions, open_input
from unitracker.screening.reading.decoding import LONGEST_LINE
from unitracker.screening.reading.encodings import guess_encoding

from .conftest import Reading

TABLE = "姓名,单位\r\n李,长春理工大学\r\n"
NAMES = [("长春理工大学",)]


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk"],
)
def test_encodings_are_recognised(read: Reading, encoding: str) -> None:
    seen = read(TABLE.encode(encoding), input_format="csv")
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


@pytest.mark.parametrize("before", ["\0", "\x80\0", "a\0\n", "0123456\0"])
def test_a_stray_zero_byte_makes_no_wide_text(read: Reading, before: str) -> None:
    content = f"{before}\nBeihang University, Beijing, China\n".encode()
    for text in (content, content[1:], content + b"x"):
        assert ("Beihang University, Beijing, China",) in read(text, input_format="lines").texts


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_short_chinese_texts_in_sixteen_bits_are_recognised(read: Reading, encoding: str) -> None:
    for name in ("李伟", "国防科技大学", "浙江大学", "CETC 38 所"):
        assert read(f"{name}\n".encode(encoding), input_format="lines").texts == [(name,)]


def test_nuls_are_left_out_and_reported(read: Reading) -> None:
    seen = read(b"Bei\0hang\nx\n")
    assert seen.texts == [("Beihang",), ("x",)]
    assert seen.problems == [("NULs were left out", 1)]


def test_a_named_encoding_is_kept_to(read: Reading) -> None:
    assert read("Ł\n".encode("iso8859-2"), encoding="iso8859-2").texts == [("Ł",)]
    with pytest.raises(InputError, match="no encoding 'klingon'"):
        read(b"x", encoding="klingon")


PACKINGS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": lambda data: bz2.compress(data, 1),
    "xz": lzma.compress,
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_packed_input_is_unpacked(read: Reading, packing: str) -> None:
    pack = PACKINGS[packing]
    assert read(pack(b"a\nb\n")).texts == [("a",), ("b",)]
    assert read(pack(b"a\n") + pack(b"b\n")).texts == [("a",), ("b",)]
    with pytest.raises(InputError, match="packed twice"):
        read(pack(pack(b"a\n")))


@pytest.mark.parametrize("packing", PACKINGS)
def test_of_a_cut_packing_all_that_came_is_delivered_first(packing: str) -> None:
    lines = [f"University {number * 7919 % 100_003}\n" for number in range(100_000)]
    packed = PACKINGS[packing]("".join(lines).encode())
    opened = open_input([], io.BytesIO(packed[: len(packed) // 2]), ReadOptions(), lambda *_: None)
    seen: list[str] = []
    with pytest.raises(InputError, match="packing is broken: it ends too early"):
        seen.extend(row.texts[0] + "\n" for row in opened.rows)
    assert seen == lines[: len(seen)]
    assert len(seen) > 20_000


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_bomb_is_refused(packing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from unitracker.screening.reading import packing as module

    monkeypatch.setattr(module, "MOST_UNPACKED", 1_000_000)
    packed = PACKINGS[packing](b"x\n" * 5_000_000)
    opened = open_input([], io.BytesIO(packed), ReadOptions(), lambda *_: None)
    with pytest.raises(InputError, match="bomb"):
        deque(opened.rows, maxlen=0)


def test_of_an_endless_line_the_beginning_is_read(read: Reading) -> None:
    seen = read(b"x" * (LONGEST_LINE + 10) + b"\nnext\n")
    assert len(seen.texts[0][0]) == LONGEST_LINE
    assert seen.texts[1:] == [("next",)]
    assert [line for _, line in seen.problems] == [1]


@pytest.mark.parametrize("name", ["rot13", "base64", "hex", "zlib", "idna", "undefined", "\0", ""])
def test_what_is_no_encoding_of_text_is_refused(read: Reading, name: str) -> None:
    with pytest.raises(InputError, match="--encoding"):
        read(b"x\n", encoding=name)


@pytest.mark.parametrize("name", ["UTF-16", "utf16", "UTF-16LE", "utf_16_le", "U16"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_an_encoding_is_named_in_any_spelling(read: Reading, name: str, mark: str) -> None:
    assert read((mark + TABLE).encode("utf-16-le"), encoding=name, columns=("单位",)).texts == NAMES


def test_a_named_encoding_that_is_wrong_is_said(read: Reading) -> None:
    with pytest.raises(InputError, match="reads as UTF-8"):
        read(b"Beihang University", encoding="utf-16")
    seen = read(TABLE.encode("utf-16"), encoding="utf-8", columns=("2",))
    assert (seen.texts, "byte order mark" in seen.said) == (NAMES, True)


@pytest.mark.parametrize("encoding", ["big5", "shift_jis", "euc_jp", "euc_kr"])
def test_east_asian_encodings_are_recognised_and_said(read: Reading, encoding: str) -> None:
    names = {
        "big5": "北京航空航天大學機械學院\n哈爾濱工業大學\n",
        "shift_jis": "北京航空航天大学 機械工学部\n北京理工大学\n",
        "euc_jp": "北京航空航天大学 機械工学部のところ\n北京理工大学\n",
        "euc_kr": "서울대학교 공과대학\n한국과학기술원\n",
    }[encoding]
    seen = read(names.encode(encoding))
    assert [text for (text,) in seen.texts] == names.splitlines()
    assert encoding.upper() in seen.said


def test_the_encoding_doesn_t_depend_on_how_much_is_read_at_first() -> None:
    class Slow(io.BytesIO):
        def read1(self, _: int | None = -1) -> bytes:
            return super().read1(1)

    text = "Université de Montréal\r\nKönigsberg\r\n"
    for content in (text.encode(), text.encode("cp1252"), gzip.compress(text.encode())):
        opened = open_input([], Slow(content), ReadOptions(), lambda *_: None)
        assert [row.texts[0] for row in opened.rows] == text.split()[:0] + text.splitlines()


def test_lines_of_old_macs_and_of_windows(read: Reading) -> None:
    assert read(b"a\rb\r").texts == [("a",), ("b",)]
    assert read(b"a\r\nb\r\n").texts == [("a",), ("b",)]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    assert guess_encoding(text.encode()).name in ("utf-8", "utf-8-sig")


@given(st.binary(max_size=400))
def test_any_bytes_can_be_read(content: bytes) -> None:
    try:
        opened = open_input([], io.BytesIO(content), ReadOptions(), lambda *_: None)
        assert all(len(row.cells) == len(opened.rows.columns) for row in opened.rows)
    except InputError:
        pass  # told by name; anything else is a fault
