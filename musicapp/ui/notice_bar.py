"""A line that tells something and offers what can be done about it; it never blocks anything."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from musicapp.ui.icons import icon
from musicapp.ui.theme import MARGIN, SPACING
from musicapp.ui.translated_widget import TranslatedWidget


class NoticeBar(TranslatedWidget):
    """The shape of every notice: text, buttons, a cross. Hidden until there is something to tell."""

    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setAutoRaise(True)
        self.close_button.clicked.connect(self._on_close_button_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(MARGIN, SPACING // 2, SPACING // 2, SPACING // 2)
        self._row.setSpacing(SPACING)
        self._row.addWidget(self.text, 1)
        self._row.addWidget(self.close_button)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Button)
        self.recolour()
        self.hide()

    def add_button(self, name: str) -> QPushButton:
        """Add a button before the cross; the notice gives it its text."""
        button = QPushButton(self)
        button.setObjectName(name)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def words(self) -> str:
        """Return what is told, in the language of now."""
        raise NotImplementedError

    def tell(self) -> None:
        """Write the words again, and show them."""
        self._write_words()
        self.show()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.close_button.setAccessibleName(self.tr("Dismiss"))
        self.close_button.setToolTip(self.tr("Dismiss"))
        self._write_words()

    def recolour(self) -> None:
        """Draw the cross in the colour of the text."""
        self.close_button.setIcon(icon("close", self.palette().buttonText().color()))

    def _write_words(self) -> None:
        words = self.words()
        self.text.setText(words)
        self.text.setAccessibleName(words)

    def _on_close_button_clicked(self) -> None:
        self.hide()
        self.dismissed.emit()
