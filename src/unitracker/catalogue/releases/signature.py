"""Signatures of release archives, in the format of minisign.

The format is described at https://jedisct1.github.io/minisign/: an Ed25519 key pair signs the
BLAKE2b-512 hash of the file, and once more signature and trusted comment together.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import Final, NamedTuple

from unitracker.errors import DataError

ENDING: Final = ".minisig"
"""What is put behind the name of an archive for the file of its signature."""

_COMMENT: Final = "trusted comment: "
_PUBLIC: Final = b"Ed"
_HASHED: Final = b"ED"
_KEY_ID: Final = 8
_KEY: Final = 32
_SIGNATURE: Final = 64


class Key(NamedTuple):
    """A public key.

    Attributes:
        id: its id as minisign writes it, hexadecimal digits.
        bytes: the key itself.
    """

    id: str
    bytes: bytes


def read_key(text: str) -> Key:
    """Return a public key from the line that minisign prints (``RWQ…``).

    Raises:
        DataError: it is none.
    """
    raw = _decoded(text.strip())
    if len(raw) != 2 + _KEY_ID + _KEY or raw[:2] != _PUBLIC:
        raise DataError(
            "update_key: is no public key of minisign: copy the line that begins with RW"
        )
    return Key(_id(raw[2 : 2 + _KEY_ID]), raw[2 + _KEY_ID :])


def verify(content: bytes, signature: str, key: Key, place: str) -> str:
    """Check a signature.

    Args:
        content: what was signed.
        signature: text of the file of the signature.
        key: the key that must have signed it.
        place: where the signature is from, for messages.

    Returns:
        The trusted comment.

    Raises:
        DataError: it is no signature, by another key, or of something else; or the library
            that checks signatures isn't installed.
    """
    lines = signature.splitlines()
    if len(lines) < 4 or not lines[2].startswith(_COMMENT):
        raise DataError(f"{place}: is no signature of minisign")
    raw, whole = _decoded(lines[1]), _decoded(lines[3])
    if len(raw) != 2 + _KEY_ID + _SIGNATURE or len(whole) != _SIGNATURE:
        raise DataError(f"{place}: is no signature of minisign")
    if raw[:2] != _HASHED:
        raise DataError(f"{place}: signed in the former way of minisign: sign it without -l")
    signed_by, signed = _id(raw[2 : 2 + _KEY_ID]), raw[2 + _KEY_ID :]
    if signed_by != key.id:
        raise DataError(f"{place}: signed by key {signed_by}, not by {key.id} of your config")
    comment = lines[2].removeprefix(_COMMENT)
    hashed = hashlib.blake2b(content).digest()
    for mark, what in ((signed, hashed), (whole, signed + comment.encode())):
        if not _is_signed(mark, what, key):
            raise DataError(f"{place}: does not fit the archive: one of them was altered")
    return comment


def _is_signed(signature: bytes, content: bytes, key: Key) -> bool:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise DataError(
            "a signature can't be checked without: pip install 'unitracker[updates]'"
        ) from error
    try:
        Ed25519PublicKey.from_public_bytes(key.bytes).verify(signature, content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _id(raw: bytes) -> str:
    return raw[::-1].hex().upper()
