"""The rooms of the house: arrows point downward, and each room keeps to its libraries."""

from __future__ import annotations

import ast
import importlib
import os
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import unitracker
from unitracker.screening import Screener

PACKAGE = Path(unitracker.__file__).parent
ROOT = PACKAGE.parent.parent

LAYERS = (
    {"enums", "errors", "text"},
    {"schema"},
    {"catalogue"},
    {"matching"},
    {"rules"},
    {"query"},
    {"artefacts", "screening"},
    {"spark", "rendering"},
    {"exporting"},
    {"cli"},
    {"__main__"},
)
"""From the ground up; a room may use those below it and none beside it."""

RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}

LONGEST = 400
"""Lines of a module of one purpose."""

WRITTEN = {"schema/records.py"}
"""Modules that a tool writes; they are as long as they are."""

TOLD_ONLY = {"SCHEMA_VERSION", "__version__"}
"""What the top of the package tells every room."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the path of each module, from the package on, and its tree."""
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the full names of modules that are imported anywhere, within functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            assert node.module
            if node.module == "unitracker":
                told = (name.name for name in node.names)
                yield from (f"unitracker.{name}" for name in told if name not in TOLD_ONLY)
            else:
                yield node.module


def room(path: str) -> str:
    return path.partition("/")[0].removesuffix(".py")


def test_every_room_has_its_layer() -> None:
    rooms = {room(path) for path, _ in modules()} - {"__init__"}
    assert rooms <= set(RANK)


def test_no_arrow_points_upward_and_there_is_no_circle() -> None:
    upward = [
        (path, name)
        for path, tree in modules()
        for name in imported(tree)
        if name.startswith("unitracker.")
        and room(path) != "__init__"
        and (other := name.split(".")[1]) != room(path)
        and RANK[other] >= RANK[room(path)]
    ]
    assert upward == []


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("typer", {"cli"}),
        ("rich", {"cli", "rendering"}),
        ("pydantic", {"schema", "catalogue"}),
        ("platformdirs", {"catalogue"}),
        ("rapidfuzz", {"matching", "query"}),
        ("cryptography", {"catalogue"}),
        ("pyarrow", {"screening", "spark"}),
        ("pyspark", {"spark"}),
    ],
)
def test_libraries_are_used_in_their_rooms_alone(library: str, rooms: set[str]) -> None:
    users = {
        room(path)
        for path, tree in modules()
        for name in imported(tree)
        if name.partition(".")[0] == library
    }
    assert users <= rooms


def test_pydantic_is_imported_by_the_schema_and_the_build_alone() -> None:
    users = [
        path
        for path, tree in modules()
        for name in imported(tree)
        if name.partition(".")[0] == "pydantic"
        and not path.startswith(("schema/", "catalogue/build/"))
    ]
    assert users == []


BLOCK = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "unitracker":
            raise ModuleNotFoundError(f"blocked: {name}", name=name)
sys.meta_path.insert(0, Block())
"""


@pytest.mark.parametrize(
    "text",
    [
        "Beihang University, Beijing",
        "Dept Phys, Beihang Univ, Beijing, Peoples R China",
        "北京航空航天大学",
        "HIT, Harbin",
        "Beihnag University, Beijing",
    ],
)
def test_screening_needs_the_standard_library_alone(screener: Screener, text: str) -> None:
    assert screener.match(text)  # and the derived files are there
    code = f"""{BLOCK}
from unitracker import Screener
print(bool(Screener().match({text!r})))
loaded = {{name.partition(".")[0] for name in sys.modules}} - {{"__main__"}}
print(sorted(loaded - set(sys.stdlib_module_names)))
"""
    start = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})"
    ran = subprocess.run(
        [sys.executable, "-S", "-c", f"{start}\n{code}"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert ran.stdout.splitlines() == ["True", "['unitracker']"], ran.stderr


def test_modules_are_short() -> None:
    lengths = {
        path.relative_to(base).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for base in (PACKAGE, ROOT / "tools", ROOT / "benchmarks")
        for path in base.rglob("*.py")
    }
    long = {path for path, length in lengths.items() if length > LONGEST}
    assert long - WRITTEN == set()


def packages() -> list[str]:
    found = pkgutil.walk_packages(unitracker.__path__, "unitracker.")
    return ["unitracker", *(module.name for module in found if module.ispkg)]


@pytest.mark.parametrize("name", packages())
def test_each_package_says_what_is_public(name: str) -> None:
    package = importlib.import_module(name)
    assert package.__doc__
    assert len(set(package.__all__)) == len(package.__all__)
    for public in package.__all__:
        value = getattr(package, public)
        if callable(value):
            assert value.__doc__, f"{name}.{public} has no docstring"


def test_the_pages_import_what_is_public() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]:
        text = page.read_text(encoding="utf-8")
        for name, listed in re.findall(
            r"^(?:>>> )?from (unitracker[\w.]*) import (.+)$", text, re.M
        ):
            public = importlib.import_module(name).__all__
            assert {part.strip() for part in listed.split(",")} <= set(public), f"{page}: {name}"
