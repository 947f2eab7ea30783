"""Our own icons, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from musicapp.core.paths import resource_path

SIZES = (16, 24, 32)


def icon(name: str, colour: str | QColor) -> QIcon:
    """Return the icon of ``resources/icons`` in one colour."""
    return _icon(name, QColor(colour).name())


@lru_cache
def _icon(name: str, colour: str) -> QIcon:
    drawn = QIcon(str(resource_path(f"icons/{name}.svg")))
    tinted = QIcon()
    for size in SIZES:
        tinted.addPixmap(_tinted(drawn.pixmap(QSize(size, size)), QColor(colour)))
    return tinted


def app_icon() -> QIcon:
    """Return the program's own icon, in its own colours."""
    return QIcon(str(resource_path("icons/musicapp.svg")))


def _tinted(pixmap: QPixmap, colour: QColor) -> QPixmap:
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), colour)
    painter.end()
    return pixmap
