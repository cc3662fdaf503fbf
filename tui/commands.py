"""Everything that can be done from the staff list: each command once, with its key, its name and its help."""

from __future__ import annotations

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
        return KeyLabel(self.key, self.shown, self.name)


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
NEW = Command("n", "n", "New starter", "Add a member of staff.", "task('new_starter')")
CHANGE = Command(
    "e", "e", "Edit", "Correct somebody’s details; on view 3, end a tie or move its leaving year.", "task('edit')"
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
SORT = Command("o", "o", "Order", "Sort by the next column; O the other way round.", "sort_on")
SORT_BACK = Command("O", "O", "Other way", "Sort the other way round.", "sort_back")
EXPORT = Command("x", "x", "Export", "Every workbook: what it is for, who may see it; a letter writes one.", "export")
ABOUT_ONE = Command(
    "X",
    "X",
    "What is held",
    "All that is held about somebody, for them to see (record card); or a starter’s induction sheet.",
    "task('about_one')",
)
WORKBOOK = Command("f6", "F6", "Open workbook", "Open the workbook last written.", "app.workbook")
FOLDER = Command("f7", "F7", "Open its folder", "Open the folder of the workbook last written.", "app.folder")
STOP = Command("f4", "F4", "Stop writing", "Stop the workbook that is being written.", "app.stop_export")
MARK_ALL = Command("a", "a", "Mark all", "Mark everybody shown; again to unmark them.", "mark_all")
UNDO = Command("ctrl+z", "^z", "Undo", "Take back the latest action, after a restart too.", "undo")
REDO = Command("ctrl+y", "^y", "Redo", "Put back what was undone.", "redo")
STAFF = Command("1", "1", "Staff", "Everybody.", "view('staff')")
DUE = Command("2", "2", "Due", "Those from whom something is due, or will be within the month.", "view('due')")
CONNECTIONS = Command(
    "3", "3", "Connections", "Ties under the 4.1 footnote; v shows the pupil references.", "view('connections')"
)
POLICIES = Command(
    "4", "4", "Policies", "Versions of the policy and the AUP; n adopts one, k checks the link.", "view('policies')"
)
REPORTS = Command(
    "5", "5", "Reports", "Every workbook and when it was last made; the trend by term and the year ahead.", "reports"
)
HISTORY = Command("6", "6", "History", "Every entry ever made.", "view('history')")
LINK = Command("k", "k", "Check the link", "Note that policy and AUP point to each other (6(ii)).", "task('link')")
SHOW = Command(
    "v", "v", "Show references", "On view 3: show the pupil references, or hide them again.", "show_references"
)
BACK = Command("escape", "Esc", "Back", "One step back: the filter, then the marks.", "back")
BLANK = Command("f9", "F9", "Blank screen", "Nothing to see for visitors; F9 or Esc brings it back.", "app.blank")
EDIT = Command(
    "f5", "F5", "Take over editing", "Where it is open to view only: edit it, once nobody else does.", "edit"
)
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
    *(FOLLOW_UPS, EXEMPTION, REMIND, HANDBOOK, RULES, EXPORT, ABOUT_ONE, WORKBOOK, FOLDER, STOP),
    *(LINK, SHOW, CONNECTIONS, POLICIES, REPORTS, HISTORY),
    *(FIND, SORT, SORT_BACK, MARK_ALL, BACK, STAFF, DUE, UNDO, REDO),
    *(PALETTE, THEME, BLANK, EDIT, HELP, QUIT),
)
KEYS = {
    "briefing": BRIEFING.shown,
    "acknowledgement": POLICY.shown,
    "aup": AUP.shown,
    "self_check": SELF_CHECK.shown,
    "connections": DECLARATION.shown,
    "advice": CONNECTION.shown,
}
"""The key that records each requirement, for the sentence about a person."""
