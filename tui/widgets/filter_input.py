"""The line one types into to find people."""

from collections.abc import Callable

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class FilterInput(Input):
    """Tells its owner at once what has been typed, so that the letter and what it finds are one frame.

    Its cursor does not blink: an idle screen sends nothing. Import this module when it is first needed;
    it brings all of Textual's Input.
    """

    virtual_size = Reactive(Size(0, 0), layout=False)
    """How long the text is. The line is as wide as the screen all the same: a letter need not lay it out again."""
    DEFAULT_CSS = "FilterInput.-textual-compact { height: 1; padding: 0 1; }"

    def __init__(self, tell: Callable[[str], None], *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002
        super().__init__(placeholder=placeholder, select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False
        self._tell = tell

    def watch_value(self, value: str) -> None:
        if self.is_mounted:
            self._tell(value)
