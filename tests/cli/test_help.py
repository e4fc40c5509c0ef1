"""Help and wrong calls: what there is, where to look, examples last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from unitracker.cli.commands import COMMANDS, GROUPS, app
from unitracker.cli.help_text import read_help

from .program import Program

WIDE = 80


def commands() -> Iterator[tuple[str, Any]]:
    """Yield every command by how it is called; "" is the program."""
    group: Any = typer.main.get_command(app)
    yield "", group
    for name in COMMANDS:
        held = group.get_command(None, name)
        yield name, held
        for inner, below in getattr(held, "commands", {}).items():
            yield f"{name} {inner}", below


EVERY = dict(commands())


def test_the_help_of_the_program_has_every_command_in_a_group(shared: Program) -> None:
    said = shared("--help", COLUMNS=str(WIDE)).out
    titles = re.findall(r"^([A-Z][a-z ]+):$", said, re.MULTILINE)
    assert titles == [*GROUPS, "Options", "Examples"]
    for name in COMMANDS:
        assert re.search(rf"^ .*\b{name}\b", said, re.MULTILINE), name
    assert "..." not in said.partition("Look up:")[2]
    assert shared("-V").out == shared("--version").out


@pytest.mark.parametrize("call", EVERY)
def test_the_help_ends_with_examples_on_the_screen(shared: Program, call: str) -> None:
    lines = shared(*call.split(), "--help", COLUMNS=str(WIDE)).out.rstrip().splitlines()
    assert max(map(len, lines)) <= WIDE
    examples = lines[lines.index("Examples:") + 1 :]
    assert 1 <= len(examples) < 20
    assert all("unitracker " in line for line in examples)
    sentence = read_help(EVERY[call].help).paragraphs[0]
    assert f"  {sentence}" in lines, "the first sentence takes more than a line"


@pytest.mark.parametrize("call", EVERY)
def test_help_explains_as_the_option_does(shared: Program, call: str) -> None:
    assert shared("help", *call.split()).out == shared(*call.split(), "--help").out


@pytest.mark.parametrize(
    ("call", "message", "notes"),
    [
        (("shwo", "CUST"), "no command 'shwo' in 'unitracker'", ["did you mean: unitracker show"]),
        (("xyzzy",), "no command 'xyzzy' in 'unitracker'", ["unitracker show xyzzy"]),
        (("NWPU",), "no command 'NWPU' in 'unitracker'", ["unitracker show NWPU"]),
        (
            ("data", "udpate"),
            "no command 'udpate' in 'unitracker data'",
            ["unitracker data update"],
        ),
        (
            ("help", "data", "nope"),
            "no command 'nope' in 'unitracker data'",
            ["its commands: info"],
        ),
        (
            ("show", "CUST", "--fromat", "json"),
            "no option '--fromat' of 'unitracker show'",
            ["did you mean: --format", "it takes: --all, --for, "],
        ),
        (("filter", "--xyz"), "no option '--xyz' of 'unitracker filter'", ["it takes: --sort, "]),
        (("show", "CUST", "-f", "xml"), "'xml' is not one of", ["unitracker show --help"]),
        (("show",), "Missing argument", ["unitracker show --help"]),
        (("show", "-f"), "requires an argument", ["COMMAND --help"]),
    ],
)
def test_a_wrong_call_says_what_there_is(
    shared: Program, call: tuple[str, ...], message: str, notes: list[str]
) -> None:
    result = shared(*call)
    assert result.status == 2
    assert result.out == ""
    first, *others = result.err.splitlines()
    assert message in first
    for note in notes:
        assert any(note in line for line in others), result.err
    assert len(others) <= 3


def test_what_is_far_from_every_command_is_not_taken_for_one(shared: Program) -> None:
    assert "did you mean" not in shared("xyzzy").err
    assert "did you mean" not in shared("filter", "--xyz").err


def test_help_of_a_command_is_offered(shared: Program) -> None:
    def offered(*words: str) -> list[str]:
        return shared(
            _UNITRACKER_COMPLETE="complete_bash",
            COMP_WORDS="\n".join(["unitracker", "help", *words]),
            COMP_CWORD=str(len(words) + 1),
        ).lines

    assert offered("sc") == ["screen"]
    assert offered("data", "up") == ["update"]


def test_parts_of_a_help_text() -> None:
    text = read_help(
        "Do it.\n\nMore\nof it.\n\n\b\na  one\nb  two\n\n\b\nunitracker x\n\nExit status: 0."
    )
    assert text == (
        ("Do it.", "More of it.", "\b\na  one\nb  two"),
        "Exit status: 0.",
        ("unitracker x",),
    )
