"""A blank staff list to fill in, written where people keep their papers."""

from __future__ import annotations

from tui.office import Office
from tui.places import documents


def write_template(office: Office) -> str:
    """Writes it and says where it is, or why there is none."""
    from exports.making import draft
    from exports.refusals import ExportFailed, ExportRefused

    folder = documents()
    try:
        made = draft(
            "template",
            office.register,
            as_at=office.today,
            known_at=None,
            now=office.now,
            by=office.by,
            folder_or_path=folder,
        ).save()
    except (ExportRefused, ExportFailed) as refusal:
        return str(refusal)
    return f"A blank staff list to fill in: {made.path}. Save it, then bring it in as a staff list."
