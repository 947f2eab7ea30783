"""The Queue tab: what runs and waits, what failed and why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from musicapp.core.model import JobState, Summary
from musicapp.core.overview import Overview
from musicapp.core.problems import UserError
from musicapp.ui.error_note import ErrorNote
from musicapp.ui.job_list import JobList
from musicapp.ui.problem_line import ProblemLine
from musicapp.ui.queue_model import QueueModel
from musicapp.ui.theme import MARGIN, SPACING
from musicapp.ui.translated_widget import TranslatedWidget


class QueueTab(TranslatedWidget):
    """Lists the jobs that are not tracks, or not yet."""

    cancel_requested = Signal(str)
    retry_requested = Signal(str)
    delete_requested = Signal(str)
    pause_requested = Signal()
    resume_requested = Signal()
    failure_seen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview = Overview()
        self.model = QueueModel(self)
        self.list = JobList(self.model)
        self.error = ErrorNote()
        self.problem = ProblemLine()
        self.cancel_button, self.retry_button, self.delete_button = QPushButton(), QPushButton(), QPushButton()
        self.pause_button, self.make_held_button = QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.show_overview(self._overview)
        self._show_chosen(None)

    def show_jobs(self, rows: Iterable[Summary]) -> None:
        """Show these jobs, as far as they are not tracks."""
        self.model.show_rows(rows)

    def show_job(self, row: Summary) -> None:
        """Show a job that is new or has changed."""
        self.model.show_row(row)

    def remove_job(self, job_id: str) -> None:
        """Take a job out of the list."""
        self.model.remove(job_id)

    def choose(self, job_id: str) -> bool:
        """Choose a job; False if it is not in the list."""
        return self.list.choose(job_id)

    def show_overview(self, overview: Overview) -> None:
        """Offer what suits the queue as a whole: to pause it, to go on, to make what is on hold."""
        self._overview = overview
        self.make_held_button.setVisible(bool(overview.held))
        self.retranslate()

    def show_problem(self, problem: UserError | None) -> None:
        """Say why something could not be done."""
        self.problem.show_problem(problem)

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.list.setAccessibleName(self.tr("Jobs"))
        self.list.show_empty_text(self.tr("Nothing is being made and nothing is waiting."))
        pause = self.tr("Resume queue") if self._overview.is_paused else self.tr("Pause queue")
        for button, text in (
            (self.cancel_button, self.tr("Cancel")),
            (self.retry_button, self.tr("Retry")),
            (self.delete_button, self.tr("Delete")),
            (self.pause_button, pause),
            (self.make_held_button, self.tr("Make what is on hold")),
        ):
            button.setText(text)
            button.setAccessibleName(text)
        self.model.retranslate()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 (Qt's name)
        """Show the first failure nobody has looked at, and count it as looked at."""
        super().showEvent(event)
        unseen = self.model.first_unseen()
        if self.list.chosen() is None and unseen is not None:
            self.list.choose(unseen)
        self._show_chosen(self.list.chosen())

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.pause_button)
        above.addWidget(self.make_held_button)
        above.addStretch(1)
        below = QHBoxLayout()
        for button in (self.cancel_button, self.retry_button, self.delete_button):
            below.addWidget(button)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        layout.addLayout(above)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.error)
        layout.addWidget(self.problem)
        layout.addLayout(below)

    def _connect(self) -> None:
        self.list.row_chosen.connect(self._show_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_list_current_changed)
        self.list.delete_pressed.connect(self.delete_button.click)
        self.cancel_button.clicked.connect(self._on_cancel_button_clicked)
        self.retry_button.clicked.connect(self._on_retry_button_clicked)
        self.delete_button.clicked.connect(self._on_delete_button_clicked)
        self.pause_button.clicked.connect(self._on_pause_button_clicked)
        self.make_held_button.clicked.connect(self.resume_requested)

    def _show_chosen(self, row: Summary | None) -> None:
        self.cancel_button.setEnabled(row is not None and row.can_cancel)
        self.retry_button.setEnabled(row is not None and row.can_retry)
        self.delete_button.setEnabled(row is not None and row.can_retry)
        has_failed = row is not None and row.state is JobState.ERROR
        self.error.show_error(row.error if row is not None and has_failed else None)
        if row is not None and has_failed and not row.seen and self.isVisible():
            self.failure_seen.emit(row.job_id)

    def _on_cancel_button_clicked(self) -> None:
        if row := self.list.chosen():
            self.cancel_requested.emit(row.job_id)

    def _on_retry_button_clicked(self) -> None:
        if row := self.list.chosen():
            self.retry_requested.emit(row.job_id)

    def _on_list_current_changed(self) -> None:
        self.problem.show_problem(None)

    def _on_delete_button_clicked(self) -> None:
        if row := self.list.chosen():
            self.delete_requested.emit(row.job_id)

    def _on_pause_button_clicked(self) -> None:
        (self.resume_requested if self._overview.is_paused else self.pause_requested).emit()
