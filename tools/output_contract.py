"""Write the tables of fields in ``docs/output-contract.md``, made from the schemas.

``python -m tools.output_contract`` renews them after a field of the output has changed; a
test fails until that is done.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tools.command import run
from unitracker.catalogue.build.json_schemas import OUTPUTS, json_schema

PAGE: Final = Path(__file__).parent.parent / "docs" / "output-contract.md"

_START: Final = "<!-- made by tools.output_contract -->\n"
_END: Final = "<!-- end -->\n"

_CALLS: Final = {"lists-entries": "lists LIST"}
"""How commands are called whose names in ``data schema`` don't say it."""


def renewed(page: str) -> str:
    """Return the text of the page with new tables."""
    before, rest = page.split(_START)
    _, after = rest.split(_END)
    return before + _START + "\n" + tables() + "\n" + _END + after


def tables() -> str:
    """Return a section for each command, and one for each record within records."""
    inside: dict[str, Any] = {}
    same: dict[str, list[str]] = {}
    for name in OUTPUTS:
        schema = json_schema(name)
        inside |= schema.pop("$defs", {})
        same.setdefault(str({**schema, "title": ""}), []).append(name)
    parts = []
    for names in same.values():
        schema = json_schema(names[0])
        calls = (_CALLS.get(name, name.replace("-", " ")) for name in names)
        title = ", ".join(f"`{call}`" for call in calls)
        asked = " or ".join(f"`data schema {name}`" for name in names)
        parts.append(f"### {title}\n\nSchema: {asked}. {_described(schema)}")
    parts += [
        f"### {title}\n\n{schema.get('description', '')}\n\n{_table(schema)}"
        for title, schema in sorted(inside.items())
        if schema.get("properties")
    ]
    return "\n".join(parts)


def _described(schema: dict[str, Any]) -> str:
    """Return what a command writes: a link to the table of the record, or the table."""
    if schema.get("properties"):
        return f"An object.\n\n{_table(schema)}"
    return f"Written: {_type(schema)}.\n"


def _table(schema: dict[str, Any]) -> str:
    required = schema.get("required", [])
    rows = ["| field | type | meaning |", "|---|---|---|"]
    for key, field in schema["properties"].items():
        told = field.get("description", "")
        if key not in required:
            told = f"{told} (not always there)".strip()
        rows.append(f"| `{key}` | {_type(field)} | {_cell(told)} |")
    return "\n".join(rows) + "\n"


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field or "oneOf" in field:
        kinds = [_type(one) for one in field.get("anyOf") or field["oneOf"]]
        return " or ".join(dict.fromkeys(kinds))
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "const" in field:
        return f"`{field['const']}`"
    if field.get("type") == "array":
        return f"array of {_type(field.get('items', {}))}"
    return str(field.get("type", "any"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def main() -> int:
    """Renew the page and return the exit status."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"written: {PAGE}")
    return 0


if __name__ == "__main__":
    run(main)
