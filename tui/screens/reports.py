"""View 5: what governors will see, drawn; and the workbooks that can be made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen

from store.dates import say_with_weekday
from tui import commands
from tui.office import Office
from tui.plots import Term, coming, terms, trend
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import TextLine

OTHER_VIEWS = (commands.STAFF, commands.DUE, commands.CONNECTIONS, commands.POLICIES, commands.HISTORY)


class ReportsScreen(ModalScreen[str]):
    """The trend by term and the year ahead. Closes with the action of what is to come next, or with nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,5", "leave('')", "Back", show=False),
        Binding("x,enter", "leave('task(\"export\")')", "Export", show=False),
        *(Binding(view.key, f"leave({view.action!r})", view.name, show=False) for view in OTHER_VIEWS),
    ]

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office

    def compose(self) -> ComposeResult:
        register, today = self._office.register, self._office.today
        shown = terms(register, today)
        lines: list[Line] = [
            (Phrase(" Reports", "+"), Phrase(f"  as at {say_with_weekday(today)}; counts only, no names", "quiet")),
            (),
            (
                Phrase(" Complete, a block a term", "key+"),
                Phrase(f"  {_span(shown)}; last, the change", "quiet"),
            ),
            *trend(shown),
            (),
            (Phrase(" Falling due over the next twelve months", "key+"),),
            *coming(register, today),
            (),
            (Phrase(" Governors’ workbook", "+"), Phrase("  public paper: cover, summary against last term, notes. ")),
        ]
        page = TextLine(*lines)
        page.styles.height = len(lines)
        with VerticalScroll():
            yield page
        yield KeyBar(KeyLabel("x", "x", "Write the governors’ workbook"), KeyLabel("escape", "Esc", "Back"))

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        self.dismiss("task('export')" if event.key == "x" else "")

    def action_leave(self, to: str) -> None:
        """Back to the list, and on to another view or the workbook."""
        self.dismiss(to)


def _span(shown: Sequence[Term]) -> str:
    """From which term to which."""
    return shown[0].name if len(shown) == 1 else f"{shown[0].name} to {shown[-1].name}"
