"""Understanding names: the one resolver that every command stands on."""

from __future__ import annotations

from unitracker.matching.lookup import How, Match, Resolution, Resolver
from unitracker.text.normalisation import normalise

__all__ = ["How", "Match", "Resolution", "Resolver", "normalise"]
