"""The look in a few tokens: a light and a dark palette, two distances, the colours that mean something."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette

SPACING = 8
MARGIN = 16
FAINT_ROLE = QPalette.ColorRole.PlaceholderText
ALARM_ROLE = QPalette.ColorRole.BrightText
PRIMARY_SHADE = 118
"""Per cent; the style paints buttons lighter than their colour, and their text needs contrast."""
TARGET_HEIGHT = 32
"""Least height of what is clicked, in pixels."""


@dataclass(frozen=True)
class Tokens:
    """Colours of one look, as ``#rrggbb``. alarm is for failures, mark for what is new."""

    window: str
    base: str
    raised: str
    text: str
    faint: str
    disabled: str
    accent: str
    on_accent: str
    alarm: str
    mark: str


LIGHT = Tokens(
    window="#f5f5f2",
    base="#ffffff",
    raised="#ebebe6",
    text="#1d2125",
    faint="#5f666d",
    disabled="#9a9fa4",
    accent="#1f6f68",
    on_accent="#ffffff",
    alarm="#b3261e",
    mark="#1f6f68",
)
DARK = Tokens(
    window="#26282b",
    base="#191b1d",
    raised="#383c40",
    text="#e8e8e4",
    faint="#abb1b6",
    disabled="#7b8086",
    accent="#5cb8ae",
    on_accent="#0d1514",
    alarm="#ff8a80",
    mark="#5cb8ae",
)


def tokens_for(palette: QPalette) -> Tokens:
    """Return the tokens that go with a palette, whoever made it."""
    return DARK if palette.color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def palette_for(scheme: Qt.ColorScheme) -> QPalette:
    """Return our palette for the desktop's wish; light where it has none."""
    return _palette(DARK if scheme == Qt.ColorScheme.Dark else LIGHT)


def _palette(tokens: Tokens) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette(QColor(tokens.raised), QColor(tokens.window))
    for role, colour in (
        (roles.Window, tokens.window),
        (roles.Base, tokens.base),
        (roles.AlternateBase, tokens.window),
        (roles.Button, tokens.raised),
        (roles.ToolTipBase, tokens.raised),
        (roles.WindowText, tokens.text),
        (roles.Text, tokens.text),
        (roles.ButtonText, tokens.text),
        (roles.ToolTipText, tokens.text),
        (roles.PlaceholderText, tokens.faint),
        (roles.Highlight, tokens.accent),
        (roles.Accent, tokens.accent),
        (roles.HighlightedText, tokens.on_accent),
        (roles.Link, tokens.accent),
        (ALARM_ROLE, tokens.alarm),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.disabled))
    return palette


def text_palette(colour: str) -> QPalette:
    """Return a palette that changes nothing but the colour of a button's text."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
    return palette


def primary_palette(tokens: Tokens) -> QPalette:
    """Return a palette for the one button that a page is about."""
    palette = text_palette(tokens.on_accent)
    palette.setColor(QPalette.ColorRole.Button, QColor(tokens.accent).darker(PRIMARY_SHADE))
    return palette
