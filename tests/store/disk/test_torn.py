from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from store.changes import Entry
from store.disk.errors import Damaged, Unreachable
from store.disk.ledger import Ledger


def cuts(whole: bytes) -> range:
    """Every length that leaves the last line begun and unfinished."""
    return range(whole[:-1].rindex(b"\n") + 2, len(whole))


def test_an_unfinished_last_line_is_set_aside_whole(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    journal = crashed / "register.journal"
    whole = journal.read_bytes()
    begins = cuts(whole).start - 1
    seen = set()
    for length in cuts(whole):
        zeros = (b"\0" * (len(whole) - length), b"\0" * 4096) if length % 8 == 0 else ()
        for tail in (b"", *zeros):
            torn = whole[:length] + tail
            if torn.startswith(whole[:-1]) and tail:
                continue  # all of the body is there: see below
            journal.write_bytes(torn)
            ledger = open_ledger(crashed)
            assert list(ledger.entries()) == [make_entry(n) for n in (1, 2, 3)], length
            (notice,) = ledger.notices
            assert "interrupted" in notice
            aside = {p.read_bytes() for p in (crashed / "set-aside").iterdir()}
            assert torn[begins:] in aside
            assert journal.read_bytes() == whole[:begins]
            ledger._writable().close()
            for kept in (crashed / "set-aside").iterdir():
                kept.unlink()
            seen.add(torn)
    assert len(seen) > 200


def test_zeros_after_the_last_line_are_set_aside(
    crashed: Path, open_ledger: Callable[..., Ledger], make_entry: Callable[[int], Entry]
) -> None:
    journal = crashed / "register.journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole + b"\0" * 700)
    ledger = open_ledger(crashed)
    assert list(ledger.entries()) == [make_entry(n) for n in (1, 2, 3, 4)]
    assert journal.read_bytes() == whole
    ledger.append(make_entry(5))


@pytest.mark.parametrize("wrong", [b"\0", b" ", b"\x0b", b"\r", b"x"])
def test_a_whole_body_with_the_wrong_end_is_damage(
    crashed: Path, contents: Callable[[Path], dict[str, bytes]], now: datetime, wrong: bytes
) -> None:
    journal = crashed / "register.journal"
    journal.write_bytes(journal.read_bytes()[:-1] + wrong)
    before = contents(crashed)
    with pytest.raises(Damaged):
        Ledger.open(crashed, by="J Patel", now=now)
    assert contents(crashed) == before


@pytest.mark.parametrize("rest", [b"hello", b"{}", b"0" * 31 + b"G", b"0" * 32 + b" 00000001x"])
def test_what_no_save_began_is_damage(crashed: Path, now: datetime, rest: bytes) -> None:
    journal = crashed / "register.journal"
    journal.write_bytes(journal.read_bytes() + rest)
    with pytest.raises(Damaged):
        Ledger.open(crashed, by="J Patel", now=now)


def test_to_view_only_an_unfinished_line_is_left_where_it_is(
    crashed: Path,
    contents: Callable[[Path], dict[str, bytes]],
    open_ledger: Callable[..., Ledger],
    make_entry: Callable[[int], Entry],
) -> None:
    journal = crashed / "register.journal"
    journal.write_bytes(journal.read_bytes()[:-9])
    before = contents(crashed)
    ledger = open_ledger(crashed, view_only=True)
    assert list(ledger.entries()) == [make_entry(n) for n in (1, 2, 3)]
    assert "unfinished" in ledger.notices[0]
    assert contents(crashed) == before


def test_nothing_is_cut_that_could_not_be_kept(crashed: Path, now: datetime) -> None:
    journal = crashed / "register.journal"
    journal.write_bytes(journal.read_bytes()[:-9])
    (crashed / "set-aside").write_bytes(b"a file where the folder should be")
    torn = journal.read_bytes()
    with pytest.raises(Unreachable, match="set aside"):
        Ledger.open(crashed, by="J Patel", now=now)
    assert journal.read_bytes() == torn
    Ledger.open(crashed, by="J Patel", now=now, view_only=True)
