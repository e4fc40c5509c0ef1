"""``decide``, and ``screen`` with decisions."""

from __future__ import annotations

from .program import Program, Result

AUTHORS = """\
author,affiliation
A,Northeastern University
B,"Northeastern University, Boston"
C,"Northeastern University, Shenyang"
D,"Department of Physics, Northeastern University"
A,Northeastern University
"""


def decide(run: Program, answers: str, *args: str) -> Result:
    (run.home / "authors.csv").write_text(AUTHORS)
    return run("decide", "authors.csv", "--decisions", "d.csv", *args, stdin=answers)


def screened(run: Program, *args: str) -> list[list[str]]:
    fields = "author,certainty,decision,decision_note"
    result = run("screen", "authors.csv", "--fields", fields, "-f", "tsv", *args)
    assert result.status in (0, 3)
    return result.rows[1:]


def test_answers_are_kept_one_by_one(run: Program) -> None:
    result = decide(run, "?\no\nby e-mail\nq\n", "--by", "A. Meyer")
    assert result.status == 1
    assert "in 2 rows" in result.out
    assert "Northeastern University (Boston, US)" in result.out
    assert "S, O  the same for every text" in result.out
    assert "1 decision added to d.csv; 1 left to decide" in result.err
    rows = screened(run, "--decisions", "d.csv")
    assert [row[:3] for row in rows] == [
        ["A", "other", "other"],
        ["B", "", ""],
        ["C", "hit", ""],
        ["D", "check", ""],
        ["A", "other", "other"],
    ]
    assert rows[0][3].startswith("by e-mail – A. Meyer, 20")
    again = decide(run, "s\n\n")
    assert "Department of Physics" in again.out
    assert again.out.count("may be ") == 1
    assert again.status == 0
    assert "nothing to decide" in decide(run, "").err


def test_a_name_is_decided_for_all_texts(run: Program) -> None:
    result = decide(run, "O\nwe have no partner there\n")
    assert (result.status, result.out.count("may be ")) == (0, 1)
    decided = [row[1] for row in screened(run, "--decisions", "d.csv")]
    assert decided == ["other", "", "hit", "other", "other"]


def test_the_file_in_ones_own_data_is_used_by_itself(run: Program) -> None:
    (run.home / "authors.csv").write_text(AUTHORS)
    made = run("decide", "authors.csv", stdin="s\n\na\nphoned\n")
    assert (run.own / "decisions.csv").is_file(), made.err
    assert made.status == 1
    assert [row[1] for row in screened(run)] == ["hit", "", "hit", "check", "hit"]
    result = run("screen", "authors.csv", "--fail-on", "medium")
    assert result.status == 3
    assert "decisions.csv: 1 ask, 2 same" in result.err


def test_an_end_of_answers_is_no_answer(run: Program) -> None:
    result = decide(run, "")
    assert (result.status, (run.home / "d.csv").exists()) == (1, False)
    assert "0 decisions added to d.csv; 2 left to decide" in result.err


def test_wrong_calls(run: Program) -> None:
    assert decide(run, "s\n", "--until", "soon").status == 2
    (run.home / "d.csv").write_text("text,institution,decision\nA,x,perhaps\n")
    result = run("screen", "authors.csv", "--decisions", "d.csv")
    assert (result.status, result.out) == (2, "")
    assert "line 2: decision 'perhaps': write same, other or ask" in result.err
    assert run("screen", "authors.csv", "--decisions", "none.csv").status == 2


def test_since_writes_changed_rows_alone(run: Program) -> None:
    lines = "Beihang University\nHarvard University\n"
    result = run("screen", "--since", "2026.11.0", "-f", "ndjson", stdin=lines)
    (row,) = result.ndjson
    assert row["affiliation"] == "Beihang University"
    assert row["hits"][0]["changes"]
    assert "only rows that name what changed after 2026.11.0" in result.err
    refused = run("screen", "--since", "yesterday", stdin=lines)
    assert (refused.status, refused.out) == (2, "")
    assert "no version 'yesterday'" in refused.err
