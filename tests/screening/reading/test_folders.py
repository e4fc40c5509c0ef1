from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from unitracker.errors import InputError

from .conftest import Reading
from .documents import paragraph, word


def archive(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in files.items():
            container.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a table, lines, a document, and what can't be read."""
    (tmp_path / "a.csv").write_text("name,affiliation\nLi,Univ A\n")
    (tmp_path / "b.txt").write_text("Univ B\nUniv C\n")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.docx").write_bytes(word(paragraph("Univ D")))
    (tmp_path / "deep" / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    (tmp_path / "deep" / "e.csv").write_text("x,y\n1,2\n")
    (tmp_path / ".hidden").write_text("Univ X\n")
    (tmp_path / "~$c.docx").write_text("Univ X\n")
    return tmp_path


def test_a_folder_is_read_file_by_file(read_paths: Reading, folder: Path) -> None:
    seen = read_paths(folder)
    assert seen.columns == ["file", "name", "affiliation", "place", "text"]
    assert [list(row.cells) for row in seen.rows] == [
        [str(folder / "a.csv"), "Li", "Univ A", "", ""],
        [str(folder / "b.txt"), "", "Univ B", "", ""],
        [str(folder / "b.txt"), "", "Univ C", "", ""],
        [str(folder / "deep" / "c.docx"), "", "", "paragraph 1", "Univ D"],
    ]
    assert seen.rows[-1].origin.file.endswith("c.docx")
    assert [problem.split(": ", 2)[2].split(",")[0] for problem, _ in seen.problems] == [
        "is a PNG image",
        "no column of affiliations: name it with --column; columns: x",
    ]


def test_files_that_are_named_must_be_read(read_paths: Reading, folder: Path) -> None:
    assert read_paths(folder / "a.csv", folder / "b.txt").every_text == [
        "Univ A",
        "Univ B",
        "Univ C",
    ]
    with pytest.raises(InputError, match=r"d\.png: is a PNG image"):
        read_paths(folder / "a.csv", folder / "deep" / "d.png")
    with pytest.raises(InputError, match="can't be read: No such file"):
        read_paths(folder / "a.csv", folder / "nowhere.csv")


def test_an_archive_is_read_like_a_folder(read: Reading, read_paths: Reading, folder: Path) -> None:
    inner = archive(**{"f.txt": b"Univ F\n"})
    content = archive(**{
        "a.csv": b"affiliation,x\nUniv A,1\n", "in/b.json": b'[{"affiliation": "Univ B"}]',
        "in/c.zip": inner, "__MACOSX/a.csv": b"x",
    })  # fmt: skip
    seen = read(content)
    assert seen.title == "3 files"
    assert [(row.origin.file, row.texts[0]) for row in seen.rows] == [
        ("standard input/a.csv", "Univ A"),
        ("standard input/in/b.json", "Univ B"),
        ("standard input/in/c.zip/f.txt", "Univ F"),
    ]
    (folder / "all.zip").write_bytes(content)
    assert "Univ F" in read_paths(folder).every_text


def test_what_goes_wrong_names_the_file(read: Reading) -> None:
    content = archive(**{"a.csv": b"n,affiliation\n1,Univ A,x\n", "b.csv": b"affiliation\n"})
    seen = read(content)
    assert seen.every_text == ["Univ A"]
    assert "standard input/a.csv: more cells than columns" in seen.said
    assert "standard input/b.csv: no row has an affiliation" in seen.said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (archive(), "no files"),
        (archive(**{"a.csv": b"x,y\n1,2\n"}), "none of the files"),
        (archive(**{"a.csv": b"affiliation\nA\n"})[:-30], "broken zip"),
        (archive(z=archive(z=archive(z=archive(z=archive(z=b"Univ A\n"))))), "more than 3 times"),
    ],
)
def test_archives_that_can_t_be_read_are_refused(read: Reading, content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content)


def test_a_bomb_within_is_refused(read: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    from unitracker.screening.reading import folders

    monkeypatch.setattr(folders, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(InputError, match="bomb"):
        read(archive(**{"a.txt": bytes(5_000_000)}))


def test_an_empty_folder_and_standard_input_beside_files(
    read_paths: Reading, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no files in this folder"):
        read_paths(tmp_path)
    with pytest.raises(InputError, match="read alone"):
        read_paths(tmp_path, Path("-"))


def message(html: bool = False) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Li Wu <wu@univ-a.example>"
    mail["To"] = "office@example.org"
    mail["Subject"] = "Visit of Univ X"
    mail["Date"] = "Tue, 02 Mar 2021 10:00:00 +0800"
    text = (
        "Dear all,\n\nI work at the School of Physics and Astronomy of the great Univ\nB, 中国.\n"
    )
    if html:
        mail.set_content("<style>Univ S</style><p>Univ C</p><p>at <b>Univ</b> D", subtype="html")
    else:
        mail.set_content(text, cte="base64")
        mail.add_alternative("<p>twin</p>", subtype="html")
    return mail


def test_an_e_mail_is_read_by_paragraph(read: Reading) -> None:
    seen = read(message().as_bytes())
    assert seen.title == "e-mail"
    assert [(row.cells[0], row.cells[2]) for row in seen.rows] == [
        ("From", "Li Wu wu@univ-a.example"),
        ("To", "office@example.org"),
        ("text", "Dear all,"),
        ("text", "I work at the School of Physics and Astronomy of the great Univ B, 中国."),
    ]
    assert seen.rows[0].date == "2021-03-02"
    html = read(message(html=True).as_bytes())
    assert html.every_text[2:] == ["Univ C", "at Univ D"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_header_may_hold_letters_as_they_are(read: Reading, encoding: str) -> None:
    lines = [
        "From: 长春理工大学 <a@b.example>",
        "To: x@y.example",
        "Subject: -",
        "Date: -",
        "",
        "Hi",
    ]
    seen = read("\n".join(lines).encode(encoding), input_format="email")
    assert seen.every_text[0] == "长春理工大学 a@b.example"


def test_attachments_are_files_of_their_own(read: Reading) -> None:
    mail = message()
    mail.add_attachment(
        word(paragraph("Univ W")), maintype="application", subtype="octet-stream",
        filename="cv.docx",
    )  # fmt: skip
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    seen = read(mail.as_bytes())
    assert [row.origin.file for row in seen.rows][-1] == "standard input/cv.docx"
    assert seen.every_text[-1] == "Univ W"
    assert len(seen.rows) == 5


@pytest.mark.parametrize("date", ["Thu, 26 Nov 2022022022026 10:00", "Thu, 99 Nov 2026", "x"])
def test_a_date_that_no_calendar_has_is_none(read: Reading, date: str) -> None:
    lines = ("From: Li <li@example.org>", "Subject: Visit", f"Date: {date}", "", "Univ X, Beijing")
    seen = read("\n".join(lines).encode(), input_format="email")
    assert any("Univ X" in text for text in seen.every_text)
    assert {row.date for row in seen.rows} == {""}
