"""unitracker: look up Chinese institutions with defence and security links, offline."""

from __future__ import annotations

TYPE_CHECKING = False  # what typing has, without its import: pressing Tab needs none of it
if TYPE_CHECKING:
    from typing import Any

    from unitracker.catalogue import Catalogue as Catalogue
    from unitracker.matching import Resolver as Resolver
    from unitracker.screening import Screener as Screener

__version__ = "0.1.0"

SCHEMA_VERSION = 1
"""Number in every JSON answer; it rises when a field changes meaning or goes away."""

__all__ = ["SCHEMA_VERSION", "Catalogue", "Resolver", "Screener", "__version__"]


def __getattr__(name: str) -> Any:
    """Import the library part only when it is used: a start pays for what it needs."""
    if name == "Catalogue":
        from unitracker.catalogue import Catalogue

        return Catalogue
    if name == "Resolver":
        from unitracker.matching import Resolver

        return Resolver
    if name == "Screener":
        from unitracker.screening import Screener

        return Screener
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
