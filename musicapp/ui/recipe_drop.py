"""A track dropped on the window: its recipe is read, nothing is started."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class RecipeDrop(QObject):
    """Watches a widget for a local file that is dropped on it."""

    dropped = Signal(str)
    """The file's path."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Take local files, and leave everything else to the widget."""
        if isinstance(event, QDropEvent) and (file := _local_file(event)):
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() is QEvent.Type.Drop:
                self.dropped.emit(file)
            return True
        return super().eventFilter(watched, event)


def _local_file(event: QDropEvent) -> str:
    """Return the path of the first file that is dragged, or nothing."""
    return next((url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()), "")
