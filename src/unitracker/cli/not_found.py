"""What is said where a name leads to no single institution."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Final

from unitracker.catalogue import Catalogue, Record
from unitracker.cli.messages import print_error, print_note, quoted
from unitracker.cli.namesakes import place
from unitracker.matching.covered import find_covered
from unitracker.matching.lookup import Resolver
from unitracker.matching.resolution import Resolution
from unitracker.query.countries import country_named
from unitracker.query.interpretation import Interpretation, LeftOut, suggestions
from unitracker.query.properties import properties
from unitracker.rendering.wording import rated_in_words

if TYPE_CHECKING:
    from unitracker.schema.records import CoveredRecord

_SCOPE: Final = (
    "most companies, and whoever isn't in China, are outside the scope of this catalogue; the "
    "official lists themselves: unitracker lists"
)
_NO_RISK: Final = "that doesn't mean that there is no risk"


class NotFound:
    """Says on standard error why a name leads to no single institution, and how to go on.

    Args:
        catalogue: the institutions.
        resolver: tells which name leads to an institution.
    """

    def __init__(self, catalogue: Catalogue, resolver: Resolver) -> None:
        self.catalogue = catalogue
        self.resolver = resolver

    def explain(self, meant: Interpretation) -> None:
        """Say why a name leads to no single institution."""
        resolution = meant.resolution
        query = quoted(resolution.query)
        if resolution.matches:
            print_error(f"{query} means several institutions; show one of these:")
            for match in resolution.matches:
                if match.form.tracked:
                    print_note(self._offer(self.catalogue[match.institution]))
                else:
                    print_note(f"not in the tracker: {place(match, self.catalogue)}")
        elif covered := find_covered(self.catalogue, resolution.query):
            self._say_covered(query, covered)
        elif resolution.namesakes:
            self._say_namesakes(query, resolution)
        elif resolution.parts:
            self._say_parts(query, resolution)
        elif meant.left_out:
            self._say_left_out(query, meant)
        else:
            print_error(f"{query} is not in the catalogue; {_NO_RISK}")
            if call := self._place_filter(resolution.query):
                print_note(f"a place; its institutions: {call}")
            elif country := country_named(resolution.query, self.catalogue):
                self._say_country(country)
            elif not self._say_near(resolution):
                print_note(_SCOPE)

    def key(self, record: Record) -> str:
        """Return the shortest name that leads to an institution, as a shell takes it."""
        for name in (record["abbreviation"], record["name"], record["id"]):
            match = self.resolver.resolve(name, guess=False).match if name else None
            if name and match and match.institution == record["id"]:
                return shlex.quote(name) if "'" not in name else f'"{name}"'
        return str(record["id"])

    def _offer(self, record: Record) -> str:
        """Return an institution with its rating and the command that shows it."""
        city = record["location"]["city"]
        where = f", {city}" if city and city not in record["name"] else ""
        rated = rated_in_words(record)
        return f"{record['name']}{where} ({rated}): unitracker show {self.key(record)}"

    def _say_near(self, resolution: Resolution) -> bool:
        """Offer what may be meant; tell whether there is anything."""
        near = suggestions(resolution, self.catalogue)
        if near:
            print_note("did you mean:")
        for record in near:
            print_note(self._offer(record))
        return bool(near)

    def _say_country(self, country: str) -> None:
        ties = (tie for record in self.catalogue for tie in record["collaborations"])
        if any(country in tie["countries"] for tie in ties):
            call = f"unitracker filter --collaborates-with {shlex.quote(country)}"
            print_note(f"a country; the institutions that work with it: {call}")
        else:
            print_note("a country; the institutions held are in China")

    def _say_namesakes(self, query: str, resolution: Resolution) -> None:
        """Say who outside the tracker is so called, and who in it may be meant."""
        near = suggestions(resolution, self.catalogue)
        for match in resolution.namesakes:
            other = self.catalogue.look_alikes[match.institution]
            what = "is another institution, not in the tracker"
            if other["kind"] == "joint-venture":
                what = "is a joint venture, not in the tracker itself"
            elif other["part_of"]:
                what = "is not in the tracker itself"
            print_error(f"{query} {what}: {place(match, self.catalogue)}")
        print_note(_NO_RISK)
        if near:
            print_note("in the tracker, and easily confused with it:")
        for record in near:
            print_note(self._offer(record))

    def _say_parts(self, query: str, resolution: Resolution) -> None:
        if len(resolution.parts) > 1:
            print_error(f"{query} means parts of several institutions; show one of these:")
        else:
            print_error(
                f"{query} is no institution of its own here, and its name is too common to "
                "tell whose it is; here it is a part of one:"
            )
        for form in resolution.parts:
            print_note(f"{form.kind} of {self._offer(self.catalogue[form.institution])}")

    def _say_left_out(self, query: str, meant: Interpretation) -> None:
        """Say that an official list has a name that is outside the scope of this catalogue."""
        lists = self.catalogue.by_id("lists")
        print_error(
            f"{query} is out of scope: companies have no profile here unless they belong to the "
            "defence conglomerates"
        )
        from unitracker.rendering.wording import date_in_words

        rows: dict[str, LeftOut] = {}
        for row in meant.left_out:
            rows.setdefault(row.list, row)
        for key, row in rows.items():
            since = f"since {date_in_words(row.since)}" if row.since else ""
            told = ", ".join(filter(None, (since, row.citation)))
            told = f" ({told})" if told else ""
            print_note(f"{lists[key]['short_name']} names {row.name}{told}: {lists[key]['url']}")
        print_note("other lists may name it too: look at those of 'unitracker lists'")

    def _say_covered(self, query: str, covered: CoveredRecord) -> None:
        """Say that an institution stands in the tracker and has no profile here."""
        from unitracker.rendering.wording import date_in_words

        names = ", ".join(filter(None, (covered["name"], covered["name_zh"])))
        where = "probably in ASPI's tracker" if covered["probable"] else "in ASPI's tracker"
        print_error(f"{query} is {where}, but there is no profile of it here: {names}")
        if covered["note"]:
            print_note(covered["note"])
        sources = self.catalogue.by_id("sources")
        for key in covered["sources"]:
            source = sources[key]
            dated = f", {date_in_words(source['date'])}" if source["date"] else ""
            print_note(f"according to {source['title']}{dated}: {source['url']}")

    def _place_filter(self, query: str) -> str:
        """Return the command that lists the institutions of a place; empty if it is none."""
        wanted = query.strip().casefold()
        for option, field in (("--city", "city"), ("--province", "province")):
            for record in properties(self.catalogue):
                name = record["location"][field] or ""  # type: ignore[literal-required]
                if name.casefold() == wanted:
                    return f"unitracker filter {option} {shlex.quote(name)}"
        return ""
