"""``stats``: the catalogue at a glance."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from unitracker.catalogue import Catalogue
from unitracker.catalogue.coverage import coverage
from unitracker.cli.filter_options import selected, with_filters
from unitracker.cli.options import with_output
from unitracker.cli.session import Output, Session
from unitracker.query import facets
from unitracker.query.criteria import Criteria
from unitracker.rendering.fields import value
from unitracker.rendering.plain import Format

if TYPE_CHECKING:
    from unitracker.schema.records import (
        InstitutionRecord,
    )

_TOP: Final = 12
"""How many values a section shows on a terminal."""


_FILLED: Final = (
    *("name_zh", "location.city", "location.latitude", "supervising_agencies", "laboratories"),
    *("designated_defence_research_areas", "collaborations", "facts", "events"),
    *("identifiers.ror", "identifiers.openalex", "identifiers.domains"),
)
"""Fields of which is told how many profiles have them: what is thin."""


@with_output
@with_filters
def stats_command(criteria: Criteria, output: Output) -> None:
    """Show the catalogue at a glance, as bars.

    Risk, categories, age of ratings, areas, places, agencies, lists.

    Takes every option of filter, to count within a part of the catalogue.

    \b
    unitracker stats
    unitracker stats --province Jilin -f json
    """
    session = Session()
    session.check_fields(output, "stats")
    records = selected(session.catalogue, criteria)
    rows = [
        row | {"share": round(row["institutions"] / len(records), 3)}
        for row in _rows(session.catalogue, records)
    ]
    if not criteria:  # coverage is of the tracker as a whole
        rows += [row | {"share": None} for row in _coverage(session.catalogue)]
    rows = [row | {"source": row.get("source")} for row in rows]
    if output.format is Format.TABLE and not output.fields:
        from unitracker.rendering.bars import print_bars

        with output.screen() as screen:
            print_bars(screen, rows, _TOP)
    else:
        output.write(rows, ("section", "value", "institutions"))


def _rows(catalogue: Catalogue, records: list[InstitutionRecord]) -> list[dict[str, Any]]:
    sections: dict[str, list[tuple[str, int]]] = {
        "risk": _counted((record["risk"] for record in records), facets.risks(catalogue)),
        "category": _counted(
            (record["category"] for record in records), facets.categories(catalogue)
        ),
    }
    for category in catalogue.vocabulary("categories"):
        within = [record for record in records if record["category"] == category["id"]]
        if within:
            sections[f"risk of {category['id']}"] = _counted(
                (record["risk"] for record in within), facets.risks(catalogue)
            )
    sections["rating of"] = [
        (row["year"], row["institutions"]) for row in facets.rating_years(records)
    ]
    sections["rating known from"] = _most(record["rating"]["known_from"] for record in records)
    sections["research area"] = _most(
        area for record in records for area in record["research_areas"]
    )
    sections["province"] = _most(
        record["location"]["province"] or "not known" for record in records
    )
    sections["city"] = _most(record["location"]["city"] or "not known" for record in records)
    short = {
        agency["id"]: agency["abbreviation"] or agency["name"]
        for agency in catalogue.vocabulary("agencies")
    }
    sections["agency"] = _most(
        short[key] for record in records for key in record["supervising_agencies"] if key in short
    )
    sections["alliance"] = _most(key for record in records for key in record["memberships"])
    for part, title in ((False, "official list"), (True, "official list, parts only")):
        sections[title] = _most(key for record in records for key in _listed(record, part))
    sections["field filled"] = [
        (name, sum(bool(value(record, name)) for record in records)) for name in _FILLED
    ]
    return [
        {"section": section, "value": counted, "institutions": count}
        for section, values in sections.items()
        for counted, count in values
        if count or section == "field filled"
    ]


def _coverage(catalogue: Catalogue) -> list[dict[str, Any]]:
    """Return how many institutions of the tracker have a profile, and its makers' own count."""
    counts, total = coverage(catalogue), catalogue.info["tracker_total"]
    rows = [
        {"section": "coverage", "value": f"{category}, {state}", "institutions": count}
        for state, held in (
            ("with a profile", counts.with_profile),
            ("no profile here", counts.without),
        )
        for category, count in held.items()
    ]
    if counts.probable:
        rows.append(
            {
                "section": "coverage",
                "value": "probably in the tracker",
                "institutions": counts.probable,
            }
        )
    return [
        *rows,
        {
            "section": "coverage",
            "value": f"stated by ASPI ({total['date'][:4]}), at least",
            "institutions": total["at_least"],
            "source": catalogue.by_id("sources")[total["source"]]["url"],
        },
    ]


def _listed(record: InstitutionRecord, part: bool) -> set[str]:
    current = [listing for listing in record["listings"] if not listing["until"]]
    whole = {listing["list_name"] for listing in current if not listing["part"]}
    return {listing["list_name"] for listing in current} - whole if part else whole


def _counted(values: Any, order: list[dict[str, Any]]) -> list[tuple[str, int]]:
    counts = Counter(values)
    return [(row["id"], counts[row["id"]]) for row in order]


def _most(values: Any) -> list[tuple[str, int]]:
    return sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
