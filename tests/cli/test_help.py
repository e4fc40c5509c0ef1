"""Help and wrong calls: what there is, where to look, examples last."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from rich.cells import cell_len

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


NARROW = 40


@pytest.mark.parametrize("call", EVERY)
def test_the_help_fits_a_narrow_screen(shared: Program, call: str) -> None:
    lines = shared(*call.split(), "--help", COLUMNS=str(NARROW)).lines
    # Examples stay on their lines, so that they can be copied.
    told = lines[: lines.index("Examples:")]
    assert [line for line in told if cell_len(line) > NARROW] == []


@pytest.mark.parametrize("call", EVERY)
def test_examples_name_commands_and_options_that_exist(shared: Program, call: str) -> None:
    for line in read_help(EVERY[call].help).examples:
        typed = line[line.index("unitracker ") :].partition(" | ")[0].partition(" > ")[0]
        words = shlex.split(typed)[1:]
        command = words[:2] if words[0] == "data" else words[:1]
        assert " ".join(command) in EVERY
        text = shared(*command, "--help").out
        for option in (word for word in words if re.match("--?[a-z]", word)):
            assert re.search(rf"{option}\b", text), (line, option)


WRONG = {
    "a slip": ("shwo CUST", 'no command "shwo"', ["did you mean: unitracker show"]),
    "far": ("xyzzy", 'no command "xyzzy"', ["unitracker show xyzzy", "unitracker help"]),
    "a name": ("NWPU", 'no command "NWPU"', ["to look up a name: unitracker show NWPU"]),
    "Chinese": ("长春理工大学", "no command", ["to look up a name: unitracker show 长春理工大学"]),
    "a name of several words": (
        "Harbin Institute of Technology --all",
        'no command "Harbin"',
        ["to look up a name: unitracker show Harbin Institute of Technology"],
    ),
    "with a sign": ("Xi\\'an", "no command", ["""unitracker show 'Xi'"'"'an'"""]),
    "in data": ("data udpate", 'data: no command "udpate"', ["mean: unitracker data update"]),
    "of data": ("rollback", 'no command "rollback"', ["did you mean: unitracker data rollback"]),
    "asked about": ("help data nope", 'data: no command "nope"', ["its commands: info"]),
    "below a command": ("help show x", 'show: no command "x"', []),
    "an option": (
        "show CUST --fromat json",
        "show: no option --fromat",
        ["did you mean: --format", "it takes: --format, "],
    ),
    "a short form": ("show CUST --a", "show: no option --a", ["did you mean: --all"]),
    "before a command": ("--verson", "no option --verson", ["did you mean: --version"]),
    "far from options": ("filter --xyz", "filter: no option --xyz", ["it takes: ", "--sort, "]),
    "a format": (
        "show CUST -f jsn",
        'show: --format: no "jsn"; choose one of table, tsv, csv, json, ndjson, markdown',
        ["did you mean: json", "unitracker show --help"],
    ),
    "no argument": (
        "show",
        "show: NAME... is missing",
        ["such as: unitracker show ", "how to call it: unitracker show --help"],
    ),
    "no option": ("data note CUST x", "data note: --source URL is missing", ["such as: "]),
    "no value": ("show -f", "show: -f needs a value", ["unitracker show --help"]),
    "a value too many": ("show CUST --all=3", "show: --all takes no value", []),
    "too many": ("areas x", "areas: too many arguments: x", ["unitracker areas --help"]),
    "not quoted": ("timeline Beihang University", "timeline: too many", ["in quotation marks"]),
    "no number": ("filter --limit x", "filter: --limit: 'x' is no whole number from 0 on", []),
    "too small": ("screen --workers 0", "screen: --workers: 0 is no whole number from 1 on", []),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_call_says_what_there_is(shared: Program, case: str) -> None:
    call, message, notes = WRONG[case]
    result = shared(*shlex.split(call))
    assert result.status == 2
    assert result.out == ""
    first, *others = result.err.splitlines()
    assert first.startswith(f"unitracker: {message}")
    for note in notes:
        assert any(note in line for line in others), result.err
    assert len(others) <= 3


def test_options_are_named_the_nearest_first_and_all(shared: Program) -> None:
    (named,) = re.findall("it takes: (.*)", shared("show", "CUST", "--formt").err)
    options = named.split(", ")
    assert options[0] == "--format"
    held = re.findall(r"^  (?:-\w, )?(--[\w-]+)", shared("show", "--help").out, re.MULTILINE)
    assert sorted(options) == sorted(held)


def test_messages_break_at_words(shared: Program) -> None:
    for width in (WIDE, NARROW):
        shown = shared.terminal("filter", "--formt", "json", width=width)
        assert shown.status == 2
        assert max(map(cell_len, shown.lines)) <= width
        words = " ".join(shown.text.split())
        assert "--collaborates-with, " in words
        assert "how to call it: unitracker filter --help" in words


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
