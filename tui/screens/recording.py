"""From a key to a form, and from a saved form to what is said of it. What every screen that records does."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from store.changes import Entry
from store.wording import describe
from tui.office import Office
from tui.textual_private import hold_keys, play_keys

if TYPE_CHECKING:
    from tui.forms.form import Form

VIEW_ONLY = "Open to view only: nothing can be recorded here."

Say = Callable[[str, str], None]
"""Says a sentence in a tone."""
Done = Callable[["Form", Entry], str | None]
"""Shows what was saved; a sentence to add, or None where nothing is to be said any more."""


def record(screen: Screen[Any], office: Office, asked: Form | str, say: Say, done: Done) -> None:
    """Opens a form over a screen; says why there is none, or that it is open to view only."""
    if isinstance(asked, str):
        say(asked, "soon+")
    elif office.view_only:
        say(VIEW_ONLY, "soon+")
    else:
        hold_keys(screen)
        screen.app.push_screen(asked, partial(_after, screen, office, asked, say, done))


def _after(screen: Screen[Any], office: Office, form: Form, say: Say, done: Done, entry: Entry | None) -> None:
    screen.call_after_refresh(play_keys, screen)
    if entry is None:
        return
    more = done(form, entry)
    if more is None:
        return
    said = form.saved_words(entry) or f"Saved: {describe(entry.change, office.name_of, office.register.entry)}."
    news = office.news()
    say(" ".join(filter(None, (said, more, *news))), "soon+" if news else "good+")
