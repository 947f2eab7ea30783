"""The job that the Create tab speaks of: being made, failed, or ready to be played."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from musicapp.core.model import JobState, Summary
from musicapp.ui.error_note import ErrorNote
from musicapp.ui.job_words import progress_words, state_words
from musicapp.ui.player_bar import PlayerBar
from musicapp.ui.theme import FAINT_ROLE, SPACING
from musicapp.ui.translated_widget import TranslatedWidget

PROGRESS_STEPS = 1000


class JobCard(TranslatedWidget):
    """Shows one job in whatever state it is; hidden until there is one."""

    cancel_requested = Signal(str)
    retry_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Summary | None = None
        self._is_paused = False
        self.headline, self.stage, self.hint, self.job_id = QLabel(), QLabel(), QLabel(), QLabel()
        self.progress = QProgressBar()
        self.error = ErrorNote()
        self.player = PlayerBar()
        self.cancel_button, self.retry_button = QPushButton(), QPushButton()
        self._dress()
        self._lay_out()
        self.cancel_button.clicked.connect(self._on_cancel_button_clicked)
        self.retry_button.clicked.connect(self._on_retry_button_clicked)
        self.retranslate()
        self.hide()

    @property
    def job(self) -> Summary | None:
        """The job that is shown."""
        return self._job

    def show_job(self, job: Summary) -> None:
        """Show a job as it stands now."""
        self._job = job
        self.progress.setRange(0, PROGRESS_STEPS if job.progress is not None else 0)
        self.progress.setValue(round((job.progress or 0) * PROGRESS_STEPS))
        self.error.show_error(job.error if job.state is JobState.ERROR else None)
        self.player.show_track(job)
        self.retranslate()
        self._show_parts(job)
        self.show()

    def show_paused(self, is_paused: bool) -> None:
        """Say whether the queue is paused: a waiting job then waits for that too."""
        self._is_paused = is_paused
        self.retranslate()

    def retranslate(self) -> None:
        """Write every text again in the language of now."""
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setAccessibleName(self.tr("Cancel"))
        self.retry_button.setText(self.tr("Retry"))
        self.retry_button.setAccessibleName(self.tr("Retry"))
        self.progress.setAccessibleName(self.tr("Progress"))
        self.hint.setText(self.tr("You can close this window: the music goes on being made."))
        if self._job is not None:
            self.headline.setText(self._headline(self._job))
            self.stage.setText(progress_words(self._job))
            self.job_id.setText(self._job.job_id)
            self.job_id.setAccessibleName(self.tr("Job {id}").format(id=self._job.job_id))

    def _headline(self, job: Summary) -> str:
        if job.held or not job.is_unfinished:
            return state_words(job)
        if self._is_paused and job.state is JobState.PENDING:
            return self.tr("The queue is paused")
        return self.tr("Generating in the background…")

    def _show_parts(self, job: Summary) -> None:
        for part in (self.progress, self.stage, self.hint):
            part.setVisible(job.is_unfinished)
        self.headline.setVisible(not job.can_play)
        self.player.setVisible(job.can_play)
        self.cancel_button.setVisible(job.can_cancel)
        self.retry_button.setVisible(job.can_retry)

    def _dress(self) -> None:
        font = self.headline.font()
        font.setBold(True)
        self.headline.setFont(font)
        self.hint.setWordWrap(True)
        self.progress.setTextVisible(False)
        for label in (self.stage, self.hint, self.job_id):
            label.setForegroundRole(FAINT_ROLE)
        self.job_id.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.job_id.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addStretch(0)
        foot.addWidget(self.job_id)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACING, 0, 0)
        layout.setSpacing(SPACING // 2)
        for part in (self.headline, self.stage):
            layout.addWidget(part)
        layout.addLayout(row)
        layout.addWidget(self.error)
        layout.addWidget(self.retry_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.player)
        layout.addLayout(foot)

    def _on_cancel_button_clicked(self) -> None:
        if self._job is not None:
            self.cancel_requested.emit(self._job.job_id)

    def _on_retry_button_clicked(self) -> None:
        if self._job is not None:
            self.retry_requested.emit(self._job.job_id)
