"""Forms that record evidence for one person or a group: briefing, acknowledgement, AUP, declaration, first day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import cast

from textual.widget import Widget

from store.changes import ALL_POINTS, Acknowledge, Change, DeclareConnections, RecordBriefing, SignAup
from store.checklists import ACKNOWLEDGEMENT_STATEMENTS, BRIEFING_POINTS
from store.dates import say_with_weekday
from store.first_day import first_day_bundle
from store.model import (
    ACKNOWLEDGEMENT_METHODS,
    BRIEFING_METHODS,
    AcknowledgementMethod,
    BriefingMethod,
    Document,
    Requirement,
)
from store.rules import PRESSING
from store.wording import ACKNOWLEDGEMENT_METHOD, BRIEFING_METHOD, EVIDENCE, people, sentence_case
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.forms.people import PeopleList
from tui.forms.ticks import Ticks
from tui.office import Office
from tui.widgets.cells import Line, Phrase, wrap
from tui.widgets.key_bar import KeyLabel
from tui.widgets.lines import TextLine

TOGETHER = (
    "Recorded together, each for those it is asked of:",
    "12 points covered, policy acknowledged, AUP signed, nothing to declare.",
)


STATEMENT_ROOM = 72
"""Cells: a statement is read before it is signed, so it stands there whole, in 80 columns too."""


class EvidenceForm(Form):
    """Evidence of one requirement on a day, for one person, or for those ticked in a list."""

    REQUIREMENT: Requirement
    GROUP_KEYS = (
        KeyLabel("enter", "Enter", "Go on", "Shows whom it is for and what follows; Enter again saves."),
        KeyLabel("space", "Space", "Tick", "Ticks or unticks the person under the cursor; then letters find the next."),
        KeyLabel("a", "letters", "Find a name", "A surname or a first name that begins so; Backspace takes one back."),
        KeyLabel("tab", "Tab", "Date and more"),
        KeyLabel("escape", "Esc", "Back", "With something typed or ticked it asks once."),
        KeyLabel("f1", "F1", "Help"),
    )

    def __init__(self, office: Office, listed: Sequence[int], ticked: Sequence[int], left_out_of: int = 0) -> None:
        """`left_out_of` people were chosen too, but this is not asked of them."""
        super().__init__(office)
        self._not_asked = left_out_of
        self.listed = tuple(listed)
        self.is_group = len(self.listed) > 1
        self._people = PeopleList(office, self.REQUIREMENT, self.listed, ticked, self._tell) if self.is_group else None
        if self.is_group:
            self.add_class("-group")
            self.KEYS = self.GROUP_KEYS  # type: ignore[misc]

    def _tell(self, said: str) -> None:
        self.say(*([said] if said else []))

    @property
    def what(self) -> str:
        """The evidence in a few words."""
        return EVIDENCE[self.REQUIREMENT]

    def heading(self) -> Line:
        whom = f"for a group of up to {len(self.listed)}" if self.is_group else self.office.name_of(self.listed[0])
        rest = f"  ({people(self._not_asked)} left out: it is not asked of them)" if self._not_asked else ""
        return (Phrase(f" {sentence_case(self.what)}", "+"), Phrase(f"  {whom}"), Phrase(rest, "soon"))

    def fields(self) -> Iterable[Widget]:
        if self._people is not None:
            yield self._people
        yield Field("on", "Date", DateInput(self.office.today, self.office.today))
        yield from self.more_fields()
        yield self.reason_field()

    def more_fields(self) -> Iterable[Widget]:
        """What this kind of evidence asks besides the date."""
        return ()

    def on_mount(self) -> None:
        # Textual calls the base class's own on_mount by itself.
        if self._people is not None:
            self._people.focus()

    @property
    def chosen(self) -> tuple[int, ...]:
        """Whom it is for."""
        return self._people.chosen if self._people is not None else self.listed

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self.chosen)

    def date(self) -> date:
        """The day it happened. Raises FieldError."""
        return self.day_in("on")

    def left_out(self) -> list[int]:
        if not self.is_group:
            return []
        register, today = self.office.register, self.office.today
        chosen = set(self.chosen)
        return [
            staff
            for staff in self.listed
            if staff not in chosen and register.standings(staff, today)[self.REQUIREMENT].status in PRESSING
        ]

    def effect(self, change: Change) -> str:
        if not self.is_group:
            return ""
        missing = self.left_out()
        tail = f" {people(len(missing))} due and not ticked: {self._named(missing)}." if missing else ""
        day = say_with_weekday(self.date())
        return f"{sentence_case(self.what)} on {day} for {people(len(self.chosen))}.{tail}"

    def _named(self, staff: Sequence[int]) -> str:
        names = [self.office.name_of(one) for one in staff[:6]]
        return ", ".join(names) + (f" and {len(staff) - 6} more" if len(staff) > 6 else "")

    def version(self, document: Document) -> str:
        """The version chosen; the latest one issued by the day. Raises FieldError when there is none."""
        field = self.field("version")
        if field is None or not isinstance(field.control, Choice):
            what = "policy" if document == "policy" else "AUP"
            raise FieldError("on", f"The register has no {what} version yet.")
        return str(field.control.chosen)

    def version_field(self, document: Document) -> Iterable[Widget]:
        """A choice among the versions there are, the latest first."""
        versions = self.office.register.school.versions(document)
        if versions:
            words = {version.label: version.label for version in reversed(versions)}
            yield Field("version", "Version", Choice(words, versions[-1].label))


class BriefingForm(EvidenceForm):
    """The induction briefing or a refresher: twelve points, all covered unless unticked."""

    REQUIREMENT = "briefing"

    def more_fields(self) -> Iterable[Widget]:
        yield Field("delivered_by", "Delivered by", TextInput())
        methods: dict[BriefingMethod, str] = {method: BRIEFING_METHOD[method] for method in BRIEFING_METHODS}
        yield Field("method", "Method", Choice(methods, "inset" if self.is_group else "one_to_one"))
        if not self.is_group:
            points = {str(point.number): f"{point.number:>2} {point.text}" for point in BRIEFING_POINTS}
            yield TextLine((Phrase("The points covered (Space unticks one; fewer than 12 is a draft)", "quiet"),))
            yield Ticks(points, tuple(points))

    def change(self) -> Change:
        points = self._points()
        day = self.date()
        policy = self.office.register.school.current("policy", day)
        return RecordBriefing(
            self.chosen,
            day,
            points=points,
            delivered_by=self.text("delivered_by"),
            method=cast("BriefingMethod", self.choice("method")),
            version=policy.label if policy else None,
            draft=points != ALL_POINTS,
            reason=self.text("reason"),
        )

    def effect(self, change: Change) -> str:
        points = self._points()
        if points != ALL_POINTS:
            return f"{len(points)} of 12 points covered: kept as a draft, which does not count yet."
        return super().effect(change)

    def _points(self) -> tuple[int, ...]:
        for ticks in self.query(Ticks):
            return tuple(sorted(int(number) for number in ticks.ticked))
        return ALL_POINTS

    def typed(self) -> tuple[object, ...]:
        return (*super().typed(), self._points())


class AcknowledgementForm(EvidenceForm):
    """The eight statements accepted for a version of the policy."""

    REQUIREMENT = "acknowledgement"

    def more_fields(self) -> Iterable[Widget]:
        yield from self.version_field("policy")
        methods: dict[AcknowledgementMethod, str] = {m: ACKNOWLEDGEMENT_METHOD[m] for m in ACKNOWLEDGEMENT_METHODS}
        yield Field("method", "Given by", Choice(methods, "signed_paper"))
        yield Field("evidence_location", "Where the paper is", TextInput())
        if not self.is_group:
            wrapped = [wrap(f"{said.number} {said.text}", STATEMENT_ROOM) for said in ACKNOWLEDGEMENT_STATEMENTS]
            lines = [
                (Phrase(f"{'    ' if at else '  '}{line}", "quiet"),)
                for statement in wrapped
                for at, line in enumerate(statement)
            ]
            statements = TextLine((Phrase("What is accepted, all together", "quiet"),), *lines)
            statements.styles.height = len(lines) + 1
            yield statements

    def change(self) -> Change:
        return Acknowledge(
            self.chosen,
            self.date(),
            self.version("policy"),
            method=cast("AcknowledgementMethod", self.choice("method")),
            evidence_location=self.text("evidence_location"),
            reason=self.text("reason"),
        )


class AupForm(EvidenceForm):
    """A signed acceptable use agreement."""

    REQUIREMENT = "aup"

    def more_fields(self) -> Iterable[Widget]:
        yield from self.version_field("aup")
        yield Field("evidence_location", "Where the paper is", TextInput())

    def change(self) -> Change:
        return SignAup(
            self.chosen,
            self.date(),
            self.version("aup"),
            evidence_location=self.text("evidence_location"),
            reason=self.text("reason"),
        )


class DeclarationForm(EvidenceForm):
    """Asked about connections under the 4.1 footnote."""

    REQUIREMENT = "connections"

    def more_fields(self) -> Iterable[Widget]:
        answers = {"nothing": "Nothing to declare", "something": "Something: then record it"}
        yield Field("answer", "Answer", Choice(answers, "nothing"))

    def change(self) -> Change:
        nothing = self.choice("answer") == "nothing"
        return DeclareConnections(self.chosen, self.date(), nothing_to_declare=nothing, reason=self.text("reason"))


class FirstDayForm(EvidenceForm):
    """Everything due on the first day at once, as far as it applies: one entry, one undo."""

    REQUIREMENT = "briefing"

    @property
    def what(self) -> str:
        return "first day: briefing, policy, AUP and declaration"

    def fields(self) -> Iterable[Widget]:
        """Who briefed comes first: the day is today, as a rule."""
        if self._people is not None:
            yield self._people
        yield Field("delivered_by", "Briefed by", TextInput())
        yield Field("on", "Date", DateInput(self.office.today, self.office.today))
        together = TextLine(*((Phrase(line, "quiet"),) for line in TOGETHER))
        together.styles.height = len(TOGETHER)
        yield together
        yield self.reason_field()

    def change(self) -> Change:
        return first_day_bundle(
            self.office.register, self.chosen, self.date(), self.text("delivered_by"), self.text("reason")
        )
