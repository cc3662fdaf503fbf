"""Why a workbook was not made: each a sentence for the user, none with anything about a member of staff in it."""

from __future__ import annotations


class ExportRefused(ValueError):  # noqa: N818 - named like the register's own Rejected
    """Something was asked for that cannot be made: an unknown kind, a day still to come, text too long for a cell."""


class ExportFailed(Exception):  # noqa: N818 - as above
    """The workbook was made but could not be saved. Nothing half written is left behind."""
