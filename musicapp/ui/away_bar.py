"""Tells what was finished while no window was open."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from musicapp.ui.notice_bar import NoticeBar


class AwayBar(NoticeBar):
    """Shows how many tracks there are that nobody has seen being finished."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.retranslate()

    def show_finished(self, count: int) -> None:
        """Tell of this many tracks."""
        self._count = count
        self.tell()

    def words(self) -> str:
        """Return how many there are."""
        return self.tr("Finished while you were away: %n track(s)", "", self._count)
