"""What a terminal changes: colour, width, pager, interrupts, closed pipes."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from rich.cells import cell_len

from .program import Program

WIDTHS = (40, 60, 80, 120)
COLOUR = re.compile(r"\x1b\[[\d;]*m")
TABLES = [
    ["areas"],
    ["agencies"],
    ["labs"],
    ["lists"],
    ["lists", "entity list"],
    ["lists", "overlap"],
    ["policies"],
    ["policies", "US"],
    ["timeline", "CETC", "--all"],
    ["filter", "--policy", "strac", "--list", "US", "--on", "2024"],
    ["risks"],
    ["provinces"],
    ["stats"],
    ["terms"],
    ["terms", "SASTIND"],
    ["filter", "--min-risk", "high"],
    ["search", "laser"],
    ["compare", "CUST", "CAEP", "HIT"],
    ["show", "CETC", "HIT", "--fields", "id,name,laboratories"],
]
OFTEN = [
    ["lists"],
    ["policies", "US"],
    ["filter", "--min-risk", "high"],
    ["compare", "CUST", "CAEP", "HIT"],
]
"""Tables whose columns change with the width: tried at every width."""


def _too_wide(lines: list[str], width: int) -> list[str]:
    return [line for line in lines if cell_len(COLOUR.sub("", line)) > width]


@pytest.mark.parametrize("width", WIDTHS)
def test_cards_keep_to_columns(shared: Program, width: int) -> None:
    names = ["CETC", "CAEP", "HIT", "Peking University", "NUDT", "CUST", "Anhui University"]
    result = shared("show", *names, "--all", "-f", "table", COLUMNS=str(width))
    assert result.status == 0
    # An address stays whole, so that it can be opened and copied.
    assert _too_wide([line for line in result.lines if "://" not in line], width) == []
    frames = [line for line in result.lines if line.startswith(("╭", "│", "╰"))]
    assert len(frames) >= 5 * len(names)
    assert {cell_len(line) for line in frames} == {min(width, 110)}


SIZED = [(args, width) for args in TABLES for width in (WIDTHS if args in OFTEN else (40,))]


@pytest.fixture(scope="module")
def answers(shared: Program) -> None:
    shared.together(([*args, "-f", "table"], {"COLUMNS": str(width)}) for args, width in SIZED)


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize(
    ("args", "width"), SIZED, ids=lambda held: " ".join(held) if isinstance(held, list) else held
)
def test_tables_keep_to_columns(shared: Program, args: list[str], width: int) -> None:
    result = shared(*args, "-f", "table", COLUMNS=str(width))
    assert result.status == 0
    assert len(result.lines) > 4
    # An address stays whole, so that it can be opened and copied.
    assert _too_wide([line for line in result.lines if "://" not in line], width) == []


ADDRESSED = [
    ["policies", "strac"],
    ["show", "CUST", "--all"],
    ["terms", "SASTIND"],
    ["data", "info"],
]


@pytest.mark.parametrize("width", [40, 80])
@pytest.mark.parametrize("args", ADDRESSED, ids=" ".join)
def test_no_address_is_broken(shared: Program, args: list[str], width: int) -> None:
    found = re.compile(r"https?://[^\s)]+")
    whole = set(found.findall(shared(*args, "-f", "table", COLUMNS="1000").out))
    assert whole
    assert set(found.findall(shared(*args, "-f", "table", COLUMNS=str(width)).out)) == whole


@pytest.mark.parametrize("width", [40])
def test_terminals_width_is_used(shared: Program, width: int) -> None:
    card = shared.terminal("show", "CETC", width=width)
    assert _too_wide(card.lines, width) == []
    assert max(map(cell_len, card.lines)) == min(width, 110)
    table = shared.terminal("areas", width=width + 30)
    assert _too_wide(table.lines, width + 30) == []
    assert max(map(cell_len, table.lines)) == width + 30


def test_columns_rule_over_the_terminals_width(shared: Program) -> None:
    shown = shared.terminal("show", "CUST", width=120, COLUMNS="60")
    assert cell_len(shown.lines[0]) == 60


@pytest.mark.parametrize("columns", ["wide", "1"])
def test_senseless_columns(shared: Program, columns: str) -> None:
    result = shared("show", "CUST", "-f", "table", COLUMNS=columns)
    assert result.status == 0
    assert cell_len(result.lines[0]) == (20 if columns == "1" else 80)


def _columns(lines: list[str]) -> dict[str, str]:
    """Text of the columns of a table by title, folded cells joined, without spaces."""
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S+(?: \S+)*", lines[0])]
    ends = [*starts[1:], None]
    return {
        lines[0][start:end].strip(): "".join("".join(line[start:end].split()) for line in lines[2:])
        for start, end in zip(starts, ends, strict=True)
    }


def test_narrow_list_of_lists_is_whole(shared: Program) -> None:
    rows = shared("lists", "-f", "json").json
    blocks = shared("lists", "-f", "table", COLUMNS="40").out.split("\n\n")
    for row, block in zip(rows, blocks, strict=False):
        lines = block.replace("\n  ", " ").splitlines()
        assert lines[0] == f"List: {row['name']}"
        assert f"Copy of: {row['as_of']}" in lines
    assert len(blocks) == len(rows) + 1
    assert blocks[-1] == ""


@pytest.mark.parametrize(
    "args",
    [
        ["areas"],
        ["agencies"],
        ["terms"],
        ["filter"],
        ["search", "laser"],
        ["compare", "CUST", "BUAA"],
    ],
    ids=" ".join,
)
def test_narrow_tables_break_no_word(shared: Program, args: list[str]) -> None:
    words = {
        width: set(re.findall("[A-Za-z]+", shared(*args, "-f", "table", COLUMNS=width).out))
        for width in ("40", "150")
    }
    counted = {"more", "lists"}
    assert words["40"] - counted <= words["150"]


def test_narrow_list_of_provinces_is_whole(shared: Program) -> None:
    lines = shared("provinces", "-f", "table", COLUMNS="40").lines
    # A title on several lines means that its column has no room: leave the column out.
    assert set(lines[1]) == {"─"}
    held = _columns(lines)
    assert "Heilongjiang" in held["Province"]
    if "Cities" in held:
        assert "Beijing35" in held["Cities"]


@pytest.mark.parametrize("names", [["CUST", "BUAA"], ["CUST", "BUAA", "HIT", "NWPU"]])
def test_narrow_comparison_shows_its_values(shared: Program, names: list[str]) -> None:
    text = shared("compare", *names, "-f", "table", COLUMNS="40").out
    squeezed = "".join(text.split())
    assert "Chan" in squeezed
    assert "2019" in squeezed
    assert "high" in squeezed


def test_no_color(shared: Program) -> None:
    for args in (["show", "CUST"], ["search", "laser"]):
        shown = shared.terminal(*args, NO_COLOR="1")
        assert shown.status == 0
        assert "\x1b" not in shown.raw
    # Without it there are codes: the test above can fail.
    assert COLOUR.search(shared.terminal("search", "laser").raw)


def test_no_color_rules_over_force_color(shared: Program) -> None:
    result = shared("show", "CUST", "-f", "table", NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b" not in result.out


@pytest.mark.parametrize("args", [["show", "CUST"], ["search", "laser"]])
def test_force_color_in_a_pipe(shared: Program, args: list[str]) -> None:
    plain = shared(*args, "-f", "table")
    coloured = shared(*args, "-f", "table", FORCE_COLOR="1")
    assert not COLOUR.search(plain.out)
    assert COLOUR.search(coloured.out)


def test_force_color_changes_no_plain_format(shared: Program) -> None:
    for args in (["show", "CUST"], ["search", "laser"], ["risks", "-f", "json"]):
        assert "\x1b" not in shared(*args, FORCE_COLOR="1").out


def test_dumb_terminal_gets_no_codes(shared: Program) -> None:
    assert "\x1b" not in shared.terminal("show", "CUST", TERM="dumb").raw


def test_search_highlights_what_was_found(shared: Program) -> None:
    shown = shared.terminal("search", "laser", "--limit", "1", width=120)
    assert re.search(r"\x1b\[[\d;]*4m[Ll]aser\x1b\[0m", shown.raw)


def test_pager_takes_long_output_on_a_terminal(shared: Program) -> None:
    call = ("show", "CUST", "--all")
    shown = shared.terminal(*call, height=24, PAGER="sed s/^/P:/", NO_COLOR="1")
    assert shown.status == 0
    assert len(shown.lines) > 24
    assert all(line.startswith("P:") for line in shown.lines)
    plain = shared.terminal(*call, "--no-pager", height=24, PAGER="sed s/^/P:/", NO_COLOR="1")
    assert [line.removeprefix("P:") for line in shown.lines] == plain.lines


@pytest.mark.skipif(not shutil.which("less"), reason="needs less")
def test_less_is_the_pager_unless_another_is_named(shared: Program) -> None:
    child = shared.spawn("show", "CUST", "--all", height=24, PAGER=None)
    child.expect_exact("HIGH RISK")
    child.send("q")
    assert shared.finish(child).status == 0


def test_the_card_needs_no_pager_on_a_stock_terminal(shared: Program) -> None:
    for name in ("CUST", "BUAA", "CETC", "UESTC"):
        shown = shared.terminal("show", name, width=80, height=24, PAGER="sed s/^/P:/")
        assert shown.status == 0
        assert "P:" not in shown.text
        assert len(shown.lines) <= 22


def test_pager_leaves_short_output(shared: Program) -> None:
    shown = shared.terminal("risks", "--fields", "id", height=24, PAGER="sed s/^/P:/")
    assert "very-high" in shown.text
    assert "P:" not in shown.text
    tall = shared.terminal("show", "CUST", "--all", height=500, PAGER="sed s/^/P:/")
    assert "P:" not in tall.text


def test_pager_is_not_used_in_a_pipe(shared: Program) -> None:
    plain = shared("show", "CUST", "-f", "table")
    assert shared("show", "CUST", "-f", "table", PAGER="sed s/^/P:/").out == plain.out


@pytest.mark.parametrize("pager", ["no-such-program-zzzzqq"])
def test_senseless_pager_hides_nothing(shared: Program, pager: str) -> None:
    shown = shared.terminal("show", "CUST", "--all", PAGER=pager)
    assert shown.status == 0
    assert shown.lines[0].startswith("╭─ HIGH RISK ")
    assert any(line.startswith("Sources") for line in shown.lines)


def test_pager_that_leaves_early(shared: Program) -> None:
    shown = shared.terminal("terms", PAGER="head -n 2", NO_COLOR="1")
    assert shown.status == 0
    assert len(shown.lines) == 2


def test_interrupt_while_names_are_awaited(shared: Program) -> None:
    child = shared.spawn("show", "-")
    child.sendline("Zzzzqq")
    child.expect("is not in the catalogue")
    child.sendintr()
    shown = shared.finish(child)
    assert shown.status == 130
    assert "Traceback" not in shown.raw
    assert "KeyboardInterrupt" not in shown.raw


def test_names_typed_at_a_terminal(shared: Program) -> None:
    child = shared.spawn("show", "-", "--fields", "id")
    child.sendline("Zzzzqq")
    child.expect("is not in the catalogue")
    child.sendline("CUST")
    child.sendeof()
    shown = shared.finish(child)
    assert "changchun-university-of-science-and-technology" in shown.text
    assert shown.status == 1


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("unitracker show BUAA | head -n 1", "id\tbeihang-university"),
        ("unitracker filter -f json | head -n 1", "["),
        ("unitracker areas -f table | head -n 1", "Area"),
    ],
)
def test_reader_that_leaves_early(shared: Program, line: str, first: str) -> None:
    result = shared.shell(line)
    assert result.err == ""
    assert len(result.lines) == 1
    assert result.out.startswith(first)


def test_reader_that_never_reads(shared: Program) -> None:
    result = shared.shell("unitracker filter -f json | true")
    assert (result.out, result.err) == ("", "")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")  # noqa: PTH110
def test_full_disk_is_said(shared: Program) -> None:
    result = shared.shell("unitracker filter -f json > /dev/full")
    assert result.status == 2
    assert result.err.startswith("unitracker: ")
    assert "Traceback" not in result.err


def test_closed_standard_input(shared: Program) -> None:
    result = shared.shell("unitracker show - <&-")
    assert (result.status, result.out) == (2, "")
    assert result.err == "unitracker: no names on standard input\n"


def test_closed_standard_error(shared: Program) -> None:
    result = shared.shell("unitracker show nope 2>&-")
    assert (result.status, result.out, result.err) == (1, "", "")


def test_closed_standard_output(shared: Program) -> None:
    result = shared.shell("unitracker show BUAA >&-")
    assert (result.status, result.err) == (0, "")


def test_locale_that_cannot_write_chinese(shared: Program) -> None:
    result = shared("show", "BUAA", PYTHONIOENCODING="ascii", LANG="C", LC_ALL="C")
    assert (result.status, result.err) == (0, "")
    assert result.values["name_zh"] == ["北京航空航天大学"]


def test_messages_wrap_at_words(shared: Program) -> None:
    shown = shared.terminal("show", "Zzzzqq University of Nowhere", width=40)
    assert len(shown.lines) > 1
    assert _too_wide(shown.lines, 40) == []
    assert shown.text.split() == shared("show", "Zzzzqq University of Nowhere").err.split()
