"""Files derived from the data: what they are, where they lie and when they are made anew.

Whoever needs such a file declares an :class:`Artefact`: its name and the function that
makes its content. ``Catalogue.load`` returns the content. Each file begins with a line
that holds a digest of the data and the code that it was made from; a file with another
digest, or one that isn't whole, is made anew.

An installed package ships all of them (:mod:`unitracker.artefacts` collects them for the
build). What has to be made at run time, because the data is a checkout's or a user has
profiles of their own, goes to the user's cache directory, never beside code or data.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from unitracker.catalogue.lines import Lines, dump, packed_lines

if TYPE_CHECKING:
    from unitracker.catalogue.store import Catalogue

Content = TypeVar("Content")
Value = TypeVar("Value")


class Artefact(Generic[Content]):
    """A file derived from the data.

    Args:
        name: name of the file without its ending.
        build: makes the content from a catalogue.
        with_own: whether the user's own profiles belong into it. Where there are any, the
            file is made a second time from all institutions, for that user.
    """

    ending: ClassVar[str]

    def __init__(
        self, name: str, build: Callable[[Catalogue], Any], *, with_own: bool = False
    ) -> None:
        self.name = name
        self.build = build
        self.with_own = with_own

    @property
    def file(self) -> str:
        """Name of the file."""
        return f"{self.name}.{self.ending}"

    def packed(self, catalogue: Catalogue) -> bytes:
        """Return the content, made from a catalogue, as it stands in the file."""
        raise NotImplementedError

    def unpacked(self, text: bytes | mmap, start: int) -> Content:
        """Return the content of a file.

        Args:
            text: the file.
            start: where the content begins.

        Raises:
            ValueError: that is no such content.
        """
        raise NotImplementedError


class Document(Artefact[Content]):
    """A derived file that is read whole; ``build`` returns what JSON can hold."""

    ending = "json"

    def packed(self, catalogue: Catalogue) -> bytes:
        """Return the content as JSON."""
        return dump(self.build(catalogue)) + b"\n"

    def unpacked(self, text: bytes | mmap, start: int) -> Content:
        """Return the content of a file."""
        content: Content = json.loads(text[start:])
        return content


class Table(Artefact[Lines[Value]]):
    """A derived file in which single values are looked up.

    ``build`` returns the values: objects whose first key is ``id``, or arrays whose first
    item is their key.
    """

    ending = "ndjson"

    def packed(self, catalogue: Catalogue) -> bytes:
        """Return the values as sorted lines."""
        return packed_lines(self.build(catalogue))

    def unpacked(self, text: bytes | mmap, start: int) -> Lines[Value]:
        """Return the values of a file, none of them read yet."""
        return Lines(text, start)


class Cache:
    """The derived files of one state of the data.

    Args:
        digest: of the data and the code; files with another one are not used.
        place: returns where files are looked for and kept, None to keep none; asked only if
            something isn't among those that are shipped.
        shipped: a directory of an installed package where they are looked for first.
    """

    def __init__(
        self, digest: str, place: Callable[[], Path | None], shipped: Path | None = None
    ) -> None:
        self.digest = digest
        self._place = place
        self.shipped = shipped

    def load(self, artefact: Artefact[Content], catalogue: Catalogue) -> Content:
        """Return the content of a derived file, made anew if it is missing or old.

        Args:
            artefact: what is wanted.
            catalogue: what it is made from.

        Raises:
            DataError: it has to be made and the data breaks the schema.
        """
        for directory in self._directories():
            with suppress(OSError, ValueError, KeyError, TypeError):
                text = _mapped(directory / artefact.file)
                start = text.find(b"\n") + 1
                head = json.loads(text[:start])
                if head["size"] == len(text) and head["digest"] == self.digest:
                    return artefact.unpacked(text, start)
        content = self.made(artefact, catalogue)
        # Where nothing can be kept, the next start makes it again.
        with suppress(OSError):
            if kept := self._place():
                keep(kept / artefact.file, content)
        return artefact.unpacked(content, content.find(b"\n") + 1)

    def _directories(self) -> Iterator[Path]:
        if self.shipped:
            yield self.shipped
        if directory := self._place():
            yield directory

    def made(self, artefact: Artefact[Any], catalogue: Catalogue) -> bytes:
        """Return a derived file, made anew: a line of digest and size, and the content.

        Raises:
            DataError: the data breaks the schema.
        """
        body = artefact.packed(catalogue)
        length = 0
        while True:
            head = dump({"digest": self.digest, "size": length + len(body)}) + b"\n"
            if len(head) == length:
                return head + body
            length = len(head)


def keep(path: Path, content: bytes) -> None:
    """Write a file that can be made again, readable for everybody; make its directory.

    Nothing is written below a directory of another user's: who works as root in a home
    that isn't root's leaves no files there that its owner could not replace.

    Raises:
        OSError: it can't be written.
    """
    if not _is_of_another_user(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content, mode=0o644)


def _mapped(path: Path) -> mmap:
    with path.open("rb") as file:
        return mmap(file.fileno(), 0, access=ACCESS_READ)


def _is_of_another_user(directory: Path) -> bool:
    """Tell whether a directory is another user's, or would be made below one that is."""
    if not hasattr(os, "geteuid"):
        return False
    for above in (directory, *directory.parents):
        with suppress(FileNotFoundError, NotADirectoryError):
            return above.stat().st_uid not in (os.geteuid(), 0)
    return False


def write_atomically(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file so that a reader sees the old or the new one, never a half.

    Args:
        path: the file.
        content: all that it shall hold.
        mode: its permissions; by default the maker's alone may read it.

    Raises:
        OSError: the directory can't be written or the disk is full.
    """
    with replacing(path) as file:
        file.write(content)
        if mode is not None:
            Path(file.name).chmod(mode)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside another one, whose place it takes when all is written.

    Raises:
        OSError: the directory can't be written or the disk is full; the other file stays
            as it was then, and nothing is left beside it.
    """
    import tempfile

    file = tempfile.NamedTemporaryFile(  # noqa: SIM115, it is closed before it is renamed
        dir=path.parent, prefix=f".{path.name}.", delete=False
    )
    try:
        with file:
            yield file
        Path(file.name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(file.name).unlink()
        raise
