"""Understanding names: the one resolver that every command stands on."""

from __future__ import annotations

from unitracker.names.normalise import normalise
from unitracker.names.resolver import How, Match, Resolution, Resolver

__all__ = ["How", "Match", "Resolution", "Resolver", "normalise"]
