"""OS locks that the kernel drops with their process; never a weaker kind.

The platform's own calls rather than a library: what there is takes as long to import as all the
rest of a worker, and each process of the program wants nothing but "take it or leave it".
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from musicapp.core.durable import FILE_MODE
from musicapp.core.problems import Problem, UserError

HELD_ELSEWHERE = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)


class HeldLock:
    """A lock that this process holds until it leaves the context."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go of the lock; it is no error when that was done already."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

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
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _no_locks(path, error) from error
    try:
        is_taken = _take(descriptor)
    except OSError as error:
        os.close(descriptor)
        raise _no_locks(path, error) from error
    if is_taken:
        return HeldLock(descriptor)
    os.close(descriptor)
    return None


def is_locked(path: Path) -> bool:
    """True when somebody holds a lock, or it cannot be tried."""
    try:
        lock = try_lock(path)
    except UserError:
        return True
    if lock is not None:
        lock.release()
    return lock is None


def _take(descriptor: int) -> bool:
    """Lock an open file; False when it is locked elsewhere, or has no name any more."""
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in HELD_ELSEWHERE:
            return False
        raise
    return os.fstat(descriptor).st_nlink > 0


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _no_locks(path: Path, error: OSError) -> UserError:
    return UserError(Problem.NO_LOCKS, folder=str(path.parent), reason=error.strerror or str(error))
