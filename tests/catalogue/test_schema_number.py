"""The number of the schema of the data files rises with what the files may hold.

Where the models of data files change: raise ``SCHEMA`` if the last release of the data has the
number that is there, then ``UPDATE_GOLDEN=1 pytest tests/catalogue/test_schema_number.py``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from unitracker.catalogue.build.compiling import VOCABULARIES
from unitracker.catalogue.releases.in_use import SCHEMA
from unitracker.schema import (
    CatalogueInfo,
    LookAlike,
    OfficialList,
    PinyinTable,
    Policy,
    Profile,
    WordFrequencies,
)

HELD = Path(__file__).parent / "schema_rules.json"
MODELS = {
    model.__name__: model
    for model in (
        *(CatalogueInfo, LookAlike, OfficialList, PinyinTable, Policy, Profile, WordFrequencies),
        *(model for _, model in VOCABULARIES.values()),
    )
}


def _rules(schema: dict[str, Any]) -> dict[str, list[str]]:
    """Return the keys of each record of a schema, obligatory ones marked, and fixed values."""
    found = {}
    for name, part in ({"": schema} | schema.get("$defs", {})).items():
        needed = part.get("required", ())
        keys = [f"{key} *" if key in needed else key for key in part.get("properties", ())]
        found[name] = sorted(keys) + [str(value) for value in part.get("enum", ())]
    return found


def test_the_number_belongs_to_the_rules() -> None:
    present = {}
    for name, model in sorted(MODELS.items()):
        rules = _rules(model.model_json_schema())
        present |= {name: rules.pop("")} | rules
    if os.environ.get("UPDATE_GOLDEN"):
        text = json.dumps({"schema": SCHEMA, "rules": present}, indent=1, sort_keys=True)
        HELD.write_text(text + "\n", encoding="utf-8")
    held = json.loads(HELD.read_text(encoding="utf-8"))
    assert (SCHEMA, present) == (held["schema"], held["rules"]), "see the head of this file"
