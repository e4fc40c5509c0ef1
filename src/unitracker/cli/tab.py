"""What Tab offers behind ``unitracker show`` and its like, without importing Typer.

Typer asks the program itself what to offer: by environment variables that its scripts for Bash,
Zsh and fish set. Where the word to complete can only be an institution, and nothing but the data
that the package shipped counts, the answer is read from the one sorted file of names. A shell
waits for it at every press of the key, so that this module imports nothing that it can do
without. Everything else goes on to Typer, which gets the same names by :func:`offers`.
"""

from __future__ import annotations

import os
import sys

from unitracker.cli.short_options import OPERANDS
from unitracker.text.sorted_lines import end_of_line, first_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VARIABLE = "_UNITRACKER_COMPLETE"
"""Environment variable in which Typer's scripts say for which shell they ask."""

FILE = "completions.ndjson"
"""The sorted file: of each name its small letters, the id of the institution, how usual the name
is (0 the most), the name and the rating in words."""

_OWN = ("profiles", "notes", "releases.json")
"""What of the user's lies over the data that the package shipped, or in its place."""

_COMPILED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "compiled")
"""Where an installed package has the derived files; a checkout has none there."""

_SPECIAL = frozenset(" \t\n'\"()&;|<>$`\\*?[]#~!{}")


def offers(
    lines: Iterable[tuple[str, str, int, str, str]], incomplete: str, bash: bool = False
) -> list[tuple[str, str]]:
    """Return what is offered: one name an institution, its most usual one, and the rating.

    Args:
        lines: those of :data:`FILE` whose names begin with the letters typed.
        incomplete: the letters typed. They are kept as they are, whatever their case: shells
            drop what doesn't begin with them.
        bash: whether the shell is Bash, the only one that doesn't quote by itself.
    """
    best: dict[str, tuple[str, str, int, str, str]] = {}
    for line in lines:
        _, key, rank, name, _ = line
        typed = name[: len(incomplete)].casefold() == incomplete.casefold()
        if typed and (key not in best or rank < best[key][2]):
            best[key] = line
    held = sorted((name.casefold(), name, rated) for _, _, _, name, rated in best.values())
    rests = [(name[len(incomplete) :], rated) for _, name, rated in held]
    return [(incomplete + (escaped(rest) if bash else rest), rated) for rest, rated in rests]


def escaped(text: str) -> str:
    """Return text as Bash takes it for one word."""
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)


def answer(environ: Mapping[str, str]) -> str | None:
    """Return what the shell's script shall read; None where Typer must answer.

    Args:
        environ: the environment.
    """
    shell = environ.get(VARIABLE, "").removeprefix("complete_")
    asked = _words(environ, shell)
    if asked is None or not _institution_is_next(*asked):
        return None
    lines = _shipped_lines(environ, asked[1])
    if lines is None:
        return None
    found = offers(lines, asked[1], shell == "bash")
    if shell == "bash":
        return "\n".join(value for value, _ in found)
    if shell == "fish":
        return "\n".join(f"{value}\t{rated}" for value, rated in found)
    rows = "\n".join(f'"{_for_zsh(value)}":"{_for_zsh(rated)}"' for value, rated in found)
    return f"_arguments '*: :(({rows}))'" if rows else "_files"


def _words(environ: Mapping[str, str], shell: str) -> tuple[list[str], str] | None:
    """Return the words before the one to complete, and its letters; None if that isn't plain."""
    if shell == "bash":
        text, place = environ.get("COMP_WORDS", ""), environ.get("COMP_CWORD", "")
    elif shell == "zsh" or (
        shell == "fish" and environ.get("_TYPER_COMPLETE_FISH_ACTION") == "get-args"
    ):
        text, place = environ.get("_TYPER_COMPLETE_ARGS", ""), ""
    else:
        return None
    if not _QUOTES.isdisjoint(text):
        return None
    words = text.replace("\n", " ").split(" ")
    words = [word for word in words if word][1:]
    if shell == "bash":
        # The word to complete is missing from the words where it is still empty.
        number = int(place) - 1 if place.isascii() and place.isdecimal() else -1
        if number < 0 or len(words) - number not in (0, 1):
            return None
        return words[:number], words[number] if number < len(words) else ""
    if words and not text.endswith(" "):
        return words[:-1], words[-1]
    return words, ""


_QUOTES = frozenset("'\"\\=\t\r\v\f")
"""What Typer reads in its own way."""


def _institution_is_next(before: Sequence[str], incomplete: str) -> bool:
    """Tell whether the word to complete can only be the name of an institution."""
    if not before or before[0] not in OPERANDS:
        return False
    if any(word.startswith("-") for word in (*before, incomplete)):
        return False
    return OPERANDS[before[0]] or len(before) == 1


def _shipped_lines(
    environ: Mapping[str, str], letters: str, directory: str = _COMPILED
) -> list[tuple[str, str, int, str, str]] | None:
    """Return the lines that begin so of an installed package; None where other data counts."""
    if sys.platform != "linux" or "ANDROID_DATA" in environ or "UNITRACKER_DATA_DIR" in environ:
        return None
    home = environ.get("XDG_DATA_HOME", "").strip() or os.path.expanduser("~/.local/share")
    if any(os.path.lexists(os.path.join(home, "unitracker", name)) for name in _OWN):
        return None
    import json

    try:
        with open(os.path.join(directory, "digest.json"), "rb") as file:
            digest = json.loads(file.read())["digest"]
        with open(os.path.join(directory, FILE), "rb") as file:
            from mmap import ACCESS_READ, mmap

            text = mmap(file.fileno(), 0, access=ACCESS_READ)
        start = text.find(b"\n") + 1
        head = json.loads(text[:start])
        if head["size"] != len(text) or head["digest"] != digest:
            return None
        wanted = b"[" + json.dumps(letters.casefold(), ensure_ascii=False)[:-1].encode()
        found = []
        line = first_line(text, start, wanted)
        while text[line : line + len(wanted)] == wanted:
            end = end_of_line(text, line)
            found.append(tuple(json.loads(text[line:end])))
            line = end + 1
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def _for_zsh(text: str) -> str:
    """Return text as Typer's script for Zsh takes it."""
    for character, written in (
        ('"', '""'),
        ("'", "''"),
        ("$", "\\$"),
        ("`", "\\`"),
        (":", r"\\:"),
    ):
        text = text.replace(character, written)
    return text
