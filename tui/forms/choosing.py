"""A form in which one choice decides what else is asked."""

from __future__ import annotations

from abc import abstractmethod

from textual.widget import Widget

from tui.forms.choice import Choice
from tui.forms.form import Form
from tui.textual_private import hold_keys, play_keys


class ChoosingForm(Form):
    """Fields come and go with a choice; a letter that chooses goes on to the first of those that came."""

    @abstractmethod
    def show_relevant(self) -> None:
        """Hides the fields that do not matter, and shows those that do."""

    def on_mount(self) -> None:
        self.show_relevant()
        # Textual itself would put the focus into a field that is hidden.
        self.set_focus(self._in_order[0])

    def on_choice_changed(self, event: Choice.Changed) -> None:
        """Other fields for another choice."""
        self.show_relevant()
        if self.focused is not event.choice:
            hold_keys(self)
            self.call_after_refresh(self._go_on_from, event.choice)

    def _go_on_from(self, choice: Widget) -> None:
        # In the order of the form: where on the screen a field that has just come will be is not known yet.
        order = self._in_order
        self.set_focus(order[(order.index(choice) + 1) % len(order)])
        play_keys(self)

    @property
    def _in_order(self) -> list[Widget]:
        return [widget for widget in self.query(Widget) if widget.can_focus and not _is_hidden(widget)]


def _is_hidden(widget: Widget) -> bool:
    return any(node.has_class("hidden") for node in widget.ancestors_with_self)
