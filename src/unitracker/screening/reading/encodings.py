"""Which encoding a text is in: by its mark, by its bytes, or by its name."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import Final, NamedTuple

from unitracker.errors import InputError

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WIDE: Final = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_HIGH: Final = re.compile(rb"[\x80-\xff]+")

_IN_PAIRS: Final = 0.8
"""Share of bytes above ASCII that stand beside another one from which a text is taken for
an East Asian one: there they come in pairs, in western encodings alone between letters."""

_EAST_ASIAN: Final = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")

_CLEARLY: Final = 0.6
"""By how much the mean commonness of another encoding's characters must exceed that of
GB18030, which nearly any bytes are valid in. Of the 210 Chinese names in the catalogue, one at
a time, all are recognised in GB18030 and in Big5 at 0.6; at 1.0 four in Big5 aren't."""

_COMMON: Final = frozenset(
    "大学學院系所研究科技工业業程理中国國北京上海南西东東部门門实實验驗室医醫药藥师師范範"
    "航空天机機械电電子信息算计計材料化物农農林交通市省区區路号號公司集团團有限军軍"
    "防哈尔爾滨濱长長春安武汉漢广廣州江苏蘇浙湖山川重庆慶"
    "대학교원연구소공과기술서울한국학기계전자정보의생명물리화경북남동전부산광주인천센터병단"
    "作者姓名单單位机構构职職称稱地址邮郵编編号的和与與及第一二三四五六七八九十"
)
"""Characters that names and addresses of institutions are made of."""


class Encoding(NamedTuple):
    """The encoding of a text.

    Attributes:
        name: as Python has it.
        doubtful: whether another encoding may be right as well: say which was taken.
    """

    name: str
    doubtful: bool = False


def check_encoding(name: str) -> str:
    """Return the name under which Python knows an encoding of text.

    Args:
        name: any spelling: ``UTF-16LE``, ``utf16``, ``Big5`` …

    Raises:
        InputError: there is no such encoding, or it is none of text.
    """
    try:
        found = codecs.lookup(name.strip())
        "".encode(found.name)
        b"".decode(found.name)
    except (LookupError, ValueError, UnicodeError, OSError) as error:
        raise InputError(
            f"--encoding: there is no encoding {name!r} of text; such as utf-8, gb18030, big5, "
            "shift_jis, cp1252, utf-16"
        ) from error
    if found.name in _NO_ENCODING_OF_FILES:
        raise InputError(f"--encoding: {name!r} is no encoding of files")
    return found.name


_NO_ENCODING_OF_FILES: Final = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "unicode-escape", "undefined"}
)


def is_by_bytes(encoding: str) -> bool:
    """Tell whether bytes 10 and 13 are line ends and nothing else in an encoding."""
    if encoding.startswith(("iso2022", "hz", "utf-7", "utf_7")):
        return False
    plain = bytes(range(32, 127)) + b"\r\n\t"
    try:
        return plain.decode(encoding) == plain.decode("ascii")
    except UnicodeDecodeError:
        # Shift_JIS has a yen sign, ISO 646 has letters for brackets: line ends are the same.
        return b"\r\n".decode(encoding, errors="ignore") == "\r\n"


def is_marked(sample: bytes) -> bool:
    """Tell whether a text begins with a byte order mark."""
    return any(sample.startswith(mark) for mark, _ in _MARKS)


def guess_encoding(sample: bytes) -> Encoding:
    """Return the likely encoding of a text: by its mark, else by its bytes.

    Args:
        sample: the beginning of the text; may end within a character.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return Encoding(encoding)
    if 0 in sample and (wide := _wide(sample)):
        return Encoding(wide)
    for missing in range(4):
        with suppress(UnicodeDecodeError):
            sample[: len(sample) - missing].decode("utf-8")
            return Encoding("utf-8")
    # A broken byte or two don't make another encoding: judge line by line then.
    lines = sample.splitlines()[:-1]
    broken = sum(_is_broken(line) for line in lines)
    sound = sum(not line.isascii() and not _is_broken(line) for line in lines)
    return Encoding("utf-8") if sound > broken else guess_legacy_encoding(sample)


def guess_legacy_encoding(text: bytes) -> Encoding:
    """Return the likely encoding of bytes that aren't UTF-8.

    Nearly any text in Big5, Shift_JIS or EUC is valid GB18030 too, but makes rare characters
    there: the encoding whose characters are the commonest in names of institutions wins.
    """
    runs = _HIGH.findall(text)
    paired = sum(len(run) for run in runs if len(run) > 1)
    scores = {name: _score(text, name) for name in _EAST_ASIAN}
    best = max(scores, key=lambda name: scores[name])
    if paired < _IN_PAIRS * sum(map(len, runs)):
        # Second bytes of Big5 and Shift_JIS may lie below 128: then few stand in pairs.
        if best != "gb18030" and scores[best] >= _CLEARLY:
            return Encoding(best, doubtful=True)
        return Encoding("cp1252")
    if best != "gb18030" and scores[best] >= scores["gb18030"] + _CLEARLY:
        return Encoding(best, doubtful=True)
    if scores["gb18030"] == float("-inf"):
        return Encoding("cp1252")
    return Encoding("gb18030", doubtful=scores["gb18030"] < 0)


def _score(text: bytes, encoding: str) -> float:
    """Return how common the characters above ASCII are, from -2 to 2; -inf if undecodable."""
    for missing in range(2):
        with suppress(UnicodeDecodeError):
            decoded = text[: len(text) - missing].decode(encoding)
            break
    else:
        return float("-inf")
    chars = [char for char in decoded if char > "\x7f"]
    return sum(map(_commonness, chars)) / len(chars) if chars else float("-inf")


def _commonness(char: str) -> float:
    if char in _COMMON:
        return 2
    if "\u4e00" <= char <= "\u9fff":
        return 0
    if "\u3041" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3":
        return 0.25
    if char in "，。；：、（）《》—·　“”":
        return 0.5
    # Half-width katakana, private use, box drawing, lone accents: signs of the wrong encoding.
    return -2


def _wide(sample: bytes) -> str:
    for encoding in _WIDE:
        if sample.count(0) < len(sample) / 8 and encoding.startswith("utf-32"):
            continue
        unit = 4 if encoding.startswith("utf-32") else 2
        with suppress(UnicodeDecodeError):
            text = sample[: len(sample) // unit * unit].decode(encoding)
            shown = all(char.isprintable() or char.isspace() for char in text)
            if shown and ("\n" in text or "\r" in text or b"\n" not in sample):
                return "" if _is_text_with_stray_zeros(sample, text) else encoding
    return ""


_FEW_ZEROS: Final = 1 / 4
"""Share of zero bytes below which a text isn't one of Latin letters in 16 bits: half of that
one's bytes are zeros."""

_MEANINGFUL: Final = 0.25
"""Mean commonness of characters from which they aren't pairs of ASCII letters misread: those
are at 0 (a line of English read as UTF-16: 䉥楨慮朠), names of institutions above 1."""

_MOSTLY_SHOWN: Final = 0.9
"""Share of printable characters in a text: halves of Chinese characters are controls as often
as letters."""


def _is_text_with_stray_zeros(sample: bytes, wide: str) -> bool:
    """Tell whether bytes are a text in UTF-8 in which a few zero bytes lie.

    Args:
        sample: the bytes.
        wide: what they give when read with two or four bytes a character.
    """
    if sample.count(0) >= len(sample) * _FEW_ZEROS:
        return False
    try:
        rest = sample.replace(b"\0", b"").decode("utf-8")
    except UnicodeDecodeError:
        return False
    shown = sum(char.isprintable() or char in "\t\r\n" for char in rest)
    if shown < len(rest) * _MOSTLY_SHOWN:
        return False
    high = [char for char in wide if char > "\x7f"]
    return sum(map(_commonness, high)) < _MEANINGFUL * len(high)


def _is_broken(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
