"""Renew every file that is made from the code: ``python -m tools.renew``.

Typed records, the short way's table of options, tables of fields, the page of commands and the
manual page. Tests fail until what belongs to a change is renewed.
"""

from __future__ import annotations

from tools import commands_page, man_page, output_contract, short_options, typed_records
from tools.command import run

TOOLS = (typed_records, short_options, output_contract, commands_page, man_page)
"""In this order: what later ones read may be made by earlier ones."""


def main() -> int:
    """Run every tool; return the exit status: the worst of theirs."""
    return max(int(tool.main()) for tool in TOOLS)


if __name__ == "__main__":
    run(main)
