"""The first time: whose register it is, and where it is to be kept. Nothing is created before it is agreed to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ClassVar, Literal

from textual.binding import Binding
from textual.widget import Widget

from store.changes import AdoptVersion, Bundle, Change, Entry, OpenRegister
from store.dates import say
from store.disk.errors import RegisterRefused
from store.disk.ledger import FILE
from store.disk.place import found_in
from store.disk.way_back import way_back
from store.model import Document
from store.register import Rejected
from store.setting_up import issued_by_label, set_up, version_in_force
from tui import commands
from tui.commands import Commands
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.office import Office
from tui.widgets.cells import Line, Phrase
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

Next = Literal["list", "later"]
NEXT: dict[Next, str] = {"list": "Choose the file next", "later": "Later"}
TITLES: dict[Document, str] = {"policy": "policy", "aup": "AUP"}
OWN_FOLDER = "Briefed"


class WelcomeForm(Form):
    """Closes with the first entry, and `begun` is then the office; or with None, and `demo` says whether that is meant.

    `create` makes a register in a folder and `open_there` opens the one that is there.
    """

    BINDINGS: ClassVar = [
        Binding("f3", "look_round", "Look round", show=False),
        Binding("f4", "template", "Blank list", show=False),
    ]
    KEYS: ClassVar = (
        KeyLabel("enter", "Enter", "Start", "Say what will be created; Enter again creates it."),
        KeyLabel("tab", "Tab", "Next", "The next field; ↑ and ↓ move too."),
        KeyLabel("f3", "F3", "Look round first", "An invented school to try things on: nothing done there is kept."),
        KeyLabel("f4", "F4", "Blank list", "Write a blank staff list to fill in, into your documents."),
        KeyLabel("escape", "Esc", "Leave", "Leave; nothing is created."),
    )

    def __init__(
        self,
        office: Office,
        keys: Commands,
        folder: Path,
        create: Callable[[Path], Office],
        open_there: Callable[[Path], Office],
    ) -> None:
        super().__init__(office)
        self._keys = keys
        self.begun: Office | None = None
        self.folder = folder
        self.demo = False
        self._create = create
        self._open_there = open_there
        self._next: Choice[Next] = Choice(NEXT, "list")

    @property
    def list_next(self) -> bool:
        """Whether a staff list is to be brought in next."""
        return self._next.chosen == "list"

    def heading(self) -> Line:
        return (
            Phrase(" Welcome to Briefed", "+"),
            Phrase("  who has been briefed, who has signed, who is due", "quiet"),
        )

    def fields(self) -> Iterable[Widget]:
        today = self.office.today
        said = TextLine(
            (),
            (Phrase("There is no register yet. Whatever you leave empty can be added later,", "quiet"),),
            (Phrase("and nothing is created until you have seen what will be.", "quiet"),),
            (),
        )
        said.styles.height = 4
        yield said
        yield Field("school", "School", TextInput())
        yield Field("policy", "Policy version", TextInput(), note="such as May 2023")
        yield Field("policy_issued", "  issued", DateInput(today, None, optional=True), note="1/5/23 or 1 may 2023")
        yield Field("aup", "AUP version", TextInput(), note="such as AUP 2025")
        yield Field("aup_issued", "  issued", DateInput(today, None, optional=True))
        yield Field("next", "Staff list", self._next)
        place = TextInput(str(self.folder))
        place.styles.width = "3fr"
        yield Field("folder", "Register kept in", place)

    def change(self) -> Bundle:
        self.folder = self._folder_typed()
        return set_up(self.text("school"), self._version("policy"), self._version("aup"))

    def _version(self, document: Document) -> AdoptVersion | None:
        label, field = self.text(document), f"{document}_issued"
        issued = self.day(field).read(field) or issued_by_label(label, self.office.today)
        if not label and issued is not None:
            raise FieldError(document, f"What is the {TITLES[document]} version called? Or leave both empty.")
        if not label:
            return None
        if issued is None:
            raise FieldError(field, "When was it issued? Such as 1/9/2025; or leave both empty.")
        return version_in_force(document, label, issued)

    def _folder_typed(self) -> Path:
        """Where it is to be kept: a folder of its own. Raises FieldError."""
        typed = self.text("folder")
        if not typed:
            raise FieldError("folder", "Say where it is to be kept: a folder that is backed up, as a rule.")
        try:
            folder = Path(typed).expanduser().absolute()
            found = found_in(folder)
            if found == "others":
                folder /= OWN_FOLDER
                found = found_in(folder)
        except (OSError, RuntimeError, ValueError):
            raise FieldError("folder", "There can be no such folder.") from None
        except RegisterRefused as refusal:
            raise FieldError("folder", str(refusal)) from None
        if found == "remains" and self.begun is None:
            raise FieldError(
                "folder",
                f"There was a register here: its backups are still there. {way_back(folder)}",
            )
        return folder

    def effect(self, change: Change) -> str:
        if self._is_there():
            return f"A register is kept in {self.folder} already. Enter opens it as it is; nothing typed here is added."
        assert isinstance(change, Bundle)
        known = {part.document: part for part in change.changes if isinstance(part, AdoptVersion)}
        school = next((part.school for part in change.changes if isinstance(part, OpenRegister)), "")
        said = [f"{_named(d, v.label)}, issued {say(v.issued_on)}" for d, v in known.items()]
        policies, new, rules = (self._keys[c].spoken for c in (commands.POLICIES, commands.NEW, commands.RULES))
        later = [f"the {TITLES[d]} version ({policies}, then {new})" for d in TITLES if d not in known]
        later += [] if school else [f"the school’s name ({rules})"]
        sentence = f"Starts the register of {school or 'your school'}{''.join(f', {part}' for part in said)}."
        if later:
            sentence += f" Later: {', '.join(later)}."
        return f"{sentence} It is kept in {self.folder}"

    def _is_there(self) -> bool:
        return self.begun is None and (self.folder / FILE).exists()

    def _save(self, change: Change) -> None:
        try:
            if self._is_there():
                self.begun = self._open_there(self.folder)
                self._leave(None)
                return
            # A save that failed is tried again in the register that was made for it.
            self.begun = self.begun or self._create(self.folder)
            entry = self.begun.apply(change)
        except (RegisterRefused, Rejected) as refusal:
            self.say(str(refusal), "Everything typed is still here.", tone="bad+")
        else:
            self._saved = True
            self._leave(entry)

    def action_look_round(self) -> None:
        """The invented school, on which nothing is kept."""
        if self.may_leave("F3"):
            self.demo = True
            self._leave(None)

    def action_template(self) -> None:
        """A staff list to fill in."""
        from tui.forms.template import write_template

        self.say(write_template(self.office), tone="key+")

    async def on_text_line_pressed(self, event: TextLine.Pressed) -> None:
        if event.key == "f3":
            self.action_look_round()
        elif event.key == "f4":
            self.action_template()

    def saved_words(self, entry: Entry) -> str:
        return f"The register is started. It is kept in {self.folder}"


def _named(document: Document, label: str) -> str:
    """A version as it is spoken of; one that is called “AUP 2025” says already what it is."""
    title = TITLES[document]
    return label if label.casefold().startswith(title.casefold()) else f"{title} {label}"
