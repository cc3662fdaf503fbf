"""Sentences, each wrapped to the room there is: as many lines as they take."""

from collections.abc import Sequence

from tui.widgets.cells import Line, Phrase, shown, wrap
from tui.widgets.lines import TextLine


class Words(TextLine):
    """Says some sentences in their tones, or lines that are kept as they are."""

    DEFAULT_CSS = "Words { height: auto; }"

    def __init__(self, *said: Phrase | Line, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._said: Sequence[Phrase | Line] = said
        self.styles.height = 0

    def say(self, *said: Phrase | Line) -> None:
        """Says these instead."""
        self._said = said
        self._lay_out()

    def on_mount(self) -> None:
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        room = max(20, (self.size.width or 76) - 2)
        lines: list[Line] = []
        for piece in self._said:
            if isinstance(piece, Phrase):
                lines += [(Phrase(f" {line}", piece.tone, piece.press),) for line in wrap(shown(piece.text), room)]
            else:
                lines.append(piece)
        if self.styles.height is None or int(self.styles.height.value) != len(lines):
            self.styles.height = len(lines)
        self.update(*lines)
