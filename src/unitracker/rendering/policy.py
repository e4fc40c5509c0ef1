"""A policy as people read it: whom it binds, what it falls on, what it doesn't cover."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console
from rich.style import Style
from rich.text import Text

from unitracker.enums import PolicyOrigin, PolicyStatus, SourceKind
from unitracker.rendering.palette import FAINT, LABEL
from unitracker.rendering.rules import attribute_in_words, status_in_words
from unitracker.rendering.safe import one_line
from unitracker.rendering.wording import counted, date_in_words, source_in_words
from unitracker.rendering.wrapping import styled, wrapped

_LABEL_WIDTH: Final = 16
_NARROW: Final = 60
_WIDEST: Final = 110

_ORIGINS: Final = {
    PolicyOrigin.OFFICIAL: "its official text was read",
    PolicyOrigin.MIRROR: "its text was read in a copy elsewhere, not at the authority",
    PolicyOrigin.GUIDANCE: "guidance of those who apply it was read, not its text",
    PolicyOrigin.LAW_FIRM: "law firms' accounts of it were read, not its text",
    PolicyOrigin.PRESS: "press reports of it were read, not its text",
}


def print_policy(
    console: Console, policy: Mapping[str, Any], vocabularies: Mapping[str, Mapping[str, Any]]
) -> None:
    """Print a policy.

    Args:
        console: where to print.
        policy: a compiled policy with its reach.
        vocabularies: records by id of ``lists``, ``agencies``, ``memberships`` and
            ``categories``.
    """
    width = min(console.width, _WIDEST)
    for line in wrapped(console, styled(one_line(policy["name"]), "bold"), width):
        console.print(line, soft_wrap=True)
    about = f"{policy['short_name']} · {policy['id']} · {policy['authority']}"
    for line in wrapped(console, styled(one_line(about), FAINT), width):
        console.print(line, soft_wrap=True)
    for label, texts in _sections(policy, vocabularies):
        for line in _section(console, width, label, texts):
            console.print(line, soft_wrap=True)
    console.print()


def _section(console: Console, width: int, label: str, texts: list[Text]) -> Iterator[Text]:
    title = styled(label, LABEL)
    narrow = width < _NARROW
    if narrow and texts:
        yield title
    head, left = (Text(), 2) if narrow else (title, _LABEL_WIDTH)
    for text in texts:
        for line in wrapped(console, text, width - left, "· " if len(texts) > 1 else ""):
            yield Text.assemble(head, " " * (left - cell_len(head.plain)), line)
            head = Text()


def _sections(
    policy: Mapping[str, Any], vocabularies: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[str, list[Text]]]:
    def plain(*texts: str) -> list[Text]:
        return [Text(one_line(text)) for text in texts if text]

    status = status_in_words(policy["status"], policy["in_force_from"])
    for word, said in (("announced", "announced"), ("until", "until")):
        if policy[word]:
            status += f" ({said} {date_in_words(policy[word])})"
    yield "Status", plain(f"{status}, as of {date_in_words(policy['as_of'])}")
    yield "Binds", plain(policy["applies_to"])
    yield "A hit means", plain(policy["consequence"])
    yield "Falls on", plain(*(_trigger(one, vocabularies) for one in policy["triggers"]))
    yield "Here", plain(_reach(policy), _lists_held(policy))
    yield "Goes by, too", plain(*policy["indicators"])
    yield (
        "Not covered",
        plain(
            *(f"not held here: {_list_in_words(row)}" for row in policy["lists_not_held"]),
            *(["not in force: it binds nobody yet"] if _pending(policy) else []),
        ),
    )
    yield "Notes", plain(*policy["notes"])
    yield "Until a date", plain(*map(_condition, policy["dated_conditions"]))
    yield "Citation", plain(policy["citation"])
    yield "Known from", plain(_ORIGINS[PolicyOrigin(policy["known_from"])])
    sources = []
    rank = list(SourceKind).index
    for source in sorted(policy["sources"], key=lambda source: rank(source["kind"])):
        note = f" {source['note']}" if source["note"] else ""
        said = f"{source['kind'].replace('-', ' ')}: {source_in_words(source)}.{note} "
        text = Text(one_line(said))
        text.append(one_line(source["url"]), Style(dim=True, link=one_line(source["url"])))
        sources.append(text)
    yield "Sources", sources
    read = policy["known_from"] == PolicyOrigin.OFFICIAL
    where = "" if read else "The official text was not found here; read at "
    address = Text(f"No legal advice: the official text and list decide. {where}")
    address.append(one_line(policy["url"]), Style(dim=True, link=one_line(policy["url"])))
    yield "", [address]


def _list_in_words(row: Mapping[str, Any]) -> str:
    """Return a list that isn't held, with the number of its rows where it is known."""
    if row["total"] is None:
        return str(row["name"])
    return f"{row['name']} ({row['total']:,} rows in {date_in_words(row['as_of'])})"


def _pending(policy: Mapping[str, Any]) -> bool:
    return policy["status"] in (PolicyStatus.ANNOUNCED, PolicyStatus.PROPOSED)


def _trigger(trigger: Mapping[str, Any], vocabularies: Mapping[str, Mapping[str, Any]]) -> str:
    kind = trigger["kind"]
    if kind == "none":
        return f"nothing that a program could tell: {trigger['reason']}"
    sure = "" if trigger.get("certain", True) else "possibly: "
    if kind == "list":
        held = vocabularies["lists"][trigger["list"]]
        said = f"{held['short_name']} ({held['id']}, copy of {date_in_words(held['as_of'])})"
        note = trigger["scope"]
    elif kind == "country":
        said, note = "every partner in China", trigger["note"]
    else:
        said = attribute_in_words(trigger["field"], [trigger["value"]], vocabularies)
        said += f", if {' or '.join(trigger['only'])}" if trigger["only"] else ""
        note = trigger["note"]
    return sure + said + (f" – {note}" if note else "")


def _condition(condition: Mapping[str, Any]) -> str:
    """Return a statement with the day up to which it holds, and what follows it."""
    until = date_in_words(condition["until"])
    return f"to {until}: {condition['statement']}; afterwards: {condition['afterwards']}"


def _reach(policy: Mapping[str, Any]) -> str:
    if policy["institutions"] is None:
        return ""
    said = f"falls on {counted(policy['institutions'], 'institution')} of this catalogue"
    said += f", on parts of {policy['parts_of']:,} more" if policy["parts_of"] else ""
    said += f"; may fall on {policy['may_apply']:,}" if policy["may_apply"] else ""
    return f"{said}: unitracker filter --policy {policy['id']}"


def _lists_held(policy: Mapping[str, Any]) -> str:
    """Say how many of the lists that a policy refers to are held, if it refers to any."""
    held, total = policy["reach"]["held"], policy["reach"]["total"]
    if total is None:
        return f"{held:,} of its lists are held; which others it names was not read in full"
    if not total:
        return ""
    lists = counted(total, "list")
    return f"{held:,} of the {lists} that it refers to {'is' if held == 1 else 'are'} held"
