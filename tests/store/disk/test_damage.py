from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from tinydb.table import Document

from store.changes import Entry
from store.disk.errors import Damaged, Newer, NoRegister, RegisterRefused
from store.disk.journal import Database
from store.disk.journal_file import header
from store.disk.ledger import Ledger
from store.disk.snapshot import encode, read_meta, read_tables

FLIPS = (lambda b: b ^ 1, lambda b: b ^ 0x20, lambda b: b ^ 0x80, lambda b: 0, lambda b: 0x0A, lambda b: 0x30)
EDGE = 12


@pytest.mark.parametrize("view_only", [False, True])
@pytest.mark.parametrize("name", ["register.json", "register.journal"])
def test_one_flipped_byte_anywhere_is_refused_and_nothing_is_touched(
    crashed: Path, contents: Callable[[Path], dict[str, bytes]], now: datetime, name: str, view_only: bool
) -> None:
    file = crashed / name
    whole = file.read_bytes()
    for place in range(len(whole)):
        # Every byte in one of the ways, by turns; the first and the last, where lines begin and end, in all of them.
        at_an_end = not view_only and not EDGE <= place < len(whole) - EDGE
        for flip in FLIPS if at_an_end else FLIPS[place % len(FLIPS) :][:1]:
            spoilt = bytearray(whole)
            spoilt[place] = flip(whole[place])
            if spoilt == whole:
                continue
            file.write_bytes(spoilt)
            with pytest.raises(Damaged) as refused:
                Ledger.open(crashed, by="J Patel", now=now, view_only=view_only)
            assert name in str(refused.value), place
            assert file.read_bytes() == spoilt
    file.write_bytes(whole)
    before = contents(crashed)
    assert set(before) - {"register.lock"} == {"register.json", "register.journal"} | {
        n for n in before if n.startswith("backups")
    }


@pytest.mark.parametrize("name", ["register.json", "register.journal"])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 8],
        lambda whole: b"\0" * len(whole),
        lambda whole: b"{}",
        lambda whole: b'{"_default": {"1": {"a": 1}}}',
        lambda whole: whole[1:],
        lambda whole: whole + b"\n",
        lambda whole: b"\xef\xbb\xbf" + whole,
        lambda whole: b"%PDF-1.7",
    ],
)
def test_what_is_not_a_register_is_refused(
    crashed: Path,
    contents: Callable[[Path], dict[str, bytes]],
    now: datetime,
    name: str,
    spoil: Callable[[bytes], bytes],
) -> None:
    (crashed / name).write_bytes(spoil((crashed / name).read_bytes()))
    before = contents(crashed)
    with pytest.raises(Damaged) as refused:
        Ledger.open(crashed, by="J Patel", now=now)
    assert "Nothing has been changed" in str(refused.value)
    assert contents(crashed) == before


@pytest.mark.parametrize("name", ["register.json", "register.journal"])
def test_a_missing_half_is_not_made_up_for(
    crashed: Path, contents: Callable[[Path], dict[str, bytes]], now: datetime, name: str
) -> None:
    (crashed / name).unlink()
    before = contents(crashed)
    with pytest.raises(Damaged, match=f"{name} is missing"):
        Ledger.open(crashed, by="J Patel", now=now)
    with pytest.raises(RegisterRefused):
        Ledger.create(crashed, now=now)
    assert contents(crashed) == before


def test_a_missing_register_is_not_created(tmp_path: Path, now: datetime) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(NoRegister):
            Ledger.open(folder, by="J Patel", now=now)
    assert list(tmp_path.iterdir()) == []


def test_a_line_lost_moved_or_repeated_is_noticed(crashed: Path, now: datetime) -> None:
    journal = crashed / "register.journal"
    first, three, four = journal.read_bytes().splitlines(keepends=True)
    for lines in ([first, four], [first, four, three], [first, three, three, four], [three, four], [first, first]):
        journal.write_bytes(b"".join(lines))
        with pytest.raises(Damaged):
            Ledger.open(crashed, by="J Patel", now=now)


def test_another_registers_journal_is_refused(
    tmp_path: Path, make_entry: Callable[[int], Entry], now: datetime
) -> None:
    for name in "ab":
        ledger = Ledger.create(tmp_path / name, now=now)
        ledger.append(make_entry(1))
        ledger._writable().close()
    (tmp_path / "a/register.journal").write_bytes((tmp_path / "b/register.journal").read_bytes())
    with pytest.raises(Damaged, match="belongs to another register"):
        Ledger.open(tmp_path / "a", by="J Patel", now=now)


@pytest.mark.parametrize("view_only", [False, True])
def test_a_later_format_is_read_by_nobody_and_written_by_nobody(
    crashed: Path, contents: Callable[[Path], dict[str, bytes]], now: datetime, view_only: bool
) -> None:
    file = crashed / "register.json"
    data = file.read_bytes()
    meta = read_meta(data, file)
    later, _ = encode(msgspec.structs.replace(meta, format=9, oldest_reader=2), read_tables(data))
    file.write_bytes(later)
    before = contents(crashed)
    with pytest.raises(Newer, match="later version"):
        Ledger.open(crashed, by="J Patel", now=now, view_only=view_only)
    assert contents(crashed) == before


def test_a_later_format_that_this_one_may_read_is_read(crashed: Path, now: datetime) -> None:
    file = crashed / "register.json"
    (crashed / "register.journal").unlink()
    data = file.read_bytes()
    later, meta = encode(msgspec.structs.replace(read_meta(data, file), format=2), read_tables(data))
    file.write_bytes(later)
    (crashed / "register.journal").write_bytes(header(meta.digest, meta.sequence))
    assert len(Ledger.open(crashed, by="J Patel", now=now, view_only=True).entries()) == 2


def test_an_entry_nobody_understands_is_refused_without_quoting_it(tmp_path: Path, now: datetime) -> None:
    ledger = Ledger.create(tmp_path / "r", now=now)
    ledger.close()
    with Database(tmp_path / "r/register.json") as database:
        database.table("ledger").insert({"n": 1, "secret": "Joy Adams"})
    with pytest.raises(Damaged) as refused:
        Ledger.open(tmp_path / "r", by="J Patel", now=now)
    assert "Joy" not in str(refused.value)


@pytest.mark.parametrize(("n", "doc_id"), [(5, 6), (4, 5), (6, 5)])
def test_an_entry_under_another_number_is_refused(
    crashed: Path, make_entry: Callable[[int], Entry], now: datetime, n: int, doc_id: int
) -> None:
    with Database(crashed / "register.json") as database:
        database.table("ledger").insert(Document(msgspec.to_builtins(make_entry(n)), doc_id))
    with pytest.raises(Damaged, match="does not understand"):
        Ledger.open(crashed, by="J Patel", now=now)
