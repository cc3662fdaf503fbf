"""Checks of what is known of a person: name, code, first and last day, absence, exemption."""

from __future__ import annotations

from datetime import date

from store.changes import AddStaff, AmendStaff, EndService, GrantExemption, RecordAbsence, Single, StartService
from store.checks.finding import Finding, Known, member_of
from store.dates import say


def person_findings(change: Single, known: Known) -> list[Finding]:
    """What is wrong with a change to what is known of one person."""
    match change:
        case AddStaff():
            return _new_person(change, known)
        case AmendStaff():
            return _amended(change, known)
        case EndService():
            spell = member_of(known, change.staff).spells[-1]
            if change.last_day < spell.first_day:
                return [Finding("last_day", f"The last day is before the first, {say(spell.first_day)}.", rule="V4")]
        case StartService():
            return _further_spell(change, known)
        case RecordAbsence():
            if change.last_day is not None and change.last_day < change.first_day:
                return [Finding("last_day", "The absence ends before it begins.", rule="V4")]
        case GrantExemption():
            return _exemption(change)
        case _:
            pass
    return []


def _new_person(change: AddStaff, known: Known) -> list[Finding]:
    found = []
    if known.staff_used(change.staff):
        found.append(Finding("staff", "That number is taken by somebody else."))
    if not change.surname.strip():
        found.append(Finding("surname", "A surname is needed."))
    return found + _code(change.code, None, known)


def _amended(change: AmendStaff, known: Known) -> list[Finding]:
    found = []
    if change.surname is not None and not change.surname.strip():
        found.append(Finding("surname", "A surname is needed."))
    if change.code is not None:
        found += _code(change.code, change.staff, known)
    if change.first_day is not None:
        spells = member_of(known, change.staff).spells
        last_day = spells[-1].last_day
        if last_day is not None and change.first_day > last_day:
            found.append(Finding("first_day", f"The first day is after the last, {say(last_day)}.", rule="V4"))
        if len(spells) > 1 and change.first_day <= (spells[-2].last_day or date.min):
            found.append(Finding("first_day", "The first day falls in an earlier time here.", rule="V4"))
    return found


def _code(code: str, own: int | None, known: Known) -> list[Finding]:
    if not code.strip():
        return [Finding("code", "A staff code is needed.")]
    if known.holder_of(code) not in {None, own}:
        return [Finding("code", f"The staff code {code[:40]} is taken by somebody else.")]
    return []


def _further_spell(change: StartService, known: Known) -> list[Finding]:
    last_day = member_of(known, change.staff).spells[-1].last_day
    if last_day is None:
        return [Finding("first_day", "Still in service: record the last day first.", rule="V4")]
    if change.first_day <= last_day:
        return [Finding("first_day", f"The last day was {say(last_day)}: start after it.", rule="V4")]
    return []


def _exemption(change: GrantExemption) -> list[Finding]:
    found = []
    if not change.authorised_by.strip():
        found.append(Finding("authorised_by", "An exemption needs the headteacher’s name or role."))
    if change.last_day is not None and change.last_day < change.first_day:
        found.append(Finding("last_day", "The exemption ends before it begins.", rule="V4"))
    return found
