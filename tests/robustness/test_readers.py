"""Whatever becomes of a file on its way, it is read or refused, and read the same in any pieces."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.errors import InputError
from unitracker.screening import Screener
from unitracker.screening.reading import ReadOptions, open_input
from unitracker.screening.reading.formats import FORMATS

from .samples import INSTITUTION, SAMPLES

CONTENTS: Final = {name: make() for name, make in SAMPLES.items()}


ReadRows = list[tuple[list[str], tuple[str, ...]]]
"""Cells and texts of each row."""


def zipped(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("input", content)
    return out.getvalue()


PACKINGS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "zip": zipped,
}


class Drops(io.RawIOBase):
    """A stream that gives a few bytes at a time, as a slow pipe does, and can't go back."""

    def __init__(self, content: bytes, sizes: list[int]) -> None:
        self._content = content
        self._sizes = sizes
        self._place = self._turn = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        size = self._sizes[self._turn % len(self._sizes)]
        self._turn += 1
        piece = self._content[self._place : self._place + min(size, len(buffer))]
        buffer[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


def rows(stream: io.BufferedIOBase, name: str | None = None) -> ReadRows:
    """Read an input to its end and hold what every reader promises of its rows."""
    told: list[tuple[str, int]] = []
    opened = open_input(
        [], stream, ReadOptions(input_format=name), lambda *problem: told.append(problem)
    )
    held = []
    for row in opened.rows:
        assert len(row.cells) == len(opened.rows.columns)
        for text in (*row.cells, *row.texts):
            text.encode()  # a lone surrogate can't be written out
        held.append((list(row.cells), tuple(row.texts)))
    assert all(problem and line >= 0 for problem, line in told)
    return held


def outcome(stream: io.BufferedIOBase) -> ReadRows | str:
    """Return the rows of an input, or why it was refused."""
    try:
        return rows(stream)
    except InputError as error:
        return str(error)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Content with pieces cut out, overwritten, put in, doubled or moved."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 40)))
        noise = draw(st.binary(max_size=20))
        content = draw(
            st.sampled_from(
                [
                    content[:start],
                    content[:start] + content[end:],
                    content[:start] + noise + content[start:],
                    content[:start] + noise + content[start + len(noise) :],
                    content[:end] + content[start:end] * 3 + content[end:],
                    content[end:] + content[:end],
                ]
            )
        )
    return content


def test_every_format_has_a_sample() -> None:
    assert list(SAMPLES) == [held.name for held in FORMATS]


@pytest.mark.parametrize("name", CONTENTS)
@pytest.mark.parametrize("packing", PACKINGS)
def test_a_sound_sample_names_its_institution(screener: Screener, name: str, packing: str) -> None:
    content = PACKINGS[packing](CONTENTS[name])
    texts = [text for _, held in rows(io.BytesIO(content)) for text in held]
    hits = [hit.institution for found in screener.screen(texts) for hit in found]
    assert hits == [INSTITUTION]


@pytest.mark.parametrize("name", CONTENTS)
@given(data=st.data())
def test_a_damaged_input_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = data.draw(damaged(CONTENTS[name]))
    packing = data.draw(st.sampled_from(list(PACKINGS)))
    said = data.draw(st.sampled_from([name, None]))
    with suppress(InputError):  # said by name; anything else is a fault
        rows(io.BytesIO(PACKINGS[packing](content)), None if packing == "zip" else said)


@given(st.sampled_from(list(CONTENTS)), st.sampled_from(["gzip", "bz2", "xz", "zip"]), st.data())
def test_damaged_packing_is_read_or_refused(name: str, packing: str, data: st.DataObject) -> None:
    content = data.draw(damaged(PACKINGS[packing](CONTENTS[name])))
    with suppress(InputError):
        rows(io.BytesIO(content))


@given(
    st.sampled_from(list(CONTENTS)),
    st.sampled_from(list(PACKINGS)),
    st.lists(st.integers(1, 60), min_size=1, max_size=5),
)
def test_a_slow_pipe_gives_the_same_rows(name: str, packing: str, sizes: list[int]) -> None:
    content = PACKINGS[packing](CONTENTS[name])
    slow = io.BufferedReader(Drops(content, sizes), buffer_size=16)
    assert outcome(slow) == outcome(io.BytesIO(content))


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.lists(st.integers(1, 7), min_size=1, max_size=4),
)
def test_characters_and_line_ends_may_be_cut_anywhere(
    lines: list[str], end: str, sizes: list[int]
) -> None:
    content = ("Université A" + end + end.join(lines) + end).encode()
    slow = io.BufferedReader(Drops(content, sizes), buffer_size=8)
    assert outcome(slow) == outcome(io.BytesIO(content))
