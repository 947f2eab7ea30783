"""The drain loop: take a slot, make what can be made, let go, and look once more.

No wake-up is lost. Whoever leaves a job pending starts a worker after letting go of it; a
worker without a slot ends, because the holder of the slot looks at the queue again
after letting go.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from musicapp.core.clock import Clock
from musicapp.core.endings import Endings
from musicapp.core.job_folder import JobFolder, OwnedJob
from musicapp.core.locks import is_locked
from musicapp.core.model import JobState
from musicapp.core.paths import DataPaths
from musicapp.core.problems import UserError
from musicapp.core.queue import Place, Queue
from musicapp.core.rebuilding import rebuild_status
from musicapp.core.records import DamagedError, NewerError
from musicapp.core.resuming import ResumePolicy
from musicapp.core.settings import Settings
from musicapp.worker.making import Making
from musicapp.worker.slots import try_take_slot

log = logging.getLogger(__name__)


class Drain:
    """Makes the jobs of the queue in their order until none is left that it may make."""

    def __init__(self, paths: DataPaths, settings: Settings, clock: Clock, is_told_to_end: Callable[[], bool]) -> None:
        self._paths = paths
        self._settings = settings
        self._is_told_to_end = is_told_to_end
        self._queue = Queue(paths)
        self._endings = Endings(self._queue, clock)
        self._policy = ResumePolicy(paths, self._endings, clock)
        self._making = Making(paths, self._endings, clock, is_told_to_end)
        self._refused: set[str] = set()
        self._owned: set[str] = set()

    def run(self) -> None:
        """Work until nothing is left, every slot is taken, or the worker is told to end."""
        self._policy.hold_old_work()
        try:
            while self._take_a_turn():
                self._look_again_at_owned()
        finally:
            self._making.close()

    def _take_a_turn(self) -> bool:
        """Hold one slot as long as it has work; True when it is worth looking again."""
        for kind in dict.fromkeys(kind for _, kind in self._candidates()):
            slot = try_take_slot(self._paths, kind, self._settings)
            if slot is not None:
                with slot:
                    self._make_all(kind)
                return True
        return False

    def _look_again_at_owned(self) -> None:
        """Let jobs be candidates again that somebody owned for a moment.

        Whoever it was may have started a worker since that found the slot taken, by us.
        """
        self._owned = {job_id for job_id in self._owned if is_locked(self._paths.job(job_id) / "lock")}

    def _candidates(self) -> list[tuple[Place, str]]:
        """Return the jobs that might be made, with their kinds; none when there is to be no work."""
        if self._is_told_to_end() or self._queue.is_paused():
            return []
        waiting = [place for place in self._queue.waiting() if place.job_id not in self._refused | self._owned]
        return [(place, kind) for place in waiting if (kind := self._kind(place)) is not None]

    def _kind(self, place: Place) -> str | None:
        try:
            return place.engine_kind()
        except FileNotFoundError:
            return None
        except (DamagedError, NewerError):
            log.warning("passing over a queue entry that cannot be read: %s", place.name)
            self._refused.add(place.job_id)
            return None

    def _make_all(self, kind: str) -> None:
        self._refused.clear()
        while (place := self._next(kind)) is not None:
            if not self._try_make(place) and place.job_id not in self._owned:
                self._refused.add(place.job_id)

    def _next(self, kind: str) -> Place | None:
        return next((place for place, its_kind in self._candidates() if its_kind == kind), None)

    def _try_make(self, place: Place) -> bool:
        """Make a job; False when it is not to be had, or its disk takes nothing: the others go on."""
        try:
            job = self._try_claim(place)
            if job is None:
                return False
            with job:
                self._make(place, job)
        except OSError:
            log.exception("passing over %s", place.job_id)
            return False
        return True

    def _try_claim(self, place: Place) -> OwnedJob | None:
        folder = JobFolder(self._paths.job(place.job_id))
        if not folder.exists():
            self._queue.drop(place)
        try:
            job = folder.try_own()
        except DamagedError:
            rebuild_status(folder, self._queue, self._endings)
        except (NewerError, UserError):
            log.warning("passing over a job that cannot be claimed: %s", place.job_id)
        else:
            if job is None:
                self._owned.add(place.job_id)
            return job
        return None

    def _make(self, place: Place, job: OwnedJob) -> None:
        """Settle what an earlier owner left, then make the job if it still waits here."""
        if self._endings.settle(job).state is JobState.PENDING and place.path.exists():
            self._making.make(job)
