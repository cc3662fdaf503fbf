"""Shares as they are printed, and the word that goes with them (exports 1.3 rule 7, 6). Pure."""

from __future__ import annotations

from typing import Literal

from exports.figures.measures import Figures

Rating = Literal["On track", "Watch", "Action", "No staff due", "No AUP linked"]

WATCH_FROM = 90
"""Percent complete from which a measure with somebody overdue is watched; below it, action is asked for."""


def percent(figures: Figures) -> int | None:
    """The whole percent complete, half rounded up; None where no staff are due.

    Rounding never lifts a figure to 100 while anybody is overdue, nor to 90 from below, so that the number and the
    rating beside it never disagree.
    """
    if figures.due == 0:
        return None
    rounded = (200 * figures.complete + figures.due) // (2 * figures.due)
    for threshold in (100, WATCH_FROM):
        if rounded == threshold and 100 * figures.complete < threshold * figures.due:
            return threshold - 1
    return rounded


def rating(figures: Figures) -> Rating:
    """On track: nobody overdue. Watch: somebody overdue, 90% or more complete. Action: below 90%."""
    if figures.due == 0:
        return "No staff due"
    if figures.overdue == 0:
        return "On track"
    return "Watch" if 100 * figures.complete >= WATCH_FROM * figures.due else "Action"
