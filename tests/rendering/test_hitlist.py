from __future__ import annotations

import io

import pytest
from rich.console import Console

from unitracker.catalogue import Catalogue
from unitracker.rendering.hitlist import HitList
from unitracker.screening import Screener
from unitracker.screening.enrichment import HitEnricher
from unitracker.screening.reading import Origin, Row


@pytest.fixture
def shown(catalogue: Catalogue, screener: Screener) -> list[str]:
    text = "Beihang University, Beijing\x1b[31m"
    out = io.StringIO()
    hits = HitList(Console(file=out, width=60), catalogue)
    enricher = HitEnricher(catalogue)
    origin = Origin(file="cv.pdf", place="page 3", author="Li\x1b, W.")
    named = [enricher.enrich(hit) for hit in screener.match(text)]
    hits.write(Row(7, [text], (text,), origin=origin), named)
    hits.write(Row(8, ["Harvard"], ("Harvard",)), [])
    hits.close()
    return out.getvalue().splitlines()


def test_a_row_with_hits_says_where_it_is_from(shown: list[str]) -> None:
    assert shown[0].startswith("     7  Beihang University, Beijing")
    assert shown[1].strip() == "cv.pdf, page 3, Li\ufffd, W."
    assert shown[2].strip().startswith("Beihang University  very high, ASPI")
    assert "beside it: beijing" in " ".join(" ".join(shown).split())


def test_rows_without_hits_and_escapes_are_not_shown(shown: list[str]) -> None:
    assert "Harvard" not in "\n".join(shown)
    assert "\x1b" not in "\n".join(shown)
    assert max(map(len, shown)) <= 60
