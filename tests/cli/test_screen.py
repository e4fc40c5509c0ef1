"""``screen`` as people and pipelines call it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .program import COMMAND, Program

CUST = "changchun-university-of-science-and-technology"
TABLE = (
    "name,affiliation\n"
    'Li,"Changchun Univ Sci & Technol, Changchun, Peoples R China"\n'
    "Smith,Harvard University\n"
    'Wu,"Beihang University; Tsinghua University, Beijing"\n'
)


@pytest.fixture
def table(run: Program) -> str:
    path = run.home / "authors.csv"
    path.write_text(TABLE)
    return str(path)


def test_a_table_comes_back_with_what_was_found(run: Program, table: str) -> None:
    result = run("screen", table)
    assert (result.status, result.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [row["id"] for row in rows] == [CUST, "", "beihang-university; tsinghua-university"]
    assert [row["name"] for row in rows] == ["Li", "Smith", "Wu"]
    assert rows[0]["risk"] == "high"


def test_lines_from_standard_input(run: Program) -> None:
    result = run("screen", stdin="长春理工大学光电工程学院\n\nHarvard\n")
    assert result.rows[0][:2] == ["affiliation", "id"]
    assert [row[1] for row in result.rows[1:]] == [CUST, "", ""]
    assert run("screen", "-", stdin="长春理工大学\n").status == 0


def test_lines_of_json(run: Program) -> None:
    work = {"id": "W1", "authorships": [{"raw": ["Harvard", "BUAA, Beijing"]}]}
    result = run("screen", "--field", "authorships.raw", stdin=json.dumps(work) + "\n")
    (line,) = result.ndjson
    assert line["id"] == "W1"
    assert [hit["id"] for hit in line["hits"]] == ["beihang-university"]


def test_an_identifier_decides(run: Program) -> None:
    text = "affiliation,ror\nHarvard,https://ror.org/007mntk44\n"
    result = run("screen", "-c", "affiliation", "--id-column", "ror", "-f", "json", stdin=text)
    assert result.json[0]["hits"][0]["how"] == "identifier"


def test_the_same_affiliation_beside_other_identifiers(run: Program) -> None:
    text = (
        "affiliation,ror\nBeihang University,\n"
        "Beihang University,https://ror.org/007mntk44\nBeihang University,\n"
    )
    result = run("screen", "-c", "affiliation", "--id-column", "ror", "-f", "ndjson", stdin=text)
    found = [[(hit["id"], hit["how"]) for hit in line["hits"]] for line in result.ndjson]
    by_name = [("beihang-university", "exact")]
    assert found == [by_name, [(CUST, "identifier")], by_name]


def test_of_all_affiliations_of_a_row_the_best_hit_is_told(run: Program) -> None:
    texts = ["Northeastern University", "Northeastern University, Shenyang, China"]
    for order in (texts, texts[::-1]):
        result = run("screen", "--field", "raw", stdin=json.dumps({"raw": order}) + "\n")
        (hit,) = result.ndjson[0]["hits"]
        assert (hit["certainty"], hit["score"]) == ("hit", 1.0)


def test_an_announced_policy_is_open_and_fails_nothing(run: Program) -> None:
    # Announced on 8 July 2026; it goes by a list on which Beihang University stands.
    nsf = "us-nsf-restricted-entities"
    args = ["screen", "--policy", nsf, "--fail-on", "policy", "-f", "ndjson"]
    for date in ([], ["--on", "2026-08-01"]):
        result = run(*args, *date, stdin="Beihang University\n")
        (hit,) = result.ndjson[0]["hits"]
        assert (hit["policies"], hit["policies_open"]) == ([], [nsf])
        assert result.status == 0


def test_only_hits_by_risk_and_list(run: Program, table: str) -> None:
    result = run("screen", table, "--only-hits", "--fields", "name,id")
    assert [row.split(",")[0] for row in result.lines[1:]] == ["Li", "Wu"]
    result = run("screen", table, "--only-hits", "--min-risk", "very-high", "--fields", "id")
    assert result.lines[1:] == ["beihang-university; tsinghua-university"]
    result = run("screen", table, "--only-hits", "--list", "us-entity-list", "--fields", "id")
    assert result.lines[1:] == ["beihang-university"]


@pytest.mark.parametrize(
    ("level", "status"), [("very-high", 3), ("high", 3), ("low", 3), (None, 0)]
)
def test_fail_on_a_level(run: Program, table: str, level: str | None, status: int) -> None:
    args = ["--fail-on", level] if level else []
    result = run("screen", table, *args)
    assert result.status == status
    assert len(result.lines) == 4


def test_fail_on_a_level_that_nothing_reaches(run: Program) -> None:
    text = "Changchun Univ Sci & Technol, Changchun, China\n"
    assert run("screen", "--fail-on", "very-high", stdin=text).status == 0
    assert run("screen", "--fail-on", "high", stdin=text).status == 3


def test_a_gate_that_is_not_tripped_is_passed_though_nothing_was_found(run: Program) -> None:
    result = run("screen", "--fail-on", "low", stdin="Harvard\n")
    assert result.status == 0
    assert "doesn't mean that there is no risk" in result.err


def test_a_gate_knows_institutions_that_only_lists_name(run: Program) -> None:
    text = "Institute of Computing Technology, Chinese Academy of Sciences, Beijing\n"
    assert run("screen", "--fail-on", "low", stdin=text).status == 0
    assert run("screen", "--fail-on", "listed", stdin=text).status == 3
    assert run("screen", "--fail-on", "us-entity-list", stdin=text).status == 3
    assert run("screen", "--fail-on", "low", "--fail-on", "listed", stdin=text).status == 3


def test_a_gate_sees_what_the_output_leaves_out(run: Program) -> None:
    text = "Beihang University, Beijing\n"
    result = run("screen", "--list", "canada", "--fail-on", "very-high", stdin=text)
    assert result.status == 3


def test_a_gate_by_level_goes_by_the_date_of_each_row(run: Program) -> None:
    text = "affiliation,date\nBeihang University,2001\nBeihang University,2026\n"
    args = ["screen", "-c", "1", "--date-column", "date", "--fail-on", "very-high"]
    assert run(*args, stdin=text).status == 3


def test_a_gate_counts_what_is_to_check_and_is_not_tripped_by_it(run: Program) -> None:
    text = "Department of Physics, Northeastern University\n"
    result = run("screen", "--fail-on", "low", stdin=text)
    assert result.status == 0
    assert "not met for sure, but by 1 row to check" in result.err


def test_nothing_found_is_said_and_is_not_safe(run: Program) -> None:
    result = run("screen", stdin="Harvard\n")
    assert result.status == 1
    assert "doesn't mean that there is no risk" in result.err
    assert len(result.lines) == 2


def test_each_row_by_its_own_date(run: Program) -> None:
    text = (
        "affiliation,published\n"
        "Beihang University,2001-05-13\nBeihang University,2010\nBeihang University,soon\n"
    )
    result = run("screen", "-c", "1", "--date-column", "published", "-f", "ndjson", stdin=text)
    hits = [line["hits"][0] for line in result.ndjson]
    assert "us-entity-list" not in hits[0]["lists"]
    assert "us-entity-list" in hits[1]["lists"]
    assert [hit["on"] for hit in hits] == ["2001-05-13", "2010", "unreadable date"]
    assert [hit["risk"] for hit in hits] == ["not-stated", "not-stated", "very-high"]
    assert "unreadable date: screened as things stand today: 1 line (4)" in result.err


def test_a_date_for_all_rows(run: Program) -> None:
    result = run("screen", "--on", "2001-05-13", "-f", "ndjson", stdin="Beihang University\n")
    assert "us-entity-list" not in result.ndjson[0]["hits"][0]["lists"]


def test_policies_are_told_and_fail(run: Program) -> None:
    text = "affiliation,published\nBeihang University,2024-06\nBeihang University,2021\n"
    args = ["screen", "-c", "1", "--date-column", "published", "--policy", "strac"]
    result = run(*args, "--fail-on", "policy", "-f", "ndjson", stdin=text)
    assert result.status == 3
    assert [line["hits"][0]["policies"] for line in result.ndjson] == [["canada-strac"], []]
    before = text.splitlines()[0] + "\n" + text.splitlines()[2] + "\n"
    assert run(*args, "--fail-on", "policy", stdin=before).status == 0


def test_a_listed_part_is_told_from_the_whole(run: Program) -> None:
    text = "CETC 38th Research Institute, Hefei\nChina Electronics Technology Group Corporation\n"
    args = ["screen", "--policy", "us-export-administration", "--fail-on", "policy", "-f", "ndjson"]
    result = run(*args, stdin=text)
    part, whole = (line["hits"][0] for line in result.ndjson)
    assert part["lists_of_part"] == ["us-entity-list"]
    assert part["policies"] == ["us-export-administration"]
    assert whole["lists_of_part"] == []
    assert "us-entity-list" in whole["lists_of_other_parts"]
    assert whole["policies_open"] == ["us-export-administration"]
    assert run(*args, stdin=text.splitlines()[1]).status == 0


def test_a_report_and_a_summary(run: Program, table: str) -> None:
    report = run.home / "report.html"
    result = run("screen", table, "--report", str(report), "--summary")
    page = report.read_text()
    assert "Beihang University" in page
    assert "authors.csv" in page
    assert "3 rows: 2 with hits (3 institutions: very high 2, high 1), 0 to check" in result.err


@pytest.mark.parametrize("name", ["out.csv", "out.csv.gz"])
def test_a_file_is_written_whole(run: Program, table: str, name: str) -> None:
    path = run.home / name
    result = run("screen", table, "-o", str(path))
    assert (result.status, result.out) == (0, "")
    content = path.read_bytes()
    text = gzip.decompress(content) if name.endswith(".gz") else content
    assert text.count(b"\n") == 4
    assert [file.name for file in run.home.iterdir() if file.name.startswith(".out")] == []


def test_a_file_may_be_replaced_by_its_own_result(run: Program, table: str) -> None:
    assert run("screen", table, "-o", table).status == 0
    assert CUST in Path(table).read_text()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nowhere.csv"], "nowhere.csv: can't be read: No such file"),
        (["folder"], "there are no files in this folder"),
        (["authors.csv", "-c", "affil"], "no column 'affil'; columns: name, affiliation"),
        (["authors.csv", "--fields", "id,nope"], "no field 'nope'"),
        (["authors.csv", "--min-risk", "awful"], "awful"),
        (["authors.csv", "--list", "zzz"], "no official list 'zzz'"),
        (["authors.csv", "--policy", "zzz"], "no policy 'zzz'"),
        (["authors.csv", "--fail-on", "policy"], "needs --policy"),
        (["authors.csv", "--fail-on", "hgih"], "no risk level or official list 'hgih'"),
        (["authors.csv", "--on", "2020-13-01"], "no such date"),
        (["authors.csv", "--on", "2020", "--date-column", "name"], "not both"),
        (["authors.csv", "--field", "x", "-c", "y"], "not both"),
        (["authors.csv", "--id-column", "zzz"], "--id-column: no column 'zzz'"),
        (["authors.csv", "--encoding", "klingon"], "no encoding 'klingon'"),
        (["authors.csv", "--delimiter", "ab"], "single character"),
        (["authors.csv", "-o", "nowhere/out.csv"], "can't be written"),
        (["authors.csv", "--report", "."], "is a directory"),
        (["authors.csv", "--workers", "0"], "workers"),
        (["empty.csv"], "empty"),
        (["lines.txt", "--id-column", "x"], "--id-column is not for an affiliation a line"),
    ],
)
def test_wrong_calls_are_told_in_one_line(run: Program, args: list[str], said: str) -> None:
    (run.home / "authors.csv").write_text(TABLE)
    (run.home / "empty.csv").write_text("")
    (run.home / "lines.txt").write_text("x\n")
    (run.home / "folder").mkdir()
    result = run("screen", *args)
    assert result.status == 2
    assert result.out == ""
    assert said in result.err
    assert "Traceback" not in result.err
    assert not list(run.home.glob(".*out*"))


def test_hostile_input_loses_no_row(run: Program) -> None:
    content = (
        b"\xef\xbb\xbfname,affiliation\n"
        b'=cmd(),"Beihang University, Beijing"\n'
        b"a,b\0c,extra\n"
        b"\xff\xfe,x\n"
        b"\x1b[31m,[red]Harvard[/red]\n"
        b'short\n"open,Tsinghua University\n'
        b"last,Harvard\n"
    )
    result = run("screen", "--input", "csv", "-c", "affiliation", stdin=content)
    rows = list(csv.reader(io.StringIO(result.out)))
    assert len(rows) == 8
    assert rows[1][0] == "'=cmd()"
    assert "\x1b" not in result.out
    assert "[red]Harvard[/red]" in result.out
    for said in (
        "NULs were left out: 1 line (3)",
        "fewer cells than columns: 1 line (6)",
        "a quote is not closed",
    ):
        assert said in result.err


def test_a_line_of_ten_million_characters(run: Program) -> None:
    text = "Beihang University, Beijing " + "x" * 10_000_000 + "\nTsinghua University, Beijing\n"
    result = run("screen", "--fields", "id", stdin=text)
    assert result.column == ["beihang-university", "tsinghua-university"]


def test_workers_change_nothing(run: Program) -> None:
    rows = "".join(f"Beihang University {n}, Beijing\nHarvard {n}\n" for n in range(3000))
    alone = run("screen", "--workers", "1", stdin=rows)
    assert run("screen", "--workers", "2", stdin=rows).out == alone.out
    assert len(alone.lines) == 6001


def test_a_reader_that_leaves_early(run: Program) -> None:
    (run.home / "many.txt").write_text("Beihang University, Beijing\n" * 30_000)
    result = run.shell("unitracker screen many.txt | head -n 2")
    assert len(result.lines) == 2
    assert result.err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
def test_a_full_disk_is_said(run: Program) -> None:
    (run.home / "many.txt").write_text("Beihang University, Beijing\n" * 3_000)
    result = run.shell("unitracker screen many.txt > /dev/full")
    assert result.status == 2
    assert "No space left" in result.err
    assert "Traceback" not in result.err


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_an_interrupt_leaves_no_half_file(run: Program, workers: str) -> None:
    source = run.home / "many.txt"
    source.write_text("".join(f"Beihang University {n}, Beijing\n" for n in range(400_000)))
    out = run.home / "out.tsv"
    process = subprocess.Popen(
        [*COMMAND, "screen", str(source), "-o", str(out), "--workers", workers],
        env=run.environment(),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not list(run.home.glob(".out.tsv.*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert not out.exists()
    assert not list(run.home.glob(".out.tsv.*"))


def test_a_terminal_shows_rows_with_hits(run: Program, table: str) -> None:
    screen = run.terminal("screen", table, width=80)
    assert "Changchun University of Science and Technology  high, ASPI, 2019" in screen.text
    assert "Harvard" not in screen.text
    assert "3 rows: 2 with hits" in screen.text
    assert all(len(line) <= 80 for line in screen.lines)


def test_parquet_from_a_file(run: Program) -> None:
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    path = run.home / "a.parquet"
    pq.write_table(pa.table({"affiliation": ["Beihang University", None]}), path)
    result = run("screen", str(path))
    assert [row["id"] for row in csv.DictReader(io.StringIO(result.out))] == [
        "beihang-university",
        "",
    ]


def test_as_a_module_of_python(run: Program) -> None:
    code = (
        "from unitracker import Screener\n"
        "for hits in Screener().screen(['Beihang University, Beijing', 'Harvard']):\n"
        "    print([hit.institution for hit in hits])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=run.environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['beihang-university']\n[]\n"


@pytest.mark.skipif(os.name != "posix", reason="needs named pipes")
def test_a_named_pipe_is_written_to_and_stays_one(run: Program, table: str) -> None:
    pipe = run.home / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE, text=True) as reader:
        assert run("screen", table, "-o", str(pipe)).status == 0
        out, _ = reader.communicate(timeout=30)
    assert out.count("\n") == 4
    assert pipe.is_fifo()


def test_a_person_reads_the_rating_of_the_date(run: Program) -> None:
    text = "Harbin Institute of Technology, Harbin\n"
    for on, year in (("2022", "2020"), ("2026", "2025")):
        shown = run("screen", "--on", on, "-f", "table", stdin=text).out
        assert f"Harbin Institute of Technology  very high, ASPI, {year}" in shown
