"""What we use of Textual's private parts is still there; if not, this says what it was for."""

import gc
import inspect
import os
import pty
import sys
import threading
import tty
import weakref
from collections.abc import Callable

import pytest
from textual import constants, events
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tests.tui.quiet import at_rest
from tests.tui.school import press
from tui import textual_private
from tui.textual_private import PatientApp


@pytest.mark.parametrize(
    ("owner", "name", "purpose"),
    [
        (Widget, "_check_refresh", "a line painted in the frame of whoever changed it"),
        (App, "_fatal_error", "a crash that prints nobody's name"),
        (App, "_exit_renderables", "saying what happened in a crash"),
        (App, "_close_messages_no_wait", "leaving after a crash"),
        (App, "_exception", "knowing what kind of crash it was"),
        (App, "on_event", "holding keys until there is something to type into"),
        (Driver, "send_message", "keys handed to the app without a task for each"),
        (Driver, "process_message", "the input thread"),
        (XTermParser, "feed", "the input thread"),
        (XTermParser, "tick", "telling Escape from the start of a sequence"),
        (constants, "ESCAPE_DELAY", "telling Escape from the start of a sequence"),
        (Screen, "_compositor", "reading the screen in tests"),
        (StylesCache, "get_inner_outer", "forgetting what closed forms had painted"),
    ],
)
def test_it_is_still_there(owner: object, name: str, purpose: str) -> None:
    kept = hasattr(owner, name) or name in inspect.getsource(owner)  # type: ignore[arg-type]
    assert kept, f"Textual has no {name} any more; we need it for {purpose}"


@pytest.mark.skipif(sys.platform == "win32", reason="our driver is for terminals that are files")
def test_the_driver_we_replace_works_as_ours_expects() -> None:
    from textual.drivers.linux_driver import LinuxDriver

    expected: dict[Callable[..., object], tuple[str, ...]] = {
        LinuxDriver.__init__: ("fileno", "exit_event", "_key_thread"),
        LinuxDriver.disable_input: ("exit_event.set()", "_key_thread.join()"),
        LinuxDriver.start_application_mode: ("_run_input_thread", "_key_thread.start()"),
        LinuxDriver._run_input_thread: ("self.run_input_thread()",),
        Driver.__init__: ("_app", "_loop", "_debug"),
        Driver.send_message: ("run_coroutine_threadsafe", "_post_message(message)"),
    }
    for method, names in expected.items():
        source = inspect.getsource(method)
        assert [name for name in names if name not in source] == [], f"{method.__qualname__} has changed"


class Typing(PatientApp[None]):
    def compose(self) -> ComposeResult:
        yield Input()


async def test_keys_typed_before_the_first_frame_arrive_in_order() -> None:
    app = Typing()
    for key in "smith":
        app.post_message(events.Key(key, key))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert app.query_one(Input).value == "smith"


async def test_keys_can_be_held_again() -> None:
    app = Typing()
    async with app.run_test() as pilot:
        await press(pilot, "a")
        app.hold_keys()
        await pilot.press("b", "c")
        await at_rest()
        assert app.query_one(Input).value == "a"
        app.play_keys()
        await press(pilot, "d")
        assert app.query_one(Input).value == "abcd"


@pytest.mark.skipif(sys.platform == "win32", reason="our driver is for terminals that are files")
def test_the_input_thread_ends_when_told_and_tells_escape(monkeypatch: pytest.MonkeyPatch) -> None:
    controller, terminal = pty.openpty()
    tty.setraw(terminal)
    got: list[str] = []
    heard = threading.Event()
    driver = object.__new__(textual_private.QuickDriver)
    driver._debug = False
    driver.fileno = terminal
    driver._asleep, driver._wake = os.pipe()

    def hear(message: events.Key) -> None:
        got.append(message.key)
        if message.key == "escape":
            heard.set()

    monkeypatch.setattr(driver, "process_message", hear)
    driver._key_thread = threading.Thread(target=driver.run_input_thread)
    driver._key_thread.start()
    os.write(controller, b"a\x1b[B\x1b")
    assert heard.wait(5)
    os.write(driver._wake, b".")
    driver._key_thread.join(5)
    assert not driver._key_thread.is_alive()
    assert got == ["a", "down", "escape"]
    for fd in (controller, terminal, driver._asleep, driver._wake):
        os.close(fd)


async def test_closed_screens_leave_nothing_they_painted_behind() -> None:
    app = PatientApp[None]()
    painted: weakref.WeakSet[StylesCache] = weakref.WeakSet()

    async def open_and_close() -> None:
        typed_into = Input("Joy Adams")
        painted.add(typed_into._styles_cache)
        await app.push_screen(Screen())
        await app.screen.mount(typed_into)
        await pilot.pause()
        await app.pop_screen()

    async with app.run_test() as pilot:
        for _ in range(8):
            await open_and_close()
        gc.collect()
        assert len(painted) <= 2  # the latest may be held by a message under way
