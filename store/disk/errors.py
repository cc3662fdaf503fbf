"""Why a register was not opened, read or saved: each a sentence to show, saying what, where and what to do."""
# ruff: noqa: N818 - they read as what happened: `except Changed`

from __future__ import annotations


class RegisterRefused(Exception):
    """The base of everything here; `str()` of it is for the person at the keyboard and holds no personal data."""


class NoRegister(RegisterRefused):
    """There is no register where one should be; nothing was created."""


class AlreadyThere(RegisterRefused):
    """A register, or what is left of one, is already where a new one was to be created."""


class Damaged(RegisterRefused):
    """A file is empty, cut short, foreign, or not byte for byte what was written. Nothing was changed."""


class Newer(RegisterRefused):
    """Written by a later version, which says that this one cannot read it."""


class Unreachable(RegisterRefused):
    """The system would not let the files be read or made."""


class HeldByAnother(RegisterRefused):
    """Somebody else has the register open for editing."""


class ViewOnly(RegisterRefused):
    """It was opened to be looked at."""


class Changed(RegisterRefused):
    """The files, or the ledger, are not as they were left: nothing was saved."""


class SaveFailed(RegisterRefused):
    """It was not saved, and what had been written of it was taken back."""


class OutcomeUnknown(RegisterRefused):
    """Whether it was saved cannot be proved; nothing more is written until the register is opened again."""
