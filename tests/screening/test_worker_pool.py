from __future__ import annotations

from collections.abc import Iterator

from unitracker.catalogue import Catalogue
from unitracker.screening import Screener
from unitracker.screening.reading import Row
from unitracker.screening.worker_pool import Remembering, screen_rows

TEXTS = ("Beihang University, Beijing", "Harvard", "", "长春理工大学", "Tsinghua Univ, Beijing")


def rows(count: int) -> Iterator[Row]:
    for number in range(1, count + 1):
        text = TEXTS[number % len(TEXTS)]
        yield Row(number, [text], (text,) if text else ())


def test_several_processes_give_what_one_gives_in_its_order(catalogue: Catalogue) -> None:
    alone = list(screen_rows(rows(7_001), catalogue, 1))
    assert list(screen_rows(rows(7_001), catalogue, 2)) == alone
    assert [row.line for row, _ in alone] == list(range(1, 7_002))


def test_rows_are_read_as_they_are_needed(catalogue: Catalogue) -> None:
    taken = []

    def counted() -> Iterator[Row]:
        for row in rows(1_000_000):
            taken.append(row.line)
            yield row

    screened = screen_rows(counted(), catalogue, 1)
    for _ in range(10):
        next(screened)
    assert len(taken) == 10


def test_processes_are_stopped_when_nobody_wants_more(catalogue: Catalogue) -> None:
    screened = screen_rows(rows(1_000_000), catalogue, 2)
    assert next(screened)[0].line == 1
    screened.close()  # type: ignore[attr-defined]


def test_all_affiliations_of_a_row_count_each_institution_once(screener: Screener) -> None:
    texts = ("Beihang University, Beijing", "BUAA, Beijing", "Tsinghua University, Beijing")
    hits = Remembering(screener).hits((texts, ()))
    assert [hit.institution for hit in hits] == ["beihang-university", "tsinghua-university"]
    assert hits[0].score == 1.0


def test_an_identifier_counts_without_any_text(screener: Screener) -> None:
    (hit,) = Remembering(screener).hits(((), ("https://ror.org/007mntk44",)))
    assert hit.how == "identifier"
    assert Remembering(screener).hits(((), ())) == []


def test_of_several_identifiers_and_affiliations_none_hides_another(screener: Screener) -> None:
    elsewhere, here = "https://ror.org/04t5xt781", "https://ror.org/00wk2mp56"
    boston, beijing = "Northeastern University, Boston, MA, USA", "Beihang University, Beijing"
    for texts, keys in (
        ((boston, beijing), (elsewhere, here)),
        ((boston, beijing), (elsewhere,)),
        ((boston,), (elsewhere, here)),
        ((), (elsewhere, here)),
    ):
        hits = Remembering(screener).hits((texts, keys))
        assert [hit.institution for hit in hits] == ["beihang-university"]
    # A single affiliation is decided by an identifier that is known.
    assert Remembering(screener).hits(((beijing,), (elsewhere,))) == []
