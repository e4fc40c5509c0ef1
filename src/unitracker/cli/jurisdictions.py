"""``--for``: whose rules are told, as an option or once in the user's settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from unitracker.cli.config import read_config
from unitracker.cli.messages import print_error, print_note
from unitracker.cli.session import Session
from unitracker.errors import UnknownValueError

if TYPE_CHECKING:
    from unitracker.rendering.rules import RuleFilter

_ALL: Final = "all"


def kept_rules(session: Session, values: list[str] | None) -> RuleFilter | None:
    """Return whose rules are told; None for everybody's.

    Args:
        session: gives the catalogue.
        values: of ``--for``; None or empty to go by the user's settings.

    Raises:
        UnknownValueError: a value given on the command line means no jurisdiction.
    """
    if values:
        if _ALL in map(str.casefold, values):
            return None
        return _kept(session, values, "as --for says")
    config = read_config()
    for warning in config.warnings:
        print_error(f"warning: {warning}")
    if not config.jurisdictions or _ALL in map(str.casefold, config.jurisdictions):
        return None
    try:
        kept = _kept(session, config.jurisdictions, f"as {config.path} says (--for all: all)")
    except UnknownValueError as error:
        print_error(f"warning: {config.path}: for: ignored: {error}")
        return None
    # What was set once is easily forgotten: a rule that is left out is said to be.
    print_note(kept.described)
    return kept


def _kept(session: Session, values: list[str] | tuple[str, ...], why: str) -> RuleFilter:
    from unitracker.query.selection import jurisdictions
    from unitracker.rendering.rules import RuleFilter

    countries = jurisdictions(session.catalogue, values)
    return RuleFilter(countries, f"Rules of {', '.join(sorted(countries))} alone, {why}")
