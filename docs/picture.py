"""Make the pictures of the README from the real output of the program.

python docs/picture.py "unitracker show CUST" docs/card.svg [COLUMNS]
"""

from __future__ import annotations

import html
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text


def main(command: str, target: str, columns: str = "80") -> None:
    """Run a command as on a terminal of so many columns and draw what it prints."""
    environment = os.environ | {"FORCE_COLOR": "1", "COLUMNS": columns, "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)
    shown = (
        [*shlex.split(command), "-f", "table"] if " -f " not in command else shlex.split(command)
    )
    done = subprocess.run(shown, env=environment, capture_output=True, text=True, check=True)
    console = Console(
        record=True, width=int(columns), file=io.StringIO(), force_terminal=True, highlight=False
    )
    text = Text.from_ansi(done.stdout.rstrip("\n"))
    # A run of its own for Chinese: a drawing would else stretch it with its neighbours.
    text.highlight_regex(r"[\u3000-\u9fff\uff00-\uffef]+", Style(meta={"chinese": True}))
    console.print(text, no_wrap=True, crop=False)
    Path(target).write_text(_widened(console.export_svg(title=command)), encoding="utf-8")


def _widened(svg: str) -> str:
    """Give Chinese text the width of its cells: Rich counts its characters as one cell."""

    def mend(match: re.Match[str]) -> str:
        text = html.unescape(match[4])
        length = float(match[2]) * cell_len(text) / len(text)
        return f'{match[1]}textLength="{length:g}"{match[3]}{match[4]}</text>'

    return re.sub(r'(<text [^>]*?)textLength="([\d.]+)"([^>]*>)([^<]+)</text>', mend, svg)


if __name__ == "__main__":
    main(*sys.argv[1:])
