"""Checks of what is about the whole school: versions, the link of 6(ii), settings."""

from __future__ import annotations

from datetime import date

from store.changes import AdoptVersion, ChangeSettings, IssueReport, LinkAup, OpenRegister, Single
from store.checks.finding import Finding, Known
from store.checks.settings import settings_findings
from store.dates import say, say_academic_year
from store.given import GivenReport


def school_findings(change: Single, known: Known, today: date) -> list[Finding]:
    """What is wrong with a change about the whole school."""
    match change:
        case AdoptVersion():
            found = []
            if not change.label.strip():
                found.append(Finding("label", "A version needs a label, such as v2 or May 2023."))
            label = change.label.strip().casefold()
            if any(v.label.strip().casefold() == label for v in known.school.versions(change.document)):
                found.append(Finding("label", f"There is a version called {change.label[:40]} already."))
            if change.effective_on < change.issued_on:
                found.append(Finding("effective_on", "It cannot take effect before it is issued."))
            return found
        case LinkAup():
            found = []
            if all(v.label != change.policy_version for v in known.school.policy_versions):
                found.append(Finding("policy_version", "The register has no such policy version."))
            if all(v.label != change.aup_version for v in known.school.aup_versions):
                found.append(Finding("aup_version", "The register has no such AUP version."))
            return found
        case OpenRegister():
            return [Finding("school", "This register is open already.")] if known.school.name else []
        case IssueReport():
            return _issue(change.report, known, today)
        case ChangeSettings():
            return settings_findings(change.settings)
        case _:
            return []


def _issue(report: GivenReport, known: Known, today: date) -> list[Finding]:
    """A report on a day to come is refused; one that takes an earlier one's place is only said to."""
    if report.as_at > today:
        return [Finding("as_at", f"{say(report.as_at)} is still to come, so nothing can be issued as at it.")]
    before = known.school.report_on(report.term, report.academic_year)
    if before is None:
        return []
    sentence = (
        f"A report on the {report.term} term {say_academic_year(report.academic_year)} was issued already, as at "
        f"{say(before.as_at)}. This one stands from now on; the earlier one stays in the history."
    )
    return [Finding("report", sentence, refused=False)]
