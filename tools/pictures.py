"""Make the pictures of the README from the real output of the program.

``python -m tools.pictures`` draws them anew: what a terminal shows as SVG, the report as PNG,
which takes Chromium.
"""

from __future__ import annotations

import html
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from tools.command import run
from unitracker.errors import DataError

DOCS: Final = Path(__file__).parent.parent / "docs"
PARTNERS: Final = DOCS / "examples" / "partners.csv"

TERMINAL: Final = {
    "card.svg": ("unitracker show BUAA", 80),
    "screen.svg": ("unitracker screen partners.csv --column affiliation", 100),
}
"""Pictures of the terminal: the command, and the columns of the screen."""

REPORT: Final = "report.png"
_REPORT_SIZE: Final = "1000,860"
_CHROMIUM: Final = ("chromium", "chromium-browser", "google-chrome")


def draw(command: str, columns: int) -> str:
    """Run a command as on a terminal, beside the file of partners; return what it prints as SVG.

    Args:
        command: a call of unitracker.
        columns: of the terminal.

    Raises:
        subprocess.CalledProcessError: the command fails.
    """
    environment = os.environ | {
        "FORCE_COLOR": "1",
        "COLUMNS": str(columns),
        "TERM": "xterm-256color",
    }
    environment.pop("NO_COLOR", None)
    call = [sys.executable, "-m", *shlex.split(command), "-f", "table"]
    done = subprocess.run(
        call, env=environment, cwd=PARTNERS.parent, capture_output=True, text=True, check=True
    )
    console = Console(
        record=True, width=columns, file=io.StringIO(), force_terminal=True, highlight=False
    )
    text = Text.from_ansi(done.stdout.rstrip("\n"))
    # A run of its own for Chinese: a drawing would else stretch it with its neighbours.
    text.highlight_regex(r"[\u3000-\u9fff\uff00-\uffef]+", Style(meta={"chinese": True}))
    console.print(text, no_wrap=True, crop=False)
    return _widened(console.export_svg(title=command))


def photograph_report(target: Path) -> None:
    """Write the report on the file of partners and photograph its head in Chromium.

    Raises:
        DataError: there is no Chromium.
        subprocess.CalledProcessError: it, or the program, fails.
    """
    browser = next(filter(None, map(shutil.which, _CHROMIUM)), None)
    if browser is None:
        raise DataError(f"none of {', '.join(_CHROMIUM)} is installed: {target.name} stays")
    with tempfile.TemporaryDirectory() as directory:
        shutil.copy(PARTNERS, directory)
        call = "screen partners.csv --column affiliation -o screened.csv --report evidence.html"
        subprocess.run(
            [sys.executable, "-m", "unitracker", *call.split()], cwd=directory, check=True
        )
        page = Path(directory) / "evidence.html"
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        window = (f"--window-size={_REPORT_SIZE}", f"--screenshot={target}")
        subprocess.run([browser, *options, *window, page.as_uri()], check=True, capture_output=True)


def _widened(svg: str) -> str:
    """Give Chinese text the width of its cells: Rich counts its characters as one cell."""

    def mend(match: re.Match[str]) -> str:
        text = html.unescape(match[4])
        length = float(match[2]) * cell_len(text) / len(text)
        return f'{match[1]}textLength="{length:g}"{match[3]}{match[4]}</text>'

    return re.sub(r'(<text [^>]*?)textLength="([\d.]+)"([^>]*>)([^<]+)</text>', mend, svg)


def main() -> int:
    """Draw all pictures; return the exit status: 2 without Chromium."""
    for name, (command, columns) in TERMINAL.items():
        (DOCS / name).write_text(draw(command, columns), encoding="utf-8")
    try:
        photograph_report(DOCS / REPORT)
    except DataError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    run(main)
