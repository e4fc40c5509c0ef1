"""Run the program with ``python -m unitracker``."""

from __future__ import annotations

from unitracker.cli import main

if __name__ == "__main__":
    main()
