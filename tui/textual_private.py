"""The only place where Textual's private parts are touched; a test says what broke.

What is here buys what the public parts cannot: a repaint that shares the next frame, keys that are
not lost before there is something to type into, an end that does not wait.
"""

import os
import selectors
import sys
from codecs import getincrementaldecoder

from textual import constants, events
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget


def repaint(widget: Widget, *regions: Region) -> None:
    """Paints these regions (or all) of a widget in the very next frame.

    `refresh` alone lets the widget's own task tell the screen, which is after the frame of whoever asked.
    """
    widget.refresh(*regions)
    if widget.is_mounted:
        widget._check_refresh()  # noqa: SLF001


class KeysReady(Message):
    """One reason fewer to hold keys."""


class PatientApp(App[ReturnType]):
    """An app that keeps what is typed while there is nothing to type into, then plays it in order.

    It holds keys until the first frame is painted. Whoever opens something that is slow to come may
    call `hold_keys` and, once it is there, `play_keys`; keys are played when nobody holds them any more.
    """

    def __init__(self) -> None:
        super().__init__(driver_class=quick_driver())
        self._holding = 1
        self._typed_ahead: list[events.Event] = []

    def on_ready(self) -> None:
        self.play_keys()

    def hold_keys(self) -> None:
        """From now on keys wait."""
        self._holding += 1

    def play_keys(self) -> None:
        """Keys need not wait for the caller any more."""
        self.post_message(KeysReady())

    async def on_keys_ready(self) -> None:
        self._holding -= 1
        if self._holding == 0:
            typed, self._typed_ahead = self._typed_ahead, []
            for event in typed:
                await self.on_event(event)

    async def on_event(self, event: events.Event) -> None:
        if self._holding and isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._typed_ahead.append(event)
        else:
            await super().on_event(event)


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
