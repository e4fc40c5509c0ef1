from __future__ import annotations

import gzip
import io
import random
import sys
import zipfile
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening.reading.formats import FORMATS, format_by_name

from .conftest import Reading, reading


def office(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as container:
        if mimetype:
            container.writestr("mimetype", mimetype)
        for name in names:
            container.writestr(name, "<x/>")
    return out.getvalue()


def ole(stream: str) -> bytes:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    return header + stream.encode("utf-16-le") + bytes(100)


REFUSED = [
    (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG image"),
    (b"\xff\xd8\xff\xe0" + bytes(20), "a JPEG image"),
    (b"RIFF1234WEBPVP8 ", "a WebP image"),
    (b"Rar!\x1a\x07\x00", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c" + bytes(9), "a 7z archive"),
    (bytes(257) + b"ustar\x0000", "a tar archive"),
    (gzip.compress(b"a" * 257 + b"ustar\x0000"), "a tar archive"),
    (b"SQLite format 3\x00" + bytes(99), "an SQLite database"),
    (b"{\\rtf1 Univ A}", "a Rich Text document"),
    (b"\x7fELF" + bytes(99), "a program"),
    (ole("WordDocument"), "a Word document of before 2007"),
    (ole("EncryptedPackage"), "with a password"),
    (ole("__properties_version1.0"), "an Outlook message"),
    (ole("Something"), "a file of old Office software"),
    (office("[Content_Types].xml", "ppt/presentation.xml"), "a PowerPoint presentation"),
    (office("[Content_Types].xml", "visio/document.xml"), "a package of another kind"),
    (office(mimetype="application/vnd.oasis.opendocument.text"), "an OpenDocument text"),
    (office("Index/Document.iwa"), "Numbers, Pages or Keynote"),
    (b"<!DOCTYPE html><table><tr><td>Univ A</td></tr></table>", "a web page"),
    (b"<html><body>Univ A</body></html>", "a web page"),
    (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "of 2003"),
    (bytes(range(256)) * 3, "neither text nor"),
    (b"", "the input is empty"),
    (b" \n\n", "the input is empty"),
]


@pytest.mark.parametrize(("content", "said"), REFUSED, ids=[said for _, said in REFUSED])
def test_what_isn_t_read_is_refused_by_name(read: Reading, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content)


@pytest.mark.parametrize("encoding", [None, "utf-8", "cp1252", "utf-16", "gb18030", "big5"])
def test_rubbish_is_refused_in_any_encoding(read: Reading, encoding: str | None) -> None:
    noise = random.Random(7)
    for size in (200, 3_000):
        with pytest.raises(InputError, match="neither text nor"):
            read(noise.randbytes(size), encoding=encoding)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"name,affiliation\nLi,Univ A\n", "table of text"),
        ("姓名\t作者单位\n李\t甲\n".encode("utf-16"), "table of text"),
        (b"sep=|\nx|institution\n1|A\n", "table of text"),
        (b"Univ A, Rome\nUniv B, Paris\n", "an affiliation a line"),
        (b'[\n {"affiliation": "A"}\n]\n', "JSON, one document or one a line"),
        (b'{"affiliation": "A"}\n', "JSON, one document or one a line"),
        (b"\n\nTY  - JOUR\nAD  - A\nER  - \n", "RIS"),
        (b"\nPMID- 1\nAD  - A\n", "PubMed (MEDLINE) text"),
        (b"FN X\nVR 1.0\nPT J\nC1 A.\nER\n", "Web of Science plain text"),
        (b"% made by X\n@article{a, school = {A}}\n", "BibTeX"),
        (b"%0 Journal Article\n%T x\n%+ A\n", "EndNote tagged text"),
    ],
)
def test_text_is_recognised_without_a_name(read: Reading, content: bytes, title: str) -> None:
    assert read(content).title == title


def test_the_content_decides_not_the_name(read_paths: Reading, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "table.csv"
    path.write_bytes(b"TY  - JOUR\nAD  - Univ A\nER  - \n")
    assert read_paths(path).title == "RIS"
    path = path.with_suffix(".json")
    path.write_bytes(b"name,affiliation\nLi,Univ A\n")
    with pytest.raises(InputError, match="neither a JSON document"):
        read_paths(path)


def test_formats_can_be_named(read: Reading) -> None:
    assert read(b"a,affiliation\n", input_format="lines").every_text == ["a,affiliation"]
    # A name above the lines is no affiliation itself.
    assert read("单位\n甲\n".encode()).texts == [(), ("甲",)]
    with pytest.raises(InputError, match="no format 'xslx'; formats: excel, docx"):
        read(b"x", input_format="xslx")
    assert all(format_by_name(held.name.upper()) is held for held in FORMATS)


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"Univ A\nUniv B\n", {"id_column": "x"}, "--id-column is not for an affiliation a line"),
        (b"TY  - JOUR\nER  -\n", {"columns": ("x",)}, "--column is not for RIS"),
        (b"a,affiliation\n", {"sheet": "x"}, "--sheet is not for table of text, but for excel"),
        (b"a,affiliation\n", {"delimiter": ";;"}, "a single character"),
        (b"a,affiliation\n", {"delimiter": '"'}, "can't be a quote"),
        (b'{"a": 1}\n', {"header": False}, "--no-header-row is not for JSON"),
        (b"a,b\n", {"columns": ("a",), "field": "b"}, "not both"),
    ],
)
def test_options_that_don_t_fit_are_refused(
    read: Reading, content: bytes, options: dict[str, object], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read(content, **options)


@pytest.mark.parametrize(
    ("module", "content", "extra"),
    [
        ("pypdf", b"%PDF-1.4\n", "documents"),
        ("bibtexparser.entrypoint", b"@misc{a, school={A}}\n", "documents"),
        ("pyarrow.parquet", b"PAR1" + bytes(20) + b"PAR1", "parquet"),
    ],
)
def test_a_missing_extra_is_named(
    read: Reading, monkeypatch: pytest.MonkeyPatch, module: str, content: bytes, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(InputError, match=rf"pip install 'unitracker\[{extra}\]'"):
        read(content)


BEGINNINGS = [
    *(content[:40] for content, _ in REFUSED),
    *(b"PK\x03\x04", b"%PDF-1.7\n", b"\x1f\x8b\x08\x00", b"BZh91AY&SY", b"\xfd7zXZ\x00"),
    *(b"PAR1", b"<?xml version='1.0'?><record>", b"<xml><records>", b'{"a":', b"[{", b"[["),
    *(b"TY  - JOUR\n", b"PMID- 1\n", b"FN x\nVR 1\nPT J\n", b"@article{a,", b"%0 a\n%A b\n"),
    *(b"From: a@b\nTo: c@d\nSubject: x\n", b"\xff\xfe", b"\x00\x00\xfe\xff", b"sep=;\n", b"a,b\n"),
]


@given(st.sampled_from(BEGINNINGS), st.binary(max_size=200))
@example(b"\xff\xfe", b"\x00\xd8a,b\n")
def test_any_bytes_are_read_or_refused(beginning: bytes, rest: bytes) -> None:
    with suppress(InputError):  # said by name; anything else is a fault
        reading([], beginning + rest)


@given(st.sampled_from([held.name for held in FORMATS]), st.binary(max_size=80))
def test_any_bytes_are_read_or_refused_in_any_format(name: str, content: bytes) -> None:
    with suppress(InputError):
        reading([], content, input_format=name)
