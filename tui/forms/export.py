"""Writing the governors' workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.widget import Widget

from store.changes import Change, Entry
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
        from exports.refusals import ExportFailed, ExportRefused

        folder = _folder(self.text("folder"))
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
        except (ExportRefused, ExportFailed) as refusal:
            raise FieldError("folder", str(refusal)) from None
        return self.made.note

    def saved_words(self, entry: Entry) -> str:
        return f"Written: {self.made.path}. {self.made.notice}".strip()


def _folder(typed: str) -> Path:
    """The folder typed. Raises FieldError."""
    if not typed:
        raise FieldError("folder", "Say where to: a folder, such as your documents.")
    try:
        folder = Path(typed).expanduser()
        if folder.is_dir():
            return folder
    except (OSError, RuntimeError, ValueError):
        pass  # a name no system has a folder by
    raise FieldError("folder", "There is no such folder.")


def _documents() -> Path:
    """Where people keep their papers."""
    from platformdirs import user_documents_path

    documents = user_documents_path()
    return documents if documents.is_dir() else Path.home()
