"""The user's own settings of the app: how it looks and which keys it has. The school's rules are in the register.

settings.json, in the user's folder for configuration:

    {"theme": "light", "details": false, "keys": {"Briefing": "y", "undo": "f8"}}

A command is called by its name or its action. Whatever cannot be used is left out and said. Beside these, the app
itself keeps three folders there: where the register is, where the last staff list was and where the last workbook
went. Never the name of a file.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

import msgspec

if TYPE_CHECKING:
    from tui.commands import Command

Theme = Literal["dark", "light", "high-contrast"]
THEMES: tuple[Theme, ...] = get_args(Theme)
FolderName = Literal["register", "lists", "papers"]

POSSIBLE = r"[A-Za-z0-9]|f([1-9]|10)|ctrl\+[a-z]"
"""Keys that every terminal hands on; not Alt, not Ctrl+Shift, not F11 or F12."""
FORBIDDEN = {
    "ctrl+i": "is Tab",
    "ctrl+m": "is Enter",
    "ctrl+j": "is Enter",
    "ctrl+h": "is Backspace",
    "ctrl+c": "copies",
    "ctrl+v": "pastes",
}
"""Keys that look possible, and what they are instead."""
FIXED = ("app.", "back")
"""How the actions begin whose keys are the same on every screen, and stay as they are."""
_BOM = b"\xef\xbb\xbf"


class UserSettings(msgspec.Struct, frozen=True):
    """What the user chose; everything not chosen, or not usable, is as it always was."""

    theme: Theme = "dark"
    details: bool = True
    """Whether the person under the cursor is told of beside the list, where the window is wide."""
    keys: dict[str, str] = {}
    """For the actions of commands with another key: that key. Fit for Textual's `App.set_keymap`."""
    problem: str = ""
    """A sentence about what could not be used, to be shown once."""
    unreadable: bool = False
    """There is a file, and nothing of it could be read."""


class SettingsNotSaved(Exception):  # noqa: N818 - named for what happened, as RegisterRefused is
    """Nothing was changed; the message is a sentence for the user."""


class _Written(msgspec.Struct, frozen=True):
    """The file as it was written."""

    theme: str = "dark"
    details: bool = True
    keys: dict[str, str] = {}
    register: str = ""
    lists: str = ""
    papers: str = ""


def settings_path() -> Path:
    """Where the file is, or would be: where platformdirs says."""
    if os.name == "posix" and sys.platform != "darwin":
        # Its answer here, without the 3 ms that importing it adds to every start; a test holds the two together.
        home = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return (Path(home) if home else Path.home() / ".config") / "Briefed" / "settings.json"
    from platformdirs import user_config_path

    return user_config_path("Briefed", appauthor=False) / "settings.json"


def read_settings(
    path: Path, commands: Sequence[Command], not_for: Mapping[str, Collection[str]] = MappingProxyType({})
) -> UserSettings:
    """The settings in a file; a missing file is no problem, and no problem is more than a sentence.

    `not_for` are the keys that some commands cannot have, by action: letters of workbooks.
    """
    try:
        written = msgspec.json.decode(path.read_bytes().removeprefix(_BOM), type=_Written)
    except FileNotFoundError:
        return UserSettings()
    except OSError as error:
        problem = f"Your settings are not used: {error.strerror or 'unreadable'} ({path})."
        return UserSettings(problem=problem, unreadable=True)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return UserSettings(problem=f"Your settings are not used: {_reason(error)} ({path}).", unreadable=True)
    complaints: list[str] = []
    theme = next((theme for theme in THEMES if theme == written.theme.strip().lower()), None)
    if theme is None:
        complaints.append(f"there is no theme {_quoted(written.theme)}, only {', '.join(THEMES)}")
    keys = _usable(written.keys, commands, complaints, not_for)
    problem = f"Not used of your settings: {'; '.join(complaints)} ({path})." if complaints else ""
    return UserSettings(theme or "dark", written.details, keys, problem)


def kept_folder(path: Path, name: FolderName) -> Path | None:
    """A folder kept in the file; None where none is."""
    try:
        kept = getattr(msgspec.json.decode(path.read_bytes().removeprefix(_BOM), type=_Written), name)
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return Path(kept) if kept else None


def save_choice(path: Path, name: str, chosen: str | bool) -> None:
    """Changes one setting in the file and nothing else there. Raises SettingsNotSaved; then nothing is changed."""
    path = path.resolve()  # a link to a file elsewhere stays one
    try:
        written = msgspec.json.decode(path.read_bytes().removeprefix(_BOM), type=dict[str, object])
    except FileNotFoundError:
        written = {}
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise SettingsNotSaved(f"Your choice is not kept: {_reason(error)} ({path}).") from None
    except OSError as error:
        raise SettingsNotSaved(f"Your choice is not kept: {error.strerror or 'unreadable'} ({path}).") from None
    try:
        text = msgspec.json.format(msgspec.json.encode(written | {name: chosen}), indent=2) + b"\n"
    except UnicodeEncodeError:
        raise SettingsNotSaved(f"Your choice is not kept: it has characters that cannot be stored ({path}).") from None
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with temporary.open("wb") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.replace(temporary, path)  # noqa: PTH105 - the one name everybody knows as atomic
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise SettingsNotSaved(f"Your choice is not kept: {error.strerror or 'no room'} ({path}).") from None


def _usable(
    written: Mapping[str, str],
    commands: Sequence[Command],
    complaints: list[str],
    not_for: Mapping[str, Collection[str]],
) -> dict[str, str]:
    """The keys that can be had, by action; what is said about the others is added to the complaints."""
    keys: dict[str, str] = {}
    for name, wanted in written.items():
        key = wanted.strip()
        key = key if len(key) == 1 else key.lower()  # O is Shift and o
        called = _called(name.strip(), commands)
        command = called[0] if called else None
        if command is None:
            complaints.append(f"there is no command {_quoted(name)}")
        elif len(called) > 1:
            complaints.append(f"{_quoted(name)} could be {' or '.join(command.action for command in called)}")
        elif key in {command.key, command.shown}:
            continue
        elif command.action.startswith(FIXED):
            complaints.append(f"{command.name} keeps {command.shown}")
        elif key in FORBIDDEN:
            complaints.append(f"{_quoted(key)} for {command.name} {FORBIDDEN[key]}")
        elif not re.fullmatch(POSSIBLE, key):
            complaints.append(f"{_quoted(key)} for {command.name} is not a key that can be chosen")
        elif key in not_for.get(command.action, ()):
            complaints.append(f"{_quoted(key)} for {command.name} is a letter of the reports, where it works too")
        else:
            keys[command.action] = key
    # Without its new key a command has its old one, which may be what another wanted: so one at a time.
    while clash := _clash(keys, commands):
        command, other = clash
        complaints.append(f"{_quoted(keys.pop(command.action))} for {command.name} is taken by {other.name}")
    return keys


def _called(name: str, commands: Sequence[Command]) -> list[Command]:
    """The command with that action, or those with that name."""
    exact = [command for command in commands if command.action == name]
    return exact or [command for command in commands if command.name.casefold() == name.casefold()]


def _clash(keys: Mapping[str, str], commands: Sequence[Command]) -> tuple[Command, Command] | None:
    """A command with a new key that another has too, and that other."""
    for command in commands:
        key = keys.get(command.action)
        for other in commands if key else ():
            if other.action != command.action and keys.get(other.action, other.key) == key:
                return command, other
    return None


def _reason(error: Exception) -> str:
    """What is wrong with the file, in one clause."""
    if isinstance(error, msgspec.ValidationError):
        return f"something in them is not as it should be: {error}"
    return f"they cannot be read as JSON: {error}" if isinstance(error, msgspec.DecodeError) else "they are not text"


def _quoted(text: str) -> str:
    return f"“{text if len(text) <= 30 else text[:29] + '…'}”"
