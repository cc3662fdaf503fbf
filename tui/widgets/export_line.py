"""What is said of the workbook being written, on every screen alike: no line at all while there is nothing to say."""

from typing import NamedTuple

from textual.events import Resize
from textual.message import Message

from tui.widgets.cells import Line, Phrase, shown, width, wrap
from tui.widgets.lines import TextLine


class Said(NamedTuple):
    """A sentence, wrapped to the room there is, and what stands after it: a bar, keys."""

    sentence: str
    tone: str = ""
    after: tuple[Phrase, ...] = ()


class ExportRead(Message):
    """What was said of the last workbook has been read."""


class ExportLine(TextLine):
    """As many lines as the sentence takes."""

    DEFAULT_CSS = "ExportLine { height: 0; }"

    def __init__(self) -> None:
        super().__init__(ground="panel")
        self._said: Said | None = None

    def on_mount(self) -> None:
        self.say(getattr(self.app, "export_said", None))

    def on_resize(self, event: Resize) -> None:
        self.say(self._said)

    def say(self, said: Said | None) -> None:
        """Says this, or nothing."""
        self._said = said
        lines = [] if said is None else _wrapped(said, max(20, self.app.size.width - 2))
        if self.size.height != len(lines) or self.styles.height is None:
            self.styles.height = len(lines)
        self.update(*lines)


def _wrapped(said: Said, room: int) -> list[Line]:
    lines: list[list[Phrase]] = [[Phrase(f" {line}", said.tone)] for line in wrap(shown(said.sentence), room)]
    taken = sum(width(phrase.text) for phrase in (*lines[-1], *said.after))
    if taken > room:
        lines.append([])
    lines[-1] += said.after
    return list(lines)
