"""What the shell offers when Tab is pressed, by Typer's protocol for Bash."""

from __future__ import annotations

import pytest

from .program import Program


def _offered(shared: Program, *words: str) -> list[str]:
    result = shared(
        _UNITRACKER_COMPLETE="complete_bash",
        COMP_WORDS="\n".join(["unitracker", *words]),
        COMP_CWORD=str(len(words)),
    )
    assert result.err == ""
    return [line for line in result.lines if line]


OFFERS = [
    (["sh"], "show"),
    (["data", "val"], "validate"),
    (["show", "CU"], "CUST"),
    (["show", "changchun-"], "changchun-university-of-science-and-technology"),
    (["show", "changch"], "changchun\\ University\\ of\\ Science\\ and\\ Technology"),
    (["show", "长春"], "长春理工大学"),
    (["filter", "--agency", "SAST"], "SASTIND"),
    (["filter", "--list", "us-ent"], "us-entity-list"),
    (["filter", "--area", "Opt"], "Optical\\ engineering"),
    (["filter", "--risk", "very"], "very-high"),
    (["filter", "--lab", "def"], "defence-key-discipline-laboratory"),
    (["labs", "--fields", "inst"], "institution_name"),
    (["data", "changes", "2026.11"], "2026.11.0"),
    (["data", "changes", "--fields", "ch"], "change"),
    (["filter", "--fields", "id,na"], "id,name"),
    (["filter", "--area", "las"], "laser\\ technology"),
    (["search", "--fields", "id,mat"], "id,matched"),
    (["show", "--fields", "mat"], "matched"),
    (["lists", "--fields", "as"], "as_of"),
    (["show", "--fields", "id,rating.d"], "id,rating.date"),
    (["stats", "--fields", "val"], "value"),
    (["terms", "--fields", "see"], "see_also"),
    (["terms", "SAST"], "SASTIND"),
    (["export", "data"], "datapackage"),
]


@pytest.mark.parametrize(("words", "expected"), OFFERS, ids=[" ".join(held[0]) for held in OFFERS])
def test_offers(shared: Program, words: list[str], expected: str) -> None:
    offered = _offered(shared, *words)
    # Some forms may be written with quotes or backslashes: only the beginning counts.
    assert any(value.strip("'\"").startswith(expected) for value in offered)
    assert all(value.strip("'\"").casefold().startswith(words[-1].casefold()) for value in offered)


@pytest.mark.parametrize("words", [["show", "cus"], ["filter", "--area", "opti"]])
def test_case_is_no_matter(shared: Program, words: list[str]) -> None:
    assert _offered(shared, *words)


def test_own_profiles_are_offered(run: Program) -> None:
    run.own_profile()
    assert "my-own-university" in _offered(run, "show", "my-o")


def test_what_is_offered_for_an_area_is_one(shared: Program) -> None:
    for area in _offered(shared, "filter", "--area", "las"):
        assert shared("filter", "--area", area.replace("\\", "")).status == 0


def test_fields_of_other_commands_are_not_offered(shared: Program) -> None:
    assert _offered(shared, "lists", "--fields", "risk") == []
    assert _offered(shared, "search", "--fields", "matched") == [
        *("matched", "matched.kind", "matched.text", "matched.weight"),
    ]


def test_every_gate_that_is_offered_is_taken(shared: Program) -> None:
    offered = _offered(shared, "screen", "--fail-on", "")
    assert {"very-high", "low", "listed", "policy", "us-entity-list"} <= set(offered)
    for gate in offered:
        policy = ["--policy", "US"] if gate == "policy" else []
        result = shared("screen", "--fail-on", gate, *policy, stdin="Beihang University, Beijing\n")
        assert result.status in (0, 3), gate


def test_nothing_to_offer(shared: Program) -> None:
    assert _offered(shared, "show", "zzzzqq") == []


def test_broken_own_file_does_not_disturb(run: Program) -> None:
    run.own_file("broken.json", "{")
    assert "CUST" in _offered(run, "show", "CU")


def test_script_for_the_shell(shared: Program) -> None:
    result = shared("--show-completion", "bash")
    assert result.status == 0
    assert "_UNITRACKER_COMPLETE=complete_bash" in result.out


CHOICES = {
    ("filter", "--risk"): 5,
    ("filter", "--min-risk"): 4,
    ("screen", "--min-risk"): 4,
    ("filter", "--category"): 5,
    ("filter", "--credentials"): 3,
    ("filter", "--member-of"): 3,
    ("show", "--format"): 6,
}


@pytest.mark.parametrize("option", CHOICES, ids=" ".join)
def test_every_value_that_is_offered_is_taken(shared: Program, option: tuple[str, str]) -> None:
    command, name = option
    offered = _offered(shared, command, name, "")
    assert len(offered) >= CHOICES[option]
    operand = ["CUST"] if command == "show" else []
    for value in offered:
        result = shared(command, name, value, *operand, stdin="Beihang University\n")
        assert result.status in (0, 1), value
