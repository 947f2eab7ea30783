"""The big field for the sentence."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

LEAST_LINES, WANTED_LINES = 4, 10


class PromptField(QPlainTextEdit):
    """Plain text; Tab moves on, Enter begins a line."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.textChanged.connect(self.edited)

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Wish for room for a long sentence."""
        return QSize(super().sizeHint().width(), self._height(WANTED_LINES))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Need room for a short one."""
        return QSize(super().minimumSizeHint().width(), self._height(LEAST_LINES))

    def sentence(self) -> str:
        """Return the text, with the syllable that is just being composed."""
        if self.hasFocus():
            QGuiApplication.inputMethod().commit()
        return self.toPlainText()

    def show_sentence(self, text: str) -> None:
        """Replace the text; the user can undo that."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def _height(self, lines: int) -> int:
        return lines * self.fontMetrics().lineSpacing() + 4 * int(self.document().documentMargin())
