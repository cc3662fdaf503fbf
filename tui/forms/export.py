"""Writing the governors' workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from store.changes import Change
from store.dates import say_with_weekday
from tui.forms.fields import Field, FieldError, TextInput
from tui.forms.form import Form
from tui.widgets.cells import Line, Phrase


class ExportForm(Form):
    """The governors' workbook as at today: counts only, no names. The ledger notes that it was made."""

    def heading(self) -> Line:
        day = say_with_weekday(self.office.today)
        return (Phrase(" Governors’ workbook", "+"), Phrase(f"  as at {day}; counts only, no names"))

    def fields(self) -> Iterable[Widget]:
        yield Field("folder", "Folder", TextInput(str(_documents())))

    def change(self) -> Change:
        from exports.making import make
        from exports.refusals import ExportRefused

        folder = Path(self.text("folder")).expanduser()
        if not folder.is_dir():
            raise FieldError("folder", "There is no such folder.")
        office = self.office
        try:
            self.made = make(
                "governors",
                office.register,
                as_at=office.today,
                known_at=None,
                now=office.now,
                by=office.by,
                folder_or_path=folder,
            )
        except ExportRefused as refusal:
            raise FieldError("folder", str(refusal)) from None
        return self.made.note


def _documents() -> Path:
    """Where people keep their papers."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()
