"""Phrases in as many lines as they need, and a widget as high as its lines."""

from collections.abc import Sequence

from tui.widgets.cells import Line, Phrase, Piece, shown, width
from tui.widgets.lines import TextLine


def packed(label: str, items: Sequence[Phrase], room: int, most: int) -> list[Line]:
    """Items one after the other, as many to a line as fit; those past the last line are counted."""
    lines: list[list[Piece]] = [[Phrase(label)]]
    used = width(label)
    for at, item in enumerate(items):
        cells = width(shown(item.text)) + 3
        if used + cells > room and len(lines[-1]) > 1:
            if len(lines) == most:
                lines[-1].append(Phrase(f" … {len(items) - at} more", "soon"))
                break
            lines.append([Phrase(" " * width(label))])
            used = width(label)
        if len(lines[-1]) > 1:
            lines[-1].append(Phrase(" · ", "quiet"))
        lines[-1].append(item)
        used += cells
    return [*lines]


def fill(widget: TextLine, lines: Sequence[Line]) -> None:
    """Says these lines, and is as high as they are."""
    height = widget.styles.height
    if height is None or int(height.value) != len(lines):
        widget.styles.height = len(lines)
    widget.update(*(tuple(line) for line in lines))
