"""Signatures in the format of minisign."""

from __future__ import annotations

import base64
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from tests.release_archives import KEY_ID, public, signature
from unitracker.catalogue.releases.signature import read_key, verify
from unitracker.errors import DataError

CONTENT = b"unitracker test content\n"

# Made by minisign 0.11 of Debian, with a key for this test alone.
MINISIGN_KEY = "RWT0iWZFFaveEhmWrMojH4vTslRiM14RpKKHWN5tEFXaes2kztF1hQgu"
MINISIGN = """\
untrusted comment: signature from minisign secret key
RUT0iWZFFaveEpVXwIQ99LeMKcO5u60pM7x7lWuHsSzK36kJYMxu+JGq2FSyPD72Q/3AEtGU9kzG/pzwxEw8BtN908bDHI688wg=
trusted comment: a test
+sgwwvV+S9YzgtGuGm9RfHX2yl48CqDArClM3gm3HZ52hfjjiMiwOeziwUOiVqDBAcN72OHA60RP3B0G+779Dg==
"""

PRIVATE = Ed25519PrivateKey.generate()


def test_a_signature_of_minisign_is_understood() -> None:
    key = read_key(MINISIGN_KEY)
    assert key.id == "12DEAB15456689F4"
    assert verify(CONTENT, MINISIGN, key, "x") == "a test"


@pytest.mark.parametrize(
    ("content", "text", "said"),
    [
        (CONTENT + b" ", MINISIGN, "does not fit"),
        (CONTENT, MINISIGN.replace("a test", "another"), "does not fit"),
        (CONTENT, MINISIGN.replace("RUT0iWZFFaveEpVX", "RUT0iWZFFaveEpVY"), "does not fit"),
        (CONTENT, MINISIGN.replace("RUT0", "RUT1"), "not by 12DEAB15456689F4 of your config"),
        (CONTENT, MINISIGN.replace("RUT0", "RWT0"), "sign it without -l"),
        (CONTENT, MINISIGN.replace("RUT0", "RU0"), "no signature of minisign"),
        (CONTENT, "", "no signature of minisign"),
    ],
)
def test_what_was_altered_is_refused(content: bytes, text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        verify(content, text, read_key(MINISIGN_KEY), "x")


def test_another_key_with_the_same_id_is_refused() -> None:
    other = read_key(public(Ed25519PrivateKey.generate()))
    assert verify(CONTENT, signature(CONTENT, PRIVATE), read_key(public(PRIVATE)), "x")
    with pytest.raises(DataError, match="does not fit"):
        verify(CONTENT, signature(CONTENT, PRIVATE), other, "x")


@given(st.text())
def test_no_text_passes_for_a_signature(text: str) -> None:
    with pytest.raises(DataError):
        verify(CONTENT, text, read_key(MINISIGN_KEY), "x")


@given(st.binary(min_size=64, max_size=64), st.binary(min_size=64, max_size=64))
def test_no_bytes_pass_for_a_signature(first: bytes, second: bytes) -> None:
    lines = [
        "untrusted comment: x",
        base64.b64encode(b"ED" + KEY_ID + first).decode(),
        "trusted comment: x",
        base64.b64encode(second).decode(),
    ]
    with pytest.raises(DataError, match="does not fit"):
        verify(CONTENT, "\n".join(lines), read_key(public(PRIVATE)), "x")


@pytest.mark.parametrize("text", ["", "RWT0", MINISIGN_KEY[:-4], "A" * 56, "§"])
def test_what_is_no_key_is_told(text: str) -> None:
    with pytest.raises(DataError, match="no public key of minisign"):
        read_key(text)


def test_without_the_library_nothing_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    with pytest.raises(DataError, match=r"pip install 'unitracker\[updates\]'"):
        verify(CONTENT, MINISIGN, read_key(MINISIGN_KEY), "x")
