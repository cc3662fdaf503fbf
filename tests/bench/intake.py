"""What bringing in a staff list costs, against calamine reading the same file: `python tests/bench/intake.py`.

Runs of both are interleaved, so that what else the machine does falls on both alike. The people are invented.
"""

from __future__ import annotations

import io
import random
import statistics
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from store.changes import OpenRegister
from store.intake.comparison import propose
from store.intake.proposal import Proposal
from store.intake.reading import read_staff_list
from store.ledger import MemoryLedger
from store.register import Register

RUNS = 9
TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HEADINGS = (
    *("Title", "Surname", "Forename", "Known Name", "Staff Code", "Job Title", "Employment Type", "Start Date"),
    *("Leaving Date", "Work Email", "Payroll Number", "Date of Birth", "NI Number", "Hours"),
)


def written(path: Path, people: int) -> None:
    """A staff list of invented people, as a system exports it."""
    import xlsxwriter  # type: ignore[import-untyped]

    drawn = random.Random(31)
    book = xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"})
    sheet = book.add_worksheet("Staff")
    sheet.write_row(0, 0, HEADINGS)
    for i in range(people):
        surname, forename = f"Surname{drawn.randrange(5000)}", f"Forename{drawn.randrange(900)}"
        sheet.write_row(
            i + 1, 0, ["Mrs", surname, forename, "", f"C{i:05}", drawn.choice(["Teacher", "TA", "Cook"]), "Permanent"]
        )
        sheet.write_datetime(i + 1, 7, datetime(2005, 1, 1) + timedelta(days=drawn.randrange(7000)))  # noqa: DTZ001
        sheet.write_row(i + 1, 9, [f"{forename}.{surname}{i}@school.example".lower(), f"{10_000 + i:08}"])
        sheet.write_datetime(i + 1, 11, datetime(1970, 1, 1))  # noqa: DTZ001
        sheet.write_row(i + 1, 12, ["QQ 00 00 00 A", 37.5])
    book.close()


def calamine(path: Path) -> object:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    return book.get_sheet_by_index(0).to_python()


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def opened() -> Register:
    register = Register(MemoryLedger())
    register.apply(OpenRegister("Bradley Primary School"), "bench", NOW)
    return register


def intake(people: int, folder: Path) -> None:
    path = folder / "list.xlsx"
    written(path, people)
    empty, full = opened(), opened()
    full.apply(propose(read_staff_list(path), full, TODAY).change(), "bench", NOW)
    full.staff()

    def preview(register: Register) -> Proposal:
        return propose(read_staff_list(path), register, TODAY)

    works: dict[str, Callable[[], object]] = {
        "calamine": lambda: calamine(path),
        "all new": lambda: preview(empty),
        "none changed": lambda: preview(full),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            times[name].append(timed(work))
    floor = times["calamine"]
    print(f"{people:>7} people: calamine {statistics.median(floor) * 1e3:.0f} ms", end="")
    for name in ("all new", "none changed"):
        ratio = statistics.median(a / b for a, b in zip(times[name], floor, strict=True))
        print(f"; preview, {name}: {statistics.median(times[name]) * 1e3:.0f} ms, ratio {ratio:.2f}", end="")
    tracemalloc.start()
    proposal = preview(empty)
    held, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    print(f"; {held / people / 1024:.1f} KiB a person held, peak {peak / 2**20:.0f} MiB ({len(proposal.new)} new)")


if __name__ == "__main__":
    for size in (31, 1_000, 12_000):
        with tempfile.TemporaryDirectory() as scratch:
            intake(size, Path(scratch))
