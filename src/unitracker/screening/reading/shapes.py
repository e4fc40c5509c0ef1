"""Shapes of JSON that registries give: where each holds affiliations, identifiers and dates.

A new shape is an entry of :data:`SHAPES`: how an object is recognised, and what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from unitracker.screening.reading.affiliations import country_in_words
from unitracker.screening.reading.records import (
    Affiliation,
    Record,
    bare_doi,
    partial_date,
    without_repeats,
)

Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of JSON.

    Attributes:
        name: whose it is.
        screened: which fields are read, in words.
        recognises: tells whether an object has this shape.
        read: returns what an object with a number says.
    """

    name: str
    screened: str
    recognises: Callable[[Object], bool]
    read: Callable[[int, Object], Record]


def shape_of(objects: Sequence[Object]) -> Shape | None:
    """Return the shape that any of some objects has; None if it is none of those known."""
    for shape in SHAPES:
        if any(shape.recognises(content) for content in objects):
            return shape
    return None


def _openalex_work(number: int, work: Object) -> Record:
    affiliations = []
    for authorship in _objects(work.get("authorships")):
        author = _text(_object(authorship.get("author")).get("display_name")) or _text(
            authorship.get("raw_author_name")
        )
        affiliations += list(_openalex_affiliations(authorship, author))
    return Record(
        number,
        _last_part(_text(work.get("id"))),
        _text(work.get("display_name") or work.get("title")),
        bare_doi(_text(work.get("doi"))),
        _text(work.get("publication_date") or work.get("publication_year")),
        without_repeats(affiliations),
    )


def _openalex_affiliations(authorship: Object, author: str) -> Iterator[Affiliation]:
    """Yield each string with the identifiers matched to it, and institutions without one."""
    institutions = _objects(authorship.get("institutions"))
    by_id = {_text(held.get("id")): held for held in institutions}
    used: set[str] = set()
    strings = []
    for held in _objects(authorship.get("affiliations")):
        ids = [_text(key) for key in held.get("institution_ids") or ()]
        used.update(ids)
        keys = tuple(key for known in ids for key in _keys_of(by_id.get(known, {"id": known})))
        strings.append(_text(held.get("raw_affiliation_string")))
        yield Affiliation(strings[-1], author, keys)
    raw = [_text(text) for text in _texts(authorship.get("raw_affiliation_strings"))]
    raw += [_text(text) for text in _texts(authorship.get("raw_affiliation_string"))]
    left = [text for text in raw if text and text not in strings]
    unused = [held for key, held in by_id.items() if key not in used or not key]
    if len(left) == 1 and len(unused) == 1:
        yield Affiliation(left[0], author, _keys_of(unused[0]))
        return
    for text in left:
        yield Affiliation(text, author)
    for held in unused:
        name = _text(held.get("display_name"))
        country = country_in_words(_text(held.get("country_code")))
        text = f"{name}, {country}" if name and country else name
        yield Affiliation(text, author, _keys_of(held))


def _keys_of(institution: Object) -> tuple[str, ...]:
    return tuple(filter(None, (_text(institution.get("ror")), _text(institution.get("id")))))[:1]


def _openalex_author(number: int, author: Object) -> Record:
    name = _text(author.get("display_name"))
    affiliations = []
    for held in _objects(author.get("affiliations")):
        institution = _object(held.get("institution"))
        years = [year for year in held.get("years") or () if isinstance(year, int)]
        affiliations.append(
            Affiliation(
                _with_country(institution), name, _keys_of(institution),
                str(max(years)) if years else "",
            )
        )  # fmt: skip
    last = _objects(author.get("last_known_institutions")) or _objects(
        author.get("last_known_institution")
    )
    affiliations += [Affiliation(_with_country(held), name, _keys_of(held)) for held in last]
    key = _last_part(_text(author.get("id")))
    return Record(number, key, "", "", "", without_repeats(affiliations))


def _with_country(institution: Object) -> str:
    name = _text(institution.get("display_name"))
    country = country_in_words(_text(institution.get("country_code")))
    return ", ".join(filter(None, (name, country)))


def _crossref(number: int, work: Object) -> Record:
    affiliations = []
    for role in ("author", "editor", "translator", "chair"):
        for person in _objects(work.get(role)):
            name = _person(person)
            for held in _objects(person.get("affiliation")):
                place = ", ".join(
                    _text(item.get("name") if isinstance(item, dict) else item)
                    for item in _list(held.get("place"))
                )
                department = ", ".join(map(_text, _list(held.get("department"))))
                text = ", ".join(filter(None, (department, _text(held.get("name")), place)))
                keys = tuple(_text(item.get("id")) for item in _objects(held.get("id")))
                affiliations.append(Affiliation(text, name, tuple(filter(None, keys))))
            for text in _list(person.get("affiliation")):
                if isinstance(text, str):
                    affiliations.append(Affiliation(text, name))
    date = ""
    for field in ("published", "issued", "published-online", "published-print", "created"):
        parts = _list(_object(work.get(field)).get("date-parts"))
        if parts and isinstance(parts[0], list) and (date := partial_date(*parts[0][:3])):
            break
    title = "; ".join(map(_text, _list(work.get("title"))))
    doi = _text(work.get("DOI"))
    return Record(number, doi, title, doi, date, without_repeats(affiliations))


def _datacite(number: int, held: Object) -> Record:
    work = _object(held.get("attributes")) or held
    affiliations = []
    for role in ("creators", "contributors"):
        for person in _objects(work.get(role)):
            name = _text(person.get("name") or person.get("creatorName"))
            for item in _list(person.get("affiliation") or person.get("affiliations")):
                if isinstance(item, dict):
                    key = _text(item.get("affiliationIdentifier"))
                    text = _text(item.get("name") or item.get("affiliation"))
                    affiliations.append(Affiliation(text, name, (key,) if key else ()))
                else:
                    affiliations.append(Affiliation(_text(item), name))
            if _text(person.get("nameType")) == "Organizational":
                keys = tuple(
                    _text(item.get("nameIdentifier"))
                    for item in _objects(person.get("nameIdentifiers"))
                )
                affiliations.append(Affiliation(name, "", tuple(filter(None, keys))))
    titles = "; ".join(_text(item.get("title")) for item in _objects(work.get("titles")))
    doi = _text(work.get("doi") or held.get("id"))
    year = _text(work.get("publicationYear"))
    return Record(number, doi, titles, doi, year, without_repeats(affiliations))


def _csl(number: int, work: Object) -> Record:
    record = _crossref(number, work)
    key = _text(work.get("id")) or record.doi
    title = record.title or _text(work.get("title"))
    return record._replace(key=key, title=title)


_CAREERS: Final = {
    "employments": "employment",
    "educations": "education",
    "qualifications": "qualification",
    "distinctions": "distinction",
    "invited-positions": "invited position",
    "memberships": "membership",
    "services": "service",
}
"""Sections of an ORCID record that name where a person is or was; fundings name who paid."""


def _orcid(number: int, record: Object) -> Record:
    key = _text(_object(record.get("orcid-identifier")).get("path"))
    name = _object(_object(record.get("person")).get("name"))
    given = _text(_object(name.get("given-names")).get("value"))
    family = _text(_object(name.get("family-name")).get("value"))
    author = " ".join(filter(None, (given, family)))
    activities = _object(record.get("activities-summary")) or record
    affiliations = []
    for section, kind in _CAREERS.items():
        for summary in _summaries(activities.get(section), f"{kind.replace(' ', '-')}-summary"):
            affiliations.append(_orcid_affiliation(summary, kind, author))
    if "organization" in record:
        affiliations.append(_orcid_affiliation(record, "affiliation", author))
    path = _text(record.get("path")).strip("/").partition("/")[0]
    return Record(number, key or path, "", "", "", without_repeats(affiliations))


def _summaries(content: Any, key: str) -> Iterator[Object]:
    """Yield every summary of a section, however deep its groups are nested (2.0 to 3.0)."""
    if isinstance(content, list):
        for item in content:
            yield from _summaries(item, key)
    elif isinstance(content, dict):
        for name, value in content.items():
            if name == key or name == key.removesuffix("-summary"):
                yield from _objects(value)
            elif isinstance(value, dict | list):
                yield from _summaries(value, key)


def _orcid_affiliation(summary: Object, kind: str, author: str) -> Affiliation:
    held = _object(summary.get("organization"))
    address = _object(held.get("address"))
    places = [_text(address.get(part)) for part in ("city", "region")]
    country = country_in_words(_text(address.get("country")))
    text = ", ".join(filter(None, (_text(held.get("name")), *places, country)))
    known = _object(held.get("disambiguated-organization"))
    key = _text(known.get("disambiguated-organization-identifier"))
    since, until = (_orcid_date(summary.get(end)) for end in ("start-date", "end-date"))
    role = ", ".join(
        filter(None, (_text(summary.get("role-title")), _text(summary.get("department-name"))))
    )
    return Affiliation(
        text, author, (key,) if key else (), until, career_title(kind, role, since, until)
    )


def career_title(kind: str, role: str, since: str, until: str) -> str:
    """Return in words what somebody is or was: ``employment: Professor, 2010 to 2015-06``."""
    time = f"{since or '?'} to {until}" if until else f"since {since}" if since else ""
    said = ", ".join(filter(None, (role, time)))
    return f"{kind}: {said}" if said else kind


def _orcid_date(content: Any) -> str:
    parts = _object(content)
    return partial_date(
        *(_object(parts.get(part)).get("value") for part in ("year", "month", "day"))
    )


def _orcid_search(number: int, person: Object) -> Record:
    names = (_text(person.get("given-names")), _text(person.get("family-names")))
    author = " ".join(filter(None, names))
    held = [Affiliation(_text(name), author) for name in _list(person.get("institution-name"))]
    return Record(number, _text(person.get("orcid-id")), "", "", "", without_repeats(held))


def _person(person: Object) -> str:
    names = (_text(person.get("family")), _text(person.get("given")))
    return ", ".join(filter(None, names)) or _text(person.get("name") or person.get("literal"))


def _is_crossref(content: Object) -> bool:
    return "DOI" in content and ("publisher" in content or bool(_objects(content.get("author"))))


def _is_csl(content: Object) -> bool:
    return "type" in content and any(_objects(content.get(key)) for key in ("author", "editor"))


def _is_orcid(content: Object) -> bool:
    held = content.get("activities-summary")
    if isinstance(held, dict) or "orcid-identifier" in content:
        return True
    return "affiliation-group" in content or any(
        isinstance(content.get(section), dict) for section in _CAREERS
    )


def _has_authors(content: Object) -> bool:
    held = content.get("affiliations")
    return "last_known_institutions" in content or (
        "display_name" in content
        and isinstance(held, list)
        and any(isinstance(item, dict) and "institution" in item for item in held)
    )


SHAPES: Final = (
    Shape(
        "OpenAlex works",
        "authorships: affiliation strings and institutions of each author (OpenAlex)",
        lambda content: isinstance(content.get("authorships"), list),
        _openalex_work,
    ),
    Shape("OpenAlex authors", "affiliations of each author (OpenAlex)", _has_authors,
          _openalex_author),
    Shape("ORCID", "employments, educations and other affiliations (ORCID)", _is_orcid, _orcid),
    Shape("ORCID search", "institution-name (ORCID)",
          lambda content: "orcid-id" in content and "institution-name" in content, _orcid_search),
    Shape(
        "DataCite",
        "affiliations of creators and contributors (DataCite)",
        lambda content: isinstance(
            (_object(content.get("attributes")) or content).get("creators"), list
        ),
        _datacite,
    ),
    Shape("Crossref", "affiliations of authors and editors (Crossref)", _is_crossref, _crossref),
    Shape("CSL", "affiliations of authors and editors (CSL-JSON)", _is_csl, _csl),
)  # fmt: skip
"""Every shape that is known, in the order in which they are tried."""


def _object(value: Any) -> Object:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _objects(value: Any) -> list[Object]:
    return [item for item in _list(value) if isinstance(item, dict)]


def _texts(value: Any) -> Iterable[str]:
    return [item for item in _list(value) if isinstance(item, str)]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]
