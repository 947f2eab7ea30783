"""Tells that a track could not be played."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from musicapp.ui.notice_bar import NoticeBar


class PlayFailureBar(NoticeBar):
    """Says what to do; the player's own words stand in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.retranslate()

    def show_failure(self, technical_text: str) -> None:
        """Tell of one failure."""
        self.text.setToolTip(technical_text)
        self.tell()

    def words(self) -> str:
        """Return what can be done."""
        return self.tr("The track could not be played. Its file may have been moved or deleted: look in its folder.")
