"""Watching over a child that works on a job: wishes, heartbeat, silence."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

from musicapp.core.clock import Clock, to_text
from musicapp.core.job_folder import OwnedJob
from musicapp.core.model import ErrorKind
from musicapp.worker.child import Child, LineTooLong
from musicapp.worker.wishes import CancelWished, ChildDied, FilesRemoved, JobFailed, StopWished

TICK_SECONDS = 0.25
BEAT_SECONDS = 1.0


class JobWatch:
    """Looks after one job while its owner waits for others."""

    def __init__(self, job: OwnedJob, clock: Clock, is_told_to_end: Callable[[], bool]) -> None:
        self._job = job
        self._clock = clock
        self._is_told_to_end = is_told_to_end
        self._last_look = -math.inf
        self._last_beat = -math.inf

    def look(self) -> None:
        """Notice wishes; call often, it looks at the disk at most once a tick.

        Raises:
            CancelWished, StopWished, FilesRemoved: somebody wishes the work to end.
        """
        now = self._clock.monotonic()
        if now - self._last_look < TICK_SECONDS:
            return
        self._last_look = now
        if not self._job.folder.exists():
            raise FilesRemoved
        if self._job.folder.has_cancel_mark():
            raise CancelWished
        if self._is_told_to_end():
            raise StopWished

    def show(self, fraction: float | None, stage: str) -> None:
        """Write progress and heartbeat, at most once a second; never backwards."""
        before = self._job.status
        if fraction is not None and before.progress is not None:
            fraction = max(fraction, before.progress)
        now = self._clock.monotonic()
        if now - self._last_beat >= BEAT_SECONDS or stage != before.stage:
            self._last_beat = now
            self._job.note(durable=False, progress=fraction, stage=stage, heartbeat_at=to_text(self._clock.now()))

    def beat(self) -> None:
        """Write a heartbeat without news."""
        self.show(self._job.status.progress, self._job.status.stage or "")

    def lines(self, child: Child, silence_seconds: float) -> Iterator[bytes]:
        """Yield the child's lines until it has said its last word.

        Silence is counted in ticks that this process itself ran: neither a suspended
        machine nor a stopped worker makes a child hang.

        Raises:
            ChildDied: it ended without a last word.
            JobFailed: it hung, or wrote what no message can be.
            CancelWished, StopWished, FilesRemoved: as look.
        """
        silent_ticks = 0
        while True:
            self.look()
            line = self._receive(child)
            if line is None:
                if not child.is_running():  # what it has started may still hold its output open
                    raise ChildDied(f"the process ended before its job: {child.describe_end()}")
                self.beat()
                silent_ticks += 1
                if silent_ticks * TICK_SECONDS > silence_seconds:
                    raise JobFailed(ErrorKind.HUNG, f"no sign of life for {silence_seconds:g} s")
                continue
            if not line:
                raise ChildDied(f"the process ended before its job: {child.describe_end()}")
            silent_ticks = 0
            yield line

    def _receive(self, child: Child) -> bytes | None:
        try:
            return child.receive(TICK_SECONDS)
        except LineTooLong as error:
            raise JobFailed(ErrorKind.INTERNAL, f"the engine wrote {error}") from error
