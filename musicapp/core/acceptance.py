"""Acceptance: from here on a job is safe, whatever happens to this process or the power."""

from __future__ import annotations

import contextlib
import errno
import random
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from musicapp.core.clock import Clock
from musicapp.core.durable import TEMP_SUFFIX, create_folder
from musicapp.core.job_folder import JobFolder
from musicapp.core.model import JobState, Request, Status
from musicapp.core.paths import DataPaths
from musicapp.core.problems import Problem, UserError
from musicapp.core.queue import Queue
from musicapp.core.records import encode

HIDDEN_PREFIX = ".new-"
SUFFIX_ALPHABET = "0123456789abcdefghijkmnpqrstuvwxyz"
ABANDONED_AFTER = timedelta(hours=1)


def new_job_id(moment: datetime) -> str:
    """Return an id that sorts by time, is safe as a folder name, and is not guessed twice."""
    suffix = "".join(random.SystemRandom().choice(SUFFIX_ALPHABET) for _ in range(6))
    return f"{moment:%Y%m%d-%H%M%S-%f}-{suffix}"


def accept(paths: DataPaths, request: Request) -> JobFolder:
    """Put a job on the disk and into the queue; when this returns it is safe.

    The folder is built under a hidden name and renamed, so that nobody sees half a job;
    its name and the queue's entry are synced before anything is announced.

    Raises:
        UserError: the disk is full or cannot be written; nothing of the job is left. Or a
            job of this id is there: it stays as it is.
    """
    if paths.job(request.job_id).exists():
        raise UserError(Problem.DATA_FOLDER, folder=str(paths.root), reason=f"{request.job_id} is there already")
    hidden = paths.jobs / f"{HIDDEN_PREFIX}{request.job_id}"
    folder = JobFolder(paths.job(request.job_id))
    status = Status(job_id=request.job_id, state=JobState.PENDING, accepted_at=request.created_at)
    try:
        create_folder(folder.path, {"request.json": encode(request), "status.json": encode(status)}, hidden)
        Queue(paths).add(request)
    except OSError as error:
        _undo(paths, request.job_id)
        raise _explain(error, paths) from error
    return folder


def _undo(paths: DataPaths, job_id: str) -> None:
    for entry in paths.queue.glob(f"*.{job_id}.json"):
        entry.unlink(missing_ok=True)
    shutil.rmtree(paths.job(job_id), ignore_errors=True)
    shutil.rmtree(paths.jobs / f"{HIDDEN_PREFIX}{job_id}", ignore_errors=True)


def _explain(error: OSError, paths: DataPaths) -> UserError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return UserError(Problem.DISK_FULL, folder=str(paths.root))
    return UserError(Problem.DATA_FOLDER, folder=str(paths.root), reason=error.strerror or str(error))


def remove_abandoned(paths: DataPaths, clock: Clock) -> None:
    """Remove what acceptances that died long ago have left: they were never announced."""
    oldest = (clock.now() - ABANDONED_AFTER).timestamp()
    for path in [*paths.jobs.glob(f"{HIDDEN_PREFIX}*"), *paths.queue.glob(f".*{TEMP_SUFFIX}")]:
        with contextlib.suppress(FileNotFoundError):  # accepted a moment ago
            if path.lstat().st_mtime < oldest:
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()
