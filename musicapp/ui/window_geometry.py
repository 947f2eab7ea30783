"""Where a window stands: kept as a text, restored, brought to the front."""

from __future__ import annotations

import base64

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QWidget


def geometry_text(window: QWidget) -> str:
    """Return place and size of a window in base64."""
    return base64.b64encode(bytes(window.saveGeometry().data())).decode("ascii")


def restore_geometry(window: QWidget, text: str | None) -> None:
    """Bring a window back to where it stood; a text that is no geometry changes nothing."""
    window.restoreGeometry(QByteArray.fromBase64((text or "").encode()))


def bring_to_front(window: QWidget) -> None:
    """Show a window above the others, as large as it was."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
