"""Everything that can be done: each command once, with its key, its name and its help; and the keys somebody chose.

What a command is called and does is said here and nowhere else. The key bar, the help page, the palette and every
sentence that names a key take it from a `Commands`, which knows the keys of the user's own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from textual.binding import Binding

from tui.widgets.key_bar import KeyLabel


class Command(NamedTuple):
    """One thing a person can do here."""

    key: str
    """As Textual names it."""
    shown: str
    """As people read it."""
    name: str
    """For the key bar: a word or two."""
    help: str
    """For the help page: a sentence."""
    action: str

    @property
    def binding(self) -> Binding:
        # `/` acts at once, before keys typed straight after it are handed to whatever had the focus.
        return Binding(self.key, self.action, self.name, show=False, id=self.action, priority=self.key == "slash")

    @property
    def label(self) -> KeyLabel:
        return KeyLabel(self.key, self.shown, self.name, self.help)

    @property
    def spoken(self) -> str:
        """The key in a sentence: Ctrl+Z, not ^z."""
        return f"Ctrl+{self.shown[1:].upper()}" if self.key.startswith("ctrl+") else self.shown

    def on(self, key: str) -> Command:
        """The same on another key."""
        return self._replace(key=key, shown=say_key(key))


def say_key(key: str) -> str:
    """A key as people read it: ^k, F8, y."""
    return key.upper() if re.fullmatch(r"f\d+", key) else key.replace("ctrl+", "^")


HELP = Command("f1", "F1", "Help", "This page.", "app.help")
FIND = Command("slash", "/", "Find", "Type part of a name or job, or words such as “overdue briefing”.", "find")
BRIEFING = Command(
    "b", "b", "Briefing", "Record a briefing: for those marked, else for the person here.", "task('briefing')"
)
POLICY = Command("p", "p", "Policy", "Record that the policy was acknowledged.", "task('acknowledgement')")
AUP = Command("u", "u", "AUP", "Record a signed AUP agreement.", "task('aup')")
SELF_CHECK = Command("s", "s", "Self-check", "Record a privacy self-check.", "task('self_check')")
DECLARATION = Command(
    "d", "d", "Declaration", "Record that somebody was asked about connections.", "task('declaration')"
)
CONNECTION = Command("c", "c", "Connection", "Record a connection, or the advice on one.", "task('connection')")
FIRST_DAY = Command("i", "i", "First day", "Briefing, policy, AUP and declaration at once.", "task('first_day')")
NEW = Command("n", "n", "New starter", "Add a member of staff; among policies, adopt a version.", "task('new_starter')")
CHANGE = Command(
    "e",
    "e",
    "Edit",
    "Correct somebody’s details; on a connection, end it or move its leaving year.",
    "task('edit')",
)
LEAVING = Command(
    "l", "l", "Leaving", "A last day, a long absence, a return, or somebody who is back.", "task('leaving')"
)
EXEMPTION = Command("h", "h", "Exemption", "The headteacher’s exemption from one requirement.", "task('exemption')")
FOLLOW_UPS = Command("f", "f", "Follow-ups", "Close what a self-check asked for.", "task('follow_ups')")
REMIND = Command(
    "r", "r", "Remind", "Copy who owes what, by person, and note that they were reminded.", "task('remind')"
)
HANDBOOK = Command("g", "g", "Handbook", "Note that the policy is in the staff handbook (6(i)).", "task('handbook')")
RULES = Command("f2", "F2", "School’s rules", "Every interval, and the days the school is closed.", "task('rules')")
SORT = Command("o", "o", "Order", "Sort by the next column; a click on a heading does too.", "sort_on")
SORT_BACK = Command("O", "O", "Other way", "Sort the other way round.", "sort_back")
STAFF_LIST = Command(
    "m", "m", "Staff list", "Bring in a staff list: nothing is changed before you have seen it.", "task('bring_in')"
)
BACKUPS = Command("B", "B", "Backups", "Make a backup, or bring one back; what would be lost is shown.", "backups")
EXPORT = Command(
    "x", "x", "Export", "The governors’ workbook and every other: what it is for, who may see it.", "export"
)
ABOUT_ONE = Command(
    "X",
    "X",
    "What is held",
    "All that is held about somebody, for them to see (record card); or a starter’s induction sheet.",
    "task('about_one')",
)
WORKBOOK = Command("f6", "F6", "Open workbook", "Open the workbook last written.", "app.workbook")
FOLDER = Command("f7", "F7", "Open its folder", "Open the folder of the workbook last written.", "app.folder")
STOP = Command("f3", "F3", "Stop writing", "Stop the workbook that is being written.", "app.stop_export")
MARK_ALL = Command("a", "a", "Mark all", "Mark everybody shown; again to unmark them.", "mark_all")
UNDO = Command("ctrl+z", "^z", "Undo", "Take back the latest action, after a restart too.", "undo")
REDO = Command("ctrl+y", "^y", "Redo", "Put back what was undone.", "redo")
STAFF = Command("1", "1", "Staff", "Everybody.", "view('staff')")
DUE = Command("2", "2", "Due", "Those from whom something is due, or will be within the month.", "view('due')")
CONNECTIONS = Command(
    "3", "3", "Connections", "Ties under the 4.1 footnote; pupil references stay hidden.", "view('connections')"
)
POLICIES = Command(
    "4", "4", "Policies", "Versions of the policy and the AUP, and the link between them.", "view('policies')"
)
REPORTS = Command(
    "5", "5", "Reports", "Every workbook and when it was last made; the trend by term and the year ahead.", "reports"
)
HISTORY = Command("6", "6", "History", "Every entry ever made.", "view('history')")
LINK = Command("k", "k", "Check the link", "Note that policy and AUP point to each other (6(ii)).", "task('link')")
SHOW = Command(
    "v",
    "v",
    "Show connections",
    "Of a person: the connections; among the connections: the pupil references. Again hides them.",
    "show_hidden",
)
WITHDRAW = Command("w", "w", "Withdraw", "On a person’s page: take an entry back, or put it back.", "withdraw")
BACK = Command("escape", "Esc", "Back", "One step back: from a page, the filter, the marks.", "back")
BLANK = Command("f9", "F9", "Blank screen", "Nothing to see for visitors; F9 or Esc brings it back.", "app.blank")
EDIT = Command(
    "f5", "F5", "Take over editing", "Where it is open to view only: edit it, once nobody else does.", "edit"
)
DETAILS = Command("f4", "F4", "Details", "In a wide window: the person under the cursor, beside the list.", "details")
PALETTE = Command("ctrl+p", "^p", "All commands", "Every command, and everybody by name.", "palette")
THEME = Command("f8", "F8", "Colours", "Dark, light or high contrast; kept for next time.", "app.theme")
QUIT = Command("ctrl+q", "^q", "Quit", "Leave. Everything recorded is on disk already.", "app.quit")

ON_THE_BAR = (
    HELP,
    FIND,
    BRIEFING,
    POLICY,
    AUP,
    SELF_CHECK,
    CONNECTION,
    FIRST_DAY,
    NEW,
    PALETTE,
    UNDO,
    EXPORT,
    DECLARATION,
    QUIT,
)
EVERYTHING = (
    *(BRIEFING, POLICY, AUP, SELF_CHECK, DECLARATION, CONNECTION, FIRST_DAY, NEW, CHANGE, LEAVING),
    *(FOLLOW_UPS, EXEMPTION, REMIND, HANDBOOK, RULES, EXPORT, ABOUT_ONE, STAFF_LIST, BACKUPS),
    *(LINK, SHOW, WITHDRAW, UNDO, REDO),
    *(STAFF, DUE, CONNECTIONS, POLICIES, REPORTS, HISTORY),
    *(FIND, SORT, SORT_BACK, MARK_ALL, BACK),
    *(WORKBOOK, FOLDER, STOP),
    *(DETAILS, PALETTE, THEME, BLANK, EDIT, HELP, QUIT),
)
OF_A_PERSON = (
    *(BRIEFING, POLICY, AUP, SELF_CHECK, DECLARATION, CONNECTION, FIRST_DAY, CHANGE, LEAVING),
    *(FOLLOW_UPS, EXEMPTION, REMIND, EXPORT._replace(help=ABOUT_ONE.help), ABOUT_ONE, WITHDRAW, SHOW, UNDO, REDO),
)
"""What can be done on a person's page."""
TO_THE_LIST = (
    *(FIND, STAFF, DUE, CONNECTIONS, POLICIES, REPORTS, HISTORY, NEW, PALETTE),
    *(HANDBOOK, LINK, RULES, STAFF_LIST, BACKUPS),
)
"""What a person's page goes back to the list for."""
FROM_THE_REPORTS = (
    *(STAFF, DUE, CONNECTIONS, POLICIES, HISTORY),
    *(FIND, PALETTE, NEW, RULES, BACKUPS, UNDO, REDO),
)
"""What the reports go back to the list for."""
PLOTS = Command(
    "p", "p", "Figures drawn", "Each measure by term, and what falls due over the next twelve months.", "plots"
)
"""Among the reports; its key is nobody's to choose, and nor are the letters of the workbooks."""
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "governors": "g",
        "matrix": "m",
        "due": "d",
        "merge": "l",
        "chase": "c",
        "sign-off": "s",
        "induction": "i",
        "connections": "k",
        "record-card": "r",
        "audit": "a",
        "evidence": "e",
        "template": "t",
    }
)
"""The letter that writes each workbook, among the reports."""
NOT_FOR: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        command.action: frozenset((*LETTERS.values(), PLOTS.key))
        for command in (SORT, SORT_BACK, EXPORT, REPORTS, *FROM_THE_REPORTS)
    }
)
"""Keys that a command cannot have, by its action: among the reports, where it works too, they are something else."""
MOVE = KeyLabel("", "↑ ↓", "Move", "Home and End too, and a click.")
ON_A_LIST = (
    KeyLabel("enter", "Enter", "Open", "Open the person: what is due and why, and every entry."),
    KeyLabel("", "↑ ↓", "Move", "Home and End too, and a click; a second click on a row opens it."),
    KeyLabel("space", "Space", "Mark", "What is recorded next is for all marked. Shift+↑ and ↓ mark on the way."),
)
"""What every list understands; these keys are nobody's to choose."""
RECORDS: Mapping[str, Command] = MappingProxyType(
    {
        "briefing": BRIEFING,
        "acknowledgement": POLICY,
        "aup": AUP,
        "self_check": SELF_CHECK,
        "connections": DECLARATION,
        "advice": CONNECTION,
    }
)
"""The command that records each requirement, and the advice on a connection."""


class Commands:
    """Every command on the key it has for this user. `commands[UNDO].shown` is what to press."""

    def __init__(self, keys: Mapping[str, str] = MappingProxyType({})) -> None:
        """`keys` are the user's own, by the action of the command, as `read_settings` gives them."""
        self.keymap = dict(keys)
        """For Textual's `App.set_keymap`."""
        self.everything = tuple(
            command.on(keys[command.action]) if command.action in keys else command for command in EVERYTHING
        )
        self._here = {command.action: command for command in self.everything}
        self.recording = {what: self[command].spoken for what, command in RECORDS.items()}
        """The key that records each requirement, for the sentence about a person."""

    def __getitem__(self, command: Command) -> Command:
        return self._here.get(command.action, command)

    def labels(self, *commands: Command) -> list[KeyLabel]:
        """For the key bar and the help page, with the names these are given under."""
        return [self[command].label._replace(does=command.name, help=command.help) for command in commands]

    def for_the_list(self, command: Command) -> str:
        """What a screen over the list says of a command that does nothing there."""
        return f"{command.name} is for the list: {self[BACK].spoken} goes back to it."

    def pressed(self, key: str) -> Command | None:
        """The command that has this key; where two screens share one, they do the same with it."""
        return next((command for command in self.everything if command.key == key), None)
