"""The user's settings: a file of TOML that need not exist."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final, NamedTuple

from unitracker.catalogue.location import user_config

VARIABLE: Final = "UNITRACKER_CONFIG"
"""Names the file, wherever it is."""

_KEYS: Final = ("for", "update_key")


class Config(NamedTuple):
    """What the user set.

    Attributes:
        path: the file, whether it exists or not.
        jurisdictions: whose rules are kept, as for ``--for``; empty for all.
        update_key: public key of minisign that must have signed releases of the data; empty
            where none is set.
        warnings: what was wrong with the file; nothing of it counts then.
    """

    path: Path
    jurisdictions: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    update_key: str = ""


def config_path() -> Path:
    """Return the file with the user's settings, whether it exists or not."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return user_config() / "config.toml"


def read_config() -> Config:
    """Return the user's settings; a broken file is told of and otherwise ignored."""
    path = config_path()
    try:
        if path.exists() and not path.is_file() and not path.is_dir() and str(path) != os.devnull:
            # A device or a named pipe might never end.
            return Config(path, warnings=(f"{path}: is no regular file; ignored",))
        content = path.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        missing = (f"{VARIABLE}: {path}: no such file",) if os.environ.get(VARIABLE) else ()
        return Config(path, warnings=missing)
    except OSError as error:
        return Config(path, warnings=(f"{path}: can't be read: {error.strerror}",))
    except UnicodeDecodeError:
        return Config(path, warnings=(f"{path}: not UTF-8; ignored",))
    import tomllib

    try:
        held = tomllib.loads(content)
    except (ValueError, RecursionError) as error:
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
    key = held.get("update_key", "")
    if not isinstance(key, str):
        warnings.append(f'{path}: update_key: ignored: write it as update_key = "RWQ..."')
        key = ""
    return Config(path, tuple(wanted), tuple(warnings), key)
