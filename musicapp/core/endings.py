"""How a job ends or goes back to the queue, whoever owns it at that moment.

Each function writes the state first, then the queue, and leaves nothing half-made
behind. All of them are called with the job's lock held.
"""

from __future__ import annotations

from pathlib import Path

from musicapp.core.clock import Clock, to_text
from musicapp.core.finished import describe_result, find_finished, remove_staging
from musicapp.core.job_folder import OwnedJob
from musicapp.core.model import ErrorKind, JobError, JobState, Request, Status
from musicapp.core.processes import boot_id, end_tree
from musicapp.core.queue import Queue
from musicapp.core.records import DamagedError, NewerError

MOST_DEATHS = 2


class Endings:
    """The ways out of a state, for the owner of a job."""

    def __init__(self, queue: Queue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock

    def done(self, job: OwnedJob, folder: Path) -> Status:
        """The finished folder carries its final name: from here on a cancel comes too late."""
        job.move(
            JobState.DONE,
            result=describe_result(folder),
            target=str(folder),
            progress=1.0,
            stage=None,
            ended_at=self._now(),
            error=None,
        )
        self._close(job)
        job.clear_cancel_mark()
        return job.status

    def failed(self, job: OwnedJob, error: JobError, *, keep_composed: bool = False) -> Status:
        """The job failed for good; keep_composed lets a retry publish without composing."""
        composed = job.status.composed if keep_composed else None
        job.move(JobState.ERROR, error=error, ended_at=self._now(), composed=composed)
        self._close(job)
        return job.status

    def cancelled(self, job: OwnedJob) -> Status:
        """Somebody wished it so."""
        job.move(JobState.CANCELLED, ended_at=self._now(), composed=None, error=None)
        self._close(job)
        return job.status

    def put_back(self, job: OwnedJob) -> Status:
        """The worker was told to end: the job waits again and nothing is counted."""
        return job.move(JobState.PENDING, worker=None, host=None, stage=None, progress=0.0)

    def died(self, job: OwnedJob, error: JobError) -> Status:
        """Worker or host died: tried once more by itself, then failed with the reason."""
        deaths = job.status.deaths + 1
        if deaths >= MOST_DEATHS:
            job.note(deaths=deaths)
            return self.failed(job, error)
        return job.move(JobState.PENDING, deaths=deaths, worker=None, host=None, stage=None, progress=0.0)

    def settle(self, job: OwnedJob) -> Status:
        """Bring a job whose lock was free into a true state.

        A processing job without an owner lost its worker: its host is ended first, then
        its finished track, the wish to cancel and the count of deaths decide.
        """
        if job.status.state is JobState.PROCESSING:
            return self._settle_orphan(job)
        if job.status.state is JobState.PENDING and job.folder.has_cancel_mark():
            return self.cancelled(job)
        if job.status.state.is_ended:
            self._close(job)
            job.clear_cancel_mark()
        return job.status

    def _settle_orphan(self, job: OwnedJob) -> Status:
        if job.status.host is not None:
            end_tree(job.status.host)
        folder = self._finished_folder(job)
        if folder is not None:
            return self.done(job, folder)
        if job.folder.has_cancel_mark():
            return self.cancelled(job)
        if job.status.worker is None or job.status.worker.boot_id != boot_id():
            return self.put_back(job)
        return self.died(job, JobError(kind=ErrorKind.CRASHED, message="the worker process ended unexpectedly"))

    def _finished_folder(self, job: OwnedJob) -> Path | None:
        request = _readable_request(job)
        return None if request is None else find_finished(request, job.status)

    def _close(self, job: OwnedJob) -> None:
        """Remove partial files and record the end."""
        keeps = job.status.composed if job.status.state is JobState.ERROR else None
        job.remove_work(but=keeps)
        request = _readable_request(job)
        if request is not None:
            remove_staging(request)
        self._queue.end(job.folder.job_id)

    def _now(self) -> str:
        return to_text(self._clock.now())


def _readable_request(job: OwnedJob) -> Request | None:
    try:
        return job.folder.request()
    except (FileNotFoundError, DamagedError, NewerError):
        return None
