"""The Create tab: ask for a track, watch it being made, play it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from musicapp.app.draft import Draft
from musicapp.core.manifest import Engine
from musicapp.core.model import Order, Summary, Wishes
from musicapp.core.overview import Overview
from musicapp.core.problems import UserError
from musicapp.ui.job_card import JobCard
from musicapp.ui.order_form import OrderForm
from musicapp.ui.theme import MARGIN, SPACING


class CreateTab(QWidget):
    """The fields above, and below them the job that was asked for last."""

    generate_requested = Signal(object)
    cancel_requested = Signal(str)
    retry_requested = Signal(str)
    draft_edited = Signal(object)
    finished_before_eyes = Signal(object)
    """A job that was seen being made here is a track now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job_id: str | None = None
        self.form = OrderForm()
        self.card = JobCard()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(SPACING)
        layout.addWidget(self.form)
        layout.addWidget(self.card)
        layout.addStretch(1)
        self.form.generate_requested.connect(self.generate_requested)
        self.form.edited.connect(self._on_form_edited)
        self.card.cancel_requested.connect(self.cancel_requested)
        self.card.retry_requested.connect(self.retry_requested)

    def draft(self) -> Draft:
        """Return what is typed and which job is shown."""
        return Draft(
            prompt=self.form.prompt.toPlainText(),
            seconds=self.form.length.seconds(),
            style=self.form.style_choice.wish(),
            engine=self.form.engine.wish(),
            last_job_id=self._job_id,
        )

    def show_draft(self, draft: Draft) -> None:
        """Fill the fields with what was typed before."""
        self._job_id = draft.last_job_id
        self.form.show_wishes(draft.prompt, Wishes(seconds=draft.seconds, style=draft.style), draft.engine)

    def show_order(self, order: Order) -> None:
        """Fill the fields with what a recipe asks for."""
        self.form.show_recipe(order)
        self.draft_edited.emit(self.draft())

    def show_prompt(self, prompt: str) -> None:
        """Put a sentence into the field; the user can undo that."""
        self.form.prompt.show_sentence(prompt)

    def show_engines(self, engines: tuple[Engine, ...]) -> None:
        """Offer these engines."""
        self.form.show_engines(engines)

    def show_accepted(self, job: Summary) -> None:
        """Show the job that was just accepted, and remember it."""
        self._job_id = job.job_id
        self.form.show_problem(None)
        self.card.show_job(job)
        self.draft_edited.emit(self.draft())

    def show_jobs(self, jobs: tuple[Summary, ...]) -> None:
        """Find the job that was shown last among all."""
        for job in jobs:
            if job.job_id == self._job_id:
                self.show_job(job)

    def show_job(self, job: Summary) -> None:
        """Follow the job that is shown."""
        if job.job_id != self._job_id:
            return
        before = self.card.job
        self.card.show_job(job)
        if before is not None and before.job_id == job.job_id and before.is_unfinished and job.can_play:
            self.finished_before_eyes.emit(job)

    def shows_player_of(self, track: Summary | None) -> bool:
        """Return True if the player of this track is here."""
        return track is not None and not self.card.isHidden() and track.job_id == self._job_id

    def remove_job(self, job_id: str) -> None:
        """Show no job any more if this one was shown."""
        self.card.setHidden(self.card.isHidden() or job_id == self._job_id)

    def show_overview(self, overview: Overview) -> None:
        """Follow the queue as a whole."""
        self.card.show_paused(overview.is_paused)

    def show_problem(self, problem: UserError | None) -> None:
        """Say what cannot be made as asked."""
        self.form.show_problem(problem)

    def _on_form_edited(self) -> None:
        self.draft_edited.emit(self.draft())
