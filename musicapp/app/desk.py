"""Everything a person can ask of the jobs, as plain calls: the window's thread and the command line share it.

A desk belongs to one thread, may wait for the disk, and knows no Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from musicapp.core.acceptance import accept
from musicapp.core.cancelling import begin_cancel, try_finish_cancel
from musicapp.core.clock import Clock
from musicapp.core.deletion import Deletion
from musicapp.core.job_folder import JobFolder, is_job_id
from musicapp.core.ledger import Ledger, Poll
from musicapp.core.manifest import BUILT_IN_FOLDER, Engine, find_engines
from musicapp.core.model import JobState, Order, Status, Summary
from musicapp.core.paths import DataPaths
from musicapp.core.problems import Problem, UserError
from musicapp.core.queue import Queue
from musicapp.core.rebuilding import rebuild_status
from musicapp.core.records import DamagedError
from musicapp.core.resuming import ResumePolicy
from musicapp.core.retrying import retry
from musicapp.core.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from musicapp.app.exporting import Export
    from musicapp.core.exporting import ExportWish

RESTART_SECONDS = 5.0
"""How soon another worker is started when work waits and nobody is at it."""


class Desk:
    """The verbs of jobs."""

    def __init__(self, paths: DataPaths, clock: Clock, start_worker: Callable[[], bool]) -> None:
        self._paths = paths
        self._clock = clock
        self._start_worker = start_worker
        self._last_start = -RESTART_SECONDS
        self._cancels: dict[str, float] = {}
        self._to_delete: set[str] = set()
        self._deleted: list[str] = []
        self.ledger = Ledger(paths, clock)
        self._policy = ResumePolicy(paths, self.ledger.endings, clock)
        self._deletion = Deletion(paths)

    @property
    def queue(self) -> Queue:
        """The order of unfinished jobs."""
        return self.ledger.queue

    def settings(self) -> Settings:
        """Read the user's settings."""
        return load_settings(self._paths.settings)

    def change_settings(self, settings: Settings) -> None:
        """Keep the user's settings."""
        save_settings(self._paths.settings, settings)

    def engines(self) -> dict[str, Engine]:
        """Return the engines that there are, by id."""
        return find_engines(BUILT_IN_FOLDER, self._paths.engines)

    def open(self) -> Poll:
        """Read all jobs, and start a worker if one is missing; old unfinished work is held before.

        Raises:
            UserError, NewerError: the data folder cannot be used.
        """
        self._paths.make()
        self.ledger.open()
        self._policy.hold_old_work()
        return self._start_missing_worker(self.ledger.poll())

    def close(self) -> None:
        """Let another process write the index."""
        self.ledger.close()

    def record(self) -> None:
        """Bring the index up to date in one go, unless another process looks after it."""
        self.open()
        self.close()

    def prepare(self) -> None:
        """Read the lexicon, so that the first order need not wait for it."""
        from musicapp.app.ordering import find_engine, understand_order

        understand_order(Order(prompt="music"), find_engine(self.engines(), None))

    def accept(self, order: Order) -> Summary:
        """Make a job of an order, and start a worker.

        Raises:
            UserError: the order cannot be carried out; nothing is left of it.
        """
        from musicapp.app.ordering import resolve_order

        self._paths.make()
        request = resolve_order(order, self.engines(), self.settings(), self._paths, self._clock)
        self._policy.hold_old_work()
        accept(self._paths, request)
        self.start_worker()
        return self.ledger.add(request)

    def start_worker(self) -> bool:
        """Start a worker; it ends by itself when there is nothing to do."""
        self._last_start = self._clock.monotonic()
        return self._start_worker()

    def poll(self) -> Poll:
        """Look at all unfinished jobs; start a worker when work waits and nobody is at it."""
        self._go_on_cancelling()
        self._go_on_deleting()
        poll = self.ledger.poll()
        poll = replace(poll, removed=(*poll.removed, *self._deleted))
        self._deleted.clear()
        return self._start_missing_worker(poll)

    def _start_missing_worker(self, poll: Poll) -> Poll:
        """Start a worker for a job that has just lost its own, and in good time where work waits for nobody."""
        is_due = self._clock.monotonic() - self._last_start >= RESTART_SECONDS
        if poll.has_orphans or (poll.needs_worker and is_due):
            self.start_worker()
        return poll

    @property
    def is_cancelling(self) -> bool:
        """True while a job that is to be cancelled or deleted still has an owner."""
        return bool(self._cancels or self._to_delete)

    def cancel(self, job_id: str) -> Status | None:
        """Wish that a job be cancelled; return its status if it has ended already.

        Poll until is_cancelling is false to see it done.

        Raises:
            UserError: there is no such job.
        """
        folder = self._existing(job_id)
        try:
            ended = begin_cancel(folder)
        except (DamagedError, FileNotFoundError):
            folder.mark_cancel()
            ended = None
        if ended is None:
            self._cancels[job_id] = self._clock.monotonic()
            self._go_on_cancelling()
        return ended

    def _go_on_cancelling(self) -> None:
        for job_id, since in list(self._cancels.items()):
            folder, waited = self.ledger.folder(job_id), self._clock.monotonic() - since
            try:
                is_over = try_finish_cancel(folder, self.ledger.endings, waited) is not None
            except (DamagedError, FileNotFoundError):
                rebuild_status(folder, self.queue, self.ledger.endings)  # and the mark still stands
                is_over = True
            if is_over:
                del self._cancels[job_id]

    def retry(self, job_id: str) -> Status:
        """Put a failed or cancelled job back into the queue, and start a worker.

        Raises:
            UserError: there is no such job, or it has not failed.
        """
        status = retry(self._existing(job_id), self.queue, self._clock)
        self.start_worker()
        return status

    def delete(self, job_id: str) -> None:
        """Move a job and its track out of sight; an unfinished one is cancelled first.

        Poll until is_cancelling is false to see it done.

        Raises:
            UserError: there is no such job.
        """
        self.cancel(job_id)
        self._to_delete.add(job_id)
        self._go_on_deleting()

    def _go_on_deleting(self) -> None:
        for job_id in self._to_delete - set(self._cancels):
            self._to_delete.discard(job_id)
            self._delete_now(job_id)
            self.queue.forget_ended(job_id)
            self.ledger.remove(job_id)
            self._deleted.append(job_id)

    def _delete_now(self, job_id: str) -> None:
        try:
            self._deletion.delete(job_id)
        except DamagedError as error:
            raise UserError(Problem.BEING_MADE, job=job_id) from error

    def undo_delete(self, job_id: str) -> None:
        """Bring a deleted job back; the next poll shows it."""
        self._deletion.undo(job_id)
        self.ledger.find_again(job_id)

    def empty_deleted(self) -> list[str]:
        """Send what was deleted to the wastebasket; return the ids for which there is none."""
        return [job_id for job_id in self._deletion.waiting() if not self._deletion.to_wastebasket(job_id)]

    def destroy_deleted(self) -> None:
        """Remove for good what was deleted and for which there is no wastebasket."""
        for job_id in self._deletion.waiting():
            self._deletion.destroy(job_id)

    def bring_back_deleted(self) -> tuple[Summary, ...]:
        """Bring back all that was deleted and is not in the wastebasket; return the jobs."""
        job_ids = self._deletion.waiting()
        for job_id in job_ids:
            self.undo_delete(job_id)
        return tuple(row for job_id in job_ids if (row := self.ledger.row(job_id)) is not None)

    def export(self, wish: ExportWish) -> Export:
        """Begin to write a finished track in another format; no job comes of it.

        Raises:
            UserError: there is no such job or no such track, or the place cannot be used.
        """
        from musicapp.app.exporting import Export, resolve_export

        return Export(resolve_export(wish, self.row(wish.job_id)))

    def pause(self) -> None:
        """Let no new job begin."""
        self._paths.make()
        self.queue.pause()

    def resume(self) -> list[str]:
        """Let jobs begin again, held ones too, and start a worker; return what was held."""
        self._paths.make()
        self.queue.unpause()
        released = self._policy.go_on()
        if self.queue.waiting():
            self.start_worker()
        return released

    def discard_held(self) -> None:
        """Cancel what is held."""
        for place in self.queue.held():
            self.cancel(place.job_id)

    def announce(self, *job_ids: str) -> list[str]:
        """Return of which jobs' ends the caller may tell, for nobody has; remember that it was told."""
        rows = [row for job_id in job_ids if (row := self.ledger.row(job_id)) is not None]
        if not self.ledger.is_writer:
            return []
        self.ledger.put(*(replace(row, announced=True) for row in rows))
        return [row.job_id for row in rows if self.ledger.folder(row.job_id).claim_notification()]

    def note(self, job_id: str, **changes: object) -> Summary | None:
        """Keep what the user says of a job: title, heard, seen, favourite; None if this is not the index's writer."""
        row = self.ledger.row(job_id)
        if row is None or not self.ledger.is_writer:
            return None
        folder = self.ledger.folder(job_id)
        folder.write_notes(replace(folder.notes(), **changes))
        row = replace(row, **changes)
        self.ledger.put(row)
        return row

    def row(self, job_id: str) -> Summary:
        """Return a job's row.

        Raises:
            UserError: there is no such job.
        """
        self._existing(job_id)
        row = self.ledger.row(job_id)
        if row is None:
            raise UserError(Problem.UNKNOWN_JOB, job=job_id)
        return row

    def _existing(self, job_id: str) -> JobFolder:
        """Find a job's folder; a name that is no job id never reaches the disk."""
        if not is_job_id(job_id) or not self.ledger.folder(job_id).exists():
            raise UserError(Problem.UNKNOWN_JOB, job=job_id)
        return self.ledger.folder(job_id)


def finished_away(rows: tuple[Summary, ...]) -> tuple[Summary, ...]:
    """Return the tracks that were finished while no window was there to tell of them."""
    return tuple(row for row in rows if row.state is JobState.DONE and not row.announced)
