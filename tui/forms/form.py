"""What every form does: fields, one key to save, refusals at their field, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from store.changes import Change, Entry
from store.checks import Finding
from store.disk.errors import RegisterRefused
from store.register import Rejected
from tui.forms.choice import Choice
from tui.forms.entry_screen import EntryScreen
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.office import Office
from tui.textual_private import hold_keys, play_keys
from tui.widgets.cells import Line, Phrase, wrap
from tui.widgets.key_bar import KeyBar, KeyLabel
from tui.widgets.lines import SPACE, TextLine

if TYPE_CHECKING:
    from tui.screens.help import Page

REASON_LABEL = "Reason"
SCROLLBAR = 2
"""Columns; what is said may be what makes the form too high for the window."""


class Form(EntryScreen):
    """A form makes one change. It closes with the entry it made, or with None."""

    BINDINGS: ClassVar = [
        Binding("enter", "save", "Save", show=False),
        Binding("escape", "back", "Back", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    KEYS: ClassVar[tuple[KeyLabel, ...]] = (
        KeyLabel("enter", "Enter", "Save", "Checks and saves; where there is something to agree to, it asks first."),
        KeyLabel("escape", "Esc", "Back", "With something typed it asks once."),
        KeyLabel("tab", "Tab", "Next field", "Shift+Tab goes back."),
        KeyLabel("f1", "F1", "Help", "This page."),
    )

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._saved = False
        self._agreed: Change | None = None
        self._leaving = False
        self._typed_at_first: tuple[object, ...] = ()

    # What each form says for itself

    def heading(self) -> Line:
        """What is being recorded, for whom."""
        raise NotImplementedError

    def fields(self) -> Iterable[Widget]:
        """The fields, in order."""
        raise NotImplementedError

    def change(self) -> Change:
        """What has been typed, as a change. Raises FieldError."""
        raise NotImplementedError

    def effect(self, change: Change) -> str:
        """A sentence to agree to before saving; empty where Enter saves at once."""
        return ""

    # What all of them do

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="form", can_focus=False):
            yield TextLine(self.heading(), ground="panel")
            yield from self.fields()
            yield Message()
            yield KeyBar(*self.KEYS)

    def on_mount(self) -> None:
        self.call_after_refresh(self._remember)

    def _remember(self) -> None:
        """Once it is there to type into: keys that came before are played, and what is in it is no loss yet."""
        play_keys(self)
        self._typed_at_first = self.typed()

    def typed(self) -> tuple[object, ...]:
        """Everything typed or chosen so far, to tell whether leaving would lose something."""
        return tuple(
            getattr(field.control, "value", None) or getattr(field.control, "chosen", None) or field.control.name
            for field in self.query(Field)
        )

    def field(self, name: str) -> Field | None:
        return next((field for field in self.query(Field) if field.name == name), None)

    def text(self, name: str) -> str:
        """What has been typed in a field."""
        field = self.field(name)
        return field.control.value.strip() if field and isinstance(field.control, Input) else ""

    def choice(self, name: str) -> str:
        """The word chosen in a field."""
        field = self.field(name)
        assert field is not None
        assert isinstance(field.control, Choice)
        return str(field.control.chosen)

    def day(self, name: str) -> DateInput:
        """The date field of that name."""
        field = self.field(name)
        assert field is not None
        assert isinstance(field.control, DateInput)
        return field.control

    def day_in(self, name: str) -> date:
        """The day typed in a field that is not optional. Raises FieldError."""
        day = self.day(name).read(name)
        assert day is not None, "not optional"
        return day

    def reason_field(self) -> Field:
        """Asked for only when the register wants a reason (V3, V11)."""
        return Field("reason", REASON_LABEL, TextInput(), hidden=True)

    def say(self, *sentences: str, tone: str = "soon+") -> None:
        """Says something at the foot of the form."""
        self.query_one(Message).say(sentences, tone)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_save()

    def action_save(self) -> None:
        """Does what the form is for; a mistake in a field is said there."""
        if self._saved:
            return
        self._settle()
        try:
            self.finish()
        except FieldError as mistake:
            self._complain(Finding(mistake.field, mistake.reason))

    def finish(self) -> None:
        """Checks, asks for agreement where there is something to agree to, saves, and leaves. Raises FieldError."""
        change = self.change()
        findings = self.office.register.check(change, self.office.today)
        refusals = [finding for finding in findings if finding.refused]
        if refusals:
            for finding in reversed(refusals):
                self._complain(finding)
            return
        effect = self.effect(change)
        if (effect or findings) and self._agreed != change:
            self._agreed = change
            self.say(*filter(None, (effect, *self._warn(findings))), "Enter saves, Esc goes back.")
            return
        self._save(change)

    def _save(self, change: Change) -> None:
        try:
            entry = self.office.apply(change)
        except Rejected as rejection:
            self._complain(Finding(rejection.field, rejection.reason, rejection.people))
        except RegisterRefused as refusal:
            self.say(str(refusal), "Everything typed is still here.", tone="bad+")
        else:
            self._saved = True
            self._leave(entry)

    def _settle(self) -> None:
        self._leaving = False
        for field in self.query(Field):
            field.settle()
        self.query_one(Message).say((), "")

    def _complain(self, finding: Finding) -> None:
        field = self.field(finding.field)
        if field is None:
            self.say(self._worded(finding), tone="bad+")
            return
        field.complain(self._worded(finding))
        field.control.focus()

    def _warn(self, findings: Iterable[Finding]) -> list[str]:
        """Says at its field what is only warned of; what has no field here is left to say elsewhere."""
        at: dict[Field | None, list[str]] = {}
        for finding in findings:
            at.setdefault(self.field(finding.field), []).append(self._worded(finding))
        elsewhere = at.pop(None, [])
        for field, said in at.items():
            if field is not None:
                field.warn(" ".join(said))
        return elsewhere

    def _worded(self, finding: Finding) -> str:
        """The sentence, with the names that the register leaves out of it."""
        named = [self.office.name_of(staff) for staff in finding.people[:3]]
        if len(finding.people) > len(named):
            named.append(f"{len(finding.people) - len(named)} more")
        return f"{finding.reason} ({', '.join(named)})" if len(finding.people) > 1 else finding.reason

    def action_back(self) -> None:
        """One step back; with something typed it asks once."""
        if self._agreed is not None:
            self._agreed = None
            self._settle()
        elif self.may_leave("Esc"):
            self._leave(None)

    def may_leave(self, key: str) -> bool:
        """Whether nothing typed would be lost; otherwise it asks, once."""
        if self._saved or self._leaving or self.typed() == self._typed_at_first:
            return True
        self._leaving = True
        self.say(f"Leave without saving? {key} again leaves, Enter saves.")
        return False

    def open_instead(self, form: Form) -> None:
        """Opens another form over this one, which goes once that has saved; with something typed it asks first."""
        if self.may_leave("F3"):
            hold_keys(self)
            self.app.push_screen(form, self._after_other)

    def _after_other(self, entry: Entry | None) -> None:
        self.call_after_refresh(play_keys, self)
        if entry is not None:
            self._saved = True
            self._leave(entry)

    async def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        """A click on the key bar does what its key does."""
        if event.key == "f1":
            await self.run_action("app.help")
        elif event.key == "enter":
            self.action_save()
        elif event.key == "escape":
            self.action_back()
        elif event.key == "tab":
            self.focus_next()

    def help_page(self) -> Page:
        """Its keys, and what each kind of field in it understands."""
        from tui.screens.help import Page

        title = " ".join(piece if isinstance(piece, str) else piece.text for piece in self.heading())
        kinds = dict.fromkeys(getattr(widget, "UNDERSTANDS", None) for widget in self.query(Widget))
        named = {label.key for label in self.KEYS}
        others = [label for label in Form.KEYS if label.key not in named]
        return Page(" ".join(title.split()), [*self.KEYS, *others, *filter(None, kinds)])

    def _leave(self, entry: Entry | None) -> None:
        """Closes; what is typed meanwhile waits for the screen below, which plays it."""
        hold_keys(self)
        self.dismiss(entry)


class Message(TextLine):
    """What the form says at its foot, each sentence wrapped to as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__(id="message")
        self.styles.height = 0

    def say(self, sentences: Iterable[str], tone: str) -> None:
        """Says these sentences, or nothing."""
        room = max(20, (self.size.width or 76) - SCROLLBAR)
        wrapped = [line for sentence in sentences for line in wrap(sentence, room)]
        self.styles.height = len(wrapped)
        self.update(*[(Phrase(line, tone), SPACE) for line in wrapped])
