"""The user's own profiles and notes: writing them, and reading pages that profiles come from.

Reading what is there is :mod:`unitracker.catalogue.overlay`'s.
"""

from __future__ import annotations

__all__: list[str] = []
