"""Lines of text in tones: titles, counts, tabs, sentences. No layout pass, no markup."""

from collections.abc import Callable
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.textual_private import repaint
from tui.widgets.cells import Line, Phrase, fit, shown, width
from tui.widgets.palette import Palette

# Stands for all the room that is left in a line; what follows it is at the right.
SPACE = Phrase("", "space")


class TextLine(Widget):
    """One line, or as many as its height."""

    DEFAULT_CSS = "TextLine { height: 1; }"
    ALLOW_SELECT: ClassVar[bool] = False

    class Pressed(Message):
        """A click on a phrase that stands for a key. It is to do what the key does, wherever the focus is."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    def __init__(
        self,
        *lines: Line,
        ground: str = "row",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = lines
        self._ground = ground
        self._strips: dict[int, Strip] = {}
        self._painted_for: tuple[object, ...] = ()

    def update(self, *lines: Line) -> None:
        """Says something else, from the next frame on."""
        before, self._lines = self._lines, lines
        highest = max(len(before), len(lines))
        changed = [y for y in range(highest) if before[y : y + 1] != lines[y : y + 1]]
        for y in changed:
            self._strips.pop(y, None)
        if changed:
            repaint(self, *(Region(0, y, self.size.width, 1) for y in changed))

    def say_again(self) -> None:
        """What `line` answers may have changed."""
        self._strips.clear()
        repaint(self)

    def line(self, y: int) -> Line:
        """What line y says, in the room there is."""
        return self._lines[y] if y < len(self._lines) else ()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as it has been made: a grid asks."""
        height = self.styles.height
        return 1 if height is None else int(height.value)

    def render_line(self, y: int) -> Strip:
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Straight from our own cache: there are no borders or padding for Textual to add."""
        width = self.size.width
        painted_for = (width, self.app.theme)
        if painted_for != self._painted_for:
            self._painted_for = painted_for
            self._strips.clear()
        strips = [self._strips.get(y) or self._painted(y) for y in crop.line_range]
        left, right = crop.column_span
        return strips if (left, right) == (0, width) else [strip.crop(left, right) for strip in strips]

    def _painted(self, y: int) -> Strip:
        strip = self._strips[y] = self._paint(self.line(y))
        return strip

    def _paint(self, line: Line) -> Strip:
        palette = Palette.of(self.app)
        strip = Strip(
            Segment(text, palette.style(tone.removesuffix("+"), self._ground, bold=tone.endswith("+")))
            for text, tone, _ in laid_out(line, self.size.width)
        )
        for line_filter in self.app.get_line_filters():
            strip = strip.apply_filter(line_filter, palette.ground)
        return strip

    def on_click(self, event: events.Click) -> None:
        left = 0
        for text, _, press in laid_out(self.line(event.y), self.size.width):
            left += width(text)
            if event.x < left:
                if press:
                    event.stop()
                    self.post_message(self.Pressed(press))
                return


class FittedLine(TextLine):
    """A line that says as much as there is room for."""

    def __init__(self, *, ground: str = "row", id: str | None = None) -> None:  # noqa: A002
        super().__init__(ground=ground, id=id)
        self._say: Callable[[int], Line] = lambda _: ()

    def say(self, line: Callable[[int], Line]) -> None:
        """`line` says it in so many cells."""
        self._say = line
        self.say_again()

    def line(self, y: int) -> Line:
        return self._say(self.size.width)


def laid_out(line: Line, room: int) -> list[Phrase]:
    """The line's phrases in exactly so many cells: spaces take what is left.

    Where there is no room for all, what stands at the right is kept whole, and what is before it is cut with ….
    """
    phrases = [piece if isinstance(piece, Phrase) else Phrase(piece) for piece in line]
    if SPACE not in phrases:
        phrases.append(SPACE)
    spaces = phrases.count(SPACE)
    wanted = [width(shown(piece.text)) for piece in phrases]
    spare = room - sum(wanted)
    last = len(phrases) - 1 - phrases[::-1].index(SPACE)
    at_right = sum(wanted[last:]) + 1 if phrases[last + 1 :] else 0
    if at_right > room // 2:
        at_right = 0
    laid: list[Phrase] = []
    for at, piece in enumerate(phrases):
        if piece == SPACE:
            cells = min(room, max(1, spare // spaces))
            spare, spaces = spare - cells, spaces - 1
        else:
            cells = max(0, min(wanted[at], room - at_right if at < last else room))
        room -= cells
        laid.append(Phrase(fit(piece.text, cells), "" if piece == SPACE else piece.tone, piece.press))
    return [piece for piece in laid if piece.text]
