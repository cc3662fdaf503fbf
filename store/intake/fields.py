"""What is read of a staff list, and nothing else: each field, and its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Field = Literal[
    "surname",
    "forename",
    "name",
    "known_as",
    "job_title",
    "code",
    "payroll",
    "email",
    "start_date",
    "leaving_date",
    "engagement",
    "briefed_on",
    "briefed_by",
    "policy_version",
    "acknowledged_on",
    "aup_version",
    "aup_signed_on",
    "self_checked_on",
    "connections_asked_on",
    "connections_answer",
    "evidence_location",
]
"""What can be read of a staff list."""

FIELDS: tuple[Field, ...] = get_args(Field)

RECORDS: frozenset[Field] = frozenset(FIELDS[FIELDS.index("briefed_on") :])
"""What the old spreadsheet kept of briefings and signatures: read only when history is brought in."""

DATES: frozenset[Field] = frozenset(
    {
        "start_date",
        "leaving_date",
        "briefed_on",
        "acknowledged_on",
        "aup_signed_on",
        "self_checked_on",
        "connections_asked_on",
    }
)

FIELD_WORDS: Mapping[Field, str] = {
    "surname": "Surname",
    "forename": "Forename",
    "name": "Name",
    "known_as": "Known name",
    "job_title": "Job title",
    "code": "Staff code",
    "payroll": "Payroll number",
    "email": "E-mail",
    "start_date": "Start date",
    "leaving_date": "Leaving date",
    "engagement": "Engagement",
    "briefed_on": "Briefing",
    "briefed_by": "Briefed by",
    "policy_version": "Policy version",
    "acknowledged_on": "Policy acknowledged",
    "aup_version": "AUP version",
    "aup_signed_on": "AUP signed",
    "self_checked_on": "Privacy self-check",
    "connections_asked_on": "Asked about connections",
    "connections_answer": "Connections",
    "evidence_location": "Where the paper is",
}

EXAMPLE_CODES = frozenset({"example1", "example2"})
"""The staff codes of the template's sample rows, which are nobody."""
