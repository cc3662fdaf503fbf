"""The tasks of a day that end in a workbook, counted as those of test_tasks.py are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from python_calamine import CalamineWorkbook

from store.changes import NoteExport, RecordConnection
from tests.tui.school import TODAY, office, press, written
from tests.tui.test_tasks import keys
from tui.app import BriefedApp
from tui.desk import Desk


class Paper(NamedTuple):
    """A task, the most keys it may take, those it takes here, and the workbook that comes of it."""

    name: str
    target: int
    keys: Sequence[str]
    workbook: str


PAPERS = (
    Paper("Governors’ meeting next Tuesday", 3, keys("5g<enter>"), "governors"),
    Paper("Chase those outstanding, on paper", 3, keys("5c<enter>"), "chase"),
    Paper("What do you hold on me?", 7, keys("/ada<enter>X<enter>"), "record-card"),
    Paper("Audit or Ofsted visit", 3, keys("5e<enter>"), "evidence"),
)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
async def test_paper(paper: Paper, tmp_path: Path) -> None:
    opened = office()
    opened.apply(RecordConnection(1, 1, TODAY, "related", "pupil", "own_child", "PUPIL-7", "2", 2031))
    app = BriefedApp(opened, desk=Desk(folder=tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *paper.keys)
        said = await written(pilot)
    print(f"| {paper.name} | {len(paper.keys)} | {paper.target} |")
    note = opened.register.entries[-1].change
    assert isinstance(note, NoteExport), said
    assert (note.workbook, note.as_at) == (paper.workbook, TODAY)
    assert (note.staff == 1) == (paper.workbook == "record-card")
    assert "PUPIL-7" not in text_of(tmp_path)
    assert len(paper.keys) <= paper.target


def text_of(folder: Path) -> str:
    """Everything in the one workbook of a folder."""
    (path,) = folder.iterdir()
    workbook = CalamineWorkbook.from_path(path)
    return str([workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names])
