"""Screened rows for a person at a terminal: those with hits, a block for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from unitracker.catalogue import Catalogue
from unitracker.enums import RiskLevel
from unitracker.matching.hits import AMBIGUOUS
from unitracker.rendering.palette import FAINT, RISK_STYLE, UNSURE
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import rated_in_words
from unitracker.screening.enrichment import EnrichedHit, explained
from unitracker.screening.reading import Row

_LONGEST: Final = 300
"""How much of an affiliation is shown, in characters."""


class HitList:
    """Writes rows with hits as blocks of lines.

    Args:
        console: where to write.
        catalogue: gives the names of lists.
        explain: whether a sentence says why.
    """

    def __init__(self, console: Console, catalogue: Catalogue, explain: bool = False) -> None:
        self._console = console
        self._catalogue = catalogue
        self._names = {
            row["id"]: row["short_name"]
            for kind in ("lists", "policies")
            for row in catalogue.vocabulary(kind)
        }
        self._explain = explain

    def write(self, row: Row, hits: Sequence[EnrichedHit]) -> None:
        """Write a row if it names something."""
        if not hits:
            return
        number = f"{row.line:>6}  "
        text = one_line("; ".join(row.texts or row.identifiers))
        shown = text[:_LONGEST] + ("…" if len(text) > _LONGEST else "")
        self._print(Text(number, FAINT), Text(shown))
        if origin := one_line(row.origin.described()):
            self._print(Text(" " * 8), Text(origin[:_LONGEST], FAINT))
        for hit in hits:
            rated = self._rated(hit)
            line = Text.assemble((hit["name"], "bold"), "  ", (rated, RISK_STYLE[hit["risk"]]))
            if hit["certainty"] == AMBIGUOUS:
                line.append("  to check", UNSURE)
            if hit.get("decision"):
                said = f"  decided: {hit['decision']} ({one_line(hit['decision_note'] or '')})"
                line.append(said, UNSURE)
            self._print(Text("        "), line)
            self._print(Text("        "), Text(self._details(hit), FAINT))
            if hit.get("origin") == "user":
                self._print(Text("        "), Text("your own profile", "bold"))
            for said in hit.get("notes") or ():
                self._print(Text("        "), Text(f"your note: {one_line(said)}"))
            for said in hit.get("changes") or ():
                self._print(Text("        "), Text(f"changed: {one_line(said)}"))
        self._console.print()

    def close(self) -> None:
        """Nothing stands below the last block."""

    def _rated(self, hit: EnrichedHit) -> str:
        """Return level, assessor and year, as of the date if the hit is described as of one."""
        record = self._catalogue[hit["id"]]
        if hit["risk"] == RiskLevel.NOT_STATED and hit["risk"] != record["risk"]:
            return "rating at that date not known"
        rating = record["rating"] | hit["rating"]
        return rated_in_words(record | {"risk": hit["risk"], "rating": rating})

    def _details(self, hit: EnrichedHit) -> str:
        beside = f"beside it: {hit['evidence']}" if hit["evidence"] else ""
        short = [hit["how"], hit["part"], beside]
        said = [explained(hit)] if self._explain else short
        fields: Mapping[str, Any] = hit
        for field, words in (("lists", ""), ("lists_of_part", "this part: ")):
            names = [self._names[key] for key in fields[field]]
            said.append(words + ", ".join(names) if names else "")
        for field, words in (
            ("policies", "falls under "),
            ("policies_open", "may fall under "),
            ("lists_unknown", "unknown then: "),
        ):
            names = [self._names.get(key, key) for key in fields.get(field, ())]
            said.append(words + ", ".join(names) if names else "")
        others = len(hit["lists_of_other_parts"])
        if others:
            said.append(f"other parts on {others} list{'s' if others > 1 else ''}")
        return one_line(" · ".join(filter(None, said)))

    def _print(self, head: Text, body: Text) -> None:
        indent = cell_len(head.plain)
        for part in body.wrap(self._console, max(20, self._console.width - indent)):
            part.rstrip()
            self._console.print(Text.assemble(head, part), soft_wrap=True)
            head = Text(" " * indent)
