"""What a view has to answer; the screen does the rest."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from store.filters import Filter
from tui import commands
from tui.commands import Command, Commands
from tui.listing import Listing
from tui.office import Office
from tui.sorting import Sorting
from tui.tasks import Chosen
from tui.widgets.cells import Line
from tui.widgets.columns import Column


class View(Sorting, ABC):
    """One of the numbered views. A key is a number that stands for one of its rows."""

    command: ClassVar[Command]
    table: ClassVar[str]
    """Views with the same table share its cursor and its marks."""
    columns: Sequence[Column]

    has_details: ClassVar[bool] = False
    """Whether its columns leave room for details of the person beside them in a wide window."""
    on_the_bar: ClassVar[Sequence[Command]] = commands.ON_THE_BAR
    """What the key bar offers, the most important first."""
    can_mark: ClassVar[bool] = False
    """Whether a row is a person: marks are a set of people, and of nothing else."""

    def __init__(self, office: Office, keys: Commands, sort: str) -> None:
        super().__init__(self.columns, sort)
        self.office = office
        self.keys = keys

    def task(self, name: str) -> str:
        """The task a key stands for here: n is a new starter, but on the policies a new version."""
        return name

    @abstractmethod
    def title(self, listing: Listing) -> str:
        """What its tab says."""

    @abstractmethod
    def facts(self, listing: Listing) -> Sequence[str]:
        """How much there is in all, whatever is shown of it; the most important first."""

    @abstractmethod
    def rows(self, listing: Listing, filtered: Filter) -> Sequence[int]:
        """The keys listed, in order."""

    @abstractmethod
    def cells(self, key: int) -> Line:
        """One row, in the order of its columns."""

    @abstractmethod
    def sentence(self, key: int) -> str:
        """What the line under the table says of the row under the cursor."""

    def show_hidden(self) -> str:
        """Shows what is hidden here, or hides it again; or says where that would be."""
        key = self.keys[commands.CONNECTIONS].spoken
        return f"Pupil references are hidden among the connections: press {key} first."

    @abstractmethod
    def chosen(self, key: int | None, marked: Sequence[int], listing: Listing, filtered: Filter) -> Chosen:
        """Whom a task is for when its key is pressed here."""

    def person(self, key: int | None) -> int | None:
        """Whom a row is about, if one person: Enter opens them, and the details are theirs."""
        return None

    def hide(self) -> bool:
        """Hides what is shown only because it was asked for; whether there was anything."""
        return False

    def opens_nobody(self, key: int | None) -> str:
        """Why Enter opens nobody here, and a key for people records nothing."""
        return f"There is nobody here: press {self.keys[commands.STAFF].spoken} for the staff."

    @abstractmethod
    def why_empty(self, listing: Listing, filtered: Filter) -> Sequence[str]:
        """The sentences shown where there is nothing to list."""
