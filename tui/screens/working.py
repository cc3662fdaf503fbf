"""A screen that does something long beside: it says how far it is, Esc stops it, and no key is lost meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import Generic, Protocol, TypeVar

from textual import events
from textual.message import Message
from textual.widget import Widget

from store.intake.refused import IntakeRefused
from tui.forms.entry_screen import EntryScreen
from tui.office import Office
from tui.textual_private import PatientApp, hold_keys, play_keys
from tui.widgets.cells import Line, Phrase, fit, shown, width, wrap
from tui.widgets.counts import bar
from tui.widgets.lines import TextLine

Result = TypeVar("Result")
Made_co = TypeVar("Made_co", covariant=True)
GROUP = "staff-list"
BAR = 24
"""Cells of the bar."""
KEY_TAKES = 0.005
"""Seconds after which it is looked again whether a key has arrived."""
STOPPED = "Stopped. Nothing has been changed."


class Job(Protocol[Made_co]):
    """Something long: it tells how much of how much is done, and stops by raising where `stopped` says so."""

    def __call__(self, *, on_progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> Made_co:
        """Does it. Raises IntakeRefused."""


class WorkingScreen(EntryScreen):
    """One job at a time, in a thread. What is typed meanwhile is played when it is done."""

    class Progressed(Message):
        """So much of so much is done."""

        def __init__(self, job: Event, done: int, of: int) -> None:
            super().__init__()
            self.job = job
            self.done = done
            self.of = of

    class Ended(Message, Generic[Result]):
        """The job is done, or was refused with a sentence."""

        def __init__(self, job: Event, then: Callable[[], None]) -> None:
            super().__init__()
            self.job = job
            self.then = then

    def __init__(self, office: Office) -> None:
        super().__init__(office)
        self._job: Event | None = None
        self._what = ""
        self._typed_meanwhile: list[events.Key | events.Paste] = []
        self._focus_before: Widget | None = None
        self.progress = TextLine(id="progress")
        """Where it says how far the job is, or what came of it."""

    @property
    def at_work(self) -> bool:
        return self._job is not None

    def say(self, sentence: str, tone: str = "bad+") -> None:
        """Says something where the progress is said."""
        lines = wrap(shown(sentence), max(20, self.app.size.width - 2))
        self.progress.styles.height = len(lines)
        self.progress.update(*((Phrase(f" {line}", tone),) for line in lines))

    def work(self, what: str, job: Job[Result], done: Callable[[Result], None]) -> None:
        """Begins a job; `done` gets what it makes. A refusal is said, and `given_up` called."""
        self._job, self._what = Event(), what
        self._typed_meanwhile = []
        self._focus_before = self.focused
        self.set_focus(None)
        self.progress.update(self._beside(Phrase(" …   Esc stops", "quiet")))
        self.run_worker(partial(self._carry_out, self._job, job, done), thread=True, group=GROUP, exclusive=True)

    def _beside(self, *said: Phrase) -> Line:
        """What is done, and how far it is; a long name is cut before that is."""
        room = self.app.size.width - 1 - sum(width(phrase.text) for phrase in said)
        what = shown(self._what)
        return (Phrase(f" {fit(what, max(0, min(width(what), room)))}"), *said)

    def _carry_out(self, own: Event, job: Job[Result], done: Callable[[Result], None]) -> None:
        """In the thread: no widget is touched, only messages are posted."""

        def tell(so_far: int, of: int) -> None:
            self.post_message(self.Progressed(own, so_far, of))

        try:
            result = job(on_progress=tell, stopped=own.is_set)
        except IntakeRefused as refusal:
            self.post_message(self.Ended(own, partial(self._refused, str(refusal))))
        else:
            self.post_message(self.Ended(own, partial(done, result)))

    def on_working_screen_progressed(self, event: Progressed) -> None:
        event.stop()
        if event.job is self._job and event.of:
            filled = Phrase(f" {bar(event.done, event.of, BAR)}", "key")
            said = Phrase(f" {event.done * 100 // event.of} %   Esc stops", "quiet")
            self.progress.update(self._beside(filled, said))

    def on_working_screen_ended(self, event: Ended[object]) -> None:
        event.stop()
        if event.job is self._job:  # else it was stopped, and nobody waits for it
            hold_keys(self)
            self._go_on(event)

    def _go_on(self, event: Ended[object]) -> None:
        """Once a key on its way to this screen is here too: on another screen it would be lost."""
        if isinstance(self.app, PatientApp) and self.app.has_key_under_way:
            self.set_timer(KEY_TAKES, partial(self._go_on, event))
            return
        if event.job is self._job:  # else that key was Esc
            self._rest()
            event.then()
        play_keys(self)

    def _refused(self, sentence: str) -> None:
        self.say(sentence)
        self.given_up()

    def given_up(self) -> None:
        """The job came to nothing."""

    def _rest(self) -> None:
        """No job any more: what was typed meanwhile comes next, when whoever called says so."""
        self._job = None
        self.progress.styles.height = 1
        self.progress.update(())
        if self._focus_before is not None:
            self.set_focus(self._focus_before)
        if isinstance(self.app, PatientApp):
            self.app.give_back(self._typed_meanwhile)

    def on_key(self, event: events.Key) -> None:
        if self._job is None:
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self._job.set()
            self._typed_meanwhile = []
            hold_keys(self)
            self._rest()
            self.say(STOPPED, "soon+")
            self.given_up()
            play_keys(self)
        else:
            self._typed_meanwhile.append(event)

    def on_paste(self, event: events.Paste) -> None:
        if self._job is not None:
            event.stop()
            self._typed_meanwhile.append(event)

    def on_unmount(self) -> None:
        """Leaving the app does not wait for what nobody wants any more."""
        if self._job is not None:
            self._job.set()
