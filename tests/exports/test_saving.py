from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from exports.refusals import ExportFailed
from exports.saving import save


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def failing(number: int, *, only: str = "") -> Any:
    """Stands for a call into the system that fails, at all or for a path of that name."""
    real = os.replace

    def call(*arguments: Any, **details: Any) -> Any:
        if only and Path(arguments[-1]).name != only:
            return real(*arguments, **details)
        raise OSError(number, os.strerror(number))

    return call


def test_it_is_saved_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    saved = save(b"new", tmp_path / "a.xlsx")
    assert saved == (tmp_path / "a.xlsx", "")
    assert contents(tmp_path) == {"a.xlsx": b"new"}


def test_an_older_one_of_the_same_name_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    save(b"new", tmp_path / "a.xlsx")
    assert contents(tmp_path) == {"a.xlsx": b"new"}


def test_while_the_old_one_is_open_in_excel_the_new_one_goes_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    (tmp_path / "a (2).xlsx").write_bytes(b"second")
    monkeypatch.setattr(os, "replace", failing(errno.EACCES, only="a.xlsx"))
    saved = save(b"new", tmp_path / "a.xlsx")
    assert saved.path.name == "a (3).xlsx"
    assert saved.notice == "a.xlsx is open in another program, so this one is called a (3).xlsx."
    assert contents(tmp_path) == {"a.xlsx": b"old", "a (2).xlsx": b"second", "a (3).xlsx": b"new"}


@pytest.mark.parametrize(
    ("place", "number", "said"),
    [
        ("fsync", errno.ENOSPC, "The disk is full"),
        ("fsync", errno.EIO, "Nothing was saved"),
        ("replace", errno.ENOSPC, "The disk is full"),
        ("replace", errno.EROFS, "not allowed"),
        ("replace", errno.EACCES, "not allowed"),
    ],
)
def test_a_failure_is_one_sentence_and_leaves_the_folder_as_it_was(
    place: str, number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"old")
    monkeypatch.setattr(os, place, failing(number))
    with pytest.raises(ExportFailed, match=said) as failed:
        save(b"new", tmp_path / "a.xlsx")
    assert contents(tmp_path) == {"a.xlsx": b"old"}
    assert "\n" not in str(failed.value)
    assert str(failed.value).endswith(".")


def test_a_folder_that_has_vanished_is_said_to_have(tmp_path: Path) -> None:
    with pytest.raises(ExportFailed, match="There is no folder"):
        save(b"new", tmp_path / "gone" / "a.xlsx")
    assert contents(tmp_path) == {}


def test_a_folder_that_may_not_be_written_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ExportFailed, match="not allowed"):
        save(b"new", tmp_path / "a.xlsx")
    assert contents(tmp_path) == {}


def test_a_folder_in_the_files_place(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(ExportFailed):
        save(b"new", tmp_path / "a.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
