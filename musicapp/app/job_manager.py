"""The window's side of all jobs: wishes go to the storage thread, frozen values come back as signals."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from musicapp.app.banks import find_banks
from musicapp.app.desk import Desk, finished_away
from musicapp.app.exporter import Exporter
from musicapp.app.storage_thread import StorageThread
from musicapp.core.clock import Clock
from musicapp.core.ledger import Poll
from musicapp.core.model import JobState, Order, Summary
from musicapp.core.overview import Overview, summarise
from musicapp.core.problems import Problem, UserError
from musicapp.core.records import NewerError
from musicapp.core.settings import Settings

log = logging.getLogger(__name__)

BUSY_POLL_MS = 1000
IDLE_POLL_MS = 5000
CANCELLING_POLL_MS = 100
PREPARE_MS = 500


class JobManager(QObject):
    """Owns the view of all jobs; never computes music, never touches the disk on the GUI thread."""

    overview_changed = Signal(object)
    """Overview: what the whole app is doing."""
    library_loaded = Signal(object)
    """tuple[Summary, ...]: all jobs, oldest first."""
    job_changed = Signal(object)
    """Summary: a job that is new or not what it was."""
    job_removed = Signal(str)
    accepted = Signal(object)
    """Summary: the order just given is safe on the disk."""
    refused = Signal(object)
    """UserError: what was asked for cannot be done."""
    finished_away = Signal(object)
    """tuple[Summary, ...]: tracks finished while no window was there."""
    finished = Signal(object)
    """Summary: a track was finished while the window was there."""
    old_work_found = Signal(int)
    """How many jobs wait for a yes."""
    deleted = Signal(object)
    """Summary: a job that went out of sight and may be brought back until the window closes."""
    not_in_wastebasket = Signal(object)
    """tuple[str, ...]: deleted jobs on a disk without a wastebasket."""
    recipe_read = Signal(object)
    """Order: what a file's recipe asks for."""
    settings_changed = Signal(object)
    engines_found = Signal(object)
    """tuple[Engine, ...]."""
    banks_found = Signal(object)
    """tuple[SoundBank, ...]: there or not."""

    def __init__(self, desk: Desk, storage: StorageThread, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._storage = storage
        self._clock = clock
        self.exporter = Exporter(desk, storage, self)
        self.exporter.refused.connect(self._on_failed)
        self._rows: dict[str, Summary] = {}
        self._current: set[str] = set()
        self._deleting: set[str] = set()
        self._is_paused = False
        self._is_polling = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.poll)

    # Life

    def start(self) -> None:
        """Read everything; signals follow, then polls."""
        self._do(lambda: tuple(self._desk.engines().values()), self.engines_found.emit)
        self._do(self._desk.settings, self.settings_changed.emit)
        self._do(self._open, self._on_opened)

    def stop(self) -> None:
        """End with the window: jobs go on, what was deleted goes to the wastebasket."""
        self._timer.stop()
        self.exporter.stop()
        self._storage.run(self._desk.empty_deleted, lambda _: None)
        self._storage.run(self._desk.close, lambda _: None)
        self._storage.finish()

    def _open(self) -> tuple[Poll, tuple[Summary, ...], tuple[str, ...]]:
        poll = self._desk.open()
        without_wastebasket = tuple(self._desk.empty_deleted())
        return poll, self._desk.ledger.rows(), without_wastebasket

    def _on_opened(self, opened: tuple[Poll, tuple[Summary, ...], tuple[str, ...]]) -> None:
        poll, rows, without_wastebasket = opened
        self._rows = {row.job_id: row for row in rows}
        self._current = {row.job_id for row in rows if _is_current(row)}
        self._is_paused = poll.is_paused
        self.library_loaded.emit(rows)
        self._tell_of_the_time_away(rows)
        if without_wastebasket:
            self.not_in_wastebasket.emit(without_wastebasket)
        self._show_overview()
        self._plan_poll()
        QTimer.singleShot(PREPARE_MS, self, lambda: self._do(self._desk.prepare, lambda _: None))

    def _tell_of_the_time_away(self, rows: tuple[Summary, ...]) -> None:
        away = finished_away(rows)
        if away:
            self.finished_away.emit(away)
            self._do(lambda: self._desk.announce(*(row.job_id for row in away)), lambda _: None)
        held = sum(row.held for row in rows)
        if held:
            self.old_work_found.emit(held)

    # Polling

    def poll(self) -> None:
        """Look at the unfinished jobs; never overlaps itself."""
        if self._is_polling:
            return
        self._is_polling = True
        self._storage.run(self._desk.poll, self._on_polled, self._on_poll_failed)

    def _on_polled(self, poll: Poll) -> None:
        self._is_polling = False
        self._is_paused = poll.is_paused
        for row in poll.changed:
            self._take(row)
        for job_id in poll.removed:
            self._drop(job_id)
        self._show_overview()
        self._plan_poll()

    def _on_poll_failed(self, error: Exception) -> None:
        """A failed poll says nothing of the jobs: they are unknown, not failed."""
        log.error("a poll failed", exc_info=error)
        self._is_polling = False
        self.overview_changed.emit(Overview(is_checking=bool(self._current)))
        self._plan_poll()

    def _plan_poll(self) -> None:
        is_busy = any(self._rows[job_id].is_unfinished for job_id in self._current)
        pace = CANCELLING_POLL_MS if self._desk.is_cancelling else BUSY_POLL_MS if is_busy else IDLE_POLL_MS
        self._timer.start(pace)

    def _take(self, row: Summary) -> None:
        before = self._rows.get(row.job_id)
        self._rows[row.job_id] = row
        (self._current.add if _is_current(row) else self._current.discard)(row.job_id)
        self.job_changed.emit(row)
        was_unfinished = before is None or before.is_unfinished
        if row.state is JobState.DONE and was_unfinished and not row.announced:
            self._do(lambda: self._desk.announce(row.job_id), lambda ours: self._tell_finished(row, ours))

    def _tell_finished(self, row: Summary, ours: list[str]) -> None:
        if row.job_id in ours:
            self.finished.emit(row)

    def _drop(self, job_id: str) -> None:
        row = self._rows.pop(job_id, None)
        self._current.discard(job_id)
        if row is not None:
            self.job_removed.emit(job_id)
        if row is not None and job_id in self._deleting:
            self._deleting.discard(job_id)
            self.deleted.emit(row)

    def _show_overview(self) -> None:
        rows = (self._rows[job_id] for job_id in sorted(self._current))
        self.overview_changed.emit(summarise(rows, is_paused=self._is_paused, now=self._clock.now()))

    # Wishes

    def generate(self, order: Order) -> None:
        """Make a job; accepted or refused follows."""
        self._do(lambda: self._desk.accept(order), self._on_accepted)

    def _on_accepted(self, row: Summary) -> None:
        self._take(row)
        self.accepted.emit(row)
        self._show_overview()
        self.poll()

    def read_recipe(self, file: str) -> None:
        """Read a track's recipe; nothing is started. recipe_read or refused follows."""
        from musicapp.app.recipes import read_order

        self._do(lambda: read_order(Path(file)), self.recipe_read.emit)

    def cancel(self, job_id: str) -> None:
        """Wish that a job be cancelled."""
        self._do(lambda: self._desk.cancel(job_id), self._poll_now)

    def retry(self, job_id: str) -> None:
        """Make a failed or cancelled job once more with the same seed."""
        self._do(lambda: self._desk.retry(job_id), self._poll_now)

    def delete(self, job_id: str) -> None:
        """Move a job and its track out of sight."""
        self._deleting.add(job_id)
        self._do(lambda: self._desk.delete(job_id), self._poll_now)

    def undo_delete(self, job_id: str) -> None:
        """Bring a deleted job back."""
        self._do(lambda: self._undo(job_id), self._on_undone)

    def _undo(self, job_id: str) -> Summary | None:
        self._desk.undo_delete(job_id)
        return self._desk.ledger.row(job_id)

    def _on_undone(self, row: Summary | None) -> None:
        if row is not None:
            self._take(row)
        self._show_overview()

    def destroy_deleted(self) -> None:
        """Remove for good what lies on a disk without a wastebasket."""
        self._do(self._desk.destroy_deleted, lambda _: None)

    def bring_back_deleted(self) -> None:
        """Bring back what lies on a disk without a wastebasket."""
        self._do(self._desk.bring_back_deleted, self._on_brought_back)

    def _on_brought_back(self, rows: tuple[Summary, ...]) -> None:
        for row in rows:
            self._take(row)
        self._show_overview()

    def pause(self) -> None:
        """Let no new job begin."""
        self._do(self._desk.pause, self._poll_now)

    def resume(self) -> None:
        """Let jobs begin again, held ones too."""
        self._do(self._desk.resume, self._poll_now)

    def discard_held(self) -> None:
        """Cancel what waits for a yes."""
        self._do(self._desk.discard_held, self._poll_now)

    def mark_heard(self, job_id: str) -> None:
        """Remember that a track was played."""
        self._note(job_id, heard=True)

    def mark_seen(self, job_id: str) -> None:
        """Remember that a failure was looked at."""
        self._note(job_id, seen=True)

    def rename(self, job_id: str, title: str) -> None:
        """Give a track another title; its files keep their names."""
        self._note(job_id, title=title)

    def find_banks(self) -> None:
        """Look which banks of sounds there are; banks_found follows."""
        self._do(find_banks, self.banks_found.emit)

    def change_settings(self, settings: Settings) -> None:
        """Keep settings; they hold at once."""
        self._do(lambda: self._desk.change_settings(settings), lambda _: self.settings_changed.emit(settings))

    def _note(self, job_id: str, **changes: object) -> None:
        self._do(lambda: self._desk.note(job_id, **changes), self._on_undone)

    def _poll_now(self, _: object) -> None:
        self.poll()

    def _do(self, operation: Callable[[], object], on_done: Callable[..., None]) -> None:
        self._storage.run(operation, on_done, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, NewerError):
            error = UserError(Problem.DATA_TOO_NEW, file=error.file)
        if isinstance(error, OSError):
            error = UserError(
                Problem.DATA_FOLDER, folder=str(error.filename or ""), reason=error.strerror or str(error)
            )
        if not isinstance(error, UserError):
            raise error
        self.refused.emit(error)


def _is_current(row: Summary) -> bool:
    """True for what the overview speaks of: unfinished, or failed and not looked at."""
    return row.is_unfinished or (row.state is JobState.ERROR and not row.seen)
