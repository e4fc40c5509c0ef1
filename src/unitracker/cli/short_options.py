"""What the short way in front of Typer may read. Made by tools.short_options."""

from __future__ import annotations

OPTIONS = {
    "--all": ("whole", "flag"),
    "-a": ("whole", "flag"),
    "--for": ("jurisdictions", "texts"),
    "--on": ("on", "text"),
    "--format": ("form", "format"),
    "-f": ("form", "format"),
    "--fields": ("fields", "text"),
    "--no-header": ("no_header", "flag"),
    "--no-pager": ("no_pager", "flag"),
}
"""Options of ``show``: the parameter and its kind."""

DEFAULTS = {
    "whole": False,
    "jurisdictions": None,
    "on": None,
    "form": None,
    "fields": None,
    "no_header": False,
    "no_pager": False,
}
"""Parameters of ``show`` where nothing is said."""

OPERANDS = {
    "show": True,
    "compare": True,
    "timeline": False,
    "open": False,
}
"""Commands whose operands are institutions: whether they take several."""
