"""Staff lists as schools export them: encodings, separators, titles above, totals below, and what is refused."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from store.intake.reading import MOST_ROWS, StaffList, read_staff_list
from store.intake.refused import IntakeRefused

LISTS = Path(__file__).parents[2] / "data/staff-lists"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "list.csv"
    path.write_bytes(text.encode(encoding))
    return path


def surnames(found: StaffList) -> list[str]:
    return [line.text("surname") for line in found.lines]


def refusal(path: Path, **overrides: str) -> str:
    with pytest.raises(IntakeRefused) as refused:
        read_staff_list(path, overrides)
    return str(refused.value)


def test_csv_and_workbook_of_one_list_read_the_same() -> None:
    from_csv = read_staff_list(LISTS / "staff-31.csv")
    from_xlsx = read_staff_list(LISTS / "staff-31.xlsx")
    assert len(from_csv.lines) == len(from_xlsx.lines) == 31
    assert surnames(from_csv) == surnames(from_xlsx)
    assert [line.number for line in from_csv.lines] == [line.number for line in from_xlsx.lines] == list(range(2, 33))
    assert from_xlsx.lines[0].cells["start_date"].__class__ is date


def test_file_is_known_by_its_digest() -> None:
    path = LISTS / "staff-31.csv"
    assert read_staff_list(path).file_sha256 == sha256(path.read_bytes()).hexdigest()


def test_private_columns_are_counted_and_their_values_kept_nowhere() -> None:
    found = read_staff_list(LISTS / "staff-31.csv")
    assert (found.columns.unused, found.columns.private) == (4, 2)
    assert "QQ 00 00 00 A" not in repr(found)
    assert "1900" not in repr(found)


def test_titles_above_and_totals_below_are_not_staff() -> None:
    found = read_staff_list(LISTS / "titles-utf16.csv")
    assert surnames(found) == ["Müller", "Żeleńska", "O’Neill"]
    assert [line.number for line in found.lines] == [5, 6, 7]
    assert found.unread == 1


def test_arrival_at_the_school_outranks_contract_start_and_says_so() -> None:
    columns = read_staff_list(LISTS / "titles-utf16.csv").columns
    assert columns.used["start_date"] == "School Arrival Date"
    assert columns.notes == ("Start date is read from “School Arrival Date”, not from “Contract Start”.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = "Surname,Forename,Start Date\nGarçon,Zoë,01/09/2020\n".replace(",", delimiter)
    assert surnames(read_staff_list(written(tmp_path, text, encoding))) == ["Garçon"]


def test_one_blank_row_parts_groups_and_two_end_the_list(tmp_path: Path) -> None:
    text = "Surname,Forename\nAda,A\n,\nBob,B\n,\n,\nPrinted by the office,\n"
    found = read_staff_list(written(tmp_path, text))
    assert [(line.number, line.text("surname")) for line in found.lines] == [(2, "Ada"), (4, "Bob")]
    assert found.unread == 1


def test_somebody_called_total_is_staff(tmp_path: Path) -> None:
    found = read_staff_list(written(tmp_path, "Surname,Forename,Start Date\nTotal,Tom,01/09/2020\nTotal,1,\n"))
    assert surnames(found) == ["Total"]


def test_the_sheet_with_the_staff_is_found(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Notes").append(["Surname", "Name", "nothing here"])
    staff = book.create_sheet("Staff")
    staff["C4"], staff["D4"], staff["E4"] = "FamilyName", "GivenName", "SchoolArrivalDate"
    staff["C5"], staff["D5"], staff["E5"] = "Okafor", "Ada", date(2020, 9, 1)
    book.save(tmp_path / "list.xlsx")
    found = read_staff_list(tmp_path / "list.xlsx")
    assert [(line.number, line.text("surname")) for line in found.lines] == [(5, "Okafor")]


def test_a_mapping_given_by_hand_outranks_the_table(tmp_path: Path) -> None:
    path = written(tmp_path, "Sir name,Surname,Fore\nReal,Old,Ann\n")
    found = read_staff_list(path, {"surname": "sir NAME", "forename": "Fore"})
    assert (found.lines[0].text("surname"), found.lines[0].text("forename")) == ("Real", "Ann")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "The file is empty"),
        ("Some,words\nand,more\n", "No row of headings was found"),
        ("Surname,Forename\n", "nobody below them"),
        ("Forename,Start Date\nSecretta,01/09/2020\n", "“Forename”, “Start Date”"),
        ("Surname,Forename,Start Date\nSecretta,S,09/13/2026\n", "month first (line 2)"),
        ("\0\1\2\3", "cannot be read"),
    ],
)
def test_refused_in_a_sentence_without_anybodys_name(tmp_path: Path, text: str, sentence: str) -> None:
    said = refusal(written(tmp_path, text))
    assert sentence in said
    assert "Secretta" not in said
    assert said.endswith(".")


def test_private_columns_are_refused_even_when_asked_for() -> None:
    assert "private" in refusal(LISTS / "staff-31.csv", payroll="NI Number")


def test_a_mapping_that_cannot_be_followed_says_why() -> None:
    assert "not a field" in refusal(LISTS / "staff-31.csv", shoe_size="Hours")
    assert "no column “Boots”" in refusal(LISTS / "staff-31.csv", surname="Boots")


def test_files_that_are_not_there_too_large_or_too_long_are_refused(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "missing.csv")
    large = tmp_path / "large.csv"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    assert "50 MB" in refusal(large)
    assert "100,000" in refusal(written(tmp_path, "Surname,Forename\n" + "A,B\n" * (MOST_ROWS + 1)))


def test_encrypted_and_damaged_workbooks_are_refused(tmp_path: Path) -> None:
    encrypted = tmp_path / "locked.xlsx"
    encrypted.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in refusal(encrypted)
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes((LISTS / "staff-31.xlsx").read_bytes()[:3000])
    assert "cannot be read" in refusal(damaged)
