"""Where the data lies, and the user's own: profiles, settings and files that can be made again."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final, Literal

from unitracker.errors import DataError

_PACKAGE: Final = Path(__file__).resolve().parent.parent
USER_DIR_VARIABLE: Final = "UNITRACKER_DATA_DIR"

_BELOW_HOME: Final = {"data": ".local/share", "cache": ".cache", "config": ".config"}
"""Directories of a user's on Linux, as the XDG Base Directory Specification has them."""


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
    return _user_directory("data") or Path(os.devnull, "unitracker")


def user_config() -> Path:
    """Return the directory of the user's settings, whether it exists or not."""
    return _user_directory("config") or Path(os.devnull, "unitracker")


def user_cache() -> Path | None:
    """Return the directory of the user's for files that can be made again.

    None where the user has no home.
    """
    return _user_directory("cache")


def _user_directory(kind: Literal["data", "cache", "config"]) -> Path | None:
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        # The same place without the import, which takes longer than a look-up.
        if named := os.environ.get(f"XDG_{kind.upper()}_HOME", "").strip():
            return Path(named, "unitracker")
        try:
            return Path.home() / _BELOW_HOME[kind] / "unitracker"
        except RuntimeError:  # neither HOME nor an entry in the table of users
            return None
    import platformdirs

    find = {
        "data": platformdirs.user_data_dir,
        "cache": platformdirs.user_cache_dir,
        "config": platformdirs.user_config_dir,
    }[kind]
    return Path(find("unitracker", appauthor=False))
