"""What a screening is asked to do, in the words of whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading import ReadOptions

POLICY: Final = "policy"
"""What ``fail_on`` takes for "a policy in force certainly applies"."""

LISTED: Final = "listed"
"""What ``fail_on`` takes for "an official list names the institution or the named part"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRequest:
    """A screening that is wanted.

    Attributes:
        sources: files and folders to screen; none for standard input.
        reading: how the input is read: its format, columns, encoding.
        min_risk: a risk level; hits below it or without a rating are left out.
        lists: official lists, by id, name or country; hits on none of them are left out.
        policies: policies, by id, name or country; each hit says whether they apply.
        fail_on: conditions of the gate: risk levels, official lists, :data:`LISTED`,
            :data:`POLICY`. One that is met trips it.
        on: partial date as of which every row is screened; None for the newest state.
        decisions: file of what people decided of hits; None for none.
        since: a version of the data or a date; only hits that came to be otherwise since then
            are kept. None to keep all.
        workers: how many processes screen; None to decide by the size of the input.

    Raises:
        InputError: two of these exclude each other, or one lacks another.
    """

    sources: tuple[Path, ...] = ()
    reading: ReadOptions = field(default_factory=ReadOptions)
    min_risk: str | None = None
    lists: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    fail_on: tuple[str, ...] = ()
    on: str | None = None
    decisions: Path | None = None
    since: str | None = None
    workers: int | None = None

    def __post_init__(self) -> None:
        if self.on and self.reading.date_column:
            raise InputError("give --on or --date-column, not both")
        words = {word.strip() for held in self.fail_on for word in held.split(",")}
        if POLICY in words and not self.policies:
            raise InputError("--fail-on policy needs --policy: name the policies")

    @property
    def dated(self) -> bool:
        """Whether rows are screened as of dates."""
        return bool(self.on or self.reading.date_column)
