"""A status that cannot be read is made anew from the job's lock and files."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from msgspec.structs import replace

from musicapp.core.clock import to_text
from musicapp.core.durable import write_file
from musicapp.core.endings import Endings
from musicapp.core.finished import find_finished
from musicapp.core.job_folder import JobFolder
from musicapp.core.locks import try_lock
from musicapp.core.model import ErrorKind, JobError, JobState, Request, Status
from musicapp.core.queue import Queue
from musicapp.core.records import DamagedError, NewerError, encode


def rebuild_status(folder: JobFolder, queue: Queue, endings: Endings) -> Status | None:
    """Write a true status for a job whose own is damaged or missing.

    The damaged file is kept aside. A finished track makes the job done; otherwise it is
    made again from its request; without a request that can be read it has failed.

    Returns:
        The new status; None while the job has an owner, or a newer version wrote its
        request, or its status turns out to be readable.
    """
    lock = try_lock(folder.path / "lock")
    if lock is None:
        return None
    with lock:
        if not _is_damaged(folder):
            return None
        try:
            request = _readable_request(folder)
        except NewerError:
            return None
        _write_anew(folder, request)
    enter_again(folder, queue, endings)
    job = folder.try_own()
    if job is None:
        return None
    with job:
        return endings.settle(job)


def enter_again(folder: JobFolder, queue: Queue, endings: Endings) -> None:
    """Put an unfinished job without a queue entry back into the queue; what nobody can make has failed.

    Raises:
        NewerError: a newer version wrote its request; it is left as it is.
        OSError, UserError: it cannot be done now.
    """
    request = _readable_request(folder)
    if request is None:
        _fail(folder, endings)
    elif queue.find(folder.job_id) is None:
        queue.add(request)


def _fail(folder: JobFolder, endings: Endings) -> None:
    job = folder.try_own()
    if job is None:
        return
    with job:
        if job.status.state is JobState.PENDING:
            job.move(JobState.PROCESSING)
        if job.status.state is JobState.PROCESSING:
            endings.failed(job, JobError(kind=ErrorKind.BAD_REQUEST, message="the request cannot be read"))


def _readable_request(folder: JobFolder) -> Request | None:
    try:
        return folder.request()
    except (FileNotFoundError, DamagedError):
        return None


def _is_damaged(folder: JobFolder) -> bool:
    try:
        folder.status()
    except (FileNotFoundError, DamagedError):
        return True
    except NewerError:
        return False
    return False


def _write_anew(folder: JobFolder, request: Request | None) -> None:
    path = folder.path / "status.json"
    if os.path.lexists(path):
        path.rename(path.with_name("status.json.damaged"))
    write_file(path, encode(_guess_status(folder, request)))


def _guess_status(folder: JobFolder, request: Request | None) -> Status:
    if request is None:
        made = datetime.fromtimestamp(folder.path.stat().st_mtime, UTC)
        return Status(job_id=folder.job_id, state=JobState.PENDING, accepted_at=to_text(made))
    status = Status(job_id=request.job_id, state=JobState.PENDING, accepted_at=request.created_at)
    found = find_finished(request, replace(status, target=request.output))
    if found is None:
        return status
    return replace(status, state=JobState.PROCESSING, target=str(found))
