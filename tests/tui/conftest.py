"""Pilot at the speed of the machine: its fixed waits are what a test of the screen spends its time on."""

import pytest
from textual import _wait


@pytest.fixture(autouse=True)
def _no_fixed_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asks for idleness every 2 ms instead of every 20. The names are private: `setattr` fails if they go."""
    monkeypatch.setattr(_wait, "SLEEP_GRANULARITY", 1 / 500)
    monkeypatch.setattr(_wait, "SLEEP_IDLE", 1 / 2000)


@pytest.fixture(autouse=True)
def _colours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have set it; the tests that want it set it themselves."""
    monkeypatch.delenv("NO_COLOR", raising=False)
