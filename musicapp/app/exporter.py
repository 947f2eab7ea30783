"""The window's side of an export: a thread listens to the process that writes, signals say how far it is."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from musicapp.app.desk import Desk
from musicapp.app.storage_thread import StorageThread
from musicapp.core.exporting import Exported, ExportFailed, ExportProgress, ExportWish
from musicapp.core.model import ErrorKind

if TYPE_CHECKING:
    from musicapp.app.exporting import Export

ENDING_SECONDS = 4.0
"""How long the end of the window waits for an export to be gone."""
log = logging.getLogger(__name__)
Message = ExportProgress | Exported | ExportFailed


class Exporter(QObject):
    """Exports one track at a time; the GUI thread never waits for it."""

    running_changed = Signal(bool)
    progressed = Signal(float)
    """How far it is, 0-1."""
    exported = Signal(object)
    """Exported: the new file is there, whole."""
    failed = Signal(object)
    """ExportFailed: there is no new file."""
    cancelled = Signal()
    """There is no new file, as was wished."""
    refused = Signal(object)
    """Exception: it could not begin."""
    _heard = Signal(object)

    def __init__(self, desk: Desk, storage: StorageThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._storage = storage
        self._export: Export | None = None
        self._listener: threading.Thread | None = None
        self._is_running = False
        self._is_cancelled = False
        self._is_over = False
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)

    def export(self, wish: ExportWish) -> None:
        """Begin to write a track in another format, unless another is being written; signals follow."""
        if self._is_running:
            return
        self._is_cancelled = False
        self._show_running(True)
        self._storage.run(lambda: self._begin(wish), self._on_begun, self._on_refused)

    def cancel(self) -> None:
        """Wish that nothing come of it; cancelled follows, or exported if it was finished by then."""
        self._is_cancelled = True
        if self._export is not None:
            self._export.cancel()

    def stop(self) -> None:
        """End with the window; nothing half stays."""
        self._is_over = True
        self.cancel()
        if self._listener is not None:
            self._listener.join(ENDING_SECONDS)

    def _begin(self, wish: ExportWish) -> Export:
        """Start the writing process; runs on the storage thread, so a cancel may have come meanwhile."""
        self._export = export = self._desk.export(wish)
        if self._is_cancelled:
            export.cancel()
        return export

    def _on_begun(self, export: Export) -> None:
        self._listener = threading.Thread(target=self._listen, args=(export,), name="export", daemon=True)
        self._listener.start()

    def _on_refused(self, error: Exception) -> None:
        self._show_running(False)
        self.refused.emit(error)

    def _listen(self, export: Export) -> None:
        """Pass on what the writing process says; runs on a thread of its own."""
        try:
            for message in export.messages():
                self._heard.emit(message)
        except Exception as error:  # a thread that dies silently would leave the window waiting
            log.exception("an export could not be followed")
            export.stop()
            self._heard.emit(ExportFailed(kind=ErrorKind.INTERNAL, text=str(error)))

    def _on_heard(self, message: Message) -> None:
        if self._is_over:
            return
        if isinstance(message, ExportProgress):
            self.progressed.emit(message.fraction)
            return
        self._export = None
        self._show_running(False)
        if isinstance(message, Exported):
            self.exported.emit(message)
        elif self._is_cancelled:
            self.cancelled.emit()
        else:
            self.failed.emit(message)

    def _show_running(self, is_running: bool) -> None:
        self._is_running = is_running
        self.running_changed.emit(is_running)
