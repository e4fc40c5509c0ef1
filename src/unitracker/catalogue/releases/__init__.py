"""Releases of the data: their archives, and having one in use in place of the bundled data.

:mod:`~unitracker.catalogue.releases.in_use` is read at every start; everything else is for
``data update`` and for those who build a release.
"""

from __future__ import annotations

__all__: list[str] = []
