from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from exports.kinds import KINDS
from exports.making import Made, draft
from exports.refusals import ExportFailed, ExportRefused
from exports.sealing import check_password, opened, seal
from store.register import Register
from tests.exports.registers import AS_AT, NOW, a_usual_school

ROOT = Path(__file__).parents[2]
PASSWORD = "three wörds £ long"


def governors(register: Register, where: Path, password: str | None = PASSWORD) -> Made:
    return draft(
        "governors", register, as_at=AS_AT, known_at=None, now=NOW, by="J", password=password, folder_or_path=where
    ).save()


def test_only_the_password_opens_it_and_to_the_very_same_bytes(tmp_path: Path) -> None:
    register = a_usual_school(2)
    plain = governors(register, tmp_path / "plain.xlsx", None).path.read_bytes()
    locked = governors(register, tmp_path / "locked.xlsx").path.read_bytes()
    assert opened(locked, PASSWORD) == plain
    assert opened(locked, PASSWORD + " ") is None
    assert b"EncryptedPackage".decode().encode("utf-16-le") in locked
    assert locked[:2] != b"PK"
    assert b"governors" not in locked


def test_it_is_locked_with_aes_256_and_a_slow_key() -> None:
    import olefile

    locked = seal(a_workbook(), PASSWORD)
    with olefile.OleFileIO(io.BytesIO(locked)) as file:
        said = file.openstream("EncryptionInfo").read().decode("utf-8", "replace")
    for words in ('keyBits="256"', 'cipherAlgorithm="AES"', 'hashAlgorithm="SHA512"', 'spinCount="100000"'):
        assert words in said


def test_what_has_been_tampered_with_does_not_open() -> None:
    plain = a_workbook()
    locked = bytearray(seal(plain, PASSWORD))
    for place in range(0, len(locked), len(locked) // 8):
        spoiled = locked.copy()
        spoiled[place] ^= 0xFF
        assert opened(bytes(spoiled), PASSWORD) in {None, plain}
    assert opened(bytes(locked[: len(locked) // 2]), PASSWORD) is None


def test_the_hash_that_is_noted_is_of_the_workbook_before_its_password(tmp_path: Path) -> None:
    register = a_usual_school(2)
    plain = governors(register, tmp_path / "plain.xlsx", None)
    locked = governors(register, tmp_path / "locked.xlsx")
    assert locked.note.sha256 == plain.note.sha256 == hashlib.sha256(plain.path.read_bytes()).hexdigest()
    assert locked.path.read_bytes() != governors(register, tmp_path / "again.xlsx").path.read_bytes()


def test_one_of_ours_is_replaced_by_the_next_also_with_a_password(tmp_path: Path) -> None:
    register = a_usual_school(2)
    made = governors(register, tmp_path)
    register.apply(made.note, "J", NOW)
    again = governors(register, tmp_path)
    assert (again.path, again.notice) == (made.path, "")


def test_one_with_another_password_is_kept(tmp_path: Path) -> None:
    register = a_usual_school(2)
    made = governors(register, tmp_path)
    register.apply(made.note, "J", NOW)
    other = governors(register, tmp_path, "another password")
    assert other.path.name.endswith("(2).xlsx")
    assert "is kept" in other.notice
    assert opened(made.path.read_bytes(), PASSWORD) is not None


@pytest.mark.parametrize(
    "password", ["", "short", "eleven char", "          12", "a" * 256, "twelve or m\x00re", "line\nline line"]
)
def test_a_password_that_is_no_lock_is_refused_in_a_sentence_that_does_not_say_it(
    password: str, tmp_path: Path
) -> None:
    with pytest.raises(ExportRefused, match=r"password.*\.$") as refused:
        governors(a_usual_school(0), tmp_path, password)
    assert not password or password not in str(refused.value)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("password", ["abcdefghijkl", "äöüß£€ñ漢字漢字漢字", "a" * 255, " spaces  at the ends "])
def test_other_passwords_are_taken_as_they_are(password: str) -> None:
    check_password(password)
    assert opened(seal(a_workbook(), password), password) == a_workbook()


def test_a_kind_that_never_leaves_without_a_password_is_refused_without(tmp_path: Path) -> None:
    assert [kind.word for kind in KINDS.values() if kind.sealed] == ["connections"]
    with pytest.raises(ExportRefused, match="never leaves without a password"):
        draft(
            "connections", a_usual_school(2), as_at=AS_AT, known_at=None, now=NOW, by="J", folder_or_path=tmp_path
        ).save()
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_open_again_is_not_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    def spoiled(self: Any, password: str, to: io.BytesIO) -> None:
        to.write(b"something else")

    monkeypatch.setattr(OOXMLFile, "encrypt", spoiled)
    with pytest.raises(ExportRefused, match="could not be locked"):
        governors(a_usual_school(0), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_workbook_without_its_password_is_never_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    kept: list[bytes] = []

    def look(number: int) -> None:
        kept.extend(path.read_bytes() for path in tmp_path.iterdir())
        real(number)

    monkeypatch.setattr("os.fsync", look)
    governors(a_usual_school(2), tmp_path)
    assert len(kept) == 1
    assert kept[0][:2] != b"PK"
    assert opened(kept[0], PASSWORD) is not None


def test_a_failure_to_save_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportFailed, match="The disk is full"):
        governors(a_usual_school(2), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_library_is_loaded_only_where_a_password_is_asked_for() -> None:
    modules = "sys, exports.making, exports.workbook.writing, tui.cli.exporting"
    code = f"import {modules}; print('msoffcrypto' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "False"


def a_workbook() -> bytes:
    from exports.governors import governors_workbook
    from exports.suppress import governors_view

    return governors_workbook(governors_view(a_usual_school(1), AS_AT))
