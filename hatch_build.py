"""Build hook: validate the data and put the compiled catalogue beside it in the wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles the data for wheels; an editable install reads the checkout itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile and add the derived files to the wheel.

        Raises:
            DataError: a data file breaks the schema; nothing is built then.
        """
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from unitracker.artefacts import compile_all

        directory = root / "build" / "wheel-data"
        compile_all(root / "data", directory)
        build_data["force_include"][str(directory)] = "unitracker/data/compiled"
