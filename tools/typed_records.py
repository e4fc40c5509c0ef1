"""Write the types of records at run time, made from the Pydantic models.

``python -m tools.typed_records`` writes ``src/unitracker/schema/records.py`` anew after a
field was added to a model, or taken away; a test fails until that is done.
"""

from __future__ import annotations

import enum
import subprocess
import sys
import types
import typing
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel

from tools.command import run
from unitracker import schema

FILE: Final = Path(__file__).parent.parent / "src" / "unitracker" / "schema" / "records.py"

_HEAD: Final = '''"""Records as they are at run time: what compiled data and the output hold.

Written by ``python -m tools.typed_records`` from the Pydantic models, which say what each
field means and validate the files: change those. Values of enumerations are plain texts here.
For type checkers alone: who runs the program doesn't pay for it.
"""

from __future__ import annotations

import builtins
from typing import Literal, NotRequired, TypedDict
'''

_VOCABULARIES: Final = (
    *(schema.Source, schema.Agency, schema.ResearchArea, schema.Membership),
    *(schema.CategoryMeaning, schema.RiskMeaning, schema.Province, schema.City, schema.Country),
    *(schema.Term, schema.Synonyms, schema.AmbiguousForm, schema.GenericName),
    *(schema.Covered, schema.DataVersion),
    *(schema.CatalogueInfo, schema.LookAlike, schema.Policy),
)


class _Writer:
    """Collects the types of models and of the models that they hold."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._names: dict[type[BaseModel], str] = {}

    def add(
        self,
        model: type[BaseModel],
        name: str | None = None,
        leave_out: tuple[str, ...] = (),
        not_required: tuple[str, ...] = (),
        **other: str,
    ) -> str:
        """Add the type of a model and return its name.

        Args:
            model: the model; the type inherits as it does.
            name: the type's name; by default the model's with ``Record`` behind it.
            leave_out: fields that the record lacks.
            not_required: fields that a record may lack.
            other: types of fields that have others in the record.
        """
        if model in self._names:
            return self._names[model]
        name = name or f"{model.__name__.removesuffix('Output')}Record"
        self._names[model] = name
        base = next(base for base in model.__mro__[1:] if issubclass(base, BaseModel))
        above, inherited = "TypedDict", set()
        if base is not schema.SchemaModel:
            above, inherited = self.add(base), set(base.model_fields)
        rows = {}
        for key, field in model.model_fields.items():
            if key not in inherited and key not in leave_out:
                kind = other.get(key) or self._type(field.annotation)
                if key in not_required:
                    kind = f"NotRequired[{kind.removesuffix(' | None')}]"
                rows[field.alias or key] = kind
        text = f"class {name}({above}):\n"
        text += f'    """{(model.__doc__ or "").partition(chr(10))[0]}"""\n\n'
        lines = "".join(f"    {key}: {kind}\n" for key, kind in rows.items())
        # A field of that name hides the type.
        for hidden in {"list", "dict"}.intersection(rows):
            lines = lines.replace(f" {hidden}[", f" builtins.{hidden}[")
        self.texts[name] = text + lines
        return name

    def _type(self, kind: Any) -> str:
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin is Annotated:
            return self._type(arguments[0])
        if origin in (typing.Union, types.UnionType):
            return " | ".join(dict.fromkeys(map(self._type, arguments)))
        if origin is Literal:
            return f"Literal[{', '.join(map(_quoted, arguments))}]"
        if origin in (list, dict):
            return f"{origin.__name__}[{', '.join(map(self._type, arguments))}]"
        if kind in (None, type(None)):
            return "None"
        if kind is Any:
            return "Any"
        if issubclass(kind, BaseModel):
            return self.add(kind)
        return "str" if issubclass(kind, enum.StrEnum) else str(kind.__name__)


def _quoted(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def text() -> str:
    """Return the text of the module."""
    writer = _Writer()
    for model in _VOCABULARIES:
        writer.add(model)
    writer.add(schema.Institution)
    writer.add(schema.DatedInstitution, not_required=("on",))
    writer.add(schema.ListEntries)
    reach = writer.add(schema.HeldReach)
    without = ("entries", "unverified", "left_out")
    writer.add(schema.OfficialList, "OfficialListRecord", without, reach=reach)
    writer.texts["OfficialListRecord"] += "    entries: int\n    due_from: str | None\n"
    return "\n\n".join([_HEAD, *writer.texts.values()])


def main() -> int:
    """Write the module and return the exit status."""
    FILE.write_text(text(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", str(FILE)], check=True)
    print(f"written: {FILE}")
    return 0


if __name__ == "__main__":
    run(main)
