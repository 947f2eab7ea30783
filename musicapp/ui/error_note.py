"""Why a job failed: a sentence for people, the technical part folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from musicapp.app.sentences import error_sentence
from musicapp.core.model import JobError
from musicapp.ui.theme import ALARM_ROLE, SPACING
from musicapp.ui.translated_widget import TranslatedWidget

DETAILS_HEIGHT = 120


class ErrorNote(TranslatedWidget):
    """Shows one error, or takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._error: JobError | None = None
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setForegroundRole(ALARM_ROLE)
        self.fold = QToolButton()
        self.fold.setCheckable(True)
        self.fold.setAutoRaise(True)
        self.fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setMaximumHeight(DETAILS_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING // 2)
        for part in (self.sentence, self.fold, self.details):
            layout.addWidget(part)
        self.fold.toggled.connect(self._on_fold_toggled)
        self._on_fold_toggled(False)
        self.retranslate()

    def show_error(self, error: JobError | None) -> None:
        """Say why the job failed; None for a job that did not."""
        if error == self._error:
            return
        self._error = error
        self.fold.setChecked(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        sentence = error_sentence(self._error.kind) if self._error else ""
        self.sentence.setText(sentence)
        self.sentence.setAccessibleName(sentence)
        self.fold.setText(self.tr("Details"))
        self.fold.setAccessibleName(self.tr("Details"))
        self.details.setPlainText(self._error.message if self._error else "")
        self.details.setAccessibleName(self.tr("Technical details"))
        self.fold.setVisible(bool(self._error and self._error.message))
        self.setVisible(self._error is not None)

    def _on_fold_toggled(self, is_open: bool) -> None:
        self.fold.setArrowType(Qt.ArrowType.DownArrow if is_open else Qt.ArrowType.RightArrow)
        self.details.setVisible(is_open)
