"""The commands that README and the pages show are run, page by page, in the order of the page."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
import xlsxwriter

from tests.tracker_pages import TEXT_2019
from tools import commands_page
from unitracker import __version__
from unitracker.catalogue import Catalogue

from .forking import Forker

ROOT = Path(__file__).parents[2]
PAGES = sorted({ROOT / "README.md", *(ROOT / "docs").glob("*.md")} - {ROOT / "docs" / "recipes.md"})
_BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)

NOT_RUN: Final = {
    "python3 -m venv": "the checks run it in a fresh copy",
    "example.org/unitracker-data": "an address",
    "/media/stick": "a stick",
    "unitracker-data-": "a release that is yet to come",
    "../checkout": "another checkout",
    "nano": "an editor on a terminal",
    "tools.release": "a release",
    "minisign": "a key",
}
"""What a line holds that can't be run here, and why."""

ANSWERS: Final = {"decide": "s\nreason\n" * 5}
"""What is typed where a line asks; else nothing."""

HERE: Final = {
    "data remove": "data remove --yes",
    "import-page saved": "import-page --yes saved",
}
"""What stands in a line, and what here, where nobody can be asked."""

ENDS_OTHERWISE: Final = {
    "--fail-on": (0, 3),
    "--since": (0, 1),
    "check-age": (0, 1),
    "decide": (0, 1),
    "import-page": (0, 1),
    "--notes": (0, 1),
    "data diff bundled": (0, 1),
    "rollback": (2,),
    "open CUST": (0, 1),
}
"""What a line holds that may end with another status than 0; where several, the first counts."""


SHELL: Final = frozenset("|<>;&$*?`~#")
"""What a shell alone understands."""


def lines_of(page: Path) -> list[str]:
    """Return the calls of the program on a page, those over several lines joined."""
    blocks = _BLOCK.findall(page.read_text(encoding="utf-8"))
    joined = "\n".join(blocks).replace("\\\n", " ")
    lines = (re.sub(r"\s+#.*", "", line).strip() for line in joined.splitlines())
    return [
        line
        for line in lines
        if re.search(r"(^|[|;] ?|=\w+ )unitracker ", line)
        and not any(word in line for word in NOT_RUN)
    ]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory with the files that the pages speak of, and the program beside it."""
    program = tmp_path / "bin" / "unitracker"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m unitracker "$@"\n')
    program.chmod(0o755)
    # An editor that adds an alias, and a browser that shows nothing.
    change = 's/"aliases": \\[/"aliases": ["Abc College", /'
    scripts = {"browser": "exit 0", "editor": f"sed -i '{change}' \"$1\""}
    for name, script in scripts.items():
        (program.parent / name).write_text(f"#!/bin/sh\n{script}\n")
        (program.parent / name).chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    partners = (ROOT / "docs" / "examples" / "partners.csv").read_text(encoding="utf-8")
    (work / "partners.csv").write_text(partners, encoding="utf-8")
    (work / "authors.csv").write_text(partners.replace("since", "published"), encoding="utf-8")
    (work / "partners.txt").write_text("Beihang Univ, Beijing\nHarvard University\n")
    (work / "partners.tsv").write_text("1\tx\tBUAA\n2\ty\tNWPU\n")
    with xlsxwriter.Workbook(str(work / "partners.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["partner", "affiliation"])
        sheet.write_row(1, 0, ["Li W.", "Beihang University, Beijing, China"])
    work_line = json.dumps({"author": [{"affiliations": ["Harbin Inst Technol, Harbin"]}]})
    (work / "works.jsonl.gz").write_bytes(gzip.compress(work_line.encode()))
    saved = TEXT_2019.replace("Example University of Testing", "Beihang University")
    url = "https://unitracker.aspi.org.au/universities/beihang-university/"
    for name in ("saved.html", "saved.txt"):
        (work / name).write_text(f"{saved}\n{url}\n", encoding="utf-8")
    profile = json.loads(
        (ROOT / "data" / "profiles" / "dalian-minzu-university.json").read_text(encoding="utf-8")
    )
    new = profile | {"id": "new-institute", "name": "New Institute of Examples", "aliases": []}
    for key in ("name_zh", "identifiers", "former_names", "abbreviation", "parts", "tracker"):
        new.pop(key, None)
    (work / "new-institute.json").write_text(json.dumps(new), encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(os.name != "posix", reason="needs a shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_commands_of_a_page_work(place: Path, page: Path, forker: Forker | None) -> None:
    environment = {
        "PATH": f"{place / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(place),
        "XDG_CACHE_HOME": os.environ.get("XDG_CACHE_HOME", str(Path.home() / ".cache")),
        "LC_ALL": "C.UTF-8",
        "BROWSER": str(place / "bin" / "browser"),
        "EDITOR": str(place / "bin" / "editor"),
    }
    failed = []
    for shown in lines_of(page):
        line = shown
        for word, instead in HERE.items():
            line = line.replace(word, instead)
        if "jq" in line and not shutil.which("jq"):
            continue
        typed = "".join(typed for word, typed in ANSWERS.items() if word in line).encode()
        status, errors = follow(line, typed, place / "work", environment, forker)
        allowed = next((ends for word, ends in ENDS_OTHERWISE.items() if word in line), (0,))
        if status not in allowed or "Traceback" in errors:
            failed.append(f"{line}: {status}: {errors}")
    assert not failed, "\n".join(failed)


def follow(
    line: str, typed: bytes, work: Path, environment: dict[str, str], forker: Forker | None
) -> tuple[int, str]:
    """Run a line, in a shell if it needs one; return its status and what it says of errors."""
    if forker and line.startswith("unitracker ") and SHELL.isdisjoint(line):
        args = shlex.split(line)[1:]
        status, _, errors = forker.run(args, typed, environment, work, 60)
        return status, errors.decode()
    done = subprocess.run(
        ["sh", "-c", line],
        cwd=work,
        env=environment,
        input=typed,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr.decode()


def test_there_are_commands_on_the_pages() -> None:
    found = {page.name: len(lines_of(page)) for page in PAGES}
    assert found["README.md"] >= 10
    assert found["commands.md"] > 60
    assert found["offices.md"] > 8


def test_the_page_of_commands_is_renewed() -> None:
    said = "a command or its help has changed: run 'python -m tools.renew'"
    assert commands_page.PAGE.read_text(encoding="utf-8") == commands_page.commands_page(), said


def test_the_readme_counts_as_the_data_does(catalogue: Catalogue) -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8")
    outside = sum(record["rating"]["known_from"] == "not-in-tracker" for record in catalogue)
    rated = len(catalogue) - outside
    assert f"**Profiles** of {rated} institutions" in said
    assert f"and of {outside} that official lists name" in said
    assert f"**Lists**: {len(catalogue.vocabulary('lists'))} of" in said
    assert f"**Rules**: {len(catalogue.vocabulary('policies'))} policies" in said


def test_the_citation_has_the_version() -> None:
    said = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert "cff-version: 1.2.0\n" in said
    assert f'version: "{__version__}"\n' in said
    assert set(re.findall(r"^(\w[\w-]*):", said, re.MULTILINE)) >= {"message", "title", "authors"}
