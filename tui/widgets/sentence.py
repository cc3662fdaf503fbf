"""The sentence under a table: about the record under the cursor, or news."""

from tui.widgets.cells import Phrase, shown, width, wrap
from tui.widgets.lines import TextLine

MOST_LINES = 4
ROOMY = 110
"""Columns in which what is said of anybody fits one line, as a rule; in fewer it has two, or the list would jump."""
STEADY = 2
"""Lines that are kept once a sentence has needed them: the list above does not jump at every other record."""


class Sentence(TextLine):
    """Says something about a record. News takes its place until the cursor is on another record."""

    def __init__(self, *, least: int = 1, most: int = MOST_LINES) -> None:
        """As high as what it says, from `least` to `most` lines; two at least where they are short."""
        super().__init__(id="sentence")
        self._least = least
        self._most = most
        self._kept = least
        self._room = 0
        self._key: int | None = None
        self._about = ""
        self._news: tuple[str, str] | None = None
        self.styles.height = least

    def about(self, key: int | None, text: str) -> None:
        """The cursor is on this record, of which there is this to say."""
        if key != self._key:
            self._news = None
        self._key, self._about = key, text
        self._say()

    def tell(self, news: str, tone: str, at: int | None) -> None:
        """Says this until the cursor leaves the record it is `at`."""
        self._news, self._key = (news, tone), at
        self._say()

    @property
    def has_news(self) -> bool:
        return self._news is not None

    @property
    def news(self) -> str:
        """What is told at present; empty where that is what there is to say of the record."""
        return "" if self._news is None else self._news[0]

    def forget_news(self) -> None:
        """The news has been read."""
        self._news = None
        self._say()

    def on_resize(self) -> None:
        self._say()

    def _say(self) -> None:
        text, tone = self._news or (self._about, "")
        room = max(20, self.app.size.width - 2)
        text = shown(text)
        lines = wrap(text, room) if width(text) > room else [text]
        if len(lines) > self._most:  # nothing is dropped unsaid: the last line is cut with …
            lines = [*lines[: self._most - 1], " ".join(lines[self._most - 1 :])]
        if room != self._room:
            self._room, self._kept = room, max(self._least, 1 if self.app.size.width >= ROOMY else STEADY)
        if self._news is None:
            self._kept = max(self._kept, min(len(lines), STEADY))
        height = max(self._kept, len(lines))
        if self.styles.height is None or int(self.styles.height.value) != height:
            self.styles.height = height
        self.update(*((Phrase(f" {line}", tone),) for line in lines))
