"""OS locks that the kernel drops with their process; never a weaker kind."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from musicapp.core.durable import FILE_MODE
from musicapp.core.problems import Problem, UserError


class HeldLock:
    """A lock that this process holds until it leaves the context.

    The library's own context takes a lock that is held a second time, and would leave it held.
    """

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock

    def release(self) -> None:
        """Let go of the lock; it is no error when that was done already."""
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def try_lock(path: Path) -> HeldLock | None:
    """Take a lock without waiting; None when somebody holds it or its folder is gone.

    The descriptor is not inherited by child processes: a child would keep the lock
    after its parent's death.

    Raises:
        UserError: the file system offers no such locks, or the file cannot be opened.
    """
    if not path.parent.is_dir():
        return None  # the library would make the folder
    lock = FileLock(path, mode=FILE_MODE, thread_local=False, fallback_to_soft=False)
    try:
        lock.acquire(blocking=False)
    except (Timeout, FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UserError(Problem.NO_LOCKS, folder=str(path.parent), reason=error.strerror or str(error)) from error
    return HeldLock(lock)


def is_locked(path: Path) -> bool:
    """True when somebody holds a lock, or it cannot be tried."""
    try:
        lock = try_lock(path)
    except UserError:
        return True
    if lock is not None:
        lock.release()
    return lock is None
