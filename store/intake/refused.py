"""A staff list that cannot be used at all."""

from __future__ import annotations


class IntakeRefused(Exception):  # noqa: N818 - the design's word for it
    """A staff list the register will not read. Its text is one sentence for the user, with nobody's data in it."""
