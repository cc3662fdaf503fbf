"""Adopting a version of the policy or the AUP, with the effect shown before it is saved; and checking the link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from textual.widget import Widget

from store.changes import AdoptVersion, Bundle, Change, LinkAup, Single
from store.dates import say, say_month
from store.model import Document, Requirement, Standing
from store.rules import OUTSTANDING
from store.totals import in_service_on
from store.wording import counted, people
from tui.forms.choice import Choice
from tui.forms.fields import DateInput, Field, FieldError, TextInput
from tui.forms.form import Form
from tui.widgets.cells import Line, Phrase


class AdoptForm(Form):
    """A new version: the headteacher decides whether it is material (domain 2.6)."""

    def heading(self) -> Line:
        return (Phrase(" New version", "+"), Phrase("  of the policy or the AUP"))

    def fields(self) -> Iterable[Widget]:
        today = self.office.today
        documents: dict[Document, str] = {"policy": "Policy", "aup": "AUP"}
        yield Field("label", "Version", TextInput(), note="such as v2 or May 2027")
        yield Field("document", "Document", Choice(documents, "policy"))
        kinds = {"material": "Material: a duty, ban, scope or sanction", "minor": "Minor"}
        yield Field("kind", "Kind", Choice(kinds, "material"))
        yield Field("issued_on", "Issued on", DateInput(today, today))
        yield Field("effective_on", "In force from", DateInput(today, None, prefer="future", optional=True))
        yield Field("decided_by", "Decided by", TextInput("Headteacher"), note="and the minute")

    def change(self) -> Change:
        label = self.text("label")
        issued = self.day_in("issued_on")
        effective = self.day("effective_on").read("effective_on") or issued
        document: Document = "policy" if self.choice("document") == "policy" else "aup"
        by_month = issued.day == 1 and label.casefold() == say_month(issued).casefold()
        precision: Literal["day", "month"] = "month" if by_month else "day"
        material = self.choice("kind") == "material"
        version = AdoptVersion(document, label, issued, effective, material, precision, self.text("decided_by"))
        changes: list[Single] = [version]
        other = self.office.register.school.current("aup" if document == "policy" else "policy", self.office.today)
        if other is not None:
            pair = (label, other.label) if document == "policy" else (other.label, label)
            changes.append(LinkAup(*pair, max(issued, other.issued_on)))
        return Bundle("version", tuple(changes))

    def effect(self, change: Change) -> str:
        assert isinstance(change, Bundle)
        version = change.changes[0]
        assert isinstance(version, AdoptVersion)
        what = "acknowledgement" if version.document == "policy" else "AUP agreement"
        if not version.material:
            return f"A minor version: it reopens no {what}s."
        standings = self._standings(version.document)
        signed = sum(standing.status in {"current", "due_soon", "exempt"} for standing in standings)
        owing = sum(standing.status in OUTSTANDING for standing in standings)
        verb = "owes" if owing == 1 else "owe"
        already = f" {people(owing)} {verb} one already." if owing else ""
        return f"Reopens {counted(signed, what)}, due {say(self._due(version))} (the school’s own rule).{already}"

    def _standings(self, document: Document) -> list[Standing]:
        requirement: Requirement = "acknowledgement" if document == "policy" else "aup"
        register, today = self.office.register, self.office.today
        return [register.standings(member.id, today)[requirement] for member in in_service_on(register, today)]

    def _due(self, version: AdoptVersion) -> date:
        notice = timedelta(days=self.office.register.school.settings.version_notice_days)
        return max(version.issued_on + notice, version.effective_on)

    def saved_words(self, entry: object) -> str:
        return f"Saved. Due, or due within the month, from {people(self._pressing())}: see Due."

    def _pressing(self) -> int:
        register, today = self.office.register, self.office.today
        requirements: tuple[Requirement, ...] = ("acknowledgement", "aup")
        return sum(
            any(register.standings(m.id, today)[r].status in {"due", "overdue", "due_soon"} for r in requirements)
            for m in in_service_on(register, today)
        )


class LinkForm(Form):
    """Which AUP goes with which policy, and that somebody has looked that each points to the other (6(ii))."""

    def heading(self) -> Line:
        return (Phrase(" Policy and AUP", "+"), Phrase("  each is to point to the other (6(ii))"))

    def fields(self) -> Iterable[Widget]:
        school, today = self.office.register.school, self.office.today
        for name, label, versions in (
            ("policy_version", "Policy", school.policy_versions),
            ("aup_version", "AUP", school.aup_versions),
        ):
            if versions:
                words = {version.label: version.label for version in reversed(versions)}
                yield Field(name, label, Choice(words, versions[-1].label))
        yield Field("checked_on", "Checked on", DateInput(today, today, optional=True), note="empty: not checked yet")
        yield Field("checked_by", "By", TextInput(self.office.by))

    def change(self) -> Change:
        chosen = []
        for name, what in (("policy_version", "policy"), ("aup_version", "AUP")):
            field = self.field(name)
            if field is None or not isinstance(field.control, Choice):
                raise FieldError("checked_on", f"The register has no {what} version yet: adopt one first.")
            chosen.append(str(field.control.chosen))
        checked = self.day("checked_on").read("checked_on")
        if checked is not None and checked > self.office.today:
            raise FieldError("checked_on", f"{say(checked)} has not happened yet.")
        school = self.office.register.school
        issued = [v.issued_on for v in (*school.policy_versions, *school.aup_versions) if v.label in chosen]
        policy, aup = chosen
        return LinkAup(policy, aup, max(issued), checked, self.text("checked_by") if checked else "")
