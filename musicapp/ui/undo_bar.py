"""Offers to bring back what was deleted, the latest first."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from musicapp.core.model import Summary
from musicapp.ui.job_words import title_words
from musicapp.ui.notice_bar import NoticeBar

LONGEST_TITLE = 40


class UndoBar(NoticeBar):
    """Remembers the deletions of this window until they are undone or dismissed."""

    undo_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deleted: tuple[Summary, ...] = ()
        self.undo_button = self.add_button("undo_delete")
        self.undo_button.setShortcut(QKeySequence.StandardKey.Undo)
        self.undo_button.clicked.connect(self._on_undo_button_clicked)
        self.dismissed.connect(self._on_self_dismissed)
        self.retranslate()

    def show_deleted(self, row: Summary) -> None:
        """Offer to undo one more deletion."""
        self._deleted = (*self._deleted, row)
        self.tell()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        super().retranslate()
        shortcut = self.undo_button.shortcut()
        self.undo_button.setText(self.tr("Undo"))
        self.undo_button.setShortcut(shortcut)

    def words(self) -> str:
        """Return what the undo would bring back."""
        title = title_words(self._deleted[-1]) if self._deleted else ""
        short = title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()}…"
        return self.tr("Deleted: {title}").format(title=short)

    def _on_undo_button_clicked(self) -> None:
        *rest, latest = self._deleted
        self._deleted = tuple(rest)
        self.retranslate()
        self.setVisible(bool(rest))
        self.undo_requested.emit(latest.job_id)

    def _on_self_dismissed(self) -> None:
        self._deleted = ()
