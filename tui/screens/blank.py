"""Nothing to see: for when somebody stands at the hatch."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.screen import ModalScreen


class BlankScreen(ModalScreen[None]):
    """An empty screen over whatever was there, which stays as it is."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss", "Back", show=False)]
