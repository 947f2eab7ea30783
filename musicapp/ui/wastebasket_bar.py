"""Asks once what to do with deleted tracks on a disk that has no wastebasket."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from musicapp.ui.notice_bar import NoticeBar


class WastebasketBar(NoticeBar):
    """Delete for good, or bring back; unanswered, the tracks stay hidden and it asks again."""

    destroy_requested = Signal()
    bring_back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.bring_back_button = self.add_button("bring_back_deleted")
        self.destroy_button = self.add_button("destroy_deleted")
        self.bring_back_button.clicked.connect(self.bring_back_requested)
        self.destroy_button.clicked.connect(self.destroy_requested)
        for button in (self.bring_back_button, self.destroy_button):
            button.clicked.connect(self.hide)
        self.retranslate()

    def show_deleted(self, job_ids: tuple[str, ...]) -> None:
        """Ask about these jobs."""
        self._count = len(job_ids)
        self.tell()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        super().retranslate()
        self.bring_back_button.setText(self.tr("Bring back"))
        self.destroy_button.setText(self.tr("Delete for good"))

    def words(self) -> str:
        """Return the question."""
        return self.tr("%n deleted track(s) lie on a disk without a wastebasket.", "", self._count)
