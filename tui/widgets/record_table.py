"""A table of records: any number of rows, nothing done for those that are not in sight."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.textual_private import repaint
from tui.widgets.columns import Column
from tui.widgets.row_painter import BAR, GUTTER, CellsOf, RowPainter
from tui.widgets.viewport import Viewport, place

HEADING = 1
WHEEL = 3


class RecordTable(Widget, can_focus=True):
    """Shows the rows whose keys it is given, in the order it is given them.

    A key is a number that stands for one record for as long as the table lives. The owner gives
    `cells`, which says what a row consists of, and calls `show` with the keys to list; filtering
    and sorting are nothing else. The cursor stays on its record and the marks on theirs.
    """

    DEFAULT_CSS = "RecordTable { height: 1fr; }"
    ALLOW_SELECT: ClassVar[bool] = False

    class Said(Message):
        """Something a table tells its owner."""

        def __init__(self, table: "RecordTable") -> None:
            super().__init__()
            self.table = table

        @property
        def control(self) -> "RecordTable":
            return self.table

    class Highlighted(Said):
        """The cursor is on another record, or on none."""

        def __init__(self, table: "RecordTable", key: int | None) -> None:
            super().__init__(table)
            self.key = key

    class Chosen(Said):
        """Enter, or a click on the row under the cursor."""

        def __init__(self, table: "RecordTable", key: int) -> None:
            super().__init__(table)
            self.key = key

    class MarksChanged(Said):
        """Other records are marked than before."""

        def __init__(self, table: "RecordTable", marks: frozenset[int]) -> None:
            super().__init__(table)
            self.marks = marks

    class HeadingClicked(Said):
        """A click on a column's heading; the owner decides what it means."""

        def __init__(self, table: "RecordTable", column: str) -> None:
            super().__init__(table)
            self.column = column

    def __init__(self, columns: Sequence[Column], cells: CellsOf, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._columns = columns
        self._cells = cells
        self._rows: Sequence[int] = ()
        self._view = Viewport()
        self._kept: int | None = None
        self._marks: frozenset[int] = frozenset()
        self._sort = ("", False)
        self._empty: Sequence[str] = ()
        self._painted_for: tuple[object, ...] = ()
        self._cached_painter: RowPainter | None = None
        self._dragging = False

    # What the owner tells the table

    def show(self, rows: Sequence[int], *, first: bool = False) -> None:
        """Lists these records. The cursor stays on its record, or goes to the nearest that is left (or the `first`)."""
        key, at = self.key, self._view.at
        before, self._rows = self._rows, rows
        self._view.count = len(rows)
        offset = at - self._view.top
        self._kept = self._kept if key is None else key
        self._view.at = place(rows, self._kept, before, at, first=first)
        self._view.scroll_to(self._view.at - offset)
        self._view.move(self._view.at)
        repaint(self)
        if self.key != key:
            self.post_message(self.Highlighted(self, self.key))

    def invalidate(self, keys: Iterable[int] | None = None) -> None:
        """These records (or all) say something else now; those in sight are painted again."""
        if keys is None:
            self._painted_for = ()
            repaint(self)
            return
        changed = frozenset(keys)
        if self._cached_painter:
            self._cached_painter.forget(changed)
        regions = self._regions(at for at in self._in_sight if self._key_at(at) in changed)
        if regions:
            repaint(self, *regions)

    def sorted_by(self, column: str, *, descending: bool = False) -> None:
        """Puts the arrow at a column's heading."""
        self._sort = (column, descending)
        repaint(self, Region(0, 0, self.size.width, HEADING))

    def say_when_empty(self, *lines: str) -> None:
        """The sentences shown while there is nothing to list."""
        self._empty = lines
        if not self._rows:
            repaint(self)

    def mark(self, keys: Iterable[int], *, on: bool = True) -> None:
        """Marks records, or takes their marks away, whether they are listed or not."""
        changed = frozenset(keys)
        self._set_marks(self._marks | changed if on else self._marks - changed)

    def unmark_all(self) -> None:
        self._set_marks(frozenset())

    def move_to(self, key: int) -> None:
        """Puts the cursor on a record, if it is listed."""
        if key in self._rows:
            self._move(self._rows.index(key))

    def choose(self) -> None:
        """Chooses the record under the cursor, as Enter does."""
        if self.key is not None:
            self.post_message(self.Chosen(self, self.key))

    # What it tells the owner

    @property
    def key(self) -> int | None:
        """The record under the cursor."""
        return self._key_at(self._view.at)

    @property
    def rows(self) -> Sequence[int]:
        """The records listed."""
        return self._rows

    @property
    def marks(self) -> frozenset[int]:
        return self._marks

    # Painting

    def render_line(self, y: int) -> Strip:
        return self.render_lines(Region(0, y, self.size.width, 1))[0]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Straight from our own cache: there are no borders or padding for Textual to add."""
        width = self.size.width
        painter, thumb = self._painted_with(width), self._view.thumb()
        strips = [self._line(y, painter, thumb) for y in crop.line_range]
        left, right = crop.column_span
        return strips if (left, right) == (0, width) else [strip.crop(left, right) for strip in strips]

    def _line(self, y: int, painter: RowPainter, thumb: range) -> Strip:
        view = self._view
        if y < HEADING:
            column, descending = self._sort
            return painter.heading(column, descending=descending)
        line = y - HEADING
        bar = ("█" if line in thumb else "│") if thumb else ""
        at = view.top + line
        key = self._key_at(at)
        if key is not None:
            return painter.row(key, cursor=at == view.at, marked=key in self._marks, bar=bar)
        said = line - 1
        return painter.words(self._empty[said] if not self._rows and 0 <= said < len(self._empty) else "", bar)

    def _painted_with(self, width: int) -> RowPainter:
        wanted = (width, self.app.theme, self._columns)
        if self._cached_painter is None or wanted != self._painted_for:
            self._cached_painter = RowPainter(self.app, self._columns, self._cells, width)
            self._painted_for = wanted
        return self._cached_painter

    def _repaint_rows(self, rows: Iterable[int]) -> None:
        regions = self._regions(rows)
        if regions:
            # Not `repaint`: the screen is to hear what happened first, and paint its own lines in the same frame.
            self.refresh(*regions)

    def _regions(self, rows: Iterable[int]) -> list[Region]:
        """The lines on which these rows are in sight."""
        width, view = self.size.width, self._view
        return [Region(0, HEADING + at - view.top, width, 1) for at in rows if 0 <= at - view.top < view.height]

    @property
    def _in_sight(self) -> range:
        return range(self._view.top, self._view.top + self._view.height)

    # Moving and marking

    def _key_at(self, at: int) -> int | None:
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _move(self, to: int) -> None:
        before = self._view.at
        if self._view.move(to):
            self.refresh()
        elif self._view.at != before:
            self._repaint_rows((before, self._view.at))
        if self._view.at != before:
            self.post_message(self.Highlighted(self, self.key))

    def _scroll(self, top: int) -> None:
        if self._view.scroll_to(top):
            self.refresh()

    def _set_marks(self, marks: frozenset[int]) -> None:
        changed, self._marks = self._marks ^ marks, marks
        if not changed:
            return
        self._repaint_rows(at for at in self._in_sight if self._key_at(at) in changed)
        self.post_message(self.MarksChanged(self, marks))

    def _toggle(self, at: int) -> None:
        key = self._key_at(at)
        if key is not None:
            self._set_marks(self._marks ^ {key})

    def _extend(self, by: int) -> None:
        """Marks the row under the cursor and the next one."""
        before = self.key
        self._move(self._view.at + by)
        self.mark(key for key in (before, self.key) if key is not None)

    def on_resize(self) -> None:
        self._view.height = max(1, self.size.height - HEADING)
        self._view.move(self._view.at)

    def on_key(self, event: events.Key) -> None:
        view = self._view
        match event.key:
            case "down":
                self._move(view.at + 1)
            case "up":
                self._move(view.at - 1)
            case "pagedown":
                self._move(view.at + view.height)
            case "pageup":
                self._move(view.at - view.height)
            case "home" | "ctrl+home":
                self._move(0)
            case "end" | "ctrl+end":
                self._move(view.count - 1)
            case "shift+down":
                self._extend(1)
            case "shift+up":
                self._extend(-1)
            case "space":
                self._toggle(view.at)
                self._move(view.at + 1)
            case "enter" if self.key is not None:
                self.choose()
            case _:
                return
        event.stop()
        event.prevent_default()

    # The mouse

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self._scroll(self._view.top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self._scroll(self._view.top - WHEEL)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.x >= self.size.width - BAR and event.y >= HEADING:
            self._dragging = True
            self.capture_mouse()
            self._scroll(self._view.top_for_thumb(event.y - HEADING))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        if self._dragging:
            self._scroll(self._view.top_for_thumb(event.y - HEADING))

    def on_mouse_up(self) -> None:
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if event.x >= self.size.width - BAR:
            return
        if event.y < HEADING:
            column = self._painted_with(self.size.width).column_at(event.x)
            if column:
                self.post_message(self.HeadingClicked(self, column.key))
            return
        at = self._view.top + event.y - HEADING
        key = self._key_at(at)
        if key is None:
            return
        if event.x < GUTTER:
            self._toggle(at)
        elif at == self._view.at:
            self.post_message(self.Chosen(self, key))
        self._move(at)
