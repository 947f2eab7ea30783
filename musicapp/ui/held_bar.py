"""Asks once what to do with old work that waits for a yes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from musicapp.ui.notice_bar import NoticeBar


class HeldBar(NoticeBar):
    """Make it now, keep it waiting, or discard it."""

    make_requested = Signal()
    discard_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.make_button = self.add_button("make_held")
        self.keep_button = self.add_button("keep_held")
        self.discard_button = self.add_button("discard_held")
        self.make_button.clicked.connect(self.make_requested)
        self.discard_button.clicked.connect(self.discard_requested)
        for button in (self.make_button, self.keep_button, self.discard_button):
            button.clicked.connect(self.hide)
        self.retranslate()

    def show_held(self, count: int) -> None:
        """Ask about this many tracks."""
        self._count = count
        self.tell()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        super().retranslate()
        self.make_button.setText(self.tr("Make them now"))
        self.keep_button.setText(self.tr("Keep waiting"))
        self.discard_button.setText(self.tr("Discard"))

    def words(self) -> str:
        """Return the question."""
        return self.tr("%n track(s) were waiting. What should happen to them?", "", self._count)
