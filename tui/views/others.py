"""The views that are not there from the start, by the name their command calls them by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tui.commands import Commands
from tui.office import Office
from tui.views.connections import ConnectionsView
from tui.views.history import HistoryView
from tui.views.policies import PoliciesView
from tui.views.view import View

OTHERS: Mapping[str, Callable[[Office, Commands], View]] = MappingProxyType(
    {"connections": ConnectionsView, "policies": PoliciesView, "history": HistoryView}
)
