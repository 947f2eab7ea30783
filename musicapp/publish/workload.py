"""Counts work done, so that progress is honest and the worker hears a sign of life."""

from __future__ import annotations

import threading
from collections.abc import Callable

from musicapp.engines.protocol import Progress

INTERVAL_S = 0.25
ALMOST_DONE = 0.99

Spend = Callable[[float], None]
"""Called with an amount of work done, in seconds of one core; 0 is a sign of life."""


class Workload:
    """Turns work done into one fraction that never runs backwards; threads may share it.

    Args:
        total_s: all the work, estimated in seconds of one core.
        send: takes each message.
        clock_s: a clock that only runs forwards, in s.
    """

    def __init__(self, total_s: float, send: Callable[[Progress], None], clock_s: Callable[[], float]) -> None:
        self._total_s = total_s
        self._send = send
        self._clock_s = clock_s
        self._done_s = 0.0
        self._stage = ""
        self._sent_at_s = 0.0
        self._lock = threading.Lock()

    def begin(self, stage: str) -> None:
        """Say what is done from now on."""
        with self._lock:
            self._stage = stage
            self._report()

    def spend(self, work_s: float) -> None:
        """Count work; a message goes out when the last one is a moment ago."""
        with self._lock:
            self._done_s += work_s
            if self._clock_s() - self._sent_at_s >= INTERVAL_S:
                self._report()

    def _report(self) -> None:
        self._sent_at_s = self._clock_s()
        fraction = min(self._done_s / self._total_s, ALMOST_DONE)
        self._send(Progress(fraction=round(fraction, 4), stage=self._stage))
