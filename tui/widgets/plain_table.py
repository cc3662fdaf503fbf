"""A table of records of which none is ever marked."""

from tui.widgets.record_table import RecordTable


class PlainTable(RecordTable):
    """Its rows are read and opened, one at a time."""

    def _set_marks(self, marks: frozenset[int]) -> None:
        pass
