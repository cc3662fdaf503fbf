"""The only place where Textual's private parts are touched; a test says what broke.

What is here buys what the public parts cannot: a repaint that shares the next frame, keys that are
not lost before there is something to type into, an end that does not wait.
"""

import os
import selectors
import sys
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Iterable
from functools import partial

from rich.text import Text
from textual import constants, events
from textual._styles_cache import StylesCache
from textual.app import App, ReturnType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.widget import Widget

# Textual remembers these colours by the widget that asked, whose every painted line is kept with it: about a
# thousand widgets that are long gone. By the class that was meant, closed forms and pages leave nothing behind.
StylesCache.get_inner_outer = classmethod(StylesCache.get_inner_outer)  # type: ignore[method-assign, assignment, arg-type]

LOST_AFTER = 0.25
"""Seconds after which a key that has not come back is taken to be done."""


def repaint(widget: Widget, *regions: Region) -> None:
    """Paints these regions (or all) of a widget in the very next frame.

    `refresh` alone lets the widget's own task tell the screen, which is after the frame of whoever asked.
    """
    widget.refresh(*regions)
    if widget.is_mounted:
        widget._check_refresh()  # noqa: SLF001


class KeysReady(Message):
    """One reason fewer to hold keys."""


class KeyDone(Message):
    """Follows a key through the same queues: when it is back, all that the key set off has been done."""

    def __init__(self, target: MessagePump) -> None:
        super().__init__()
        self.target = target
        # Twice, as a key may only have posted a message (an Input's Submitted) that does the work.
        self.rounds = 2


def meant(event: events.Key | events.Paste) -> tuple[events.Key | events.Paste, ...]:
    """What was typed: a terminal that is not ready yet sends Enter as Ctrl+J, and Esc with the next key as Alt."""
    if isinstance(event, events.Key):
        if event.key == "ctrl+j":
            return (events.Key("enter", "\r"),)
        if event.key.startswith("alt+") and event.key.count("+") == 1:
            key = event.key.removeprefix("alt+")
            return events.Key("escape", "\x1b"), events.Key(key, event.character or (key if len(key) == 1 else None))
    return (event,)


class PatientApp(App[ReturnType]):
    """An app that loses no key: each is handed on when the one before has had its effect, and none while it is held.

    It holds keys until the first frame is painted. Whoever opens something that is slow to come may
    call `hold_keys` and, once it is there, `play_keys`; keys are played when nobody holds them any more.
    """

    def __init__(self) -> None:
        super().__init__(driver_class=quick_driver())
        self._holding = 1
        self._typed_ahead: deque[events.Event] = deque()
        self._under_way: KeyDone | None = None

    def on_ready(self) -> None:
        self.play_keys()

    def last_words(self, error: BaseException | None) -> str:
        """What is said when the app breaks."""
        return type(error).__name__

    def _fatal_error(self) -> None:
        # Textual's own page of a crash shows local variables: names of staff.
        self._exit_renderables.append(Text(self.last_words(self._exception)))
        self._close_messages_no_wait()

    def hold_keys(self) -> None:
        """From now on keys wait."""
        self._holding += 1

    def play_keys(self) -> None:
        """Keys need not wait for the caller any more."""
        self.post_message(KeysReady())

    def give_back(self, keys: Iterable[events.Key | events.Paste]) -> None:
        """These were typed too early: they come before whatever waits, once nobody holds keys."""
        # A key that has been handed on once is marked as done with, so they are made again.
        again = [
            events.Key(key.key, key.character) if isinstance(key, events.Key) else events.Paste(key.text)
            for key in keys
        ]
        for key in again:
            key.set_sender(self)  # a message goes no higher than its sender; the app knows the keys
        self._typed_ahead.extendleft(reversed(again))

    @property
    def has_key_under_way(self) -> bool:
        """Whether a key has not had its effect yet; one that went with its screen is done."""
        return self._under_way is not None and self._under_way.target.is_attached

    async def on_keys_ready(self) -> None:
        self._holding -= 1
        await self._play()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed_ahead.extend(meant(event))
            await self._play()
            if self._typed_ahead and self._under_way is not None:
                # What the key was for may have gone with its widget: then nobody sends it back.
                self.set_timer(LOST_AFTER, partial(self._give_up_on, self._under_way))
        else:
            await super().on_event(event)

    async def _play(self) -> None:
        while self._typed_ahead and not self._holding and self._under_way is None:
            target = self.focused or self.screen
            self._under_way = KeyDone(target)
            await super().on_event(self._typed_ahead.popleft())
            if not target.post_message(self._under_way):
                self._under_way = None

    async def on_key_done(self, done: KeyDone) -> None:
        if done is not self._under_way:
            return
        again = KeyDone(done.target)
        again.rounds = done.rounds - 1
        self._under_way = again if again.rounds and done.target.post_message(again) else None
        await self._play()

    async def _give_up_on(self, lost: KeyDone) -> None:
        if self._under_way is lost:
            self._under_way = None
            await self._play()


def hold_keys(node: DOMNode) -> None:
    """Keys typed while something comes wait for it; in another app than ours they do not."""
    if isinstance(node.app, PatientApp):
        node.app.hold_keys()


def play_keys(node: DOMNode) -> None:
    """They need not wait any more."""
    if isinstance(node.app, PatientApp):
        node.app.play_keys()


def hand_on(node: DOMNode, key: events.Key) -> None:
    """This key is for whatever has the focus now."""
    if isinstance(node.app, PatientApp):
        node.app.give_back([key])


if sys.platform != "win32":
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    class QuickDriver(LinuxDriver):
        """Textual's own, but its wait for keys ends when the app does; that one looks up every 0.1 s, and twice."""

        def start_application_mode(self) -> None:
            if not hasattr(self, "_wake"):
                self._asleep, self._wake = os.pipe()
            super().start_application_mode()  # type: ignore[no-untyped-call]

        def disable_input(self) -> None:
            if self._key_thread is not None and self._key_thread.is_alive():
                os.write(self._wake, b".")
            super().disable_input()

        def send_message(self, message: Message) -> None:
            self._loop.call_soon_threadsafe(self._app.post_message, message)

        def run_input_thread(self) -> None:
            parser = XTermParser(self._debug)
            decode = getincrementaldecoder("utf-8")("replace").decode
            selector = selectors.SelectSelector()  # the one that knows terminals on macOS
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._asleep, selectors.EVENT_READ)
            # A lone Escape is known by nothing following it, so after keys one more look is taken.
            look_again = constants.ESCAPE_DELAY + 0.002
            timeout = None
            while True:
                ready = {key.fd for key, _ in selector.select(timeout)}
                if self._asleep in ready:
                    os.read(self._asleep, 1)
                    return
                if self.fileno in ready:
                    try:
                        typed = os.read(self.fileno, 4096)
                    except OSError:
                        typed = b""
                    if not typed:
                        return  # the terminal is gone
                    for message in parser.feed(decode(typed)):
                        self.process_message(message)
                for message in parser.tick():
                    self.process_message(message)
                timeout = look_again if ready else None


def quick_driver() -> type[Driver] | None:
    """The driver to use; None is Textual's own."""
    return None if sys.platform == "win32" else QuickDriver
