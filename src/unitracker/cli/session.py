"""What the commands share: the catalogue, the resolver and how output is written."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from unitracker import SCHEMA_VERSION
from unitracker.catalogue import Catalogue, Record
from unitracker.cli.messages import print_error, print_note, quoted
from unitracker.matching.covered import find_covered
from unitracker.matching.hits import How
from unitracker.matching.lookup import LONGEST_QUERY, Resolver
from unitracker.matching.resolution import Match, Resolution
from unitracker.rendering.plain import Format, write_json, write_ndjson, write_rows
from unitracker.rendering.terminal import console, height, is_terminal

if TYPE_CHECKING:
    from rich.console import Console

    from unitracker.rendering.tables import Column


_PAGER: Final = "less"
"""The pager where the user names none; its options are in :mod:`unitracker.rendering.pager`."""
_NAMESAKES: Final = 3
"""How many others of the same name are told; an abbreviation may have a dozen owners."""


class Session:
    """The catalogue and the resolver of one call."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue; files of the user's that had to be skipped are reported once."""
        catalogue = Catalogue()
        _ = catalogue.own
        for warning in catalogue.warnings:
            print_error(f"warning: {warning}")
        return catalogue

    @cached_property
    def resolver(self) -> Resolver:
        """The resolver over that catalogue."""
        return Resolver(self.catalogue)

    def check_fields(self, output: Output, command: str) -> None:
        """Make sure that the fields chosen for a command exist.

        Raises:
            UnknownValueError: one doesn't; the message lists those that do.
        """
        if output.fields:
            from unitracker.cli.known_fields import known_fields
            from unitracker.rendering.fields import check

            check(output.fields, known_fields(command, self.catalogue))

    def stood(self, record: Record, output: Output, on: str | None = None) -> Record:
        """Return a record with its standing on lists and its policies, if that is asked for.

        Args:
            record: a compiled record, or one that has them already.
            output: tells which fields are written.
            on: a partial date as of which the record is wanted; None for today.
        """
        if "policies" in record or not (on or output.wants_rules):
            return record
        from unitracker.rules import record_as_of

        return record_as_of(record, self.catalogue, on)

    def resolve(self, query: str, tell: bool = True) -> tuple[Resolution, int]:
        """Resolve a name; where that fails, say why on standard error.

        Args:
            query: what the user typed.
            tell: say on standard error who else is so called.

        Returns:
            The resolution and the exit status: 0 understood, 1 not found, 2 ambiguous
            or no name at all.
        """
        if not query.strip():
            print_error("a name is empty: give an id, name, abbreviation or identifier")
            return Resolution(query), 2
        if len(query) > LONGEST_QUERY:
            print_error(
                f"a name has {len(query):,} characters; names have at most {LONGEST_QUERY}: "
                f"{quoted(query)}"
            )
            return Resolution(query), 2
        resolution = self.resolver.resolve(query)
        if resolution.match:
            if tell:
                self.say_namesakes(query, resolution.namesakes)
            return resolution, 0
        self._say_why(resolution)
        several = resolution.matches or len(resolution.parts) > 1
        return resolution, 2 if several else 1

    def say_namesakes(self, query: str, namesakes: Sequence[Match]) -> None:
        """Say on standard error which institutions outside the tracker bear a name."""
        if namesakes:
            print_note(f"{quoted(query)}: not in the tracker but so called: {self.some(namesakes)}")

    def some(self, namesakes: Sequence[Match]) -> str:
        """Return in words the first of the institutions outside the tracker, and the count."""
        told = "; ".join(map(self.place, namesakes[:_NAMESAKES]))
        more = len(namesakes) - _NAMESAKES
        return f"{told}; and {more} more" if more > 0 else told

    def _say_why(self, resolution: Resolution) -> None:
        """Say on standard error why a name leads to no single institution."""
        query = quoted(resolution.query)
        if resolution.matches:
            print_error(f"{query} means several institutions; give the id of one:")
            for match in resolution.matches:
                print_note(self._described(match))
        elif covered := find_covered(self.catalogue, resolution.query):
            self._say_covered(query, covered)
        elif resolution.namesakes:
            for match in resolution.namesakes:
                what = "is another institution, not in the tracker"
                if self.catalogue.look_alikes[match.institution]["part_of"]:
                    what = "is not in the tracker itself"
                print_error(f"{query} {what}: {self.place(match)}")
            print_note("that doesn't mean that there is no risk")
            if resolution.suggestions:
                print_note("taken for: " + "; ".join(form.text for form in resolution.suggestions))
        elif resolution.parts:
            if len(resolution.parts) > 1:
                print_error(f"{query} means parts of several institutions; give one of these:")
            else:
                print_error(
                    f"{query} is no institution of its own here, and its name is too common to "
                    "tell whose it is; here it is a part of one:"
                )
            for form in resolution.parts:
                name = self.catalogue[form.institution]["name"]
                print_note(f"{form.kind} of {name}: unitracker show {self._key(form.institution)}")
        else:
            print_error(f"{query} is not in the catalogue; that doesn't mean that there is no risk")
            if resolution.suggestions:
                near = "; ".join(form.text for form in resolution.suggestions)
                print_note(f"nearest names: {near}")

    def _say_covered(self, query: str, covered: Record) -> None:
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

    def say_part(self, match: Match) -> None:
        """Say on standard error where a name is that of a part: the answer is the whole's."""
        if match.how is How.PART:
            name = self.catalogue[match.institution]["name"]
            print_note(
                f"{quoted(match.form.text)} is a part of {name}: what follows is of the whole"
            )

    def _described(self, match: Match) -> str:
        if not match.form.tracked:
            return f"not in the tracker: {self.place(match)}"
        record = self.catalogue[match.institution]
        known = (record["name"], record["name_zh"], record["location"]["city"])
        return f"{self._key(match.institution)}  ({', '.join(filter(None, known))})"

    def _key(self, institution: str) -> str:
        """Return what leads to an institution: its id, unless that is a place."""
        if self.resolver.resolve(institution).match:
            return institution
        return f'"{self.catalogue[institution]["name"]}"'

    def place(self, namesake: Match) -> str:
        """Return in words which institution outside the tracker a name belongs to."""
        record = self.catalogue.look_alikes[namesake.institution]
        where = ", ".join(filter(None, (record["name_zh"], record["city"], record["country"])))
        kind = {"hospital": "hospital", "independent-college": "independent college"}
        what = kind.get(record["kind"], "")
        if what and record["part_of"]:
            what += f" of {self.catalogue[record['part_of']]['name']}"
        return f"{record['name']} ({where}{'; ' if what else ''}{what})"


class Output:
    """How a command writes its rows.

    Args:
        form: the chosen format; None for a table on a terminal and TSV in a pipe.
        fields: chosen fields, in order; empty for those of the command.
        header: whether a line of names stands above.
        pager: whether what is longer than the screen goes through a pager.
    """

    def __init__(
        self,
        form: Format | None = None,
        fields: tuple[str, ...] = (),
        header: bool = True,
        pager: bool = True,
    ) -> None:
        self.form = form
        self.fields = fields
        self.header = header
        self.pager = pager

    @property
    def format(self) -> Format:
        """The format to write."""
        return self.form or (Format.TABLE if is_terminal(sys.stdout) else Format.TSV)

    @contextmanager
    def screen(self) -> Iterator[Console]:
        """Give a console; what is longer than the terminal's screen goes through a pager.

        The pager is PAGER, else ``less`` if it is there; none in a pipe, with
        ``--no-pager`` or where PAGER is empty.
        """
        made = console()
        wanted = self.pager and is_terminal(sys.stdout)
        command = os.environ.get("PAGER", _PAGER) if wanted else ""
        if not command:
            yield made
            return
        made.begin_capture()
        try:
            yield made
        finally:
            text = made.end_capture()
            if text.count("\n") < height(sys.stdout):
                sys.stdout.write(text)
            else:
                from unitracker.rendering.pager import page

                page(text, command)

    @property
    def wants_rules(self) -> bool:
        """Whether the standing on lists and the policies are written."""
        if self.fields:
            heads = {name.partition(".")[0] for name in self.fields}
            return not heads.isdisjoint(("standings", "policies", "lists_unknown"))
        return self.format in (Format.JSON, Format.NDJSON)

    def write(
        self,
        rows: Sequence[Mapping[str, Any]],
        plain: Sequence[str],
        columns: Sequence[Column] = (),
    ) -> None:
        """Write rows in the chosen format.

        Args:
            rows: what to write; JSON formats write them whole unless fields are chosen.
            plain: fields of the plain formats.
            columns: columns of the table on a terminal.
        """
        from unitracker.rendering.fields import value

        names = list(self.fields or plain)
        if self.format in (Format.JSON, Format.NDJSON):
            content: Iterable[Any] = rows
            if self.fields:
                content = [{name: value(row, name) for name in names} for row in rows]
            if self.format is Format.JSON:
                write_json(list(content), sys.stdout)
            else:
                write_ndjson(content, sys.stdout)
        elif self.format is Format.TABLE:
            from unitracker.rendering.tables import Column, print_table

            if self.fields or not columns:
                columns = [Column(name, name, wrap=True) for name in names]
            with self.screen() as screen:
                print_table(screen, rows, columns, self.header)
        else:
            write_rows(rows, names, self.format, sys.stdout, self.header)


def records_json(records: Iterable[Record], fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Yield records as the JSON contract has them: with the schema's version in front.

    Args:
        records: compiled records.
        fields: chosen fields; empty for the whole record.
    """
    from unitracker.rendering.fields import value

    for record in records:
        if fields:
            yield {name: value(record, name) for name in fields}
        else:
            yield {"schema_version": SCHEMA_VERSION} | record
