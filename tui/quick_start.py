"""What makes starting quick, before Textual is imported. Nothing here changes what the app does."""

from __future__ import annotations

import os
import sys


def prepare() -> None:
    """Sets Textual's frame rate, and keeps asyncio from loading TLS (5 ms): Briefed speaks to no network."""
    # A second change within a sixtieth of a second is not to wait for the next one.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    # A key typed within a tenth of a second of Esc is not to be taken for Alt and that key.
    os.environ.setdefault("ESCDELAY", "20")
    if "asyncio" not in sys.modules and "ssl" not in sys.modules:
        sys.modules["ssl"] = None  # type: ignore[assignment] # the import system's own way to say “not here”
        try:
            import asyncio  # noqa: F401
        finally:
            del sys.modules["ssl"]
