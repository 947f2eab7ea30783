"""All jobs as rows in memory, kept true by looking at the disk: the window's and the command line's view.

A ledger belongs to one thread. It never waits and never computes music; what it finds
amiss (a dead worker, an end that nobody recorded) it settles, as any process may.
"""

from __future__ import annotations

import logging
import os

from msgspec.structs import replace

from musicapp.core.acceptance import remove_abandoned
from musicapp.core.clock import Clock
from musicapp.core.endings import Endings
from musicapp.core.index import IndexFile
from musicapp.core.job_folder import JobFolder, is_job_id
from musicapp.core.model import JobState, Record, Request, Summary
from musicapp.core.paths import DataPaths
from musicapp.core.problems import UserError
from musicapp.core.queue import Queue
from musicapp.core.rebuilding import enter_again, rebuild_status
from musicapp.core.records import DamagedError, NewerError
from musicapp.core.summaries import describe_request, read_summary, refresh

log = logging.getLogger(__name__)


class Poll(Record, frozen=True, kw_only=True):
    """What one look at the disk found.

    needs_worker is true when something could be made and nobody is at it, has_orphans when
    a job has lost its worker since the last look.
    """

    changed: tuple[Summary, ...] = ()
    removed: tuple[str, ...] = ()
    is_paused: bool = False
    needs_worker: bool = False
    has_orphans: bool = False


class Ledger:
    """The rows of all jobs, oldest first."""

    def __init__(self, paths: DataPaths, clock: Clock) -> None:
        self._paths = paths
        self._clock = clock
        self.queue = Queue(paths)
        self.endings = Endings(self.queue, clock)
        self._index = IndexFile(paths, clock)
        self._rows: dict[str, Summary] = {}
        self._unfinished: set[str] = set()
        self._is_index_stale = False
        self._has_orphans = False

    @property
    def is_writer(self) -> bool:
        """True when this process writes the index and the user's notes."""
        return self._index.is_writer

    def rows(self) -> tuple[Summary, ...]:
        """Return all rows, oldest job first."""
        return tuple(self._rows[job_id] for job_id in sorted(self._rows))

    def row(self, job_id: str) -> Summary | None:
        """Return one job's row."""
        return self._rows.get(job_id)

    def folder(self, job_id: str) -> JobFolder:
        """Return a job's folder."""
        return JobFolder(self._paths.job(job_id))

    def open(self) -> None:
        """Read the index, or rebuild it, and compare it with the names on the disk.

        Raises:
            NewerError: a newer version of the program wrote the index.
        """
        self._index.become_writer()
        rows = self._index.load()
        self._rows = {row.job_id: row for row in rows or ()}
        self._unfinished = {row.job_id for row in rows or () if row.is_unfinished}
        if self._index.is_writer:
            remove_abandoned(self._paths, self._clock)
        self._is_index_stale = self._compare_names() or rows is None
        self._try_save()

    def close(self) -> None:
        """Let another process write the index."""
        self._index.let_go()

    def save(self) -> None:
        """Write the index, if this process is its writer."""
        self._index.save(self.rows())
        self._is_index_stale = False

    def _try_save(self) -> bool:
        """Write the index if it is stale; False when the disk does not let us: a full one hides no job."""
        try:
            if self._is_index_stale:
                self.save()
        except OSError:
            log.exception("cannot write the index")
            return False
        return True

    def _compare_names(self) -> bool:
        """Find jobs without a row or an entry, and rows and entries without a job."""
        names = {entry.name for entry in os.scandir(self._paths.jobs) if is_job_id(entry.name)}
        places = [*self.queue.waiting(), *self.queue.held()]
        for place in places:
            if place.job_id not in names and not self.folder(place.job_id).exists():
                log.warning("removing the queue entry of a job that is gone: %s", place.name)
                self.queue.drop(place)
        gone = [job_id for job_id in self._rows if job_id not in names]
        for job_id in gone:
            self._forget(job_id)
        queued = {place.job_id for place in places} | set(self.queue.ended())
        lost = [job_id for job_id in sorted(names - queued) if job_id not in self._rows or job_id in self._unfinished]
        for job_id in lost:
            self.find_again(job_id)
        return bool(gone or lost)

    def find_again(self, job_id: str) -> None:
        """Make a row, and if need be a queue entry, of a job that has neither."""
        folder = self.folder(job_id)
        row = read_summary(folder)
        if row.state is JobState.DONE:
            row = replace(row, announced=(folder.path / "notified").exists())
        elif row.state in (JobState.PENDING, JobState.PROCESSING):
            row = self._enter_again(folder, row)
        self._keep(row)

    def _enter_again(self, folder: JobFolder, row: Summary) -> Summary:
        log.warning("putting a job without a queue entry back into the queue: %s", folder.job_id)
        try:
            enter_again(folder, self.queue, self.endings)
        except (NewerError, UserError, OSError):
            log.exception("could not put %s back", folder.job_id)
            return row
        return read_summary(folder)

    def poll(self) -> Poll:
        """Look at all unfinished jobs once and settle what has no owner."""
        self._has_orphans = False
        waiting = {place.job_id for place in self.queue.waiting()}
        held = {place.job_id for place in self.queue.held()}
        ended = self.queue.ended()
        changed = [
            row
            for job_id in sorted(waiting | held | self._unfinished | set(ended))
            if (row := self._look(job_id, is_queued=job_id in waiting, held=job_id in held)) is not None
        ]
        removed = [job_id for job_id in self._unfinished if not self.folder(job_id).exists()]
        for job_id in removed:
            self._forget(job_id)
        self._record(removed, ended)
        is_paused = self.queue.is_paused()
        return Poll(
            changed=tuple(changed),
            removed=tuple(removed),
            is_paused=is_paused,
            needs_worker=not is_paused and self._is_idle_with_work(waiting),
            has_orphans=not is_paused and self._has_orphans,
        )

    def _look(self, job_id: str, *, is_queued: bool, held: bool) -> Summary | None:
        """Return the job's row if it is not what it was."""
        before = self._rows.get(job_id)
        folder = self.folder(job_id)
        after = found = self._read(before, folder, held=held)
        if _wants_settling(before, found, folder, is_queued=is_queued) and self._settle(folder, found):
            after = self._read(before, folder, held=held)
        self._has_orphans |= found.state is JobState.PROCESSING and after.state is JobState.PENDING
        if after == before or not folder.exists():
            return None
        self._is_index_stale |= before is None or after != replace(before, progress=after.progress, stage=after.stage)
        self._keep(after)
        return after

    def _read(self, before: Summary | None, folder: JobFolder, *, held: bool) -> Summary:
        if before is None or not before.created_at:
            return read_summary(folder, held=held)
        return refresh(before, folder, held=held)

    def _settle(self, folder: JobFolder, row: Summary) -> bool:
        try:
            if row.state is None:
                return rebuild_status(folder, self.queue, self.endings) is not None
            job = folder.try_own()
            if job is None:
                return False
            with job:
                self.endings.settle(job)
        except (DamagedError, NewerError, UserError, OSError, ValueError):
            log.exception("could not settle %s", folder.job_id)
            return False
        return True

    def _is_idle_with_work(self, waiting: set[str]) -> bool:
        states = {row.state for job_id in waiting if (row := self._rows.get(job_id))}
        return JobState.PENDING in states and JobState.PROCESSING not in states

    def _record(self, removed: list[str], ended: list[str]) -> None:
        if not self._index.is_writer:
            return
        self._is_index_stale |= bool(removed)
        if not self._try_save():
            return
        for job_id in ended:
            row = self._rows.get(job_id)
            if row is None or not row.is_unfinished:
                self.queue.forget_ended(job_id)

    def add(self, request: Request) -> Summary:
        """Take an accepted job into the rows at once."""
        row = replace(describe_request(request), state=JobState.PENDING, progress=0.0)
        self._keep(row)
        self._is_index_stale = True
        return row

    def put(self, *rows: Summary) -> None:
        """Replace rows whose notes have changed, and write the index once."""
        for row in rows:
            self._keep(row)
        self.save()

    def remove(self, job_id: str) -> None:
        """Forget a row, and write the index."""
        self._forget(job_id)
        self.save()

    def _keep(self, row: Summary) -> None:
        self._rows[row.job_id] = row
        (self._unfinished.add if row.is_unfinished else self._unfinished.discard)(row.job_id)

    def _forget(self, job_id: str) -> None:
        self._rows.pop(job_id, None)
        self._unfinished.discard(job_id)


def _wants_settling(before: Summary | None, after: Summary, folder: JobFolder, *, is_queued: bool) -> bool:
    """True when the job would be in another state if its owner lived."""
    if after.state is None:  # once unreadable may pass, twice is damage
        return before is not None and before.state is None
    if after.state is JobState.PENDING:
        return folder.has_cancel_mark()
    return after.state is JobState.PROCESSING or is_queued
