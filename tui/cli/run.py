"""From arguments to a command, and from whatever it refuses to one clear line and an exit status."""

from __future__ import annotations

import sys
from pathlib import Path

from store.disk.errors import RegisterRefused
from store.register import Rejected
from tui.cli.session import Refused
from tui.widgets.cells import shown


def run(arguments: list[str]) -> int:
    """Runs one command. 0 done, 1 refused or nothing done; argparse itself exits with 2 on wrong usage."""
    _speak_utf8()
    try:
        return _carry_out(arguments)
    except (Refused, RegisterRefused) as refusal:
        return _refuse(str(refusal))
    except Rejected as rejection:
        hint = " Add: --reason TEXT" if rejection.field == "reason" else ""
        return _refuse(f"{rejection.reason}{hint}")
    except BrokenPipeError:
        # Whoever reads our output (more, head) has gone; that is no mistake of ours.
        sys.stderr.close()
        return 1
    except OSError as error:
        return _refuse(f"It could not be done: {error.strerror or 'the system refused it'}.")
    except KeyboardInterrupt:
        return _refuse("stopped.")
    except Exception as error:  # noqa: BLE001 - a traceback on the terminal could show somebody's name
        from tui.crash import last_words

        return _refuse(last_words(error))


def _carry_out(arguments: list[str]) -> int:
    if not arguments or (arguments[0] == "--register" and len(arguments) == 2):
        # Opening the app is what happens every morning: it does not wait for argparse (5 ms).
        from tui.cli.app import open_register

        return open_register(Path(arguments[1]) if arguments else None, view_only=False)
    from tui.cli.parser import parser

    options = parser().parse_args(arguments)
    return int(options.run(options))


def _refuse(sentence: str) -> int:
    print(f"briefed: {shown(sentence)}", file=sys.stderr)
    return 1


def _speak_utf8() -> None:
    """Names are of every alphabet; a console or pipe that cannot show one gets an escape, not a crash."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
