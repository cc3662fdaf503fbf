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
from typing import ClassVar

import pytest
from textual import constants, events, screen
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual._xterm_parser import XTermParser
from textual.app import App, ComposeResult
from textual.driver import Driver
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tests.tui.quiet import at_rest
from tests.tui.school import press
from tui import textual_private
from tui.textual_private import KeyDone, PatientApp, meant


@pytest.mark.parametrize(
    ("owner", "name", "purpose"),
    [
        (Widget, "_check_refresh", "a line painted in the frame of whoever changed it"),
        (App, "_fatal_error", "a crash that prints nobody's name"),
        (App, "_exit_renderables", "saying what happened in a crash"),
        (App, "_close_messages_no_wait", "leaving after a crash"),
        (App, "_handle_exception", "ending when the input thread breaks"),
        (App, "_exception", "knowing what kind of crash it was"),
        (App, "on_event", "holding keys until there is something to type into"),
        (Driver, "send_message", "keys handed to the app without a task for each"),
        (Driver, "process_message", "the input thread"),
        (XTermParser, "feed", "the input thread"),
        (XTermParser, "tick", "telling Escape from the start of a sequence"),
        (XTermParser, "_sequence_to_key_events", "telling Esc and the next key from a sequence"),
        (constants, "ESCAPE_DELAY", "telling Escape from the start of a sequence"),
        (Screen, "_compositor", "reading the screen in tests"),
        (screen, "Compositor", "painting only what changed"),
        (Compositor, "render_partial_update", "painting only what changed"),
        (Compositor, "_regions_to_spans", "painting only what changed"),
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


class Leaving(Widget, can_focus=True):
    """Goes with the first key it gets, and takes with it what it had not read yet."""

    def post_message(self, message: Message) -> bool:
        if isinstance(message, KeyDone):
            self.call_later(self.remove)
            return True
        return super().post_message(message)


class Left(PatientApp[None]):
    """What follows the key that ended what had the focus is for the line below."""

    BINDINGS: ClassVar = [("f2", "note", "")]

    def __init__(self) -> None:
        super().__init__()
        self.noted = 0

    def compose(self) -> ComposeResult:
        yield Leaving()
        yield Input()

    def action_note(self) -> None:
        self.noted += 1


async def test_keys_after_one_that_went_with_its_widget_arrive_without_another_key() -> None:
    app = Left()
    async with app.run_test() as pilot:
        for key in ("enter", "b", "c"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await press(pilot)
        assert app.query_one(Input).value == "bc"


async def test_a_key_given_back_goes_as_far_as_any_other() -> None:
    app = Left()
    async with app.run_test() as pilot:
        await press(pilot, "enter")
        app.screen.call_later(app.give_back, [events.Key("f2", None)])
        await at_rest()
        await press(pilot, "a")
        assert app.noted == 1


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
        if got.count("escape") == 2:
            heard.set()

    monkeypatch.setattr(driver, "process_message", hear)
    driver._key_thread = threading.Thread(target=driver.run_input_thread)
    driver._key_thread.start()
    os.write(controller, b"a\x1b[B\x1bn\x1b")
    assert heard.wait(5)
    os.write(driver._wake, b".")
    driver._key_thread.join(5)
    assert not driver._key_thread.is_alive()
    assert got == ["a", "down", "escape", "n", "escape"]
    for fd in (controller, terminal, driver._asleep, driver._wake):
        os.close(fd)


def read(*sent: str) -> list[str]:
    """The keys, and whatever else it is, that a terminal sends in so many writes; then nothing follows."""
    parser = XTermParser()
    messages = [message for part in sent for message in parser.feed(part)]
    parser._timeout_time = 0.0 if parser._timeout_time is not None else None
    messages += parser.tick()
    keys = (meant(message) if isinstance(message, events.Key | events.Paste) else message for message in messages)
    return [key.key if isinstance(key, events.Key) else type(key).__name__ for key in keys]


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        *((f"\x1b{letter}", ["escape", letter]) for letter in "acnpuzANXO158"),
        ("\x1b/", ["escape", "slash"]),
        ("\x1b ", ["escape", "space"]),
        ("\x1b\r", ["escape", "enter"]),
        ("\x1b\x1a", ["escape", "ctrl+z"]),
        ("\x1b[", ["escape", "left_square_bracket"]),
        ("\x1b\x1b", ["escape", "escape"]),
        ("\x1b\x1b[B", ["escape", "down"]),
        ("\x1bnWhyte\x1b[B", ["escape", "n", *"Whyte", "down"]),
        ("\x1bO/joy\x1b[B", ["escape", "O", "slash", *"joy", "down"]),
        ("\x1bO\x1b[B", ["escape", "O", "down"]),
        ("\x1b" + "a" * 40, ["escape", *"a" * 40]),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_esc_and_the_next_key_in_one_read_are_esc_and_the_next_key(
    sent: str, typed: list[str], *, at_once: bool
) -> None:
    assert read(sent) == typed if at_once else read(*sent) == typed


@pytest.mark.skipif(sys.platform == "darwin", reason="there it is a move by a word")
@pytest.mark.parametrize("letter", "bf")
def test_nor_is_a_move_by_a_word_made_of_esc_and_a_letter(letter: str) -> None:
    assert read(f"\x1b{letter}") == ["escape", letter]


@pytest.mark.parametrize(
    ("sent", "whole"),
    [
        ("\x1b[A\x1b[B\x1bOC\x1b[H\x1b[6~", ["up", "down", "right", "home", "pagedown"]),
        ("\x1bOP\x1b[15~\x1b[20~\x1b[21~", ["f1", "f5", "f9", "f10"]),
        ("\x1b[1;2A\x1b[1;5C", ["shift+up", "ctrl+right"]),
        ("\x1b[Z\x1b\t", ["shift+tab", "shift+tab"]),
        ("\x1b[27u\x1b[106;5u", ["escape", "enter"]),
        ("\x1b[200~Whyte\tAna\x1b[201~b", ["Paste", "b"]),
        ("\x1b[<0;10;5M\x1b[<0;10;5m\x1b[<64;1;1M", ["MouseDown", "MouseUp", "MouseScrollUp"]),
        ("\x1b[I\x1b[O", ["AppFocus", "AppBlur"]),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_what_begins_with_esc_and_is_one_key_arrives_whole(sent: str, whole: list[str], *, at_once: bool) -> None:
    assert read(sent) == whole if at_once else read(*sent) == whole


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
        await at_rest()
        gc.collect()
        assert len(painted) <= 2  # the latest may be held by a message under way
