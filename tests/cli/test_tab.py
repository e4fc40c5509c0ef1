"""Tab without Typer: what Typer would offer, or nothing of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from unitracker.catalogue import Catalogue
from unitracker.catalogue.cache import Cache
from unitracker.cli import tab
from unitracker.query.completions import COMPLETIONS, names_beginning

from .program import Program

SHELLS = ("bash", "zsh", "fish")


def asked(shell: str, *words: str) -> dict[str, str]:
    """Return the environment in which a shell asks what to offer for the last word."""
    if shell == "bash":
        return {
            tab.VARIABLE: "complete_bash",
            "COMP_WORDS": "\n".join(["unitracker", *words]),
            "COMP_CWORD": str(len(words)),
        }
    return {
        tab.VARIABLE: f"complete_{shell}",
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": " ".join(["unitracker", *words]),
    }


@pytest.fixture
def shipped(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the package was installed."""
    monkeypatch.setattr(
        tab, "_shipped_lines", lambda _, letters: list(names_beginning(catalogue, letters))
    )


WORDS = st.one_of(
    st.sampled_from(["show", "compare", "timeline", "open", "data", "-", "--all", "-f", "BUAA"]),
    st.sampled_from(
        ["", "c", "CU", "chang", "Xi'", "长", "harbin i", "a=b", "zzz", "--fie", "\u3000"]
    ),
    st.text(max_size=4),
)


@pytest.mark.usefixtures("shipped")
@given(st.sampled_from(SHELLS), st.lists(WORDS, max_size=3))
@example("zsh", ["show", ""])
@example("fish", ["show", "chang"])
@example("bash", ["show", "chang"])
@example("bash", ["open", "BUAA", ""])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_what_typer_offers(shared: Program, shell: str, words: list[str]) -> None:
    environ = asked(shell, *(word.replace("\0", "") for word in words))
    offered = tab.answer(environ)
    if offered is not None:
        result = shared(**environ)
        assert f"{offered}\n" == result.out


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize("shell", SHELLS)
def test_one_name_an_institution_with_its_rating(shell: str) -> None:
    offered = tab.answer(asked(shell, "show", "Chan"))
    assert offered is not None
    assert offered.count("hangchun") == 2  # the university and the institute of optics
    assert ("ASPI high" in offered) == (shell != "bash")
    every = tab.offers(names_beginning(Catalogue(), ""), "")
    assert len(every) == len(Catalogue())


@pytest.mark.usefixtures("shipped")
@pytest.mark.parametrize(
    "words",
    [
        ("show", "--f"),
        ("filter", "--list", "us"),
        ("show", "-f", "cs"),
        ("sh",),
        ("open", "a", "b"),
    ],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_other_words_are_left_to_typer(shell: str, words: tuple[str, ...]) -> None:
    assert tab.answer(asked(shell, *words)) is None


def test_the_file_of_an_installed_package_is_read(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    content = Cache("one", lambda: None).made(COMPLETIONS, catalogue)
    (tmp_path / COMPLETIONS.file).write_bytes(content)
    (tmp_path / "digest.json").write_text(json.dumps({"digest": "one"}))
    environ = {"XDG_DATA_HOME": str(tmp_path / "home")}
    found = tab._shipped_lines(environ, "长春", str(tmp_path))
    assert found == [tuple(line) for line in names_beginning(catalogue, "长春")]
    assert COMPLETIONS.file == tab.FILE
    # Whatever else may count is Typer's, which opens the catalogue.
    assert tab._shipped_lines(environ | {"UNITRACKER_DATA_DIR": "x"}, "长春", str(tmp_path)) is None
    assert tab._shipped_lines(environ, "长春", str(tmp_path / "none")) is None
    (tmp_path / COMPLETIONS.file).write_bytes(content[:-1])
    assert tab._shipped_lines(environ, "长春", str(tmp_path)) is None
    (tmp_path / COMPLETIONS.file).write_bytes(content)
    (tmp_path / "home" / "unitracker" / "profiles").mkdir(parents=True)
    assert tab._shipped_lines(environ, "长春", str(tmp_path)) is None
