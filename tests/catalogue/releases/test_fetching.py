"""Fetching over HTTPS, from a server of this machine."""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from unitracker.catalogue.releases.fetching import fetch
from unitracker.errors import DataError


def certificate(directory: Path) -> Path:
    """Write a key and a certificate for 127.0.0.1 into one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain
    ) + made.public_bytes(serialization.Encoding.PEM)
    path = directory / "server.pem"
    path.write_bytes(pem)
    return path


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1/file")
            self.end_headers()
            return
        if self.path == "/elsewhere":
            self.send_response(302)
            self.send_header("Location", "/file")
            self.end_headers()
            return
        status = {"/missing": 404, "/broken": 500}.get(self.path, 200)
        self.send_response(status)
        body = b"x" * 1000
        self.send_header("Content-Length", "2000" if self.path == "/short" else str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    pem = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    httpd = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    yield f"https://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()


def test_a_file_is_fetched(server: str) -> None:
    assert fetch(f"{server}/file", 1000) == b"x" * 1000
    assert fetch(f"{server}/elsewhere", 1000) == b"x" * 1000
    assert fetch(f"{server}/missing", 1000) is None


@pytest.mark.parametrize(
    ("path", "largest", "said"),
    [
        ("/file", 999, "is larger than"),
        ("/away", 1000, "is not HTTPS"),
        ("/broken", 1000, "the server says 500"),
        ("/short", 5000, "broke off|can't be fetched"),
    ],
)
def test_what_is_not_as_it_should_be_is_refused(
    server: str, path: str, largest: int, said: str
) -> None:
    with pytest.raises(DataError, match=said):
        fetch(f"{server}{path}", largest)


def test_a_certificate_that_nobody_vouches_for_is_refused(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(DataError, match=r"(?i)certificate"):
        fetch(f"{server}/file", 1000)


@pytest.mark.parametrize(
    "url",
    ["http://example.org/x", "ftp://example.org/x", "file:///etc/passwd", "https:///x", "x"],
)
def test_nothing_but_https_is_asked(url: str) -> None:
    with pytest.raises(DataError, match="begin with https"):
        fetch(url, 10)
