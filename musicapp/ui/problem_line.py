"""A sentence under a field: what cannot be done as asked, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

from musicapp.app.sentences import problem_sentence
from musicapp.core.problems import UserError
from musicapp.ui.theme import ALARM_ROLE


class ProblemLine(QLabel):
    """Shows one problem, or takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._problem: UserError | None = None
        self.setWordWrap(True)
        self.setForegroundRole(ALARM_ROLE)
        self.hide()

    def show_problem(self, problem: UserError | None) -> None:
        """Say what is wrong; None when all is well again."""
        self._problem = problem
        text = problem_sentence(problem) if problem else ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(problem is not None)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow the program's language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_problem(self._problem)
        super().changeEvent(event)
