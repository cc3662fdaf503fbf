"""The help page: the keys of the screen it is opened over, made from that screen's commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple, Protocol, runtime_checkable

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen, Screen

from tui.commands import BLANK, HELP, QUIT, THEME
from tui.widgets.cells import Line, Phrase, fit, width, wrap
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import TextLine
from tui.widgets.packing import fill

ANYWHERE = (THEME, BLANK, HELP, QUIT)


class Page(NamedTuple):
    """What is to be said of a screen's keys."""

    title: str
    rows: Sequence[KeyLabel]


@runtime_checkable
class Helpful(Protocol):
    """A screen that knows more of its keys than its key bar has room for."""

    def help_page(self) -> Page:
        """Everything that can be done there."""


def page_of(screen: Screen[Any]) -> Page:
    """The page of a screen: its own, or what its key bar offers; then what can be done from anywhere."""
    if isinstance(screen, Helpful):
        page = screen.help_page()
    else:
        page = Page("Keys", [label for bar in screen.query(KeyBar) for label in bar.labels])
    said = {row.key for row in page.rows}
    anywhere = [command.label for command in ANYWHERE if command.key not in said]
    return page._replace(rows=[*page.rows, *anywhere])


class HelpScreen(ModalScreen[None]):
    """Every key and what it does; any of Esc, F1 or Enter leaves."""

    BINDINGS: ClassVar = [Binding("f1,escape,enter,q", "dismiss", "Back", show=False)]
    DEFAULT_CSS = "HelpScreen VerticalScroll { scrollbar-size-vertical: 1; }"

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._lines = TextLine()

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield self._lines
        yield KeyBar(KeyLabel("escape", "Esc", "Back"), KeyLabel("", "↑ ↓", "Move"))

    def on_mount(self) -> None:
        self._say()

    def on_resize(self) -> None:
        self._say()

    def _say(self) -> None:
        title = (Phrase(f" {self._page.title}", "+"),)
        fill(self._lines, [title, *explained(self._page.rows, self.app.size.width - 2)])

    def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        if event.key == "escape":
            self.dismiss()


def explained(rows: Sequence[KeyLabel], room: int) -> list[Line]:
    """Key, name and sentence of each, the sentences one below the other and none of them cut."""
    keys = max((width(row.shown) for row in rows), default=0)
    names = max((width(row.does) for row in rows), default=0)
    before = keys + names + 5
    lines: list[Line] = []
    for row in rows:
        said = wrap(row.help, max(20, room - before))
        name = (Phrase(f" {fit(row.shown, keys)}  ", "key+"), Phrase(f"{fit(row.does, names)}  ", "+"))
        lines += [(*name, Phrase(said[0])), *((Phrase(" " * before), Phrase(more)) for more in said[1:])]
    return lines
