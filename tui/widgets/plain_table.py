"""A table of records of which none is ever marked."""

from tui.widgets.record_table import RecordTable


class PlainTable(RecordTable):
    """Its rows are read and opened, one at a time."""

    class NoMarks(RecordTable.Said):
        """Somebody tried to mark a row."""

    def _set_marks(self, marks: frozenset[int]) -> None:
        if marks:
            self.post_message(self.NoMarks(self))
