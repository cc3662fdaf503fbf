"""Ready styles for the tones of a theme, so that nothing is parsed or looked up while painting."""

from collections.abc import Mapping
from typing import Self

from rich.style import Style
from textual.app import App
from textual.color import Color

from tui.themes import DARK


class Palette:
    """Styles by tone and ground ("row", "panel", "cursor"), each made once."""

    def __init__(self, colours: Mapping[str, str], *, no_color: bool) -> None:
        self._colours = {**DARK.variables, **colours}
        self._no_color = no_color
        self.ground = Color.parse(self._colours["ground-row"])
        self._styles: dict[tuple[str, str, bool], Style] = {}

    @classmethod
    def of(cls, app: App[object]) -> Self:
        return cls(app.theme_variables, no_color=app.no_color)

    def style(self, tone: str = "", ground: str = "row", *, bold: bool = False) -> Style:
        """A tone on a ground. Without colours the cursor is told by reversing."""
        wanted = (tone, ground, bold)
        style = self._styles.get(wanted)
        if style is None:
            reverse = self._no_color and ground == "cursor"
            style = self._styles[wanted] = Style(
                color=self._colours[f"tone-{tone or 'text'}"],
                bgcolor=self._colours[f"ground-{'row' if reverse else ground}"],
                bold=bold or None,
                reverse=reverse or None,
            )
        return style
