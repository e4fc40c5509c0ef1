"""What the fields of official files have in common: dates, citations, lists of aliases."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

_FORMATS: Final = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%Y-%m-%d")
_NUMERIC: Final = re.compile(r"\b([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4}|[0-9]{2})\b")
_WORDED: Final = re.compile(
    r"\b[A-Z][a-z]{2,8}\.? [0-9]{1,2}, ?[0-9]{4}\b"
    r"|\b[0-9]{1,2}[ -][A-Z][a-z]{2,8}[ -][0-9]{4}\b"
    r"|\b[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
_CITATION: Final = re.compile(r"\b([0-9]{1,3}) (?:FR|F\.R\.) ([0-9]{3,6})\b")
_HAN: Final = re.compile(r"[\u3400-\u9fff]")

_KNOWN_AS: Final = (
    r"(?:also|formerly|previously) known as|formerly|a\.?\s?k\.?\s?a\.?|a/k/a|f\.?\s?k\.?\s?a\.?"
    r"|f/k/a|(?:and|including) \w+ alias(?:es)?"
)
_BRACKETED: Final = re.compile(
    rf"\(\s*(?:{_KNOWN_AS})\s*[:,]?\s+([^()]*(?:\([^()]*\)[^()]*)*)\)", re.I
)
_TRAILING: Final = re.compile(rf"[,;]\s*(?:{_KNOWN_AS})\s*[:,]?\s+(.*)$", re.I)


def one_line(text: str) -> str:
    """Return a text with every run of white space, zero-width ones too, as one space."""
    return " ".join(text.replace("\u200b", " ").replace("\ufeff", " ").split())


def iso_date(text: str | None, *, day_first: bool = False) -> str | None:
    """Return the first date in a text as ``2019-11-15``, None if there is none.

    Args:
        text: e.g. ``June 21, 2022``, ``12/17/21``, ``03 Jun 2021``, ``2021-06-03+02:00``.
        day_first: whether 03/04/2021 is the third of April: in Europe, not in the US.
            Two digits of a year mean 1970 to 2069.
    """
    text = one_line(text or "")
    numeric, worded = _NUMERIC.search(text), _WORDED.search(text)
    if worded and (numeric is None or worded.start() < numeric.start()):
        written = worded[0].replace(".", "").replace(",", ", ").replace(",  ", ", ")
        written = written.replace("Sept ", "Sep ")
        for form in _FORMATS:
            try:
                return dt.datetime.strptime(written, form).date().isoformat()
            except ValueError:
                continue
        return None
    if numeric is None:
        return None
    first, second, year = (int(part) for part in numeric.groups())
    day, month = (first, second) if day_first else (second, first)
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def federal_register(text: str | None) -> tuple[str | None, str | None]:
    """Return the Federal Register citations of a text, and the date of the first.

    ``66 FR 24266, 5/14/01. 75 FR 78883, 12/17/10.`` gives
    ``66 FR 24266; 75 FR 78883`` and ``2001-05-14``.
    """
    text = one_line(text or "")
    found = list(_CITATION.finditer(text))
    if not found:
        return None, None
    end = found[1].start() if len(found) > 1 else len(text)
    cited = dict.fromkeys(f"{volume} FR {page}" for volume, page in (m.groups() for m in found))
    return "; ".join(cited), iso_date(text[found[0].end() : end])


def split_names(text: str, separator: str = ";") -> tuple[str, ...]:
    """Return the names of a text that lists several, such as ``A; B; and C``."""
    pieces = (re.sub(r"^and\s+", "", piece.strip(), flags=re.I) for piece in text.split(separator))
    return distinct(map(trimmed, pieces))


def trimmed(name: str) -> str:
    """Return a name without the punctuation that ends an item of a list.

    The full stop of ``Co., Ltd.`` stays.
    """
    name = re.sub(r"[;,]?\s+and$", "", one_line(name), flags=re.I).strip(" ;,\"'“”")
    if name.endswith(".") and not re.search(
        r"(?:\.[A-Z]|\b(?:Ltd|Inc|Co|Corp|Bhd))\.$", name, re.I
    ):
        name = name[:-1]
    return name.strip()


def name_and_aliases(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the name and the aliases of a text such as ``A (also known as B; and C)``.

    Brackets that say nothing of the kind, such as abbreviations, stay in the name.
    """
    text = one_line(text)
    aliases: list[str] = []
    while match := _BRACKETED.search(text):
        aliases += split_names(match[1])
        text = one_line(text[: match.start()] + text[match.end() :])
    if match := _TRAILING.search(text):
        aliases += split_names(match[1])
        text = text[: match.start()]
    return trimmed(text), tuple(dict.fromkeys(aliases))


def without_bracket(name: str) -> tuple[str, str | None]:
    """Return a name without the bracket at its end, and what stands in that bracket."""
    match = re.fullmatch(r"(.*\S)\s*[(（]([^()（）]+)[)）]", name)
    return (match[1], match[2].strip()) if match else (name, None)


def is_chinese(text: str) -> bool:
    """Tell whether a text holds Chinese characters."""
    return _HAN.search(text) is not None


def distinct(names: Iterable[str | None], but: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names that are not empty, each once and none of ``but``, in order."""
    left_out = set(but)
    return tuple(dict.fromkeys(name for name in names if name and name not in left_out))
