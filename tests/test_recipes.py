"""The recipes of ``docs/recipes.md``: each is run where its tool is installed."""

from __future__ import annotations

import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

PAGE = Path(__file__).parent.parent / "docs" / "recipes.md"
BLOCK = re.compile(r"<!-- recipe: (.*?) -->\n```(\w+)\n(.*?)```", re.S)
PROGRAMS = ("fzf", "jq")
LIBRARIES = ("datasette", "duckdb", "polars")


class Recipe(NamedTuple):
    """A block of the page.

    Attributes:
        tool: what it needs beside the program.
        language: of the block.
        code: the block.
        said: what it must print.
        variable: of the environment, with its value, that does what a person would.
    """

    tool: str
    language: str
    code: str
    said: str
    variable: str


def recipes() -> Iterator[Recipe]:
    for about, language, code in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        said = re.search(r'says "(.*?)"$', about)
        variable = re.search(r"with (\w+=\S+?),", about)
        instead = re.search(r'instead of "(.*?)" run "(.*?)"', about)
        if instead:
            assert instead[1] in code
            head, _, last = instead[2].rpartition(" ")
            code = code.replace(instead[1], f"{head} {shlex.quote(last)}")
        yield Recipe(
            about.partition(",")[0],
            language,
            code,
            said[1] if said else "",
            variable[1] if variable else "",
        )


RECIPES = list(recipes())


class Ran(NamedTuple):
    """What became of a recipe."""

    code: int
    out: str
    errors: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory in which the recipes follow each other, with the program beside it."""
    home = tmp_path_factory.mktemp("recipes")
    programs = home / "bin"
    programs.mkdir()
    for name in ("unitracker", "datasette"):
        program = programs / name
        program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m {name} "$@"\n')
        program.chmod(0o755)
    (home / "work").mkdir()
    return home


def test_every_tool_that_is_promised_has_a_recipe() -> None:
    assert {recipe.tool for recipe in RECIPES} == {"sh", *PROGRAMS, *LIBRARIES}
    blocks = PAGE.read_text(encoding="utf-8").count("\n```sh") + len(
        re.findall(r"\n```(?:sql|python)", PAGE.read_text(encoding="utf-8"))
    )
    assert blocks == len(RECIPES) + 1, "only the block on installing isn't run here"


@pytest.fixture(scope="module")
def followed(place: Path) -> dict[int, Ran | str]:
    """Follow the page from its top to its end, since a recipe takes up what one before it left.

    Returns:
        For each recipe, by its number, what became of it or why it can't be tried here.
    """
    return {number: follow(recipe, place) for number, recipe in enumerate(RECIPES)}


def follow(recipe: Recipe, place: Path) -> Ran | str:
    if recipe.tool in LIBRARIES:
        if importlib.util.find_spec(recipe.tool) is None:
            return f"{recipe.tool} isn't installed"
    elif shutil.which(recipe.tool) is None:
        return f"{recipe.tool} isn't installed"
    environment = {
        "HOME": str(place),
        "LANG": "C.UTF-8",
        "PATH": f"{place / 'bin'}:{os.environ['PATH']}",
        "UNITRACKER_DATA_DIR": str(place / "own"),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(place / "cache")),
    }
    if recipe.variable:
        name, _, value = recipe.variable.partition("=")
        environment[name] = value
    if recipe.language == "sh":
        command = ["/bin/sh", "-ec", recipe.code]
    elif recipe.language == "sql":
        command = [sys.executable, "-c", "import duckdb, sys; duckdb.sql(sys.argv[1]).show()"]
        command.append(recipe.code)
    else:
        command = [sys.executable, "-c", recipe.code]
    ran = subprocess.run(
        command, cwd=place / "work", env=environment, capture_output=True, check=False
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@pytest.mark.skipif(os.name != "posix", reason="the recipes are for a POSIX shell")
@pytest.mark.parametrize("number", range(len(RECIPES)), ids=lambda held: RECIPES[held].tool)
def test_recipes(number: int, followed: dict[int, Ran | str]) -> None:
    ran = followed[number]
    if isinstance(ran, str):
        pytest.skip(ran)
    assert ran.code == 0, ran.errors
    assert RECIPES[number].said in ran.out
    assert "Traceback" not in ran.errors


@pytest.mark.skipif(os.name != "posix", reason="the recipes are for a POSIX shell")
@pytest.mark.usefixtures("followed")
def test_the_gate_never_passes_a_failure(place: Path) -> None:
    gate = place / "work" / "gate.sh"
    environment = {"PATH": f"{place / 'bin'}:{os.environ['PATH']}", "HOME": str(place)}
    for content, expected in (
        (b"author,affiliation\nA,Harvard University\n", "nothing at or above high"),
        (b"author,place\nA,Beihang University\n", "the screening failed"),
    ):
        (place / "work" / "some.csv").write_bytes(content)
        ran = subprocess.run(
            ["/bin/sh", str(gate), "some.csv"],
            cwd=place / "work",
            env=environment,
            capture_output=True,
            check=False,
        )
        assert expected in ran.stdout.decode(), ran.stderr.decode()
