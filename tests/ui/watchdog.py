"""Measures how long the event loop of the GUI thread is kept from going round."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

LIMIT_SECONDS = 0.05
SCHEDSTAT = Path("/proc/thread-self/schedstat")


class Watchdog(QObject):
    """Ticks with every turn of the loop; the longest time between two ticks is the longest event.

    Time in which the thread was ready but another process had the processor is not counted,
    where the system tells (Linux): a busy machine is no fault of the window's.
    """

    def __init__(self) -> None:
        super().__init__()
        self.longest = 0.0
        self.ticks = 0
        self._last = _now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start(0)

    def stop(self) -> None:
        """Look no longer; what is under way counts."""
        self._on_timer_timeout()
        self._timer.stop()

    def _on_timer_timeout(self) -> None:
        now = _now()
        self.longest = max(self.longest, now - self._last)
        self._last = now
        self.ticks += 1


def _now() -> float:
    return time.monotonic() - _waited()


def _waited() -> float:
    """Return how long this thread was ready but not running, in s."""
    try:
        return int(SCHEDSTAT.read_text().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
