"""Start-up: the command `briefed`. Nothing heavy is imported before it is known to be needed."""

from __future__ import annotations

import atexit
import gc
import sys


def main(argv: list[str] | None = None) -> int:
    """Runs the command line or the app; returns the exit status: 0 done, 1 refused or nothing done, 2 wrong usage."""
    # Nothing made while starting is garbage; the app turns collection on again after its first frame.
    gc.disable()
    # Nor is any looked for on the way out: all of it goes with the process, and looking takes up to 30 ms.
    atexit.register(gc.freeze)
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        from tui import __version__

        print(f"briefed {__version__}")
        return 0
    from tui.cli.run import run

    return run(arguments)


if __name__ == "__main__":
    sys.exit(main())
