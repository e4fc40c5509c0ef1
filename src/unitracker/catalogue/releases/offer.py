"""A release that is offered: a file, the newest of a directory, or what lies at an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from unitracker.catalogue.releases import fetching, signature
from unitracker.catalogue.releases.archive import (
    ENDING,
    LARGEST,
    PREFIX,
    read_content,
    read_manifest,
)
from unitracker.catalogue.releases.in_use import SCHEMA, is_newer, schema_in_words
from unitracker.errors import DataError

HASH_ENDING: Final = ".sha256"
"""What is put behind the name of an archive for the file of its hash, as sha256sum writes it."""

_SMALL: Final = 64 * 1024
"""Bytes of the largest file beside an archive."""


class Offer(NamedTuple):
    """A release archive with what lies beside it.

    Attributes:
        place: where it is from.
        content: its bytes, of which nothing was read yet.
        sha256: the hash that the file beside it says; empty if there is none.
        signature: text of the file of its signature; None if there is none.
        passed_over: what is said of other archives of a directory.
    """

    place: str
    content: bytes
    sha256: str
    signature: str | None
    passed_over: tuple[str, ...] = ()


def offered(source: str) -> Offer:
    """Return the release that a file, directory or address offers.

    Args:
        source: path or address.

    Raises:
        DataError: there is none, or it can't be read or fetched.
    """
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", source):
        return _at_address(source)
    path = Path(source)
    passed_over: tuple[str, ...] = ()
    if path.is_dir():
        path, passed_over = _newest(path)
    content = read_content(path)

    def beside(ending: str) -> bytes | None:
        near = path.with_name(path.name + ending)
        return read_content(near) if near.exists() else None

    return _offer(str(path), content, beside)._replace(passed_over=passed_over)


def _at_address(url: str) -> Offer:
    content = fetching.fetch(url, LARGEST)
    if content is None:
        raise DataError(f"{url}: there is nothing")
    parts = urlsplit(url)

    def beside(ending: str) -> bytes | None:
        near = parts._replace(path=parts.path + ending, fragment="").geturl()
        return fetching.fetch(near, _SMALL)

    return _offer(url, content, beside)


def _offer(place: str, content: bytes, beside: Callable[[str], bytes | None]) -> Offer:
    held = beside(HASH_ENDING)
    signed = beside(signature.ENDING)
    return Offer(
        place,
        content,
        _hash(held, place) if held is not None else "",
        signed.decode("utf-8", "replace") if signed is not None else None,
    )


def _hash(content: bytes, place: str) -> str:
    found = re.match(rb"\s*([0-9a-fA-F]{64})\b", content)
    if not found:
        raise DataError(f"{place}{HASH_ENDING}: holds no SHA-256")
    return found[1].decode().lower()


def _newest(directory: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the newest archive of a directory that this program reads, and why not others."""
    best: tuple[str, Path] | None = None
    others: list[str] = []
    for path in sorted(directory.glob(f"{PREFIX}*{ENDING}")):
        try:
            manifest = read_manifest(path)
        except DataError as error:
            others.append(f"passed over: {error}")
            continue
        if manifest.schema != SCHEMA:
            others.append(f"passed over: {path}: {schema_in_words(manifest.schema)}")
        elif best is None or is_newer(manifest.version, best[0]):
            best = manifest.version, path
    if best is None:
        why = "\n".join(others) or f"no {PREFIX}VERSION{ENDING} there"
        raise DataError(f"{directory}: holds no release that this program reads\n{why}")
    return best[1], tuple(others)
