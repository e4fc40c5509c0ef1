"""The whole card: everything known about one institution, each statement with its sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.rendering.frame import WIDEST, Frame
from unitracker.rendering.items import Item
from unitracker.rendering.palette import FAINT, LABEL, UNSURE
from unitracker.rendering.rules import RuleFilter, then_in_words
from unitracker.rendering.safe import one_line
from unitracker.rendering.sections import Sections
from unitracker.rendering.sources import caution, rank, sources_of
from unitracker.rendering.wording import source_in_words
from unitracker.rendering.wrapping import styled, wrapped

_LABEL_WIDTH: Final = 16
_NARROW: Final = 60
"""Below this width labels stand above their text instead of beside it."""
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class FullCard:
    """Draws the whole card of one record.

    Args:
        record: a compiled record.
        catalogue: gives the names of agencies, lists, alliances and sources.
        understood: how the query was understood; empty to say nothing.
        unsure: say it at the top, where it can't be missed, not at the foot.
        kept: whose rules are told; all where left out.
        part: id of the part that was asked for, shown before the whole.
    """

    def __init__(
        self,
        record: Record,
        catalogue: Catalogue,
        understood: str = "",
        unsure: bool = False,
        kept: RuleFilter | None = None,
        part: str | None = None,
    ) -> None:
        self.record = record
        self.unsure = unsure
        self.catalogue = catalogue
        self.understood = understood
        self.sections = Sections(record, catalogue, kept, part)
        self._known = catalogue.by_id("sources") | {
            source["id"]: source for source in record["sources"]
        }
        self._numbers: dict[str, int] = {}

    def print(self, console: Console) -> None:
        """Write the card to a console, as wide as it is."""
        width = min(console.width, WIDEST)
        console.print(Text("\n").join(self.lines(console, width)), soft_wrap=True)

    def lines(self, console: Console, width: int) -> Iterator[Text]:
        """Yield the lines of the card, none but an address wider than ``width`` cells."""
        self._number_sources()
        if self.understood and self.unsure:
            yield from wrapped(console, styled(self.understood, UNSURE), width)
        if self.sections.on:
            then = then_in_words(self.sections.on)
            yield from wrapped(console, styled(then, UNSURE), width)
        yield from Frame(self.record, self.catalogue).lines(console, width)
        for group in self.sections.groups():
            lines = [
                line
                for label, items in group
                for line in self._section(console, width, label, items)
            ]
            if lines:
                yield from lines
                yield Text()
        yield from self._sources(console, width)
        if self.understood and not self.unsure:
            yield Text()
            yield from wrapped(console, styled(self.understood, FAINT), width)

    def _section(
        self, console: Console, width: int, label: str, items: Iterable[Item]
    ) -> Iterator[Text]:
        said = [item for item in items if item.text]
        if not said:
            return
        title = styled(label, LABEL)
        sourced = {tuple(item.sources) for item in said if item.sources}
        common = len(sourced) == 1 and len(said) > 1
        if common:
            title.append(self._marks(next(iter(sourced))), FAINT)
            if cell_len(title.plain) >= _LABEL_WIDTH:
                title, common = styled(label, LABEL), False
        narrow = width < _NARROW
        if narrow and label:
            yield title
        head = Text() if narrow else title
        left = 2 if narrow else _LABEL_WIDTH
        bullet = "· " if len(said) > 1 else ""
        for item in said:
            body = Text(one_line(item.text))
            if item.strong:
                body.stylize("bold", 0, item.strong)
            if item.sources and not common:
                body.append(self._marks(item.sources), FAINT)
            for line in wrapped(console, body, width - left, "  – " if item.inner else bullet):
                yield Text.assemble(head, " " * (left - cell_len(head.plain)), line)
                head = Text()

    def _marks(self, sources: Sequence[str]) -> str:
        """Return the numbers of sources as superscripts."""
        numbers = sorted(self._numbers[key] for key in sources if key in self._numbers)
        return "˒".join(str(number).translate(_SUPERSCRIPT) for number in numbers)

    def _number_sources(self) -> None:
        """Give each source referred to a number: governments' and its own first, copies last."""
        groups = self.sections.groups()
        used = dict.fromkeys(
            key for group in groups for _, items in group for item in items for key in item.sources
        )
        used |= dict.fromkeys(sorted(sources_of(self.record)))
        known = [key for key in used if key in self._known]
        known.sort(key=lambda key: rank(self._known[key]))
        self._numbers = {key: number for number, key in enumerate(known, 1)}

    def _sources(self, console: Console, width: int) -> Iterator[Text]:
        yield styled("Sources", LABEL)
        for key, number in self._numbers.items():
            source = self._known[key]
            care = caution(source)
            said = source_in_words(source) + (f"; {care}" if care else "")
            text = Text(one_line(said))
            mark = f"{str(number).translate(_SUPERSCRIPT)} "
            yield from wrapped(console, text, width, mark)
            # An address stays whole, however long, so that it can be opened and copied.
            address = one_line(source["url"])
            yield Text.assemble(" " * cell_len(mark), (address, Style(dim=True, link=address)))
