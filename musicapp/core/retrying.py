"""Retry: the same job with the same seed, once more from the queue."""

from __future__ import annotations

from musicapp.core.clock import Clock, to_text
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState, Status
from musicapp.core.problems import Problem, UserError
from musicapp.core.queue import Queue


def retry(folder: JobFolder, queue: Queue, clock: Clock) -> Status:
    """Put a failed or cancelled job back into the queue.

    The queue's entry comes first: were this process to die between the two, a worker
    would find an entry of an ended job and remove it, and the job would not be lost.

    Raises:
        UserError: the job is neither failed nor cancelled, or somebody holds it now.
        FileNotFoundError, DamagedError, NewerError: it cannot be read.
    """
    job = folder.try_own()
    if job is None:
        raise UserError(Problem.NOT_RETRIABLE, job=folder.job_id, state="processing")
    with job:
        if job.status.state not in (JobState.ERROR, JobState.CANCELLED):
            raise UserError(Problem.NOT_RETRIABLE, job=folder.job_id, state=job.status.state.value)
        job.clear_cancel_mark()
        if queue.find(folder.job_id) is None:
            queue.add(folder.request())
        queue.forget_ended(folder.job_id)
        return job.move(
            JobState.PENDING,
            deaths=0,
            error=None,
            progress=0.0,
            stage=None,
            started_at=None,
            ended_at=None,
            heartbeat_at=to_text(clock.now()),  # a sign of life: an old job is not held for being old
            worker=None,
            host=None,
        )
