"""Chinese names in pinyin, as people type it: joined, in syllables, with tones or without."""

from __future__ import annotations

import re
from typing import Any

from unitracker.text.folding import is_chinese
from unitracker.text.normalisation import spell


class Pinyin:
    """Reads Chinese names aloud.

    Args:
        table: ``readings``, syllables with the characters read so, and ``phrases``,
            words in which a character is read otherwise; the content of
            ``vocabulary/pinyin.json``.
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self._phrases: dict[str, str] = table["phrases"]
        self._readings = {
            char: syllable for syllable, chars in table["readings"].items() for char in chars
        }

    def read(self, normal: str) -> str | None:
        """Return a Chinese normal form as the key of its pinyin, or None if none is known.

        Letters and digits in the name stay as they are.
        """
        for phrase, reading in self._phrases.items():
            normal = normal.replace(phrase, reading)
        syllables = [self._readings.get(char, char) for char in normal]
        if any(map(is_chinese, syllables)):
            return None
        return pinyin_key("".join(syllables))


def pinyin_key(text: str) -> str:
    """Return pinyin without tones, spaces and apostrophes; ü and v are u.

    "Chángchūn Lǐgōng Dàxué", "chang2chun1 li3gong1 da4xue2" and "changchun ligong daxue"
    have one key.
    """
    joined = spell(text).replace(" ", "").replace("v", "u")
    # A tone number follows a syllable and no other digit follows it.
    return re.sub(r"(?<=[a-z])[1-5](?!\d)", "", joined)
