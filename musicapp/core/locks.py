"""OS locks that the kernel drops with their process; never a weaker kind."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from musicapp.core.durable import FILE_MODE
from musicapp.core.problems import Problem, UserError


def try_lock(path: Path) -> FileLock | None:
    """Take a lock without waiting; None when somebody holds it or its folder is gone.

    The descriptor is not inherited by child processes: a child would keep the lock
    after its parent's death.

    Raises:
        UserError: the file system offers no such locks, or the file cannot be opened.
    """
    lock = FileLock(path, mode=FILE_MODE, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except (Timeout, FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UserError(Problem.NO_LOCKS, folder=str(path.parent), reason=error.strerror or str(error)) from error
    return lock
