"""Old unfinished work waits for a yes; younger work goes on by itself."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta

from musicapp.core.clock import Clock, from_text, to_text
from musicapp.core.endings import Endings
from musicapp.core.job_folder import JobFolder, OwnedJob
from musicapp.core.locks import is_locked
from musicapp.core.model import Status
from musicapp.core.paths import DataPaths
from musicapp.core.queue import Place, Queue
from musicapp.core.records import DamagedError, NewerError

OLD_AFTER = timedelta(hours=1)


class ResumePolicy:
    """Decides what may start by itself, before any worker starts."""

    def __init__(self, paths: DataPaths, endings: Endings, clock: Clock) -> None:
        self._paths = paths
        self._queue = Queue(paths)
        self._endings = endings
        self._clock = clock

    def hold_old_work(self) -> list[str]:
        """Move unfinished jobs without a sign of life for an hour to held; return their ids.

        A job's signs of life are its acceptance and the last heartbeat of any unfinished
        job: while one is being made, those behind it wait for good reason. Where a
        worker holds a slot nothing is old.
        """
        if self._queue.is_paused():
            return []
        waiting = [(place, status) for place in self._queue.waiting() if (status := self._status(place))]
        old = [place for place, status in waiting if self._is_old(status, _last_heartbeat(waiting))]
        if not old or self._is_worker_up():
            return []
        return [place.job_id for place in old if self._hold(place)]

    def go_on(self) -> list[str]:
        """Let everything be made that waits or is held; return the ids of what was held."""
        held = self._queue.held()
        for place in [*self._queue.waiting(), *held]:
            self._renew(place)
        for place in held:
            with contextlib.suppress(FileNotFoundError):  # another released it, or it has ended
                self._queue.release(place)
        return [place.job_id for place in held]

    def _renew(self, place: Place) -> None:
        """The user's yes is a sign of life: the job is not held again by the next process."""
        job = self._try_own(place)
        if job is not None:
            with job:
                job.note(heartbeat_at=to_text(self._clock.now()))

    def _status(self, place: Place) -> Status | None:
        try:
            return JobFolder(self._paths.job(place.job_id)).status()
        except (FileNotFoundError, DamagedError, NewerError):
            return None

    def _is_old(self, status: Status, last_heartbeat: datetime | None) -> bool:
        signs = [from_text(status.accepted_at), *([last_heartbeat] if last_heartbeat else [])]
        return self._clock.now() - max(signs) > OLD_AFTER and not status.state.is_ended

    def _hold(self, place: Place) -> bool:
        """Hold a job nobody owns, back to pending if its worker died."""
        job = self._try_own(place)
        if job is None:
            return False
        with job:
            if self._endings.settle(job).state.is_ended:
                return False
            try:
                self._queue.hold(place)
            except FileNotFoundError:  # another held it a moment ago
                return False
        return True

    def _try_own(self, place: Place) -> OwnedJob | None:
        """Take a job; one that cannot be read stops nobody from looking at the others."""
        try:
            return JobFolder(self._paths.job(place.job_id)).try_own()
        except (DamagedError, NewerError):
            return None

    def _is_worker_up(self) -> bool:
        return any(is_locked(path) for path in self._paths.slots.iterdir())


def _last_heartbeat(waiting: list[tuple[Place, Status]]) -> datetime | None:
    beats = [from_text(status.heartbeat_at) for _, status in waiting if status.heartbeat_at is not None]
    return max(beats, default=None)
