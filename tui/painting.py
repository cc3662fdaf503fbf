"""What of the screen is painted again after a change: the lines that changed, of the widgets they changed in.

Textual asks every widget for all of its lines whichever have changed, which is most of what a key costs.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.strip import Strip


class ThriftyCompositor(Compositor):
    """Textual's own, but for a frame in which not everything changed."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """The pieces of lines that changed, or None where none did."""
        spans = list(self._regions_to_spans(self._dirty_regions))
        self._dirty_regions.clear()
        if not spans:
            return None
        cuts = self.cuts
        pieces: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in cuts]
        missing: dict[int, set[int]] = {}
        for y, start, end in spans:
            missing.setdefault(y, set()).update(x for x, until in pairwise(cuts[y]) if x < end and until > start)
        for widget, (region, clip) in self.visible_widgets.items():  # those in front come first
            left, first, width, height = region.intersection(clip)
            last, right = first + height, left + width
            lines = (y for y, places in missing.items() if first <= y < last and any(left <= x < right for x in places))
            for top, bottom in _runs(lines):
                strips = widget.render_lines(Region(left - region.x, top - region.y, width, bottom - top))
                for y, strip in zip(range(top, bottom), strips, strict=False):
                    within = [x for x in cuts[y] if left <= x <= right]
                    for x, piece in zip(within, strip.divide([cut - left for cut in within[1:]]), strict=False):
                        if x in missing[y]:
                            pieces[y][x] = piece
                            missing[y].remove(x)
        return ChopsUpdate(pieces, spans, [line[1:] for line in cuts])


def _runs(lines: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Lines that follow each other, as the first of them and the one after the last."""
    first = last = -1
    for y in lines:
        if y != last:
            if last > first:
                yield first, last
            first = y
        last = y + 1
    if last > first:
        yield first, last
