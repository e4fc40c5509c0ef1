"""Fetching a release archive: over HTTPS alone, no larger and no longer than it may be."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from typing import IO, Any, Final
from urllib.parse import urlsplit

from unitracker.errors import DataError

TIMEOUT: Final = 30.0
"""Seconds to wait for a server that says nothing."""

LONGEST: Final = 600.0
"""Seconds that all of it may take."""

_CHUNK: Final = 1 << 16
_NOT_FOUND: Final = (404, 410)


def fetch(url: str, largest: int) -> bytes | None:
    """Return what is at an address.

    Args:
        url: an address that begins with https://.
        largest: bytes that it may have.

    Returns:
        None where the server says that there is nothing.

    Raises:
        DataError: it isn't HTTPS, can't be reached, or is larger or slower than it may be.
    """
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise DataError(f"{url}: only addresses that begin with https:// are fetched")
    end = time.monotonic() + LONGEST
    opener = urllib.request.build_opener(_OnlyHttps)
    request = urllib.request.Request(url, headers={"User-Agent": "unitracker"})
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            chunks, size = [], 0
            while chunk := answer.read(_CHUNK):
                chunks.append(chunk)
                size += len(chunk)
                if size > largest:
                    raise DataError(f"{url}: is larger than {largest >> 20 or 1} MiB")
                if time.monotonic() > end:
                    raise DataError(f"{url}: took longer than {LONGEST:.0f} seconds")
            _check_length(url, answer.headers.get("Content-Length"), size)
            return b"".join(chunks)
    except urllib.error.HTTPError as error:
        if error.code in _NOT_FOUND:
            return None
        raise DataError(f"{url}: the server says {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        raise DataError(f"{url}: can't be fetched: {error.reason}") from error
    except (OSError, ValueError) as error:
        raise DataError(f"{url}: can't be fetched: {error}") from error


def _check_length(url: str, said: str | None, size: int) -> None:
    if said and said.isdigit() and int(said) != size:
        raise DataError(f"{url}: broke off after {size:,} of {int(said):,} bytes")


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    """Follows no address that leads away from HTTPS."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Any,
        newurl: str,
    ) -> urllib.request.Request | None:
        """Return what to ask for where a server sends one elsewhere."""
        if urlsplit(newurl).scheme != "https":
            raise DataError(f"{req.full_url}: leads to {newurl}, which is not HTTPS")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
