"""The list of a group entry: everybody it could be for, ticked or not; typing finds a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events

from store.filters import folded
from store.model import Requirement
from tui.office import Office
from tui.shown.rows import standing_cell
from tui.widgets.cells import Line, Phrase
from tui.widgets.columns import Column
from tui.widgets.record_table import RecordTable

COLUMNS = (
    Column("name", "Name", 28, narrow=18, flex=2),
    Column("job", "Job title", 24, narrow=12, flex=1, drop=1),
    Column("standing", "Now", 16, narrow=13),
)


class PeopleList(RecordTable):
    """People to tick. Letters find a name, Space ticks or unticks it and the next letters find another."""

    def __init__(
        self,
        office: Office,
        requirement: Requirement,
        people: Sequence[int],
        ticked: Sequence[int],
        tell: Callable[[str], None],
        columns: Sequence[Column] = COLUMNS,
    ) -> None:
        self._office = office
        self._tell = tell
        self._lost = False
        self._requirement: Requirement = requirement
        self._people = people
        self._ticked = ticked
        self._sought = ""
        super().__init__(columns, self._row)

    def on_mount(self) -> None:
        self.show(self._people)
        self.mark(self._ticked)

    @property
    def chosen(self) -> tuple[int, ...]:
        """Those ticked, in the order of the list."""
        marks = self.marks
        return tuple(staff for staff in self._people if staff in marks)

    def _row(self, staff: int) -> Line:
        register, today = self._office.register, self._office.today
        member = register.person(staff)
        assert member is not None, "only people are listed"
        standing = register.standings(staff, today)[self._requirement]
        return (
            member.sort_name,
            Phrase(member.job_title, "quiet"),
            standing_cell(member, self._requirement, standing, today),
        )

    def on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.prevent_default()  # the form's key, not the list's
        elif event.key == "backspace":
            self._seek(self._sought[:-1])
        elif event.key == "space" and self._lost:
            self.app.bell()  # nobody was found, so nobody is ticked
            self._seek("")
        elif event.is_printable and event.character and event.key != "space":
            self._seek(self._sought + folded(event.character))
        else:
            self._seek("")
            return
        if event.key != "enter":
            event.stop()
            event.prevent_default()

    def _seek(self, start: str) -> None:
        """Goes to the person whose name begins so; if there is none it stays, says so, and Space ticks nobody."""
        self._sought = start
        found = self._find(start) if start else None
        self._lost = bool(start) and found is None
        if found is not None:
            self.move_to(found)
        elif self._lost:
            self.app.bell()
        self._tell(f"Nobody here begins with “{start}”." if self._lost else "")

    def _find(self, start: str) -> int | None:
        """The first person whose surname begins so, else whose first name does."""
        names = [(staff, self._office.register.person(staff)) for staff in self._people]
        for name_of in ("surname", "known_as", "forename"):
            for staff, member in names:
                if member is not None and folded(getattr(member, name_of)).startswith(start):
                    return staff
        return None
