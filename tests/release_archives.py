"""Release archives for tests: small ones, signed ones, altered ones."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import shutil
import tarfile
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.conftest import CUST
from tools.release.archive import build_archive
from tools.release.changes import record_changes

KEY_ID = bytes(range(8))


def make_release(small_data: Path, directory: Path, version: str, risk: str = "high") -> Path:
    """Build a sound archive of a version in which CUST has a risk level; return its path."""
    data = directory / f"data-{version}"
    shutil.copytree(small_data, data)
    info = json.loads((data / "catalogue.json").read_text(encoding="utf-8"))
    info |= {"version": version, "date": "2026-11-24", "note": f"Version {version}"}
    (data / "catalogue.json").write_text(json.dumps(info), encoding="utf-8")
    path = data / "profiles" / f"{CUST}.json"
    content = path.read_text(encoding="utf-8")
    path.write_text(content.replace('"risk": "high"', f'"risk": "{risk}"'), encoding="utf-8")
    record_changes(data, small_data)
    built = build_archive(data, directory).path
    shutil.rmtree(data)
    return built


def rewritten(path: Path, **manifest: Any) -> None:
    """Change what the manifest of an archive says of itself, and the hash beside it."""
    with tarfile.open(path) as tar:
        contents = [(m.name, (tar.extractfile(m) or io.BytesIO()).read()) for m in tar]
    name, first = contents[0]
    contents[0] = (name, json.dumps(json.loads(first) | manifest).encode())
    with tarfile.open(path, "w") as tar:
        for name, content in contents:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_name(f"{path.name}.sha256").write_text(f"{digest}  {path.name}\n")


def public(key: Ed25519PrivateKey) -> str:
    """Return the public key as minisign writes it."""
    return base64.b64encode(b"Ed" + KEY_ID + key.public_key().public_bytes_raw()).decode()


def signature(content: bytes, key: Ed25519PrivateKey, comment: str = "a comment") -> str:
    """Return the text of a file of minisign that signs some content."""
    signed = key.sign(hashlib.blake2b(content).digest())
    whole = key.sign(signed + comment.encode())
    return "\n".join(
        [
            "untrusted comment: signature",
            base64.b64encode(b"ED" + KEY_ID + signed).decode(),
            f"trusted comment: {comment}",
            base64.b64encode(whole).decode(),
            "",
        ]
    )
