"""Finding a line in a sorted file by halving it.

Imports nothing: pressing Tab must not wait for what it doesn't need.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mmap import mmap


def first_line(text: bytes | mmap, start: int, wanted: bytes) -> int:
    """Return where the first line begins that doesn't come before what is wanted.

    Takes about as long among a million lines as among a thousand.

    Args:
        text: content of the file; its lines stand in the order of their bytes.
        start: where the first line begins, behind what stands at the head of the file.
        wanted: beginning of a line.
    """
    low, high = start, len(text)
    while low < high:
        # Before low another line ends, or the file begins.
        line = text.rfind(b"\n", max(low - 1, 0), (low + high) // 2) + 1
        if text[line : line + len(wanted)] < wanted:
            low = end_of_line(text, line) + 1
        else:
            high = line
    return low


def end_of_line(text: bytes | mmap, line: int) -> int:
    """Return where a line ends: the place of its line feed."""
    return text.find(b"\n", line)
