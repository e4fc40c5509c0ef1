"""Lines of text of a saved web page, whether a browser saved it as HTML or as text."""

from __future__ import annotations

import codecs
import re
from html.parser import HTMLParser
from typing import Final, NamedTuple

from unitracker.errors import DataError

BULLET: Final = "• "
"""What an item of a list begins with."""

_TRACKER: Final = re.compile(r"https?://unitracker\.aspi\.org\.au/universities/[a-z0-9-]+/?")
_SILENT: Final = frozenset({"script", "style", "noscript", "template", "svg", "iframe"})
_INLINE: Final = frozenset(
    {"a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span"}
    | {"strong", "sub", "sup", "time", "u", "wbr"}
)
_LEFTOVERS: Final = re.compile(r"!\w+\.action\S*|https?://\S+|\[\d+\]")
"""What links and footnotes leave where a page is saved as text."""
_BULLETS: Final = re.compile(r"^[•·*‣◦▪–-]\s+")
_CHARSET: Final = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_HTML: Final = re.compile(r"<(?:!doctype\s+html|html|head|body|div|p)\b", re.IGNORECASE)


class PageText(NamedTuple):
    """The text of a page.

    Attributes:
        lines: without white space at their ends, none of them empty; items of lists begin
            with :data:`BULLET`.
        url: the page's address in the tracker, where it is somewhere in the file; else empty.
    """

    lines: list[str]
    url: str


def page_text(content: bytes, place: str) -> PageText:
    """Return the text of a saved page.

    Args:
        content: the file.
        place: where it is from, for messages.

    Raises:
        DataError: its encoding isn't known.
    """
    text = _decoded(content, place)
    found = _TRACKER.search(text)
    if _HTML.search(text[:20_000]):
        reader = _Reader()
        reader.feed(text)
        reader.close()
        text = "".join(reader.parts)
    lines = (_clean(line) for line in text.splitlines())
    return PageText([line for line in lines if line], found[0] if found else "")


def _clean(line: str) -> str:
    text = " ".join(_LEFTOVERS.sub(" ", line).split())
    text = "".join(char for char in text if char.isprintable())
    text = re.sub(r"\s+([;,.])(?=\s|$)", r"\1", text).removesuffix(";")
    if text.strip("•·*‣◦▪–-.;, ") == "":
        return ""
    return _BULLETS.sub(BULLET, text).strip()


def _decoded(content: bytes, place: str) -> str:
    named = _CHARSET.search(content[:4096])
    encodings = ["utf-8-sig"]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif named:
        encodings.append(named[1].decode("ascii", "replace"))
    for encoding in [*encodings, "cp1252"]:
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise DataError(f"{place}: its encoding isn't known: save it as UTF-8")


class _Reader(HTMLParser):
    """Collects the text of HTML: blocks on lines of their own, items of lists marked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a line, or an item, or what isn't shown."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append(f"\n{BULLET}")
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line or what isn't shown."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag not in _INLINE:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Take text; line breaks of the source are none of the page."""
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))
