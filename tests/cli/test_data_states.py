"""``data diff``, ``data check-age``, and what other commands say of overdue lists."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import CUST
from tests.release_archives import make_release
from unitracker.catalogue.location import bundled_data

from .program import Program

AGE = {"UNITRACKER_NO_AGE_WARNING": ""}


def test_states_of_all_kinds_are_compared(run: Program, small_data: Path) -> None:
    old = make_release(small_data, run.home, "2099.1.0")
    new = make_release(small_data, run.home, "2099.2.0", "medium")
    expected = f"institution\t{CUST}\tChangchun University of Science and Technology\t"
    expected += "Risk level from high to medium."
    assert run("data", "diff", str(old), str(new)).lines[1:] == [expected]
    # A directory of data, and one that holds it.
    assert run("data", "diff", str(small_data), str(new)).lines[1:] == [expected]
    assert run("data", "diff", str(small_data.parent), str(new)).lines[1:] == [expected]
    same = run("data", "diff", str(small_data), str(old))
    assert (same.status, same.out) == (1, "")
    # Versions that are held, by number.
    assert run("data", "update", str(old)).status == 0
    assert run("data", "update", str(new)).status == 0
    assert run("data", "diff", "2099.1.0", "data").lines[1:] == [expected]
    assert run("data", "diff", "data", "data").status == 1
    assert len(run("data", "diff", "bundled", "data").lines) > 1


def test_own_data_is_compared(run: Program) -> None:
    run.own_profile()
    run("data", "note", CUST, "Zeppelin", "--source", "https://example.org/")
    rows = run("data", "diff", "data", "own", "-f", "json").json
    assert [(row["id"], row["change"]) for row in rows] == [
        (CUST, "1 note added: Zeppelin."),
        ("my-own-university", "New profile: My Own University (civilian, not-stated)."),
    ]


@pytest.mark.parametrize("name", ["nowhere", "2020.1.0", "."])
def test_what_is_no_state_is_said(run: Program, name: str) -> None:
    told = run("data", "diff", "data", name)
    assert (told.status, told.out) == (2, "")
    assert "Traceback" not in told.err


def test_overdue_lists_have_a_status_for_scripts(run: Program, small_data: Path) -> None:
    told = run("data", "check-age", "-f", "json")
    assert told.status == 1
    assert all(row["overdue_days"] > 0 for row in told.json)
    # A release in which every list was just looked at has none.
    for path in (small_data / "lists").glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        content["renewal"] = {"interval_days": 3000, "basis": "x"}
        path.write_text(json.dumps(content), encoding="utf-8")
    from unitracker.catalogue import Catalogue
    from unitracker.catalogue.build.validation import check_everything

    check_everything(Catalogue(data=small_data, user=run.home), mend=True)
    release = make_release(small_data, run.home, "2099.1.0")
    assert run("data", "update", str(release)).status == 0
    told = run("data", "check-age")
    assert (told.status, told.out) == (0, "")
    assert "overdue" not in run("show", CUST, **AGE).err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("show", CUST), True),
        (("show", "Nowhere University of Nothing"), True),
        (("show", CUST, "-f", "json"), True),
        (("show", CUST, "--on", "2021"), False),
        (("search", "laser"), True),
        (("filter", "--province", "Jilin"), True),
        (("compare", "BUAA", "CUST"), True),
        (("lists",), True),
        (("policies",), True),
        (("export", "names"), True),
        (("screen", "-f", "csv"), True),
        (("terms",), False),
        (("data", "info"), False),
    ],
)
def test_answers_say_once_that_lists_are_overdue(
    shared: Program, args: tuple[str, ...], said: bool
) -> None:
    count = len(shared("data", "check-age").column)
    lists = len(list((bundled_data() / "lists").glob("*.json")))
    told = shared(*args, stdin="CUST, Changchun\n", **AGE)
    line = f"unitracker: warning: {count} of {lists} lists are overdue: unitracker data check-age\n"
    assert told.err.count(line) == said
    assert told.err.count("overdue") == said
    assert "overdue" not in shared(*args, stdin="CUST, Changchun\n").err


def test_a_card_still_fits_the_screen(run: Program) -> None:
    shown = run.terminal("show", "BUAA", **AGE)
    assert "lists are overdue" in shown.lines[-1]
    assert len(shown.lines) <= 22
