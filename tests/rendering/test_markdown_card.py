"""The card in Markdown, for a mail or a memo."""

from __future__ import annotations

from typing import Any

from tests.conftest import CUST
from unitracker.catalogue import Catalogue
from unitracker.rendering.markdown_card import markdown_card


def test_it_has_what_the_card_has_with_addresses(catalogue: Catalogue) -> None:
    text = markdown_card(catalogue[CUST], catalogue)
    assert text.startswith(
        "### Changchun University of Science and Technology · 长春理工大学 · CUST\n"
    )
    assert "- **Rating:** [high, ASPI, 2019](https://unitracker.aspi.org.au/" in text
    assert "- **Listed:** [US Section 1286](https://" in text
    assert "since 24 June 2025" in text
    assert "(announced): no collaboration on NSF awards" in text
    assert "rules on any partner in China" in text
    assert "No legal advice" in text


def test_nothing_in_a_profile_is_markup(catalogue: Catalogue) -> None:
    record: dict[str, Any] = {**catalogue[CUST], "name": "[x](http://evil) *a* <b>\n# c"}
    text = markdown_card(record, catalogue)
    assert "\\[x\\](http://evil)" in text
    assert "<b>" not in text.replace("\\<b\\>", "")
    assert not any(line.startswith("# c") for line in text.splitlines())
