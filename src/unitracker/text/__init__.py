"""Text at the ground: folding, normalisation, tokens, Chinese characters. Knows no institution.

Not for others: the rooms above import its modules.
"""

from __future__ import annotations

__all__: list[str] = []
