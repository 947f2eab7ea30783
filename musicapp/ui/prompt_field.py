"""The big field for the sentence."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

LINES = 5


class PromptField(QPlainTextEdit):
    """Plain text; Tab moves on, Enter begins a line."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(LINES * self.fontMetrics().lineSpacing() + 2 * int(self.document().documentMargin()))
        self.textChanged.connect(self.edited)

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
