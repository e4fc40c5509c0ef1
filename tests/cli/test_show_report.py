"""``show --report``."""

from __future__ import annotations

from .program import Program


def test_institutions_are_filed_as_a_page(run: Program) -> None:
    result = run("show", "BUAA", "HIT", "BUAA", "--on", "2020", "--report", "r.html", "-f", "json")
    assert result.status == 0
    assert len(result.json) == 3
    page = (run.home / "r.html").read_text()
    assert page.count("<article") == 2
    assert "unitracker show BUAA HIT BUAA --on 2020" in page
    assert "Lists consulted" in page


def test_nothing_is_filed_where_nothing_is_found(run: Program) -> None:
    assert run("show", "Nowhere Institute of Nothing", "--report", "r.html").status == 1
    assert not (run.home / "r.html").exists()
    result = run("show", "BUAA", "--report", "r.pdf")
    assert (result.status, result.out) == (2, "")
    assert "name it r.html" in result.err
