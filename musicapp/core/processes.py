"""Processes that are recorded and later recognised, and ended with all their children."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from functools import cache
from pathlib import Path

import psutil

from musicapp.core.model import ProcessId

DYING_SECONDS = 1.0


@cache
def boot_id() -> str:
    """Return what names the present boot of this machine."""
    if sys.platform == "linux":
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    return f"{psutil.boot_time():.0f}"


def start_of(pid: int) -> str | None:
    """Return when a process started, as text that no clock change alters; None if it is gone.

    On Linux these are the kernel's ticks since boot: psutil's create_time moves with
    the wall clock.
    """
    if sys.platform == "linux":
        try:
            stat_line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None
        state, *fields = stat_line.rpartition(")")[2].split()
        return None if state in "ZX" else fields[18]
    try:
        return f"{psutil.Process(pid).create_time():.2f}"
    except psutil.Error:
        return None


def identify(pid: int) -> ProcessId | None:
    """Return the identity of a running process, None if it is gone."""
    started = start_of(pid)
    return None if started is None else ProcessId(pid=pid, started=started, boot_id=boot_id())


def identify_self() -> ProcessId:
    """Return this process's identity."""
    own = identify(os.getpid())
    assert own is not None  # noqa: S101  (a running process finds itself)
    return own


def is_alive(process: ProcessId) -> bool:
    """True when this very process runs (a stopped one does; a zombie does not)."""
    return process.boot_id == boot_id() and start_of(process.pid) == process.started


def end_tree(process: ProcessId) -> None:
    """Kill a process, its descendants and whatever is left of its session.

    The process must have been a session leader to have its orphans found. Nothing else
    is ever killed: identities are checked, and a session's number is not given out
    again while one of its members lives.
    """
    if process.boot_id != boot_id():
        return
    victims = _orphans_of_session(process)
    if is_alive(process):
        with contextlib.suppress(psutil.Error):
            leader = psutil.Process(process.pid)
            victims += [*leader.children(recursive=True), leader]
    for victim in victims:
        with contextlib.suppress(psutil.Error):
            victim.kill()
    _wait_until_gone(victims)


def _wait_until_gone(victims: list[psutil.Process]) -> None:
    """Wait for the end of killed processes; a zombie is gone, however long its parent leaves it lying."""
    end = time.monotonic() + DYING_SECONDS
    while any(start_of(victim.pid) is not None for victim in victims) and time.monotonic() < end:
        time.sleep(0.005)


def _orphans_of_session(process: ProcessId) -> list[psutil.Process]:
    if sys.platform == "win32" or start_of(process.pid) not in (None, process.started):
        return []  # the number belongs to somebody else by now
    orphans = []
    for pid in psutil.pids():
        with contextlib.suppress(psutil.Error, OSError):
            if pid != process.pid and os.getsid(pid) == process.pid and _started_after(pid, process):
                orphans.append(psutil.Process(pid))
    return orphans


def _started_after(pid: int, process: ProcessId) -> bool:
    started = start_of(pid)
    return started is not None and float(started) >= float(process.started)
