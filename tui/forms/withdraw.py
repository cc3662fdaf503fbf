"""Withdrawing an entry for one person, or putting it back: the reason, and what it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from store.changes import Change, Entry, Reinstate, Withdraw, people_of
from store.dates import say
from store.folding import MissingBasisError, fold_person
from store.happenings import parts_for
from store.model import REQUIREMENTS, Requirement, Standing
from store.register import Register
from store.rules import standings
from store.telling import words
from store.wording import REQUIREMENT, STATUS, people
from tui.forms.fields import Field, TextInput
from tui.forms.form import Form
from tui.office import Office
from tui.widgets.cells import Line, Phrase, wrap
from tui.widgets.lines import TextLine


class WithdrawForm(Form):
    """Takes back what an entry says of one person, or puts it back where it is withdrawn for them."""

    def __init__(self, office: Office, staff: int, n: int) -> None:
        super().__init__(office)
        self.staff = staff
        self.n = n
        self._what = words(parts_for(office.register, staff, n), office.register.entry(n))
        self._taking_back = office.register.stands(n, staff)

    def heading(self) -> Line:
        verb = "Withdraw" if self._taking_back else "Put back"
        return (Phrase(f" {verb}", "+"), Phrase(f"  {self._what} · {self.office.name_of(self.staff)}"))

    def fields(self) -> Iterable[Widget]:
        room = max(20, min(self.app.size.width, 104) - 6)
        for sentence in effects(self.office, self.staff, self.n):
            lines = wrap(sentence, room)
            said = TextLine(*[(Phrase(f" {line}"),) for line in lines])
            said.styles.height = len(lines)
            yield said
        yield Field("reason", "Reason", TextInput(), note="it stays in the history")

    def change(self) -> Change:
        return withdrawal(self.office.register, self.staff, self.n, self.text("reason"))

    def saved_words(self, entry: Entry) -> str:
        """Without the reason, which is for the history."""
        did = "Withdrawn" if self._taking_back else "Put back"
        return f"{did} for {self.office.name_of(self.staff)}: {self._what}."


def withdrawal(register: Register, staff: int, n: int, reason: str) -> Withdraw | Reinstate:
    """The change that takes an entry back for one person, whoever else it is about; or the one that puts it back."""
    whom = (staff,) if len(people_of(register.entry(n))) > 1 else None
    kind = Withdraw if register.stands(n, staff) else Reinstate
    return kind(n, reason, whom)


def refusal(office: Office, staff: int, n: int) -> str:
    """Why the register would not have it, whatever the reason typed; empty if it would."""
    change = withdrawal(office.register, staff, n, "–")
    findings = office.register.check(change, office.today)
    return next((finding.reason for finding in findings if finding.refused), "")


def effects(office: Office, staff: int, n: int) -> list[str]:
    """What withdrawing an entry for somebody, or putting it back, leads to."""
    register, name = office.register, office.name_of(staff)
    others = set(people_of(register.entry(n))) - {staff} - register.withdrawn_people(n)
    taking_back = register.stands(n, staff)
    whom = f"For {name} only"
    if others:
        whom += f": {people(len(others))} {'keep' if len(others) > 1 else 'keeps'} it as it is"
    after = standings_after(office, staff, n)
    if after is None:
        return [f"{whom}.", f"{name} would not be in the register any more."] if taking_back else [f"{whom}."]
    before = {} if register.person(staff) is None else register.standings(staff, office.today)
    changed = [requirement for requirement in REQUIREMENTS if before.get(requirement) != after[requirement]]
    return [f"{whom}.", _said(changed, after)]


def standings_after(office: Office, staff: int, n: int) -> dict[Requirement, Standing] | None:
    """Where somebody would stand with that entry out, or in again; None where nothing would stand."""
    register = office.register
    taking_back = register.stands(n, staff)
    facts = [
        fact
        for fact in register.facts(staff)
        if (not taking_back if fact.entry == n else register.stands(fact.entry, staff))
    ]
    try:
        member = fold_person(staff, facts)
    except MissingBasisError:
        return None  # the register refuses it
    return None if member is None else standings(member, register.school, office.today)


def _said(changed: Sequence[Requirement], after: dict[Requirement, Standing]) -> str:
    if not changed:
        return "No status changes."
    then = []
    for requirement in changed:
        due = after[requirement].due
        then.append(
            f"{REQUIREMENT[requirement]} {STATUS[after[requirement].status]}{f', due {say(due)}' if due else ''}"
        )
    return f"Then: {'; '.join(then)}."
