"""A status that cannot be read is made anew from the job's lock and files."""

from __future__ import annotations

import os

from msgspec.structs import replace

from musicapp.core.durable import write_file
from musicapp.core.endings import Endings
from musicapp.core.finished import find_finished
from musicapp.core.job_folder import JobFolder
from musicapp.core.locks import try_lock
from musicapp.core.model import JobState, Request, Status
from musicapp.core.queue import Queue
from musicapp.core.records import DamagedError, NewerError, encode


def rebuild_status(folder: JobFolder, queue: Queue, endings: Endings) -> Status | None:
    """Write a true status for a job whose own is damaged or missing.

    The damaged file is kept aside. A finished track makes the job done; otherwise it is
    made again from its request.

    Returns:
        The new status; None while the job has an owner, or its request cannot be read
        either, or its status turns out to be readable.
    """
    lock = try_lock(folder.path / "lock")
    if lock is None:
        return None
    with lock:
        if not _is_damaged(folder):
            return None
        try:
            request = folder.request()
        except (FileNotFoundError, DamagedError, NewerError):
            return None
        _write_anew(folder, request)
    if queue.find(folder.job_id) is None:
        queue.add(request)
    job = folder.try_own()
    if job is None:
        return None
    with job:
        return endings.settle(job)


def _is_damaged(folder: JobFolder) -> bool:
    try:
        folder.status()
    except (FileNotFoundError, DamagedError):
        return True
    except NewerError:
        return False
    return False


def _write_anew(folder: JobFolder, request: Request) -> None:
    status = Status(job_id=request.job_id, state=JobState.PENDING, accepted_at=request.created_at)
    found = find_finished(request, replace(status, target=request.output))
    if found is not None:
        status = replace(status, state=JobState.PROCESSING, target=str(found))
    path = folder.path / "status.json"
    if os.path.lexists(path):
        path.rename(path.with_name("status.json.damaged"))
    write_file(path, encode(status))
