"""Reading Chinese names aloud."""

from __future__ import annotations

import pypinyin
import pytest

from unitracker.catalogue import Catalogue
from unitracker.matching.name_forms import look_alike_forms, name_forms
from unitracker.text.folding import is_chinese
from unitracker.text.normalisation import normalise
from unitracker.text.pinyin import Pinyin, pinyin_key


@pytest.fixture(scope="module")
def pinyin(catalogue: Catalogue) -> Pinyin:
    """The readings of the bundled data."""
    return Pinyin(catalogue.pinyin_table())


@pytest.mark.parametrize(
    "written",
    [
        "changchun ligong daxue",
        "Chángchūn Lǐgōng Dàxué",
        "ChangchunLigongDaxue",
        "chang2 chun1 li3 gong1 da4 xue2",
        "chang2chun1li3gong1da4xue2",
        "Chang-chun Li-gong Da-xue",
        "Cha\u0301ngchu\u0304n Li\u030cgo\u0304ng Da\u0300xue\u0301",
    ],
)
def test_writings_of_one_name(written: str, pinyin: Pinyin) -> None:
    assert pinyin_key(written) == pinyin.read("长春理工大学") == "changchunligongdaxue"


@pytest.mark.parametrize("written", ["Lǚshùn", "Lüshun", "lv3shun4", "lushun", "Lu:shun"])
def test_the_two_dots_may_be_left_out(written: str, pinyin: Pinyin) -> None:
    assert pinyin_key(written) == pinyin.read("旅顺")


def test_numbers_in_a_name_stay(pinyin: Pinyin) -> None:
    assert pinyin.read("第702研究所") == pinyin_key("di 702 yanjiusuo") == "di702yanjiusuo"


def test_an_unknown_character_gives_no_reading() -> None:
    assert Pinyin({"readings": {"da": "大"}, "phrases": {}}).read("大学") is None


def test_every_name_is_read_as_others_read_it(catalogue: Catalogue, pinyin: Pinyin) -> None:
    """The independent reader knows whole words, ours single characters and exceptions."""
    forms = [form for record in catalogue for form in name_forms(record)]
    forms += [form for record in catalogue.look_alikes.all() for form in look_alike_forms(record)]
    names = {normalise(form.text) for form in forms}
    chinese = {name for name in names if name and all(map(is_chinese, name))}
    assert len(chinese) > 500
    wrong = {
        (name, pinyin.read(name))
        for name in chinese - {"厦门华厦学院", "厦大"}  # read Huaxia and Xiada, as in Xiamen
        if pinyin.read(name) != pinyin_key("".join(pypinyin.lazy_pinyin(name)))
    }
    assert wrong == set()
