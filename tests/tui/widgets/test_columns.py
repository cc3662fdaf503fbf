from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.columns import GAP, Column, shared

NAME = Column("name", "Name", 20, narrow=10, flex=2)
JOB = Column("job", "Job", 15, flex=1, drop=2)
STATUS = Column("status", "Status", 12)
NEXT = Column("next", "Next", 8, drop=1)
ALL = (NAME, JOB, STATUS, NEXT)


def test_with_room_the_flexible_columns_share_what_is_left() -> None:
    assert shared(ALL, 88) == {NAME: 40, JOB: 25, STATUS: 12, NEXT: 8}


def test_without_it_the_least_needed_leave_first() -> None:
    assert list(shared(ALL, 50)) == [NAME, JOB, STATUS, NEXT]
    assert list(shared(ALL, 40)) == [NAME, STATUS, NEXT]
    assert list(shared(ALL, 25)) == [NAME, STATUS]


def test_essential_columns_are_never_dropped() -> None:
    assert shared(ALL, 12) == {NAME: 10, STATUS: 1}


@given(st.integers(0, 300))
def test_the_width_is_never_exceeded(room: int) -> None:
    widths = shared(ALL, room)
    assert sum(widths.values()) + GAP * (len(widths) - 1) <= max(room, GAP)
