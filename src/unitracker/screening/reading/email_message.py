"""Rows of e-mails (.eml): the people of its header and the paragraphs of its text."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Final

from unitracker.errors import InputError
from unitracker.screening.reading.affiliations import split_affiliations
from unitracker.screening.reading.folders import InputFile
from unitracker.screening.reading.rows import Origin, ReadOptions, ReportProblem, Row
from unitracker.screening.reading.sources import Source, open_stream

_PEOPLE: Final = ("From", "Sender", "Reply-To", "To", "Cc", "Bcc")
_BLOCKS: Final = frozenset(
    {"p", "div", "br", "tr", "td", "th", "li", "h1", "h2", "h3", "h4", "blockquote", "table"}
)
_UNSEEN: Final = frozenset({"style", "script", "head", "title"})


def open_rows(source: Source, options: ReadOptions, report: ReportProblem) -> EmailRows:
    """Open an e-mail; its attachments are files of their own.

    Raises:
        InputError: it is larger than what is read at once.
    """
    del options
    return EmailRows(_parsed(source.whole()), report)


def attachments(source: Source) -> list[InputFile]:
    """Return the files attached to an e-mail, also within forwarded ones.

    The source can be read from its beginning afterwards.

    Raises:
        InputError: it is larger than what is read at once.
    """
    content = source.whole()
    source.stream = io.BytesIO(content)
    found = []
    for part in _parsed(content).walk():
        name = part.get_filename()
        if part.is_multipart() or not (name or part.get_content_disposition() == "attachment"):
            continue
        if part.get_content_maintype() == "image":
            # Logos of signatures; a scan that is attached as an image can't be read anyway.
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes):
            found.append(_attached(f"{source.name}/{_shown(name or 'attachment')}", data))
    return found


def _attached(name: str, data: bytes) -> InputFile:
    return InputFile(name, lambda: open_stream(io.BytesIO(data), name), named=False)


def _shown(name: str) -> str:
    return re.sub(r"[\\/\s]+", " ", name).strip()


def _parsed(content: bytes) -> EmailMessage:
    try:
        message = email.message_from_bytes(content, policy=email.policy.default)
    except (ValueError, LookupError, IndexError, RecursionError) as error:
        raise InputError(f"a broken e-mail: {error}") from error
    return message


class EmailRows:
    """Rows of an e-mail.

    Args:
        message: the e-mail.
        report: is told of text that can't be decoded.
    """

    def __init__(self, message: EmailMessage, report: ReportProblem) -> None:
        self.columns = ["place", "date", "text"]
        self.screened = "the people of the header and the text"
        self.guessed = False
        self._message = message
        self._report = report
        self._date = _date(message)

    def __iter__(self) -> Iterator[Row]:
        for number, (place, text) in enumerate(self._texts(), 1):
            yield Row(
                number,
                [place, self._date, text],
                split_affiliations(text),
                date=self._date,
                origin=Origin(place=place),
            )

    def _texts(self) -> Iterator[tuple[str, str]]:
        for name in _PEOPLE:
            for text in _header(self._message, name):
                yield name, text
        for part in self._message.walk():
            kind = part.get_content_type()
            if part.is_multipart() or part.get_filename() or kind not in _TEXTS:
                continue
            if kind == "text/html" and _has_plain_twin(self._message, part):
                continue
            text = self._decoded(part)
            for paragraph in _paragraphs(_without_tags(text) if kind == "text/html" else text):
                yield "text", paragraph

    def _decoded(self, part: EmailMessage) -> str:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            return ""
        name = part.get_content_charset() or "utf-8"
        try:
            return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            guess = _guessed_encoding(data)
            self._report(f"the text isn't in {name!r} as it says: read as {guess.upper()}", 1)
            return data.decode(guess, errors="replace")


_TEXTS: Final = frozenset({"text/plain", "text/html"})


def _guessed_encoding(data: bytes) -> str:
    from unitracker.screening.reading.encodings import guess_encoding

    return guess_encoding(data[: 64 * 1024]).name


def _header(message: EmailMessage, name: str) -> Iterator[str]:
    # Headers may hold UTF-8 as it is (RFC 6532), which the parser keeps as surrogates.
    for text in _raw_header(message, name):
        data = text.encode("utf-8", "surrogateescape")
        try:
            yield data.decode()
        except UnicodeDecodeError:
            yield data.decode(_guessed_encoding(data), errors="replace")


def _raw_header(message: EmailMessage, name: str) -> Iterator[str]:
    try:
        values = message.get_all(name, [])
        for value in values:
            for address in getattr(value, "addresses", ()):
                text = " ".join(filter(None, (address.display_name, address.addr_spec)))
                if text:
                    yield text
    except (ValueError, AttributeError, TypeError, LookupError, OverflowError):
        # A header that the standard library stumbles over: its letters as they stand.
        yield from (str(value) for key, value in message._headers if key == name)  # type: ignore[attr-defined]


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError, LookupError, AttributeError, OverflowError):
        return ""  # no date, or one of a year that no calendar has


def _has_plain_twin(message: EmailMessage, html: EmailMessage) -> bool:
    """Tell whether the same text stands beside a part in HTML as plain text."""
    for part in message.walk():
        if part.get_content_type() == "multipart/alternative":
            inside = list(part.walk())
            if any(held is html for held in inside):
                return any(
                    held.get_content_type() == "text/plain" and held.get_payload(decode=True)
                    for held in inside
                )
    return False


def _paragraphs(text: str) -> Iterator[str]:
    """Yield lines; in running text, wrapped lines joined to their paragraphs."""
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        held = ""
        length = 0
        for line in block.split("\n"):
            bare = re.sub(r"^[>\s]+", "", line).strip()
            if length >= _WRAPPED:
                held += " " + bare
            else:
                if held:
                    yield held
                held = bare
            length = len(bare)
        if held.strip():
            yield held.strip()


_WRAPPED: Final = 60
"""A line of so many characters was wrapped; signatures have shorter ones."""


class _Text(HTMLParser):
    """Takes the text out of HTML, blocks on lines of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in _UNSEEN
        if tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in _UNSEEN and self._hidden > 0
        if tag in _BLOCKS:
            self.pieces.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def _without_tags(text: str) -> str:
    parser = _Text()
    parser.feed(text)
    parser.close()
    return "".join(parser.pieces)
