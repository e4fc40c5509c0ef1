from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from unitracker.catalogue import Catalogue
from unitracker.rendering.plain import Format
from unitracker.rendering.screened import Layout, formatter
from unitracker.screening.reading import ReadOptions
from unitracker.screening.request import ScreeningRequest
from unitracker.screening.run import BATCH_ROWS, Screening, TextOutput
from unitracker.screening.worker_pool import WorkerPool


def screened(
    catalogue: Catalogue, lines: str, path: Path, form: Format = Format.TSV, **request: Any
) -> tuple[str, Screening]:
    """Return the text of a screening of lines, and the screening."""
    path.write_text(lines)
    asked = ScreeningRequest(sources=(path,), reading=ReadOptions(), **request)
    screening = Screening(asked, catalogue, io.BytesIO())
    layout = Layout(
        form=form,
        columns=tuple(screening.opened.rows.columns),
        fields=screening.fields,
        chosen=("affiliation", "id"),
    )
    out = io.StringIO()
    screening.run(TextOutput(out, formatter(layout)))
    return out.getvalue(), screening


def test_a_small_input_starts_no_worker(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[int] = []
    start = WorkerPool._start

    def counted(pool: WorkerPool[Any, Any]) -> None:
        started.append(1)
        start(pool)

    monkeypatch.setattr(WorkerPool, "_start", counted)
    monkeypatch.setattr(f"{Screening.__module__}.available_cores", lambda: 3)
    path = tmp_path / "few.txt"
    # Lines are long, so that what is read at once is less than a batch.
    other, named = (f"{name:>200}\n" for name in ("Harvard", "Beihang University"))
    _, screening = screened(catalogue, other * BATCH_ROWS, path, workers=8)
    assert screening.summary.rows == BATCH_ROWS
    assert started == []
    # No more than there are batches, and no more than there are cores.
    screened(catalogue, other * 2 * BATCH_ROWS, path, workers=8)
    assert len(started) == 1
    text, screening = screened(catalogue, (other + named) * (6 * BATCH_ROWS), path, workers=8)
    assert len(started) == 1 + 3
    assert screening.summary.rows == 12 * BATCH_ROWS
    assert text.count("beihang-university\n") == 6 * BATCH_ROWS


def test_tables_are_taken_apart_alike_by_one_process_and_by_several(
    catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"{Screening.__module__}.available_cores", lambda: 3)
    odd = [
        "a,Beihang University,b\n",
        "a,Harvard University\n",
        'a,"Beihang University;\nHarvard University",b\n',
        "a,Harvard University,b,c\n",
        "\n",
        "a,lost ??? University,b\n",
        'a,"Beihang University,b\n',
    ]
    table = "id,affiliation,city\n" + "".join(odd[n % 7] for n in range(4 * BATCH_ROWS))
    path = tmp_path / "table.csv"
    one, alone = screened(catalogue, table, path, workers=1)
    several, together = screened(catalogue, table, path, workers=3)
    assert several == one
    assert alone.summary.rows == together.summary.rows
    lines = {said: (found.count, str(found)) for said, found in alone.summary.problems.items()}
    assert len(lines) == 4
    assert {
        said: (found.count, str(found)) for said, found in together.summary.problems.items()
    } == lines


def test_what_is_left_out_for_want_of_a_rating_is_counted(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    lines = "中国科学院计算技术研究所\nBeihang University, Beijing\n"
    _, screening = screened(catalogue, lines, tmp_path / "a.txt", min_risk="very-high")
    left_out = screening.summary.left_out
    assert (left_out.hits, left_out.unrated, left_out.unrated_listed) == (1, 1, 1)
