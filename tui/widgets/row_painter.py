"""Rows of a table as strips, each painted once for as long as nothing about it changes."""

from collections.abc import Callable, Collection, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.strip import Strip

from tui.widgets.cells import Line, Phrase, Piece, fit, width
from tui.widgets.columns import GAP, Column, shared
from tui.widgets.palette import Palette

CellsOf = Callable[[int], Line]

# The cursor's edge, the mark and a space stand before the first column; the scrollbar after the last.
GUTTER = 3
BAR = 1
ROOM_FOR_ROWS = 4096


class RowPainter:
    """Paints rows for one width, one theme and one set of columns; the table makes a new one when these change."""

    def __init__(self, app: App[object], columns: Sequence[Column], cells: CellsOf, width: int) -> None:
        self._cells = cells
        self._columns = columns
        self._palette = Palette.of(app)
        self._filters = app.get_line_filters()
        self._width = width
        self._widths = shared(columns, width - GUTTER - BAR)
        self._places = [
            (at, column, self._widths[column]) for at, column in enumerate(columns) if column in self._widths
        ]
        self._rows: dict[int, list[tuple[str, str]]] = {}
        self._strips: dict[tuple[int, bool, bool, str], Strip] = {}

    def row(self, key: int, *, cursor: bool, marked: bool, bar: str) -> Strip:
        """A row in one of the ways it can look; `bar` is its piece of the scrollbar."""
        wanted = (key, cursor, marked, bar)
        strip = self._strips.get(wanted)
        if strip is None:
            if len(self._strips) > ROOM_FOR_ROWS:
                self._strips.clear()
                self._rows.clear()
            strip = self._strips[wanted] = self._paint(key, cursor=cursor, marked=marked, bar=bar)
        return strip

    def forget(self, keys: Collection[int]) -> None:
        """These rows say something else now."""
        for key in keys:
            self._rows.pop(key, None)
        for wanted in [wanted for wanted in self._strips if wanted[0] in keys]:
            del self._strips[wanted]

    def heading(self, sort: str, *, descending: bool) -> Strip:
        """The line above the rows; the column sorted by carries an arrow."""
        style = self._palette.style("key", "panel", bold=True)
        arrow = "▾" if descending else "▴"
        parts = [
            fit(
                _with_arrow(column.label, arrow, cells) if column.key == sort else column.label,
                cells,
                right=column.right,
            )
            for _, column, cells in self._places
        ]
        return self._strip([(" " * GUTTER + (" " * GAP).join(parts), style)], style)

    def words(self, text: str, bar: str) -> Strip:
        """A line that is not a row: what is said when there is nothing to show, or nothing at all."""
        style = self._palette.style("quiet")
        return self._strip([(" " * GUTTER + fit(text, max(0, self._width - GUTTER - BAR)), style)], style, bar)

    def column_at(self, x: int) -> Column | None:
        """The column a click at x is in."""
        right = GUTTER
        for _, column, cells in self._places:
            right += cells + GAP
            if GUTTER <= x < right:
                return column
        return None

    def _paint(self, key: int, *, cursor: bool, marked: bool, bar: str) -> Strip:
        row = self._rows.get(key)
        if row is None:
            row = self._rows[key] = self._fitted(self._cells(key))
        ground = "cursor" if cursor else "row"
        style = self._palette.style
        parts = [(f"{'▌' if cursor else ' '}{'✓' if marked else ' '} ", style("key", ground, bold=True))]
        parts += [
            (text, style(tone.removesuffix("+"), ground, bold=marked or tone.endswith("+"))) for text, tone in row
        ]
        return self._strip(parts, style("", ground), bar)

    def _fitted(self, cells: Sequence[Piece]) -> list[tuple[str, str]]:
        """The row's texts, each with the gap after it; neighbours of one tone are one text."""
        fitted: list[tuple[str, str]] = []
        for at, column, room in self._places:
            piece = cells[at]
            text, tone = (piece.text, piece.tone) if isinstance(piece, Phrase) else (piece, "")
            text = fit(text, room, right=column.right) + " " * GAP
            if fitted and fitted[-1][1] == tone:
                fitted[-1] = (fitted[-1][0] + text, tone)
            else:
                fitted.append((text, tone))
        return fitted

    def _strip(self, parts: Sequence[tuple[str, Style]], rest: Style, bar: str = "") -> Strip:
        """The parts as a line as wide as the table; its last cell is the scrollbar's, if there is one."""
        line = Strip([Segment(text, style) for text, style in parts])
        line = line.adjust_cell_length(max(0, self._width - BAR), rest)
        line = Strip([*line, Segment(bar or " ", self._palette.style("quiet", "panel") if bar else rest)], self._width)
        for line_filter in self._filters:
            line = line.apply_filter(line_filter, self._palette.ground)
        return line


def _with_arrow(label: str, arrow: str, cells: int) -> str:
    """The arrow is never cut: where there is no room for both, the label is."""
    room = cells - width(arrow)
    return f"{label} {arrow}" if width(label) < room else fit(label, min(width(label), room)) + arrow
