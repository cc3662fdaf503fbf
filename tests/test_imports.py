"""What starting up costs: each in a fresh interpreter, so that nothing loaded by a test counts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def loaded_after(code: str, among: set[str]) -> set[str]:
    """Which of some packages a fresh interpreter has loaded once it has run the code."""
    report = f"import sys\nprint('loaded:', *sorted({among!r} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{report}"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    ("code", "heavy"),
    [
        ("import store", {"textual", "rich", "openpyxl", "tinydb", "python_calamine"}),
        ("import store.register", {"textual", "rich", "openpyxl", "tinydb", "python_calamine"}),
        ("import store.wording, store.totals, store.checks", {"textual", "rich", "openpyxl", "tinydb"}),
        ("import exports", {"textual", "rich", "openpyxl", "tinydb"}),
        ("import tui", {"textual", "openpyxl", "tinydb"}),
    ],
)
def test_an_import_loads_nothing_heavy(code: str, heavy: set[str]) -> None:
    assert loaded_after(code, heavy) == set()


def test_saying_the_version_loads_nothing_heavy() -> None:
    code = """
from tui.__main__ import main
try:
    main(["--version"])
except SystemExit as end:
    assert not end.code
"""
    assert loaded_after(code, {"textual", "openpyxl", "tinydb"}) == set()
