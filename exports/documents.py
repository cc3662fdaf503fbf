"""What governors are told of the documents: the policy, the AUP it is linked to, the handbook copy. Words; pure."""

from __future__ import annotations

from datetime import date, timedelta

from exports.figures.view import PolicyFacts
from exports.terms import say_day, say_document_date
from store.dates import academic_year, next_staff_day
from store.model import AupLink, School, Version
from store.wording import titled


def policy_facts(school: School, as_at: date) -> PolicyFacts:
    """What governors are told of the policy, the AUP and the handbook, as they were that day."""
    policy, aup = school.current("policy", as_at), school.current("aup", as_at)
    links = [link for link in school.aup_links if link.linked_on <= as_at]
    checked = school.handbook_checked_on
    this_year = checked is not None and checked <= as_at and academic_year(checked) == academic_year(as_at)
    return PolicyFacts(
        version=policy.label if policy else "No version of the policy is recorded",
        dated=say_document_date(policy.issued_on, policy.precision) if policy else "No date recorded",
        aup=_aup(links[-1], policy, aup, as_at) if links else _NO_AUP,
        aup_linked=bool(links),
        aup_settled=bool(links) and _settled(links[-1], policy, aup, as_at),
        notice=_notice(school, as_at),
        handbook=_handbook(checked, as_at),
        handbook_checked=this_year,
        of_2023=policy is not None and (policy.issued_on.year, policy.issued_on.month) == _DATED,
    )


POLICY_TITLE = "Social Media and Networking Plan"
"""The policy's own title, exactly (A16)."""

_DATED = (2023, 5)
"""The year and month of the policy whose text this program was written to."""

_NO_AUP = (
    "No acceptable use policy (AUP) is linked to this policy, as 6(ii) asks. Until one is, signatures are not reported."
)


def _handbook(checked: date | None, as_at: date) -> str:
    if checked is None or checked > as_at:
        return "No check that it is in the staff handbook is recorded."
    return f"That it is in the staff handbook was last checked on {say_day(checked)}."


def _settled(link: AupLink, policy: Version | None, aup: Version | None, as_at: date) -> bool:
    current = (policy.label if policy else link.policy_version, aup.label if aup else link.aup_version)
    return (
        (link.policy_version, link.aup_version) == current and link.checked_on is not None and link.checked_on <= as_at
    )


def _aup(link: AupLink, policy: Version | None, aup: Version | None, as_at: date) -> str:
    said = f"{titled('policy', link.policy_version)} is linked to {titled('aup', link.aup_version)}"
    current = (policy.label if policy else link.policy_version, aup.label if aup else link.aup_version)
    now = f"{titled('policy', current[0])} and {titled('aup', current[1])}"
    if (link.policy_version, link.aup_version) != current:
        return f"{said}. The current versions are {now}: they are not yet linked."
    if link.checked_on is None or link.checked_on > as_at:
        return f"{said}. No check that each document points to the other is recorded."
    return f"{said}. On {say_day(link.checked_on)} it was checked that each document points to the other."


def _notice(school: School, as_at: date) -> str:
    """Why some count as having acknowledged who have not signed the newest version, without saying how many."""
    settings = school.settings
    material = [v for v in school.policy_versions if v.material and v.issued_on <= as_at]
    if len(material) < 2:
        return ""
    newest = material[-1]
    due = max(newest.issued_on + timedelta(days=settings.version_notice_days), newest.effective_on)
    due = next_staff_day(due, settings.calendar)
    if due <= as_at:
        return ""
    return (
        f"Policy version {newest.label} is new: staff already here have until {say_day(due)} to acknowledge it. "
        "Before that day an acknowledgement of the version before it counts."
    )
