"""Names as bibliographic databases write them, by a table that owes nothing to the program's.

The words are those of address fields in the Web of Science.
"""

from __future__ import annotations

_SHORT = {
    "academy": "Acad",
    "aeronautical": "Aeronaut",
    "aeronautics": "Aeronaut",
    "aerospace": "Aerosp",
    "agricultural": "Agr",
    "and": "&",
    "astronautics": "Astronaut",
    "aviation": "Aviat",
    "center": "Ctr",
    "chemical": "Chem",
    "college": "Coll",
    "communication": "Commun",
    "communications": "Commun",
    "corporation": "Corp",
    "defence": "Def",
    "defense": "Def",
    "development": "Dev",
    "electronic": "Elect",
    "electronics": "Elect",
    "engineering": "Engn",
    "for": "",
    "geosciences": "Geosci",
    "group": "Grp",
    "industrial": "Ind",
    "industries": "Ind",
    "industry": "Ind",
    "information": "Informat",
    "institute": "Inst",
    "international": "Int",
    "limited": "Ltd",
    "mechanical": "Mech",
    "medical": "Med",
    "military": "Mil",
    "mining": "Min",
    "national": "Natl",
    "nuclear": "Nucl",
    "of": "",
    "optics": "Opt",
    "petroleum": "Petr",
    "physics": "Phys",
    "political": "Polit",
    "polytechnic": "Polytech",
    "polytechnical": "Polytech",
    "public": "Publ",
    "relations": "Relat",
    "research": "Res",
    "school": "Sch",
    "science": "Sci",
    "sciences": "Sci",
    "security": "Secur",
    "shipbuilding": "Shipbldg",
    "technological": "Technol",
    "technology": "Technol",
    "telecommunications": "Telecommun",
    "the": "",
    "transportation": "Transportat",
    "university": "Univ",
}


def in_database_style(name: str) -> str:
    """Return an English name with its words cut short."""
    words = (_SHORT.get(word.lower(), word) for word in name.replace("-", " ").split())
    return " ".join(filter(None, words))
