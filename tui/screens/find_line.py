"""The line in which what to find is typed: out of sight until `/`, and again once nothing is sought."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from tui.widgets.filter_input import FilterInput

PLACEHOLDER = "Name, job, or words such as overdue briefing"


class FindLine:
    """It comes once there is time for it: the first frame does without."""

    def __init__(self, found: Callable[[str], None]) -> None:
        """`found` is told at every letter."""
        self._found = found
        self._input: FilterInput | None = None

    async def get_ready(self, after: Widget) -> None:
        """Comes in below a widget, hidden."""
        from tui.widgets.filter_input import FilterInput

        self._input = FilterInput(self._found, placeholder=PLACEHOLDER, id="find")
        self._input.display = False
        await after.screen.mount(self._input, after=after)

    @property
    def has_focus(self) -> bool:
        return self._input is not None and self._input.has_focus

    def begin(self) -> None:
        """Takes the focus; typing replaces what was sought before."""
        if self._input is not None:
            self._input.display = True
            self._input.select_all()
            self._input.screen.set_focus(self._input)

    def leave(self, *, shown: bool) -> None:
        """Stays in sight, or does not."""
        if self._input is not None:
            self._input.display = shown

    def clear(self) -> None:
        """Seeks nothing any more, and says so."""
        if self._input is not None:
            self._input.value = ""
