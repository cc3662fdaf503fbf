"""In the form of a workbook: what it will hold, worked out beside the typing from a copy of the register."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import NamedTuple

from textual.message import Message

from exports.figures.freetext import PeopleInText
from exports.kinds import Kind, Wanted
from exports.refusals import ExportRefused
from exports.workbook.book import Book
from tui.export_job import Kept, Snapshot, Stopped
from tui.office import Office
from tui.shown.workbook_preview import FIRST_ROWS, figures, first_rows, outline, table_lines
from tui.widgets.cells import Line, Phrase
from tui.widgets.words import Words

PAUSE = 0.15
"""Seconds without another letter before it is worked out anew."""


class Asked(NamedTuple):
    """What is to be shown."""

    kind: Kind
    as_at: date
    staff: int | None
    harmless: tuple[str, ...]


class Preview(Words):
    """The figures of an open paper; of the others the sheets, and their first rows once they are asked for."""

    class NamesFound(Message):
        """An open paper would print words that are also somebody’s name."""

        def __init__(self, words: tuple[str, ...]) -> None:
            super().__init__()
            self.words = words

    def __init__(self, office: Office) -> None:
        super().__init__(id="preview")
        self._office = office
        self._asked: Asked | None = None
        self._book: Book | None = None
        self._rows_shown = False

    def ask(self, kind: Kind, as_at: date | None, staff: int | None, harmless: tuple[str, ...]) -> None:
        """Works out what the workbook would hold; nothing is shown for what cannot be made yet."""
        ready = as_at is not None and as_at <= self._office.today and (staff is not None or not kind.one_person)
        about = staff if kind.one_person else None
        asked = Asked(kind, as_at, about, harmless) if ready and as_at is not None else None
        if asked == self._asked:
            return
        first = self._asked is None
        self._asked, self._book = asked, None
        if asked is None:
            self.workers.cancel_group(self, "preview")
            self.say()
        else:
            self.say(Phrase("Working out what it will hold …", "quiet"))
            self.run_worker(self._work_out(asked, 0 if first else PAUSE), group="preview", exclusive=True)

    async def _work_out(self, asked: Asked, pause: float) -> None:
        await asyncio.sleep(pause)
        kind, wanted = asked.kind, True

        def go_on() -> None:
            if not wanted:
                raise Stopped

        kept, by, today = Kept.now(self._office), self._office.by, self._office.today

        def make() -> Book:
            register = Snapshot(kept, go_on)
            return kind.make(Wanted(register, asked.as_at, None, by, today, asked.staff, asked.harmless))

        try:
            self._book = await asyncio.to_thread(make)
        except PeopleInText as hits:
            self.say(Phrase(str(hits), "bad+"))
            self.post_message(self.NamesFound(hits.words))
        except ExportRefused as refusal:
            self.say(Phrase(str(refusal), "bad+"))
        except Exception as error:  # noqa: BLE001 - a preview that fails is no reason to stop
            from tui.crash import report

            self.say(Phrase(f"What it will hold could not be worked out. {report(error)}".strip(), "bad+"))
        else:
            self._say_book(kind, self._book)
        finally:
            wanted = False

    def show_rows(self) -> None:
        """Shows the first rows, names and all, or hides them again."""
        if self._asked is None or self._book is None:
            return
        self._rows_shown = not self._rows_shown
        self._say_book(self._asked.kind, self._book)

    def on_resize(self) -> None:
        if self._asked is not None and self._book is not None:
            self._say_book(self._asked.kind, self._book)

    def _say_book(self, kind: Kind, book: Book) -> None:
        room = max(40, self.size.width - 2)
        if (open_to_all := figures(kind, book)) is not None:
            sheets = ", ".join(sheet.tab for sheet in book.sheets)
            self.say((), *table_lines(open_to_all, room, 12), Phrase(f"Sheets: {sheets}.", "quiet"))
            return
        hidden = first_rows(kind, book)
        if hidden is None:
            self.say((), *outline(book), Phrase("Its rows are not shown on the screen.", "quiet"))
        elif self._rows_shown:
            more = len(hidden.rows) - FIRST_ROWS
            rest = [Phrase(f"… and {more} more", "quiet")] if more > 0 else []
            self.say((), *table_lines(hidden, room, FIRST_ROWS), *rest, _key("F3 hides them again"))
        else:
            self.say((), *outline(book), _key("F3 shows the first rows: they name people"))


def _key(said: str) -> Line:
    return (Phrase(f" {said}", "key", "f3"),)
