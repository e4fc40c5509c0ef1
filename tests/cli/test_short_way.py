"""The short way in front of Typer reads a call as Typer does, or leaves it to Typer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tools import short_options
from unitracker.cli import short_way
from unitracker.cli.commands import app
from unitracker.cli.short_options import OPTIONS
from unitracker.errors import UnitrackerError

VALUES = ["json", "csv", "JSON", "table", "id,risk", ",", "2020-12", "2020-13", "US", "all", ""]
WORDS = st.one_of(
    st.sampled_from(["CUST", "长春理工大学", "Beihang University", "-", "--", "--help", "-h"]),
    st.sampled_from([*OPTIONS, "--report", "--fie", "-fjson", "-af", "--all=1", "-V"]),
    st.sampled_from(VALUES),
    st.sampled_from([f"{name}={value}" for name in OPTIONS for value in VALUES]),
    st.text(max_size=5),
)
CALLS = st.tuples(
    st.sampled_from(["show", "show", "show", "sho", "search", "--all"]), st.lists(WORDS)
)


def test_the_table_is_renewed() -> None:
    said = "options or operands have changed: run 'python -m tools.renew'"
    assert short_options.MODULE.read_text(encoding="utf-8") == short_options.short_options(), said


def _called(monkeypatch: pytest.MonkeyPatch, run: Callable[[], Any]) -> list[Any]:
    """Return what a way calls ``show`` with, or the message with which it refuses to."""
    calls: list[Any] = []

    def show(
        names: Any, output: Any, on: Any, whole: Any, jurisdictions: Any, report: Any = None
    ) -> int:
        calls.append([names, vars(output), on, whole, jurisdictions or [], report])
        return 0

    with monkeypatch.context() as patched:
        patched.setattr("unitracker.cli.show.show", show)
        patched.setattr("unitracker.cli.showing.show", show)
        try:
            run()
        except UnitrackerError as error:
            calls.append(str(error))
    return calls


@given(CALLS)
@example(("show", ["--fields", "", "CUST"]))
@example(("show", ["CUST", "-f", "json", "--for", "US", "--for=CA", "--on", "2020-12"]))
@example(("show", ["CUST", "--fields=id", "--fields", "risk", "-a", "--no-header"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_call_is_read_as_typer_reads_it(
    monkeypatch: pytest.MonkeyPatch, call: tuple[str, list[str]]
) -> None:
    arguments = [call[0], *call[1]]
    short = _called(monkeypatch, lambda: short_way.run(arguments))
    if short:
        long = _called(monkeypatch, lambda: app(arguments, standalone_mode=False))
        assert short == long


@pytest.mark.parametrize(
    "arguments",
    [
        ["CUST"],
        ["CUST", "-f", "json"],
        ["CUST", "--format=csv", "--fields", "id,risk", "--no-header"],
        ["BUAA", "NWPU", "--on", "2020-12", "--for", "US", "-a", "--no-pager"],
        ["-", "-f", "ndjson"],
    ],
)
def test_usual_calls_go_the_short_way(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    assert _called(monkeypatch, lambda: short_way.run(["show", *arguments]))


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["show"],
        ["show", "--help"],
        ["show", "CUST", "--nosuch"],
        ["show", "CUST", "-f", "xml"],
        ["show", "CUST", "-f"],
        ["show", "CUST", "--report", "x.html"],
        ["show", "CUST", "--all=1"],
        ["search", "laser"],
    ],
)
def test_others_are_left_to_typer(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    assert _called(monkeypatch, lambda: short_way.run(arguments)) == []


def test_typer_itself_is_not_imported() -> None:
    code = (
        "import sys; from unitracker.cli import short_way; "
        "status = short_way.run(['show', 'CUST', '-f', 'json']); "
        "print(status, [name for name in ('typer', 'rich') if name in sys.modules],"
        " file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "0 []"
