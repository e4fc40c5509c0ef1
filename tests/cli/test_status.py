"""Exit statuses, messages, suggestions and names from standard input."""

from __future__ import annotations

import shlex

import pytest

from .program import Program

WRONG = {
    "unknown command": (["shw", "CUST"], "did you mean: unitracker show"),
    "unknown option": (["filter", "--nonsense"], "--nonsense"),
    "unknown format": (["show", "CUST", "-f", "xml"], 'no "xml"; choose one of table, tsv'),
    "missing name": (["show"], "NAME... is missing"),
    "missing text": (["search"], "TEXT... is missing"),
    "missing value": (["filter", "--risk"], "--risk needs a value"),
    "one name to compare": (["compare", "CUST"], "two names or more"),
    "ambiguous name": (["show", "HUST"], "means several institutions"),
    "empty name": (["show", ""], "a name is empty"),
    "empty text": (["search", ""], "the text is empty"),
    "long text": (["search", "x" * 10_000], "10,000 characters"),
    "negative limit": (["search", "laser", "--limit", "-1"], "--limit"),
    "unknown risk": (["filter", "--risk", "hgh"], "did you mean: high"),
    "no rank": (["filter", "--min-risk", "not-stated"], "very-high"),
    "unknown agency": (["filter", "--agency", "SASTND"], "did you mean: SASTIND"),
    "unknown area": (["filter", "--area", "lasr"], "did you mean: laser"),
    "unknown list": (["filter", "--list", "us-entity-lst"], "did you mean: US Entity List"),
    "unknown laboratory": (["filter", "--lab", "zzzzqq"], "no laboratory"),
    "unknown version": (["data", "changes", "1999.1.0"], "2026.11.0"),
    "unknown city": (["filter", "--city", "zzz"], "unitracker provinces"),
    "empty least risk": (["filter", "--min-risk", ""], "no risk level ''"),
    "empty area": (["search", "laser", "--area", ""], "no area ''"),
    "empty list": (["stats", "--list", ""], "no official list ''"),
    "empty term": (["terms", " "], "the term is empty"),
    "unknown schema": (["data", "schema", "nonsense"], "profile"),
    "missing file": (["data", "validate", "missing.json"], "missing.json"),
}


@pytest.fixture(scope="module")
def answers(shared: Program) -> None:
    shared.together((args, {}) for args, _ in WRONG.values())


@pytest.mark.usefixtures("answers")
@pytest.mark.parametrize("name", WRONG)
def test_wrong_call(shared: Program, name: str) -> None:
    args, expected = WRONG[name]
    result = shared(*args)
    assert result.status == 2
    assert result.out == ""
    assert result.err.startswith("unitracker: ")
    assert expected in result.err
    assert "Traceback" not in result.err
    assert max(map(len, result.err.splitlines())) < 400


NOT_FOUND = {
    "show": ["show", "Zzzzqq"],
    "open": ["open", "Zzzzqq", "--print"],
    "compare": ["compare", "CUST", "Zzzzqq"],
    "show as table": ["show", "Zzzzqq", "-f", "table"],
    "show as json": ["show", "Zzzzqq", "-f", "json"],
    "search": ["search", "zzzzqq"],
    "search with filter": ["search", "laser", "--province", "Xinjiang"],
    "filter": ["filter", "--risk", "low", "--category", "military"],
    "stats": ["stats", "--risk", "low", "--category", "military"],
}


@pytest.mark.parametrize("name", NOT_FOUND)
def test_not_found(shared: Program, name: str) -> None:
    result = shared(*NOT_FOUND[name])
    assert result.status == 1
    assert result.out == ""
    assert "doesn't mean that there is no risk" in result.err


@pytest.mark.parametrize(
    ("term", "said"), [("SASTND", "did you mean: SASTIND"), ("!!!", "no term '!!!'")]
)
def test_term_not_found(shared: Program, term: str, said: str) -> None:
    result = shared("terms", term)
    assert (result.status, result.out) == (1, "")
    assert said in result.err


def test_no_newer_version_of_the_data(shared: Program) -> None:
    newest = shared("data", "info", "-f", "json").json["data_version"]
    result = shared("data", "changes", newest)
    assert (result.status, result.out) == (1, "")
    assert result.err == f"unitracker: no version of the data is newer than {newest}\n"


def test_near_names_are_suggested(shared: Program) -> None:
    result = shared("show", "Harbin Polytec Academy")
    assert result.status == 1
    first, said, *offers = result.err.splitlines()
    assert "is not in the catalogue" in first
    assert said == "  did you mean:"
    assert any(
        offer == "  Harbin Institute of Technology (very high, ASPI, 2025): unitracker show HIT"
        for offer in offers
    )
    assert len(offers) == len(set(offers)) <= 3


def test_slip_of_the_pen_is_understood_and_said(shared: Program) -> None:
    result = shared("show", "Harbin Instutute of Tecnology", "-f", "table")
    assert result.status == 0
    assert "哈尔滨工业大学" in result.out
    assert "taken for a misspelling" in " ".join(result.out.split())


def test_ambiguous_name_offers_calls_that_work(shared: Program) -> None:
    result = shared("show", "HUST")
    calls = [line.partition(": unitracker show ")[2] for line in result.err.splitlines()[1:]]
    ids = [shared("show", *shlex.split(call), "--fields", "id").values["id"] for call in calls]
    assert ids == [
        ["harbin-university-of-science-and-technology"],
        ["huazhong-university-of-science-and-technology"],
    ]


def test_every_kind_of_name(shared: Program) -> None:
    names = [
        "changchun-university-of-science-and-technology",
        "cust",
        "长春理工大学",
        "Changchun  University of Science & Technology",
        "https://ror.org/007mntk44",
        "007mntk44",
        "Q1009991",
        "grid.440668.8",
        "https://unitracker.aspi.org.au/universities/changchun-university-of-science-and-technology/",
    ]
    result = shared("show", *names, "--fields", "abbreviation")
    assert result.status == 0
    assert result.values["abbreviation"] == ["CUST"] * len(names)
    (said,) = result.err.splitlines()
    assert said.startswith('  "cust" is also ')


def test_one_of_several_names_unknown(shared: Program) -> None:
    result = shared("show", "NUAA", "Zzzzqq", "BUAA", "--fields", "abbreviation")
    assert result.status == 1
    assert result.values["abbreviation"] == ["NUAA", "BUAA"]
    assert result.err.count("\n") == 2
    assert '"Zzzzqq" is not in the catalogue' in result.err


def test_one_of_several_names_ambiguous(shared: Program) -> None:
    result = shared("show", "CUST", "HUST", "Zzzzqq", "-f", "json", "--fields", "abbreviation")
    assert result.status == 2
    assert result.json == [{"abbreviation": "CUST"}]


def test_one_of_several_names_unknown_as_json(shared: Program) -> None:
    result = shared("show", "CUST", "Zzzzqq", "-f", "json", "--fields", "abbreviation")
    assert (result.status, result.json) == (1, [{"abbreviation": "CUST"}])


def test_names_from_standard_input(shared: Program) -> None:
    given = "\ufeffNUAA\r\n\r\n   \r\n长春理工大学\r\nBUAA".encode()
    result = shared("show", "-", "--fields", "abbreviation", stdin=given)
    assert (result.status, result.err) == (0, "")
    # A row for each line, so that the answer can be pasted beside the question.
    assert result.lines == ["abbreviation", "NUAA", "", "", "CUST", "BUAA"]


def test_each_line_read_has_a_row_with_a_status(shared: Program) -> None:
    lines = ["CUST", "", "Zzzzqq", "HUST", "Beihang Univ, Beijing; Tsinghua Univ, Beijing"]
    fields = ("--fields", "query,status,id,candidates")
    result = shared("show", "-", *fields, stdin="\n".join(lines))
    assert result.status == 2
    assert [row[0] for row in result.rows[1:]] == lines
    assert [row[1] for row in result.rows[1:]] == [
        *("found", "empty", "unknown", "ambiguous", "several"),
    ]
    assert result.rows[-1][2:] == ["", "beihang-university; tsinghua-university"]
    records = shared("show", "-", "-f", "ndjson", stdin="\n".join(lines)).ndjson
    assert [row["status"] for row in records] == [row[1] for row in result.rows[1:]]
    assert records[0]["id"] == "changchun-university-of-science-and-technology"
    assert "id" not in records[2]


UNQUOTED = {
    "Harbin Institute of Technology": ["harbin-institute-of-technology"],
    "CUST BUAA": ["changchun-university-of-science-and-technology", "beihang-university"],
    "Sch Aeronaut Sci & Engn, Beihang Univ, Beijing 100191": ["beihang-university"],
}


@pytest.mark.parametrize("text", UNQUOTED)
def test_unquoted_words_are_tried_joined(shared: Program, text: str) -> None:
    assert shared("show", *text.split(), "--fields", "id").values["id"] == UNQUOTED[text]


PASTED = {
    "Beihang Univ, Beijing; Tsinghua Univ, Beijing": ["beihang-university", "tsinghua-university"],
    "buaa.edu.cn": ["beihang-university"],
    "https://www.buaa.edu.cn/info/1.htm": ["beihang-university"],
    "Zhang Wei <zw@nudt.edu.cn>": ["national-university-of-defense-technology"],
    "zw@mail.nudt.edu.cn": ["national-university-of-defense-technology"],
    "HITSZ": ["harbin-institute-of-technology"],
}


@pytest.mark.parametrize("text", PASTED)
def test_whatever_is_pasted_is_understood(shared: Program, text: str) -> None:
    result = shared("show", text, "--fields", "id")
    assert (result.status, result.values["id"]) == (0, PASTED[text])


@pytest.mark.parametrize(("name", "number"), [("Seven Sons", 7), ("C9", 9), ("国防七子", 7)])
def test_a_group_lists_its_members(shared: Program, name: str, number: int) -> None:
    result = shared("show", name, "-f", "json")
    assert result.status == 0
    assert len(result.json) == number
    assert "is a group" in result.err
    drawn = shared("show", name, "-f", "table").out
    assert all(row["name"].split()[0] in drawn for row in result.json)


@pytest.mark.parametrize("name", ["Huawei", "SMIC"])
def test_a_company_out_of_scope_gets_a_word_on_where_to_look(shared: Program, name: str) -> None:
    result = shared("show", name)
    assert (result.status, result.out) == (1, "")
    assert "out of scope" in result.err
    assert "https://" in result.err


@pytest.mark.parametrize("name", ["Iran", "Oxford", "Harvard", "Zzzzqq"])
def test_what_is_far_from_every_name_gets_no_suggestions(shared: Program, name: str) -> None:
    result = shared("show", name)
    assert (result.status, len(result.err.splitlines())) == (1, 2)
    assert "did you mean" not in result.err
    assert "unitracker show" not in result.err


def test_a_place_leads_to_its_institutions(shared: Program) -> None:
    result = shared("show", "Beijing")
    assert "unitracker filter --city Beijing" in result.err


def test_a_name_of_several_offers_those_in_the_tracker(shared: Program) -> None:
    said = shared("show", "Jiao Tong").err
    assert "unitracker show XJTU" in said
    assert "unitracker show SJTU" in said
    assert "Shanghai University" not in said


def test_one_field_without_a_header_is_the_bare_value(shared: Program) -> None:
    assert shared("show", "CUST", "--fields", "risk", "--no-header").out == "high\n"


def test_lines_begin_with_what_is_asked_most(shared: Program) -> None:
    keys = [row[0] for row in shared("show", "CUST").rows]
    assert keys[:3] == ["id", "name", "risk"]
    assert "lists" in keys[:12]
    assert keys[-1].startswith("matched.")


def test_markdown_is_a_card_to_paste(shared: Program) -> None:
    card = shared("show", "CUST", "-f", "markdown").out
    assert card.startswith("### Changchun University of Science and Technology · 长春理工大学")
    assert "- **Rating:** [high, ASPI, 2019](https://unitracker.aspi.org.au/" in card
    assert "- **Listed:** [US Section 1286](https://" in card
    assert "| --- |" in shared("show", "CUST", "-f", "markdown", "--fields", "id,risk").out


def test_broken_bytes_on_standard_input(shared: Program) -> None:
    given = b"CUST\n\xff\xfe\x80broken\n" + "长春理工大学".encode("gb18030") + b"\nBUAA\x00\nHIT\n"
    result = shared("show", "-", "--fields", "query,abbreviation", stdin=given)
    assert result.status == 1
    assert result.rows[1] == ["CUST", "CUST"]
    assert result.rows[-1] == ["HIT", "HIT"]
    assert len(result.rows) == 6
    assert "\ufffdbroken" in result.out
    assert "Traceback" not in result.err
    assert "\x00" not in result.out + result.err


def test_names_from_arguments_and_standard_input(shared: Program) -> None:
    result = shared("show", "HIT", "-", "BUAA", "--fields", "abbreviation", stdin="CUST\n")
    assert result.values["abbreviation"] == ["HIT", "CUST", "BUAA"]


@pytest.mark.parametrize("given", [b"", b"\xef\xbb\xbf\n\r\n  \n"])
def test_no_names_on_standard_input(shared: Program, given: bytes) -> None:
    result = shared("show", "-", stdin=given)
    assert result.status == 2
    assert not any(row[2:3] == ["changchun"] for row in result.rows)
    assert "no names on standard input" in result.err


def test_long_line_on_standard_input(shared: Program) -> None:
    result = shared("show", "-", "--fields", "abbreviation", stdin="x" * 100_000 + "\nCUST\n")
    assert result.status == 1
    assert result.lines == ["abbreviation", "", "CUST"]
    assert len(result.err) < 300


NAMED = {
    "USC": ("exact", "is also"),
    "CSU": ("exact", "is also"),
    "CETC 32": ("part", "is a part of the institution"),
}


@pytest.mark.parametrize("name", NAMED)
def test_namesakes_and_parts_are_always_told(shared: Program, name: str) -> None:
    how, said = NAMED[name]
    result = shared("show", name, "-f", "json")
    assert (result.status, result.json["matched"]["how"]) == (0, how)
    assert bool(result.json["matched"]["namesakes"]) is (how == "exact")
    assert (result.json["matched"]["part"] is not None) is (how == "part")
    assert said in result.err


@pytest.mark.parametrize("command", ["compare", "open"])
def test_other_commands_tell_namesakes_too(shared: Program, command: str) -> None:
    names = ["CUST", "BUAA"] if command == "compare" else ["CUST", "--print"]
    result = shared(command, *names)
    assert result.status == 0
    assert '"CUST": not in the tracker but so called: Capital University' in result.err


@pytest.mark.parametrize(
    ("name", "status", "said"),
    [
        ("研究生院", 1, "part of Air Force Engineering University"),
        ("DJI", 1, "(since 22 December 2020, 85 FR 83416)"),
        ("Xiaomi", 1, "outside the scope of this catalogue; the official lists themselves"),
        ("Huawei", 1, "companies have no profile here"),
        ("Iran", 1, "a country; the institutions held are in China"),
        ("Russia", 1, "that work with it: unitracker filter --collaborates-with Russia"),
        ("Jiao Tong", 2, "Xi'an Jiaotong University (high, ASPI, 2019): unitracker show XJTU"),
        ("Jiangsu", 1, '"Jiangsu" is not in the catalogue'),
        ("NPU", 2, "not in the tracker: San Francisco Bay University"),
        ("机电工程与控制国防科技重点实验室", 2, "means parts of several institutions"),
    ],
)
def test_names_that_lead_to_no_institution(
    shared: Program, name: str, status: int, said: str
) -> None:
    result = shared("show", name, "-f", "json")
    assert (result.status, result.out) == (status, "")
    assert said in result.err


def test_search_tells_of_look_alikes(shared: Program) -> None:
    result = shared("search", "Xi'an University of Technology")
    assert "not in the tracker but so called: Xi'an University of Technology" in result.err


def test_a_joint_venture_is_called_one(shared: Program) -> None:
    result = shared("show", "Xi'an Jiaotong-Liverpool University")
    assert result.status == 1
    assert "is a joint venture, not in the tracker itself" in result.err
    assert "another institution" not in result.err
    offers = [line for line in result.err.splitlines() if "unitracker show" in line]
    assert 1 <= len(offers) <= 3
    assert all(", ASPI, 20" in offer for offer in offers)
