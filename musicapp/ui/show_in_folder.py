"""Shows where a track is, in the desktop's own file manager."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from musicapp.core.model import Summary


def show_in_folder(track: Summary) -> None:
    """Open the folder of a track."""
    if track.result_url is not None:
        QDesktopServices.openUrl(folder_url(track.result_url))


def folder_url(result_url: str) -> QUrl:
    """Return the URL of the folder that holds a file."""
    return QUrl(result_url).resolved(QUrl("."))
