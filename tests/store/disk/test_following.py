from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from store.changes import Entry
from store.disk.errors import Changed, Damaged, HeldByAnother
from store.disk.journal import Database
from store.disk.ledger import Ledger
from store.disk.lock import Holder, Lock, read_note


def numbers(entries: Sequence[Entry]) -> list[int]:
    return [entry.n for entry in entries]


def test_one_who_looks_follows_one_who_writes(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    writer = open_ledger(crashed)
    viewer = open_ledger(crashed, view_only=True)
    assert viewer.refresh() == []
    writer.append(make_entry(5))
    writer.append(make_entry(6))
    assert viewer.refresh() == [make_entry(5), make_entry(6)]
    assert viewer.refresh() == []
    writer.append(make_entry(7))
    writer.close()  # which folds
    assert numbers(viewer.refresh()) == [7]
    writer = open_ledger(crashed)
    writer.append(make_entry(8))
    assert numbers(viewer.refresh()) == [8]
    assert list(viewer.entries()) == list(writer.entries())
    assert writer.refresh() == []


def test_half_a_line_is_waited_for(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    journal = crashed / "register.journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-40])
    viewer = open_ledger(crashed, view_only=True)
    assert numbers(viewer.entries()) == [1, 2, 3]
    journal.write_bytes(whole[:-20])
    assert viewer.refresh() == []
    journal.write_bytes(whole)
    assert viewer.refresh() == [make_entry(4)]


def test_entries_changed_behind_a_viewers_back_are_told(crashed: Path, open_ledger: Callable[..., Ledger]) -> None:
    viewer = open_ledger(crashed, view_only=True)
    with Database(crashed / "register.json") as database:
        database.table("ledger").remove(doc_ids=[2])
    with pytest.raises(Changed, match="Open it again"):
        viewer.refresh()


def test_damage_met_while_following_is_refused(crashed: Path, open_ledger: Callable[..., Ledger]) -> None:
    viewer = open_ledger(crashed, view_only=True)
    journal = crashed / "register.journal"
    journal.write_bytes(journal.read_bytes() + b"rubbish\n")
    with pytest.raises(Damaged):
        viewer.refresh()


def test_a_second_writer_is_told_who_has_it_and_changes_nothing(
    crashed: Path, open_ledger: Callable[..., Ledger], contents: Callable[[Path], dict[str, bytes]], now: datetime
) -> None:
    first = open_ledger(crashed, by="J Patel")
    before = contents(crashed)
    with pytest.raises(HeldByAnother) as refused:
        open_ledger(crashed, by="A Begum", now=now + timedelta(hours=1))
    assert str(refused.value).startswith("J Patel has this register open since 09:41 on 22 Nov 2026 (on ")
    assert contents(crashed) == before
    viewer = open_ledger(crashed, view_only=True)
    assert isinstance(viewer.holder, Holder)
    assert (viewer.holder.by, viewer.holder.since) == ("J Patel", now)
    assert contents(crashed) == before
    first.close()
    assert not (crashed / "register.lock.json").exists()
    assert open_ledger(crashed, view_only=True).holder is None
    assert open_ledger(crashed, by="A Begum").holder is None
    note = read_note(crashed / "register.json")
    assert note
    assert note.by == "A Begum"


def test_a_note_left_by_a_crash_holds_nobody_out(crashed: Path, open_ledger: Callable[..., Ledger]) -> None:
    ledger = open_ledger(crashed)
    note = (crashed / "register.lock.json").read_bytes()
    ledger.close()
    (crashed / "register.lock.json").write_bytes(note)
    assert open_ledger(crashed, view_only=True).holder is None
    assert not open_ledger(crashed, by="A Begum").view_only


@pytest.mark.parametrize("note", [None, b"", b"{}", b"[1", b'{"by": 3}'])
def test_without_a_readable_note_it_is_somebody(
    crashed: Path, open_ledger: Callable[..., Ledger], note: bytes | None
) -> None:
    open_ledger(crashed)
    path = crashed / "register.lock.json"
    path.unlink() if note is None else path.write_bytes(note)
    with pytest.raises(HeldByAnother, match="Somebody else has this register open"):
        open_ledger(crashed)


def test_a_refusal_leaves_the_lock_free(crashed: Path, open_ledger: Callable[..., Ledger]) -> None:
    journal = crashed / "register.journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole[:-3] + b"!!\n")
    with pytest.raises(Damaged):
        open_ledger(crashed)
    journal.write_bytes(whole)
    assert not open_ledger(crashed).view_only


def test_what_changed_between_the_look_and_the_lock_is_seen(
    crashed: Path,
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = Lock.take

    def take_late(register: Path, *, by: str, now: datetime) -> Lock:
        monkeypatch.undo()
        quick = Ledger.open(crashed, by="A Begum", now=now)
        quick.append(make_entry(5))
        quick.close()
        return real(register, by=by, now=now)

    monkeypatch.setattr(Lock, "take", take_late)
    ledger = open_ledger(crashed)
    assert numbers(ledger.entries()) == [1, 2, 3, 4, 5]
    ledger.append(make_entry(6))


def test_a_lock_lost_takes_no_save(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    ledger = open_ledger(crashed)
    ledger._writable()._lock.release()
    with pytest.raises(Changed):
        ledger.append(make_entry(5))
