"""A spy on the system calls by which files change: it tells their order, and lets one of them fail."""

from __future__ import annotations

import errno
import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

CALLS = ("open", "fsync", "replace", "rename", "unlink", "mkdir")
TEMP_NUMBER = re.compile(r"\.\d+\.tmp")


class Spy:
    """Notes calls as words, e.g. ``sync .a.tmp``, ``rename .a.tmp a``, ``sync folder/``.

    calls holds those since the last look. fail_at makes the call of that number (from 0)
    fail instead, kill_at kills the process before it, kill_before before the one of these
    words. tries counts all that were tried.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self.tries = 0
        self.fail_at: int | None = None
        self.fails_always = False
        self.kill_at: int | None = None
        self.kill_before: str | None = None
        self.error = errno.ENOSPC
        self._open_paths: dict[int, Path] = {}
        for name in CALLS:
            patch.setattr(os, name, getattr(self, f"_{name}")(getattr(os, name)))

    def fail(self, at: int, error: int = errno.ENOSPC) -> None:
        """Let the call of this number, counted from now on, fail."""
        self.calls.clear()
        self.tries, self.fail_at, self.error = 0, at, error

    def fail_always(self, error: int = errno.ENOSPC) -> None:
        """Let every call fail that needs room on the disk, as on a full one."""
        self.fails_always, self.error = True, error

    def fail_never(self) -> None:
        """Let all calls through again."""
        self.fails_always, self.fail_at = False, None

    def _pass(self, words: str, path: object) -> None:
        number, self.tries = self.tries, self.tries + 1
        if number == self.kill_at or words == self.kill_before:
            os.kill(os.getpid(), signal.SIGKILL)
        self.calls.append(words)
        if number == self.fail_at or (self.fails_always and words.startswith(("create .", "mkdir"))):
            raise OSError(self.error, os.strerror(self.error), str(path))

    def _open(self, call: Callable[..., int]) -> Callable[..., int]:
        def opened(path: object, flags: int, mode: int = 0o777, **more: object) -> int:
            if flags & os.O_CREAT:
                self._pass(f"create {_name(path)}", path)
            descriptor = call(path, flags, mode, **more)
            self._open_paths[descriptor] = Path(str(path))
            return descriptor

        return opened

    def _fsync(self, call: Callable[[int], None]) -> Callable[[int], None]:
        def synced(descriptor: int) -> None:
            path = self._open_paths[descriptor]
            self._pass(f"sync {_name(path)}{'/' * path.is_dir()}", path)
            call(descriptor)

        return synced

    def _replace(self, call: Callable[..., None]) -> Callable[..., None]:
        def moved(source: object, target: object, **more: object) -> None:
            self._pass(f"rename {_name(source)} {_name(target)}", source)
            call(source, target, **more)

        return moved

    _rename = _replace

    def _unlink(self, call: Callable[..., None]) -> Callable[..., None]:
        def unlinked(path: object, **more: object) -> None:
            self._pass(f"unlink {_name(path)}", path)
            call(path, **more)

        return unlinked

    def _mkdir(self, call: Callable[..., None]) -> Callable[..., None]:
        def made(path: object, mode: int = 0o777, **more: object) -> None:
            self._pass(f"mkdir {_name(path)}", path)
            call(path, mode, **more)

        return made


def _name(path: object) -> str:
    return TEMP_NUMBER.sub(".tmp", Path(str(path)).name)
