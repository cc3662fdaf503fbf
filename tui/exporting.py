"""Writing a workbook while the screen stays usable: from a copy of the register, by another thread, one at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.dom import DOMNode
from textual.message import Message

from store.changes import Entry
from store.disk.errors import RegisterRefused
from store.model import StaffMember
from store.register import MemoryLedger, Register, Rejected
from tui.office import Office
from tui.widgets.cells import Phrase
from tui.widgets.export_line import Said

if TYPE_CHECKING:
    from exports.making import Draft, Made
    from tui.app import BriefedApp
    from tui.desk import Desk

LOOK_EVERY = 0.1
"""Seconds between looks at how far it has come."""
BAR = 20
STAGES = (0.7, 0.95)
"""How much is done when the figures are there, and when the file is and only its lock and the disk are missing."""


class Order(NamedTuple):
    """A workbook somebody has asked for."""

    kind: str
    as_at: date
    folder: Path
    staff: int | None = None
    password: str | None = None
    issue: bool = False
    """Whether it goes to governors, and what it tells them is kept."""
    harmless: tuple[str, ...] = ()
    """Words in an open paper that are also somebody’s name and may stand there."""


class Stopped(Exception):  # noqa: N818 - it is no error
    """The work is not wanted any more."""


class Kept(NamedTuple):
    """The entries there were at a moment. They never change and are only added to, so their number says which."""

    entries: Sequence[Entry]
    many: int

    @classmethod
    def now(cls, office: Office) -> Kept:
        entries = office.register.entries
        return cls(entries, len(entries))


class Snapshot(Register):
    """The register as it is now, for another thread to read: what is entered meanwhile is not in it.

    It is made of the `kept`, by the thread that reads it. `asked` is called whenever somebody is looked up; it may
    raise Stopped.
    """

    def __init__(self, kept: Kept, asked: Callable[[], None]) -> None:
        self._asked = asked
        super().__init__(MemoryLedger(islice(kept.entries, kept.many)))

    def person(self, staff: int) -> StaffMember | None:
        self._asked()
        return super().person(staff)

    @property
    def share_known(self) -> float:
        """How much of what a workbook of everybody asks has been asked: who they are, and where they stand."""
        everybody = max(1, self.next_staff - 1)
        return min(1.0, (len(self._people) + len(self._standings)) / (2 * everybody))


class Job:
    """One workbook on its way. `run` belongs to the other thread, everything else to the screen's."""

    def __init__(self, office: Office, order: Order) -> None:
        self.office = office
        self.order = order
        self.made: Made | None = None
        self._kept = Kept.now(office)
        self._now = office.now
        self._by = office.by
        self._snapshot: Snapshot | None = None
        self._stage = 0
        self._stopped = False
        self._saving = Lock()

    @property
    def share(self) -> float:
        """How much of it is done, from 0 to 1."""
        if self._stage:
            return STAGES[self._stage - 1]
        return 0.0 if self._snapshot is None else STAGES[0] * self._snapshot.share_known

    def run(self) -> Made:
        """Makes it and saves it. Raises Stopped, ExportRefused and ExportFailed; then nothing was written."""
        drafted = self._draft()
        with self._saving:
            self._go_on()
            self.made = drafted.save()
        return self.made

    def _draft(self) -> Draft:
        from exports.making import draft

        order = self.order
        self._snapshot = Snapshot(self._kept, self._go_on)
        return draft(
            order.kind,
            self._snapshot,
            as_at=order.as_at,
            known_at=None,
            now=self._now,
            by=self._by,
            staff=order.staff,
            password=order.password,
            issue=order.issue,
            harmless=order.harmless,
            folder_or_path=order.folder,
            told=self._told,
        )

    def _told(self) -> None:
        self._go_on()
        self._stage += 1

    def _go_on(self) -> None:
        if self._stopped:
            raise Stopped

    def stop(self) -> None:
        """From now on nothing is written; if it is being saved this moment, it waits until it is."""
        with self._saving:
            self._stopped = True


class Noted(Message):
    """That a workbook was made is an entry of the register now."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry


class Unwritten(NamedTuple):
    """What could not be written, and why: the form shows it again, everything typed still there."""

    office: Office
    order: Order
    field: str
    reason: str


class Exporting:
    """Takes orders, one at a time, and says on every screen how far it has come and where the workbook is."""

    def __init__(self, app: BriefedApp, desk: Desk) -> None:
        self._app = app
        self.desk = desk
        self.unwritten: Unwritten | None = None
        self._job: Job | None = None
        self._last: Path | None = None
        self._leaving = False

    @property
    def busy(self) -> bool:
        return self._job is not None

    def begin(self, office: Office, order: Order) -> str:
        """Begins to write it; or the sentence that says why not."""
        if self._job is not None:
            return f"The {_report(self._job.order)} is still being written: wait for it, or stop it: F3 on the list."
        self.unwritten = None
        self._job = Job(office, order)
        self._app.run_worker(self._write(self._job), group="export")
        return ""

    async def _write(self, job: Job) -> None:
        from exports.refusals import ExportFailed, ExportRefused

        thread = asyncio.create_task(asyncio.to_thread(job.run))
        while not thread.done():
            asked = "Ctrl+Q again stops it and leaves. " if self._leaving else ""
            self._say(f"Writing the {_report(job.order)}. {asked}", after=_how_far(job))
            await asyncio.wait({thread}, timeout=LOOK_EVERY)
        if self._job is not job:
            return  # the app is going, and has seen to it
        self._job, self._leaving = None, False
        try:
            made = thread.result()
        except Stopped:
            self._say("Stopped: nothing was written.", "soon+")
        except ExportFailed as failure:
            self._fail(job, str(failure), "folder")
        except ExportRefused as refusal:
            self._fail(job, str(refusal))
        except Exception as error:  # noqa: BLE001 - one workbook that cannot be made is no reason to stop
            from tui.crash import report

            self._fail(job, f"Something went wrong in making it. {report(error)}".strip())
        else:
            self._note(job, made)

    def _fail(self, job: Job, reason: str, field: str = "") -> None:
        self.unwritten = Unwritten(job.office, job.order, field, reason)
        said = f"The {_report(job.order)} was not written. {reason}"
        self._say(said, "bad+", (Phrase("  F6 goes back to it", "key+", "f6"),))

    def _note(self, job: Job, made: Made) -> None:
        """Notes it in the register, and says where it is."""
        self._last = made.path
        try:
            entry = job.office.apply(made.note)
        except Rejected as rejection:
            self._say(f"Written: {made.path}. It is not in the register’s history: {rejection.reason}", "bad+")
            return
        except RegisterRefused as refusal:
            self._say(f"Written: {made.path}. It is not in the register’s history: {refusal}", "bad+")
            return
        for screen in self._app.screen_stack:
            screen.post_message(Noted(entry))
        said = " ".join(
            part for part in (f"Written: {made.path}.", made.notice, self.desk.keep(job.order.folder)) if part
        )
        self._say(said, "good+", (Phrase("  F6 opens it", "key+", "f6"), Phrase("  F7 its folder ", "key+", "f7")))

    def stop(self) -> None:
        """Nothing more is written; what was saved this very moment is noted."""
        if self._job is None:
            self._say("No workbook is being written, so there is none to stop.", "soon+")
        else:
            self._job.stop()

    def end(self) -> None:
        """The app is going: the workbook under way is stopped, or noted if it is on the disk already."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            if job.made is not None:
                job.office.apply(job.made.note)

    def may_leave(self) -> bool:
        """Whether no workbook would be lost; otherwise it says so, once."""
        if self._job is None or self._leaving:
            return True
        self._leaving = True
        return False

    def open_or_ask_again(self) -> None:
        """Opens the workbook last written; where it was not written, the form it was asked for with."""
        if self.unwritten is None:
            self._open(self._last)
            return
        from tui.forms.export import again

        app = self._app
        app.hold_keys()

        def play(_: Entry | None) -> None:
            app.call_after_refresh(app.play_keys)

        app.push_screen(again(self.unwritten), play)

    def open_folder(self) -> None:
        """Opens the folder of the workbook last written."""
        self._open(None if self._last is None else self._last.parent)

    def _open(self, path: Path | None) -> None:
        if path is None:
            self._say("No workbook has been written since Briefed was opened.", "soon+")
        else:
            self._app.run_worker(self._hand_over(path), group="open")

    async def _hand_over(self, path: Path) -> None:
        if problem := await asyncio.to_thread(self.desk.open, path):
            self._say(problem, "bad+")

    def _say(self, sentence: str, tone: str = "", after: tuple[Phrase, ...] = ()) -> None:
        self._app.say_of_export(Said(sentence, tone, after))


def exporting(node: DOMNode) -> Exporting:
    """That of the app a screen or widget is in."""
    return cast("BriefedApp", node.app).exporting


def _report(order: Order) -> str:
    from exports.kinds import KINDS

    return KINDS[order.kind].report


def _how_far(job: Job) -> tuple[Phrase, ...]:
    done = round(BAR * job.share)
    return (
        Phrase("▇" * done, "key"),
        Phrase("▁" * (BAR - done), "quiet"),
        Phrase(f" {job.share:4.0%}  "),
        Phrase("F3 stops it", "key+", "f3"),
    )
