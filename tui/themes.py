"""Our colours: a dark, a light and a high-contrast theme, each with a colour for every tone.

A tone says what something is ("due"), never what it looks like. Every tone reads at 4.5:1 or better
on every ground it can stand on (a test computes it), because Textual's own muted colours do not.
"""

from collections.abc import Mapping

from textual.theme import Theme


def _theme(name: str, *, dark: bool, grounds: Mapping[str, str], tones: Mapping[str, str]) -> Theme:
    variables = {f"ground-{ground}": colour for ground, colour in grounds.items()}
    variables |= {f"tone-{tone}": colour for tone, colour in tones.items()}
    # Textual derives these by fading, and fades below what can be read.
    variables |= dict.fromkeys(("text-muted", "text-disabled", "foreground-muted"), tones["quiet"])
    variables |= {f"text-{what}": tones[tone] for what, tone in _TEXTUAL_TONES.items()}
    return Theme(
        name=name,
        dark=dark,
        primary=tones["key"],
        success=tones["good"],
        warning=tones["soon"],
        error=tones["bad"],
        foreground=tones["text"],
        background=grounds["row"],
        surface=grounds["row"],
        panel=grounds["panel"],
        variables=variables,
    )


_TEXTUAL_TONES = {"primary": "key", "success": "good", "warning": "soon", "error": "bad"}

DARK = _theme(
    "dark",
    dark=True,
    grounds={"row": "#11161b", "panel": "#1e262e", "cursor": "#264766"},
    tones={
        "text": "#e8eaed",
        "good": "#8fd6a0",
        "soon": "#ecd078",
        "due": "#f5b377",
        "bad": "#ffa6a0",
        "quiet": "#b3bcc5",
        "key": "#9dcdff",
    },
)

LIGHT = _theme(
    "light",
    dark=False,
    grounds={"row": "#ffffff", "panel": "#e9edf1", "cursor": "#cde2f7"},
    tones={
        "text": "#15191d",
        "good": "#0a5a28",
        "soon": "#5f4700",
        "due": "#843a00",
        "bad": "#9c0f1b",
        "quiet": "#454f59",
        "key": "#0a468a",
    },
)

HIGH_CONTRAST = _theme(
    "high-contrast",
    dark=True,
    grounds={"row": "#000000", "panel": "#000000", "cursor": "#00307a"},
    tones={
        "text": "#ffffff",
        "good": "#7dffa0",
        "soon": "#ffe95c",
        "due": "#ffc578",
        "bad": "#ffb9b5",
        "quiet": "#e0e0e0",
        "key": "#8fe3ff",
    },
)

THEMES = (DARK, LIGHT, HIGH_CONTRAST)
