"""XML as a stream: without entities of its own making, in flat memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from unitracker.errors import InputError
from unitracker.screening.reading.decoding import as_text, decoded_blocks
from unitracker.screening.reading.rows import ReportProblem
from unitracker.screening.reading.sources import Source

_LONGEST_PROLOG: Final = 1024 * 1024
_DECLARED: Final = re.compile(r"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)[\"']")


def source_blocks(source: Source, encoding: str | None, report: ReportProblem) -> Iterator[str]:
    """Yield the text of an XML source in blocks, in the encoding that it declares.

    Args:
        source: the input.
        encoding: the encoding if the user names it.
        report: is told where the encoding is doubtful.

    Raises:
        InputError: the input can't be read on.
    """
    if encoding is None and source.sample[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        declared = _DECLARED.match(source.sample[:200].decode("latin-1").lstrip("\xef\xbb\xbf"))
        if declared and not declared[1].lower().startswith(("utf-16", "utf-32")):
            encoding = declared[1]
    yield from decoded_blocks(as_text(source, encoding, report))


def elements(blocks: Iterable[str], names: frozenset[str], source: str) -> Iterator[Element]:
    """Yield each element of some names, whole, and forget it afterwards.

    Names stand without namespace; an element within another of these names isn't given by
    itself.

    Args:
        blocks: the document.
        names: names of elements.
        source: what to call the input in messages.

    Raises:
        InputError: it is broken or declares entities.
    """
    parser: Any = ElementTree.XMLPullParser(events=("start", "end"))
    open_elements: list[Element] = []
    within = 0
    try:
        for block in _without_entities(blocks, source):
            parser.feed(block)
            for event, element in parser.read_events():
                wanted = bare_name(element) in names
                if event == "start":
                    open_elements.append(element)
                    within += wanted
                    continue
                open_elements.pop()
                within -= wanted
                if within:
                    continue
                if wanted:
                    yield element
                element.clear()
                if open_elements:
                    open_elements[-1].remove(element)
        parser.close()
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"{source}: broken XML: {error}") from error


def document(blocks: Iterable[str], source: str) -> Element:
    """Return the root of a small document.

    Raises:
        InputError: it is broken or declares entities.
    """
    parser = ElementTree.XMLParser()
    try:
        for block in _without_entities(blocks, source):
            parser.feed(block)
        root: Element = parser.close()
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"{source}: broken XML: {error}") from error
    return root


def bare_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, *path: str) -> Iterator[Element]:
    """Yield the elements at a path of names without namespaces."""
    if element is None:
        return
    if not path:
        yield element
        return
    for child in element:
        if bare_name(child) == path[0]:
            yield from children(child, *path[1:])


def text_at(element: Element | None, *path: str) -> str:
    """Return the text of the first element at a path, on one line; empty if there is none."""
    for found in children(element, *path):
        return " ".join("".join(found.itertext()).split())
    return ""


def _without_entities(blocks: Iterable[str], source: str) -> Iterator[str]:
    """Yield blocks; refuse a document type that declares anything itself.

    What such a declaration names could be read from this machine, or grow without end.
    """
    held = ""
    each = iter(blocks)
    for block in each:
        held += block
        state = _prolog(held)
        if state == "declares":
            raise InputError(f"{source}: declares entities, which aren't read: remove its DOCTYPE")
        if state == "whole" or len(held) > _LONGEST_PROLOG:
            break
    yield held
    yield from each


def _prolog(text: str) -> str:
    """Return ``whole`` if a text reaches its first element, ``declares``, or ``cut``."""
    place = 0
    while True:
        while place < len(text) and text[place] in " \t\r\n\ufeff":
            place += 1
        rest = text[place : place + 9]
        for start, end in (("<?", "?>"), ("<!--", "-->"), ("<!DOCTYPE", ">")):
            if rest.startswith(start):
                found = text.find(end, place)
                inner = text.find("[", place)
                if start == "<!DOCTYPE" and inner >= 0 and (found < 0 or inner < found):
                    return "declares"
                if found < 0:
                    return "cut"
                place = found + len(end)
                break
        else:
            return "whole" if len(rest) == 9 or (rest and "<" not in rest[:1]) else "cut"
