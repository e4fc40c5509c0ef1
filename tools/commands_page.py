"""Write the page ``docs/commands.md``, made from the commands and their help.

``python -m tools.commands_page`` renews it after a command or an option has changed; a test
fails until that is done.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import typer

from tools.command import run
from unitracker.cli.commands import GROUPS, app
from unitracker.cli.help_text import VERBATIM, read_help

PAGE: Final = Path(__file__).parent.parent / "docs" / "commands.md"

_HEAD: Final = """\
# Commands

`unitracker help COMMAND` says the same in the terminal. This page is made from the commands \
by `python -m tools.commands_page`.
"""


def commands_page() -> str:
    """Return the page in Markdown."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    yield _HEAD
    for title, held in GROUPS.items():
        yield f"## {title}"
        yield ""
        for names in held:
            for name in (names,) if isinstance(names, str) else names:
                command = group.get_command(None, name)
                yield from _command(group, command, name)
                for inner in getattr(command, "commands", {}):
                    yield from _command(command, command.get_command(None, inner), name, inner)


def _command(group: Any, command: Any, *names: str) -> Iterator[str]:
    context = group.make_context(" ".join(("unitracker", *names[:-1])), [], resilient_parsing=True)
    inner = command.make_context(names[-1], [], parent=context, resilient_parsing=True)
    text = read_help(command.help or "")
    usage = " ".join(command.collect_usage_pieces(inner))
    yield f"### unitracker {' '.join(names)}"
    yield ""
    yield f"`unitracker {' '.join(names)} {usage}`"
    yield ""
    for paragraph in text.paragraphs:
        if paragraph.startswith(VERBATIM):
            yield "```\n" + paragraph.removeprefix(VERBATIM).strip("\n") + "\n```"
        else:
            yield _safe(paragraph)
        yield ""
    records = [held.get_help_record(inner) for held in command.get_params(inner)]
    rows = [record for record in records if record and "--help" not in record[0]]
    if rows:
        yield "| | |"
        yield "|---|---|"
        for said, meaning in rows:
            yield f"| `{said.replace('|', chr(92) + '|')}` | {_safe(meaning)} |"
        yield ""
    if text.status:
        yield _safe(text.status)
        yield ""
    if text.examples:
        yield "```sh"
        yield from text.examples
        yield "```"
        yield ""


def _safe(text: str) -> str:
    """Return text in which Markdown and HTML see no mark of theirs."""
    for mark in "\\*_|<`":
        text = text.replace(mark, f"\\{mark}")
    return text


def main() -> int:
    """Renew the page and return the exit status."""
    PAGE.write_text(commands_page(), encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    run(main)
