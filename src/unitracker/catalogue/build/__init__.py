"""What only a build and ``data validate`` need: reading, checking, compiling, comparing data.

Its modules import Pydantic; the run path imports none of them unless files have to be made.
"""

from __future__ import annotations

__all__: list[str] = []
