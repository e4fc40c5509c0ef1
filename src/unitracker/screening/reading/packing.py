"""Packed input: gzip, bzip2, xz, zstd; unpacked as a stream, within bounds."""

from __future__ import annotations

import io
import zlib
from typing import IO, Any, Final

from unitracker.errors import InputError

MOST_UNPACKED: Final = 256 * 1024 * 1024
"""From this many unpacked bytes on, an input must not be packed more than :data:`MOST_PACKED`."""

MOST_PACKED: Final = 200
"""Unpacked bytes from one packed byte: 21 exports of bibliographies and registries have 2 to 21,
a bomb 1,000 in gzip and more in the others."""

_MOST_MEMORY: Final = 256 * 1024 * 1024
"""What an xz file may ask for; its strongest setting takes 65 MiB."""

_MAGIC: Final = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)


def packing_of(sample: bytes) -> str:
    """Return ``gzip``, ``bzip2``, ``xz`` or ``zstd`` by the first bytes; empty if unpacked."""
    for magic, name in _MAGIC:
        if sample.startswith(magic) and (name != "bzip2" or sample[4:10] == b"1AY&SY"):
            return name
    return ""


class Unpacked(io.RawIOBase):
    """A packed stream, unpacked as it is read.

    What was unpacked before the stream breaks off is delivered; the read after that fails.

    Args:
        packed: the packed stream, from its beginning.
        packing: a name that :func:`packing_of` returns.
        name: what to call the input in messages.

    Raises:
        InputError: the packing can't be read here.
    """

    def __init__(self, packed: IO[bytes], packing: str, name: str) -> None:
        self._packed = packed
        self._packing = packing
        self._name = name
        self._decoder: Any = self._new_decoder()
        self._ready = memoryview(b"")
        self._ahead = b""
        self._taken = 0
        self._given = 0
        self._ended = False

    def readable(self) -> bool:
        """Tell that this can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer with unpacked bytes; 0 at the end.

        Raises:
            InputError: the packing is broken, ends too early, or is a bomb.
        """
        while not self._ready:
            if not self._unpack_more():
                return 0
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        self._given += count
        if self._given > MOST_UNPACKED and self._given > self._taken * MOST_PACKED:
            raise InputError(
                f"{self._name}: unpacks to more than {MOST_PACKED} times its size: it looks like "
                "a bomb; unpack it yourself if it is none"
            )
        return count

    def _new_decoder(self) -> Any:
        if self._packing == "gzip":
            return zlib.decompressobj(wbits=31)
        if self._packing == "bzip2":
            import bz2

            return bz2.BZ2Decompressor()
        if self._packing == "xz":
            import lzma

            return lzma.LZMADecompressor(memlimit=_MOST_MEMORY)
        try:
            from compression import zstd  # type: ignore[import-not-found,unused-ignore]
        except ImportError as error:
            raise InputError(
                f"{self._name}: is packed by zstd: unpack it with unzstd first"
            ) from error
        return zstd.ZstdDecompressor()

    def _unpack_more(self) -> bool:
        """Unpack a block; False at the end."""
        if self._ended:
            return False
        # gzip keeps in unconsumed_tail what was held back; the others say needs_input.
        held_back = getattr(self._decoder, "unconsumed_tail", b"")
        waits = not held_back and getattr(self._decoder, "needs_input", True)
        block = held_back or self._ahead
        self._ahead = b""
        if not block and waits:
            block = self._packed.read(io.DEFAULT_BUFFER_SIZE * 8)
            self._taken += len(block)
            if not block:
                raise self._broken("it ends too early")
        try:
            self._ready = memoryview(self._decoder.decompress(block, 256 * 1024))
        except Exception as error:  # each packing has errors of its own
            if isinstance(error, MemoryError):
                raise
            raise self._broken(str(error)) from error
        if self._decoder.eof:
            self._next_member()
        return True

    def _next_member(self) -> None:
        rest = self._decoder.unused_data or self._packed.read(io.DEFAULT_BUFFER_SIZE)
        if len(rest) < 6:
            rest += self._packed.read(io.DEFAULT_BUFFER_SIZE)
        self._taken += len(rest)
        # Tapes and some writers fill up with zeros behind the last member.
        if not rest.strip(b"\0"):
            self._ended = True
        elif packing_of(rest) == self._packing:
            self._decoder = self._new_decoder()
            self._ahead = rest
        else:
            self._ended = True

    def _broken(self, why: str) -> InputError:
        return InputError(f"{self._name}: the {self._packing} packing is broken: {why}")
