"""The card: the answer on one screen.

It fits :data:`LINES` lines at 80 columns for every profile; what doesn't fit is counted
and left to the whole card, :class:`unitracker.rendering.full_card.FullCard`. Drawn with
Rich's text and console alone: its tables would take half as long again to import as
everything else that ``show`` needs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, cast

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import Certainty, PolicyStatus, RatingOrigin
from unitracker.rendering.frame import WIDEST, Frame
from unitracker.rendering.listed import listed_in, lists_without_entry
from unitracker.rendering.palette import FAINT, LABEL, UNSURE
from unitracker.rendering.rules import RuleFilter, then_in_words
from unitracker.rendering.safe import one_line
from unitracker.rendering.sources import sources_of
from unitracker.rendering.wording import (
    counted,
    in_tracker,
    note_in_words,
    origin_in_short,
)
from unitracker.rendering.wrapping import beside, clipped, linked, packed, styled, wrapped
from unitracker.rules import PolicyMatch, applicable_policies
from unitracker.rules.policies import UNKNOWN

if TYPE_CHECKING:
    from unitracker.schema.records import (
        DatedInstitutionRecord,
    )

LINES: Final = 22
"""Lines of a card: with the command above and the prompt below it fills a screen of 24."""

_LABEL_WIDTH: Final = 9
_LEAST_RULES: Final = 3
"""So many rules are shown whatever else the card has to say."""
_MOST_WHY: Final = 2
_MOST_RATING: Final = 3
_MOST_UNDERSTOOD: Final = 3
_MOST_OF_A_NOTE: Final = 2


class Card:
    """Draws the card of one record.

    Args:
        record: a compiled record, or one as it stood at a date.
        catalogue: gives the names of agencies, lists and categories, and the policies.
        understood: how the query was understood; empty to say nothing.
        unsure: say it at the top, where it can't be missed, not at the foot.
        kept: whose rules are told; all where left out.
        part: id of the part that was asked for.
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
        self.catalogue = catalogue
        self.understood = understood
        self.unsure = unsure
        self.kept = kept
        self.part = part
        self.on: str | None = cast("DatedInstitutionRecord", record).get("on")
        self.frame = Frame(record, catalogue)
        policies = catalogue.vocabulary("policies")
        if kept:
            policies = [row for row in policies if row["country"] in kept.countries]
        self._policies = {row["id"]: row for row in policies}
        matching = applicable_policies(record, policies, self.on)
        self._rules = sorted((rule for rule in matching if not rule.by_country), key=_weight)
        self._countrywide = len(matching) - len(self._rules)
        self._unchecked = record["origin"] == "user" and not record["listings"]

    def print(self, console: Console, height: int = LINES) -> None:
        """Write the card to a console, in no more lines than ``height`` where that is possible."""
        width = min(console.width, WIDEST)
        text = Text("\n").join(self.lines(console, width, height))
        console.print(text, soft_wrap=True)

    def lines(self, console: Console, width: int, height: int = LINES) -> list[Text]:
        """Return the lines of the card, none wider than ``width`` cells.

        Lists are put below each other where there is room and in a row where there isn't;
        then rules are folded into a count.
        """
        head = [*self._above(console, width), *self.frame.lines(console, width)]
        why = [*self._why(console, width), *self._rating(console, width)]
        foot = list(self._foot(console, width))
        room = height - len(head) - len(why) - len(foot)
        roomy, dense = self._listed(console, width, False), self._listed(console, width, True)
        rules = self._rule_lines(console, width, len(self._rules))
        listed = roomy if len(roomy) + len(rules) <= room else dense
        shown = len(self._rules)
        while len(listed) + len(rules) > room and shown > _LEAST_RULES:
            shown -= 1
            rules = self._rule_lines(console, width, shown)
        spare = room - len(listed) - len(rules)
        gaps = [[Text()] if spare > number else [] for number in range(3)]
        return [*head, *gaps[2], *why, *gaps[1], *listed, *rules, *gaps[0], *foot]

    def _above(self, console: Console, width: int) -> Iterator[Text]:
        """Yield what must be read before anything else."""
        if self.understood and self.unsure:
            said = list(wrapped(console, styled(self.understood, UNSURE), width))
            yield from clipped(said, _MOST_UNDERSTOOD, width)
        if self.on:
            then = then_in_words(self.on)
            yield from wrapped(console, styled(then, UNSURE), width)

    def _labelled(
        self, console: Console, width: int, label: str, texts: Sequence[Text]
    ) -> Iterator[Text]:
        """Yield texts beside a label, each from a line of its own."""
        head = styled(label, LABEL)
        for text in texts:
            for line in wrapped(console, text, width - _LABEL_WIDTH):
                yield Text.assemble(head, " " * (_LABEL_WIDTH - cell_len(head.plain)), line)
                head = Text()

    def _why(self, console: Console, width: int) -> list[Text]:
        """Return why it is rated so: as many grounds as fit, and how many more there are."""
        grounds = self.record["risk_basis"]
        lines: list[Text] = []
        for shown in range(len(grounds), 0, -1):
            more = [f"+{len(grounds) - shown}"] if shown < len(grounds) else []
            said = one_line(" · ".join([*grounds[:shown], *more]))
            lines = list(self._labelled(console, width, "Why", [Text(said)]))
            if len(lines) <= _MOST_WHY:
                break
        return clipped(lines, _MOST_WHY, width)

    def _rating(self, console: Console, width: int) -> list[Text]:
        rating = self.record["rating"]
        said = origin_in_short(rating, in_tracker(self.record))
        if self.on and rating["known_from"] == RatingOrigin.NONE and rating["note"]:
            said = rating["note"]
        if self.record["origin"] == "user" and not rating["assessor"]:
            said = rating["note"] or ""
        lines = list(self._labelled(console, width, "Rating", [Text(one_line(said))]))
        return clipped(lines, _MOST_RATING, width) if said else []

    def _listed(self, console: Console, width: int, dense: bool) -> list[Text]:
        """Return the lists that name it or a part of it, and what is known of the others."""
        texts: list[Text] = []
        if self._unchecked:
            said = (
                "not checked: the lists held, and the rules that go by them, cover bundled "
                "institutions only"
            )
            return list(self._labelled(console, width, "Listed", [Text(said)]))
        rows = listed_in(self.record, self.catalogue)
        if rows and dense:
            texts += packed([entry.brief() for entry in rows], width - _LABEL_WIDTH)
        elif rows:
            name_width = max(cell_len(entry.name) for entry in rows)
            texts += [entry.row(console, width - _LABEL_WIDTH, name_width) for entry in rows]
        else:
            said = lists_without_entry(self.record, self.catalogue)
            texts.append(Text(f"{self._part_name()} and the whole: {said}" if self.part else said))
        if rows:
            texts = [*self._asked_for(), *texts]
        return list(self._labelled(console, width, "Listed", texts))

    def _asked_for(self) -> Iterator[Text]:
        """Yield on which lists the part that was asked for stands."""
        if not self.part:
            return
        rows = [row for row in self.record["listings"] if row["part_id"] == self.part]
        said = ", ".join(dict.fromkeys(row["list_name"] for row in rows))
        where = f"on {said}" if said else "on none of the lists held by that name"
        yield Text.assemble((self._part_name(), "bold"), one_line(f": {where}; of the whole:"))

    def _part_name(self) -> str:
        """Return the name of the part that was asked for."""
        parts = (part["name"] for part in self.record["parts"] if part["id"] == self.part)
        return one_line(next(parts))

    def _rule_lines(self, console: Console, width: int, shown: int) -> list[Text]:
        """Return the first rules, each with its consequence in a few words, and the count."""
        rules = self._rules[:shown]
        if not rules:
            if self._countrywide:
                return []
            said = "none of the rules held applies, as far as a program can tell"
            return list(self._labelled(console, width, "Rules", [Text(said)]))
        # Where the names leave little room, the consequence follows them at once.
        widest = max(cell_len(one_line(rule.name)) for rule in rules)
        name_width = widest if 2 * widest < width - _LABEL_WIDTH else None
        texts = [self._rule(console, width - _LABEL_WIDTH, rule, name_width) for rule in rules]
        more = len(self._rules) - len(rules)
        if more:
            texts.append(styled(f"and {counted(more, 'more rule')}: --all", FAINT))
        return list(self._labelled(console, width, "Rules", texts))

    def _rule(
        self, console: Console, width: int, rule: PolicyMatch, name_width: int | None
    ) -> Text:
        policy = self._policies[rule.policy]
        before = ""
        if rule.certainty == Certainty.MAY_APPLY:
            before = "may apply: "
        elif rule.certainty == Certainty.UNKNOWN:
            before = "listed then? "
        if rule.status == UNKNOWN:
            before = "in force then? "
        elif rule.status != PolicyStatus.IN_FORCE:
            before = f"{rule.status}: "
        if rule.only_parts:
            before = f"{before.replace(': ', ', ')}parts: "
        said = f"{before}{policy['in_short']}"
        name = linked(one_line(rule.name), policy["url"])
        if name_width is None:
            return Text.assemble(name, ": ", one_line(said))
        return beside(console, name, one_line(said), width, name_width)

    def _foot(self, console: Console, width: int) -> Iterator[Text]:
        """Yield the user's newest note, what all partners share, and what the whole card adds."""
        if notes := self.record["notes"]:
            more = f" · {len(notes) - 1} more: --all" if len(notes) > 1 else ""
            said = one_line(note_in_words(notes[-1])) + more
            note = list(self._labelled(console, width, "Yours", [Text(said)]))
            yield from clipped(note, _MOST_OF_A_NOTE, width)
        also = []
        if self.record["listings"]:
            also.append(lists_without_entry(self.record, self.catalogue))
        if self._countrywide:
            also.append(f"{counted(self._countrywide, 'rule')} on any partner in China")
        if self.kept:
            also.append(self.kept.described)
        said = one_line(" · ".join(filter(None, also)))
        yield from self._labelled(console, width, "Also", [styled(said, FAINT)] if said else [])
        yield from self._labelled(
            console, width, "--all", [styled(self._counts(width - _LABEL_WIDTH), FAINT)]
        )
        if self.understood and not self.unsure:
            yield from clipped([styled(one_line(self.understood), FAINT)], 1, width)

    def _counts(self, room: int) -> str:
        """Return how much the whole card has of each kind: all of it, or what fits."""
        record = self.record
        areas = len(record["designated_defence_research_areas"]) + len(record["research_areas"])
        parts = len(record["parts"]) + len(record["subsidiaries"])
        counts = [
            counted(number, one, many)
            for number, one, many in (
                (len(record["laboratories"]), "laboratory", "laboratories"),
                (areas, "area", None),
                (len(record["collaborations"]), "collaboration", None),
                (parts, "part", None),
                (len(record["facts"]), "fact", None),
            )
            if number
        ]
        last = ["history"] if record["events"] else []
        last.append(counted(len(sources_of(record)), "source"))
        while counts and cell_len(" · ".join([*counts, *last])) > room:
            counts.pop()
        return " · ".join([*counts, *last])


def _weight(rule: PolicyMatch) -> tuple[bool, bool, bool, str]:
    """Order rules: certain, in force, on the whole, by name."""
    return (
        rule.certainty == Certainty.MAY_APPLY,
        rule.status != PolicyStatus.IN_FORCE,
        rule.only_parts,
        rule.name,
    )
