"""Decisions on hits: what they are about, how they count, when they lapse."""

from __future__ import annotations

import copy
import datetime as dt
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.catalogue import Catalogue
from unitracker.errors import InputError
from unitracker.screening import Screener, ScreeningRequest
from unitracker.screening.decisions import (
    COLUMNS,
    Decision,
    Decisions,
    Scope,
    Verdict,
    append,
    basis,
)
from unitracker.screening.enrichment import EnrichedHit, HitEnricher
from unitracker.screening.reading import Row
from unitracker.screening.row_screener import RowScreener
from unitracker.text.folding import simple_words

NEU = "northeastern-university"
BARE = "Northeastern University"
LONGER = "Department of Physics, Northeastern University"
SURE = "Northeastern University, Shenyang"
TODAY = dt.date(2026, 11, 26)
LATER = "2999-01-01"
"""Later than any version of the data, which would end a decision without a basis."""


def made(text: str, decision: str, **more: str) -> Decision:
    return Decision(text, NEU, decision, **({"date": LATER} | more))


def hit_in(text: str, screener: Screener, catalogue: Catalogue) -> EnrichedHit:
    (hit,) = screener.match(text)
    return HitEnricher(catalogue).enrich(hit)


def certainty(
    decisions: list[Decision], text: str, screener: Screener, catalogue: Catalogue
) -> tuple[str, Any]:
    hit = hit_in(text, screener, catalogue)
    decided = Decisions(decisions, catalogue, TODAY).decided(hit, [text])
    return decided["certainty"], decided.get("decision")


@pytest.mark.parametrize(
    ("verdict", "expected"), [("same", "hit"), ("other", "other"), ("ask", "check")]
)
def test_a_text_is_decided(
    verdict: str, expected: str, screener: Screener, catalogue: Catalogue
) -> None:
    held = [made(BARE, verdict)]
    assert certainty([], BARE, screener, catalogue) == ("check", None)
    assert certainty(held, BARE, screener, catalogue) == (expected, verdict)
    assert certainty(held, BARE.upper() + ".", screener, catalogue) == (expected, verdict)


def test_a_decision_on_a_text_is_none_on_its_name(screener: Screener, catalogue: Catalogue) -> None:
    held = [made(BARE, "other")]
    assert certainty(held, LONGER, screener, catalogue) == ("check", None)
    held = [made(BARE, "other", scope=Scope.NAME)]
    assert certainty(held, LONGER, screener, catalogue) == ("other", "other")


def test_a_decision_on_a_name_touches_no_sure_hit(screener: Screener, catalogue: Catalogue) -> None:
    held = [made(BARE, "other", scope=Scope.NAME)]
    assert certainty(held, SURE, screener, catalogue) == ("hit", None)
    assert certainty([made(SURE, "other")], SURE, screener, catalogue) == ("other", "other")


def test_the_last_decision_counts(screener: Screener, catalogue: Catalogue) -> None:
    held = [made(BARE, "other"), made(BARE, "same")]
    assert certainty(held, BARE, screener, catalogue) == ("hit", "same")


def test_of_several_texts_one_that_is_open_keeps_the_hit_open(
    screener: Screener, catalogue: Catalogue
) -> None:
    hit = hit_in(BARE, screener, catalogue)
    other = Decisions([made(BARE, "other")], catalogue, TODAY)
    assert other.decided(hit, [BARE, LONGER])["certainty"] == "check"
    assert other.decided(hit, [BARE])["certainty"] == "other"
    same = Decisions([made(BARE, "same")], catalogue, TODAY)
    assert same.decided(hit, [BARE, LONGER])["certainty"] == "hit"


def test_an_identifier_decides_by_itself(screener: Screener, catalogue: Catalogue) -> None:
    (found,) = screener.match(BARE, catalogue[NEU]["identifiers"]["ror"] or "")
    hit = HitEnricher(catalogue).enrich(found)
    decided = Decisions([made(BARE, "other")], catalogue, TODAY).decided(hit, [BARE])
    assert decided["certainty"] == "hit"


class TestLapsing:
    def test_by_its_last_day(self, catalogue: Catalogue) -> None:
        held = made(BARE, "other", until="2026-11-26", basis=basis(catalogue[NEU]))
        assert not Decisions([held], catalogue, TODAY).lapsed(held)
        assert Decisions([held], catalogue, TODAY + dt.timedelta(1)).lapsed(held)

    @pytest.mark.parametrize("change", ["risk", "listing", "ended"])
    def test_by_rating_or_listing(self, catalogue: Catalogue, change: str) -> None:
        key = "beihang-university"
        record: Any = copy.deepcopy(catalogue[key])
        before = basis(record)
        if change == "risk":
            record["risk"] = "low"
        elif change == "listing":
            record["listings"].pop()
        else:
            record["listings"][0]["until"] = "2026-11"
        assert basis(record) != before

    def test_not_by_a_name_or_a_fact(self, catalogue: Catalogue) -> None:
        record: Any = copy.deepcopy(catalogue["beihang-university"])
        before = basis(record)
        record["aliases"].append("Another name")
        record["facts"].clear()
        record["listings"].reverse()
        assert basis(record) == before

    def test_of_a_line_without_basis_by_any_later_change(self, catalogue: Catalogue) -> None:
        version = next(
            version
            for version in catalogue.versions
            if any(change["id"] == "beihang-university" for change in version["institutions"])
        )
        before = Decision("x", "beihang-university", "other", date="2019-12-01")
        after = before._replace(date=version["date"])
        held = Decisions([before], catalogue, TODAY)
        assert held.lapsed(before).startswith("the data changed with version ")
        assert not held.lapsed(after)

    def test_is_said_and_leaves_the_hit_as_it_was(
        self, screener: Screener, catalogue: Catalogue
    ) -> None:
        hit = hit_in(BARE, screener, catalogue)
        held = made(BARE, "other", basis="0" * 16, reason="seen", by="A. Meyer")
        decided = Decisions([held], catalogue, TODAY).decided(hit, [BARE])
        assert (decided["certainty"], decided["decision"]) == ("check", "lapsed")
        assert decided["decision_note"] == (
            "other lapsed: rating or listings have changed since; seen – A. Meyer, 2999-01-01"
        )


class TestFile:
    def test_what_is_appended_is_read(self, tmp_path: Path, catalogue: Catalogue) -> None:
        path = tmp_path / "decisions.csv"
        first = made('a "quoted", text\nof two lines', "same", reason="x")
        append(path, first)
        append(path, made("更多", "ask"))
        held = Decisions.read(path, catalogue)
        assert len(held) == 2
        assert path.read_text(encoding="utf-8").startswith(",".join(COLUMNS) + "\n")

    def test_a_broken_last_line_spoils_no_other(self, tmp_path: Path) -> None:
        path = tmp_path / "decisions.csv"
        path.write_text("text,institution,decision\nA,northeastern-university,same")
        append(path, made("B", "same"))
        assert len(path.read_text().splitlines()) == 3

    @given(
        st.lists(
            st.tuples(
                st.text(st.characters(codec="utf-8"), min_size=1), st.sampled_from(list(Verdict))
            ),
            max_size=5,
        )
    )
    def test_any_text_comes_back(
        self, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
    ) -> None:
        catalogue = Catalogue()
        path = tmp_path_factory.mktemp("decisions") / "decisions.csv"
        kept = [(text, verdict) for text, verdict in rows if text.replace("\0", "").split()]
        for text, verdict in kept:
            append(path, made(text, verdict))
        if kept:
            held = Decisions.read(path, catalogue)
            assert len(held) == len({simple_words(" ".join(text.split())) for text, _ in kept})
            assert not re.search("^[=+@-]", path.read_text(encoding="utf-8"), re.M)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            ("text,institution\n", "no column decision"),
            ("text,institution,decision\nA,x,maybe\n", "line 2: decision 'maybe'"),
            ("text,institution,decision\n,x,same\n", "line 2: text or institution is empty"),
            ("text,institution,decision,until\nA,x,same,2027\n", "line 2: until '2027'"),
            ("text,institution,decision,scope\nA,x,same,all\n", "line 2: scope 'all'"),
        ],
    )
    def test_a_line_that_is_no_decision_is_refused(
        self, content: str, said: str, tmp_path: Path, catalogue: Catalogue
    ) -> None:
        path = tmp_path / "decisions.csv"
        path.write_text(content)
        with pytest.raises(InputError, match=said):
            Decisions.read(path, catalogue)

    @pytest.mark.skipif(os.name != "posix", reason="needs kill")
    def test_a_killed_writer_leaves_whole_lines(self, tmp_path: Path, catalogue: Catalogue) -> None:
        path = tmp_path / "decisions.csv"
        code = (
            "import itertools, sys; from pathlib import Path\n"
            "from unitracker.screening.decisions import Decision, append\n"
            "for n in itertools.count():\n"
            f"    append(Path(sys.argv[1]), Decision(f'{{n}} ' * 200, {NEU!r}, 'same'))\n"
            "    print(n, flush=True)\n"
        )
        said = 0
        for _ in range(3):
            with subprocess.Popen(
                [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE
            ) as child:
                assert child.stdout
                for _ in range(5):
                    child.stdout.readline()
                child.kill()
                said += 5 + len(child.stdout.readlines())
            Decisions.read(path, catalogue)
        rows = path.read_text(encoding="utf-8").splitlines()[1:]
        # Each line that was said to be there is; one more may be for each that was killed.
        assert said <= len(rows) <= said + 3

    def test_two_writers_lose_nothing(self, tmp_path: Path) -> None:
        path = tmp_path / "decisions.csv"
        code = (
            "import sys; from pathlib import Path\n"
            "from unitracker.screening.decisions import Decision, append\n"
            "for n in range(100):\n"
            "    append(Path(sys.argv[1]), Decision(sys.argv[2] * 50 + str(n), 'x', 'same'))\n"
        )
        running = [
            subprocess.Popen([sys.executable, "-c", code, str(path), name], env=os.environ)
            for name in ("a", "b")
        ]
        assert [child.wait() for child in running] == [0, 0]
        lines = path.read_text().splitlines()
        assert lines[0] == ",".join(COLUMNS)
        assert len(lines) == len(set(lines)) == 201

    @pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
    def test_a_full_disk_is_told_and_leaves_whole_lines(self, tmp_path: Path) -> None:
        import resource

        path = tmp_path / "decisions.csv"
        append(path, made("A", "same"))
        before = path.read_bytes()
        old = resource.getrlimit(resource.RLIMIT_FSIZE)
        ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        try:
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, old[1]))
            with pytest.raises(InputError, match="can't be written"):
                append(path, made("B" * 5000, "same"))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, old)
            signal.signal(signal.SIGXFSZ, ignored)
        assert path.read_bytes() == before


def test_in_a_screening_what_is_decided_stays_and_trips_no_gate(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "decisions.csv"
    append(path, made(BARE, "other", basis=basis(catalogue[NEU])))
    append(path, made(LONGER, "same", basis=basis(catalogue[NEU])))
    request = ScreeningRequest(decisions=path, fail_on=("low",))
    screener = RowScreener(request, catalogue)
    assert screener.gate is not None
    found = [screener.screen(Row(n, (), (text,))) for n, text in enumerate((BARE, LONGER, SURE))]
    assert [[hit["certainty"] for hit in hits] for hits in found] == [["other"], ["hit"], ["hit"]]
    assert (screener.gate.rows, screener.gate.rows_to_check) == (2, 0)
    summary = screener.summary
    assert (summary.rows_with_hits, summary.rows_to_check) == (2, 0)
    assert summary.decided == {"other": 1, "same": 1}
    assert summary.found[NEU].rows == 2
