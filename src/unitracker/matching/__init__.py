"""Understanding names: the one resolver that every command stands on."""

from __future__ import annotations

from unitracker.matching.hits import How
from unitracker.matching.lookup import Resolver
from unitracker.matching.resolution import Match, Resolution
from unitracker.text.normalisation import normalise

__all__ = ["How", "Match", "Resolution", "Resolver", "normalise"]
