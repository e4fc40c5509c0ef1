"""Mending text that another program has damaged: entities, wrong decodings, radicals."""

from __future__ import annotations

import re
from typing import Final

_RADICALS: Final = str.maketrans(
    "⺟⺠⺝⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⺒⺓⺎⺔",
    "母民月虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟巳幺兀彐",
)
"""CJK radicals as separate signs (U+2E80 to U+2EF3), with the character each is drawn like;
Unicode's own compatibility forms (NFKC) map the Kangxi radicals but not these. PDF fonts
put them into extracted text. Only those are held that are whole characters by themselves."""

_APOSTROPHES: Final = (
    # UTF-8 read as Windows-1252 (once and twice), Mac Roman read as Windows-1252, a lost
    # sign between two letters of Xi'an and its like, a space beside the apostrophe.
    r"â€™|â€˜|Ã¢â‚¬â„¢|\u00e2\u0080\u0099|Â´|(?<=[a-z])Õ(?=[a-z])|(?<=[a-z])\ufffd+(?=an\b)"
    r"|(?<=\bXi)\?(?=an)|(?<=\bxi)\?(?=an)|(?<=\bYan)\?(?=an)|(?<=\bTai)\?(?=an)"
    r"|(?<=\bXi) [\u2019'](?=an)|(?<=\bXi)[\u2019'] (?=an)"
)

_MENDABLE: Final = "[\u00e2\u00c3\u00c2\u00d5\ufffd?']"
"""Signs one of which every damaged apostrophe has: most texts have none."""

_SIGNS: Final = "[\u00b4\u2018\u2019\u02bc\u2032\uff07]"
"""Signs that people type for an apostrophe."""

_MARKS: Final = r"#(?:R|N|TAB)#|\\[nrt]\b|<\s*/?\s*(?:br|sup|sub|i|b|p)\s*/?>"
"""Line ends and mark-up that an exporter wrote out: a break in the text."""


def repair(text: str) -> str:
    """Return a text with what is surely damage put right; most texts come back as they are.

    ==========================  =================================
    in the text                 in the result
    ==========================  =================================
    ``&amp;``, ``&#x2019;``     the character that is meant
    ``Xiâ€™an``, ``XiÕan``      an apostrophe
    ⻓ (a CJK radical)           长
    ``#R#``, ``<br>``           a line end
    ==========================  =================================

    Args:
        text: any string.
    """
    if "&" in text and ";" in text:
        from html import unescape

        text = unescape(text)
        if "&" in text and ";" in text:
            text = unescape(text)  # escaped twice, as feeds of feeds are
    if "#" in text or "<" in text or "\\" in text:
        text = re.sub(_MARKS, "\n", text)
    plain = text.isascii()
    if not plain and re.search(_SIGNS, text):
        # Compatibility forms would make a space of some of them.
        text = re.sub(_SIGNS, "'", text)
    if (not plain or "?" in text or "'" in text) and re.search(_MENDABLE, text):
        text = re.sub(_APOSTROPHES, "'", text)
    if not plain and re.search("[\u2e80-\u2eff]", text):
        text = text.translate(_RADICALS)
    return text
