"""Locking a workbook with a password, as Office itself does it: AES-256, the key drawn out of the password slowly.

The library calls its own writing experimental, so what it wrote is opened again and compared before anybody saves it.
Everything happens in memory: the workbook without its password is never on the disk.
"""

from __future__ import annotations

import io

from exports.refusals import ExportRefused

SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 255
"""Characters Excel takes."""


def check_password(password: str) -> None:
    """Raises ExportRefused, with a sentence that does not quote it, for a password that is no lock."""
    if len(password.strip()) < SHORTEST_PASSWORD:
        raise ExportRefused(
            f"A password of {SHORTEST_PASSWORD} characters or more is needed. Three words make a good one."
        )
    if len(password.encode("utf-16-le", "surrogatepass")) > 2 * LONGEST_PASSWORD:
        raise ExportRefused(f"The password is longer than the {LONGEST_PASSWORD} characters Excel takes.")
    if not password.isprintable():
        raise ExportRefused("The password has a character that nobody can type. Use letters, digits and spaces.")


def seal(content: bytes, password: str) -> bytes:
    """The workbook so that only the password opens it; other bytes each time, for the salts are drawn anew.

    Raises ExportRefused for a password that is no lock, and where what was locked does not open to the same bytes.
    """
    from msoffcrypto.format.ooxml import OOXMLFile

    check_password(password)
    sealed = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, sealed)
    if opened(sealed.getvalue(), password) != content:
        raise ExportRefused("The workbook could not be locked with this password, so nothing was saved.")
    return sealed.getvalue()


def opened(sealed: bytes, password: str) -> bytes | None:
    """What a password opens, known to be whole; None where it opens nothing."""
    from msoffcrypto.format.ooxml import OOXMLFile

    content = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(sealed))
        file.load_key(password=password, verify_password=True)
        file.decrypt(content, verify_integrity=True)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the library say, it has not opened
        return None
    return content.getvalue()
