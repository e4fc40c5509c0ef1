"""``areas``, ``agencies`` and the like: the values that filters take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from unitracker.catalogue import Catalogue
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session
from unitracker.query import facets
from unitracker.rendering.plain import Format


def _write(
    find: Callable[[Catalogue], list[dict[str, Any]]], output: Output, titles: Sequence[Any]
) -> None:
    session = Session()
    session.check_fields(output, find.__name__)
    rows = find(session.catalogue)
    columns = []
    if output.format is Format.TABLE:
        from unitracker.rendering.tables import Column

        columns = [Column(*title) for title in titles]
    output.write(rows, list(rows[0]), columns)


_COUNT = ("institutions", "Institutions", 0, True)


@with_output
def areas_command(output: Output) -> None:
    """List research areas and designated areas with their counts.

    \b
    unitracker areas
    unitracker filter --area laser
    """
    titles = [("name", "Area", 4), ("name_zh", "Chinese", 2, False, 70), ("kind", "Kind"), _COUNT]
    _write(facets.areas, output, titles)


@with_output
def agencies_command(output: Output) -> None:
    """List supervising agencies with their counts.

    \b
    unitracker agencies
    unitracker filter --agency SASTIND
    """
    titles = [
        ("abbreviation", "Short"),
        ("name", "Agency", 4),
        ("name_zh", "Chinese", 3, False, 70),
        ("id", "Id", 0, False, 110),
        _COUNT,
    ]
    _write(facets.agencies, output, titles)


@with_output
def labs_command(output: Output) -> None:
    """List every laboratory with its kind and institution.

    The kind follows from its English or Chinese name; where that doesn't tell, it is empty.
    filter --lab takes words of a name or a kind.

    \b
    unitracker labs -f csv
    unitracker filter --lab "defence key discipline"
    """
    titles = [
        ("name", "Laboratory", 4),
        ("name_zh", "Chinese", 3, False, 120),
        ("kind", "Kind"),
        ("institution_name", "Institution", 3),
    ]
    _write(facets.labs, output, titles)


@with_output
def categories_command(output: Output) -> None:
    """List the categories with their meaning and counts.

    \b
    unitracker categories
    unitracker filter --category seven-sons
    """
    _write(facets.categories, output, [("id", "Category"), ("meaning", "Meaning", 1), _COUNT])


@with_output
def risks_command(output: Output) -> None:
    """List the risk levels with their meaning and counts.

    \b
    unitracker risks
    unitracker filter --risk high,very-high
    """
    _write(facets.risks, output, [("id", "Level"), ("meaning", "Meaning", 1), _COUNT])


@with_output
def provinces_command(output: Output) -> None:
    """List the provinces and their cities with their counts.

    \b
    unitracker provinces
    unitracker filter --province Jilin
    """
    titles = [
        ("name", "Province"),
        ("name_zh", "Chinese"),
        ("cities", "Cities", 1, False, 60),
        _COUNT,
    ]
    _write(facets.provinces, output, titles)
