"""The form of a workbook: as at which day, about whom, into which folder, locked with which password."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from exports.kinds import KINDS, Kind
from exports.refusals import ExportRefused
from exports.sealing import SHORTEST_PASSWORD, check_password
from store.dates import say
from tui.export_job import Order
from tui.exporting import Unwritten, exporting
from tui.forms.choice import Choice
from tui.forms.choosing import ChoosingForm
from tui.forms.export_fields import AsAtInput, PersonInput
from tui.forms.export_preview import Preview
from tui.forms.fields import Field, FieldError, TextInput
from tui.office import Office
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import SPACE, TextLine
from tui.widgets.words import Words

if TYPE_CHECKING:
    from tui.screens.help import Page


class ExportForm(ChoosingForm):
    """One workbook, or one of a few. Enter hands it to whoever writes it, and the screen goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f3", "rows", show=False)]
    KEYS = (
        KeyLabel("enter", "Enter", "Write it"),
        KeyLabel("escape", "Esc", "Back"),
        KeyLabel("tab", "Tab", "Next field"),
    )
    ROWS: ClassVar = KeyLabel(
        "f3", "F3", "First rows", "Where it says so below: the first rows, which name people; again hides them."
    )

    def __init__(
        self, office: Office, kinds: Sequence[str], staff: int | None = None, unwritten: Unwritten | None = None
    ) -> None:
        """`staff` is whom it is about, if that is known; `unwritten` what was asked for before, and could not be."""
        super().__init__(office)
        self.add_class("-group")  # its height does not change with the preview
        self._kinds = {word: KINDS[word] for word in kinds}
        self._staff = staff
        self._before = None if unwritten is None else unwritten.order
        self._unwritten = unwritten
        self._about_kind = Words()
        self._names: tuple[str, ...] = ()
        """Words an open paper would print that are also somebody’s name."""
        self._preview = Preview(office)

    def heading(self) -> Line:
        marking = self._kind.marking or "Open paper"
        title = self._kind.title if len(self._kinds) == 1 else "About one person"
        return (Phrase(f" {title}", "+"), SPACE, Phrase(f"{marking} ", "quiet"))

    def fields(self) -> Iterable[Widget]:
        office, before = self.office, self._before
        titles = {word: kind.title for word, kind in self._kinds.items()}
        yield self._about_kind
        if len(titles) > 1:
            yield Field("kind", "Workbook", Choice(titles, next(iter(titles))))
        yield Field("staff", "About", PersonInput(office.register, self._staff))
        as_at = before.as_at if before else office.today
        yield Field(
            "as_at",
            "As at",
            AsAtInput(office.today, office.register.school.settings, as_at),
            note="or a term: autumn 2026, last term",
        )
        chosen = "yes" if before and before.issue else "no"
        issue = {"no": "No", "yes": "Yes: keep the figures as given"}
        yield Field("issue", "Issue it", Choice(issue, chosen))
        passing = {"no": "No", "yes": "Yes: only the same word"}
        yield Field("names", "Let it pass", Choice(passing, "no"), hidden=True)
        yield Field("folder", "Folder", TextInput(str(before.folder if before else exporting(self).desk.folder())))
        secret = before.password if before and before.password else ""
        yield Field("password", "Password", TextInput(secret, secret=True))
        yield Field("again", "The same again", TextInput(secret, secret=True))
        yield self._preview

    def on_mount(self) -> None:
        if self._unwritten is not None:
            self.call_after_refresh(self._complain_of, self._unwritten)

    def _complain_of(self, unwritten: Unwritten) -> None:
        if field := self.field(unwritten.field):
            field.complain(unwritten.reason)
            field.control.focus()
        else:
            self.say(unwritten.reason, tone="bad+")

    @property
    def _kind(self) -> Kind:
        several = self.is_mounted and len(self._kinds) > 1
        return self._kinds[self.choice("kind")] if several else next(iter(self._kinds.values()))

    def show_relevant(self) -> None:
        kind = self._kind
        asked = {
            "staff": kind.one_person,
            "as_at": kind.word != "template",
            "issue": bool(kind.issued),
            "names": bool(self._names),
            "password": bool(kind.marking),
            "again": bool(kind.marking),
        }
        for name, matters in asked.items():
            if field := self.field(name):
                field.set_class(not matters, "hidden")
        if field := self.field("password"):
            field.echo(f"{SHORTEST_PASSWORD} characters or more" if kind.sealed else "only if wanted")
        self._about_kind.say(Phrase(kind.purpose, "quiet"), Phrase(f"Who may see it: {kind.readers}", "quiet"))
        self._look()

    def help_page(self) -> Page:
        """And the key that shows what is below whole."""
        page = super().help_page()
        return page._replace(rows=[*page.rows, self.ROWS])

    # The preview

    def on_input_changed(self, event: Input.Changed) -> None:
        """Another day or another person: other figures."""
        if isinstance(event.input, AsAtInput | PersonInput):
            self._look()

    def _look(self) -> None:
        try:
            as_at: date | None = self._as_at()
        except FieldError:
            as_at = None
        try:
            staff = self._whom(self._kind)
        except FieldError:
            staff = None
        self._preview.ask(self._kind, as_at, staff, self._harmless())

    def on_preview_names_found(self, event: Preview.NamesFound) -> None:
        """Whoever knows the school says whether somebody is meant."""
        self._names = tuple(dict.fromkeys((*self._names, *event.words)))
        self.show_relevant()

    def _harmless(self) -> tuple[str, ...]:
        return self._names if self._names and self.choice("names") == "yes" else ()

    def action_rows(self) -> None:
        """Shows the first rows, or hides them again."""
        self._preview.show_rows()

    async def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        if event.key == "f3":
            self.action_rows()

    # Writing it

    def finish(self) -> None:
        refused = exporting(self).begin(self.office, self._order())
        if refused:
            self.say(refused)
            return
        self._saved = True
        self._leave(None)

    def _order(self) -> Order:
        """What is asked for. Raises FieldError."""
        kind = self._kind
        if self._names and not self._harmless():
            raise FieldError("names", "An open paper names nobody: give the version another label, or let it pass.")
        return Order(
            kind.word,
            as_at=self._as_at(),
            folder=folder_of(self.text("folder")),
            staff=self._whom(kind),
            password=self._password(kind),
            issue=bool(kind.issued) and self.choice("issue") == "yes",
            harmless=self._harmless(),
        )

    def _as_at(self) -> date:
        if self._kind.word == "template":
            return self.office.today
        as_at = self.day_in("as_at")
        if as_at > self.office.today:
            raise FieldError("as_at", f"{say(as_at)} is still to come: choose today or a day gone by.")
        return as_at

    def _whom(self, kind: Kind) -> int | None:
        field = self.field("staff")
        assert field is not None
        assert isinstance(field.control, PersonInput)
        return field.control.read("staff") if kind.one_person else None

    def _password(self, kind: Kind) -> str | None:
        """The password, typed twice alike. Raises FieldError."""
        if not kind.marking:
            return None
        password, again = (self._typed_as_it_is(name) for name in ("password", "again"))
        if not password and not again and not kind.sealed:
            return None
        try:
            check_password(password)
        except ExportRefused as refusal:
            raise FieldError("password", str(refusal)) from None
        if password != again:
            raise FieldError("again", "The two passwords are not the same. Type this one again.")
        return password

    def _typed_as_it_is(self, name: str) -> str:
        """Nothing is taken off a password, not even a space at its end."""
        field = self.field(name)
        return field.control.value if field and isinstance(field.control, Input) else ""


def again(unwritten: Unwritten) -> ExportForm:
    """The form as it was when what it asked for could not be written."""
    return ExportForm(unwritten.office, (unwritten.order.kind,), unwritten.order.staff, unwritten)


def folder_of(typed: str) -> Path:
    """The folder typed, one that can be written in. Raises FieldError."""
    if not typed:
        raise FieldError("folder", "Say where to: a folder, such as your documents.")
    try:
        folder = Path(typed).expanduser()
        there = folder.is_dir()
    except (OSError, RuntimeError, ValueError):  # a name no system has a folder by
        folder, there = Path(), False
    if not there:
        raise FieldError("folder", "There is no such folder.")
    if not os.access(folder, os.W_OK):
        raise FieldError("folder", "Saving in this folder is not allowed. Choose another folder.")
    return folder
