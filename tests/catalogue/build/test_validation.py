"""Checking the data: each kind of mistake between files is noticed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import CETC, CUST, OwnProfile, ProfileFactory
from unitracker.catalogue import Catalogue
from unitracker.catalogue.build.json_schemas import json_schema
from unitracker.catalogue.build.layout import canonical_text
from unitracker.catalogue.build.validation import check_everything, check_files
from unitracker.schema import Profile

PROFILE = f"profiles/{CUST}.json"
LOOK_ALIKES = "lookalikes.json"
CHANGES = "changes.json"
STRAC = "policies/canada-strac.json"
SILENT = {"kind": "none", "reason": "none"}
ATTRIBUTE = {
    "kind": "attribute",
    "field": "supervising_agencies",
    "value": "miit",
    "certain": False,
}
SOURCE = {"id": "extra", "kind": "web", "title": "A", "url": "https://example.org/"}


def check(data: Path, mend: bool = False) -> list[str]:
    """Return the mistakes without those of the layout."""
    mistakes = check_everything(Catalogue(data=data, user=data / "no-user"), mend)[1]
    return [line for line in mistakes if "usual layout" not in line]


def change(key: str, *sentences: str) -> dict[str, Any]:
    """Return what a version tells of an institution or list."""
    return {"id": key, "changes": list(sentences)}


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Change the content of a JSON file in place."""
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_the_small_copy_is_sound(small_data: Path) -> None:
    assert check_everything(Catalogue(data=small_data, user=small_data / "no"), False)[1] == []


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        (PROFILE, lambda c: c["supervising_agencies"].append("nope"), "supervising_agencies[3]"),
        (PROFILE, lambda c: c["memberships"].append("nope"), "memberships[1]"),
        (PROFILE, lambda c: c["research_areas"].append("Alchemy"), "research_areas[6]"),
        (PROFILE, lambda c: c["location"].update(province="Atlantis"), "location.province"),
        (PROFILE, lambda c: c["facts"][0].update(sources=["nope"]), "facts[0].sources"),
        (PROFILE, lambda c: c["provenance"].update(names=["nope"]), "provenance.names"),
        (PROFILE, lambda c: c["rating"].update(sources=["nope"]), "rating.sources"),
        (PROFILE, lambda c: c["sources"].append(SOURCE), "nothing refers to 'extra'"),
        (PROFILE, lambda c: c["sources"].append(c["sources"][0]), "'tracker' stands twice"),
        (PROFILE, lambda c: c["sources"][0].update(id="ror"), "'ror' is one of the shared"),
        (PROFILE, lambda c: c.update(aliases=["Beihang University"]), "belongs to beihang"),
        (PROFILE, lambda c: c.update(aliases=["长春理工大学"]), "already stands among"),
        (PROFILE, lambda c: c.update(extra=1), "extra: no such key"),
        (LOOK_ALIKES, lambda c: c.append(c[0]), "stands twice"),
        (LOOK_ALIKES, lambda c: c[0].update(id=CUST), "is the id of a profile"),
        (LOOK_ALIKES, lambda c: c[0].update(ror="https://ror.org/007mntk44"), "no look-alike"),
        (LOOK_ALIKES, lambda c: c[0].update(ror="https://ror.org/short"), "[0].ror"),
        (LOOK_ALIKES, lambda c: c[0].update(confused_with=["nope"]), "no profile 'nope'"),
        (LOOK_ALIKES, lambda c: c[0].update(confused_with=[]), "[0].confused_with"),
        (LOOK_ALIKES, lambda c: c[0].update(part_of="nope"), "no profile 'nope'"),
        (LOOK_ALIKES, lambda c: c[0].update(source="nope"), "'nope' is no shared source"),
        (
            LOOK_ALIKES,
            lambda c: c[0].update(name="Beihang University", confused_with=[CUST]),
            "isn't in confused_with",
        ),
        (STRAC, lambda c: c["triggers"][0].update(list="nope"), "no official list 'nope'"),
        (STRAC, lambda c: c["triggers"][0].update(kind="odd"), "triggers[0]"),
        (STRAC, lambda c: c.update(triggers=[]), "triggers"),
        (STRAC, lambda c: c["triggers"].append(c["triggers"][0]), "one stands twice"),
        (STRAC, lambda c: c["triggers"].append(SILENT), "the kind none stands alone"),
        (STRAC, lambda c: c.update(triggers=[ATTRIBUTE | {"value": "nope"}]), "'nope'"),
        (STRAC, lambda c: c.update(triggers=[ATTRIBUTE | {"field": "topic"}]), "is no topic"),
        (STRAC, lambda c: c.update(sources=[]), "sources"),
        (STRAC, lambda c: c["sources"].append(c["sources"][0]), "stands twice"),
        (STRAC, lambda c: c.update(short_name="EU Horizon Europe"), "is that of"),
        (STRAC, lambda c: c.update(status="announced"), "date under announced"),
        (STRAC, lambda c: c.update(status="ended"), "date under until"),
        (STRAC, lambda c: c.update(announced="2024"), "not in force yet"),
        (STRAC, lambda c: c.update(in_force_from="2024-02-30"), "in_force_from"),
        ("lists/us-1260h.json", lambda c: c.pop("as_of"), "as_of: is missing"),
        ("vocabulary/pinyin.json", lambda c: c["readings"].update(Da="大"), "readings"),
        ("vocabulary/pinyin.json", lambda c: c["phrases"].update(Bengbu="bengbu"), "phrases"),
        (
            "lists/us-section-1286.json",
            lambda c: c["entries"][0].update(institution="nope"),
            "entries[0].institution",
        ),
        (
            "lists/us-section-1286.json",
            lambda c: c["entries"][0].update(institution=None, part=None, note=None),
            "entries[0].institution: is missing",
        ),
        (
            "lists/us-section-1286.json",
            lambda c: c["entries"][0].update(source="nope"),
            "entries[0].source",
        ),
        (
            "vocabulary/glossary.json",
            lambda c: c[0].update(see_also=["Nope"]),
            "no term 'Nope'",
        ),
        ("vocabulary/glossary.json", lambda c: c[0].update(sources=["nope"]), "'nope'"),
        ("vocabulary/synonyms.json", lambda c: c.append(c[0]), "stands twice"),
        (
            "vocabulary/synonyms.json",
            lambda c: c[0].update(words=c[1]["words"]),
            "is among the words of",
        ),
        ("vocabulary/synonyms.json", lambda c: c[0].update(words=[]), "has no other word"),
        ("vocabulary/agencies.json", lambda c: c.append(c[0]), "stands twice"),
        ("vocabulary/agencies.json", lambda c: c[0].update(kind="odd"), "[0].kind"),
        (
            "vocabulary/ambiguous-names.json",
            lambda c: c.append({"form": "CUST", "institutions": [CUST, "beihang-university"]}),
            "fewer than two",
        ),
        ("vocabulary/ambiguous-names.json", lambda c: c.clear(), "declare it in"),
        ("vocabulary/ambiguous-names.json", lambda c: c[0]["institutions"].append("n"), "'n'"),
        ("vocabulary/generic-names.json", lambda c: c[0]["institutions"].append("n"), "'n'"),
        ("vocabulary/generic-names.json", lambda c: c[0].update(counts="maybe"), "counts"),
        (
            "lists/us-section-1286.json",
            lambda c: c["entries"][0].setdefault("aliases", []).append("Nobody Institute"),
            "'Nobody Institute': add it there or to vocabulary/generic-names.json",
        ),
        ("catalogue.json", lambda c: c.update(version="one"), "version"),
        ("catalogue.json", lambda c: c.update(version="2026.11.99"), "record-changes"),
        ("catalogue.json", lambda c: c.update(date="2026-01-01"), "date 2026-01-01"),
        (CHANGES, lambda c: c.clear(), "the first entry must have version"),
        (CHANGES, lambda c: c.append(c[0]), "put the newest first"),
        (CHANGES, lambda c: c.append(c[0] | {"version": "9999.1.0"}), "put the newest first"),
        (CHANGES, lambda c: c[0].update(institutions=[change("nope", "Odd.")]), "'nope'"),
        (CHANGES, lambda c: c[0].update(lists=[change("nope", "Odd.")]), "'nope'"),
        (CHANGES, lambda c: c[0].update(institutions=[change(CUST)]), "changes"),
        (
            "catalogue.json",
            lambda c: c["tracker_total"].update(source="nope"),
            "catalogue.json: the source 'nope'",
        ),
        ("coverage.json", lambda c: c[0].update(profile="nope"), "no profile 'nope'"),
        ("coverage.json", lambda c: c[0].update(sources=["nope"]), "'nope' is no shared one"),
        ("coverage.json", lambda c: c.clear(), f"{CUST}: its profile says that it is in"),
        (PROFILE, lambda c: c["events"].reverse(), "order of time"),
        (PROFILE, lambda c: c["events"][0].update(successors=["nope"]), "no profile 'nope'"),
        (PROFILE, lambda c: c["events"][0].update(successors=[CUST]), "the profile itself"),
        (PROFILE, lambda c: c["events"][0].update(successors=[CETC]), "as a predecessor: add"),
        (PROFILE, lambda c: c["events"][0].update(predecessors=[CETC]), "as a successor: add"),
    ],
)
def test_each_mistake_is_noticed(
    small_data: Path, file: str, change: Callable[[Any], object], said: str
) -> None:
    edit(small_data / file, change)
    mistakes = check(small_data)
    assert mistakes
    assert any(said in line for line in mistakes)


def test_an_entry_without_a_profile_says_why(small_data: Path) -> None:
    def drop(content: Any) -> None:
        content["entries"][0].update(institution=None, part=None, note="a person, no institution")

    edit(small_data / "lists" / "us-section-1286.json", drop)
    assert not [line for line in check(small_data) if "institution: is missing" in line]


@pytest.mark.parametrize(
    ("date", "sound"), [("1958", True), ("1958-07-01", True), ("1959", False), ("1958-13", False)]
)
def test_both_sides_of_an_event_give_dates_that_fit(
    small_data: Path, date: str, sound: bool
) -> None:
    other = f"profiles/{CETC}.json"
    edit(small_data / PROFILE, lambda c: c["events"][0].update(successors=[CETC]))

    def tell(content: Any) -> None:
        event = content["events"][0] | {"date": date, "predecessors": [CUST]}
        content["events"].insert(0, event)

    edit(small_data / other, tell)
    assert (check(small_data) == []) is sound


@pytest.mark.parametrize(
    "file", [PROFILE, STRAC, "lists/us-1260h.json", "vocabulary/agencies.json", "catalogue.json"]
)
def test_an_unreadable_file_hides_no_other_mistake(small_data: Path, file: str) -> None:
    (small_data / file).write_bytes(b"\xff")
    (small_data / "profiles" / "beihang-university.json").write_bytes(b"{")
    mistakes = check(small_data)
    assert any(file in line and "not UTF-8" in line for line in mistakes)
    assert any("beihang-university.json: not JSON" in line for line in mistakes)


def test_a_missing_vocabulary_is_named(small_data: Path) -> None:
    (small_data / "vocabulary" / "cities.json").unlink()
    assert any("cities.json: can't be read" in line for line in check(small_data))


def test_mending_restores_the_layout_and_changes_nothing_else(small_data: Path) -> None:
    path = small_data / PROFILE
    before = path.read_text(encoding="utf-8")
    edit(path, dict)
    catalogue = Catalogue(data=small_data, user=small_data / "no-user")
    (said,) = check_everything(catalogue, mend=False)[1]
    assert "usual layout" in said
    assert check_everything(catalogue, mend=True)[1] == []
    assert path.read_text(encoding="utf-8") == before


def test_mending_leaves_broken_files_alone(small_data: Path) -> None:
    path = small_data / PROFILE
    edit(path, lambda content: content.update(category="college"))
    before = path.read_bytes()
    assert check(small_data, mend=True)
    assert path.read_bytes() == before


def test_own_profiles_are_checked_too(
    small_data: Path, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    catalogue = Catalogue(data=small_data, user=user)
    before = check_everything(catalogue, mend=False)[0]
    profile = make_profile(research_areas=["Alchemy"])
    profile["provenance"]["research_areas"] = ["own"]
    path = own_profile(profile)
    count, mistakes = check_everything(catalogue, mend=True)
    assert count == before + 1
    (said,) = mistakes
    assert said.startswith(f"{path}: research_areas[0]: 'Alchemy'")


def test_single_files_and_directories_are_checked(
    catalogue: Catalogue, user: Path, own_profile: OwnProfile, make_profile: ProfileFactory
) -> None:
    path = own_profile(make_profile())
    path.write_text(canonical_text(Profile.model_validate(make_profile())), encoding="utf-8")
    assert check_files([path], catalogue, mend=False) == (1, [])
    assert check_files([user / "profiles"], catalogue, mend=False) == (1, [])
    (missing,) = check_files([user / "nope.json"], catalogue, mend=False)[1]
    assert "can't be read" in missing
    assert check_files([user], catalogue, mend=False)[1]


def test_an_unknown_schema_names_those_that_exist() -> None:
    assert "category" in json_schema("profile")["required"]
    with pytest.raises(KeyError, match="profile"):
        json_schema("nope")


def test_a_version_may_tell_of_what_was_removed(small_data: Path) -> None:
    removed = [change("nope", "Removed from the catalogue: Nope.")]
    edit(small_data / CHANGES, lambda content: content[0].update(institutions=removed))
    assert check(small_data) == []


def test_two_digits_make_a_later_month(small_data: Path) -> None:
    earlier = {"version": "2026.2.0", "date": "2026-02", "note": "Earlier"}
    edit(small_data / CHANGES, lambda content: content.append(earlier))
    assert check(small_data) == []
