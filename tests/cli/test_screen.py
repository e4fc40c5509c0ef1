"""``screen`` as people and pipelines call it."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from unitracker.screening.worker_pool import available_cores

from .program import COMMAND, Program

UNRATED = "University of Electronic Science and Technology of China, Chengdu"
"""On the US Entity List, and without a rating here."""

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
    assert result.status == 0
    assert "the input has columns of the same names; what was found is in unitracker_name" in (
        result.err
    )
    rows = list(csv.DictReader(io.StringIO(result.out)))
    assert [row["id"] for row in rows] == [CUST, "", "beihang-university | tsinghua-university"]
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
    assert result.lines[1:] == ["beihang-university | tsinghua-university"]
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
    text = f"{UNRATED}\n"
    assert run("screen", "--fail-on", "low", stdin=text).status == 0
    assert run("screen", "--fail-on", "listed", stdin=text).status == 3
    assert run("screen", "--fail-on", "us-entity-list", stdin=text).status == 3
    assert run("screen", "--fail-on", "low", "--fail-on", "listed", stdin=text).status == 3
    assert run("screen", "--fail-on", "low,listed", stdin=text).status == 3
    assert run("screen", "--fail-on", "low, us-entity-list", stdin=text).status == 3


def test_a_gate_sees_what_the_output_leaves_out(run: Program) -> None:
    text = "Beihang University, Beijing\n"
    result = run("screen", "--list", "uk-sanctions-list", "--fail-on", "very-high", stdin=text)
    assert result.status == 3
    assert "beihang" not in result.out


def test_a_gate_by_level_goes_by_the_date_of_each_row(run: Program) -> None:
    text = "affiliation,date\nBeihang University,2001\nBeihang University,2026\n"
    args = ["screen", "-c", "1", "--date-column", "date", "--fail-on", "very-high"]
    assert run(*args, stdin=text).status == 3


def test_a_gate_counts_what_is_to_check_and_is_not_tripped_by_it(run: Program) -> None:
    text = "Department of Physics, Northeastern University\n"
    result = run("screen", "--fail-on", "low", stdin=text)
    assert result.status == 0
    assert "not met for sure, but by 1 row to check" in result.err


def test_unrated_hits_that_a_level_leaves_out_are_counted(run: Program) -> None:
    text = f"{UNRATED}\nBUAA, Beijing\n"
    result = run("screen", "--min-risk", "very-high", stdin=text)
    said = "--min-risk left out 1 hit: 1 not rated, of which 1 on official lists"
    assert said in result.err
    assert "--min-risk" not in run("screen", "--min-risk", "low", stdin="BUAA, Beijing\n").err


def test_how_far_lists_reach_is_said_where_the_answer_is_none(run: Program) -> None:
    result = run("screen", "--list", "us-entity-list", stdin="Harvard\n")
    assert result.status == 1
    assert re.search(r"us-entity-list: \d+ of its [\d,]+ entries held", result.err)
    result = run("screen", "--policy", "strac", "--fail-on", "policy", stdin="Harvard\n")
    assert result.status == 0
    assert "canada-strac: falls on no row for sure; 1 of 1 lists" in result.err
    assert "canada-named-research-organizations: 85 of its 103" in result.err
    found = run("screen", "--policy", "strac", stdin="BUAA, Beijing\n")
    assert " held, as of" not in found.err


def test_a_date_that_has_passed_is_said_where_the_answer_rests_on_it(run: Program) -> None:
    text = "Beihang University, Beijing\n"
    assert "warning: us-entity-list: " in run("screen", stdin=text).err
    assert "warning: us-entity-list: " not in run("screen", "--on", "2026-11-01", stdin=text).err
    assert "us-entity-list: " not in run("screen", stdin="Tsinghua University, Beijing\n").err


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


def test_a_workbook_and_a_report_of_a_table(run: Program, table: str) -> None:
    calamine = pytest.importorskip("python_calamine")
    args = ["screen", table, "-o", "out.xlsx", "--report", "r.html", "--fail-on", "very-high"]
    assert run(*args).status == 3
    book = calamine.CalamineWorkbook.from_path(run.home / "out.xlsx")
    assert len(book.get_sheet_by_name("Screened").to_python()) == 4
    about = {row[0]: row[1] for row in book.get_sheet_by_name("About").to_python()}
    digest = hashlib.sha256(Path(table).read_bytes()).hexdigest()
    assert digest in about["File authors.csv"]
    page = (run.home / "r.html").read_text()
    for said in (digest, "Gate tripped by 1 row", "All 3 rows", "--fail-on very-high", "Smith"):
        assert said in page


@pytest.mark.parametrize("args", [[], ["-"]])
def test_a_report_has_the_checksum_of_standard_input(run: Program, args: list[str]) -> None:
    content = gzip.compress(TABLE.encode(), mtime=0)
    result = run("screen", *args, "-c", "affiliation", "--report", "r.html", stdin=content)
    assert result.status == 0
    page = (run.home / "r.html").read_text()
    assert hashlib.sha256(content).hexdigest() in page
    assert f"{len(content):,} bytes" in page


def test_a_report_is_the_same_but_for_its_time(run: Program, table: str) -> None:
    pages = []
    for _ in range(2):
        run("screen", table, "--report", "r.html")
        page = (run.home / "r.html").read_text()
        pages.append(re.sub(r"<dt>Made</dt><dd>[^<]+</dd>", "", page))
    assert pages[0] == pages[1]


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
        (["authors.csv", "--fail-on", "high,policy"], "needs --policy"),
        (["authors.csv", "--fail-on", "high,lsted"], "did you mean: listed"),
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


@pytest.fixture(scope="module")
def many() -> str:
    """Lines enough for several workers to be started."""
    names = [f"Beihang University {n % 100}, Beijing\nHarvard {n % 70}\n" for n in range(3_200)]
    return "".join(names)


@pytest.mark.parametrize(
    "args", [["-f", "csv"], ["-f", "json"], ["-f", "ndjson", "--only-hits"], ["-f", "markdown"]]
)
def test_workers_change_nothing(run: Program, many: str, args: list[str]) -> None:
    first = run("screen", *args, "--workers", "1", stdin=many)
    again = run("screen", *args, "--workers", "2", stdin=many)
    assert (again.out, again.err) == (first.out, first.err)
    if "csv" in args:
        assert len(first.lines) == 6_401


def test_reports_and_counts_are_the_same_with_any_number_of_workers(
    run: Program, many: str
) -> None:
    text = "affiliation,date\n" + "".join(
        f'"{line}",{number % 3 and 2020}\n' for number, line in enumerate(many.splitlines())
    )
    answers = set()
    for workers in ("1", "2"):
        args = ["-c", "1", "--date-column", "date", "--summary", "--report", "r.html"]
        result = run("screen", *args, "--workers", workers, stdin=text)
        page = (run.home / "r.html").read_text()
        page = re.sub(r"<dt>(Made|Command)</dt><dd>.*?</dd>", "", page)
        answers.add((result.out, result.err, page))
    assert len(answers) == 1


def test_what_was_read_before_a_packed_input_broke_is_written(run: Program, many: str) -> None:
    numbered = "".join(f"{line} {n}\n" for n, line in enumerate(many.splitlines()))
    packed = gzip.compress(numbered.encode())
    (run.home / "cut.txt.gz").write_bytes(packed[: len(packed) * 9 // 10])
    alone = run("screen", "cut.txt.gz", "--workers", "1")
    assert alone.status == 2
    assert len(alone.lines) > 2_000
    assert "broken: it ends too early" in alone.err
    again = run("screen", "cut.txt.gz", "--workers", "2")
    assert (again.status, again.out, again.err) == (alone.status, alone.out, alone.err)
    (run.home / "out.tsv").write_text("old")
    assert run("screen", "cut.txt.gz", "-o", "out.tsv").status == 2
    assert (run.home / "out.tsv").read_text() == "old"


def workers_of(process: subprocess.Popen[bytes]) -> list[int]:
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(number) for number in tasks.read_text().split()]


def started(run: Program, *args: str) -> tuple[subprocess.Popen[bytes], list[int]]:
    """Start a long screening with two workers; return it and them."""
    process = subprocess.Popen(
        [*COMMAND, "screen", "--workers", "2", *args],
        env=run.environment(),
        cwd=run.home,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdin
    process.stdin.write(b"".join(b"Beihang University %d\n" % n for n in range(8_000)))
    process.stdin.flush()
    deadline = time.monotonic() + 30
    while len(workers := workers_of(process)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == 2
    return process, workers


def alive(numbers: list[int]) -> list[int]:
    """Return the processes that live on, after some time to end."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        numbers = [number for number in numbers if Path(f"/proc/{number}/cmdline").exists()]
        numbers = [
            n for n in numbers if Path(f"/proc/{n}/stat").read_text().rpartition(")")[2][1] != "Z"
        ]
        if not numbers:
            break
        time.sleep(0.05)
    return numbers


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
two_cores = pytest.mark.skipif(available_cores() < 2, reason="needs two processors")


@linux
@two_cores
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGINT"])
def test_workers_end_with_the_program(run: Program, name: str) -> None:
    process, workers = started(run, "-o", "out.tsv")
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=30)
    assert process.returncode == (130 if name == "SIGINT" else -getattr(signal, name))
    assert b"Traceback" not in err
    assert alive(workers) == []
    left = [path.name for path in run.home.glob("*out*")] + [*run.home.glob(".out*")]
    assert left == [] or name == "SIGKILL"


@linux
@two_cores
def test_a_worker_that_is_killed_ends_the_run_with_one_message(run: Program) -> None:
    process, workers = started(run, "-o", "out.tsv")
    os.kill(workers[0], signal.SIGKILL)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 2
    assert err.decode().splitlines() == [
        "unitracker: a worker process was ended from outside (memory may be short): try --workers 1"
    ]
    assert alive(workers) == []
    assert not (run.home / "out.tsv").exists()


@linux
@two_cores
def test_workers_end_when_nobody_reads_the_result(run: Program) -> None:
    (run.home / "many.txt").write_text("Beihang University, Beijing\n" * 60_000)
    process = subprocess.Popen(
        [*COMMAND, "screen", "many.txt", "--workers", "2"],
        env=run.environment(),
        cwd=run.home,
        stdout=subprocess.PIPE,
    )
    assert process.stdout
    for _ in range(4_000):
        process.stdout.readline()
    workers = workers_of(process)
    assert len(workers) == 2
    process.stdout.close()
    assert process.wait(30) == -signal.SIGPIPE
    assert alive(workers) == []


@linux
@two_cores
def test_an_interrupt_says_what_was_done(run: Program) -> None:
    process, _ = started(run, "-o", "out.tsv")
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert re.fullmatch(
        r"unitracker: interrupted after [\d,]+ rows; out.tsv was not written\n", err.decode()
    )


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["-o", "x.html"], "--output: .html is not written"),
        (["-o", "x.csv", "-f", "json"], "the name says csv, --format json"),
        (["--report", "r.pdf"], "--report writes HTML, not .pdf: name it r.html"),
        (["-o", "x", "--report", "x"], "--output and --report name the same file"),
        (["--report", "in"], "--report would replace the input in"),
    ],
)
def test_names_of_files_that_mislead_are_refused(run: Program, args: list[str], said: str) -> None:
    (run.home / "in").write_text("Harvard\n")
    result = run("screen", "in", *args)
    assert (result.status, result.out) == (2, "")
    assert said in result.err
    assert sorted(path.name for path in run.home.iterdir()) == ["in", "own"]


def test_a_table_is_written_as_it_came(run: Program) -> None:
    text = (
        "\ufeffname;affiliation;note\r\n"
        'Li;"Beihang University, Beijing";"two\nlines"\r\n-;Harvard;+86-10-1\r\n'
    )
    (run.home / "in.csv").write_bytes(text.encode())
    assert run("screen", "in.csv", "-o", "out.csv").status == 0
    written = (run.home / "out.csv").read_bytes().decode()
    assert written.startswith("\ufeffname;affiliation;note;id;")
    assert written.count("\r\n") == 3
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert [row[:3] for row in rows[1:]] == [
        ["Li", "Beihang University, Beijing", "two\nlines"],
        ["-", "Harvard", "+86-10-1"],
    ]


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
def test_a_result_is_written_though_nobody_reads_what_is_said(run: Program, table: str) -> None:
    line = "(sleep 0.2; unitracker screen %s -o %s --summary; echo $? >status) 2>&1 | true"
    for name in ("out.csv", "out.xlsx"):
        run.shell(line % (table, name) + "; while [ ! -s status ]; do sleep 0.1; done")
        status = run.home / "status"
        assert status.read_text() == "0\n"
        status.unlink()
        assert (run.home / name).stat().st_size > 0
    assert run.shell(f"unitracker screen {table} -o closed.csv 2>&-").status == 0
    assert (run.home / "closed.csv").read_text().count("\n") == 4


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full disk")
@pytest.mark.parametrize("name", ["full.csv", "full.xlsx"])
def test_a_full_disk_is_one_message(run: Program, table: str, name: str) -> None:
    (run.home / name).symlink_to("/dev/full")
    result = run("screen", table, "-o", name)
    assert result.status == 2
    said = [line for line in result.err.splitlines() if "No space left" in line]
    assert len(said) == 1
    assert "Traceback" not in result.err


def test_the_name_of_a_file_says_its_format(run: Program, table: str) -> None:
    assert run("screen", table, "-o", "out.jsonl.gz").status == 0
    lines = gzip.decompress((run.home / "out.jsonl.gz").read_bytes()).splitlines()
    assert json.loads(lines[0])["hits"][0]["id"] == CUST
    result = run("screen", table, "-o", "-", "--bom")
    assert result.out.startswith("\ufeffname,")
    assert not (run.home / "-").exists()


def test_a_result_that_is_screened_again_says_where_the_new_columns_are(
    run: Program, table: str
) -> None:
    run("screen", table, "-o", "once.csv")
    result = run("screen", "once.csv", "-c", "affiliation")
    head = result.lines[0].split(",")
    assert len(head) == len(set(head))
    assert "what was found is in unitracker_id, " in result.err


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
    shown = screen.text.partition("unitracker: warning")[0]
    assert all(len(line) <= 80 for line in shown.splitlines())


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


def test_what_is_not_read_of_a_folder_is_no_clearance(run: Program) -> None:
    (run.home / "in").mkdir()
    (run.home / "in" / "a.txt").write_text("Harvard University\n")
    assert run("screen", "in").status == 1
    (run.home / "in" / "b.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    for args in ([], ["--fail-on", "low"]):
        result = run("screen", "in", *args)
        assert result.status == 2
        assert "not read: in/b.png: is a PNG image" in result.err
        assert "no answer" in result.err
    (run.home / "in" / "c.txt").write_text("Beihang University\n")
    assert run("screen", "in").status == 0
    assert run("screen", "in", "--fail-on", "low").status == 3


@pytest.mark.parametrize(
    "text", ["奥斯陆大学".encode() + b"\xff\n", "???大学\n".encode(), "奥斯\ufffd大学\n".encode()]
)
def test_lost_characters_are_no_clearance(run: Program, text: bytes) -> None:
    sound = "奥斯陆大学\n".encode() * 5
    assert run("screen", stdin=sound).status == 1
    result = run("screen", stdin=sound + text)
    assert result.status == 2
    assert "no answer" in result.err
    assert "(6)" in result.err


def test_a_tab_is_named_as_shells_write_it(run: Program) -> None:
    text = "name\tx\tinstitution\nLi\t,\tBeihang University\n"
    for delimiter in ("\t", "\\t", "tab"):
        result = run("screen", "--delimiter", delimiter, "-f", "csv", "--fields", "id", stdin=text)
        assert result.lines == ["id", "beihang-university"]
