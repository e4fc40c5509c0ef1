"""Errors that the library raises; each message says what is wrong and how to mend it."""

from __future__ import annotations


class UnitrackerError(Exception):
    """Base of all errors of this package."""


class DataError(UnitrackerError, ValueError):
    """A data file is missing, unreadable or breaks the schema."""


class DateError(UnitrackerError, ValueError):
    """A text is no date, no date that exists, or one in the future."""


class UnknownValueError(UnitrackerError, LookupError):
    """A value that the catalogue doesn't hold was asked for.

    Attributes:
        suggestions: values that exist and resemble the one asked for, best first.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class InputError(UnitrackerError, ValueError):
    """Rows to be screened can't be read, or not as was asked."""


class WorkerError(UnitrackerError, RuntimeError):
    """A process that screens was ended from outside or failed."""
