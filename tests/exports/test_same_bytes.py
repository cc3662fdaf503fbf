from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from exports.governors import governors_workbook
from exports.suppress import governors_view
from tests.exports.registers import AS_AT, a_usual_school
from tests.exports.workbook_parts import Package

ROOT = Path(__file__).parents[2]
CODE = """
import hashlib
from exports.governors import governors_workbook
from exports.suppress import governors_view
from tests.exports.registers import AS_AT, a_usual_school
print(hashlib.sha256(governors_workbook(governors_view(a_usual_school(5), AS_AT))).hexdigest())
"""


def made_here() -> str:
    return hashlib.sha256(governors_workbook(governors_view(a_usual_school(5), AS_AT))).hexdigest()


def test_the_same_records_make_the_same_bytes_another_year(monkeypatch: pytest.MonkeyPatch) -> None:
    before = made_here()
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 400 * 86400)
    assert made_here() == before


def test_the_file_is_as_old_as_its_records() -> None:
    core = Package(governors_workbook(governors_view(a_usual_school(5), AS_AT))).xml("docProps/core.xml")
    said = [core.findtext(f"{{http://purl.org/dc/terms/}}{name}") for name in ("created", "modified")]
    assert said == ["2026-09-14T09:00:00Z"] * 2


@pytest.mark.parametrize(("seed", "zone"), [("1", "Pacific/Kiritimati"), ("4242", "America/New_York")])
def test_the_same_records_make_the_same_bytes_elsewhere(seed: str, zone: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
    made = subprocess.run(
        [sys.executable, "-c", CODE], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert made.stdout.strip() == made_here()


def test_other_records_make_other_bytes() -> None:
    other = governors_workbook(governors_view(a_usual_school(6), AS_AT))
    assert hashlib.sha256(other).hexdigest() != made_here()
