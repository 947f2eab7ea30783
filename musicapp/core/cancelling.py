"""Cancel: a mark first, then whoever can take the job's lock writes the state."""

from __future__ import annotations

from musicapp.core.endings import Endings
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState, Status
from musicapp.core.processes import end_tree

PATIENCE_SECONDS = 1.5
"""How long a worker may take to answer the mark before it is ended with its host."""


def begin_cancel(folder: JobFolder) -> Status | None:
    """Leave the mark; return the status when the job has ended already and there is nothing to do.

    Raises:
        FileNotFoundError, DamagedError, NewerError: the job is gone or cannot be read.
    """
    status = folder.status()
    if status.state.is_ended:
        return status
    folder.mark_cancel()
    return None


def try_finish_cancel(folder: JobFolder, endings: Endings, waited_seconds: float) -> Status | None:
    """Bring a marked job to its end if its lock is free; call again until it is.

    Args:
        folder: the job.
        endings: how it ends.
        waited_seconds: how long ago the mark was left, in s. A worker that has not
            answered by PATIENCE_SECONDS (it may be frozen) is killed with its host.

    Returns:
        The state the job ended in, None while somebody else still owns it.
    """
    job = folder.try_own()
    if job is None and waited_seconds >= PATIENCE_SECONDS:
        _end_owner(folder.status())
        job = folder.try_own()
    if job is None:
        return None
    with job:
        return endings.settle(job)


def _end_owner(status: Status) -> None:
    """Kill the worker and host of a running job; an ended job's worker is at somebody else's by now."""
    if status.state is not JobState.PROCESSING:
        return
    for process in (status.worker, status.host):
        if process is not None:
            end_tree(process)
