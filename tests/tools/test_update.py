"""A file against a list: what is new, gone and changed, and what is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CETC, CUST
from tools.update.__main__ import main
from tools.update.comparison import Comparison, compare
from tools.update.library import OfficialList, read_list
from tools.update.parties import ListedParty

SOURCE = {"id": "s", "kind": "open-data", "title": "mirror", "url": "https://example.org/"}


def a_list(*entries: dict[str, Any], **changes: Any) -> OfficialList:
    texts = ("name", "short_name", "publisher", "legal_basis", "effect", "completeness")
    content = dict.fromkeys(texts, "A") | {
        "id": "us-uflpa",
        "country": "US",
        "url": "https://example.org/list",
        "as_of": "2025-01-01",
        "reach": {"counted": "rows", "as_of": "2025-01-01"},
        "renewal": {"basis": "A"},
        "sources": [SOURCE],
        "entries": [{"kind": "other", "note": "n", "source": "s"} | entry for entry in entries],
    }
    return OfficialList.model_validate(content | changes)


def party(name: str, **changes: Any) -> ListedParty:
    return ListedParty(**{"name": name, "row": "row 1", "countries": ("China",)} | changes)


def compared(entry: dict[str, Any], *parties: ListedParty, **options: Any) -> Comparison:
    return compare(a_list({"name": "Sample Institute"} | entry), parties, **options)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ({}, party("SAMPLE INSTITUTE")),
        ({}, party("The Sample Institute (SI)")),
        ({"name": "Sample Institute (SI)"}, party("Sample Institute")),
        ({}, party("Institute of Tests", aliases=("Sample Institute",))),
        ({"aliases": ["Institute of Tests"]}, party("Institute of Tests")),
        ({"name_zh": "样本研究院"}, party("Institut", name_zh="样本研究院")),
        ({"name": "X Academy. Subordinate Institution - 9th Institute"}, party("9th Institute")),
    ],
)
def test_an_entry_is_known_again(entry: dict[str, Any], found: ListedParty) -> None:
    result = compared(entry, found)
    assert (result.found, result.gone, result.new, result.renamed) == (1, [], [], [])


@pytest.mark.parametrize(
    ("entry", "other"),
    [
        ({"aliases": ["SI"]}, party("Standards Inst of Tests", aliases=("SI",))),
        ({}, party("Sample Institute of Technology and Design", countries=("Russia",))),
        ({}, party("Wholly Different Academy")),
    ],
)
def test_an_entry_is_not_mistaken_for_another(entry: dict[str, Any], other: ListedParty) -> None:
    result = compared(entry, other)
    assert result.found == 0
    assert [gone.name for gone in result.gone] == ["Sample Institute"]
    assert result.renamed == []


def test_an_alias_of_two_parties_matches_neither() -> None:
    shared = [party(name, aliases=("Institute of Tests",)) for name in ("One Co", "Two Co")]
    result = compared({"aliases": ["Institute of Tests"]}, *shared)
    assert (result.found, len(result.new)) == (0, 2)


def test_what_is_named_anywhere_in_the_file_is_not_gone() -> None:
    units = [party(name, aliases=("Sample Institute",)) for name in ("One Co", "Two Co")]
    assert compared({}, *units).gone == []


def test_a_name_changed_a_little_is_a_question() -> None:
    result = compared(
        {"name": "Changchung University of Samples"}, party("Changchun Univ of Samples")
    )
    ((entry, found, score),) = result.renamed
    assert (entry.name, found.name) == (
        "Changchung University of Samples",
        "Changchun Univ of Samples",
    )
    assert score > 90
    assert (result.gone, result.new) == ([], [])
    longer = compared({"name": "Sample Center Wuhan"}, party("Sample Center Wuhan, Main Campus"))
    assert [score for *_, score in longer.renamed] == [90.0]
    numbered = compared(
        {"name": "Sample Group 12th Institute"}, party("Sample Group 13th Institute")
    )
    assert numbered.renamed == []


def test_the_same_party_twice_is_one_and_another_date_is_another() -> None:
    same = party("Sample Institute", since="2020-01-01")
    assert compared({"since": "2020-01-01"}, same, same).new == []
    again = party("Sample Institute", since="2024-01-01")
    result = compared({"since": "2020-01-01"}, same, again)
    assert result.new == [again]
    assert result.unchanged == 1


def test_an_ended_entry_is_not_in_force_again_by_its_name() -> None:
    ended = {"since": "2020", "until": "2022"}
    result = compared(ended, party("Sample Institute", since="2024"))
    assert (result.found, len(result.new), result.gone) == (0, 1, [])
    assert compared(ended, party("Sample Institute", since="2020", until="2022")).unchanged == 1
    assert compared(ended, party("Bolt")).gone == []


def test_rows_left_out_are_remembered() -> None:
    held = a_list(left_out=[{"name": "Acme Co., Ltd.", "aliases": ["ACO"], "note": "no. 479"}])
    result = compare(held, [party("ACME CO LTD"), party("Bolt")])
    assert (result.left_out, [new.name for new in result.new]) == (1, ["Bolt"])


def test_unknown_countries_count_and_others_do_not() -> None:
    parties = [party("A", countries=()), party("B", countries=("Iran",))]
    result = compare(a_list(), parties)
    assert ([new.name for new in result.new], result.elsewhere) == (["A"], 1)


def test_what_changes() -> None:
    entry = {"since": "2020", "citation": "66 FR 1", "aliases": ["SI"]}
    found = party(
        "Institute of Tests",
        aliases=("S.I.", "Sample Institute", "Samples"),
        since="2020-03-04",
        citation="66 FR 1; 67 FR 2",
        name_zh="样本研究院",
    )
    (change,) = compared(entry, found).changed
    assert change.fields == {
        "name": "Institute of Tests",
        "aliases": ["SI", "Sample Institute", "S.I.", "Samples"],
        "name_zh": "样本研究院",
        "since": "2020-03-04",
    }
    (change,) = compared(entry, found, cite=lambda party: f"as of, {party.citation}").changed
    assert change.fields["citation"] == "as of, 66 FR 1; 67 FR 2"


def test_a_date_that_contradicts_is_left_to_the_maintainer() -> None:
    (change,) = compared({"since": "2019-05"}, party("Sample Institute", since="2020-03")).changed
    assert change.fields == {}
    assert change.remarks == ("since: 2019-05 held, 2020-03 in the file",)
    # A coarser date of the file says nothing new.
    assert compared({"since": "2019-05"}, party("Sample Institute", since="2019")).unchanged == 1


def test_a_part_of_a_list_ends_nothing() -> None:
    assert compared({}, party("Bolt"), complete=False).gone == []


PAGE = "<table><tr><th>Name of Entity</th><th>Effective Date</th></tr>{}</table>"


@pytest.fixture
def page(tmp_path: Path) -> Any:
    """Writes a page of the UFLPA list with these names and returns its path."""

    def write(*names: str) -> str:
        rows = "".join(f"<tr><td>{name}</td><td>March 4, 2026</td></tr>" for name in names)
        path = tmp_path / "list.html"
        path.write_text(PAGE.format(rows), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def run(small_data: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs the command on the small data; gives status, output and errors."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = main(["us-uflpa", *arguments, "--data", str(small_data)])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def put_entries(data: Path, *entries: dict[str, Any]) -> Path:
    path = data / "lists" / "us-uflpa.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    source, source_url = content["sources"][0]["id"], content["sources"][0]["url"]
    content |= {"as_of": "2026-07-24", "editions": []}
    content["checked"] = {"date": "2026-08-01", "found": "Nothing.", "url": source_url}
    content["entries"] = [
        {"kind": "other", "note": "By hand.", "source": source} | e for e in entries
    ]
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_nothing_is_written_without_being_asked(small_data: Path, run: Any, page: Any) -> None:
    path = put_entries(small_data, {"name": "Sample Institute"})
    before = path.read_bytes()
    status, out, err = run(page("Changchun University of Science and Technology"))
    assert (status, err, path.read_bytes()) == (0, "", before)
    assert "Gone from the file (1)\n  Sample Institute" in out
    assert f"-> {CUST}" in out


def test_a_list_is_brought_up_to_date(small_data: Path, run: Any, page: Any) -> None:
    path = put_entries(
        small_data,
        {"name": "Sample Institute", "institution": CUST, "part": "p", "seen_from": "2025-01"},
        {"name": "Institute of Tests", "since": "2020"},
        *({"name": f"{word} Laboratory", "since": "2026-03-04"} for word in "ABC"),
    )
    file = page(
        "Sample Institute (also known as Samples)",
        *(f"{word} Laboratory" for word in "ABC"),
        "Changchun University of Science and Technology",
        "CETC 38th Research Institute",
        "Department of Physics, Beihang University",
        "CETC 38th Research Institute Handa Company",
        "Group of Institutes (also known as Harbin University of Science and Technology)",
        "Unheard Of Institute",
        "Acme Hair Co., Ltd.",
    )
    status, out, err = run(file, "--write", "--as-of", "2026-09-01")
    assert (status, err) == (0, "")
    assert "1 new party out of scope" in out
    held = read_list(path)
    assert held.as_of == "2026-09-01"
    entries = {entry.name: entry for entry in held.entries}
    assert "Acme Hair Co., Ltd." not in entries
    kept = entries["Sample Institute"]
    assert (kept.institution, kept.part, kept.note) == (CUST, "p", "By hand.")
    assert (kept.aliases, kept.since) == (["Samples"], "2026-03-04")
    # What is gone is ended, not deleted: earlier dates are still answered.
    assert (entries["Institute of Tests"].until, entries["A Laboratory"].until) == (
        "2026-09-01",
        None,
    )
    cust = entries["Changchun University of Science and Technology"]
    assert (cust.institution, cust.part, cust.kind, cust.since) == (
        CUST,
        None,
        "university",
        "2026-03-04",
    )
    part = entries["CETC 38th Research Institute"]
    assert (part.institution, part.part) == (CETC, "cetc-38")
    # A department is not the university; someone has to decide, and validation asks for it.
    assert entries["Department of Physics, Beihang University"].institution is None
    assert entries["CETC 38th Research Institute Handa Company"].institution is None
    # An alias alone may be the parent's.
    assert entries["Group of Institutes"].institution is None
    assert entries["Unheard Of Institute"].institution is None
    source = next(source for source in held.sources if source.id == cust.source)
    assert (source.kind, source.url, source.date) == ("official", held.url, "2026-09-01")
    # What the former copy showed stays known, and a check before the file is of no more use.
    assert held.editions[-1].date == "2026-07-24"
    assert held.checked is None
    assert entries["Sample Institute"].seen_from is None
    # A second run finds nothing more to do.
    assert run(file, "--write", "--as-of", "2026-09-01")[0] == 0
    assert read_list(path) == held


@pytest.mark.parametrize(
    ("listed", "arguments", "message"),
    [
        ("ABCD", ("--write",), "no date of its own"),
        ("ABCD", ("--write", "--as-of", "2020"), "the file is of 2020, the copy held of"),
        ("A", ("--write", "--as-of", "2026-09-01"), "3 of 4 entries in force are not in the file"),
        ("AB", ("--write", "--as-of", "2026-09-01"), "2 of 4 entries in force are not in the file"),
    ],
)
def test_an_unlikely_file_writes_nothing(
    small_data: Path, run: Any, page: Any, listed: str, arguments: tuple[str, ...], message: str
) -> None:
    path = put_entries(small_data, *({"name": f"{word} Laboratory"} for word in "ABCD"))
    before = path.read_bytes()
    status, _, err = run(page(*(f"{word} Laboratory" for word in listed)), *arguments)
    assert (status, path.read_bytes()) == (2, before)
    assert message in err


def test_removals_can_be_accepted(small_data: Path, run: Any, page: Any) -> None:
    path = put_entries(small_data, *({"name": f"{word} Laboratory"} for word in "ABCD"))
    options = ("--write", "--as-of", "2026-09-01", "--accept-removals")
    assert run(page("A Laboratory"), *options)[0] == 0
    assert [entry.until for entry in read_list(path).entries] == [None, *["2026-09-01"] * 3]


def test_errors_are_one_line(small_data: Path, run: Any, page: Any) -> None:
    (small_data / "lists" / "us-uflpa.json").unlink()
    status, out, err = run(page("A"))
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "describe the list first" in err


def test_all_lists_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("us-entity-list\t.xml") for line in lines)
    assert any("by hand" in line for line in lines)
    with pytest.raises(SystemExit):
        main(["us-uflpa"])


@pytest.mark.skipif(sys.platform == "win32", reason="no such pipes there")
def test_a_closed_pipe_ends_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "tools.update"],
        stdout=writer,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")
