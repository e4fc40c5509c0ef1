from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unitracker.screening.reading.shapes import SHAPES, shape_of

from .conftest import Given, Reading

ROR = "https://ror.org/"
WORK = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/a",
    "title": "On Univ X",
    "publication_date": "2020-05-06",
    "abstract_inverted_index": {"Univ": [1]},
    "grants": [{"funder_display_name": "Univ F"}],
    "authorships": [
        {
            "author": {"display_name": "Ann"},
            "institutions": [
                {"id": "I1", "ror": ROR + "1", "display_name": "One", "country_code": "CN"},
                {"id": "I2", "ror": ROR + "2", "display_name": "Two", "country_code": "CN"},
                {"id": "I3", "ror": None, "display_name": "Three", "country_code": "CN"},
            ],
            "affiliations": [
                {"raw_affiliation_string": "Univ A and B", "institution_ids": ["I1", "I2"]}
            ],
            "raw_affiliation_strings": ["Univ A and B", "Univ C"],
        },
        {"author": {"display_name": "Bob"}, "institutions": [], "raw_affiliation_strings": []},
    ],
}
OLD_WORK = {
    "authorships": [
        {
            "institutions": [{"ror": ROR + "1"}],
            "raw_affiliation_strings": ["Univ A"],
            "raw_author_name": "Ann",
        }
    ]
}
CROSSREF = {
    "DOI": "10.1000/b",
    "publisher": "Univ P",
    "title": ["On Univ X"],
    "funder": [{"name": "Univ F"}],
    "issued": {"date-parts": [[2020, 3]]},
    "author": [
        {
            "given": "Ann",
            "family": "Doe",
            "affiliation": [
                {
                    "name": "Univ A",
                    "place": ["Rome"],
                    "department": ["Physics"],
                    "id": [{"id": ROR + "1", "id-type": "ROR"}, {"id": ROR + "2"}],
                }
            ],
        },
        {"family": "Roe", "affiliation": []},
        {"family": "Poe", "affiliation": ["Univ B"]},
    ],
}
DATACITE = {
    "id": "10.1000/c",
    "attributes": {
        "doi": "10.1000/c",
        "titles": [{"title": "On Univ X"}],
        "publisher": "Univ P",
        "publicationYear": 2021,
        "creators": [
            {"name": "Doe, Ann", "affiliation": [{"name": "Univ A",
             "affiliationIdentifier": ROR + "1"}, "Univ B"]},
            {"name": "Univ C", "nameType": "Organizational", "affiliation": []},
        ],
    },
}  # fmt: skip
EMPLOYMENT = {
    "role-title": "Professor",
    "start-date": {"year": {"value": "2010"}, "month": None},
    "end-date": {"year": {"value": "2015"}, "month": {"value": "06"}},
    "organization": {
        "name": "Univ A",
        "address": {"city": "Beijing", "country": "CN"},
        "disambiguated-organization": {"disambiguated-organization-identifier": ROR + "1"},
    },
}
ORCID = {
    "orcid-identifier": {"path": "0000-0001"},
    "person": {"name": {"given-names": {"value": "Ann"}, "family-name": {"value": "Doe"}}},
    "activities-summary": {
        "employments": {"affiliation-group": [{"summaries": [{"employment-summary": EMPLOYMENT}]}]},
        "fundings": {"group": [{"funding-summary": [{"organization": {"name": "Univ F"}}]}]},
    },
}
ORCID_2 = {"employments": {"employment-summary": [EMPLOYMENT]}, "path": "/0000-0001/activities"}


def rows(seen: Given) -> list[tuple[Any, ...]]:
    return [
        (row.origin.author, row.texts, tuple(key.removeprefix(ROR) for key in row.identifiers))
        for row in seen.rows
    ]


def test_openalex(read: Reading) -> None:
    seen = read(json.dumps({"meta": {"count": 1}, "results": [WORK, OLD_WORK]}, indent=1).encode())
    assert rows(seen) == [
        ("Ann", ("Univ A and B",), ("1", "2")),
        ("Ann", ("Univ C",), ("I3",)),
        ("Ann", ("Univ A",), ("1",)),
    ]
    assert seen.rows[0].cells[:4] == ["W1", "On Univ X", "10.1000/a", "2020-05-06"]


def test_openalex_institutions_without_a_string(read: Reading) -> None:
    work = {"authorships": [{"institutions": WORK["authorships"][0]["institutions"]}]}  # type: ignore[index]
    assert rows(read(json.dumps(work).encode())) == [
        ("", ("One, China",), ("1",)),
        ("", ("Two, China",), ("2",)),
        ("", ("Three, China",), ("I3",)),
    ]


def test_openalex_authors(read: Reading) -> None:
    institution = {"id": "I1", "ror": ROR + "1", "display_name": "Univ A", "country_code": "CN"}
    author = {
        "id": "https://openalex.org/A1",
        "display_name": "Ann",
        "affiliations": [{"institution": institution, "years": [2019, 2021]}],
        "last_known_institutions": [],
    }
    seen = read(json.dumps(author).encode())
    assert rows(seen) == [("Ann", ("Univ A, China",), ("1",))]
    assert seen.rows[0].date == "2021"


@pytest.mark.parametrize(
    "content", [CROSSREF, {"message": CROSSREF}, {"message": {"items": [CROSSREF]}}, [CROSSREF]]
)
def test_crossref(read: Reading, content: Any) -> None:
    seen = read(json.dumps(content).encode())
    assert rows(seen) == [
        ("Doe, Ann", ("Physics, Univ A, Rome",), ("1", "2")),
        ("Poe", ("Univ B",), ()),
    ]
    assert seen.rows[0].cells[:4] == ["10.1000/b", "On Univ X", "10.1000/b", "2020-03"]


@pytest.mark.parametrize("content", [DATACITE, {"data": DATACITE}, {"data": [DATACITE]}])
def test_datacite(read: Reading, content: Any) -> None:
    assert rows(read(json.dumps(content).encode())) == [
        ("Doe, Ann", ("Univ A",), ("1",)),
        ("Doe, Ann", ("Univ B",), ()),
        ("", ("Univ C",), ()),
    ]


@pytest.mark.parametrize("content", [ORCID, ORCID_2])
def test_orcid(read: Reading, content: Any) -> None:
    (row,) = read(json.dumps(content, indent=2).encode()).rows
    assert (row.texts, row.date) == (("Univ A, Beijing, China",), "2015-06")
    assert row.identifiers == (ROR + "1",)
    assert row.origin.title == "employment: Professor, 2010 to 2015-06"
    assert row.origin.record == "0000-0001"


def test_csl(read: Reading) -> None:
    work = {"id": "k", "type": "book", "title": "On Univ X", "publisher": "Univ P",
            "author": [{"family": "Doe", "affiliation": "Univ A"}]}  # fmt: skip
    seen = read(json.dumps([work]).encode())
    assert rows(seen) == [("Doe", ("Univ A",), ())]
    assert seen.rows[0].origin.record == "k"


def test_records_without_affiliation_stay_rows_and_are_reported(read: Reading) -> None:
    bare = {"DOI": "10.1000/z", "publisher": "P", "author": [{"family": "Doe"}]}
    seen = read("\n".join(json.dumps(work) for work in (CROSSREF, bare)).encode())
    assert [row.cells[0] for row in seen.rows] == ["10.1000/b", "10.1000/b", "10.1000/z"]
    assert seen.problems == [("a record has no affiliation", 2)]


def test_a_record_of_another_form_is_reported(read: Reading) -> None:
    odd = {"authorships": [{"affiliations": [{"institution_ids": 5}]}]}
    seen = read("\n".join(json.dumps(work) for work in (WORK, odd)).encode())
    assert [line for _, line in seen.problems if line == 2]
    assert len(seen.rows) == 3


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "authorships",
                    "institutions",
                    "affiliations",
                    "author",
                    "DOI",
                    "attributes",
                    "creators",
                    "name",
                    "id",
                    "affiliation",
                    "organization",
                    "activities-summary",
                    "employments",
                    "date-parts",
                    "issued",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=15,
)


@given(st.dictionaries(st.sampled_from(["authorships", "author", "DOI", "creators"]), JSON))
def test_no_shape_stumbles_over_what_it_doesn_t_expect(content: dict[str, Any]) -> None:
    assert shape_of([content]) in (None, *SHAPES)
    for shape in SHAPES:
        try:
            record = shape.read(1, content)
        except (AttributeError, KeyError, TypeError, ValueError):
            continue  # reported by the reader
        assert all(isinstance(held.text, str) for held in record.affiliations)
