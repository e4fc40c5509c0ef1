"""Any call of any command ends with a status, one message and nothing that acts on a terminal."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st

from unitracker.cli import main
from unitracker.cli.commands import app

STATUSES: Final = {0, 1, 2, 3, 130}
ELSEWHERE: Final = {
    "open": "opens a browser",
    "data edit": "opens an editor",
    "data update": "may fetch from the network",
}
"""Commands whose effects leave the process, and which."""

UNTRIED: Final = {"--fix": "rewrites the data files of the checkout"}
ACTS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Call:
    """What a call in this process gave."""

    status: object
    out: str
    err: str


@dataclass(frozen=True)
class Command:
    """A command with the parameters that it declares."""

    path: tuple[str, ...]
    options: tuple[Any, ...]
    arguments: tuple[Any, ...]


def declared(group: Any, path: tuple[str, ...] = ()) -> Iterator[Command]:
    """Yield every command that can be called here."""
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        here = (*path, name)
        if hasattr(command, "list_commands"):
            yield from declared(command, here)
        elif " ".join(here) not in ELSEWHERE:
            kinds: dict[str, list[Any]] = {"option": [], "argument": []}
            for held in command.params:
                if UNTRIED.keys().isdisjoint(held.opts):
                    kinds[held.param_type_name].append(held)
            yield Command(here, tuple(kinds["option"]), tuple(kinds["argument"]))


COMMANDS: Final = list(declared(typer.main.get_command(app)))

NAMES: Final = st.sampled_from(
    [
        "CUST",
        "BUAA",
        "长春理工大学",
        "Seven Sons",
        "CETC 38",
        "zw@nudt.edu.cn",
        "Jiao Tong",
        "nothing",
    ]
)
WORDS: Final = st.text(max_size=12).map(lambda text: text.replace("/", "").replace("\0", ""))
"""Whatever a shell can hand over, but no path: a word may name a file to write."""

VALUES: Final = st.one_of(
    NAMES,
    WORDS,
    st.integers(-3, 10**6).map(str),
    st.sampled_from(["2020", "2020-02-30", "2019-13", "high", "very-high,low", "us", "json", "-"]),
)


def value_of(held: Any) -> st.SearchStrategy[str]:
    """Return values for a parameter: those that it names, and others."""
    choices = list(getattr(held.type, "choices", ()))
    named = [str(getattr(choice, "value", choice)) for choice in choices]
    return st.one_of(st.sampled_from(named), VALUES) if named else VALUES


@st.composite
def calls(draw: st.DrawFn) -> list[str]:
    command = draw(st.sampled_from(COMMANDS))
    words = list(command.path)
    for _ in command.arguments:
        words += draw(st.lists(VALUES, max_size=2))
    options = st.lists(st.sampled_from(command.options), max_size=4) if command.options else None
    for held in draw(options) if options is not None else ():
        words.append(draw(st.sampled_from(held.opts)))
        if not held.is_flag:
            words.append(draw(value_of(held)))
    return words


@pytest.fixture(scope="module", autouse=True)
def _place_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A home and a working directory in which calls may write."""
    place = tmp_path_factory.mktemp("place")
    with pytest.MonkeyPatch.context() as changed:
        changed.chdir(place)
        changed.setenv("HOME", str(place))
        changed.setenv("UNITRACKER_DATA_DIR", str(place / "own"))
        changed.setenv("UNITRACKER_CONFIG", str(place / "none.toml"))
        (place / "none.toml").touch()
        (place / "own" / "profiles").mkdir(parents=True)
        yield


def call(words: list[str], given_input: bytes = b"") -> Call:
    """Run the program in this process; any exception but its own exit goes through."""
    streams = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(stream, encoding="utf-8") for stream in streams)
    held = signal.getsignal(signal.SIGPIPE) if os.name == "posix" else None
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(sys, "argv", ["unitracker", *words])
        changed.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_input), encoding="utf-8"))
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                status = end.code
            finally:
                gc.unfreeze()
                if held is not None:
                    signal.signal(signal.SIGPIPE, held)
    out.flush()
    err.flush()
    return Call(status, streams[0].getvalue().decode(), streams[1].getvalue().decode())


def check(done: Call, words: list[str]) -> None:
    assert done.status in STATUSES
    assert "Traceback" not in done.err
    assert ACTS.search(done.err) is None
    raw = {"--raw"} & set(words)
    assert raw or ACTS.search(done.out) is None
    if done.status == 2 and not done.out:
        assert done.err.strip()


@given(calls(), st.one_of(st.just(b""), st.binary(max_size=60), st.just(b"BUAA\nBeihang Univ\n")))
def test_any_call_ends_with_a_status_and_a_message(words: list[str], given_input: bytes) -> None:
    check(call(words, given_input), words)


@given(st.lists(st.one_of(WORDS, NAMES), max_size=4))
def test_any_words_are_a_call(words: list[str]) -> None:
    if words and " ".join(words[:2]) not in ELSEWHERE and words[0] not in ELSEWHERE:
        check(call(words), words)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_any_text_can_be_shown_as_json(texts: list[str]) -> None:
    done = call(["show", "-f", "ndjson", "--", *(text.replace("\0", "") for text in texts)])
    check(done, [])
    for line in done.out.splitlines():
        assert json.loads(line)["id"]


# Each call opens the index of names: a fifth of the usual number takes as long as the others.
@settings(max_examples=settings.default.max_examples // 5 if settings.default else 20)
@given(st.text(max_size=80), st.sampled_from(["csv", "tsv", "json", "ndjson", "markdown"]))
def test_any_line_can_be_screened(text: str, written: str) -> None:
    content = f"{text}\nBeihang University, Beijing, China\n".encode(errors="replace")
    done = call(["screen", "--input", "lines", "-f", written], content)
    # The input's own cells are data, and a pipe gets them as they are.
    check(done, ["--raw"])
    assert "beihang-university" in done.out


def test_commands_left_out_exist_or_will() -> None:
    tried = {command.path[0] for command in COMMANDS}
    assert {"show", "screen", "data", "export", "decide"} <= tried
    assert Path.cwd().name.startswith("place")
