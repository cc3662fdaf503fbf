"""What is shown while a large register is being read."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.disk.glance import Glance, glance


def test_it_says_whose_it_is_and_how_much_there_is(crashed: Path) -> None:
    path = crashed / "register.json"
    assert glance(path) == Glance(path.stat().st_size, 2, "Bradley Primary School")


@pytest.mark.parametrize("data", [b"", b"hello", b"{}\n{}\n{}\n", b'{"_meta":{"1":{}}\n,"ledger":{\n\n}\n}\n'])
def test_of_anything_else_it_only_says_how_large_it_is(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "register.json").write_bytes(data)
    assert glance(tmp_path / "register.json") == Glance(len(data))


def test_where_there_is_nothing_it_says_so(tmp_path: Path) -> None:
    assert glance(tmp_path / "register.json") == Glance(0)
