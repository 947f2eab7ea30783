"""Keeps the draft on the disk, within a second of the last key."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from musicapp.app.draft import Draft, load_draft, save_draft
from musicapp.app.storage_thread import StorageThread

PAUSE_MS = 400


class DraftKeeper(QObject):
    """Loads the draft once and saves it when typing pauses."""

    loaded = Signal(object)
    """Draft: what was there when the window opened."""

    def __init__(self, path: Path, storage: StorageThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._storage = storage
        self._draft: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.save)

    def load(self) -> None:
        """Read the draft; loaded follows."""
        self._storage.run(lambda: load_draft(self._path), self.loaded.emit)

    def keep(self, draft: Draft) -> None:
        """Save this draft soon; the timer is not put off by further keys."""
        self._draft = draft
        if not self._timer.isActive():
            self._timer.start()

    def save(self) -> None:
        """Save now what is still to be saved."""
        self._timer.stop()
        draft, self._draft = self._draft, None
        if draft is not None:
            self._storage.run(lambda: save_draft(self._path, draft), lambda _: None)
