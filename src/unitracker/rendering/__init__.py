"""Showing records: cards and tables for people, plain formats for programs.

Not for others: the command line imports its modules.
"""

from __future__ import annotations

__all__: list[str] = []
