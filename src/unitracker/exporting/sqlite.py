"""An SQLite database: the tables with their keys, full-text search and a view."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Final

from unitracker.errors import InputError
from unitracker.exporting.selection import Selection
from unitracker.exporting.tables import TABLES, Table

_TYPES: Final = {"text": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}

_TRIGRAMS: Final = (3, 34)
"""First version of SQLite that cuts text into trigrams. Its other way takes a run of Chinese
characters for one word, so that 大学 would not be found in 长春理工大学."""

_VIEW: Final = """
CREATE VIEW current_listings AS
SELECT institutions.id AS institution, institutions.name AS institution_name,
       parts.name AS part_name, lists.id AS list, lists.short_name AS list_name,
       listings.entry, listings.since, listings.citation, lists.as_of
FROM listings
JOIN institutions ON institutions.id = listings.institution
JOIN lists ON lists.id = listings.list
LEFT JOIN parts ON parts.id = listings.part
WHERE listings.standing = 'listed'
"""


def content(selection: Selection) -> Iterator[bytes]:
    """Yield the database.

    Raises:
        InputError: SQLite is too old for full-text search of Chinese.
    """
    if sqlite3.sqlite_version_info < _TRIGRAMS:
        wanted = ".".join(map(str, _TRIGRAMS))
        raise InputError(
            f"this Python has SQLite {sqlite3.sqlite_version}; the export needs {wanted} or newer"
        )
    database = sqlite3.connect(":memory:")
    try:
        database.execute("PRAGMA foreign_keys = ON")
        for table in TABLES:
            _write(database, table, selection)
        database.execute(_VIEW)
        database.commit()
        yield database.serialize()
    finally:
        database.close()


def _write(database: sqlite3.Connection, table: Table, selection: Selection) -> None:
    definitions = []
    for column in table.columns:
        words = [_quoted(column.name), _TYPES[column.type]]
        if column.required:
            words.append("NOT NULL")
        if column.values:
            allowed = ", ".join(f"'{value}'" for value in column.values)
            words.append(f"CHECK ({_quoted(column.name)} IN ({allowed}))")
        if column.references:
            words.append(f"REFERENCES {_quoted(column.references)}")
        definitions.append(" ".join(words))
    if table.key:
        definitions.append(f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})")
    name = _quoted(table.name)
    database.execute(f"CREATE TABLE {name} (\n  " + ",\n  ".join(definitions) + "\n)")
    places = ", ".join("?" for _ in table.columns)
    database.executemany(f"INSERT INTO {name} VALUES ({places})", table.values(selection))
    for column in table.columns:
        if column.references and table.key[:1] != (column.name,):
            index = _quoted(f"{table.name}_{column.name}")
            database.execute(f"CREATE INDEX {index} ON {name} ({_quoted(column.name)})")
    if table.search:
        index = _quoted(f"{table.name}_fts")
        columns = ", ".join(map(_quoted, table.search))
        database.execute(
            f"CREATE VIRTUAL TABLE {index} USING fts5({columns}, content={name}, "
            "tokenize='trigram')"
        )
        database.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _quoted(name: str) -> str:
    return f'"{name}"'
