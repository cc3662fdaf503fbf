"""Writing workbooks while the screen stays usable: one at a time, and every screen says how far it has come."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from textual.dom import DOMNode
from textual.message import Message

from store.changes import Entry
from store.disk.errors import RegisterRefused
from store.register import Rejected
from tui.export_job import Job, Order, Stopped
from tui.office import Office
from tui.widgets.cells import Phrase
from tui.widgets.export_line import Said

if TYPE_CHECKING:
    from exports.making import Made
    from tui.app import BriefedApp
    from tui.desk import Desk

LOOK_EVERY = 0.1
"""Seconds between looks at how far it has come."""
BAR = 20


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
        entry = _enter(job, made)
        if isinstance(entry, str):
            self._say(entry, "bad+")
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

    def end(self) -> str:
        """The app is going: the workbook under way is stopped, or noted if it is on the disk already, which it says."""
        job, self._job = self._job, None
        if job is not None:
            job.stop()
            if job.made is not None:
                entry = _enter(job, job.made)
                return entry if isinstance(entry, str) else f"Written before it could be stopped: {job.made.path}"
        return ""

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


def _enter(job: Job, made: Made) -> Entry | str:
    """Notes in the register that it was made: the entry, or the sentence that says why there is none."""
    try:
        return job.office.apply(made.note)
    except (Rejected, RegisterRefused) as refusal:
        return f"Written: {made.path}. It is not in the register’s history: {refusal}"


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
