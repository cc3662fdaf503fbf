"""What a key does for the people chosen: the form it opens, or the sentence that says why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from store.model import REQUIREMENTS, Requirement
from store.wording import REQUIREMENT
from tui import commands
from tui.commands import Commands
from tui.office import Office

if TYPE_CHECKING:
    from tui.forms.entry_screen import EntryScreen
    from tui.forms.evidence import EvidenceForm
    from tui.forms.form import Form

NOBODY = "Nobody is listed here."


class Chosen(NamedTuple):
    """Whom a key is for: those marked; else, where a view lists what is due, everybody due; else the person here."""

    here: int | None
    marked: Sequence[int] = ()
    due: Callable[[Requirement], Sequence[int]] | None = None
    connection: int | None = None
    """The open connection under the cursor, where a view lists them."""
    nobody: str = NOBODY
    """Why there is nobody, where nobody is here."""
    keys: Commands = Commands()
    """The keys there are to name in a sentence."""

    def group(self, requirement: Requirement) -> tuple[Sequence[int], Sequence[int]]:
        """Those listed, and those of them ticked to begin with."""
        if self.marked:
            return self.marked, self.marked
        if self.due is not None:
            due = self.due(requirement)
            return due, due
        return ((self.here,), ()) if self.here is not None else ((), ())


Task = Callable[[Office, Chosen], "EntryScreen | str"]


def _evidence(office: Office, chosen: Chosen, form: type[EvidenceForm]) -> Form | str:
    listed, ticked = chosen.group(form.REQUIREMENT)
    asked = tuple(staff for staff in listed if _applies(office, staff, form.REQUIREMENT))
    if not asked:
        return _why_not(office, chosen, listed, form.REQUIREMENT)
    return form(office, asked, tuple(staff for staff in ticked if staff in frozenset(asked)), len(listed) - len(asked))


def _applies(office: Office, staff: int, requirement: Requirement) -> bool:
    return office.register.standings(staff, office.today)[requirement].status != "not_applicable"


def _why_not(office: Office, chosen: Chosen, listed: Sequence[int], requirement: Requirement) -> str:
    if not listed:
        return chosen.nobody if chosen.due is None else "Nobody owes that: nothing to record."
    if requirement == "aup" and not office.register.school.aup_is_linked(office.today):
        policies, new = chosen.keys[commands.POLICIES].spoken, chosen.keys[commands.NEW].spoken
        return f"No AUP is linked to the policy yet (6(ii)): press {policies}, then {new} to adopt one."
    return f"{REQUIREMENT[requirement]} is not asked of {office.name_of(listed[0])}."


def briefing(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.evidence import BriefingForm

    return _evidence(office, chosen, BriefingForm)


def acknowledgement(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.evidence import AcknowledgementForm

    return _evidence(office, chosen, AcknowledgementForm)


def aup(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.evidence import AupForm

    return _evidence(office, chosen, AupForm)


def self_check(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.self_check import SelfCheckForm

    return _evidence(office, chosen, SelfCheckForm)


def declaration(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.evidence import DeclarationForm

    due = chosen.due
    if due is not None:

        def to_ask(requirement: Requirement) -> Sequence[int]:
            """Not those who were asked and only wait for advice."""
            standings = office.register.standings
            return [
                staff for staff in due(requirement) if standings(staff, office.today)[requirement].basis != "advice"
            ]

        chosen = chosen._replace(due=to_ask)
    return _evidence(office, chosen, DeclarationForm)


def first_day(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.evidence import FirstDayForm

    return _evidence(office, chosen, FirstDayForm)


def connection(office: Office, chosen: Chosen) -> Form | str:
    """A new connection; or the advice, where one waits for it: the one under the cursor, if there are several."""
    from tui.forms.connection import AdviceForm, ConnectionForm

    staff = chosen.here
    member = None if staff is None else office.register.person(staff)
    if staff is None or member is None:
        return chosen.nobody
    if len(chosen.marked) > 1:
        return "A connection is recorded for one person: unmark the others with Esc."
    if not _applies(office, staff, "connections"):
        return _why_not(office, chosen, (staff,), "connections")
    today = office.today
    waiting = [c for c in member.connections if c.is_open(today) and c.advised_on(today) is None]
    if waiting:
        return AdviceForm(office, staff, next((c for c in waiting if c.id == chosen.connection), waiting[0]))
    return ConnectionForm(office, staff)


def _one(chosen: Chosen) -> int | str:
    """The one person a task is about, or why there is none."""
    if len(chosen.marked) > 1:
        return "This is for one person: unmark the others with Esc."
    return chosen.nobody if chosen.here is None else chosen.here


def edit(office: Office, chosen: Chosen) -> Form | str:
    """Details; on a connection, its end or its leaving year."""
    staff = _one(chosen)
    if isinstance(staff, str):
        return staff
    if chosen.connection is not None:
        from tui.forms.ending import EndConnectionForm

        return EndConnectionForm(office, staff, chosen.connection)
    from tui.forms.edit import EditForm

    return EditForm(office, staff)


def leaving(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.leaving import LeavingForm

    staff = _one(chosen)
    return staff if isinstance(staff, str) else LeavingForm(office, staff)


def exemption(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.exemption import ExemptionForm

    staff = _one(chosen)
    return staff if isinstance(staff, str) else ExemptionForm(office, staff)


def follow_ups(office: Office, chosen: Chosen) -> Form | str:
    from tui.forms.follow_ups import FollowUpsForm

    staff = _one(chosen)
    if isinstance(staff, str):
        return staff
    member = office.register.person(staff)
    if member is None or all(follow_up.closed_on is not None for follow_up in member.follow_ups):
        return f"{office.name_of(staff)} has no follow-up open."
    return FollowUpsForm(office, staff)


def remind(office: Office, chosen: Chosen) -> Form | str:
    """Those of the marked who owe something; on the Due view everybody who does; else the person here."""
    from store.rules import PRESSING
    from tui.forms.remind import RemindForm

    if chosen.due is not None and not chosen.marked:
        people = dict.fromkeys(staff for requirement in REQUIREMENTS for staff in chosen.due(requirement))
    else:
        people = dict.fromkeys(chosen.marked or ([] if chosen.here is None else [chosen.here]))
    register, today = office.register, office.today
    listed = [s for s in people if any(x.status in PRESSING for x in register.standings(s, today).values())]
    if not people and chosen.due is None:
        return chosen.nobody
    return RemindForm(office, listed) if listed else "Nobody here owes anything: nobody to remind."


def handbook(office: Office, _chosen: Chosen) -> Form | str:
    from tui.forms.handbook import HandbookForm

    return HandbookForm(office)


def rules(office: Office, _chosen: Chosen) -> Form | str:
    from tui.forms.rules import RulesForm

    return RulesForm(office)


def adopt(office: Office, _chosen: Chosen) -> Form | str:
    from tui.forms.version import AdoptForm

    return AdoptForm(office)


def link(office: Office, _chosen: Chosen) -> Form | str:
    from tui.forms.version import LinkForm

    return LinkForm(office)


def new_starter(office: Office, _chosen: Chosen) -> Form | str:
    from tui.forms.new_starter import NewStarterForm

    return NewStarterForm(office)


def bring_in(office: Office, _chosen: Chosen) -> EntryScreen | str:
    """A staff list: its file is looked for where the last one was."""
    from tui.screens.bring_in import BringInScreen
    from tui.settings import kept_folder, settings_path
    from tui.staff_files import first_folder

    return BringInScreen(office, first_folder(kept_folder(settings_path(), "lists")))


def about_one(office: Office, chosen: Chosen) -> Form | str:
    """What is held about one person, or the sheet for a first day."""
    from tui.forms.export import ExportForm
    from tui.workbooks import ABOUT_ONE

    staff = _one(chosen)
    return staff if isinstance(staff, str) else ExportForm(office, ABOUT_ONE, staff)


TASKS: Mapping[str, Task] = MappingProxyType(
    {
        task.__name__: task
        for task in (
            briefing,
            acknowledgement,
            aup,
            self_check,
            declaration,
            first_day,
            connection,
            new_starter,
            edit,
            leaving,
            exemption,
            follow_ups,
            remind,
            handbook,
            rules,
            adopt,
            link,
            about_one,
            bring_in,
        )
    }
)
"""Every task by the name its command calls it by."""
