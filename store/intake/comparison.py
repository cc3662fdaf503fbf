"""A staff list held against the register, person by person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from store.changes import AddStaff, EndService, Evidence, Single
from store.checks import findings
from store.checks.finding import member_of
from store.codes import code_key, invented_code
from store.dates import say
from store.intake.differences import Difference, difference, has_left, is_same
from store.intake.evidence import Deeds, UnknownVersionError, deeds_of, detail_of, is_recorded, record_of
from store.intake.fields import FIELD_WORDS, RECORDS, Field
from store.intake.matching import Hit, Likeness, Likenesses, Matcher, cannot_tell, match
from store.intake.people import Person, Problem, payroll_key, people_of
from store.intake.proposal import Detail, Group, Item, Proposal
from store.intake.reading import ROWS_A_STEP, StaffList
from store.intake.refused import Stopped, never
from store.model import StaffMember
from store.register import Register
from store.trial import Trial
from store.wording import ENGAGEMENT


def propose(staff_list: StaffList, register: Register, today: date, *, stopped: Callable[[], bool] = never) -> Proposal:
    """What bringing in a staff list would do. Pure; what is proposed passes the register's checks. Raises Stopped."""
    return _Comparison(staff_list, register, today, stopped).proposal()


class _Comparison:
    """The growing proposal while one person after another is compared."""

    def __init__(self, staff_list: StaffList, register: Register, today: date, stopped: Callable[[], bool]) -> None:
        read = people_of(staff_list, today)
        self.list = staff_list
        self.register = register
        self.today = today
        self.stopped = stopped
        self.people = read.people
        self.rows_of = read.rows_of
        self.problems = list(read.problems)
        self.doubts = list(read.doubts)
        self.deeds = deeds_of(staff_list, today) if RECORDS & staff_list.cells.keys() else Deeds({}, [])
        self.problems += self.deeds.problems
        self.staff = register.staff()
        self.matcher = Matcher(self.staff)
        self.codes = {code_key(member.code) for member in self.staff}
        self.codes.update(map(code_key, staff_list.texts("code")))
        self.next_staff = register.next_staff
        self.line_of: dict[int, int] = {}
        """Where in the list each member of staff was found."""
        self.strangers: list[Person] = []
        """Those nobody of the register was found for."""
        self.new: list[Item] = []
        self.changed: list[Item] = []
        self.leaving: list[Item] = []
        self.unchanged: list[Item] = []

    def proposal(self) -> Proposal:
        # Staff codes decide first, so that nobody of the same name takes their place.
        later = []
        for done, person in enumerate(self.people):
            if done % ROWS_A_STEP == 0 and self.stopped():
                raise Stopped
            holder = self.matcher.by_code(person.code) if person.code else None
            if holder is not None and holder.id not in self.line_of and is_same(person, holder):
                # Nothing more need be known of them.
                self.line_of[holder.id] = person.line
                self.known(person, holder)
                continue
            hits = self.matcher.hits(person)
            if not hits:
                self.strangers.append(person)
            elif hits[0][0] == "code":
                self.compare(person, hits)
            else:
                later.append((person, hits))
        for person, hits in later:
            self.compare(person, hits)
        here = [member for member in self.staff if not has_left(member, self.today)]
        self.meet_strangers()
        listed = self.troubled_codes()
        missing = (m for m in here if m.id not in self.line_of and m.code.casefold() not in listed)
        return Proposal(
            file_name=self.list.file_name,
            file_sha256=self.list.file_sha256,
            columns=self.list.columns,
            rows=len(self.people),
            sheet=self.list.sheet,
            new=tuple(sorted(self.new, key=_line)),
            changed=tuple(sorted(self.changed, key=_line)),
            unchanged=tuple(self.unchanged),
            leaving=tuple(self.leaving),
            missing=tuple(Item("missing", member.id, member.code, member.name) for member in missing),
            problems=tuple(sorted(set(self.problems))),
            doubts=tuple(sorted(self.doubts)),
            notes=self.list.notes,
            unread=self.list.unread,
            in_service=len(here),
        )

    def troubled_codes(self) -> set[str]:
        """The codes of people who are in the list after all, on a line with a problem."""
        lines = {problem.line for problem in self.problems}
        codes = self.list.texts("code") if lines else ()
        return {code.casefold() for number, code in zip(self.list.numbers, codes, strict=False) if number in lines}

    def compare(self, person: Person, hits: Sequence[Hit]) -> None:
        member = match(person, hits)
        holder = self.matcher.by_code(person.code) if person.code else None
        if holder is not None and holder is not member:
            # Two lines then disagree about the holder: no weaker mark may decide.
            self.line_of.setdefault(holder.id, person.line)
            self.problem(person, "code", "The register has this staff code for somebody else.")
        elif member is None and cannot_tell(hits):
            self.problem(person, "code", "The register has two people this may be: give the staff code.")
        elif member is None:
            self.strangers.append(person)
        elif member.id not in self.line_of:
            self.line_of[member.id] = person.line
            self.known(person, member)
        elif person.code and not (person.payroll and payroll_key(person.payroll) == payroll_key(member.payroll)):
            # A namesake who started on the same day, with a code of their own.
            self.strangers.append(person)
        else:
            self.problem(person, "code", f"The same person as on line {self.line_of[member.id]}.")

    def problem(self, person: Person, field: Field, reason: str) -> None:
        self.problems.append(Problem(person.line, FIELD_WORDS[field], reason))

    # Somebody new -----------------------------------------------------------

    def meet_strangers(self) -> None:
        """Those whom no mark tells: new, or perhaps somebody the register has under a name like theirs."""
        likenesses = Likenesses(member for member in self.staff if member.id not in self.line_of)
        asked: set[int] = set()
        for done, person in enumerate(self.strangers):
            if done % ROWS_A_STEP == 0 and self.stopped():
                raise Stopped
            found = [like for like in likenesses.of(person) if like.member.id not in asked]
            # A code of their own tells namesakes apart, but not two spellings of one name and start.
            if person.code and all(like.reason == "the same name" for like in found):
                found = []
            if len(found) > 1:
                self.problem(person, "code", "The register has two people this may be: give the staff code.")
            elif found:
                asked.add(found[0].member.id)
                self.perhaps(person, found[0])
            else:
                self.add(person)

    def perhaps(self, person: Person, like: Likeness) -> None:
        """Two answers to choose from, neither of them taken without the user."""
        member = like.member
        found = difference(person, member)
        if found.problem:
            self.problem(person, "leaving_date", found.problem)
            return
        changes = [*found.returning, *found.amending, *found.leaving]
        records = self.records(person, member.id, changes)
        details = (*found.details, *map(detail_of, records))
        note = f"if this is {member.code} {member.name}: {like.reason}"
        changes += records
        self.changed.append(self.item("changed", person, member, changes, details, (note,), perhaps=True))
        if person.first_day is not None:
            self.add(person, perhaps=True)

    def add(self, person: Person, *, perhaps: bool = False) -> None:
        if person.first_day is None:
            self.problem(person, "start_date", "Somebody new needs a start date.")
            return
        code = person.code or invented_code(person.surname, person.forename, self.is_taken)
        if not person.code:
            self.codes.add(code_key(code))
        changes: list[Single] = [
            AddStaff(
                self.next_staff,
                code,
                person.surname,
                person.forename,
                person.first_day,
                person.job_title,
                person.engagement or "employee",
                person.known_as,
                person.email,
                person.payroll,
            )
        ]
        notes: list[str] = []
        if person.last_day is not None:
            changes.append(EndService(self.next_staff, person.last_day))
            notes.append(f"last day {say(person.last_day)}")
        if person.engagement and person.engagement != "employee":
            notes.append(f"{ENGAGEMENT[person.engagement]}, from “{person.engagement_words[:30]}”")
        records = self.records(person, self.next_staff, changes) if self.deeds.by_line else []
        gone = person.last_day is not None and person.last_day < self.today
        self.new.append(
            Item(
                "new",
                self.next_staff,
                code,
                person.name,
                person.line,
                (*changes, *records),
                tuple(map(detail_of, records)),
                tuple(notes),
                person.first_day,
                accepted=not perhaps and not gone,
                perhaps=perhaps,
                code_is_invented=not person.code,
                has_namesake=bool(self.staff) and person.same_name in self.matcher.names,
            )
        )
        self.next_staff += 1

    def is_taken(self, code: str) -> bool:
        return code_key(code) in self.codes

    # Somebody known ---------------------------------------------------------

    def known(self, person: Person, member: StaffMember) -> None:
        found = Difference() if is_same(person, member) else difference(person, member)
        if found.problem:
            self.problem(person, "leaving_date", found.problem)
            return
        if found.doubt:
            self.doubts.append(Problem(person.line, FIELD_WORDS["start_date"], found.doubt))
        records = self.records(person, member.id, [*found.returning, *found.amending]) if self.deeds.by_line else []
        details = (*found.details, *map(detail_of, records))
        if found.returning:
            # A further time here: with its corrections, records and end, one line.
            changes = [*found.returning, *found.amending, *found.leaving, *records]
            self.new.append(self.item("new", person, member, changes, details, ("coming back",), on=found.on))
        elif found.amending or records:
            changes = [*found.amending, *records]
            self.changed.append(self.item("changed", person, member, changes, details))
        elif not found.leaving:
            self.unchanged.append(Item("unchanged", member.id, member.code, member.name, person.line))
        if found.leaving and not found.returning:
            details = () if found.amending else found.details
            self.leaving.append(self.item("leavers", person, member, found.leaving, details, on=found.on))

    def records(self, person: Person, staff: int, before: Sequence[Single]) -> list[Evidence]:
        """What the list says was done by somebody and the register does not have, checked as if it were recorded."""
        lines = self.rows_of.get(person.line, (person.line,))
        deeds = [deed for line in lines for deed in self.deeds.by_line.get(line, ())]
        if not deeds:
            return []
        trial = Trial(self.register)
        for change in before:
            trial.take(change)
        found: list[Evidence] = []
        for deed in deeds:
            column = FIELD_WORDS[deed.field]
            try:
                record = record_of(deed, staff, trial.school)
            except UnknownVersionError as unknown:
                self.problems.append(Problem(deed.line, column, str(unknown)))
                continue
            if is_recorded(record, member_of(trial, staff)):
                continue
            refused = next((f for f in findings(record, trial, self.today, historical=True) if f.refused), None)
            if refused is not None:
                self.problems.append(Problem(deed.line, column, refused.reason))
                continue
            found.append(record)
            trial.take(record)
        return found

    def item(
        self,
        group: Group,
        person: Person,
        member: StaffMember,
        changes: Sequence[Single],
        details: Sequence[Detail],
        notes: Sequence[str] = (),
        *,
        on: date | None = None,
        perhaps: bool = False,
    ) -> Item:
        """What is done about somebody the register has: usually accepted, but for leavers and doubts."""
        return Item(
            group,
            member.id,
            member.code,
            member.name,
            person.line,
            tuple(changes),
            tuple(details),
            tuple(notes),
            on,
            accepted=group != "leavers" and not perhaps,
            perhaps=perhaps,
        )


def _line(item: Item) -> int:
    return item.line
