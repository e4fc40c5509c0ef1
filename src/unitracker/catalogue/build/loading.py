"""Reading data files into validated records, with messages that name place and mend.

This module imports Pydantic; it is used when data is checked, compiled or added,
not when compiled data is read.
"""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from unitracker.errors import DataError
from unitracker.schema import OfficialList, Policy, Profile

Model = TypeVar("Model", bound=BaseModel)


def read_json(path: Path) -> Any:
    """Return the content of a JSON file.

    Raises:
        DataError: the file can't be read, is not UTF-8 or is not JSON; or it is a device or
            a named pipe, which might never end.
    """
    return parse_json(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """Return the content of a file.

    Raises:
        DataError: the file can't be read; or it is a device or a named pipe, which might never
            end.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode) and not path.is_dir():
            raise DataError(f"{path}: is no regular file")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, DataError):
            raise
        said = getattr(error, "strerror", None) or str(error)
        raise DataError(f"{path}: can't be read: {said}") from error


def parse_json(content: bytes, path: Path) -> Any:
    """Return the content of JSON text.

    Args:
        content: the text, in UTF-8.
        path: where it is from, for messages.

    Raises:
        DataError: it is not UTF-8 or not JSON.
    """
    try:
        text = content.decode("utf-8-sig")
        if not text.strip():
            raise DataError(f"{path}: is empty")
        return json.loads(text)
    except DataError:
        raise
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: not UTF-8 at byte {error.start}: save it as UTF-8") from error
    except json.JSONDecodeError as error:
        raise DataError(
            f"{path}: not JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        ) from error
    except (RecursionError, ValueError) as error:
        raise DataError(f"{path}: not JSON: {error}") from error


def validate(model: type[Model], content: Any, path: Path) -> Model:
    """Turn the content of a file into a record.

    Raises:
        DataError: with one line per mistake: the file, the path in it and the mend.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise DataError("\n".join(explain(error, path))) from error


def read_records(model: type[Model], path: Path) -> list[Model]:
    """Return the records of a vocabulary file, a JSON array.

    Raises:
        DataError: the file is no array or a record breaks the schema.
    """
    content = read_json(path)
    if not isinstance(content, list):
        raise DataError(f"{path}: must be a JSON array")
    records, mistakes = [], []
    for number, item in enumerate(content):
        try:
            records.append(model.model_validate(item))
        except ValidationError as error:
            mistakes += explain(error, path, f"[{number}]")
    if mistakes:
        raise DataError("\n".join(mistakes))
    return records


def read_profile(path: Path) -> Profile:
    """Return the profile in a file.

    Raises:
        DataError: the file breaks the schema or its name isn't the profile's id.
    """
    return _named_after_id(Profile, path)


def read_list(path: Path) -> OfficialList:
    """Return the official list in a file.

    Raises:
        DataError: the file breaks the schema or its name isn't the list's id.
    """
    return _named_after_id(OfficialList, path)


def read_policy(path: Path) -> Policy:
    """Return the policy in a file.

    Raises:
        DataError: the file breaks the schema or its name isn't the policy's id.
    """
    return _named_after_id(Policy, path)


def _named_after_id(model: type[Model], path: Path) -> Model:
    record = validate(model, read_json(path), path)
    if getattr(record, "id", None) != path.stem:
        raise DataError(f"{path}: id: must be {path.stem!r}, the name of the file")
    return record


def explain(error: ValidationError, path: Path, prefix: str = "") -> list[str]:
    """Return a line for each mistake: file, path in it, what is wrong and what to write."""
    lines = []
    for mistake in error.errors(include_url=False):
        place = prefix
        for part in mistake["loc"]:
            place += f"[{part}]" if isinstance(part, int) else f".{part}" if place else str(part)
        message = mistake["msg"].removeprefix("Value error, ")
        if mistake["type"] == "extra_forbidden":
            message = "no such key: remove it or mend its spelling"
        elif mistake["type"] == "missing":
            message = "is missing: add it"
        elif mistake["type"] in ("model_type", "dict_type") and not mistake["loc"]:
            message = "must be a JSON object: { ... }"
        elif mistake["type"] not in ("value_error", "model_type") and mistake["loc"]:
            shown = repr(mistake["input"])
            message += f", not {shown if len(shown) <= 60 else shown[:57] + '...'}"
        lines.append(f"{path}: {place or 'whole file'}: {message}")
    return lines
