"""When an app under test has done all there is to do: asked of its event loop and its screen, not of the clock."""

from __future__ import annotations

import asyncio
from typing import Any

from textual._context import active_app
from textual.screen import Screen

from tui.textual_private import PatientApp

AT_ONCE = 0.001
"""Seconds: a timer due sooner belongs to what was just done."""
AT_MOST = 5000


async def at_rest(_min_sleep: float = 0) -> None:
    """Waits until nothing is ready to run and every frame is painted. Raises AssertionError if that never comes."""
    app = active_app.get()
    loop: Any = asyncio.get_running_loop()  # whose queue and timers have no public name
    quiet = 0
    for _ in range(AT_MOST):
        await asyncio.sleep(0)
        due = min((timer.when() for timer in loop._scheduled if not timer.cancelled()), default=loop.time() + 1)
        if loop._ready:
            quiet = 0
        elif (wait := due - loop.time()) < AT_ONCE:
            await asyncio.sleep(max(0, wait))
            quiet = 0
        elif app._animator._animations:
            app._animator()
            quiet = 0
        elif app._resize_event is not None:
            app._check_resize()
            quiet = 0
        elif not app._exit and owes_a_frame(app.screen):
            app.screen._on_timer_update()
            quiet = 0
        elif quiet == 2:
            return
        else:
            quiet += 1
    raise AssertionError("it never came to rest")


async def between_keys(_min_sleep: float = 0) -> None:
    """Our app keeps a key until the one before has had its effect, so they come as fast as they can."""
    if isinstance(active_app.get(), PatientApp):
        await asyncio.sleep(0)
    else:
        await at_rest()


def owes_a_frame(screen: Screen[object]) -> bool:
    """Whether something is to be painted, or waits until that is done."""
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )
