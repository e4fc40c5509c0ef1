"""The user's settings: a file of TOML that need not exist."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, Final, NamedTuple

VARIABLE: Final = "UNITRACKER_CONFIG"
"""Names the file, wherever it is."""

_KEYS: Final = ("for",)


class Config(NamedTuple):
    """What the user set.

    Attributes:
        path: the file, whether it exists or not.
        jurisdictions: whose rules are kept, as for ``--for``; empty for all.
        warnings: what was wrong with the file; nothing of it counts then.
    """

    path: Path
    jurisdictions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def config_path() -> Path:
    """Return the file with the user's settings, whether it exists or not."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    if sys.platform == "linux" and "ANDROID_DATA" not in os.environ:
        # The same place without the import, which takes longer than a look-up.
        home = os.environ.get("XDG_CONFIG_HOME", "").strip() or Path("~/.config").expanduser()
        return Path(home, "unitracker", "config.toml")
    import platformdirs

    return Path(platformdirs.user_config_dir("unitracker", appauthor=False), "config.toml")


def read_config() -> Config:
    """Return the user's settings; a broken file is told of and otherwise ignored."""
    path = config_path()
    try:
        content = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        missing = (f"{VARIABLE}: {path}: no such file",) if os.environ.get(VARIABLE) else ()
        return Config(path, warnings=missing)
    except OSError as error:
        return Config(path, warnings=(f"{path}: can't be read: {error.strerror}",))
    except UnicodeDecodeError:
        return Config(path, warnings=(f"{path}: not UTF-8; ignored",))
    import tomllib

    try:
        held = tomllib.loads(content)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return Config(path, warnings=(f"{path}: not TOML, ignored: {error}",))
    return _checked(path, held)


def _checked(path: Path, held: dict[str, Any]) -> Config:
    warnings = [f"{path}: no setting {key!r}: ignored" for key in held if key not in _KEYS]
    wanted = held.get("for", [])
    if isinstance(wanted, str):
        wanted = [wanted]
    if not isinstance(wanted, list) or not all(isinstance(item, str) for item in wanted):
        warnings.append(f'{path}: for: ignored: write it as for = ["US", "CA"]')
        wanted = []
    return Config(path, tuple(wanted), tuple(warnings))
