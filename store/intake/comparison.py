"""A staff list held against the register, person by person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from store.changes import AddStaff, AmendStaff, EndService, Single, StartService
from store.codes import invented_code
from store.dates import say
from store.intake.headings import FIELD_WORDS, Field
from store.intake.matching import Matcher
from store.intake.people import Person, Problem, payroll_key, people_of
from store.intake.proposal import Amendment, Move, Newcomer, Proposal
from store.intake.reading import StaffList
from store.model import Spell, StaffMember
from store.register import Register
from store.wording import ENGAGEMENT


def propose(staff_list: StaffList, register: Register, today: date) -> Proposal:
    """What bringing in a staff list would do. Pure; what is proposed passes the register's checks."""
    return _Comparison(staff_list, register, today).proposal()


class _Comparison:
    """The growing proposal while one person after another is compared."""

    def __init__(self, staff_list: StaffList, register: Register, today: date) -> None:
        read = people_of(staff_list.lines, today)
        self.list = staff_list
        self.people = read.people
        self.problems = list(read.problems)
        self.doubts = list(read.doubts)
        self.today = today
        self.staff = register.staff()
        self.matcher = Matcher(self.staff)
        self.codes = {member.code.casefold() for member in self.staff}
        self.codes |= {line.text("code").casefold() for line in staff_list.lines}
        self.next_staff = register.next_staff
        self.line_of: dict[int, int] = {}
        """Where in the list each member of staff was found."""
        self.new: list[Newcomer] = []
        self.changed: list[Amendment] = []
        self.returning: list[Move] = []
        self.leaving: list[Move] = []
        self.unchanged: list[StaffMember] = []
        self.changes: list[Single] = []

    def proposal(self) -> Proposal:
        coded = [person for person in self.people if person.code and self.matcher.by_code(person.code)]
        # Staff codes decide first, so that nobody of the same name takes their place.
        for person in coded:
            self.compare(person)
        known = {person.line for person in coded}
        for person in self.people:
            if person.line not in known:
                self.compare(person)
        here = [member for member in self.staff if not _has_left(member, self.today)]
        listed = self.troubled_codes()
        return Proposal(
            file_name=self.list.file_name,
            file_sha256=self.list.file_sha256,
            columns=self.list.columns,
            new=tuple(self.new),
            changed=tuple(self.changed),
            returning=tuple(self.returning),
            leaving=tuple(self.leaving),
            unchanged=tuple(self.unchanged),
            missing=tuple(
                member for member in here if member.id not in self.line_of and member.code.casefold() not in listed
            ),
            problems=tuple(sorted(self.problems)),
            doubts=tuple(sorted(self.doubts)),
            unread=self.list.unread,
            in_service=len(here),
            changes=tuple(self.changes),
        )

    def troubled_codes(self) -> set[str]:
        """The codes of people who are in the list after all, on a line with a problem."""
        lines = {problem.line for problem in self.problems}
        return {line.text("code").casefold() for line in self.list.lines if line.number in lines}

    def compare(self, person: Person) -> None:
        member = self.matcher.match(person)
        holder = self.matcher.by_code(person.code) if person.code else None
        if holder is not None and holder is not member:
            # Two lines then disagree about the holder: no weaker mark may decide.
            self.line_of.setdefault(holder.id, person.line)
            self.problem(person, "code", "The register has this staff code for somebody else.")
        elif member is None and self.matcher.cannot_tell(person):
            self.problem(person, "code", "The register has two people this may be: give the staff code.")
        elif member is None:
            self.add(person)
        elif member.id not in self.line_of:
            self.line_of[member.id] = person.line
            self.compare_known(person, member)
        elif person.code and not (person.payroll and payroll_key(person.payroll) == payroll_key(member.payroll)):
            # A namesake who started on the same day, with a code of their own.
            self.add(person)
        else:
            self.problem(person, "code", f"The same person as on line {self.line_of[member.id]}.")

    def problem(self, person: Person, field: Field, reason: str) -> None:
        self.problems.append(Problem(person.line, FIELD_WORDS[field], reason))

    def doubt(self, person: Person, field: Field, reason: str) -> None:
        self.doubts.append(Problem(person.line, FIELD_WORDS[field], reason))

    # Somebody new -----------------------------------------------------------

    def add(self, person: Person) -> None:
        if person.first_day is None:
            self.problem(person, "start_date", "Somebody new needs a start date.")
            return
        code = person.code or invented_code(person.surname, person.forename, self.is_taken)
        self.codes.add(code.casefold())
        self.changes.append(
            AddStaff(
                staff=self.next_staff,
                code=code,
                surname=person.surname,
                forename=person.forename,
                first_day=person.first_day,
                job_title=person.job_title,
                engagement=person.engagement or "employee",
                known_as=person.known_as,
                email=person.email,
                payroll=person.payroll,
            )
        )
        if person.last_day is not None:
            self.changes.append(EndService(self.next_staff, person.last_day))
        self.new.append(
            Newcomer(
                line=person.line,
                code=code,
                name=f"{person.known_as or person.forename} {person.surname}".strip(),
                job_title=person.job_title,
                first_day=person.first_day,
                code_is_invented=not person.code,
                has_namesake=self.matcher.has_namesake(person),
            )
        )
        self.next_staff += 1

    def is_taken(self, code: str) -> bool:
        return code.casefold() in self.codes

    # Somebody known ---------------------------------------------------------

    def compare_known(self, person: Person, member: StaffMember) -> None:
        term = _term_of_service(person, member)
        if term.problem:
            self.problem(person, "leaving_date", term.problem)
            return
        if term.doubt:
            self.doubt(person, "start_date", term.doubt)
        changes: list[Single] = []
        if term.returns_on is not None:
            engagement = person.engagement or member.spells[-1].engagement
            changes.append(StartService(member.id, term.returns_on, engagement))
            self.returning.append(Move(person.line, member.code, member.name, term.returns_on))
        amendment = self.amended(person, member, term)
        if amendment is not None:
            changes.append(amendment)
        if term.leaves_on is not None:
            changes.append(EndService(member.id, term.leaves_on))
            before = member.spells[-1].last_day
            if before is None or term.returns_on is not None:
                self.leaving.append(Move(person.line, member.code, member.name, term.leaves_on))
            else:
                self.note(person, member, "leaving_date", say(before), say(term.leaves_on))
        if not changes:
            self.unchanged.append(member)
        self.changes += changes

    def amended(self, person: Person, member: StaffMember, term: _TermOfService) -> AmendStaff | None:
        """The correction of what the list has otherwise; an empty cell takes nothing away."""
        texts: dict[str, str] = {}
        for field in _COMPARED:
            old, new = getattr(member, field), getattr(person, field)
            if new and not _says_the_same(field, old, new):
                texts[field] = new
                self.note(person, member, field, old, new)
        spell = member.spells[-1]
        engagement = person.engagement
        if engagement is None or term.returns_on is not None or engagement == spell.engagement:
            engagement = None
        else:
            self.note(person, member, "engagement", ENGAGEMENT[spell.engagement], ENGAGEMENT[engagement])
        if term.began_on is not None:
            self.note(person, member, "start_date", say(spell.first_day), say(term.began_on))
        if not texts and engagement is None and term.began_on is None:
            return None
        return AmendStaff(member.id, **texts, engagement=engagement, first_day=term.began_on)

    def note(self, person: Person, member: StaffMember, field: Field, old: str, new: str) -> None:
        self.changed.append(Amendment(person.line, member.code, member.name, FIELD_WORDS[field], old, new))


_COMPARED: tuple[Field, ...] = ("surname", "forename", "known_as", "job_title", "code", "payroll", "email")


def _says_the_same(field: Field, old: str, new: str) -> bool:
    if field == "payroll":
        return bool(old) and payroll_key(old) == payroll_key(new)
    if field in {"code", "email"}:
        return old.casefold() == new.casefold()
    return old == new


def _has_left(member: StaffMember, today: date) -> bool:
    last_day = member.spells[-1].last_day
    return last_day is not None and last_day < today


# First and last days --------------------------------------------------------


class _TermOfService(NamedTuple):
    """What the list's first and last day change about somebody's time here."""

    returns_on: date | None = None
    began_on: date | None = None
    leaves_on: date | None = None
    problem: str = ""
    doubt: str = ""


def _term_of_service(person: Person, member: StaffMember) -> _TermOfService:
    spells = member.spells
    last, start, leaves = spells[-1], person.first_day, person.last_day
    if start is not None and last.last_day is not None and start > last.last_day:
        return _TermOfService(returns_on=start, leaves_on=leaves)
    began, doubt = _corrected_start(start, spells)
    if leaves == last.last_day or leaves in {spell.last_day for spell in spells}:
        leaves = None
    if leaves is not None and leaves < (began or last.first_day):
        return _TermOfService(problem=f"The leaving date is before the start, {say(began or last.first_day)}.")
    if person.last_day is None and last.last_day is not None and not doubt:
        doubt = f"The register has a last day, {say(last.last_day)}, and the list has none."
    return _TermOfService(began_on=began, leaves_on=leaves, doubt=doubt)


def _corrected_start(start: date | None, spells: tuple[Spell, ...]) -> tuple[date | None, str]:
    """The first day to correct the latest spell to, if any, or why it is left alone."""
    if start is None or start in {spell.first_day for spell in spells}:
        return None, ""
    before = spells[-2].last_day if len(spells) > 1 else None
    if before is not None and start <= before:
        return None, f"The register has an earlier time here until {say(before)}: its dates are kept."
    return start, ""
