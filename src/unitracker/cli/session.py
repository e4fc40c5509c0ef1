"""What the commands share: the catalogue, the resolver and how output is written."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from unitracker import SCHEMA_VERSION
from unitracker.catalogue import Catalogue, Record
from unitracker.cli.messages import print_error, print_note, quoted
from unitracker.cli.namesakes import some
from unitracker.errors import UnknownValueError
from unitracker.matching.hits import How
from unitracker.matching.lookup import Resolver
from unitracker.matching.resolution import Match
from unitracker.query.standings import with_standings
from unitracker.rendering.plain import Format, write_json, write_ndjson, write_rows
from unitracker.rendering.terminal import console, height, is_terminal

if TYPE_CHECKING:
    from rich.console import Console

    from unitracker.cli.not_found import NotFound
    from unitracker.query.interpretation import Interpretation
    from unitracker.rendering.tables import Column


NO_AGE_VARIABLE: Final = "UNITRACKER_NO_AGE_WARNING"
"""Environment variable with which nothing is said of overdue lists."""

_PAGER: Final = "less"
"""The pager where the user names none; its options are in :mod:`unitracker.rendering.pager`."""


def overdue_in_words(catalogue: Catalogue) -> str:
    """Say how many lists are older than their publisher usually renews them; empty if none is.

    The days are compiled with the data, so that this costs less than a look-up.
    """
    if os.environ.get(NO_AGE_VARIABLE):
        return ""
    due, lists = catalogue.due_lists(time.strftime("%Y-%m-%d"))
    return f"{due} of {lists} lists are overdue: unitracker data check-age" if due else ""


class Session:
    """The catalogue and the resolver of one call.

    Args:
        answers: whether the answer rests on the official lists as they stand today: then
            standard error says if lists are overdue, when everything else is said.
    """

    overdue: ClassVar[str] = ""
    """What is to be said about overdue lists at the end of the call; empty for nothing."""

    def __init__(self, answers: bool = False) -> None:
        self._answers = answers

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue; files of the user's that had to be skipped are reported once."""
        catalogue = Catalogue()
        _ = catalogue.own
        for warning in catalogue.warnings:
            print_error(f"warning: {warning}")
        if self._answers:
            Session.overdue = overdue_in_words(catalogue)
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

    def check_sorting(self, names: str, command: str) -> None:
        """Make sure that the fields exist that rows are to be sorted by, and that there are any.

        Raises:
            UnknownValueError: one doesn't; the message lists those that do.
        """
        from unitracker.cli.known_fields import known_fields
        from unitracker.rendering.fields import check
        from unitracker.rendering.ordering import sort_fields

        fields = sort_fields(names)
        if not fields:
            raise UnknownValueError("--sort is empty: name fields, such as risk,name")
        check(fields, known_fields(command, self.catalogue))

    def stood(self, record: Record, output: Output, on: str | None = None) -> Record:
        """Return a record with its standing on lists and its policies, if that is asked for.

        Args:
            record: a compiled record, or one that has them already.
            output: tells which fields are written.
            on: a partial date as of which the record is wanted; None for today.
        """
        if "policies" in record or not (on or output.wants_rules):
            return record
        if on is None:
            return with_standings(record, self.catalogue)
        from unitracker.rules import record_as_of

        return record_as_of(record, self.catalogue, on)

    @cached_property
    def not_found(self) -> NotFound:
        """What says why a name leads nowhere."""
        from unitracker.cli.not_found import NotFound

        return NotFound(self.catalogue, self.resolver)

    def understand(self, query: str) -> Interpretation | None:
        """Return what a text means; None for an empty one, which is said on standard error."""
        from unitracker.query.interpretation import interpret

        if not query.strip():
            print_error("a name is empty: give an id, name, abbreviation or identifier")
            return None
        return interpret(query, self.catalogue, self.resolver)

    def institution(self, query: str) -> tuple[Match | None, int]:
        """Return the one institution that a text means; where there is none, say why.

        Args:
            query: what the user typed.

        Returns:
            How it was understood and the exit status: 0 understood, 1 not found, 2 ambiguous
            or no name at all.
        """
        meant = self.understand(query)
        if meant is None:
            return None, 2
        found = meant.matches()
        if len(found) == 1:
            self.say_namesakes(query, meant.resolution.namesakes)
            self.say_part(found[0])
            return found[0], 0
        if found:
            names = ", ".join(self.catalogue[match.institution]["name"] for match in found)
            print_error(f"{quoted(query)} names several institutions: {names}")
            return None, 2
        return None, self.say_why(meant)

    def say_why(self, meant: Interpretation) -> int:
        """Say on standard error why a name leads to no single institution; return the status."""
        self.not_found.explain(meant)
        return 2 if meant.is_ambiguous else 1

    def say_namesakes(self, query: str, namesakes: Sequence[Match]) -> None:
        """Say on standard error which institutions outside the tracker bear a name."""
        if namesakes:
            others = some(namesakes, self.catalogue)
            print_note(f"{quoted(query)}: not in the tracker but so called: {others}")

    def say_part(self, match: Match) -> None:
        """Say on standard error where a name is that of a part: the answer is the whole's."""
        if match.how is How.PART:
            name = self.catalogue[match.institution]["name"]
            print_note(
                f"{quoted(match.form.text)} is a part of {name}: what follows is of the whole"
            )


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

    @classmethod
    def chosen(
        cls, form: Format | None, fields: str | None, no_header: bool, no_pager: bool
    ) -> Output:
        """Return what the options of output say.

        Args:
            form: of ``--format``.
            fields: of ``--fields``: names separated by commas.
            no_header: of ``--no-header``.
            no_pager: of ``--no-pager``.

        Raises:
            UnknownValueError: ``--fields`` names none.
        """
        names = tuple(name.strip() for name in (fields or "").split(",") if name.strip())
        if fields is not None and not names:
            raise UnknownValueError("--fields is empty: name fields, such as id,name,risk")
        return cls(form, names, not no_header, not no_pager)

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
