"""Textual's own floor for key -> paint: one line-API widget, one line repainted per key, nothing else."""

import gc

gc.disable()
from rich.segment import Segment
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class E(Widget, can_focus=True):
    n = 0

    def render_line(self, y):
        return Strip([Segment(f"count {self.n}".ljust(self.size.width) if y == 0 else " " * self.size.width)])

    def key_down(self):
        self.n += 1
        self.refresh(Region(0, 0, self.size.width, 1))


class A(App):
    def compose(self):
        yield E()

    def on_mount(self):
        self.query_one(E).focus()
        gc.freeze()


A().run()
