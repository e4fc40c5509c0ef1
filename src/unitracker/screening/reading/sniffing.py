"""What an input is, by its content: the format that reads it, or why none does."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.containers import ZIP_ERRORS
from unitracker.screening.reading.encodings import check_encoding, guess_encoding
from unitracker.screening.reading.sources import Source

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = b"PK\x03\x04"
_EMPTY_ZIP: Final = b"PK\x05\x06"

_AS_TABLE: Final = "save it as .xlsx or .csv"
_AS_TEXT: Final = "save it as .docx, .pdf or .txt"
_SCANNED: Final = "run text recognition over it and give the text"
_UNPACK: Final = "unpack it and give the files or the folder"

_REFUSED: Final = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image", _SCANNED),
    (b"\xff\xd8\xff", "a JPEG image", _SCANNED),
    (b"GIF8", "a GIF image", _SCANNED),
    (b"II*\x00", "a TIFF image", _SCANNED),
    (b"MM\x00*", "a TIFF image", _SCANNED),
    (b"BM", "a bitmap image", _SCANNED),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"SQLite format 3\x00", "an SQLite database", "export the table as .csv"),
    (b"\x00\x01\x00\x00Standard ", "an Access database", "export the table as .csv"),
    (b"{\\rtf", "a Rich Text document", _AS_TEXT),
    (b"!BDN", "an Outlook data file", "save the messages as .eml"),
    (b"%!PS", "a PostScript document", "save it as .pdf"),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", "export the table as .csv"),
    (b"ARROW1", "an Arrow file", "save it as Parquet or .csv"),
    (b"Obj\x01", "an Avro file", "save it as Parquet or .csv"),
    (b"$FL2", "an SPSS file", "export the table as .csv"),
    (b"<stata_dta>", "a Stata file", "export the table as .csv"),
    (b"\x7fELF", "a program", "give the file that holds the affiliations"),
    (b"MZ\x90", "a program", "give the file that holds the affiliations"),
)
"""Beginnings of what isn't read, what it is, and what to do."""

_OLE_PARTS: Final = (
    ("EncryptedPackage", "a workbook or document with a password", "save it without one"),
    ("WordDocument", "a Word document of before 2007 (.doc)", "save it as .docx"),
    ("PowerPoint Document", "a PowerPoint presentation", _AS_TEXT),
    ("__properties_version1.0", "an Outlook message (.msg)", "save it as .eml"),
)

_OFFICE_READ: Final = ("xl/", "word/")

_CONTROLS: Final = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b\x1a\x1c\x1d\x1e\x1f")) + b"\x7f"
_MOST_CONTROLS: Final = 0.05
_FEWEST_CONTROLS: Final = 8
"""From this share and number of control characters on, an input is no text. Random and packed
bytes have 8 %; 21 exports of bibliographies and registries have none."""


_MEANINGLESS: Final = ("Cn", "Co", "Cs")
_MOST_LOST: Final = 0.2
_MOST_LOST_WIDE: Final = 0.05
"""Shares of characters that are no characters from which on an input is no text. Of random
bytes taken for UTF-16, 14 % are none."""


@dataclass
class Content:
    """The beginning of an input, looked at in several ways.

    Attributes:
        source: the input.
        encoding: the encoding the user named; None for the one it seems to be in.
    """

    source: Source
    encoding: str | None = None
    _kept: bytes | None = field(default=None, repr=False)

    @property
    def sample(self) -> bytes:
        """The first bytes."""
        return self.source.sample

    @property
    def suffix(self) -> str:
        """The ending of the file's name, in lower case."""
        return self.source.suffix

    @cached_property
    def likely_encoding(self) -> str:
        """The encoding that the mark says, the user names, or the bytes look like."""
        guess = guess_encoding(self.sample).name
        marked = guess in ("utf-8-sig", "utf-16", "utf-32")
        return check_encoding(self.encoding) if self.encoding and not marked else guess

    @cached_property
    def text(self) -> str:
        """The beginning as text, without leading space; lines end by a line feed."""
        text = self.sample.decode(self.likely_encoding, errors="replace")
        return re.sub(r"\r\n?", "\n", text).lstrip("\ufeff \t\n")

    @cached_property
    def members(self) -> frozenset[str]:
        """Names of the files within a zip container; empty for other input.

        Raises:
            InputError: the container is broken.
        """
        if not self.sample.startswith((_ZIP, _EMPTY_ZIP)):
            return frozenset()
        try:
            with self._seekable() as stream, zipfile.ZipFile(stream) as container:
                return frozenset(container.namelist())
        except ZIP_ERRORS as error:
            raise InputError(f"{self.source.name}: a broken zip container: {error}") from error

    @cached_property
    def container_type(self) -> str:
        """The media type an OpenDocument container says of itself; empty for other input."""
        if "mimetype" not in self.members:
            return ""
        try:
            with self._seekable() as stream, zipfile.ZipFile(stream) as container:
                return container.read("mimetype")[:200].decode("ascii", errors="replace")
        except ZIP_ERRORS:
            return ""

    @cached_property
    def root(self) -> str:
        """Name of the first element of XML, without prefix; empty for other input."""
        text = re.sub(
            r"<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>", "", self.text, flags=re.DOTALL
        )
        match = re.match(r"\s*<(?:[\w.-]+:)?([\w.-]+)[\s/>]", text)
        return match[1] if match and self.text.startswith("<") else ""

    def has_ole_stream(self, name: str) -> bool:
        """Tell whether an OLE container (the old formats of Office) has a stream of a name."""
        if not self.sample.startswith(_OLE):
            return False
        if self._kept is None:
            with self._seekable() as stream:
                self._kept = stream.read()
        return name.encode("utf-16-le") + b"\0\0" in self._kept

    def _seekable(self) -> io.BufferedIOBase:
        """Return a stream over all bytes; the source keeps them for its reader."""
        stream = self.source.seekable()
        if self.source.path is None:
            # What came from a pipe or an archive is held in memory from here on.
            held = io.BytesIO(stream.read())
            self.source.stream = io.BytesIO(held.getvalue())
            return held
        return stream  # type: ignore[return-value]


def refuse_unreadable(content: Content) -> None:
    """Refuse what no format reads.

    Raises:
        InputError: the input is of a known kind that isn't read; the message says what it
            is and what to do.
    """
    if what := _known_unreadable(content):
        raise InputError(f"{content.source.name}: is {what[0]}, which can't be read: {what[1]}")


def refuse_binary(content: Content) -> None:
    """Refuse what should be text and isn't.

    Raises:
        InputError: too many control characters stand in it.
    """
    sample = content.sample
    if not sample:
        return
    wide = content.likely_encoding.startswith(("utf-16", "utf-32"))
    controls = 0
    if not wide:
        controls = len(sample) - len(sample.translate(None, _CONTROLS))
    text = content.text
    lost = sum(unicodedata.category(char) in _MEANINGLESS or char == "\ufffd" for char in text)
    if (controls >= _FEWEST_CONTROLS and controls > len(sample) * _MOST_CONTROLS) or (
        lost >= _FEWEST_CONTROLS and lost > len(text) * (_MOST_LOST_WIDE if wide else _MOST_LOST)
    ):
        raise InputError(
            f"{content.source.name}: is neither text nor a format that can be read: give a "
            "workbook, Word, PDF, CSV, JSON, a bibliography or plain text"
            + (f"; or it isn't in {content.encoding}" if content.encoding else "")
        )


def _known_unreadable(content: Content) -> tuple[str, str] | None:
    sample = content.sample
    for magic, what, mend in _REFUSED:
        if sample.startswith(magic) and (magic != b"BM" or sample[6:10] == b"\0\0\0\0"):
            return what, mend
    if sample[:4] == b"RIFF" and sample[8:12] == b"WEBP":
        return "a WebP image", _SCANNED
    if sample[257:262] == b"ustar":
        return "a tar archive", _UNPACK
    if sample.startswith(_OLE):
        for stream, what, mend in _OLE_PARTS:
            if content.has_ole_stream(stream):
                return what, mend
        return "a file of old Office software", _AS_TABLE + " or .docx"
    if content.members:
        return _unreadable_container(content)
    head = content.text[:2000].lower()
    if head.startswith("<!doctype html") or re.match(r"<(html|head|body|table)\b", head):
        return "a web page (HTML)", "open it in a browser or Excel and " + _AS_TABLE
    if 'progid="excel.sheet"' in head or content.root == "Workbook":
        return "an Excel workbook in the XML of 2003", "save it as .xlsx"
    return None


def _unreadable_container(content: Content) -> tuple[str, str] | None:
    members = content.members
    if "ppt/presentation.xml" in members:
        return "a PowerPoint presentation", _AS_TEXT
    kind = content.container_type
    if kind.startswith("application/vnd.oasis.opendocument.") and "spreadsheet" not in kind:
        return "an OpenDocument text or drawing", _AS_TEXT
    if kind.startswith("application/epub"):
        return "an e-book", _AS_TEXT
    if any(name.endswith(".iwa") for name in members):
        return "a document of Apple's Numbers, Pages or Keynote", "export it as .xlsx or .docx"
    if "[Content_Types].xml" in members and not any(
        name.startswith(_OFFICE_READ) for name in members
    ):
        return "a package of another kind than a workbook or a Word document", _AS_TEXT
    return None
