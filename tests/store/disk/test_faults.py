"""The disk says no: at each call, once or from then on, what was confirmed stays and what was not is told apart."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from store.changes import Entry
from store.disk import files
from store.disk.errors import Changed, OutcomeUnknown, RegisterRefused, SaveFailed, ViewOnly
from store.disk.ledger import Ledger


def test_a_full_disk_is_taken_back_and_the_next_save_works(
    ledger: Ledger,
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = (crashed / "register.journal").read_bytes()
    failing(monkeypatch, "write")
    with pytest.raises(SaveFailed, match="No space left"):
        ledger.append(make_entry(6))
    assert (crashed / "register.journal").read_bytes() == before
    assert [entry.n for entry in ledger.entries()] == [1, 2, 3, 4, 5]
    ledger.append(make_entry(6))
    ledger._writable().close()
    assert [entry.n for entry in open_ledger(crashed).entries()] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("written", [0, 1, 60, 150])
def test_half_a_write_is_taken_back(
    ledger: Ledger, crashed: Path, make_entry: Callable[[int], Entry], monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    before = (crashed / "register.journal").read_bytes()
    real = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: real(fd, data[:written]))
    with pytest.raises(SaveFailed):
        ledger.append(make_entry(6))
    assert (crashed / "register.journal").read_bytes() == before


def test_taking_back_is_flushed_and_the_failed_flush_is_not_tried_again(
    ledger: Ledger, make_entry: Callable[[int], Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    order = []
    real_fsync, real_cut = os.fsync, os.ftruncate

    def fsync(fd: int) -> None:
        order.append("fsync")
        if len(order) == 1:
            raise OSError(errno.EIO, "Input/output error")
        real_fsync(fd)

    def cut(fd: int, size: int) -> None:
        order.append("cut")
        real_cut(fd, size)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "ftruncate", cut)
    with pytest.raises(SaveFailed):
        ledger.append(make_entry(6))
    assert order == ["fsync", "cut", "fsync"]


@pytest.mark.parametrize("then", ["fsync", "ftruncate"])
def test_what_cannot_be_taken_back_is_unknown_and_nothing_more_is_written(
    ledger: Ledger,
    crashed: Path,
    contents: Callable[[Path], dict[str, bytes]],
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    then: str,
) -> None:
    with monkeypatch.context() as broken:
        failing(broken, "fsync", times=99, code=errno.EIO)
        if then == "ftruncate":
            failing(broken, "ftruncate", times=99, code=errno.EIO)
        with pytest.raises(OutcomeUnknown, match="may or may not"):
            ledger.append(make_entry(6))
    assert [entry.n for entry in ledger.entries()] == [1, 2, 3, 4, 5]
    before = contents(crashed)
    with pytest.raises(OutcomeUnknown, match="opened again"):
        ledger.append(make_entry(6))
    assert contents(crashed) == before
    ledger.close()
    after = contents(crashed)
    assert after["register.journal"] == before["register.journal"]
    assert after["register.json"] == before["register.json"]
    again = open_ledger(crashed)
    assert [entry.n for entry in again.entries()] in ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5, 6])
    again.append(make_entry(again.next_n))


def test_a_file_that_is_not_as_long_as_it_should_be_is_not_a_save(
    ledger: Ledger, crashed: Path, make_entry: Callable[[int], Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.write

    def lying(fd: int, data: bytes) -> int:
        real(fd, data[:-3])
        return len(data)

    before = (crashed / "register.journal").read_bytes()
    monkeypatch.setattr(os, "write", lying)
    with pytest.raises(SaveFailed):
        ledger.append(make_entry(6))
    assert (crashed / "register.journal").read_bytes() == before


def test_an_interrupted_save_is_unknown(
    ledger: Ledger, make_entry: Callable[[int], Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(fd: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            ledger.append(make_entry(6))
    with pytest.raises(OutcomeUnknown):
        ledger.append(make_entry(6))


def test_what_somebody_else_wrote_after_ours_is_not_cut(
    ledger: Ledger, crashed: Path, make_entry: Callable[[int], Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = crashed / "register.journal"
    real = os.write

    def with_another_writer(fd: int, data: bytes) -> int:
        written = real(fd, data)
        with journal.open("ab") as theirs:
            theirs.write(b"theirs")
        return written

    with monkeypatch.context() as broken:
        broken.setattr(os, "write", with_another_writer)
        with pytest.raises(OutcomeUnknown):
            ledger.append(make_entry(6))
    assert journal.read_bytes().endswith(b"theirs")


def test_a_journal_is_begun_only_when_its_snapshot_is_sure_to_stay(
    ledger: Ledger,
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    failing: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Were the journal's rename to outlive a power cut and the snapshot's not, entries would be lost."""
    with monkeypatch.context() as broken:
        failing(broken, "replace", after=1)
        ledger._writable().fold()  # the snapshot is in place, its journal is not
    ledger._writable().close()
    again = open_ledger(crashed)
    again._backed_up = True
    calls: list[str] = []
    real_replace = os.replace
    monkeypatch.setattr(files, "flush_folder", lambda folder: calls.append("folder flushed"))

    def replace(source: Path, target: Path) -> None:
        calls.append(target.name)
        real_replace(source, target)

    monkeypatch.setattr(os, "replace", replace)
    again.append(make_entry(6))
    assert calls == ["folder flushed", "register.journal", "folder flushed"]


@pytest.mark.parametrize("name", ["register.json", "register.journal"])
@pytest.mark.parametrize("how", ["touched", "longer", "replaced", "gone"])
def test_files_not_as_they_were_left_take_no_save(
    ledger: Ledger,
    crashed: Path,
    contents: Callable[[Path], dict[str, bytes]],
    make_entry: Callable[[int], Entry],
    name: str,
    how: str,
) -> None:
    file = crashed / name
    if how == "touched":
        os.utime(file, ns=(1, 1))
    elif how == "longer":
        file.write_bytes(file.read_bytes() + b" ")
    elif how == "replaced":
        other = crashed / "other"
        other.write_bytes(file.read_bytes())
        os.utime(other, ns=(file.stat().st_mtime_ns,) * 2)
        other.replace(file)
    else:
        file.unlink()
    before = contents(crashed)
    with pytest.raises(Changed, match="Nothing has been saved"):
        ledger.append(make_entry(6))
    ledger.close()
    after = contents(crashed)
    before.pop("register.lock.json")
    assert after == before


def test_to_view_only_nothing_is_saved(
    crashed: Path,
    contents: Callable[[Path], dict[str, bytes]],
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    now: datetime,
) -> None:
    before = contents(crashed)
    ledger = open_ledger(crashed, view_only=True)
    for refused in (lambda: ledger.append(make_entry(5)), lambda: ledger.backup(now)):
        with pytest.raises(ViewOnly):
            refused()
    ledger.close()
    assert contents(crashed) == before


def test_refusals_are_sentences_of_one_kind() -> None:
    assert issubclass(SaveFailed, RegisterRefused)
