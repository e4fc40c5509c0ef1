"""Where the data lies: beside the code in an installed package, at the top of a checkout."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from unitracker.errors import DataError

_PACKAGE: Final = Path(__file__).resolve().parent.parent
USER_DIR_VARIABLE: Final = "UNITRACKER_DATA_DIR"


def bundled_data() -> Path:
    """Return the directory of the bundled data.

    Raises:
        DataError: neither the package nor the checkout around it holds data.
    """
    for directory in (_PACKAGE / "data", _PACKAGE.parent.parent / "data"):
        if (directory / "profiles").is_dir():
            return directory
    raise DataError(f"no data found beside {_PACKAGE}: install unitracker again")


def is_checkout(data: Path) -> bool:
    """Tell whether the data directory is one that people edit, not an installed copy."""
    return data.parent != _PACKAGE


def surrounding_data(directory: Path) -> Path | None:
    """Return the data of the checkout that a directory lies in, or None."""
    for around in (directory, *directory.parents):
        data = around / "data"
        if (data / "profiles").is_dir() and (around / "src" / "unitracker").is_dir():
            return data
    return None


def user_data() -> Path:
    """Return the directory of the user's own profiles, whether it exists or not."""
    named = os.environ.get(USER_DIR_VARIABLE)
    if named:
        with suppress(RuntimeError):  # a home that nobody has
            return Path(named).expanduser()
        return Path(named)
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        # The same place without the import, which takes longer than a look-up.
        home = os.environ.get("XDG_DATA_HOME", "").strip() or Path("~/.local/share").expanduser()
        return Path(home, "unitracker")
    import platformdirs

    return Path(platformdirs.user_data_dir("unitracker", appauthor=False))
