"""What a screening came to, in lines for standard error."""

from __future__ import annotations

from collections.abc import Iterator

from unitracker.catalogue import Catalogue
from unitracker.rendering.wording import counted, rated_in_words
from unitracker.screening.summary import Summary


def in_a_line(summary: Summary) -> str:
    """Return rows, rows with hits and institutions by risk, in one line."""
    said = f"{counted(summary.rows, 'row')}: {summary.rows_with_hits:,} with hits"
    levels = summary.by_risk()
    if levels:
        by_level = ", ".join(
            f"{level.replace('-', ' ')} {count}" for level, count in levels.items()
        )
        said += f" ({counted(sum(levels.values()), 'institution')}: {by_level})"
    return said + f", {summary.rows_to_check:,} to check"


def problem_lines(summary: Summary) -> Iterator[str]:
    """Yield a line for each kind of problem, by its first line: how many lines, and which."""
    for problem, lines in sorted(
        summary.problems.items(), key=lambda item: (item[1].first, item[0])
    ):
        yield f"{problem}: {counted(lines.count, 'line')} ({lines})"


def by_institution(summary: Summary, catalogue: Catalogue) -> Iterator[str]:
    """Yield a line for each institution found: rows, rows to check, rating, name."""
    yield f"{'rows':>8} {'to check':>8}  institution"
    for key, found in summary.ordered():
        record = catalogue[key]
        said = f"{record['name']} ({rated_in_words(record)})"
        yield f"{found.rows:>8,} {found.doubtful:>8,}  {said}"
