"""The folders where people keep their papers."""

from __future__ import annotations

from pathlib import Path


def documents() -> Path:
    """The user's documents; their home folder where there is none."""
    from platformdirs import user_documents_path

    return _or_home(user_documents_path())


def downloads() -> Path:
    """Where browsers put what they fetch; the documents where there is no such folder."""
    from platformdirs import user_downloads_path

    found = user_downloads_path()
    return found if found.is_dir() else documents()


def _or_home(folder: Path) -> Path:
    return folder if folder.is_dir() else Path.home()
