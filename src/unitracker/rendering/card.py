"""The card: one institution on a page.

Drawn with Rich's text and console alone: its tables would take half as long
again to import as everything else that ``show`` needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import RiskLevel
from unitracker.rendering.palette import FAINT, LABEL, RISK_STYLE, UNSURE
from unitracker.rendering.rules import moment_in_words
from unitracker.rendering.safe import one_line
from unitracker.rendering.sections import Item, Kept, Sections
from unitracker.rendering.wording import date_in_words, risk_in_words, source_in_words
from unitracker.rendering.wrapping import styled, wrapped

_LABEL_WIDTH: Final = 16
_NARROW: Final = 60
"""Below this width labels stand above their text instead of beside it."""
_WIDEST: Final = 110
"""Longer lines are hard to read, however wide the terminal is."""
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


class Card:
    """Draws the card of one record.

    Args:
        record: a compiled record.
        catalogue: gives the names of agencies, lists, alliances and sources.
        understood: how the query was understood; empty to say nothing.
        unsure: say it at the top, where it can't be missed, not at the foot.
        unfolded: show long lists whole.
        kept: whose rules are told; all where left out.
        part: id of the part that was asked for, shown before the whole.
    """

    def __init__(
        self,
        record: Record,
        catalogue: Catalogue,
        understood: str = "",
        unsure: bool = False,
        unfolded: bool = False,
        kept: Kept | None = None,
        part: str | None = None,
    ) -> None:
        self.record = record
        self.unsure = unsure
        self.catalogue = catalogue
        self.understood = understood
        self.sections = Sections(record, catalogue, unfolded, kept, part)
        self._known = catalogue.by_id("sources") | {
            source["id"]: source for source in record["sources"]
        }
        self._numbers: dict[str, int] = {}

    def print(self, console: Console) -> None:
        """Write the card to a console, as wide as it is."""
        width = min(console.width, _WIDEST)
        console.print(Text("\n").join(self.lines(console, width)), soft_wrap=True)

    def lines(self, console: Console, width: int) -> Iterator[Text]:
        """Yield the lines of the card, none wider than ``width`` cells."""
        if self.understood and self.unsure:
            yield from wrapped(console, styled(self.understood, UNSURE), width)
        if self.sections.on:
            then = (
                f"As it stood {moment_in_words(self.sections.on)}: rating, listings and rules. "
                "Everything else is as it is known today."
            )
            yield from wrapped(console, styled(then, UNSURE), width)
        yield from self._header(console, width)
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

    def _header(self, console: Console, width: int) -> Iterator[Text]:
        record, style = self.record, RISK_STYLE[self.record["risk"]]
        rating = record["rating"]
        level = risk_in_words(record["risk"], rating["known_from"])
        if record.get("on") and record["risk"] == RiskLevel.NOT_STATED:
            level = "rating then not known"
        top = Text.assemble(("╭─", style), (f" {level.upper()} ", f"{style} reverse"))
        said: list[Sequence[str]] = []
        if rating["assessor"]:
            dates = (rating["date"] or "", (rating["date"] or "")[:4])
            said.append(
                [one_line(f" · {rating['assessor']}, {date_in_words(date)}") for date in dates]
            )
        if record["origin"] == "user":
            said.append([" · YOUR OWN PROFILE"])
        for wordings in said:
            room = width - cell_len(top.plain) - len(" ╮")
            top.append(next((text for text in wordings if cell_len(text) <= room), ""), style)
        top.append(" " + "─" * (width - 2 - cell_len(top.plain)) + "╮", style)
        yield top
        short = f" · {record['abbreviation']}" if record["abbreviation"] else ""
        place = record["location"]
        where = ", ".join(dict.fromkeys(filter(None, (place["city"], place["province"]))))
        category = self.catalogue.by_id("categories").get(record["category"])
        about = category["name"] if category else record["category"]
        inside = width - 4
        for text in (
            styled(one_line(record["name"]), "bold"),
            Text(one_line((record["name_zh"] or "") + short).removeprefix(" · ")),
            styled(one_line(" · ".join(filter(None, (about, where)))), FAINT),
        ):
            for line in text.wrap(console, inside) if text else ():
                line.rstrip()
                filler = " " * (inside - cell_len(line.plain))
                yield Text.assemble(("│ ", style), line, filler, (" │", style))
        yield Text("╰" + "─" * (width - 2) + "╯", style)

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
        """Return the numbers of sources as superscripts, giving new ones a number."""
        numbers = [self._numbers.setdefault(key, len(self._numbers) + 1) for key in sources]
        return "˒".join(str(number).translate(_SUPERSCRIPT) for number in sorted(numbers))

    def _sources(self, console: Console, width: int) -> Iterator[Text]:
        yield styled("Sources", LABEL)
        for key, number in self._numbers.items():
            source = self._known.get(key)
            if source is None:
                continue
            text = Text(one_line(f"{source_in_words(source)} "))
            text.append(one_line(source["url"]), Style(dim=True, link=one_line(source["url"])))
            yield from wrapped(console, text, width, f"{str(number).translate(_SUPERSCRIPT)} ")
