"""Runs TinyDB's own tests with our storage wherever they use its JSONStorage. How: see CONTRIBUTING.md."""

from __future__ import annotations

import sys

import pytest
import tinydb.storages
from tinydb import TinyDB

from store.disk.journal import JournalStorage

LEFT_TO_JSON_STORAGE = {
    # About its own arguments: encoding, indentation, opening modes, and there being one file in the folder.
    "test_create_dirs",
    "test_encoding",
    "test_json_invalid_mode_warning",
    "test_json_kwargs",
    # Writes JSON that is not tables of documents, as no database does.
    "test_json",
    # Wants the name of TinyDB's class in a repr.
    "test_table_repr",
}


@pytest.fixture(autouse=True)
def _our_storage(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before each test, and before TinyDB's own fixture `db`."""
    if request.node.originalname in LEFT_TO_JSON_STORAGE:
        return
    stock = tinydb.storages.JSONStorage
    monkeypatch.setattr(TinyDB, "default_storage_class", JournalStorage)
    for name, module in list(sys.modules.items()):
        if name.startswith("tests.") and getattr(module, "JSONStorage", None) is stock:
            monkeypatch.setattr(module, "JSONStorage", JournalStorage)
