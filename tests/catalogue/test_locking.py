"""Locks between programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from unitracker.catalogue.locking import locked
from unitracker.errors import DataError

HOLD = """
import sys, time
from pathlib import Path
from unitracker.catalogue.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_keeps_others_out_and_ends_with_its_owner(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(DataError, match="another program is writing"), locked(path, patience=0):
            pass
    finally:
        holder.kill()
        holder.wait()
    with locked(path, patience=5):
        pass
