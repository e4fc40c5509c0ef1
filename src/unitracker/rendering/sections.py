"""What a whole card says, section by section, in the order in which an officer reads."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from unitracker.catalogue import Catalogue, Record
from unitracker.enums import Certainty, PolicyStatus, RatingOrigin, Standing, Topic
from unitracker.rendering.items import (
    Item,
    Section,
    consulted_text,
    fact_text,
    laboratory_text,
    listing_text,
    named_text,
    part_text,
)
from unitracker.rendering.rules import RuleFilter, RuleWords, countrywide
from unitracker.rendering.wording import (
    count_in_words,
    counted,
    date_in_words,
    in_tracker,
    note_in_words,
    origin_in_words,
    risk_in_words,
)
from unitracker.rules import PolicyMatch, applicable_policies

if TYPE_CHECKING:
    from unitracker.schema.records import (
        ListingRecord,
        OfficialListRecord,
    )

_TOPIC_LABEL: Final = {
    Topic.DEFENCE_RESEARCH: "Defence work",
    Topic.DEFENCE_INDUSTRY: "Arms industry",
    Topic.MILITARY_CIVIL_FUSION: "Mil-civ fusion",
    Topic.LISTINGS: "Other lists",
}


class Sections:
    """The sections of one record.

    Args:
        record: a compiled record; one as it stood at a date (see
            :func:`unitracker.rules.record_as_of`) has it under ``on``.
        catalogue: gives the names of agencies, lists and alliances, and the policies.
        kept: whose rules are told.
        part: id of the part that was asked for, if one was.
    """

    def __init__(
        self,
        record: Record,
        catalogue: Catalogue,
        kept: RuleFilter | None = None,
        part: str | None = None,
    ) -> None:
        self.record = record
        self.catalogue = catalogue
        self.kept = kept
        self._fields = cast("Mapping[str, Any]", record)
        self.on: str | None = self._fields.get("on")
        self._unchecked = record["origin"] == "user" and not record["listings"]
        self.part = part

    def groups(self) -> Iterator[Iterator[Section]]:
        """Yield groups of sections; between groups a card has a blank line."""
        yield self._part_asked_for()
        yield self._own()
        yield self._rating()
        yield self._standing()
        yield self._work()
        yield self._facts()
        yield self._rest()

    def _sourced(self, text: str, field: str) -> list[Item]:
        """Return a text with the sources that the profile names for a field."""
        return [Item(text, self._fields["provenance"][field] or ())] if text else []

    def _part_asked_for(self) -> Iterator[Section]:
        """Yield what is known of the part that was asked for."""
        for part in self.record["parts"]:
            if part["id"] == self.part:
                yield "Asked for", [Item(named_text(part), part["sources"], len(part["name"]))]
                about = (part["kind"].replace("-", " "), part["city"])
                yield "", [Item("a part of the institution: " + ", ".join(filter(None, about)))]
                yield "Also called", [Item(" · ".join(part["aliases"]), part["sources"])]
                yield "Part listed", self._listings_of(part)

    def _listings_of(self, part: Mapping[str, Any]) -> list[Item]:
        """Return the entries of official lists that name a part."""
        items = [
            Item(
                f"{listing_text(row, part['name'])} (copy of {date_in_words(row['as_of'])})"
                + self._details(row),
                (),
                len(row["list_name"]),
            )
            for row in self.record["listings"]
            if row["part_id"] == part["id"]
        ]
        return items or [Item("on none of the lists held by that name; see those of the whole")]

    def _own(self) -> Iterator[Section]:
        """Yield what is the user's own: changes of a bundled profile, and notes."""
        yield "Your changes", [Item(sentence) for sentence in self.record["own_changes"]]
        yield (
            "Your notes",
            [Item(f"{note_in_words(note)}: {note['source']}") for note in self.record["notes"]],
        )

    def _rating(self) -> Iterator[Section]:
        record, rating = self.record, self.record["rating"]
        yield "Why", [Item(" · ".join(record["risk_basis"]), rating["sources"])]
        said = origin_in_words(rating, in_tracker(record))
        if self.on and rating["known_from"] == RatingOrigin.NONE:
            said = rating["note"] or ""
        yield "Rating", [Item(said, rating["sources"])]
        if rating["note"] and rating["known_from"].startswith("page"):
            yield "", [Item(rating["note"])]
        yield "Rated before", self._former_ratings()
        yield "Listed", self._listings()
        yield "Rules", self._rules()

    def _standing(self) -> Iterator[Section]:
        record = self.record
        agencies = self.catalogue.by_id("agencies")
        names = [
            agencies[key]["abbreviation"] or agencies[key]["name"]
            for key in record["supervising_agencies"]
            if key in agencies
        ]
        yield "Supervised by", self._sourced(" · ".join(names), "supervising_agencies")
        level = record["security_credentials"].replace("-", " ")
        level = "" if level == "not stated" else level
        yield "Clearance", self._sourced(level, "security_credentials")
        groups = self.catalogue.by_id("memberships")
        alliances = [groups[key]["name"] for key in record["memberships"] if key in groups]
        yield "Alliances", self._sourced(" · ".join(alliances), "memberships")

    def _work(self) -> Iterator[Section]:
        yield "Laboratories", self._counted("laboratories", "laboratory_count", laboratory_text)
        areas = self._counted("designated_defence_research_areas", "designated_area_count")
        yield "Defence areas", areas
        fields = " · ".join(self.record["research_areas"])
        yield "Research areas", self._sourced(fields, "research_areas")
        yield "Collaboration", self._collaborations()

    def _former_ratings(self) -> Iterator[Item]:
        for rating in self.record["risk_history"]:
            level = risk_in_words(rating["level"])
            said = f"{level}, {rating['assessor']}, {date_in_words(rating['date'])}"
            note = f" – {rating['note']}" if rating["note"] else ""
            yield Item(said + note, rating["sources"])

    def _events(self) -> list[Item]:
        return [
            Item(f"{date_in_words(event['date'])}: {event['text']}", event["sources"])
            for event in self.record["events"]
        ]

    def _facts(self) -> Iterator[Section]:
        yield "Events", self._events()
        for topic in Topic:
            facts = [
                Item(fact_text(fact), fact["sources"])
                for fact in self.record["facts"]
                if fact["topic"] == topic
            ]
            label = _TOPIC_LABEL.get(topic, topic.replace("-", " ").capitalize())
            yield label, facts

    def _rest(self) -> Iterator[Section]:
        for label, field in (("Parts", "parts"), ("Subsidiaries", "subsidiaries")):
            parts = [Item(named_text(part), part["sources"]) for part in self._fields[field]]
            yield label, parts
        yield "Other names", self._names("aliases")
        yield "Former names", self._names("former_names")
        yield "Identifiers", self._identifiers()
        yield "Address", self._address()
        page = self.record["tracker"]
        if page and not page["read"]:
            yield "Tracker page", [Item("not read")]
        elif page and not page["complete"]:
            yield "Tracker page", [Item("only a part of it was read")]
        if self.on is None:
            yield "Not named on", [consulted_text("", self._others())]

    def _listings(self) -> Iterator[Item]:
        if self._unchecked:
            yield Item("not checked: the lists held were searched for bundled institutions only")
            return
        by_list: dict[str, list[ListingRecord]] = {}
        for listing in self.record["listings"]:
            by_list.setdefault(listing["list"], []).append(listing)
        # Lists that name the whole come first: a listing of a part weighs less.
        whole_first = sorted(by_list.values(), key=lambda rows: rows[0]["part"] is not None)
        for rows in whole_first:
            name = rows[0]["list_name"]
            copy = f"copy of {date_in_words(rows[0]['as_of'])}"
            for listing in rows:
                if not listing["part"]:
                    said = f"{listing_text(listing, self.record['name'])} ({copy})"
                    yield Item(said + self._details(listing), (), len(name))
            parts = [row for row in rows if row["part"]]
            for standing, before, after in (
                (Standing.LISTED, ", ", f" of it ({copy}):"),
                (Standing.UNKNOWN, ", ", f" of it, unknown at that date ({copy}):"),
                (Standing.NOT_LISTED, ": ", f" no longer listed ({copy})"),
            ):
                held = [row for row in parts if row["standing"] == standing]
                if held:
                    yield from self._listed_parts(name + before, after, held)
        yield from self._not_listed(by_list)

    def _not_listed(self, named: Collection[str]) -> Iterator[Item]:
        """Yield the other lists that were consulted, each with the date of its copy."""
        lists = self.catalogue.vocabulary("lists")
        if self.on is None:
            others = self._others()
            dates = sorted(row["as_of"] for row in others)
            if others:
                copies = f"{date_in_words(dates[0])} to {date_in_words(dates[-1])}"
                other = " other" if named else ""
                said = f"Not named on the {len(others)}{other} lists held"
                yield Item(f"{said} (copies of {copies}; each at the end)")
            return
        whole = {held["list"]: held["whole"] for held in self._fields["standings"]}
        known = [row for row in lists if whole[row["id"]] == Standing.NOT_LISTED]
        yield consulted_text("Not named then, as a whole, on", known)
        open_then = [
            row for row in lists if whole[row["id"]] == Standing.UNKNOWN and row["id"] not in named
        ]
        said = "Unknown at that date, which lies before or after the copies held:"
        yield consulted_text(said, open_then)

    def _others(self) -> list[OfficialListRecord]:
        """Return the lists held that don't name the institution; none if they weren't searched."""
        named = {listing["list"] for listing in self.record["listings"]}
        lists = self.catalogue.vocabulary("lists")
        return [] if self._unchecked else [row for row in lists if row["id"] not in named]

    def _rules(self) -> Iterator[Item]:
        """Yield the policies that fall on the institution: sure ones, possible ones, the rest."""
        policies = self.catalogue.vocabulary("policies")
        if self.kept:
            policies = [row for row in policies if row["country"] in self.kept.countries]
        matching = applicable_policies(self.record, policies, self.on)
        words = RuleWords(
            {name: self.catalogue.by_id(name) for name in ("categories", "agencies", "memberships")}
        )
        own = [rule for rule in matching if not rule.by_country]
        if self.part:
            yield from self._rules_of_part(own, words)
        own.sort(key=lambda rule: (rule.status != PolicyStatus.IN_FORCE, rule.only_parts))
        for rule in own:
            if rule.certainty != Certainty.MAY_APPLY:
                yield Item(words.rule(rule), (), len(rule.name))
        for rule in own:
            if rule.certainty == Certainty.MAY_APPLY:
                may = "May apply: "
                yield Item(may + words.rule(rule), (), len(may) + len(rule.name))
        wide = countrywide(rule for rule in matching if rule.by_country)
        if wide:
            yield Item(f"On every partner in China: {wide}")
        if self._unchecked:
            yield Item("not checked: rules that go by official lists")
        if not matching:
            said = "none of the policies held falls on it, as far as a program can tell"
            yield Item(f"{said}; 'unitracker policies' lists those that go by other things")
        yield from self._successors()
        said = "Rules follow from listings and attributes; a rating by ASPI has no legal force"
        if self.kept:
            said = f"{self.kept.described}. {said}"
        yield Item(said)

    def _rules_of_part(self, matching: Iterable[PolicyMatch], words: RuleWords) -> Iterator[Item]:
        """Yield the policies that fall on the part asked for through entries of its own."""
        found = False
        for rule in matching:
            via = tuple(one for one in rule.via if one.part_id == self.part)
            if via:
                found = True
                before = "The part asked for: "
                said = words.rule(rule._replace(via=via))
                yield Item(before + said, (), len(before) + len(rule.name))
        if not found:
            yield Item("The part asked for: no policy held falls on an entry of its own")

    def _successors(self) -> Iterator[Item]:
        """Yield what the institution went into: its listings are that one's own."""
        for event in self.record["events"]:
            for key in event["successors"]:
                name = self.catalogue[key]["name"]
                when = date_in_words(event["date"])
                yield Item(
                    f"Went into {name} ({when}), which has listings of its own: "
                    f"unitracker show {key}"
                )

    def _listed_parts(
        self, before: str, after: str, parts: Sequence[Mapping[str, Any]]
    ) -> Iterator[Item]:
        """Yield how many parts of an institution a list names, and the parts."""
        text = before + counted(len(parts), "part") + after
        yield Item(text, (), len(before.rstrip(",: ")))
        yield from (Item(part_text(row) + self._details(row), inner=True) for row in parts)

    def _details(self, listing: Mapping[str, Any]) -> str:
        """Return citation and note of an entry."""
        texts = [text for text in (listing["citation"], listing["note"]) if text]
        return f" – {'; '.join(texts)}" if texts else ""

    def _counted(
        self, field: str, counter: str, told: Callable[[dict[str, Any]], str] | None = None
    ) -> Iterator[Item]:
        """Yield what is known by name, after the source's count where that is another."""
        items = [Item((told or named_text)(held), held["sources"]) for held in self._fields[field]]
        yield from self._sourced(count_in_words(self._fields[counter], len(items)), counter)
        yield from items

    def _collaborations(self) -> list[Item]:
        items = []
        for tie in self.record["collaborations"]:
            where = f" ({', '.join(tie['countries'])})" if tie["countries"] else ""
            field = f", {tie['field']}" if tie["field"] else ""
            since = f", {date_in_words(tie['since'])}" if tie["since"] else ""
            note = f" – {tie['note']}" if tie["note"] else ""
            text = f"{tie['partner']}{where}: {tie['kind']}{field}{since}{note}"
            items.append(Item(text, tie["sources"]))
        return items

    def _names(self, field: str) -> list[Item]:
        return self._sourced(" · ".join(self._fields[field]), "names")

    def _identifiers(self) -> Iterator[Item]:
        held: Mapping[str, Any] = self.record["identifiers"]
        keys = (
            *(("ror", "ROR"), ("wikidata", "Wikidata"), ("grid", "GRID"), ("isni", "ISNI")),
            *(("fundref", "FundRef"), ("openalex", "OpenAlex")),
        )
        texts = [
            f"{label} {held[key].removeprefix('https://ror.org/')}"
            for key, label in keys
            if held[key]
        ]
        texts += held["domains"]
        yield from self._sourced(" · ".join(texts), "identifiers")
        yield Item(held["note"] or "")

    def _address(self) -> list[Item]:
        place = self.record["location"]
        spot = ""
        if place["latitude"] is not None and not place["approximate"]:
            spot = f"{place['latitude']:.4f} N, {place['longitude']:.4f} E"
        texts = [text for text in (place["address"], place["address_zh"], spot) if text]
        return self._sourced(" · ".join(texts), "location")
